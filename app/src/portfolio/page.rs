//! All clusters of a person side by side: KPIs with their totals, objectives.

use leptos::prelude::*;
use vigie_domain::access::Role;
use vigie_domain::{Granularity, Key, Lang, Period};

use crate::clusters::api::Entry;
use crate::compare::{self, Asked, Goal, GoalsView, Table, TableView};
use crate::locale::{t, use_lang};
use crate::offline::beside::{Clusters, hold, sides};
use crate::ui::{Banner, BannerKind, Empty, Field, Glyph, Icon, Select};
use crate::workspace::use_desk;

/// So many closed periods back can be looked at.
const BACK: i32 = 16;

#[derive(Clone, Debug, PartialEq)]
struct Shown {
    table: Table,
    /// There are KPIs that several clusters have: then these come first.
    some_shared: bool,
    goals: Vec<Goal>,
    /// To choose from: as written and as read, the latest closed one first after the one that runs.
    periods: Vec<(String, String)>,
    chosen: String,
    about_years: String,
}

#[component]
pub fn PortfolioPage() -> impl IntoView {
    let lang = use_lang();
    crate::ui::title(move || t::portfolio::title(lang).to_owned());
    let desk = use_desk();
    let held = hold(desk, move || desk.several().into_iter().map(|entry| (entry.slug, entry.name)).collect());
    let ask = Ask {
        by: RwSignal::new(Granularity::Quarter),
        period: RwSignal::new(String::new()),
        all: RwSignal::new(false),
    };
    let shown = Memo::new(move |_| {
        let books = held.books();
        (!books.is_empty()).then(|| made(&books, ask, lang))
    });
    let several = Memo::new(move |_| desk.several().len());
    let known = Memo::new(move |_| desk.home.with(Option::is_some));
    let body = move || {
        if known.get() && several.get() == 0 {
            return view! { <Few/> }.into_any();
        }
        match shown.get() {
            None if held.loading.get() => view! { <Waiting/> }.into_any(),
            None => ().into_any(),
            Some(shown) if shown.table.groups.is_empty() && !held.loading.get() => {
                let (title, text) = (t::portfolio::no_kpis_title(lang), t::portfolio::no_kpis_text(lang));
                view! { <Empty glyph=Glyph::Kpis title text/> }.into_any()
            }
            Some(shown) => view! { <Sides shown ask/> }.into_any(),
        }
    };
    view! {
        <header class="page-head">
            <div>
                <h1>{t::portfolio::title(lang)}</h1>
                <p class="lede">{move || (several.get() > 0).then(|| t::portfolio::lede(lang, several.get() as i64))}</p>
            </div>
            {move || managed(&desk.several()).map(|href| view! {
                <div class="row actions">
                    <a class="btn" href=href><Icon glyph=Glyph::Share small=true/>{t::portfolio::as_dashboard(lang)}</a>
                </div>
            })}
        </header>
        <Absent held/>
        {body}
    }
}

/// Where a dashboard of the portfolio can be made: in the first cluster whose dashboards are this person's.
fn managed(several: &[Entry]) -> Option<String> {
    let own = several.iter().find(|entry| matches!(entry.role, Role::Admin | Role::Manager))?;
    Some(format!("/app/{}/dashboards", own.slug))
}

/// What somebody has chosen.
#[derive(Clone, Copy)]
struct Ask {
    by: RwSignal<Granularity>,
    /// As written; empty: the latest closed one.
    period: RwSignal<String>,
    /// Also what only one cluster has.
    all: RwSignal<bool>,
}

/// Tracks what is chosen.
fn made(books: &[(vigie_domain::Book, chrono::NaiveDate)], ask: Ask, lang: Lang) -> Shown {
    let by = ask.by.get();
    let sides = sides(books);
    let portfolio = compare::portfolio(&sides);
    let closed = Period::last_closed(portfolio.today, by, portfolio.fy);
    let chosen = ask
        .period
        .with(|period| Period::parse(period).ok())
        .filter(|period| period.granularity == by)
        .unwrap_or(closed);
    let href = |key: &Key| Some(format!("/app/portfolio/{key}"));
    let theme = |id: &str| theme(lang, id);
    let shared =
        |kpi: &&vigie_domain::Kpi| portfolio.line(&kpi.key).is_some_and(|line| line.clusters().len() > 1);
    let some_shared = portfolio.kpis().iter().any(shared);
    let shared = some_shared && !ask.all.get();
    let asked = Asked { lang, period: chosen, keys: None, shared, href: &href, theme: &theme };
    let periods = (0..=BACK).map(|back| closed.shift(1 - back));
    Shown {
        table: compare::table(&portfolio, &sides, &asked),
        some_shared,
        goals: compare::goals(&portfolio, &sides, lang),
        periods: periods.map(|period| (period.to_string(), period.show(lang, portfolio.fy))).collect(),
        chosen: chosen.to_string(),
        about_years: compare::about_years(lang, &portfolio),
    }
}

