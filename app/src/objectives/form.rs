//! The form of an objective.

use leptos::prelude::*;

#[component]
pub fn ObjectiveFormPage() -> impl IntoView {}
