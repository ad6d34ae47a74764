//! The frame around every page: where one is, where one can go, and how we stand with the server.

use leptos::prelude::*;
use leptos_router::components::A;
use leptos_router::hooks::use_location;
use vigie_domain::cluster::is_reserved;
use wasm_bindgen::JsCast;

use super::desk::{Connection, use_desk};
use super::routes::Missing;
use crate::locale::{t, use_lang};
use crate::ui::{Glyph, Icon};
use crate::workspace::frame_parts::{ConnectionBanner, PastBanner, Person, Switch, SyncState, UpdateBanner};

/// The parts of the workspace: path below the cluster, icon, words.
/// `narrow`: as many, in words, as fit side by side on a phone; the dashboards are reached from the overview there.
fn places(lang: vigie_domain::Lang, narrow: bool) -> Vec<(&'static str, Glyph, &'static str)> {
    let mut places = vec![
        ("", Glyph::Overview, t::workspace::overview(lang)),
        ("/record", Glyph::Record, t::workspace::record(lang)),
        ("/objectives", Glyph::Objectives, t::workspace::objectives(lang)),
        ("/kpis", Glyph::Kpis, t::workspace::kpis(lang)),
        (
            "/shares",
            Glyph::Share,
            if narrow { t::workspace::shares_short(lang) } else { t::workspace::shares(lang) },
        ),
        ("/settings", Glyph::Settings, t::workspace::settings(lang)),
    ];
    if !narrow {
        places.insert(4, ("/dashboards", Glyph::Dashboards, t::workspace::dashboards(lang)));
    }
    places
}

/// The cluster's slug in an address of the workspace; the start has its own below it.
fn slug_of(path: &str) -> Option<String> {
    let below = path.strip_prefix("/app/")?;
    let slug = below.strip_prefix("start/").unwrap_or(below).split('/').next()?;
    (!slug.is_empty() && !is_reserved(slug)).then(|| slug.to_owned())
}

/// The first run, and board mode (`/app/{slug}/dashboards/{id}/board`).
fn has_window_for_itself(path: &str) -> bool {
    let mut parts = path.split('/').skip(3);
    path.starts_with("/app/start") || (parts.next() == Some("dashboards") && parts.nth(1) == Some("board"))
}

#[component]
pub fn Frame(children: ChildrenFn) -> impl IntoView {
    let lang = use_lang();
    let desk = use_desk();
    let path = use_location().pathname;
    Effect::new(move |_| {
        let slug = path.with(|path| slug_of(path));
        if desk.slug.get_untracked() != slug {
            desk.past.set(None);
            desk.slug.set(slug);
        }
    });
    // A new page is read from its heading on, as after a full load.
    Effect::new(move |before: Option<String>| {
        let now = path.get();
        if before.is_some_and(|before| before != now) {
            request_animation_frame(focus_heading);
        }
        now
    });
    let framed = Memo::new(move |_| path.with(|path| !has_window_for_itself(path)));
    let in_cluster = move || desk.slug.with(Option::is_some);
    let places = move || framed.get() && in_cluster();
    let missing = move || places() && desk.missing.get();
    let due = Memo::new(move |_| {
        if desk.past.with(Option::is_some) {
            return 0;
        }
        let today = desk.today();
        desk.book().map_or(0, |book| crate::readings::todo::pressing(&book, today))
    });
    // The pages stay where they are, whatever is around them: a router that is built anew in the middle of a navigation
    // never writes the address.
    view! {
        <div class="app" class:bare=move || !framed.get()>
            <Show when=move || framed.get()>
                <a class="skip" href="#main">{t::common::skip(lang)}</a>
                <aside class="side">
                    <A href="/app" attr:class="brand"><super::frame_parts::Logo/>"Vigie"</A>
                    <Switch/>
                    <Several path/>
                    <Show when=in_cluster>
                        <Places class="nav" path due/>
                    </Show>
                    <div class="side-foot">
                        <SyncState pill=false/>
                        <Person/>
                    </div>
                </aside>
                <header class="topbar"><Switch/><SyncState pill=true/><Person/></header>
            </Show>
            <main class:main=framed id="main">
                <Show when=move || framed.get()>
                    <UpdateBanner/>
                    <ConnectionBanner/>
                    <PastBanner/>
                </Show>
                <Show when=missing><Missing/></Show>
                <div class="page" hidden=missing>{children()}</div>
            </main>
            <Show when=places>
                <Places class="tabbar" path due/>
            </Show>
        </div>
    }
}

