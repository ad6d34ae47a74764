//! A select whose choice can also be made by the program: the property is set, not only the attribute.

use leptos::prelude::*;

use crate::ui::Choice;

#[component]
pub fn Pick(
    #[prop(into)] id: String,
    value: RwSignal<String>,
    choices: Vec<Choice>,
    #[prop(into, optional)] disabled: Signal<bool>,
    /// Runs after somebody has chosen.
    #[prop(optional)]
    chosen: Option<Callback<String>>,
) -> impl IntoView {
    let described = format!("{id}-hint {id}-error");
    let options = choices
        .into_iter()
        .map(|(key, words)| {
            let own = key.clone();
            view! { <option value=key prop:selected=move || value.with(|value| *value == own)>{words}</option> }
        })
        .collect_view();
    let change = move |event| {
        let key = event_target_value(&event);
        value.set(key.clone());
        if let Some(chosen) = chosen {
            chosen.run(key);
        }
    };
    view! {
        <span class="select">
            <select id=id.clone() name=id aria-describedby=described disabled=disabled on:change=change>{options}</select>
        </span>
    }
}
