//! A dialog that is about something: open while there is something to ask about.

use leptos::prelude::*;

/// Follows `subject`, and lets it go when the dialog is closed.
pub fn asking<T: Send + Sync + 'static>(subject: RwSignal<Option<T>>) -> RwSignal<bool> {
    let open = RwSignal::new(false);
    Effect::new(move |_| open.set(subject.with(Option::is_some)));
    Effect::new(move |_| {
        if !open.get() && subject.with_untracked(Option::is_some) {
            subject.set(None);
        }
    });
    open
}
