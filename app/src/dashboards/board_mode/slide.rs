//! One card for the whole screen: what is said about the figure on the left, its path on the right.

use leptos::prelude::*;

use crate::dashboards::board::{Board, BoardCard, Shown, TrendCard};
use crate::dashboards::card::{assessed, figure, goal, standing, then, when};
use crate::dashboards::view::CardView;
use crate::locale::{t, use_lang};
use crate::trend::{LadderView, TrendFigure};
use crate::ui::Tally;

/// With what the meeting begins.
#[component]
pub fn Title(board: Board) -> impl IntoView {
    let lang = use_lang();
    let informational =
        (board.informational > 0).then(|| t::dashboards::n_informational(lang, board.informational.into()));
    view! {
        <div class="board-title">
            <p class="eyebrow">{board.cluster}</p>
            <h1>{board.title}</h1>
            <p class="board-verdict">{board.verdict}</p>
            <Tally counts=board.tally also=informational.unwrap_or_default()/>
            <p class="hint">{t::board::keys(lang)}</p>
        </div>
    }
}

#[component]
pub fn Slide(card: BoardCard, previous: String) -> impl IntoView {
    match card.shown {
        Shown::Trend(card) => view! { <OneKpi card=*card/> }.into_any(),
        _ => view! { <div class="board-wide"><CardView card previous/></div> }.into_any(),
    }
}

#[component]
fn OneKpi(card: TrendCard) -> impl IntoView {
    let TrendCard { id, kpi, trend, ladder, .. } = card;
    let title = kpi.name.clone();
    view! {
        <div class="board-kpi">
            <div>
                <h1>{kpi.name.clone()}</h1>
                <p class="board-when">{when(&kpi)}</p>
                {figure(&kpi)}
                {standing(&kpi)}
                <p class="facts">{goal(&kpi)}</p>
                {then(&kpi)}
                {assessed(&kpi)}
                {ladder.map(|ladder| view! { <LadderView ladder/> })}
            </div>
            <div class="board-chart"><TrendFigure id title trend=Signal::stored(trend)/></div>
        </div>
    }
}
