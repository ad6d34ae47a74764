//! All KPIs of the cluster: where each stands, grouped by objective or by theme.

mod archived;
mod entry;
mod figures;
mod order;
mod table;

use leptos::prelude::*;

use self::archived::Archived;
pub use self::archived::archive;
use self::entry::{Entry, Grouping, entries, grouped};
use self::order::ArrangeKpis;
use self::table::KpiTable;
use crate::locale::{t, use_lang};
use crate::ui::{Empty, Glyph, Icon, OnlineLink};
use crate::workspace::use_desk;

#[component]
pub fn KpiList() -> impl IntoView {
    let lang = use_lang();
    crate::ui::title(move || t::kpis::title(lang).to_owned());
    let desk = use_desk();
    let all: Memo<Vec<Entry>> = Memo::new(move |_| {
        let today = desk.today();
        desk.snapshot.with(|snapshot| match (desk.book(), snapshot) {
            (Some(book), Some(snapshot)) => entries(&book, snapshot, today, lang),
            _ => Vec::new(),
        })
    });
    let loaded = Memo::new(move |_| desk.book().is_some());
    let search = RwSignal::new(String::new());
    let grouping = RwSignal::new(Grouping::Objective);
    let arranging = RwSignal::new(false);
    let groups = Memo::new(move |_| {
        let found = all.get().into_iter().filter(|entry| entry.matches(&search.get())).collect();
        desk.book().map(|book| grouped(&book, found, grouping.get(), lang)).unwrap_or_default()
    });
    let count = Memo::new(move |_| all.with(Vec::len));
    let body = move || {
        if !loaded.get() {
            view! { <div class="card pad stack"><span class="skeleton title"></span><span class="skeleton block"></span></div> }.into_any()
        } else if count.get() == 0 {
            view! { <NoKpis/> }.into_any()
        } else if arranging.get() {
            view! { <ArrangeKpis open=arranging/> }.into_any()
        } else {
            view! {
                <div class="toolbar">
                    <Search search/>
                    <Group grouping/>
                    <Show when=move || desk.is_manager()>
                        <button
                            type="button"
                            class="btn"
                            disabled=move || !desk.is_online()
                            title=move || (!desk.is_online()).then(|| t::common::needs_connection(lang))
                            on:click=move |_| arranging.set(true)
                        >
                            <Icon glyph=Glyph::Sort small=true/>
                            {t::common::arrange(lang)}
                        </button>
                    </Show>
                </div>
                {move || {
                    let groups = groups.get();
                    if groups.is_empty() {
                        let text = t::kpis::none_found_text(lang, search.get().trim());
                        view! { <Empty glyph=Glyph::Search title=t::kpis::none_found(lang) text/> }.into_any()
                    } else {
                        view! { <KpiTable groups/> }.into_any()
                    }
                }}
            }
            .into_any()
        }
    };
    view! {
        <header class="page-head">
            <div>
                <h1>{t::kpis::title(lang)}</h1>
                <p class="lede">{move || t::kpis::lede(lang, i64::try_from(count.get()).unwrap_or(0))}</p>
            </div>
            <Show when=move || desk.is_manager() && loaded.get()><Actions/></Show>
        </header>
        {body}
        <Archived/>
    }
}

#[component]
fn Actions() -> impl IntoView {
    let lang = use_lang();
    let desk = use_desk();
    let online = Signal::derive(move || desk.is_online());
    view! {
        <div class="row actions">
            <OnlineLink online class="btn" href=Signal::derive(move || desk.href("/import")) glyph=Glyph::Upload words=t::kpis::import(lang)/>
            <OnlineLink online class="btn" href=Signal::derive(move || library(&desk.slug.get().unwrap_or_default())) glyph=Glyph::Library words=t::kpis::from_library(lang)/>
            <OnlineLink online class="btn primary" href=Signal::derive(move || desk.href("/kpis/new")) glyph=Glyph::Plus words=t::kpis::new(lang)/>
        </div>
    }
}

/// The library opens as a step of the start.
fn library(slug: &str) -> String {
    format!("/app/start/{slug}?step=library")
}

#[component]
fn Search(search: RwSignal<String>) -> impl IntoView {
    let lang = use_lang();
    view! {
        <label class="affix">
            <Icon glyph=Glyph::Search/>
            <span class="visually-hidden">{t::kpis::search(lang)}</span>
            <input type="search" placeholder=t::kpis::search(lang) prop:value=search on:input=move |event| search.set(event_target_value(&event))/>
        </label>
    }
}

#[component]
fn Group(grouping: RwSignal<Grouping>) -> impl IntoView {
    let lang = use_lang();
    let button = move |own: Grouping, words: &'static str| {
        view! {
            <button type="button" aria-pressed=move || (grouping.get() == own).to_string() on:click=move |_| grouping.set(own)>{words}</button>
        }
    };
    view! {
        <div class="seg" role="group" aria-label=t::kpis::grouped(lang)>
            {button(Grouping::Objective, t::kpis::by_objective(lang))}
            {button(Grouping::Pack, t::kpis::by_theme(lang))}
            {button(Grouping::None, t::kpis::ungrouped(lang))}
        </div>
    }
}

#[component]
fn NoKpis() -> impl IntoView {
    let lang = use_lang();
    let desk = use_desk();
    let online = Signal::derive(move || desk.is_online());
    let text =
        move || if desk.is_manager() { t::kpis::empty_text(lang) } else { t::kpis::empty_reader(lang) };
    move || {
        view! {
            <Empty glyph=Glyph::Kpis title=t::kpis::empty(lang) text=text()>
                <Show when=move || desk.is_manager()>
                    <OnlineLink online class="btn primary" href=Signal::derive(move || library(&desk.slug.get().unwrap_or_default())) glyph=Glyph::Library words=t::kpis::from_library(lang)/>
                    <OnlineLink online class="btn" href=Signal::derive(move || desk.href("/kpis/new")) glyph=Glyph::Plus words=t::kpis::new(lang)/>
                </Show>
            </Empty>
        }
    }
}
