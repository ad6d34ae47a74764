//! A link to what needs the server: without a connection a button that can't be pressed and says why.

use leptos::prelude::*;

use crate::locale::{t, use_lang};
use crate::ui::{Glyph, Icon};
use crate::workspace::use_desk;

/// `class`: of the button. `of`: what it is about, for a screen reader.
#[component]
pub fn OnlineLink(
    #[prop(into)] href: Signal<String>,
    class: &'static str,
    glyph: Glyph,
    words: &'static str,
    #[prop(into, optional)] of: String,
) -> impl IntoView {
    let lang = use_lang();
    let desk = use_desk();
    move || {
        let of = (!of.is_empty()).then(|| view! { <span class="visually-hidden">" "{of.clone()}</span> });
        let inside = view! { <Icon glyph small=true/> {words} {of} };
        if desk.is_online() {
            view! { <a class=class href=href>{inside}</a> }.into_any()
        } else {
            let why = t::objectives::needs_connection(lang);
            view! { <button type="button" class=class disabled=true title=why>{inside}<span class="visually-hidden">" "{why}</span></button> }.into_any()
        }
    }
}
