//! All KPIs of the cluster.

use leptos::prelude::*;

#[component]
pub fn KpiList() -> impl IntoView {}
