//! The value from which progress is counted.

use leptos::prelude::*;
use vigie_domain::Nature;

use super::fields::{Holds, Line};
use super::shared::use_form;
use crate::locale::{t, use_lang};

#[component]
pub fn BaselineFields() -> impl IntoView {
    let lang = use_lang();
    let draft = use_form().draft;
    // What is counted in the period starts from nothing; one that is there all the same can be taken away.
    let begun = draft.baseline_period.with_untracked(|text| !text.is_empty());
    let wanted = move || begun || draft.nature.get() != Nature::Flow;
    let hint = move || {
        if draft.nature.get() == Nature::Flow {
            t::kpis::baseline_hint_flow(lang)
        } else {
            t::kpis::baseline_hint(lang)
        }
    };
    view! {
        <Show when=wanted><fieldset>
            <legend>{t::kpis::baseline(lang)}</legend>
            <p class="hint">{hint}</p>
            <div class="fields">
                <Line
                    id="kpi-baseline-period"
                    label=t::kpis::period(lang)
                    hint=t::kpis::period_hint(lang)
                    value=draft.baseline_period
                    place="baseline.period"
                    holds=Holds::Period
                    optional=true
                />
                <Line id="kpi-baseline-value" label=t::kpis::value(lang) value=draft.baseline_value place="baseline.value" holds=Holds::Number optional=true/>
            </div>
        </fieldset></Show>
    }
}
