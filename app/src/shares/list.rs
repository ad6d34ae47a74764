//! The links of a cluster.

use leptos::prelude::*;

#[component]
pub fn ShareList() -> impl IntoView {}
