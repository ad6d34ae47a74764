//! What the page of a share can do once the program runs.

use leptos::prelude::*;

pub fn print() {
    let _ = window().print();
}

/// To the other of light and dark, and remembered.
pub fn theme() {
    let Some(root) = document().document_element() else { return };
    let dark = root.get_attribute("data-theme").map_or_else(
        || {
            window()
                .match_media("(prefers-color-scheme: dark)")
                .ok()
                .flatten()
                .is_some_and(|query| query.matches())
        },
        |theme| theme == "dark",
    );
    let theme = if dark { "light" } else { "dark" };
    let _ = root.set_attribute("data-theme", theme);
    if let Ok(Some(storage)) = window().local_storage() {
        let _ = storage.set_item("vigie-theme", theme);
    }
}
