//! What is said of cells beside their figures: evidence, and figures below the path that nobody has explained yet.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use leptos::prelude::*;
use vigie_domain::evidence::Spot;
use vigie_domain::rollup::Engine;
use vigie_domain::series::Series;
use vigie_domain::{Book, Period, Status};

use super::sheet::{ByCell, Cell, Sheet, many};
use crate::locale::t;
use crate::ui::{Glyph, Icon};
use crate::workspace::Desk;

/// Of a block that was pasted only the first ones are looked at: nobody explains hundreds.
const LOOKED_AT: usize = 100;
/// Questions that are shown at once.
const SHOWN: usize = 5;

/// How much evidence each cell has. Tracks.
pub fn proofs(desk: Desk) -> ByCell<usize> {
    let mut all = ByCell::<usize>::new();
    desk.snapshot.with(|snapshot| {
        for evidence in snapshot.iter().flat_map(|snapshot| &snapshot.evidence) {
            if let Spot::Period(period) = evidence.on {
                *all.entry(evidence.kpi.clone()).or_default().entry(period).or_default() += 1;
            }
        }
    });
    all
}

/// Those of the cells whose figure is below the path and has no comment.
fn unexplained(book: &Book, cells: &[Cell], today: NaiveDate) -> BTreeSet<Cell> {
    let engine = Engine::new(book, today);
    let below = |(key, period): &&Cell| {
        let bare = book.readings.get(key, *period).is_some_and(|reading| reading.comment.is_none());
        let status = book
            .kpi(key)
            .filter(|_| bare)
            .and_then(|kpi| Series::new(&engine, kpi, None).row(*period).status);
        matches!(status, Some(Status::AtRisk | Status::OffTrack))
    };
    cells.iter().take(LOOKED_AT).filter(below).cloned().collect()
}

impl Sheet {
    /// After figures were entered: asks for a comment where they are below the path, without standing in the way.
    pub(super) fn ask_why(self, cells: Vec<Cell>) {
        // Once the cells show what was entered.
        request_animation_frame(move || {
            let Some(book) = self.desk.book.try_get_untracked().flatten() else { return };
            let asked = unexplained(&book, &cells, untrack(|| self.desk.today()));
            let _ = self.unexplained.try_update(|all| {
                all.retain(|cell| !cells.contains(cell));
                all.extend(asked);
            });
        });
    }
}

/// The questions, each with a field for its answer.
#[component]
pub fn Asks(sheet: Sheet) -> impl IntoView {
    let lang = sheet.lang;
    let open = Memo::new(move |_| {
        let book = sheet.desk.book();
        let bare = |(key, period): &&Cell| {
            let reading = book.as_ref().and_then(|book| book.readings.get(key, *period));
            reading.is_some_and(|reading| reading.comment.is_none())
        };
        sheet.unexplained.with(|all| all.iter().filter(bare).cloned().collect::<Vec<Cell>>())
    });
    let asked = Memo::new(move |_| open.with(|open| open.iter().take(SHOWN).cloned().collect::<Vec<Cell>>()));
    let n = Memo::new(move |_| open.with(Vec::len));
    view! {
        <Show when=move || { n.get() > 0 }>
            <section class="card grid-left grid-asks">
                <header class="head">
                    <h2><span role="status">{move || t::marks::n_asked(lang, many(n.get()))}</span></h2>
                    <button type="button" class="btn small icon-only quiet" aria-label=t::common::close(lang) on:click=move |_| sheet.unexplained.set(BTreeSet::new())><Icon glyph=Glyph::X small=true/></button>
                </header>
                <ul class="list">
                    <For each=move || asked.get() key=Clone::clone let:cell>
                        <Ask sheet cell/>
                    </For>
                </ul>
            </section>
        </Show>
    }
}

#[component]
fn Ask(sheet: Sheet, cell: Cell) -> impl IntoView {
    let lang = sheet.lang;
    let (key, period): (_, Period) = cell;
    let place = t::grid::place(lang, sheet.name(&key), sheet.period(period));
    let answer = move |event| {
        let text: String = event_target_value(&event);
        if !text.trim().is_empty() {
            sheet.comment_on(key.clone(), period, &text);
        }
    };
    view! {
        <li>
            <label class="grow row">
                <b>{place}</b>
                <input class="input grow" autocomplete="off" placeholder=t::marks::why(lang) on:change=answer/>
            </label>
        </li>
    }
}
