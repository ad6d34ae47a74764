//! An empty list: what belongs here and what to do next.

use leptos::prelude::*;

use super::{Glyph, Icon};

/// `page`: nothing else stands on the page, so that this is its heading.
#[component]
pub fn Empty(
    glyph: Glyph,
    #[prop(into)] title: String,
    #[prop(into)] text: String,
    #[prop(optional)] page: bool,
    #[prop(optional)] children: Option<Children>,
) -> impl IntoView {
    let heading =
        if page { view! { <h1>{title}</h1> }.into_any() } else { view! { <h2>{title}</h2> }.into_any() };
    view! {
        <div class="empty boxed">
            <Icon glyph/>
            {heading}
            <p>{text}</p>
            {children.map(|children| view! { <div class="row">{children()}</div> })}
        </div>
    }
}
