//! Short messages at the edge: what was done, with a way back where there is one.

use std::time::Duration;

use leptos::prelude::*;

use super::{Glyph, Icon};
use crate::error::AppError;
use crate::locale::{t, use_lang};

const SHOWN_FOR: Duration = Duration::from_secs(8);

#[derive(Clone)]
struct Message {
    id: u32,
    text: String,
    error: bool,
    undo: Option<Callback<()>>,
}

#[derive(Clone, Copy)]
struct Stack {
    next: StoredValue<u32>,
    messages: RwSignal<Vec<Message>>,
}

pub fn provide_toasts() {
    provide_context(Stack { next: StoredValue::new(0), messages: RwSignal::new(Vec::new()) });
}

/// Says that something was done; `undo` puts it back.
pub fn say(text: impl Into<String>, undo: Option<Callback<()>>) {
    push(text.into(), false, undo);
}

/// Says why something was not done.
pub fn say_error(error: &AppError) {
    push(error.text(use_lang()), true, None);
}

fn push(text: String, error: bool, undo: Option<Callback<()>>) {
    let Some(stack) = use_context::<Stack>() else { return };
    let id = stack.next.with_value(|next| *next);
    stack.next.set_value(id + 1);
    stack.messages.update(|messages| messages.push(Message { id, text, error, undo }));
    set_timeout(
        move || stack.messages.update(|messages| messages.retain(|message| message.id != id)),
        SHOWN_FOR,
    );
}

#[component]
pub fn Toasts() -> impl IntoView {
    let lang = use_lang();
    let stack = expect_context::<Stack>();
    let close = move |id: u32| stack.messages.update(|messages| messages.retain(|message| message.id != id));
    view! {
        <div class="toasts" role="status">
            <For each=move || stack.messages.get() key=|message| message.id let:message>
                <div class="toast" class:error=message.error>
                    <Icon glyph=if message.error { Glyph::Alert } else { Glyph::Check }/>
                    <p>{message.text.clone()}</p>
                    {message.undo.map(|undo| view! {
                        <button class="btn small" on:click=move |_| { undo.run(()); close(message.id) }>{t::common::undo(lang)}</button>
                    })}
                    <button class="btn small icon-only quiet" aria-label=t::common::close(lang) on:click=move |_| close(message.id)>
                        <Icon glyph=Glyph::X small=true/>
                    </button>
                </div>
            </For>
        </div>
    }
}
