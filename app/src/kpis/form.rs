//! The definition of a KPI.

use leptos::prelude::*;

#[component]
pub fn KpiFormPage() -> impl IntoView {}
