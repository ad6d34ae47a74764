//! Captioned values to compare with: lines on the chart, never a norm.

use leptos::prelude::*;

use super::super::draft::Writer;
use super::super::fields::{Holds, Line};
use super::super::shared::use_form;
use super::super::texts::Texts;
use super::draft::ReferenceDraft;
use crate::locale::{t, use_lang};
use crate::ui::{Glyph, Icon};

#[component]
pub fn References() -> impl IntoView {
    let lang = use_lang();
    let form = use_form();
    let rows = form.draft.more.references;
    let add = move |_| {
        rows.push(ReferenceDraft::of(None, &form.languages(), Writer { lang: form.lang, fy: form.fy }));
    };
    view! {
        <p class="hint">{t::kpis::references_hint(lang)}</p>
        <For each=move || rows.list() key=|(id, _)| *id let((id, reference))>
            <fieldset class="target-set">
                <legend class="visually-hidden">{move || t::kpis::reference_n(lang, rows.index(id) + 1)}</legend>
                <div class="fields">
                    <Line
                        id=format!("kpi-reference-{id}")
                        label=t::kpis::value(lang)
                        value=reference.value
                        place=Signal::derive(move || format!("references[{}].value", rows.index(id)))
                        holds=Holds::Number
                    />
                    <Line id=format!("kpi-reference-{id}-source") label=t::kpis::source(lang) value=reference.source place="" optional=true/>
                </div>
                <Texts id=format!("kpi-reference-{id}-caption") label=t::kpis::caption(lang) hint=t::kpis::caption_hint(lang) draft=reference.caption place="" optional=true/>
                <div>
                    <button type="button" class="btn small quiet" on:click=move |_| rows.remove(id)>
                        <Icon glyph=Glyph::Trash small=true/>
                        {t::kpis::remove_reference(lang)}
                    </button>
                </div>
            </fieldset>
        </For>
        <div><button type="button" class="btn small" on:click=add><Icon glyph=Glyph::Plus small=true/>{t::kpis::add_reference(lang)}</button></div>
    }
}
