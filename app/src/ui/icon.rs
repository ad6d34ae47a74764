//! An icon beside a text, or alone in a button that carries the label.

use leptos::prelude::*;

use super::Glyph;

#[component]
pub fn Icon(glyph: Glyph, #[prop(optional)] small: bool) -> impl IntoView {
    let class = if small { "icon small" } else { "icon" };
    view! { <svg class=class viewBox="0 0 24 24" aria-hidden="true" inner_html=glyph.body()></svg> }
}
