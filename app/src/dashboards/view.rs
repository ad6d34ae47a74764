//! A board laid out.

use leptos::prelude::*;
use vigie_domain::dashboard::Size;

use super::board::{Board, BoardCard, Shown};
use super::card::{Kpi, Milestones, Objectives, TrendOne, size_class};
use super::comparison::ComparisonView;
use super::highlights::Highlights;
use super::lists::{MatrixView, Progress, TableView};
use super::prose::Prose;
use crate::chart::Crosshair;
use crate::locale::{t, use_lang};
use crate::ui::Tally;

/// `beside`: what stands next to the objectives, or first where there are none.
#[component]
pub fn BoardView(board: Board, #[prop(optional)] beside: Option<AnyView>) -> impl IntoView {
    laid_out(board, beside, one)
}

/// The same for a board of [`Board::plain`].
#[component]
pub fn PlainBoardView(board: Board, beside: AnyView) -> impl IntoView {
    laid_out(board, Some(beside), |size, shown, _| plain(size, shown))
}

/// The card, and whether it shows the objectives.
type View = fn(Size, Shown, &str) -> (AnyView, bool);

fn laid_out(board: Board, beside: Option<AnyView>, one: View) -> impl IntoView {
    let lang = use_lang();
    provide_context(Crosshair(RwSignal::new(None)));
    let mut beside = beside;
    let informational =
        (board.informational > 0).then(|| t::dashboards::n_informational(lang, board.informational.into()));
    let mut cards = Vec::new();
    let previous = board.previous.clone();
    for BoardCard { size, shown } in board.cards {
        let card = one(size, shown, &previous);
        cards.push(match (size, beside.is_some()) {
            (Size::Full, true) if card.1 => {
                view! { <div class="split fill full">{card.0}{beside.take()}</div> }.into_any()
            }
            _ => card.0,
        });
    }
    let verdict = (!board.verdict.is_empty()).then(|| {
        view! {
            <section class="card verdict" aria-label=t::dashboards::verdict_name(lang)>
                <p>{board.verdict}</p>
                <Tally counts=board.tally also=informational.unwrap_or_default()/>
            </section>
        }
    });
    let previous = (!previous.is_empty())
        .then(|| view! { <p class="hint previous-board">{t::dashboards::previous_hint(lang, previous)}</p> });
    view! {
        {verdict}
        {previous}
        {beside}
        <div class="dashboard-room"><div class="dashboard">{cards}</div></div>
    }
}

/// One card that stands alone.
#[component]
pub fn CardView(card: BoardCard, previous: String) -> impl IntoView {
    let card = one(Size::Full, card.shown, &previous).0;
    view! { <div class="dashboard-room"><div class="dashboard">{card}</div></div> }
}

fn plain(size: Size, shown: Shown) -> (AnyView, bool) {
    let lang = use_lang();
    let card = match shown {
        Shown::Objectives(rows) => return (view! { <Objectives rows size/> }.into_any(), true),
        Shown::Kpis(row) => {
            let cards = row.into_iter().map(|card| view! { <Kpi card/> }).collect_view();
            view! { <section class="stack full"><h2>{t::dashboards::kpis(lang)}</h2><div class="cards">{cards}</div></section> }
                .into_any()
        }
        Shown::Kpi(card) => view! { <Kpi card=*card size/> }.into_any(),
        _ => ().into_any(),
    };
    (card, false)
}

fn one(size: Size, shown: Shown, previous: &str) -> (AnyView, bool) {
    let card = match shown {
        Shown::Objectives(_) | Shown::Kpis(_) | Shown::Kpi(_) => return plain(size, shown),
        Shown::Trend(card) => view! { <TrendOne card=*card size/> }.into_any(),
        Shown::Matrix(matrix) => view! { <MatrixView matrix=*matrix size/> }.into_any(),
        Shown::Progress(rows) => view! { <Progress rows size/> }.into_any(),
        Shown::Milestones(card) => {
            let (card, ladder) = *card;
            view! { <Milestones card ladder size/> }.into_any()
        }
        Shown::Table(rows) => view! { <TableView rows size previous=previous.to_owned()/> }.into_any(),
        Shown::Text(text) => {
            let class = format!("card-text {}", size_class(size));
            view! { <section class=class><Prose text/></section> }.into_any()
        }
        Shown::Comparison(found) => view! { <ComparisonView found=*found size/> }.into_any(),
        Shown::Highlights(found) => view! { <Highlights found=*found size/> }.into_any(),
    };
    (card, false)
}
