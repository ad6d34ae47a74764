//! Board mode: full screen, one card after another, readable from the far end of the table. It follows what others record,
//! and obeys the keys that a presenter's remote sends.

mod keys;
mod slide;

use std::sync::Arc;

use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_location, use_navigate, use_params_map, use_query_map};

use super::board::Board;
use super::desk_board::one_by_one;
use super::page::Missing;
use crate::locale::{t, use_lang};
use crate::ui::{Glyph, Icon};
use crate::workspace::use_desk;
pub use keys::opened;
use keys::{Move, full_screen, heard, leave_full_screen};
use slide::{Slide, Title};

/// Where one stands: 0 is the title, then card by card.
#[derive(Clone, Copy)]
struct Show {
    board: Memo<Option<Arc<Board>>>,
    at: Memo<usize>,
    last: Memo<usize>,
}

#[component]
pub fn BoardModePage() -> impl IntoView {
    let lang = use_lang();
    let desk = use_desk();
    let params = use_params_map();
    let id = Signal::derive(move || params.with(|params| params.get("id").unwrap_or_default()));
    let board = one_by_one(desk, id);
    let last = Memo::new(move |_| board.with(|board| board.as_ref().map_or(0, |board| board.cards.len())));
    let query = use_query_map();
    let at = Memo::new(move |_| {
        let asked = query.with(|query| query.get("card")).and_then(|card| card.parse().ok()).unwrap_or(0);
        usize::min(asked, last.get())
    });
    crate::ui::title(move || {
        board.with(|board| board.as_ref().map(|board| board.title.clone())).unwrap_or_default()
    });
    dark();
    let show = Show { board, at, last };
    let missing = Memo::new(move |_| board.with(Option::is_none) && desk.book().is_some());
    let blank = RwSignal::new(false);
    let (navigate, path) = (use_navigate(), use_location().pathname);
    let go = Callback::new(move |to: Move| {
        let card = match to {
            Move::Next => show.at.get_untracked() + 1,
            Move::Back => show.at.get_untracked().saturating_sub(1),
            Move::First => 0,
            Move::Last => show.last.get_untracked(),
            Move::To(card) => card,
            Move::Blank => return blank.update(|blank| *blank = !*blank),
            Move::Leave => {
                let back = desk.href(&format!("/dashboards/{}", id.get_untracked()));
                return navigate(&back, NavigateOptions::default());
            }
        };
        blank.set(false);
        let card = card.min(show.last.get_untracked());
        let address = format!("{}?card={card}", path.get_untracked());
        navigate(&address, NavigateOptions { replace: true, scroll: false, ..NavigateOptions::default() });
    });
    heard(go);
    view! {
        <Show when=move || !missing.get() fallback=Missing>
            <div class="board" class:blank=move || blank.get()>
                <Head show/>
                <section class="board-card" aria-roledescription=t::board::card(lang) aria-label=move || place(show)>
                    {move || match (at.get(), board.get()) {
                        (_, None) => view! { <span class="skeleton title"></span> }.into_any(),
                        (0, Some(board)) => view! { <Title board=(*board).clone()/> }.into_any(),
                        (at, Some(board)) => {
                            let previous = board.previous.clone();
                            let place = untrack(|| place(show));
                            board.cards.get(at - 1).cloned().map(|card| view! { <Slide card previous place/> }).into_any()
                        }
                    }}
                </section>
                <Foot show go/>
            </div>
        </Show>
    }
}

/// `Slide 3 of 9`.
fn place(show: Show) -> String {
    t::board::place(use_lang(), many(show.at.get() + 1), many(show.last.get() + 1))
}

fn many(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

#[component]
fn Head(show: Show) -> impl IntoView {
    let text = move |of: fn(&Board) -> &String| {
        show.board.with(|board| board.as_ref().map(|board| of(board).clone()).unwrap_or_default())
    };
    view! {
        <header>
            // The first slide says so itself.
            <p hidden=move || show.at.get() == 0><b>{move || text(|board| &board.cluster)}</b>" "{move || text(|board| &board.title)}</p>
            <p class="board-day">{move || text(|board| &board.date)}</p>
        </header>
    }
}

#[component]
fn Foot(show: Show, go: Callback<Move>) -> impl IntoView {
    let lang = use_lang();
    let ticks = move || {
        let at = show.at.get();
        let tick = |card: usize| view! { <span aria-current=(card == at).then_some("step")></span> };
        (0..=show.last.get()).map(tick).collect_view()
    };
    let button = move |words: &'static str, glyph: Glyph, to: Move| {
        view! {
            <button type="button" class="btn icon-only" aria-label=words title=words on:click=move |_| go.run(to)>
                <Icon glyph/>
            </button>
        }
    };
    let (theme, screen) = (t::board::theme(lang), t::board::full_screen(lang));
    view! {
        <footer>
            <div class="ticks" aria-hidden="true">{ticks}</div>
            <p class="board-place" aria-live="polite">{move || place(show)}</p>
            <div class="row tight" role="toolbar" aria-label=t::board::tools(lang)>
                {button(t::board::back(lang), Glyph::ChevronLeft, Move::Back)}
                {button(t::board::next(lang), Glyph::ChevronRight, Move::Next)}
                <button type="button" class="btn icon-only" aria-label=theme title=theme on:click=move |_| other_theme()>
                    <Icon glyph=Glyph::Sun/>
                </button>
                <button type="button" class="btn icon-only" aria-label=screen title=screen on:click=move |_| full_screen()>
                    <Icon glyph=Glyph::Maximize/>
                </button>
                {button(t::board::leave(lang), Glyph::X, Move::Leave)}
            </div>
        </footer>
    }
}

/// Dark while the mode lasts, whatever was chosen for the rest; then as before.
fn dark() {
    let Some(root) = document().document_element() else { return };
    let before = root.get_attribute("data-theme");
    let _ = root.set_attribute("data-theme", "dark");
    on_cleanup(move || {
        leave_full_screen();
        let Some(root) = document().document_element() else { return };
        let _ = match &before {
            Some(theme) => root.set_attribute("data-theme", theme),
            None => root.remove_attribute("data-theme"),
        };
    });
}

/// For this show only: what was chosen for the rest stays.
fn other_theme() {
    let Some(root) = document().document_element() else { return };
    let dark = root.get_attribute("data-theme").as_deref() == Some("dark");
    let _ = root.set_attribute("data-theme", if dark { "light" } else { "dark" });
}
