//! One card of each kind that shows a figure or the objectives.

use leptos::prelude::*;
use vigie_domain::dashboard::Size;

use super::board::TrendCard;
use super::figures::{Change, KpiCard};
use super::trees::ObjectiveCard;
use crate::chart::Sparkline;
use crate::locale::{t, use_lang};
use crate::trend::{Ladder, LadderView, Trend, TrendFigure};
use crate::ui::{AssessedView, Bar, Glyph, Icon, StatusChip};

/// How much of the board's width a card takes.
pub const fn size_class(size: Size) -> &'static str {
    match size {
        Size::Third => "third",
        Size::Half => "half",
        Size::Full => "full",
    }
}

/// A name, as a link where it has a page.
pub(super) fn named(name: String, href: Option<String>) -> AnyView {
    match href {
        Some(href) => view! { <a href=href>{name}</a> }.into_any(),
        None => name.into_any(),
    }
}

#[component]
pub fn Objectives(rows: Vec<ObjectiveCard>, size: Size) -> impl IntoView {
    let lang = use_lang();
    let empty =
        rows.is_empty().then(|| view! { <p class="body muted">{t::dashboards::no_objectives(lang)}</p> });
    let rows = rows.into_iter().map(|card| view! { <ObjectiveRow card/> }).collect_view();
    view! {
        <section class=format!("card {}", size_class(size))>
            <header class="head">
                <h2>{t::dashboards::objectives(lang)}</h2>
                <span class="hint tick-key">{t::dashboards::expected_today(lang)}</span>
            </header>
            {empty}
            <ul class="objectives">{rows}</ul>
        </section>
    }
}

#[component]
fn ObjectiveRow(card: ObjectiveCard) -> impl IntoView {
    let class = if card.child { "objective child" } else { "objective" };
    let attained = if card.attained.is_empty() { "—".to_owned() } else { card.attained };
    view! {
        <li class=class>
            <div>
                <h3>{named(card.title, card.href)}</h3>
                <p>{card.facts}</p>
                {card.assessed.map(|assessed| view! { <AssessedView assessed named=true/> })}
            </div>
            <Bar done=card.done expected=card.expected status=Some(card.status) label=card.bar/>
            <span class="attained">{attained}</span>
            <StatusChip status=card.status/>
        </li>
    }
}

/// The figure with its unit; a dash where there is none.
pub(super) fn figure(card: &KpiCard) -> impl IntoView + use<> {
    let none = card.figure.is_empty();
    let figure = if none { "—".to_owned() } else { card.figure.clone() };
    let unit = (!card.unit.is_empty()).then(|| view! { <span class="unit">{card.unit.clone()}</span> });
    view! { <p class=if none { "figure none" } else { "figure" }><b>{figure}</b>{unit}</p> }
}

/// With an arrow.
pub(super) fn change(change: Change) -> impl IntoView {
    let glyph = match change.rises {
        Some(true) => Glyph::ArrowUp,
        Some(false) => Glyph::ArrowDown,
        None => Glyph::ArrowRight,
    };
    view! { <span class="delta"><Icon glyph/>{change.text}</span> }
}

/// Status and change.
pub(super) fn standing(card: &KpiCard) -> impl IntoView + use<> {
    let chip = card.status.map(|status| view! { <StatusChip status/> });
    let changes = card.change.iter().chain(&card.change_year).cloned().map(change).collect_view();
    let notes = card
        .notes
        .iter()
        .map(|note| view! { <span class="provisional">{note.clone()}</span> })
        .collect_view();
    view! { <p class="standing">{chip}{changes}{notes}</p> }
}

/// Beside today's the figure of the previous board.
pub(super) fn then(card: &KpiCard) -> impl IntoView + use<> {
    let lang = use_lang();
    let then = card.then.clone();
    (!then.is_empty()).then(|| {
        view! { <p class="then"><span>{t::dashboards::previous_board(lang)}</span><b>{then}</b></p> }
    })
}

pub(super) fn when(card: &KpiCard) -> impl IntoView + use<> {
    // Which period the figure is of stays in sight, also when a later one is overdue.
    let late = (!card.late.is_empty()).then(|| view! { <small class="late">{card.late.clone()}</small> });
    view! { <span class="when">{card.when.clone()}{late}</span> }
}

pub(super) fn assessed(card: &KpiCard) -> impl IntoView + use<> {
    card.assessed.clone().map(|assessed| view! { <AssessedView assessed named=true/> })
}

pub(super) fn goal(card: &KpiCard) -> impl IntoView + use<> {
    let expected = (!card.expected.is_empty() && !card.goal.is_empty())
        .then(|| view! { <span>{card.expected.clone()}</span> });
    view! { <span>{card.goal.clone()}</span>{expected} }
}

/// `size`: by itself on the board; without one among others below a heading.
#[component]
pub fn Kpi(card: KpiCard, #[prop(optional)] size: Option<Size>) -> impl IntoView {
    let lang = use_lang();
    let avatar = card.responsible.as_ref().map(|name| {
        let initials: String = name.split_whitespace().filter_map(|word| word.chars().next()).take(2).collect();
        view! { <span class="avatar small" role="img" aria-label=t::dashboards::responsible(lang, name)>{initials.to_uppercase()}</span> }
    });
    let name = named(card.name.clone(), card.href.clone());
    let heading = match size {
        Some(_) => view! { <h2>{name}</h2> }.into_any(),
        None => view! { <h3>{name}</h3> }.into_any(),
    };
    view! {
        <article class=format!("card kpi-card {}", size.map_or("", size_class))>
            <header>{heading}{when(&card)}</header>
            {figure(&card)}
            <div>{standing(&card)}{then(&card)}{assessed(&card)}</div>
            <Sparkline values=card.spark.clone() path=card.path.clone()/>
            <footer>{goal(&card)}{avatar}</footer>
        </article>
    }
}

#[component]
pub fn TrendOne(card: TrendCard, size: Size) -> impl IntoView {
    let TrendCard { id, kpi, trend, ladder, beside } = card;
    let title = kpi.name.clone();
    let beside = beside.into_iter().map(|text| view! { <p class="hint">{text}</p> }).collect_view();
    view! {
        <article class=format!("card pad trend {}", size_class(size))>
            <header class="top">
                <h2>{named(kpi.name.clone(), kpi.href.clone())}</h2>
                {when(&kpi)}
            </header>
            <div class="now">
                {figure(&kpi)}
                {standing(&kpi)}
                <p class="facts">{goal(&kpi)}</p>
                {then(&kpi)}
            </div>
            {assessed(&kpi)}
            {drawn(id, title, trend)}
            {ladder.map(|ladder| view! { <LadderView ladder/> })}
            {beside}
        </article>
    }
}

/// Axes with nothing between them say less than the sentence alone.
fn drawn(id: String, title: String, trend: Trend) -> AnyView {
    match trend.rows.is_empty() {
        true => view! { <p class="muted">{trend.summary}</p> }.into_any(),
        false => view! { <TrendFigure id title trend=Signal::stored(trend)/> }.into_any(),
    }
}

/// The steps or labels of a KPI.
#[component]
pub fn Milestones(card: KpiCard, ladder: Ladder, size: Size) -> impl IntoView {
    view! {
        <article class=format!("card pad trend {}", size_class(size))>
            <header class="top">
                <h2>{named(card.name.clone(), card.href.clone())}</h2>
                {when(&card)}
            </header>
            <div class="now">
                {figure(&card)}
                {standing(&card)}
                <p class="facts">{goal(&card)}</p>
                {then(&card)}
            </div>
            {assessed(&card)}
            <LadderView ladder/>
        </article>
    }
}
