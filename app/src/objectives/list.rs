//! What the cluster wants, as a tree.

use leptos::prelude::*;

#[component]
pub fn ObjectiveList() -> impl IntoView {}
