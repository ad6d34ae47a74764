//! The page with the grid: from which financial year on it shows.

use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_location, use_navigate, use_query_map};
use vigie_domain::{Granularity, Period};

use super::bar::{About, Foot, NotTaken, Tools};
use super::marks::Asks;
use super::sheet::Sheet;
use super::view::Grid;
use crate::locale::{t, use_lang};
use crate::readings::ways::Ways;
use crate::ui::{Empty, Glyph};
use crate::workspace::{Desk, use_desk};

/// Financial years before the running one that are shown at first.
const BACK: i32 = 2;
/// A cell of a table spans at most a thousand columns: so many years of months.
const FURTHEST: i32 = 80;

#[component]
pub fn GridPage() -> impl IntoView {
    let lang = use_lang();
    crate::ui::title(move || t::grid::title(lang).to_owned());
    let desk = use_desk();
    let query = use_query_map();
    let from = Memo::new(move |_| {
        let asked = query.with(|query| query.get("from")).and_then(|year| year.parse().ok());
        let (first, last) = years(desk);
        // An address asks for what it likes; shown is what can be chosen.
        asked.unwrap_or(last - BACK).clamp(first, last)
    });
    let loaded = Memo::new(move |_| desk.book().is_some());
    let empty = Memo::new(move |_| desk.book().is_some_and(|book| book.kpis.iter().all(|kpi| kpi.archived)));
    let body = move || {
        if !loaded.get() {
            return view! { <div class="card pad stack"><span class="skeleton title"></span><span class="skeleton block"></span></div> }.into_any();
        }
        if empty.get() {
            return view! { <Empty glyph=Glyph::Table title=t::grid::empty(lang) text=t::grid::empty_text(lang)/> }.into_any();
        }
        let sheet = Sheet::new(desk, lang, from);
        view! {
            <div class="grid-tools"><Tools sheet/><From desk from/></div>
            <NotTaken sheet/>
            <Asks sheet/>
            <section class="card">
                <About sheet/>
                <Grid sheet/>
                <Foot sheet/>
            </section>
        }
        .into_any()
    };
    view! {
        <header class="page-head">
            <div>
                <h1>{t::grid::title(lang)}</h1>
                <p class="lede">{t::grid::lede(lang)}</p>
            </div>
            <Ways/>
        </header>
        {body}
    }
}

/// The financial years that can be the first one shown: from the first reading on, at least some before the running one,
/// and no more than a table can have columns for. Tracks.
fn years(desk: Desk) -> (i32, i32) {
    let Some(book) = desk.book() else { return (0, 0) };
    let fy = book.fy();
    let last = Period::of_date(desk.today(), Granularity::Year, fy).year_number();
    let first = book.readings.iter().map(|reading| reading.period.financial_year(fy).year_number()).min();
    (first.unwrap_or(last).clamp(last - FURTHEST, last - BACK), last)
}

/// Since when: from the first year with a reading on.
#[component]
fn From(desk: Desk, from: Memo<i32>) -> impl IntoView {
    let lang = use_lang();
    let choices = Memo::new(move |_| {
        let fy = desk.book().map(|book| book.fy()).unwrap_or_default();
        let (first, last) = years(desk);
        (first..=last).rev().map(|year| (year, Period::year(year).show(lang, fy))).collect::<Vec<_>>()
    });
    let (navigate, path) = (use_navigate(), use_location().pathname);
    let choose = move |event| {
        let address = format!("{}?from={}", path.get_untracked(), event_target_value(&event));
        navigate(&address, NavigateOptions { replace: true, scroll: false, ..NavigateOptions::default() });
    };
    let options = move || {
        let chosen = from.get();
        let choices = choices.get().into_iter();
        choices
            .map(|(year, words)| view! { <option value=year selected=year == chosen>{words}</option> })
            .collect_view()
    };
    view! {
        <label class="row tight">
            <span>{t::grid::since(lang)}</span>
            <span class="select auto"><select on:change=choose>{options}</select></span>
        </label>
    }
}
