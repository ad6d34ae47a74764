//! Fields with label, hint and error. An error stands at its field and is read with it.

use leptos::prelude::*;

use super::{Glyph, Icon};

/// The frame of a field; `children` is the control with the same `id`.
#[component]
pub fn Field(
    #[prop(into)] id: String,
    #[prop(into)] label: String,
    #[prop(into, optional)] hint: String,
    /// Empty: nothing is wrong.
    #[prop(into, optional)]
    error: Signal<String>,
    #[prop(into, optional)] optional: String,
    children: Children,
) -> impl IntoView {
    let (hint_id, error_id) = (format!("{id}-hint"), format!("{id}-error"));
    view! {
        <div class="field">
            <label for=id>{label}" "{(!optional.is_empty()).then(|| view! { <small>{optional}</small> })}</label>
            {children()}
            {(!hint.is_empty()).then(|| view! { <p class="hint" id=hint_id>{hint}</p> })}
            <div id=error_id aria-live="polite">
                {move || error.get().chars().next().map(|_| view! { <p class="error"><Icon glyph=Glyph::Alert/>{error}</p> })}
            </div>
        </div>
    }
}

/// One line of text. `kind`: the HTML input type. Controlled by its signal.
#[component]
pub fn Input(
    #[prop(into)] id: String,
    value: RwSignal<String>,
    #[prop(into, default = "text".to_owned())] kind: String,
    #[prop(into, optional)] inputmode: String,
    #[prop(into, optional)] autocomplete: String,
    #[prop(into, optional)] placeholder: String,
    #[prop(into, optional)] error: Signal<String>,
    #[prop(into, optional)] disabled: Signal<bool>,
) -> impl IntoView {
    let described = format!("{id}-hint {id}-error");
    view! {
        <input
            class="input"
            id=id.clone()
            name=id
            type=kind
            inputmode=inputmode
            autocomplete=autocomplete
            placeholder=placeholder
            aria-describedby=described
            aria-invalid=move || error.with(|error| (!error.is_empty()).then_some("true"))
            disabled=disabled
            prop:value=value
            on:input=move |event| value.set(event_target_value(&event))
        />
    }
}

#[component]
pub fn TextArea(
    #[prop(into)] id: String,
    value: RwSignal<String>,
    #[prop(into, optional)] placeholder: String,
    #[prop(into, optional)] error: Signal<String>,
) -> impl IntoView {
    let described = format!("{id}-hint {id}-error");
    view! {
        <textarea
            class="input"
            id=id.clone()
            name=id
            placeholder=placeholder
            aria-describedby=described
            aria-invalid=move || error.with(|error| (!error.is_empty()).then_some("true"))
            prop:value=value
            on:input=move |event| value.set(event_target_value(&event))
        ></textarea>
    }
}

/// One option of a [`Select`]: value and words.
pub type Choice = (String, String);

#[component]
pub fn Select(#[prop(into)] id: String, value: RwSignal<String>, choices: Vec<Choice>) -> impl IntoView {
    let described = format!("{id}-hint {id}-error");
    let options = choices
        .into_iter()
        .map(|(key, words)| {
            let own = key.clone();
            view! { <option value=key selected=move || value.with(|value| *value == own)>{words}</option> }
        })
        .collect_view();
    view! {
        <span class="select">
            <select id=id.clone() name=id aria-describedby=described on:change=move |event| value.set(event_target_value(&event))>
                {options}
            </select>
        </span>
    }
}
