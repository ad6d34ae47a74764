//! What only one nature asks for: the parts of a ratio, steps, levels, a formula.

use leptos::prelude::*;
use vigie_domain::kpi::PartNature;
use vigie_domain::{Nature, Text};

use super::fields::{GroupError, Pick};
use super::formula::FormulaField;
use super::read::part_str;
use super::rows::Rows;
use super::shared::{Form, use_form};
use super::texts::{TextDraft, Texts};
use crate::kpis::words;
use crate::locale::{t, use_lang};
use crate::ui::{Glyph, Icon};

#[component]
pub fn PartsOfNature() -> impl IntoView {
    let lang = use_lang();
    let form = use_form();
    let draft = form.draft;
    move || {
        match draft.nature.get() {
        Nature::Ratio => view! { <RatioParts/> }.into_any(),
        Nature::Milestones => {
            view! { <Steps id="step" rows=draft.steps legend=t::kpis::steps(lang) add=t::kpis::add_step(lang) place="steps"/> }.into_any()
        }
        Nature::Scale => {
            view! { <Steps id="label" rows=draft.labels legend=t::kpis::labels_from_lowest(lang) add=t::kpis::add_label(lang) place="labels"/> }.into_any()
        }
        Nature::Formula => view! { <FormulaField/> }.into_any(),
        _ => ().into_any(),
    }
    }
}

#[component]
fn RatioParts() -> impl IntoView {
    let lang = use_lang();
    let draft = use_form().draft;
    let natures = || {
        [PartNature::Stock, PartNature::Flow]
            .map(|nature| (part_str(nature).to_owned(), words::part(lang, nature).to_owned()))
            .to_vec()
    };
    let scales = vec![
        ("100".to_owned(), t::kpis::scale_percent(lang).to_owned()),
        ("1".to_owned(), t::kpis::scale_plain(lang).to_owned()),
    ];
    view! {
        <fieldset>
            <legend>{t::kpis::parts(lang)}</legend>
            <div class="fields">
                <Texts id="kpi-numerator" label=t::kpis::numerator_name(lang) hint=t::kpis::numerator_hint(lang) draft=draft.numerator_name place="ratio.numerator_name" optional=true/>
                <Pick id="kpi-numerator-nature" label=t::kpis::numerator_nature(lang) value=draft.numerator choices=natures() place="ratio.numerator"/>
            </div>
            <div class="fields">
                <Texts id="kpi-denominator" label=t::kpis::denominator_name(lang) hint=t::kpis::denominator_hint(lang) draft=draft.denominator_name place="ratio.denominator_name" optional=true/>
                <Pick id="kpi-denominator-nature" label=t::kpis::denominator_nature(lang) value=draft.denominator choices=natures() place="ratio.denominator"/>
            </div>
            <Pick id="kpi-scale" label=t::kpis::shown_as(lang) value=draft.scale choices=scales place="ratio.scale"/>
        </fieldset>
    }
}

/// Adds an empty row in the cluster's languages.
pub fn add_step(form: Form, rows: Rows<TextDraft>) {
    rows.push(TextDraft::new(&form.languages(), &Text::default()));
}

#[component]
fn Steps(
    id: &'static str,
    rows: Rows<TextDraft>,
    legend: &'static str,
    add: &'static str,
    place: &'static str,
) -> impl IntoView {
    let lang = use_lang();
    let form = use_form();
    view! {
        <fieldset>
            <legend>{legend}</legend>
            <GroupError place/>
            <ol class="rows">
                <For each=move || rows.list().into_iter().zip(1_u32..) key=|((row, _), number)| (*row, *number) let(((row, text), number))>
                    <li class="row-line">
                        <Texts
                            id=format!("kpi-{id}-{row}")
                            label=t::kpis::numbered(lang, number)
                            draft=text
                            place=Signal::derive(move || format!("{place}[{}]", rows.index(row)))
                        />
                        <button type="button" class="btn icon-only quiet" aria-label=t::kpis::remove_row(lang, number) on:click=move |_| rows.remove(row)>
                            <Icon glyph=Glyph::Trash/>
                        </button>
                    </li>
                </For>
            </ol>
            <div><button type="button" class="btn small" on:click=move |_| add_step(form, rows)><Icon glyph=Glyph::Plus small=true/>{add}</button></div>
        </fieldset>
    }
}
