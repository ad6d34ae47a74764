//! Who records, until when, what is plausible; how the figure is written and judged.

use leptos::prelude::*;
use vigie_domain::Nature;

use super::fields::{GroupError, Holds, Line, Pick};
use super::shared::use_form;
use super::texts::Texts;
use crate::locale::{t, use_lang};
use crate::ui::Choice;
use crate::workspace::use_desk;

#[component]
pub fn Recording() -> impl IntoView {
    let lang = use_lang();
    let draft = use_form().draft;
    let recorded = move || draft.nature.get() != Nature::Formula;
    view! {
        <div class="fields">
            <Pick id="kpi-responsible" label=t::kpis::responsible(lang) value=draft.responsible choices=people(draft.responsible) place="responsible"/>
            <Pick id="kpi-deputy" label=t::kpis::deputy(lang) value=draft.deputy choices=people(draft.deputy) place="deputy"/>
            <Show when=recorded>
                <Line id="kpi-lag" label=t::kpis::lag_label(lang) hint=t::kpis::lag_hint(lang) unit=t::common::unit_days(lang) value=draft.lag place="lag" holds=Holds::Number/>
            </Show>
        </div>
        <fieldset>
            <legend>{t::kpis::plausible_title(lang)}</legend>
            <p class="hint">{t::kpis::plausible_hint(lang)}</p>
            <div class="fields">
                <Line id="kpi-min" label=t::kpis::plausible_min(lang) value=draft.min place="plausible.min" holds=Holds::Number optional=true/>
                <Line id="kpi-max" label=t::kpis::plausible_max(lang) value=draft.max place="plausible.max" holds=Holds::Number optional=true/>
            </div>
            <GroupError place="plausible"/>
        </fieldset>
    }
}

/// How a figure is written, and how far behind the path still counts.
#[component]
pub fn Judging() -> impl IntoView {
    let lang = use_lang();
    let draft = use_form().draft;
    let decimals = (0..=6).map(|n: i32| (n.to_string(), n.to_string())).collect();
    view! {
        <div class="fields">
            <Pick id="kpi-decimals" label=t::kpis::decimals(lang) value=draft.decimals choices=decimals place="decimals"/>
            <Texts id="kpi-unit-label" label=t::kpis::unit_label(lang) hint=t::kpis::unit_label_hint(lang) draft=draft.unit_label place="unit_label" optional=true/>
        </div>
        <fieldset>
            <legend>{t::kpis::tolerance(lang)}</legend>
            <p class="hint">{t::kpis::tolerance_hint(lang)}</p>
            <div class="fields">
                <Line id="kpi-green" label=t::kpis::tolerance_green(lang) unit="%" value=draft.green place="tolerance.green" holds=Holds::Number/>
                <Line id="kpi-amber" label=t::kpis::tolerance_amber(lang) unit="%" value=draft.amber place="tolerance.amber" holds=Holds::Number/>
            </div>
            <GroupError place="tolerance"/>
        </fieldset>
    }
}

/// The team, nobody, and whoever is named but not (any more) of the team.
fn people(named: RwSignal<String>) -> Vec<Choice> {
    let lang = use_lang();
    let desk = use_desk();
    let named = named.get_untracked();
    let mut choices = vec![(String::new(), t::kpis::nobody(lang).to_owned())];
    desk.snapshot.with_untracked(|snapshot| {
        let people = snapshot.as_ref().map(|snapshot| snapshot.people.clone()).unwrap_or_default();
        choices.extend(people.into_iter().map(|person| (person.email, person.name)));
    });
    if !choices.iter().any(|(email, _)| *email == named) {
        choices.push((named.clone(), named));
    }
    choices
}
