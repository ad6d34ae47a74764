//! What a label or programme asks for: shown beside the KPI, never used for its status.

use leptos::prelude::*;

use super::super::fields::{Holds, Line, Pick};
use super::super::shared::use_form;
use super::super::texts::Texts;
use crate::locale::{t, use_lang};

#[component]
pub fn ThresholdFields() -> impl IntoView {
    let lang = use_lang();
    let draft = use_form().draft.more.thresholds;
    let mut operators = vec![
        (String::new(), t::kpis::operator_none(lang).to_owned()),
        (">=".to_owned(), t::kpis::operator_least(lang).to_owned()),
        ("<=".to_owned(), t::kpis::operator_most(lang).to_owned()),
    ];
    // One that a file brought along stays.
    let own = draft.operator.get_untracked();
    if !operators.iter().any(|(operator, _)| *operator == own) {
        operators.push((own.clone(), own));
    }
    view! {
        <fieldset>
            <legend>{t::kpis::thresholds(lang)}</legend>
            <p class="hint">{t::kpis::thresholds_hint(lang)}</p>
            <div class="fields">
                <Pick id="kpi-operator" label=t::kpis::operator(lang) value=draft.operator choices=operators place="thresholds.operator"/>
                <Line id="kpi-threshold-green" label=t::kpis::threshold_green(lang) value=draft.green place="thresholds.green" holds=Holds::Number optional=true/>
                <Line id="kpi-threshold-amber" label=t::kpis::threshold_amber(lang) value=draft.amber place="thresholds.amber" holds=Holds::Number optional=true/>
            </div>
            <Texts id="kpi-threshold-text" label=t::kpis::threshold_text(lang) hint=t::kpis::threshold_text_hint(lang) draft=draft.text place="" optional=true/>
            <Line id="kpi-threshold-source" label=t::kpis::source(lang) value=draft.source place="" optional=true/>
        </fieldset>
    }
}
