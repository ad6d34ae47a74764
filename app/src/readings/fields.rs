//! The fields of one figure, by the KPI's nature.

use leptos::prelude::*;
use vigie_domain::{Kpi, Nature, Problem, State, Text};

use super::draft::Draft;
use crate::format;
use crate::locale::{problem_text, t, use_lang};
use crate::ui::{Field, Select};

/// `problem`: what is wrong with what is typed, shown at the field it names.
#[component]
pub fn FigureFields(
    kpi: Kpi,
    languages: Vec<String>,
    draft: Draft,
    problem: Signal<Option<Problem>>,
) -> impl IntoView {
    let lang = use_lang();
    let choices = [State::Known, State::NotAvailable, State::NotApplicable].map(|state| {
        let words = match state {
            State::NotAvailable => t::readings::state_not_available(lang),
            State::NotApplicable => t::readings::state_not_applicable(lang),
            _ => t::readings::state_known(lang),
        };
        (state.as_str().to_owned(), words.to_owned())
    });
    let is = move |state: State| draft.state.with(|chosen| chosen == state.as_str());
    view! {
        <Show when=move || is(State::Known)>
            <Known kpi=kpi.clone() languages=languages.clone() draft problem/>
        </Show>
        <Show when=move || is(State::NotAvailable)>
            <Field id="record-reason" label=t::readings::reason(lang) hint=t::readings::reason_hint(lang)>
                <crate::ui::Input id="record-reason" value=draft.reason/>
            </Field>
        </Show>
        <Field id="record-state" label=t::readings::state(lang)>
            <Select id="record-state" value=draft.state choices=choices.to_vec()/>
        </Field>
    }
}

#[component]
fn Known(kpi: Kpi, languages: Vec<String>, draft: Draft, problem: Signal<Option<Problem>>) -> impl IntoView {
    let lang = use_lang();
    let unit = format::unit(lang, &languages, &kpi);
    match kpi.nature {
        Nature::Ratio => {
            let parts = kpi.ratio_parts();
            let name = |text: &Text, other: &'static str| {
                Some(text.in_lang(lang, &languages).to_owned()).filter(|name| !name.is_empty()).unwrap_or_else(|| other.to_owned())
            };
            view! {
                <div class="parts">
                    <Part id="record-numerator" label=name(&parts.numerator_name, t::readings::numerator(lang)) value=draft.numerator place="numerator" problem/>
                    <span class="op" aria-hidden="true">"÷"</span>
                    <Part id="record-denominator" label=name(&parts.denominator_name, t::readings::denominator(lang)) value=draft.denominator place="denominator" problem/>
                </div>
            }
            .into_any()
        }
        Nature::Mean => view! {
            <div class="parts">
                <Part id="record-value" label=t::readings::mean(lang).to_owned() unit value=draft.value place="value" problem/>
                <span class="op" aria-hidden="true">"n"</span>
                <Part id="record-n" label=t::readings::answers(lang).to_owned() value=draft.n place="n" problem/>
            </div>
        }
        .into_any(),
        Nature::Scale => {
            let labels = kpi.labels.iter().zip(1_u32..);
            let mut choices = vec![(String::new(), t::readings::choose(lang).to_owned())];
            choices.extend(labels.map(|(label, n)| (n.to_string(), label.in_lang(lang, &languages).to_owned())));
            view! {
                <Field id="record-value" label=t::readings::label(lang)>
                    <Select id="record-value" value=draft.value choices/>
                </Field>
            }
            .into_any()
        }
        _ => view! { <Part id="record-value" label=t::readings::value(lang).to_owned() unit value=draft.value place="value" problem/> }.into_any(),
    }
}

/// One number. A problem without a place belongs to the first field.
#[component]
fn Part(
    id: &'static str,
    label: String,
    #[prop(optional)] unit: String,
    value: RwSignal<String>,
    place: &'static str,
    problem: Signal<Option<Problem>>,
) -> impl IntoView {
    let lang = use_lang();
    let left = RwSignal::new(false);
    let first = matches!(place, "value" | "numerator");
    let error = Signal::derive(move || {
        let Some(problem) = problem.get().filter(|_| left.get()) else { return String::new() };
        let mine = problem.place == place
            || (first && !["numerator", "denominator", "n"].contains(&problem.place.as_str()));
        if mine { problem_text(lang, &problem) } else { String::new() }
    });
    // A field that is taken away loses the focus too, when nothing of it is left.
    let leave = move || {
        if let Some(typed) = value.try_with_untracked(|value| !value.is_empty()) {
            let _ = left.try_set(typed);
        }
    };
    view! {
        <Field id=id label=label error=error>
            <div class="affix">
                <input
                    class="figure-input"
                    id=id
                    name=id
                    inputmode="decimal"
                    autocomplete="off"
                    aria-describedby=format!("{id}-error")
                    aria-invalid=move || error.with(|error| (!error.is_empty()).then_some("true"))
                    prop:value=value
                    on:input=move |event| { left.set(false); value.set(event_target_value(&event)) }
                    on:blur=move |_| leave()
                    on:change=move |_| leave()
                />
                {(!unit.is_empty()).then(|| view! { <span>{unit}</span> })}
            </div>
        </Field>
    }
}
