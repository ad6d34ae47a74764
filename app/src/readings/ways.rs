//! The ways to record: one reading after the other, all in a grid; and the periods that close them.

use leptos::prelude::*;
use leptos_router::hooks::use_location;

use crate::locale::{t, use_lang};
use crate::ui::{Glyph, Icon};
use crate::workspace::use_desk;

#[component]
pub fn Ways() -> impl IntoView {
    let lang = use_lang();
    let desk = use_desk();
    let path = use_location().pathname;
    let way = move |below: &'static str, glyph: Glyph, words: &'static str| {
        let here = move || (path.get() == desk.href(below)).then_some("page");
        view! { <a href=move || desk.href(below) aria-current=here><Icon glyph small=true/>{words}</a> }
    };
    view! {
        <nav class="seg ways" aria-label=t::grid::ways(lang)>
            {way("/record", Glyph::Check, t::readings::todo(lang))}
            {way("/grid", Glyph::Table, t::grid::title(lang))}
            {way("/periods", Glyph::Lock, t::grid::periods(lang))}
            <Show when=move || desk.is_manager()>{way("/import", Glyph::Upload, t::grid::import(lang))}</Show>
        </nav>
    }
}
