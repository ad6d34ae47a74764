//! The keyboard of a spreadsheet, and its clipboard.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{ClipboardEvent, HtmlElement, HtmlInputElement, KeyboardEvent};

use super::blocks::{copied, spread};
use super::layout::{Place, Slot, Step};
use super::sheet::{Editing, Left, Sheet, many};
use crate::locale::t;
use crate::tsv;
use crate::ui::say;

/// Lines that a page key passes.
const PAGE: isize = 12;

/// The id of a cell.
pub fn id(line: usize, from: usize) -> String {
    format!("grid-{line}-{from}")
}

impl Sheet {
    /// One key, wherever in the grid.
    pub fn press(self, event: &KeyboardEvent) {
        if event.is_composing() {
            return;
        }
        if event.key() != "Tab" {
            self.stay();
        }
        let handled = if self.editing.with_untracked(Option::is_some) {
            self.press_typing(event)
        } else {
            self.press_moving(event)
        };
        if handled {
            event.prevent_default();
            event.stop_propagation();
        }
    }

    fn press_typing(self, event: &KeyboardEvent) -> bool {
        let Some(editing) = self.editing.get_untracked() else { return false };
        let step = match event.key().as_str() {
            "Escape" => {
                self.editing.set(None);
                self.focus();
                return true;
            }
            "Enter" if event.alt_key() || event.ctrl_key() => return false,
            "Enter" if event.shift_key() => Step::Up,
            "Enter" => Step::Down,
            "Tab" if event.shift_key() => Step::Previous,
            "Tab" => Step::Next,
            "ArrowUp" if editing.replacing => Step::Up,
            "ArrowDown" if editing.replacing => Step::Down,
            "ArrowLeft" if editing.replacing => Step::Left,
            "ArrowRight" if editing.replacing => Step::Right,
            _ => return false,
        };
        self.commit();
        self.go(step, false);
        true
    }

    fn press_moving(self, event: &KeyboardEvent) -> bool {
        let command = event.ctrl_key() || event.meta_key();
        let key = event.key();
        if command {
            return self.press_command(&key.to_lowercase(), event.shift_key());
        }
        if event.alt_key() {
            return self.press_state(&event.code());
        }
        let step = match key.as_str() {
            "ArrowUp" => Step::Up,
            "ArrowDown" => Step::Down,
            "ArrowLeft" => Step::Left,
            "ArrowRight" => Step::Right,
            "PageUp" => Step::Page(-PAGE),
            "PageDown" => Step::Page(PAGE),
            "Home" => Step::LineStart,
            "End" => Step::LineEnd,
            // Tab goes on from cell to cell; at the end, and after Escape, it leaves the grid.
            "Tab" if self.leaving() => return false,
            "Tab" => return self.go(if event.shift_key() { Step::Previous } else { Step::Next }, false),
            "Enter" => return self.go(if event.shift_key() { Step::Up } else { Step::Down }, false),
            "Escape" => {
                self.anchor.set(None);
                self.leave();
                return true;
            }
            "F2" if event.shift_key() => return self.focus_comment(),
            "F2" => return self.edit(None),
            "Delete" | "Backspace" => {
                self.clear();
                return true;
            }
            letter if letter.chars().count() == 1 && letter != " " => {
                return self.edit(Some(letter.to_owned()));
            }
            _ => return false,
        };
        self.go(step, event.shift_key());
        true
    }

    fn press_command(self, key: &str, shift: bool) -> bool {
        match key {
            "z" if shift => self.redo(),
            "z" => self.undo(),
            "y" => self.redo(),
            "d" => self.fill(true),
            "r" => self.fill(false),
            "a" => {
                let ends = self.layout.with_untracked(|layout| {
                    let at = layout.start();
                    (layout.step(at, Step::First), layout.step(at, Step::Last))
                });
                if let (Some(first), Some(last)) = ends {
                    self.anchor.set(Some(first));
                    self.at.set(last);
                }
            }
            "home" => return self.go(Step::First, shift),
            "end" => return self.go(Step::Last, shift),
            _ => return false,
        }
        true
    }

