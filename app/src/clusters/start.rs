//! Being written.

use leptos::prelude::*;

#[component]
pub fn StartPage() -> impl IntoView {}
