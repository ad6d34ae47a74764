//! One dashboard in the workspace.

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use super::desk_board::board;
use super::head::Head;
use super::home::Waiting;
use super::view::BoardView;
use crate::locale::{t, use_lang};
use crate::ui::{Empty, Glyph};
use crate::workspace::use_desk;

#[component]
pub fn DashboardPage() -> impl IntoView {
    let lang = use_lang();
    let desk = use_desk();
    let params = use_params_map();
    let id = Signal::derive(move || params.with(|params| params.get("id").unwrap_or_default()));
    let board = board(desk, id);
    let title = Memo::new(move |_| {
        board.with(|board| board.as_ref().map(|board| board.title.clone()).unwrap_or_default())
    });
    let shown = move || match board.get() {
        Some(board) if board.cards.is_empty() => {
            view! { <p class="muted">{t::dashboards::nothing(lang)}</p> }.into_any()
        }
        Some(board) => view! { <BoardView board=(*board).clone()/> }.into_any(),
        None if desk.book().is_none() => view! { <Waiting/> }.into_any(),
        None => ().into_any(),
    };
    let missing = Memo::new(move |_| board.with(Option::is_none) && desk.book().is_some());
    let found = move || view! { <Head title id/> {shown} };
    view! {
        <Show when=move || !missing.get() fallback=Missing>{found}</Show>
    }
}

#[component]
pub(super) fn Missing() -> impl IntoView {
    let lang = use_lang();
    crate::ui::title(move || t::dashboards::missing_title(lang).to_owned());
    let desk = use_desk();
    view! {
        <Empty glyph=Glyph::Dashboards title=t::dashboards::missing_title(lang) text=t::dashboards::missing_text(lang) page=true>
            <a class="btn" href=move || desk.href("")>{t::workspace::to_overview(lang)}</a>
        </Empty>
    }
}