    /// Alt and a letter: not available, not applicable.
    fn press_state(self, code: &str) -> bool {
        match code {
            "KeyN" => self.put_state(false),
            "KeyA" => self.put_state(true),
            _ => return false,
        }
        true
    }

    /// Moves; `extend` keeps the other corner of the selection. False where there is nothing in that direction.
    pub fn go(self, step: Step, extend: bool) -> bool {
        let at = self.at.get_untracked();
        let Some(next) = self.layout.with_untracked(|layout| layout.step(at, step)) else {
            if !extend {
                self.anchor.set(None);
            }
            self.focus();
            return false;
        };
        if extend {
            self.anchor.update(|anchor| *anchor = anchor.or(Some(at)));
        } else {
            self.anchor.set(None);
        }
        self.at.set(next);
        self.focus();
        true
    }

    /// To a cell that was pointed at.
    pub fn point(self, place: Place, extend: bool) {
        let at = self.at.get_untracked();
        if extend {
            self.anchor.update(|anchor| *anchor = anchor.or(Some(at)));
        } else {
            self.anchor.set(None);
        }
        if at != place {
            self.at.set(place);
        }
    }

    /// Begins to type: over what stands there, or (F2, a double click) at its end. False where the cell takes nothing.
    pub fn edit(self, over: Option<String>) -> bool {
        let Some((line, slot)) = untrack(|| self.here()) else { return false };
        let Some(key) = self.key(line) else { return false };
        let look = untrack(|| self.look(&key, slot.period));
        if look.locked {
            say(look.said.last().cloned().unwrap_or_default(), None);
            return true;
        }
        let replacing = over.is_some();
        self.anchor.set(None);
        self.text.set(over.unwrap_or_else(|| self.edit_text(line, slot)));
        self.editing.set(Some(Editing { line, slot, replacing }));
        true
    }

    /// Takes what was typed.
    pub fn commit(self) {
        let Some(editing) = self.editing.get_untracked() else { return };
        let text = self.text.get_untracked();
        self.editing.set(None);
        if text != self.edit_text(editing.line, editing.slot) || self.is_wrong(editing.line, editing.slot) {
            self.take(vec![(editing.line, editing.slot, text)]);
        }
    }

    fn is_wrong(self, line: usize, slot: Slot) -> bool {
        let key = self.key(line);
        self.wrongs.with_untracked(|wrongs| key.is_some_and(|key| wrongs.contains_key(&(key, slot.period))))
    }

    fn selected(self) -> Vec<(usize, Slot)> {
        let block = untrack(|| self.block());
        self.layout.with_untracked(|layout| layout.cells_in(block))
    }

    /// Withdraws what is selected.
    pub fn clear(self) {
        self.put(self.selected().into_iter().map(|(line, slot)| (line, slot, String::new())).collect());
    }

    /// Not available (yet), or not applicable, for all that is selected.
    pub fn put_state(self, not_applicable: bool) {
        let state = if not_applicable {
            vigie_domain::Figure::NotApplicable
        } else {
            vigie_domain::Figure::NotAvailable { reason: None }
        };
        let text = state.edit(self.lang);
        self.put(self.selected().into_iter().map(|(line, slot)| (line, slot, text.clone())).collect());
    }

    fn put(self, cells: Vec<(usize, Slot, String)>) {
        let (_, left) = self.take(cells);
        self.left.set(left);
    }

