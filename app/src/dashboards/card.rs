//! One card of each kind.

use leptos::prelude::*;

use super::board::TrendCard;
use super::figures::KpiCard;
use super::trees::ObjectiveCard;
use crate::chart::Sparkline;
use crate::locale::{t, use_lang};
use crate::trend::{LadderView, TrendFigure};
use crate::ui::{AssessedView, Bar, Glyph, Icon, StatusChip};

/// A name, as a link where it has a page.
fn named(name: String, href: Option<String>) -> AnyView {
    match href {
        Some(href) => view! { <a href=href>{name}</a> }.into_any(),
        None => name.into_any(),
    }
}

#[component]
pub fn ObjectiveRow(card: ObjectiveCard) -> impl IntoView {
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
fn figure(card: &KpiCard) -> impl IntoView + use<> {
    let none = card.figure.is_empty();
    let figure = if none { "—".to_owned() } else { card.figure.clone() };
    let unit = (!card.unit.is_empty()).then(|| view! { <span class="unit">{card.unit.clone()}</span> });
    view! { <p class=if none { "figure none" } else { "figure" }><b>{figure}</b>{unit}</p> }
}

/// Status and change.
fn standing(card: &KpiCard) -> impl IntoView + use<> {
    let chip = card.status.map(|status| view! { <StatusChip status/> });
    let change = card.change.as_ref().map(|change| {
        let glyph = match change.rises {
            Some(true) => Glyph::ArrowUp,
            Some(false) => Glyph::ArrowDown,
            None => Glyph::ArrowRight,
        };
        view! { <span class="delta"><Icon glyph/>{change.text.clone()}</span> }
    });
    let notes = card
        .notes
        .iter()
        .map(|note| view! { <span class="provisional">{note.clone()}</span> })
        .collect_view();
    view! { <p class="standing">{chip}{change}{notes}</p> }
}

fn when(card: &KpiCard) -> impl IntoView + use<> {
    // Which period the figure is of stays in sight, also when a later one is overdue.
    let late = (!card.late.is_empty()).then(|| view! { <small class="late">{card.late.clone()}</small> });
    view! { <span class="when">{card.when.clone()}{late}</span> }
}

fn assessed(card: &KpiCard) -> impl IntoView + use<> {
    card.assessed.clone().map(|assessed| view! { <AssessedView assessed named=true/> })
}

fn goal(card: &KpiCard) -> impl IntoView + use<> {
    let expected = (!card.expected.is_empty() && !card.goal.is_empty())
        .then(|| view! { <span>{card.expected.clone()}</span> });
    view! { <span>{card.goal.clone()}</span>{expected} }
}

#[component]
pub fn Kpi(card: KpiCard) -> impl IntoView {
    let lang = use_lang();
    let avatar = card.responsible.as_ref().map(|name| {
        let initials: String = name.split_whitespace().filter_map(|word| word.chars().next()).take(2).collect();
        view! { <span class="avatar small" role="img" aria-label=t::dashboards::responsible(lang, name)>{initials.to_uppercase()}</span> }
    });
    view! {
        <article class="card kpi-card">
            <header>
                <h3>{named(card.name.clone(), card.href.clone())}</h3>
                {when(&card)}
            </header>
            {figure(&card)}
            <div>{standing(&card)}{assessed(&card)}</div>
            <Sparkline values=card.spark.clone() path=card.path.clone()/>
            <footer>{goal(&card)}{avatar}</footer>
        </article>
    }
}

#[component]
pub fn TrendOne(card: TrendCard, half: bool) -> impl IntoView {
    let TrendCard { id, kpi, trend, ladder, beside } = card;
    let title = kpi.name.clone();
    let beside = beside.into_iter().map(|text| view! { <p class="hint">{text}</p> }).collect_view();
    view! {
        <article class=if half { "card pad trend half" } else { "card pad trend" }>
            <header class="top">
                <h3>{named(kpi.name.clone(), kpi.href.clone())}</h3>
                {when(&kpi)}
            </header>
            <div class="now">
                {figure(&kpi)}
                {standing(&kpi)}
                <p class="facts">{goal(&kpi)}</p>
            </div>
            {assessed(&kpi)}
            <TrendFigure id title trend=Signal::stored(trend)/>
            {ladder.map(|ladder| view! { <LadderView ladder/> })}
            {beside}
        </article>
    }
}
