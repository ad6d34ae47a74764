//! A modal dialog on the browser's own `<dialog>`: focus, Escape and the rest of the page are its business.

use leptos::html;
use leptos::prelude::*;

use super::{Glyph, Icon};
use crate::locale::{t, use_lang};

/// Shown while `open`; closing by Escape or the cross sets it back. The content is built at each opening.
#[component]
pub fn Dialog(
    #[prop(into)] id: String,
    open: RwSignal<bool>,
    #[prop(into)] title: String,
    children: ChildrenFn,
) -> impl IntoView {
    let node = NodeRef::<html::Dialog>::new();
    #[cfg(feature = "csr")]
    Effect::new(move |_| {
        if let Some(dialog) = node.get() {
            match (open.get(), dialog.open()) {
                (true, false) => drop(dialog.show_modal()),
                (false, true) => dialog.close(),
                _ => {}
            }
        }
    });
    let heading = format!("{id}-title");
    let label = heading.clone();
    view! {
        <dialog class="dialog" id=id aria-labelledby=label node_ref=node on:close=move |_| open.set(false)>
            <header class="head">
                <h2 id=heading>{title}</h2>
                <button type="button" class="btn quiet icon-only" aria-label=t::common::close(use_lang()) on:click=move |_| open.set(false)>
                    <Icon glyph=Glyph::X/>
                </button>
            </header>
            {move || open.get().then(|| children())}
        </dialog>
    }
}
