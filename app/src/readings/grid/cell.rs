//! One cell: what is recorded there, its state, or the field to type into.

use std::sync::Arc;

use leptos::html;
use leptos::prelude::*;
use vigie_domain::Key;

use super::keys;
use super::layout::{Place, Slot};
use super::look::Look;
use super::sheet::{Editing, Sheet};

/// All that a cell shows of itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Face {
    pub look: Arc<Look>,
    pub here: bool,
    pub selected: bool,
    pub editing: bool,
    /// The server has just taken it.
    pub saved: bool,
}

impl Face {
    fn class(&self) -> String {
        let marks = [("here", self.here), ("editing", self.editing), ("saved", self.saved && !self.editing)];
        let marks = marks.into_iter().filter_map(|(class, is)| is.then_some(class));
        std::iter::once(self.look.class.as_str()).chain(marks).collect::<Vec<_>>().join(" ")
    }

    fn selected(&self) -> &'static str {
        if self.here || self.selected { "true" } else { "false" }
    }

    fn tabindex(&self) -> &'static str {
        if self.here { "0" } else { "-1" }
    }

    /// For whoever does not see the marks.
    fn said(&self) -> Option<String> {
        let said: Vec<&str> = self.look.said.iter().chain(&self.look.comment).map(String::as_str).collect();
        (!said.is_empty()).then(|| said.join(". "))
    }
}

#[component]
pub fn GridCell(sheet: Sheet, line: usize, cell: Slot, key: Key, face: ArcRwSignal<Face>) -> impl IntoView {
    let (slot, first) = (cell, face.get_untracked());
    let drawn = NodeRef::<html::Td>::new();
    let shown = face.clone();
    let content = move || {
        let face = shown.get();
        if face.editing {
            let label = untrack(|| label(sheet, &key, slot));
            view! { <Typing sheet label/> }.into_any()
        } else {
            let said = face.said().map(|said| view! { <span class="visually-hidden">" "{said}</span> });
            view! { {face.look.text.clone()}{said} }.into_any()
        }
    };
    let begun = first.clone();
    Effect::new(move |before: Option<Face>| {
        let now = face.get();
        if let Some(cell) = drawn.get_untracked() {
            wear(&cell, before.as_ref().unwrap_or(&begun), &now);
        }
        now
    });
    view! {
        <td
            node_ref=drawn
            id=keys::id(line, slot.from)
            role="gridcell"
            class=first.class()
            colspan=slot.span
            aria-colindex=slot.from + 2
            aria-colspan=slot.span
            aria-selected=first.selected()
            aria-readonly=first.look.locked.then_some("true")
            aria-invalid=first.look.wrong.then_some("true")
            tabindex=first.tabindex()
        >
            {content}
        </td>
    }
}

/// Writes what is different to the page. By hand: a block that is pasted changes hundreds of cells, and an effect for each
/// attribute of each of them, or all attributes anew, takes many times as long.
fn wear(cell: &web_sys::Element, before: &Face, now: &Face) {
    let put = |name: &str, value: Option<&str>| {
        let _ = match value {
            Some(value) => cell.set_attribute(name, value),
            None => cell.remove_attribute(name),
        };
    };
    if before.class() != now.class() {
        cell.set_class_name(&now.class());
    }
    if before.selected() != now.selected() {
        put("aria-selected", Some(now.selected()));
    }
    if before.tabindex() != now.tabindex() {
        put("tabindex", Some(now.tabindex()));
    }
    if before.look.locked != now.look.locked {
        put("aria-readonly", now.look.locked.then_some("true"));
    }
    if before.look.wrong != now.look.wrong {
        put("aria-invalid", now.look.wrong.then_some("true"));
    }
}

fn is(editing: Option<Editing>, line: usize, slot: Slot) -> bool {
    editing.is_some_and(|editing| editing.line == line && editing.slot.from == slot.from)
}

pub(super) fn label(sheet: Sheet, key: &Key, slot: Slot) -> String {
    crate::locale::t::grid::place(sheet.lang, sheet.name(key), sheet.period(slot.period))
}

/// The field; the caret stands at the end of what was there or was typed first.
#[component]
fn Typing(sheet: Sheet, label: String) -> impl IntoView {
    let field = NodeRef::<html::Input>::new();
    Effect::new(move |_| {
        // The cell is drawn again when it is marked otherwise: who types is not disturbed.
        if let Some(field) = field.get().filter(|field| !has_focus(field)) {
            let _ = field.focus();
            let end = u32::try_from(field.value().encode_utf16().count()).unwrap_or(0);
            let _ = field.set_selection_range(end, end);
        }
    });
    view! {
        <input
            node_ref=field
            aria-label=label
            autocomplete="off"
            spellcheck="false"
            enterkeyhint="next"
            value=sheet.text.get_untracked()
            on:input=move |event| sheet.text.set(event_target_value(&event))
            on:blur=move |_| sheet.commit()
        />
    }
}

fn has_focus(field: &web_sys::HtmlInputElement) -> bool {
    document().active_element().is_some_and(|active| field.is_same_node(Some(&active)))
}

/// The pointer: a press goes there, dragging selects, a second press on the same cell types.
pub fn pressed(sheet: Sheet, event: &web_sys::PointerEvent) {
    let Some(place) = sheet.place_of(event.target()) else { return };
    let typing = sheet.editing.get_untracked();
    let slot = sheet.layout.with_untracked(|layout| layout.slot(place));
    if event.button() != 0 || slot.is_some_and(|slot| is(typing, place.line, slot)) {
        return;
    }
    let again =
        untrack(|| sheet.here()).map(|(line, own)| (line, own.from)) == Some((place.line, place.unit));
    sheet.commit();
    sheet.point(place, event.shift_key());
    if again && event.pointer_type() == "touch" {
        sheet.edit(None);
    } else {
        sheet.focus();
    }
}

pub fn dragged(sheet: Sheet, event: &web_sys::PointerEvent) {
    let held = event.buttons() & 1 == 1 && event.pointer_type() == "mouse";
    if !held || sheet.editing.with_untracked(Option::is_some) {
        return;
    }
    if let Some(place) = sheet.place_of(event.target()) {
        sheet.drag_to(place);
    }
}

impl Sheet {
    fn drag_to(self, place: Place) {
        let at = self.at.get_untracked();
        let cell = |place: Place| {
            self.layout.with_untracked(|layout| layout.slot(place)).map(|slot| (place.line, slot.from))
        };
        if cell(at) != cell(place) {
            self.anchor.update(|anchor| *anchor = anchor.or(Some(at)));
            self.at.set(place);
        }
    }
}
