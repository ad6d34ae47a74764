//! The title of the window: what a tab, the history and a screen reader call the page.

use leptos::prelude::*;

/// Follows the text while the page is shown. Nothing yet: the title stays.
pub fn title(text: impl Fn() -> String + 'static) {
    Effect::new(move |_| {
        let text = text();
        if !text.is_empty() {
            document().set_title(&format!("{text} · Vigie"));
        }
    });
}
