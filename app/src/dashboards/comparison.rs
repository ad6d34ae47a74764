//! The same in several clusters, as a card.

use leptos::prelude::*;
use vigie_domain::dashboard::{Comparison as Wanted, Size};
use vigie_domain::{Granularity, Key, Period};

use super::board::{Audience, Maker};
use super::card::size_class;
use crate::compare::{self, Asked, Goal, GoalsView, Side, Table, TableView};
use crate::locale::{t, use_lang};

#[derive(Clone, Debug, PartialEq)]
pub struct Comparison {
    pub period: String,
    pub table: Table,
    /// Empty where none are wanted, or there are none.
    pub goals: Vec<Goal>,
    /// What there is to know of it: that no other cluster is here, that financial years differ.
    pub words: Vec<String>,
}

/// The own cluster first, then the others in the order of the card. None for a link where no other may be shown.
pub(super) fn of(maker: &Maker<'_, '_>, wanted: &Wanted) -> Option<Comparison> {
    let source = maker.source;
    let (lang, fy) = (source.lang, maker.engine.fy);
    let other = |slug: &Key| source.beside.iter().find(|side| side.book.cluster.slug == *slug).copied();
    let own = Side { book: source.book, today: source.today };
    let sides: Vec<Side<'_>> = std::iter::once(own).chain(wanted.clusters.iter().filter_map(other)).collect();
    let is_alone = sides.len() < 2;
    if is_alone && matches!(source.audience, Audience::Link) {
        return None;
    }
    let portfolio = compare::portfolio(&sides).by_set(maker.set);
    let by = source.dashboard.by.unwrap_or(Granularity::Quarter);
    let closed = Period::last_closed(portfolio.today, by, portfolio.fy);
    let last = |span: vigie_domain::Span| Period::of_date(span.to.last_day(fy), by, portfolio.fy).min(closed);
    let period = source.dashboard.span.map_or(closed, last);
    let keys: Vec<Key> = maker.kpis(&wanted.keys).into_iter().map(|kpi| kpi.key.clone()).collect();
    let href = |key: &Key| match source.audience {
        Audience::Team { .. } if !is_alone => Some(format!("/app/portfolio/{key}")),
        _ => None,
    };
    let asked = Asked {
        lang,
        period,
        keys: Some(&keys),
        shared: wanted.keys.is_empty() && !is_alone,
        href: &href,
        theme: &|_| String::new(),
    };
    let goals = if wanted.objectives { compare::goals(&portfolio, &sides, lang) } else { Vec::new() };
    let alone = is_alone.then(|| t::portfolio::others_not_here(lang).to_owned());
    let years = Some(compare::about_years(lang, &portfolio)).filter(|words| !words.is_empty());
    Some(Comparison {
        period: period.show(lang, portfolio.fy),
        table: compare::table(&portfolio, &sides, &asked),
        goals,
        words: alone.into_iter().chain(years).collect(),
    })
}

#[component]
pub fn ComparisonView(found: Comparison, size: Size) -> impl IntoView {
    let lang = use_lang();
    let Comparison { period, table, goals, words } = found;
    let columns = table.columns.clone();
    let words = words.into_iter().map(|words| view! { <p class="body hint">{words}</p> }).collect_view();
    let figures = match table.groups.is_empty() {
        true => view! { <p class="body muted">{t::portfolio::none_shared(lang)}</p> }.into_any(),
        false => view! { <TableView table label=t::portfolio::comparison(lang)/> }.into_any(),
    };
    let goals = (!goals.is_empty())
        .then(|| view! { <GoalsView goals columns label=t::portfolio::objectives(lang)/> });
    view! {
        <section class=format!("card {}", size_class(size))>
            <header class="head"><h2>{t::portfolio::comparison(lang)}</h2><span class="hint">{period}</span></header>
            {words}
            {figures}
            {goals}
        </section>
    }
}
