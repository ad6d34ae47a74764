//! Short messages at the edge: what was done, with a way back where there is one.

use std::sync::OnceLock;
use std::time::Duration;

use leptos::prelude::*;
use vigie_domain::Lang;

use super::{Glyph, Icon};
use crate::error::AppError;
use crate::locale::{t, use_lang};

const SHOWN_FOR: Duration = Duration::from_secs(8);

#[derive(Clone)]
struct Message {
    id: u32,
    text: String,
    glyph: Glyph,
    error: bool,
    /// What can be done about it, and what its button says.
    way: Option<(Callback<()>, String)>,
}

#[derive(Clone, Copy)]
struct Stack {
    lang: Lang,
    next: StoredValue<u32>,
    messages: RwSignal<Vec<Message>>,
}

/// The one stack of the page: a message may come from a task that has no place in the tree of views any more.
static STACK: OnceLock<Stack> = OnceLock::new();

/// Once, from the root, whose signals live as long as the page.
pub fn provide_toasts() {
    let (next, messages) = (StoredValue::new(0), RwSignal::new(Vec::new()));
    let _ = STACK.set(Stack { lang: use_lang(), next, messages });
}

/// A way back that outlives the page it was offered on: callbacks end with the view that made them, so this one belongs
/// to the outermost view.
pub fn way_back(work: impl Fn() + Send + Sync + 'static) -> Option<Callback<()>> {
    let mut outermost = Owner::current();
    while let Some(parent) = outermost.as_ref().and_then(Owner::parent) {
        outermost = Some(parent);
    }
    let make = move || Callback::new(move |()| work());
    Some(match outermost {
        Some(owner) => owner.with(make),
        None => make(),
    })
}

/// Says that something was done; `undo` puts it back.
pub fn say(text: impl Into<String>, undo: Option<Callback<()>>) {
    say_with(Glyph::Check, text, t::common::undo(lang()), undo);
}

/// The same with another sign, and other words on the button.
pub fn say_with(glyph: Glyph, text: impl Into<String>, button: impl Into<String>, way: Option<Callback<()>>) {
    push(text.into(), glyph, false, way.map(|way| (way, button.into())));
}

/// Says why something was not done.
pub fn say_error(error: &AppError) {
    push(error.text(lang()), Glyph::Alert, true, None);
}

fn lang() -> Lang {
    STACK.get().map_or(Lang::En, |stack| stack.lang)
}

fn push(text: String, glyph: Glyph, error: bool, way: Option<(Callback<()>, String)>) {
    let Some(stack) = STACK.get().copied() else { return };
    let id = stack.next.with_value(|next| *next);
    stack.next.set_value(id + 1);
    stack.messages.update(|messages| messages.push(Message { id, text, glyph, error, way }));
    set_timeout(
        move || stack.messages.update(|messages| messages.retain(|message| message.id != id)),
        SHOWN_FOR,
    );
}

#[component]
pub fn Toasts() -> impl IntoView {
    let lang = use_lang();
    let Some(stack) = STACK.get().copied() else { return ().into_any() };
    let close = move |id: u32| stack.messages.update(|messages| messages.retain(|message| message.id != id));
    view! {
        <div class="toasts" role="status">
            <For each=move || stack.messages.get() key=|message| message.id let:message>
                <div class="toast" class:error=message.error>
                    <Icon glyph=message.glyph/>
                    <p>{message.text.clone()}</p>
                    {message.way.map(|(way, button)| view! {
                        <button class="btn small" on:click=move |_| { way.run(()); close(message.id) }>{button}</button>
                    })}
                    <button class="btn small icon-only quiet" aria-label=t::common::close(lang) on:click=move |_| close(message.id)>
                        <Icon glyph=Glyph::X small=true/>
                    </button>
                </div>
            </For>
        </div>
    }
    .into_any()
}
