//! Parts of the frame: the cluster switch, the state of saving, the person, banners.

use leptos::prelude::*;
use leptos::task::spawn_local;
use vigie_domain::Lang;

use super::desk::{Connection, use_desk};
use super::frame::connection_words;
use super::mount::tell_boot;
use crate::clusters::api;
use crate::clusters::mark::{Mark, initials};
use crate::locale::{t, use_lang};
use crate::offline;
use crate::ui::{Banner, BannerKind, Glyph, Icon, say, switch_theme};

/// The lookout.
#[component]
pub fn Logo() -> impl IntoView {
    view! {
        <svg class="logo" viewBox="0 0 28 28" aria-hidden="true">
            <rect class="ground" width="28" height="28" rx="8"></rect>
            <path class="mark" d="M5.2 20h17.6M8.4 20a5.6 5.6 0 0 1 11.2 0M14 10.4V7.2M7.3 13.1 5.2 11M20.7 13.1l2.1-2.1"></path>
        </svg>
    }
}

/// Which cluster is open; a link to the list of all.
#[component]
pub fn Switch() -> impl IntoView {
    let lang = use_lang();
    let desk = use_desk();
    let shown = move || {
        let slug = desk.slug.get();
        let entry = desk.home.with(|home| {
            home.as_ref().and_then(|home| {
                home.clusters.iter().find(|entry| Some(&entry.slug) == slug.as_ref()).cloned()
            })
        });
        match entry {
            Some(entry) => (entry.name, entry.region.unwrap_or_default()),
            None => (t::workspace::clusters(lang).to_owned(), String::new()),
        }
    };
    view! {
        <a class="switch" href="/app">
            <Mark name=Signal::derive(move || shown().0)/>
            <span class="clip">{move || shown().0}<small>{move || shown().1}</small></span>
            <span class="visually-hidden">{t::workspace::switch_cluster(lang)}</span>
            <Icon glyph=Glyph::Sort small=true/>
        </a>
    }
}

/// Saved, waiting or refused: always in sight, a link to the list of what has not reached the server.
#[component]
pub fn SyncState(pill: bool) -> impl IntoView {
    let lang = use_lang();
    let desk = use_desk();
    let unsent = Memo::new(move |_| desk.unsent());
    let glyph = Memo::new(move |_| connection_words(lang, desk.connection.get(), unsent.get()).0);
    let words = Memo::new(move |_| connection_words(lang, desk.connection.get(), unsent.get()).1);
    let stuck = Memo::new(move |_| desk.stuck() > 0);
    let since = Memo::new(move |_| {
        let of = |at| t::workspace::as_of(lang, crate::format::moment(lang, at));
        desk.snapshot.with(|snapshot| snapshot.as_ref().map(|snapshot| of(snapshot.taken_at)))
    });
    let class = Memo::new(move |_| {
        let kind = match (stuck.get(), desk.connection.get(), unsent.get()) {
            (true, ..) => "refused",
            (_, Connection::Offline | Connection::SignedOut, _) => "offline",
            (_, _, 0) => "",
            _ => "waiting",
        };
        format!("sync {} {kind}", if pill { "pill" } else { "" })
    });
    view! {
        <a
            class=move || class.get()
            href="/app/unsent"
        >
            {move || view! { <Icon glyph=glyph.get()/> }}
            <span role="status">{move || words.get()}{(!pill).then(|| view! { <small>{move || since.get()}</small> })}</span>
        </a>
    }
}

/// Who works here: language, theme, the way out.
#[component]
pub fn Person() -> impl IntoView {
    let lang = use_lang();
    let desk = use_desk();
    let name = move || desk.home.with(|home| home.as_ref().map(|home| home.name.clone()).unwrap_or_default());
    let choose = move |chosen: Lang| {
        if let Ok(Some(storage)) = window().local_storage() {
            let _ = storage.set_item("vigie-lang", chosen.tag());
        }
        spawn_local(async move {
            let _ = api::set_lang(chosen).await;
            let _ = window().location().reload();
        });
    };
    let languages = Lang::ALL
        .into_iter()
        .map(|each| {
            view! {
                <button type="button" class="btn small quiet" lang=each.tag() aria-pressed=(each == lang).to_string() on:click=move |_| choose(each)>
                    {t::workspace::language_name(each)}
                </button>
            }
        })
        .collect_view();
    view! {
        <details class="person">
            <summary class="sync">
                <span class="avatar" aria-hidden="true">{move || initials(&name())}</span>
                <span>{name}</span>
            </summary>
            <div class="person-choices">
                <div class="row tight">{languages}</div>
                <button type="button" class="btn small quiet" on:click=|_| switch_theme()><Icon glyph=Glyph::Moon small=true/>{t::workspace::theme(lang)}</button>
                <SignOut/>
            </div>
        </details>
    }
}

