//! A text card: Markdown as it is read. On the server it is part of the page; in the workspace the reader of Markdown comes
//! when the first text is to be shown.

use leptos::prelude::*;

#[cfg(all(feature = "csr", not(feature = "ssr")))]
#[component]
pub fn Prose(text: String) -> impl IntoView {
    view! { <crate::workspace::Prose text/> }
}

#[cfg(feature = "ssr")]
#[component]
pub fn Prose(text: String) -> impl IntoView {
    super::markdown::prose(&text)
}

/// A share that comes alive keeps the markup that it has.
#[cfg(not(any(feature = "csr", feature = "ssr")))]
#[component]
pub fn Prose(text: String) -> impl IntoView {
    view! { <p>{text}</p> }
}
