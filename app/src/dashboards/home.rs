//! The cluster's home: where we stand, and what is to do.

use std::sync::Arc;

use leptos::prelude::*;

use super::attention::{Attention, worst_first};
use super::board::is_plain;
use super::desk_board::{OVERVIEW, board, find, plain_board};
use super::head::Head;
use super::view::{BoardView, PlainBoardView};
use crate::locale::{t, use_lang};
use crate::ui::{Empty, Glyph, Icon};
use crate::workspace::{WholeHome, use_desk};

/// `todo`: the card of what is to record, shown beside the objectives.
#[component]
pub fn HomePage(todo: impl Fn() -> AnyView + Send + Sync + 'static) -> impl IntoView {
    let lang = use_lang();
    let desk = use_desk();
    let id = Signal::stored(OVERVIEW.to_owned());
    let board = plain_board(desk, id);
    let todo = Arc::new(todo);
    // What people have put into the overview beyond what it begins with is loaded when it is there.
    let plain = Memo::new(move |_| {
        let overview = desk.book().and_then(|book| find(&book, OVERVIEW));
        overview.is_none_or(|overview| overview.cards.iter().all(|card| is_plain(&card.show)))
    });
    let bare = move || desk.book().is_some_and(|book| book.kpis.iter().all(|kpi| kpi.archived));
    let shown = move || match board.get() {
        None => view! { <Waiting/> }.into_any(),
        Some(_) if bare() => view! { <NoKpis/> }.into_any(),
        Some(_) if !plain.get() => view! { <WholeHome todo=todo()/> }.into_any(),
        Some(board) => {
            let kpis = worst_first(&board);
            let beside = view! { <div class="stack">{todo()}<Attention kpis/></div> }.into_any();
            view! { <PlainBoardView board=(*board).clone() beside/> }.into_any()
        }
    };
    view! {
        <Head title=Signal::stored(t::dashboards::home_title(lang).to_owned()) id/>
        {shown}
    }
}

/// An overview with cards of every kind: on a part of the program that comes when it is needed.
#[component]
pub fn WholeBoard(todo: AnyView) -> impl IntoView {
    let board = board(use_desk(), Signal::stored(OVERVIEW.to_owned()));
    let first = board.get_untracked();
    let attention = move || {
        let kpis = board.with(|board| board.as_deref().map(worst_first)).unwrap_or_default();
        view! { <Attention kpis/> }
    };
    // What is to do stays as it is while the facts move on.
    let shown = move || {
        board.get().or_else(|| first.clone()).map(|board| view! { <BoardView board=(*board).clone()/> })
    };
    view! { <div class="stack">{todo}{attention}</div> {shown} }
}

/// Until the facts are here; the same room, so that nothing jumps.
#[component]
pub fn Waiting() -> impl IntoView {
    view! {
        <p class="visually-hidden" role="status">{t::common::loading(use_lang())}</p>
        <div class="skeleton block" aria-hidden="true"></div>
        <div class="skeleton block" aria-hidden="true"></div>
    }
}

/// A cluster that measures nothing yet.
#[component]
fn NoKpis() -> impl IntoView {
    let lang = use_lang();
    let desk = use_desk();
    move || {
        if desk.is_manager() {
            view! {
                <Empty glyph=Glyph::Kpis title=t::dashboards::empty_title(lang) text=t::dashboards::empty_text(lang)>
                    <a class="btn primary" href=move || format!("/app/start/{}", desk.slug.get().unwrap_or_default())>
                        <Icon glyph=Glyph::Library small=true/>
                        {t::dashboards::choose_kit(lang)}
                    </a>
                    <a class="btn" href=move || desk.href("/kpis/new")><Icon glyph=Glyph::Plus small=true/>{t::dashboards::new_kpi(lang)}</a>
                </Empty>
            }
            .into_any()
        } else {
            view! { <Empty glyph=Glyph::Kpis title=t::dashboards::empty_title(lang) text=t::dashboards::empty_reader(lang)/> }.into_any()
        }
    }
}
