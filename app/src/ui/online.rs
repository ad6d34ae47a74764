//! A link to what needs the server: without a connection a button that can't be pressed and says why.

use leptos::prelude::*;

use super::{Glyph, Icon};
use crate::locale::{t, use_lang};

/// `class`: of the button. `of`: what it is about, for a screen reader. `download`: a file that the server makes.
#[component]
pub fn OnlineLink(
    online: Signal<bool>,
    #[prop(into)] href: Signal<String>,
    class: &'static str,
    glyph: Glyph,
    words: &'static str,
    #[prop(into, optional)] of: String,
    #[prop(optional)] hint: &'static str,
    #[prop(optional)] download: bool,
) -> impl IntoView {
    let lang = use_lang();
    move || {
        let of = (!of.is_empty()).then(|| view! { <span class="visually-hidden">" "{of.clone()}</span> });
        let inside = view! { <Icon glyph small=true/> {words} {of} };
        if online.get() {
            // The router takes every other link for its own.
            let rel = download.then_some("external");
            let title = (!hint.is_empty()).then_some(hint);
            view! { <a class=class href=href download=download rel=rel title=title>{inside}</a> }.into_any()
        } else {
            let why = t::common::needs_connection(lang);
            view! { <button type="button" class=class disabled=true title=why>{inside}<span class="visually-hidden">" "{why}</span></button> }.into_any()
        }
    }
}
