//! Being written.

use leptos::prelude::*;

#[component]
pub fn ClusterList() -> impl IntoView {}
