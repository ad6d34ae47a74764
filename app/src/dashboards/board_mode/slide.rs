//! One card for the whole screen: what is said about the figure on the left, its path on the right.

use leptos::html;
use leptos::prelude::*;

use crate::dashboards::board::{Board, BoardCard, Shown, TrendCard};
use crate::dashboards::card::{assessed, figure, goal, standing, then, when};
use crate::dashboards::view::CardView;
use crate::locale::{t, use_lang};
use crate::trend::{LadderView, TrendFigure};
use crate::ui::Tally;

/// How small a card may become to be seen whole, of its size on a dashboard.
const SMALLEST: f64 = 0.7;
/// By how much a card with little on it is made larger, the most first.
const LARGER: [f64; 4] = [1.5, 1.3, 1.15, 1.0];

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
            <p class="hint by-keys">{t::board::keys(lang)}</p>
            <p class="hint by-touch">{t::board::swipe(lang)}</p>
        </div>
    }
}

/// `place`: which card it is, for one without a heading of its own.
#[component]
pub fn Slide(card: BoardCard, previous: String, place: String) -> impl IntoView {
    match card.shown {
        Shown::Trend(card) => view! { <OneKpi card=*card/> }.into_any(),
        _ => view! { <Wide card previous place/> }.into_any(),
    }
}

/// A card that is not made for a screen: as large as it can be seen whole, though never smaller than on its dashboard by
/// more than a third; what is longer scrolls.
#[component]
fn Wide(card: BoardCard, previous: String, place: String) -> impl IntoView {
    let drawn = NodeRef::<html::Div>::new();
    let fit = move || {
        let room = drawn.get_untracked().and_then(|card| card.parent_element().map(|room| (card, room)));
        let Some((card, room)) = room else { return };
        let style = web_sys::HtmlElement::style(&card);
        let _ = style.remove_property("zoom");
        let large = window().get_computed_style(&card).ok().flatten();
        let large =
            large.and_then(|style| style.get_property_value("zoom").ok()?.parse::<f64>().ok()).unwrap_or(1.0);
        let zoom = |times: f64| style.set_property("zoom", &format!("{:.3}", (large * times).max(SMALLEST)));
        let fits = |times: &f64| {
            let _ = zoom(*times);
            room.scroll_height() <= room.client_height() && room.scroll_width() <= room.client_width()
        };
        if !LARGER.iter().any(fits) {
            let (has, needs) = (f64::from(room.client_height()), f64::from(room.scroll_height()));
            let _ = zoom(has / needs.max(1.0));
        }
    };
    let resized = window_event_listener(leptos::ev::resize, move |_| fit());
    on_cleanup(move || resized.remove());
    Effect::new(move |_| {
        if drawn.get().is_some() {
            request_animation_frame(fit);
        }
    });
    view! {
        <h1 class="visually-hidden">{place}</h1>
        <div class="board-wide" node_ref=drawn><CardView card previous/></div>
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
