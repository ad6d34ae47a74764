//! One KPI.

use leptos::prelude::*;

/// `record` is the form that records, of another slice.
#[component]
pub fn KpiPage(key: Signal<String>, record: impl Fn() -> AnyView + 'static) -> impl IntoView {
    let _ = key;
    record()
}
