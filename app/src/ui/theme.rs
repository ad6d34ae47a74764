//! Light or dark, chosen on this device: what stands in `data-theme` before the first paint is set by `theme.js`.

use leptos::prelude::*;

/// To the other of the two, and remembered.
pub fn switch_theme() {
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
