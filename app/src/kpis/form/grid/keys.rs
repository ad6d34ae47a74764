//! Moving through the grid as in a spreadsheet, and filling it with a block from one.

use leptos::prelude::*;
use wasm_bindgen::JsCast as _;
use web_sys::{ClipboardEvent, HtmlInputElement, KeyboardEvent};

use super::Grid;
use crate::ui::once_shown;

impl Grid {
    /// Once it is on the page.
    pub(super) fn focus(self, row: u32, column: usize) {
        let id = self.id(row, column);
        once_shown(move || {
            let found = document().get_element_by_id(&id);
            if let Some(input) = found.and_then(|element| element.dyn_into::<HtmlInputElement>().ok()) {
                let _ = input.focus();
                input.select();
            }
        });
    }

    /// Enter goes down and makes a row at the end; arrows move, sideways from the edge of what is typed.
    pub(super) fn press(self, row: u32, column: usize, event: &KeyboardEvent) {
        if event.ctrl_key() || event.meta_key() || event.alt_key() || event.is_composing() {
            return;
        }
        let (down, across) = match event.key().as_str() {
            "Enter" if event.shift_key() => (-1, 0),
            "Enter" | "ArrowDown" => (1, 0),
            "ArrowUp" => (-1, 0),
            "ArrowLeft" if column == 1 && at_edge(event, true) => (0, 0),
            "ArrowRight" if column == 0 && at_edge(event, false) => (0, 1),
            _ => return,
        };
        event.prevent_default();
        if down == 0 {
            return self.focus(row, across);
        }
        let ids = self.points.ids();
        let at = ids.iter().position(|own| *own == row).unwrap_or(0);
        let next = at.checked_add_signed(down).and_then(|next| ids.get(next).copied());
        match next {
            Some(next) => self.focus(next, column),
            None if event.key() == "Enter" && down > 0 => {
                let added = self.add();
                self.focus(added, 0);
            }
            None => {}
        }
    }

    /// Fills from this cell on; a single cell is left to the browser.
    pub(super) fn paste(self, row: u32, column: usize, event: &ClipboardEvent) {
        let text = event.clipboard_data().and_then(|data| data.get_data("text/plain").ok());
        let Some(text) = text.filter(|text| text.trim_end().contains(['\t', '\n'])) else { return };
        event.prevent_default();
        let from = self.points.ids().iter().position(|own| *own == row).unwrap_or(0);
        for (i, line) in text.trim_end().lines().enumerate() {
            let at = from + i;
            let id = self.points.ids().get(at).copied().unwrap_or_else(|| self.add());
            let Some(point) = self.points.items().get(at).copied() else { return };
            let cells = [point.period, point.value];
            for (to, typed) in (column..).zip(line.split('\t')) {
                let Some(cell) = cells.get(to) else { break };
                cell.set(typed.trim().to_owned());
                self.check(id, to, *cell);
            }
        }
        self.form.live.touch();
    }
}

fn at_edge(event: &KeyboardEvent, start: bool) -> bool {
    let Some(input) = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok()) else {
        return false;
    };
    let length = u32::try_from(input.value().encode_utf16().count()).unwrap_or(u32::MAX);
    let (Ok(Some(from)), Ok(Some(to))) = (input.selection_start(), input.selection_end()) else {
        return false;
    };
    let whole = from == 0 && to == length;
    whole || (from == to && to == if start { 0 } else { length })
}
