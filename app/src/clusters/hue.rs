//! The colour that a cluster wears: twelve steps around the circle, or Vigie's own.

use leptos::prelude::*;

use crate::locale::{t, use_lang};

/// Degrees between two choices.
const STEP: u16 = 30;
/// Vigie's own, to the nearest step that the style knows.
const OWN: u16 = 240;

#[component]
pub fn Hues(hue: RwSignal<Option<u16>>) -> impl IntoView {
    let lang = use_lang();
    let named = t::clusters::hues(lang).split(' ').zip(0u16..).map(|(name, i)| (Some(i * STEP), name));
    let swatches = std::iter::once((None, t::clusters::hue_own(lang)))
        .chain(named)
        .map(|(value, name)| {
            view! {
                <label data-hue=value.unwrap_or(OWN).to_string() title=name>
                    <input type="radio" name="hue" prop:checked=move || near(hue.get(), value) on:change=move |_| hue.set(value)/>
                    <span class="visually-hidden">{name}</span>
                </label>
            }
        })
        .collect_view();
    view! {
        <fieldset class="hues">
            <legend>{t::clusters::hue(lang)}</legend>
            <p class="hint">{t::clusters::hue_hint(lang)}</p>
            <div class="row">{swatches}</div>
        </fieldset>
    }
}

/// A hue from a file may lie between two choices: the nearest one stands for it.
fn near(hue: Option<u16>, choice: Option<u16>) -> bool {
    match (hue, choice) {
        (Some(hue), Some(choice)) => (hue + STEP / 2) / STEP * STEP % 360 == choice,
        (None, None) => true,
        _ => false,
    }
}
