//! One KPI across clusters: a line for each and the total, the same in a table, and the way to each cluster's own page.

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use vigie_domain::{Granularity, Key, Lang};

use super::page::{Absent, ByChoice, Few, Waiting};
use crate::compare::{self, Course, CourseFigure};
use crate::locale::{t, use_lang};
use crate::offline::beside::{hold, sides};
use crate::ui::{Empty, Glyph};
use crate::workspace::use_desk;

#[derive(Clone, Debug, PartialEq)]
struct Shown {
    course: Course,
    /// The page of the KPI in each cluster that has it: name and address.
    pages: Vec<(String, String)>,
    about_years: String,
}

#[component]
pub fn PortfolioKpi() -> impl IntoView {
    let lang = use_lang();
    let desk = use_desk();
    let params = use_params_map();
    let key = Memo::new(move |_| params.with(|params| params.get("key").unwrap_or_default()));
    let held = hold(desk, move || desk.several().into_iter().map(|entry| (entry.slug, entry.name)).collect());
    let by = RwSignal::new(Granularity::Quarter);
    let shown = Memo::new(move |_| {
        Key::parse(&key.get()).ok().and_then(|key| made(&held.books(), &key, by.get(), lang))
    });
    let name = Memo::new(move |_| {
        shown.with(|shown| shown.as_ref().map(|shown| shown.course.name.clone())).unwrap_or_else(|| key.get())
    });
    crate::ui::title(move || name.get());
    let several = Memo::new(move |_| !desk.several().is_empty());
    let known = Memo::new(move |_| desk.home.with(Option::is_some));
    let body = move || {
        if known.get() && !several.get() {
            return view! { <Few/> }.into_any();
        }
        match shown.get() {
            Some(shown) => view! { <One shown/> }.into_any(),
            None if held.loading.get() => view! { <Waiting/> }.into_any(),
            None => {
                let (title, text) = (t::portfolio::unknown_title(lang), t::portfolio::unknown_text(lang));
                view! { <Empty glyph=Glyph::Search title text><a class="btn primary" href="/app/portfolio">{t::portfolio::back(lang)}</a></Empty> }
                    .into_any()
            }
        }
    };
    view! {
        <header class="page-head">
            <div>
                <nav class="crumbs" aria-label=t::kpis::path(lang)>
                    <ol><li><a href="/app/portfolio">{t::portfolio::title(lang)}</a></li></ol>
                </nav>
                <h1>{name}</h1>
            </div>
        </header>
        <Absent held/>
        <div class="toolbar"><ByChoice by/></div>
        {body}
    }
}

fn made(
    books: &[(vigie_domain::Book, chrono::NaiveDate)],
    key: &Key,
    by: Granularity,
    lang: Lang,
) -> Option<Shown> {
    let sides = sides(books);
    let portfolio = compare::portfolio(&sides);
    let line = portfolio.line(key)?;
    let page = |at: &usize| {
        let cluster = &sides[*at].book.cluster;
        (cluster.name.clone(), format!("/app/{}/kpis/{key}", cluster.slug))
    };
    Some(Shown {
        pages: line.clusters().iter().map(page).collect(),
        about_years: compare::about_years(lang, &portfolio),
        course: compare::course(&portfolio, &line, &sides, Some(by), lang),
    })
}

#[component]
fn One(shown: Shown) -> impl IntoView {
    let lang = use_lang();
    let Shown { course, pages, about_years } = shown;
    let said = [
        (!course.why.is_empty()).then(|| t::portfolio::no_total_because(lang, &course.why)),
        (!course.absent.is_empty()).then(|| t::portfolio::not_measured_by(lang, &course.absent)),
        (!course.left_out.is_empty()).then(|| t::portfolio::not_drawn(lang, &course.left_out)),
        (!about_years.is_empty()).then_some(about_years),
    ];
    let said = said.into_iter().flatten().map(|text| view! { <p class="hint">{text}</p> }).collect_view();
    let pages = pages
        .into_iter()
        .map(|(name, href)| view! { <li><a class="btn small" href=href>{name}</a></li> })
        .collect_view();
    view! {
        <section class="card pad stack">
            <h2>{t::portfolio::course(lang)}</h2>
            {said}
            <CourseFigure id="portfolio-course" course/>
        </section>
        <section class="stack">
            <h2>{t::portfolio::in_clusters(lang)}</h2>
            <ul class="row">{pages}</ul>
        </section>
    }
}