/// The name of a pack; of an unknown one its id.
fn theme(lang: Lang, id: &str) -> String {
    let key = format!("pack_{}", id.replace('-', "_"));
    t::kpis::by_key(lang, &key).map_or_else(|| id.to_owned(), str::to_owned)
}

#[component]
fn Sides(shown: Shown, ask: Ask) -> impl IntoView {
    let lang = use_lang();
    let columns = shown.table.columns.clone();
    let chosen = RwSignal::new(shown.chosen);
    Effect::new(move |before: Option<String>| {
        let now = chosen.get();
        if before.is_some_and(|before| before != now) {
            ask.period.set(now.clone());
        }
        now
    });
    let goals = match shown.goals.is_empty() {
        true => view! { <p class="body muted">{t::portfolio::no_objectives(lang)}</p> }.into_any(),
        false => {
            view! { <GoalsView goals=shown.goals columns label=t::portfolio::objectives(lang)/> }.into_any()
        }
    };
    view! {
        <div class="toolbar portfolio-bar">
            <ByChoice by=ask.by/>
            {shown.some_shared.then(|| view! { <Which all=ask.all/> })}
            <Field id="portfolio-period" label=t::portfolio::period(lang)>
                <Select id="portfolio-period" value=chosen choices=shown.periods/>
            </Field>
        </div>
        {(!shown.some_shared).then(|| view! { <p class="hint">{t::portfolio::none_shared(lang)}</p> })}
        {(!shown.about_years.is_empty()).then(|| view! { <p class="hint">{shown.about_years}</p> })}
        <div class="card">
            <TableView table=shown.table label=t::portfolio::figures(lang)/>
        </div>
        <section class="card">
            <header class="head"><h2>{t::portfolio::objectives(lang)}</h2></header>
            {goals}
        </section>
    }
}

/// Whether also what only one cluster has.
#[component]
fn Which(all: RwSignal<bool>) -> impl IntoView {
    let lang = use_lang();
    let button = move |own: bool, words: &'static str| {
        view! { <button type="button" aria-pressed=move || (all.get() == own).to_string() on:click=move |_| all.set(own)>{words}</button> }
    };
    view! {
        <div class="seg" role="group" aria-label=t::portfolio::which(lang)>
            {button(false, t::portfolio::in_several(lang))}
            {button(true, t::portfolio::in_any(lang))}
        </div>
    }
}

/// How long the periods are.
#[component]
pub fn ByChoice(by: RwSignal<Granularity>) -> impl IntoView {
    let lang = use_lang();
    let buttons = Granularity::ALL.map(|own| {
        let words = match own {
            Granularity::Month => t::kpis::month(lang),
            Granularity::Quarter => t::kpis::quarter(lang),
            Granularity::Half => t::kpis::half(lang),
            Granularity::Year => t::kpis::year(lang),
        };
        view! { <button type="button" aria-pressed=move || (by.get() == own).to_string() on:click=move |_| by.set(own)>{words}</button> }
    });
    view! { <div class="seg" role="group" aria-label=t::portfolio::by(lang)>{buttons.collect_view()}</div> }
}

/// Which clusters are not on this device, where that will not change by itself.
#[component]
pub fn Absent(held: Clusters) -> impl IntoView {
    let lang = use_lang();
    move || {
        let absent = held.absent();
        (!absent.is_empty() && !held.loading.get()).then(|| {
            let words = t::portfolio::not_here(lang, absent.join(", "));
            view! { <Banner kind=BannerKind::Warn glyph=Glyph::Offline><p>{words}</p></Banner> }
        })
    }
}

/// Less than two clusters.
#[component]
pub fn Few() -> impl IntoView {
    let lang = use_lang();
    view! {
        <Empty glyph=Glyph::Portfolio title=t::portfolio::few_title(lang) text=t::portfolio::few_text(lang)>
            <a class="btn primary" href="/app">{t::portfolio::to_clusters(lang)}</a>
        </Empty>
    }
}

#[component]
pub fn Waiting() -> impl IntoView {
    let lang = use_lang();
    view! {
        <div class="card pad stack" aria-busy="true">
            <p class="visually-hidden">{t::portfolio::loading(lang)}</p>
            <span class="skeleton title"></span>
            <span class="skeleton block"></span>
        </div>
    }
}
