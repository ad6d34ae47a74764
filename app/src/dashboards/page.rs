//! One dashboard in the workspace.

use leptos::prelude::*;

#[component]
pub fn DashboardPage() -> impl IntoView {}
