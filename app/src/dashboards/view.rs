//! A board laid out.

use leptos::prelude::*;

use super::board::{Board, BoardCard, TrendCard};
use super::card::{Kpi, ObjectiveRow, TrendOne};
use crate::locale::{t, use_lang};
use crate::ui::Tally;

/// `beside`: what stands next to the objectives, or first where there are none.
#[component]
pub fn BoardView(board: Board, #[prop(optional)] beside: Option<AnyView>) -> impl IntoView {
    let lang = use_lang();
    let mut beside = beside;
    let informational =
        (board.informational > 0).then(|| t::dashboards::n_informational(lang, board.informational.into()));
    let mut sections = Vec::new();
    let mut cards = board.cards.into_iter().peekable();
    while let Some(card) = cards.next() {
        sections.push(match card {
            BoardCard::Objectives(rows) => {
                let list = view! { <Objectives rows/> };
                match beside.take() {
                    Some(beside) => view! { <div class="split fill">{list}{beside}</div> }.into_any(),
                    None => list.into_any(),
                }
            }
            BoardCard::Kpis(row) => {
                let cards = row.into_iter().map(|card| view! { <Kpi card/> }).collect_view();
                view! { <section class="stack"><h2>{t::dashboards::kpis(lang)}</h2><div class="cards">{cards}</div></section> }.into_any()
            }
            BoardCard::Trend(first) => {
                let mut row = vec![*first];
                while let Some(BoardCard::Trend(_)) = cards.peek() {
                    if let Some(BoardCard::Trend(next)) = cards.next() {
                        row.push(*next);
                    }
                }
                view! { <Trends row/> }.into_any()
            }
            BoardCard::Text(paragraphs) => {
                let paragraphs = paragraphs.into_iter().map(|text| view! { <p>{text}</p> }).collect_view();
                view! { <section class="card-text">{paragraphs}</section> }.into_any()
            }
        });
    }
    view! {
        <section class="card verdict" aria-label=t::dashboards::verdict_name(lang)>
            <p>{board.verdict}</p>
            <Tally counts=board.tally also=informational.unwrap_or_default()/>
        </section>
        {beside}
        {sections}
    }
}

#[component]
fn Objectives(rows: Vec<super::trees::ObjectiveCard>) -> impl IntoView {
    let lang = use_lang();
    let empty =
        rows.is_empty().then(|| view! { <p class="body muted">{t::dashboards::no_objectives(lang)}</p> });
    let rows = rows.into_iter().map(|card| view! { <ObjectiveRow card/> }).collect_view();
    view! {
        <section class="card">
            <header class="head">
                <h2>{t::dashboards::objectives(lang)}</h2>
                <span class="hint tick-key">{t::dashboards::expected_today(lang)}</span>
            </header>
            {empty}
            <ul class="objectives">{rows}</ul>
        </section>
    }
}

/// Two beside each other where there is room; one alone has it all.
#[component]
fn Trends(row: Vec<TrendCard>) -> impl IntoView {
    let lang = use_lang();
    let half = row.len() > 1;
    let cards = row.into_iter().map(|card| view! { <TrendOne card half/> }).collect_view();
    view! { <section class="stack"><h2>{t::dashboards::trends(lang)}</h2><div class="dashboard">{cards}</div></section> }
}
