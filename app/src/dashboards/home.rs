//! The cluster's home: where we stand, and what is to do.

use leptos::prelude::*;

/// `todo`: the card of what is to record, shown beside the objectives.
#[component]
pub fn HomePage(todo: impl Fn() -> AnyView + Send + Sync + 'static) -> impl IntoView {
    todo()
}