/// For a page that arrived after its address: the heading, unless somebody is already on something.
pub(super) fn focus_heading_if_lost() {
    let document = document();
    if document.active_element() == document.body().map(Into::into) {
        focus_heading();
    }
}

fn focus_heading() {
    let heading = document().query_selector("#main .page:not([hidden]) h1, #main h1").ok().flatten();
    if let Some(heading) = heading.and_then(|heading| heading.dyn_into::<web_sys::HtmlElement>().ok()) {
        heading.set_tab_index(-1);
        let _ = heading.focus();
    }
}

/// The way to the portfolio, for whoever may see several clusters.
#[component]
fn Several(path: Memo<String>) -> impl IntoView {
    let lang = use_lang();
    let desk = use_desk();
    let several = Memo::new(move |_| !desk.several().is_empty());
    let here = move || path.with(|path| path.starts_with("/app/portfolio"));
    view! {
        <Show when=move || several.get()>
            <nav class="nav" aria-label=t::workspace::clusters(lang)>
                <a href="/app/portfolio" aria-current=move || here().then_some("page")>
                    <Icon glyph=Glyph::Portfolio/>
                    <span>{t::portfolio::title(lang)}</span>
                </a>
            </nav>
        </Show>
    }
}

/// The same places twice: beside the page on a desk, below it on a phone.
#[component]
fn Places(class: &'static str, path: Memo<String>, due: Memo<u32>) -> impl IntoView {
    let lang = use_lang();
    let desk = use_desk();
    let few = class == "tabbar";
    // Without a place of their own the dashboards belong to the first of them.
    let among = move |below: &str| {
        few && below.is_empty() && path.with(|path| path.starts_with(&desk.href("/dashboards")))
    };
    let links = places(lang, few)
        .into_iter()
        .map(|(below, glyph, words)| {
            let here = move || {
                let own = desk.href(below);
                let other_way = |path: &String| *path == desk.href("/grid") || *path == desk.href("/periods");
                let recording = below == "/record" && path.with(other_way);
                recording || path.with(|path| *path == own || (!below.is_empty() && path.starts_with(&format!("{own}/"))))
            };
            let count = move || {
                (below == "/record" && due.get() > 0)
                    .then(|| view! { <span class="count hot" aria-label=t::workspace::n_due(lang, i64::from(due.get()))>{due.get()}</span> })
            };
            view! {
                <a href=move || desk.href(below) aria-current=move || if here() { Some("page") } else { among(below).then_some("true") }>
                    <Icon glyph/>
                    <span>{words}</span>
                    {count}
                </a>
            }
        })
        .collect_view();
    view! { <nav class=class aria-label=t::workspace::navigation(lang)>{links}</nav> }
}

/// The words of how we stand with the server.
pub(super) fn connection_words(
    lang: vigie_domain::Lang,
    connection: Connection,
    unsent: usize,
) -> (Glyph, String) {
    match (connection, unsent) {
        (Connection::Online, 0) => (Glyph::Synced, t::workspace::all_saved(lang).to_owned()),
        (Connection::Offline, 0) => (Glyph::Offline, t::workspace::offline(lang).to_owned()),
        (Connection::SignedOut, 0) => (Glyph::Lock, t::workspace::signed_out(lang).to_owned()),
        (_, unsent) => {
            (Glyph::Unsent, t::workspace::n_unsent(lang, i64::try_from(unsent).unwrap_or(i64::MAX)))
        }
    }
}