/// Out: what has not been sent is asked about first, and the copy of the person leaves the device.
#[component]
fn SignOut() -> impl IntoView {
    let lang = use_lang();
    let desk = use_desk();
    let node = NodeRef::<leptos::html::Form>::new();
    let leave = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let unsent = untrack(|| desk.unsent());
        let sure = unsent == 0
            || window()
                .confirm_with_message(&t::workspace::leave_unsent(
                    lang,
                    i64::try_from(unsent).unwrap_or(i64::MAX),
                ))
                .unwrap_or(false);
        if !sure {
            return;
        }
        let user = desk.home.with_untracked(|home| home.as_ref().map(|home| home.user.clone()));
        spawn_local(async move {
            let local = desk.local();
            desk.set_local(None);
            if let (Some(local), Some(user)) = (local, user) {
                let _ = local.erase(&user).await;
            }
            offline::forget_home();
            if let Some(form) = node.get_untracked() {
                let _ = form.submit();
            }
        });
    };
    view! {
        <form method="post" action="/logout" node_ref=node on:submit=leave>
            <button class="btn small quiet"><Icon glyph=Glyph::LogOut small=true/>{t::workspace::sign_out(lang)}</button>
        </form>
    }
}

/// Offline or signed out: what still works, since when the figures stand.
#[component]
pub fn ConnectionBanner() -> impl IntoView {
    let lang = use_lang();
    let desk = use_desk();
    let since = move || {
        desk.snapshot
            .with(|snapshot| snapshot.as_ref().map(|snapshot| crate::format::moment(lang, snapshot.taken_at)))
            .unwrap_or_default()
    };
    move || {
        match desk.connection.get() {
        Connection::Online => None,
        Connection::Offline => Some(
            view! { <Banner kind=BannerKind::Warn glyph=Glyph::Offline><p>{move || t::workspace::offline_banner(lang, since())}</p></Banner> }.into_any(),
        ),
        Connection::SignedOut => Some(
            view! {
                <Banner kind=BannerKind::Warn glyph=Glyph::Lock>
                    <p>{t::workspace::signed_out_banner(lang)}</p>
                    <button class="btn small" on:click=|_| super::mount::sign_in()>{t::workspace::sign_in(lang)}</button>
                </Banner>
            }
            .into_any(),
        ),
    }
    }
}

/// Somebody looks back: as of when, and the way to today.
#[component]
pub fn PastBanner() -> impl IntoView {
    let lang = use_lang();
    let desk = use_desk();
    let day = move || desk.past.with(|past| past.as_ref().map(|past| crate::format::date(lang, past.today)));
    move || {
        day().map(|day| {
            view! {
                <Banner kind=BannerKind::Note glyph=Glyph::History>
                    <p>{t::workspace::past_banner(lang, day)}</p>
                    <button class="btn small" on:click=move |_| desk.past.set(None)>{t::workspace::to_today(lang)}</button>
                </Banner>
            }
        })
    }
}

/// A newer program waits: offered, not forced, and not taken while something is in this page only.
#[component]
pub fn UpdateBanner() -> impl IntoView {
    let lang = use_lang();
    let desk = use_desk();
    let known = document().document_element().is_some_and(|root| root.has_attribute("data-update"));
    let ready = RwSignal::new(known);
    let handle = window_event_listener_untyped("vigie:update", move |_| ready.set(true));
    on_cleanup(move || handle.remove());
    let apply = move |_| match desk.only_here() {
        true => say(t::workspace::not_kept(lang), None),
        false => tell_boot("vigie:apply-update"),
    };
    view! {
        <Show when=move || ready.get()>
            <Banner kind=BannerKind::Note glyph=Glyph::Refresh>
                <p>{t::workspace::update_ready(lang)}</p>
                <button class="btn small" on:click=apply>{t::workspace::update_now(lang)}</button>
            </Banner>
        </Show>
    }
}
