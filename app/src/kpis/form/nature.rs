//! What kind of figure it is, in plain words. Once there are readings it stays.

use leptos::prelude::*;
use vigie_domain::{Direction, Nature};

use super::shared::use_form;
use crate::kpis::words;
use crate::locale::{t, use_lang};
use crate::ui::{Glyph, Icon};

const fn glyph(nature: Nature) -> Glyph {
    match nature {
        Nature::Stock => Glyph::Calendar,
        Nature::Flow => Glyph::Plus,
        Nature::Ratio => Glyph::Portfolio,
        Nature::Mean => Glyph::Message,
        Nature::Distinct => Glyph::User,
        Nature::Milestones => Glyph::Todo,
        Nature::Scale => Glyph::Sort,
        Nature::Formula => Glyph::Table,
    }
}

#[component]
pub fn NatureChoice() -> impl IntoView {
    let lang = use_lang();
    let form = use_form();
    let chosen = form.draft.nature;
    let offered: Vec<Nature> =
        Nature::ALL.into_iter().filter(|nature| !form.fixed || *nature == chosen.get_untracked()).collect();
    let cards = offered
        .into_iter()
        .map(|nature| {
            view! {
                <label class="choice">
                    <input
                        type="radio"
                        name="kpi-nature"
                        value=nature.as_str()
                        disabled=form.fixed
                        prop:checked=move || chosen.get() == nature
                        on:change=move |_| choose(nature)
                    />
                    <Icon glyph=glyph(nature)/>
                    <b>{words::nature(lang, nature)}</b>
                    <small>{words::nature_meaning(lang, nature)}</small>
                </label>
            }
        })
        .collect_view();
    view! {
        <fieldset>
            <legend>{t::kpis::nature(lang)}</legend>
            <div class="choices">{cards}</div>
            {form.fixed.then(|| view! { <p class="hint">{t::kpis::fixed_hint(lang)}</p> })}
        </fieldset>
    }
}

/// Chooses, and proposes what usually goes with it where nothing else was said.
fn choose(nature: Nature) {
    let form = use_form();
    let draft = form.draft;
    draft.nature.set(nature);
    if nature == Nature::Ratio && draft.unit.get_untracked() == "count" {
        draft.unit.set("percent".to_owned());
        draft.scale.set("100".to_owned());
        draft.decimals.set("1".to_owned());
    }
    if nature == Nature::Milestones && draft.direction.get_untracked() == Direction::None.as_str() {
        draft.direction.set(Direction::Up.as_str().to_owned());
    }
    if nature == Nature::Milestones && draft.steps.items().is_empty() {
        super::parts::add_step(form, draft.steps);
    }
    if nature == Nature::Scale && draft.labels.items().is_empty() {
        super::parts::add_step(form, draft.labels);
    }
}
