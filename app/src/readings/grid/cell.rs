//! One cell: what is recorded there, its state, or the field to type into.

use leptos::html;
use leptos::prelude::*;
use vigie_domain::Key;

use super::keys;
use super::layout::{Place, Slot};
use super::sheet::{Editing, Sheet};

#[component]
pub fn GridCell(sheet: Sheet, line: usize, cell: Slot, key: Key) -> impl IntoView {
    let slot = cell;
    let named = key.clone();
    let look = Memo::new(move |_| sheet.look(&key, slot.period));
    let here = Memo::new(move |_| sheet.here().is_some_and(|(at, own)| at == line && own.from == slot.from));
    let selected = Memo::new(move |_| sheet.anchor.with(Option::is_some) && sheet.block().covers(line, slot));
    let editing = Memo::new(move |_| sheet.editing.with(|editing| is(*editing, line, slot)));
    let sent = Memo::new(move |before: Option<&(bool, bool)>| {
        let waits = look.with(|look| look.class.contains("waiting"));
        (waits, before.is_some_and(|(waited, _)| *waited) && !waits)
    });
    let class = move || {
        let own = look.with(|look| look.class.clone());
        let saved = if sent.get().1 { " saved" } else { "" };
        if editing.get() { format!("{own} editing") } else { format!("{own}{saved}") }
    };
    view! {
        <td
            id=keys::id(line, slot.from)
            role="gridcell"
            class=class
            class:here=here
            colspan=slot.span
            aria-colindex=slot.from + 2
            aria-colspan=slot.span
            aria-selected=move || (here.get() || selected.get()).to_string()
            aria-readonly=move || look.with(|look| look.locked).then_some("true")
            aria-invalid=move || look.with(|look| look.wrong).then_some("true")
            tabindex=move || if here.get() { "0" } else { "-1" }
        >
            {move || if editing.get() {
                let label = untrack(|| label(sheet, &named, slot));
                view! { <Typing sheet label/> }.into_any()
            } else {
                let look = look.get();
                let said: Vec<String> = look.said.into_iter().chain(look.comment).collect();
                let said = (!said.is_empty()).then(|| view! { <span class="visually-hidden">" "{said.join(". ")}</span> });
                view! { {look.text}{said} }.into_any()
            }}
        </td>
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
        if let Some(field) = field.get() {
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
