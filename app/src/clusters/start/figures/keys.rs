//! Moving through the table as in a spreadsheet, and filling it with a block from one.

use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, HtmlInputElement, KeyboardEvent};

use super::line::Row;
use super::sheet::Sheet;
use crate::clusters::entry::{COLUMNS, Column};
use crate::clusters::words::many;
use crate::locale::t;
use crate::tsv;
use crate::ui::say;
use crate::workspace::Desk;

/// The id of a cell's control.
pub fn id(row: usize, column: usize) -> String {
    format!("cell-{row}-{column}")
}

/// False where there is no such cell.
pub fn focus(row: usize, column: usize) -> bool {
    let Some(element) = document().get_element_by_id(&id(row, column)) else { return false };
    if let Some(input) = element.dyn_ref::<HtmlInputElement>() {
        input.select();
    }
    element.dyn_ref::<HtmlElement>().is_some_and(|element| element.focus().is_ok())
}

/// Arrows at the edge of what is typed, Enter down, Shift+Enter up, Escape back to what stood there.
pub fn press(sheet: Sheet, row: Row, column: Column, event: &KeyboardEvent) {
    let (down, across) = match event.key().as_str() {
        "Enter" if event.shift_key() => (-1, 0),
        "Enter" => (1, 0),
        "ArrowUp" if is_text(event) => (-1, 0),
        "ArrowDown" if is_text(event) => (1, 0),
        "ArrowLeft" if is_at_edge(event, true) => (0, -1),
        "ArrowRight" if is_at_edge(event, false) => (0, 1),
        "Escape" => {
            let cell = row.cell(column);
            cell.text.set(cell.taken.get_value());
            return;
        }
        _ => return,
    };
    if event.ctrl_key() || event.meta_key() || event.alt_key() || event.is_composing() {
        return;
    }
    if step(sheet, row.index, column.index(), down, across) {
        event.prevent_default();
    }
}

/// To the next cell in that direction; what takes nothing is passed over.
fn step(sheet: Sheet, row: usize, column: usize, down: isize, across: isize) -> bool {
    let (mut row, mut column) = (row, column);
    loop {
        let (Some(next), Some(over)) = (row.checked_add_signed(down), column.checked_add_signed(across))
        else {
            return false;
        };
        if over >= COLUMNS || sheet.row(next).is_none() {
            return false;
        }
        (row, column) = (next, over);
        if focus(row, column) {
            return true;
        }
    }
}

fn input_of(event: &KeyboardEvent) -> Option<HtmlInputElement> {
    event.target()?.dyn_into().ok()
}

fn is_text(event: &KeyboardEvent) -> bool {
    input_of(event).is_some()
}

fn is_at_edge(event: &KeyboardEvent, start: bool) -> bool {
    let Some(input) = input_of(event) else { return false };
    let length = u32::try_from(input.value().encode_utf16().count()).unwrap_or(u32::MAX);
    let (Ok(Some(from)), Ok(Some(to))) = (input.selection_start(), input.selection_end()) else {
        return false;
    };
    // All of it is selected: one has just come here and wants to go on.
    let whole = from == 0 && to == length;
    whole || (from == to && to == if start { 0 } else { length })
}

/// Fills from this cell on with a block of the clipboard. False for ordinary text, which the browser pastes.
pub fn paste(sheet: Sheet, desk: Desk, row: Row, column: Column, text: &str) -> bool {
    let Some(block) = tsv::block(text) else { return false };
    let mut filled = Vec::new();
    let mut left = 0;
    for (down, line) in block.into_iter().enumerate() {
        for (across, text) in line.into_iter().enumerate() {
            let at = column.index() + across;
            let target =
                sheet.row(row.index + down).filter(|_| at < COLUMNS).map(|row| (row, Column::at(at)));
            match target.filter(|(row, column)| row.takes(*column)) {
                Some((row, column)) => match fitting(sheet, column, text) {
                    Some(text) => {
                        row.cell(column).text.set(text);
                        filled.push((row, column));
                    }
                    None => left += 1,
                },
                None if text.is_empty() => {}
                None => left += 1,
            }
        }
    }
    sheet.take(desk, &filled);
    // The row one stands in is saved when one leaves it.
    let rows = sheet.unsaved().into_iter().filter(|other| other.index != row.index).collect();
    spawn_local(sheet.save_rows(desk, rows));
    let lang = sheet.reader.lang;
    say(t::start::n_pasted(lang, many(filled.len())), None);
    if left > 0 {
        say(t::start::n_not_pasted(lang, many(left)), None);
    }
    true
}

/// People are pasted by name or address; whoever is not of the team has no place there.
fn fitting(sheet: Sheet, column: Column, text: String) -> Option<String> {
    if column != Column::Responsible || text.is_empty() {
        return Some(text);
    }
    let wanted = text.to_lowercase();
    sheet.people.with_value(|people| {
        let found = people
            .iter()
            .find(|(email, name)| email.to_lowercase() == wanted || name.to_lowercase() == wanted);
        found.map(|(email, _)| email.clone())
    })
}
