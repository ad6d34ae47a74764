//! Fields of the form: a line of text, number or period, checked when it is left; and a choice.

use leptos::prelude::*;

use super::shared::use_form;
use crate::locale::{t, use_lang};
use crate::ui::{Choice, Field};

/// What a line holds: it is checked when the field is left, never while it is typed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Holds {
    #[default]
    Text,
    Number,
    Period,
}

/// `place`: where the domain names a problem of this field. `unit`: written at the end of the line.
#[component]
pub fn Line(
    #[prop(into)] id: String,
    #[prop(into)] label: String,
    #[prop(into, optional)] hint: String,
    value: RwSignal<String>,
    #[prop(into)] place: Signal<String>,
    #[prop(optional)] holds: Holds,
    #[prop(into, optional)] unit: String,
    #[prop(optional)] optional: bool,
    #[prop(into, optional)] disabled: Signal<bool>,
    #[prop(optional, into)] on_leave: Option<Callback<()>>,
) -> impl IntoView {
    let lang = use_lang();
    let form = use_form();
    let error = Signal::derive(move || form.error(&place.get()));
    let words = if optional { t::common::optional(lang) } else { "" };
    let described = format!("{id}-hint {id}-error");
    let leave = move |_| match on_leave {
        Some(on_leave) => on_leave.run(()),
        None => form.check_line(holds, &place.get_untracked(), &value.get_untracked()),
    };
    let class = match (unit.is_empty(), holds) {
        (false, _) => "",
        (true, Holds::Number) => "input num",
        (true, _) => "input",
    };
    let input = view! {
        <input
            class=class
            type="text"
            id=id.clone()
            name=id.clone()
            inputmode=if holds == Holds::Number { "decimal" } else { "text" }
            autocomplete="off"
            aria-describedby=described
            aria-invalid=move || error.with(|error| (!error.is_empty()).then_some("true"))
            disabled=disabled
            prop:value=value
            on:input=move |event| value.set(event_target_value(&event))
            on:blur=leave
        />
    };
    let input = if unit.is_empty() {
        input.into_any()
    } else {
        view! { <span class="affix">{input}<span>{unit}</span></span> }.into_any()
    };
    view! { <Field id label hint error optional=words>{input}</Field> }
}

/// A choice among words.
#[component]
pub fn Pick(
    #[prop(into)] id: String,
    #[prop(into)] label: String,
    #[prop(into, optional)] hint: String,
    value: RwSignal<String>,
    choices: Vec<Choice>,
    #[prop(into)] place: Signal<String>,
    #[prop(into, optional)] disabled: Signal<bool>,
) -> impl IntoView {
    let form = use_form();
    let error = Signal::derive(move || form.error(&place.get()));
    let described = format!("{id}-hint {id}-error");
    let options = choices
        .into_iter()
        .map(|(key, words)| {
            let own = key.clone();
            view! { <option value=key selected=move || value.with(|value| *value == own)>{words}</option> }
        })
        .collect_view();
    view! {
        <Field id=id.clone() label hint error>
            <span class="select">
                <select
                    id=id.clone()
                    name=id
                    aria-describedby=described
                    aria-invalid=move || error.with(|error| (!error.is_empty()).then_some("true"))
                    disabled=disabled
                    on:change=move |event| value.set(event_target_value(&event))
                >
                    {options}
                </select>
            </span>
        </Field>
    }
}

/// What is wrong with a group of fields as a whole.
#[component]
pub fn GroupError(#[prop(into)] place: Signal<String>) -> impl IntoView {
    let form = use_form();
    move || {
        let error = form.error(&place.get());
        (!error.is_empty())
            .then(|| view! { <div class="field"><p class="error" role="alert">{error}</p></div> })
    }
}
