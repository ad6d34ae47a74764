//! The dashboards of the cluster: opened, arranged, duplicated, deleted; new ones from templates.

mod new;
mod work;

use leptos::prelude::*;
use vigie_domain::{Book, Dashboard, Lang};

use self::new::NewDashboard;
pub use self::work::{address, put_back};
use self::work::{delete, duplicate};
use super::desk_board::{OVERVIEW, find};
use super::shared::{Shared, SharedTag, shared};
use crate::locale::{t, use_lang};
use crate::ui::{Glyph, Icon, OnlineLink};
use crate::workspace::{Desk, use_desk};

#[component]
pub fn DashboardList() -> impl IntoView {
    let lang = use_lang();
    let desk = use_desk();
    crate::ui::title(move || t::dashboards::dashboards(lang).to_owned());
    let all = Memo::new(move |_| desk.book().map(|book| entries(&book)));
    let shared = shared(desk);
    let rows = move || match all.get() {
        None => view! { <super::home::Waiting/> }.into_any(),
        Some(all) => {
            let rows = all.into_iter().map(|dashboard| view! { <Row dashboard shared/> }).collect_view();
            view! { <ul class="card list dashboards">{rows}</ul> }.into_any()
        }
    };
    view! {
        <header class="page-head">
            <div>
                <h1>{t::dashboards::dashboards(lang)}</h1>
                <p class="lede">{t::build::list_lede(lang)}</p>
            </div>
        </header>
        {rows}
        <Show when=move || desk.is_manager()><NewDashboard/></Show>
        <Show when=move || !desk.is_online()><p class="hint">{t::build::online_only(lang)}</p></Show>
    }
}

/// The overview first.
fn entries(book: &Book) -> Vec<Dashboard> {
    let others = book.dashboards.iter().filter(|dashboard| dashboard.id != OVERVIEW).cloned();
    find(book, OVERVIEW).into_iter().chain(others).collect()
}

#[component]
fn Row(dashboard: Dashboard, shared: Shared) -> impl IntoView {
    let lang = use_lang();
    let desk = use_desk();
    let name = untrack(|| named(desk, lang, &dashboard));
    let facts = facts(lang, &dashboard);
    let id = dashboard.id.clone();
    let below = format!("/dashboards/{id}/edit");
    let href = Signal::derive(move || desk.href(&below));
    let open = untrack(|| address(desk, &id));
    let dashboard = StoredValue::new(dashboard);
    let (of, copied, gone) = (name.clone(), name.clone(), name.clone());
    let online = Signal::derive(move || desk.is_online());
    let is_overview = id == OVERVIEW;
    // Of the overview only what people made of it can go.
    let bare = dashboard.with_value(|own| {
        own.id == OVERVIEW
            && untrack(|| desk.book()).is_none_or(|book| {
                book.dashboards.iter().all(|other| other.id != OVERVIEW) || *own == super::desk_board::bare()
            })
    });
    view! {
        <li>
            <Icon glyph=Glyph::Dashboards/>
            <div class="grow"><a href=open><b>{name}</b></a><small>{facts}</small></div>
            <SharedTag desk shared id=Signal::stored(id.clone())/>
            <Show when=move || desk.is_manager()>
                <OnlineLink online class="btn small" href glyph=Glyph::Pencil words=t::build::arrange(lang) of=of.clone()/>
                <ActionButton glyph=Glyph::Copy words=t::build::duplicate_named(lang, &copied) act=move || duplicate(desk, dashboard.get_value())/>
                {match (is_overview, bare) {
                    (true, true) => ().into_any(),
                    (true, false) => view! {
                        <ActionButton glyph=Glyph::Undo words=t::build::reset_overview(lang).to_owned() act=move || delete(desk, dashboard.get_value())/>
                    }.into_any(),
                    _ => view! {
                        <ActionButton glyph=Glyph::Trash words=t::build::delete_named(lang, &gone) act=move || delete(desk, dashboard.get_value())/>
                    }.into_any(),
                }}
            </Show>
        </li>
    }
}

#[component]
fn ActionButton(glyph: Glyph, words: String, act: impl Fn() + 'static) -> impl IntoView {
    let desk = use_desk();
    view! {
        <button
            type="button"
            class="btn icon-only small quiet"
            aria-label=words.clone()
            title=words
            disabled=move || !desk.is_online()
            on:click=move |_| act()
        >
            <Icon glyph small=true/>
        </button>
    }
}

/// In the reader's language.
fn named(desk: Desk, lang: Lang, dashboard: &Dashboard) -> String {
    let languages = desk.book().map(|book| book.cluster.languages.clone()).unwrap_or_default();
    dashboard.name.in_lang(lang, &languages).to_owned()
}

fn facts(lang: Lang, dashboard: &Dashboard) -> String {
    let n = i64::try_from(dashboard.cards.len()).unwrap_or(i64::MAX);
    let cards = t::build::n_cards(lang, n);
    let previous =
        dashboard.previous.map(|day| t::build::facts_previous(lang, crate::format::date(lang, day)));
    let set = dashboard.set.as_ref().map(|set| t::build::facts_set(lang, set));
    [Some(cards), set, previous].into_iter().flatten().collect::<Vec<_>>().join(" · ")
}