    /// The first line (or column) of what is selected goes to all others.
    pub fn fill(self, down: bool) {
        let block = untrack(|| self.block());
        let cells = self.layout.with_untracked(|layout| {
            let first = layout.kpis_in(block).next();
            let source = |line: usize, slot: Slot| match (down, first) {
                (true, Some(first)) => {
                    let above = layout.slot(Place { line: first, unit: slot.from.max(block.units.0) });
                    above.filter(|_| line != first).map(|above| (first, above))
                }
                (true, None) => None,
                (false, _) => {
                    let begin = layout.slot(Place { line, unit: block.units.0 });
                    begin.filter(|begin| begin.from != slot.from).map(|begin| (line, begin))
                }
            };
            let cells = layout.cells_in(block).into_iter();
            cells.filter_map(|(line, slot)| Some((line, slot, source(line, slot)?))).collect::<Vec<_>>()
        });
        let texts = cells.into_iter().map(|(line, slot, (of, at))| (line, slot, self.edit_text(of, at)));
        self.put(texts.collect());
    }

    pub fn copy(self, event: &ClipboardEvent, cut: bool) {
        if self.editing.with_untracked(Option::is_some) {
            return;
        }
        let block = untrack(|| self.block());
        let text = self
            .layout
            .with_untracked(|layout| copied(layout, block, |line, slot| self.edit_text(line, slot)));
        let Some(data) = event.clipboard_data() else { return };
        if data.set_data("text/plain", &text).is_ok() {
            event.prevent_default();
            if cut {
                self.clear();
            }
        }
    }

    pub fn paste(self, event: &ClipboardEvent) {
        if self.editing.with_untracked(Option::is_some) {
            return;
        }
        let text =
            event.clipboard_data().and_then(|data| data.get_data("text/plain").ok()).unwrap_or_default();
        event.prevent_default();
        self.paste_text(&text);
    }

    /// A block goes from the first selected cell on; a single text to all that is selected.
    fn paste_text(self, text: &str) {
        let block = untrack(|| self.block());
        let (cells, strays) = match tsv::block(text) {
            Some(rows) => {
                let at = Place { line: block.lines.0, unit: block.units.0 };
                self.layout.with_untracked(|layout| spread(layout, at, rows))
            }
            None => {
                let text = text.trim().to_owned();
                let cells = self.selected().into_iter().map(|(line, slot)| (line, slot, text.clone()));
                (cells.collect(), Vec::new())
            }
        };
        let (taken, mut left) = self.take(cells);
        left.extend(strays.into_iter().map(|stray| Left {
            place: t::grid::place_in_block(self.lang, stray.row, stray.column),
            text: stray.text,
            why: t::grid::outside(self.lang).to_owned(),
        }));
        say(t::grid::n_taken(self.lang, many(taken)), None);
        self.left.set(left);
    }

    /// The cell where one stands comes into sight and takes the keys, once it is on the page.
    pub fn focus(self) {
        request_animation_frame(move || {
            self.show_here();
            request_animation_frame(move || {
                if self.editing.with_untracked(Option::is_none) {
                    self.focus_cell();
                }
            });
        });
    }

    fn focus_cell(self) {
        let Some((line, slot)) = untrack(|| self.here()) else { return };
        if let Some(cell) = document().get_element_by_id(&id(line, slot.from)) {
            let _ = cell.unchecked_into::<HtmlElement>().focus();
        }
    }

    fn focus_comment(self) -> bool {
        let field = document().get_element_by_id("grid-comment");
        field
            .and_then(|field| field.dyn_into::<HtmlInputElement>().ok())
            .is_some_and(|field| field.focus().is_ok())
    }

    /// After Escape the next Tab leaves: the grid holds nobody.
    fn leave(self) {
        if let Some(wrap) = self.wrap.get_untracked() {
            let _ = wrap.set_attribute("data-leaving", "");
        }
    }

    fn stay(self) {
        if let Some(wrap) = self.wrap.get_untracked().filter(|wrap| wrap.has_attribute("data-leaving")) {
            let _ = wrap.remove_attribute("data-leaving");
        }
    }

    fn leaving(self) -> bool {
        let leaving = self.wrap.get_untracked().is_some_and(|wrap| wrap.has_attribute("data-leaving"));
        self.stay();
        leaving
    }
}
