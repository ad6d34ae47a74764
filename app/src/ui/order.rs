//! An order that people make: by the grip with finger or mouse, by buttons with the keyboard; every move is said.

use leptos::html;
use leptos::prelude::*;
use vigie_domain::Lang;
use wasm_bindgen::JsCast as _;
use web_sys::{HtmlElement, PointerEvent};

use super::once_shown;
use crate::locale::t;

/// What is put in order is the caller's: here are its ids, and who is under the finger. A row has its id as `data-id` and
/// buttons of the classes `up` and `down`.
#[derive(Clone, Copy)]
pub struct Order {
    ids: Signal<Vec<String>>,
    /// Moves what is at the first place to the second.
    put: Callback<(usize, usize)>,
    /// How what is at a place is called.
    name: Callback<usize, String>,
    pub list: NodeRef<html::Ol>,
    /// The last move in words, for a screen reader.
    pub said: RwSignal<String>,
    /// The one under the finger.
    held: RwSignal<Option<String>>,
}

impl Order {
    pub fn new(
        ids: Signal<Vec<String>>,
        put: Callback<(usize, usize)>,
        name: Callback<usize, String>,
    ) -> Order {
        let (list, said, held) = (NodeRef::new(), RwSignal::new(String::new()), RwSignal::new(None));
        Order { ids, put, name, list, said, held }
    }

    /// Tracks.
    pub fn place(self, id: &str) -> usize {
        self.ids.with(|ids| ids.iter().position(|own| own == id).unwrap_or(0))
    }

    /// Tracks.
    pub fn is_last(self, id: &str) -> bool {
        self.place(id) + 1 == self.ids.with(Vec::len)
    }

    /// Tracks.
    pub fn is_held(self, id: &str) -> bool {
        self.held.with(|held| held.as_deref() == Some(id))
    }

    /// By one place, said, with the focus kept: a moved element loses it.
    pub fn step(self, lang: Lang, id: &str, by: isize) {
        let (at, n) = (untrack(|| self.place(id)), self.ids.with_untracked(Vec::len));
        let Some(to) = at.checked_add_signed(by).filter(|to| *to < n) else { return };
        self.put.run((at, to));
        self.said.set(t::common::moved_to(lang, self.name.run(to), to + 1, n));
        // At an end the button that led there is of no use any more.
        let ways = if to == 0 || (by > 0 && to + 1 < n) { [".down", ".up"] } else { [".up", ".down"] };
        let id = id.to_owned();
        let list = self.list;
        once_shown(move || {
            let row = list.get_untracked().and_then(|list| {
                let rows = list.children();
                (0..rows.length())
                    .filter_map(|at| rows.item(at))
                    .find(|row| row.get_attribute("data-id").as_ref() == Some(&id))
            });
            let buttons = ways.map(|way| {
                row.as_ref()
                    .and_then(|row| row.query_selector(&format!("{way}:not(:disabled)")).ok().flatten())
            });
            if let Some(button) = buttons.into_iter().flatten().next() {
                let _ = button.unchecked_into::<HtmlElement>().focus();
            }
        });
    }

    pub fn hold(self, id: String, event: &PointerEvent) {
        event.prevent_default();
        if let Some(list) = self.list.get_untracked() {
            let _ = list.set_pointer_capture(event.pointer_id());
        }
        self.held.set(Some(id));
    }

    pub fn release(self) {
        self.held.set(None);
    }

    /// What is held takes the place of what lies under the pointer.
    pub fn drag(self, event: &PointerEvent) {
        let Some(held) = self.held.get_untracked() else { return };
        let (x, y) = (event.client_x() as f32, event.client_y() as f32);
        let under = document()
            .element_from_point(x, y)
            .and_then(|element| element.closest("[data-id]").ok().flatten());
        let Some(id) = under.and_then(|row| row.get_attribute("data-id")).filter(|id| *id != held) else {
            return;
        };
        if self.ids.with_untracked(|ids| ids.contains(&id)) {
            self.put.run((untrack(|| self.place(&held)), untrack(|| self.place(&id))));
        }
    }
}
