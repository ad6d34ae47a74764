//! From when a changed definition holds, why, and whether it breaks the series.

use leptos::prelude::*;

use super::draft::VersionDraft;
use super::fields::{Holds, Line};
use super::shared::use_form;
use crate::locale::{t, use_lang};
use crate::ui::{Glyph, Icon};

#[component]
pub fn Versions() -> impl IntoView {
    let lang = use_lang();
    let form = use_form();
    let versions = form.draft.versions;
    // Nothing can have changed of what is new.
    if form.is_new() {
        return ().into_any();
    }
    let add = move |_| {
        versions.push(VersionDraft {
            from: RwSignal::new(String::new()),
            reason: RwSignal::new(String::new()),
            breaks: RwSignal::new(false),
        });
    };
    view! {
        <section class="card pad form" aria-labelledby="versions-title">
            <h2 id="versions-title">{t::kpis::versions(lang)}</h2>
            <p class="hint">{t::kpis::versions_hint(lang)}</p>
            <For each=move || versions.list() key=|(id, _)| *id let((id, version))><OneVersion id version/></For>
            <div><button type="button" class="btn small" on:click=add><Icon glyph=Glyph::Plus small=true/>{t::kpis::add_version(lang)}</button></div>
        </section>
    }
    .into_any()
}

#[component]
fn OneVersion(id: u32, version: VersionDraft) -> impl IntoView {
    let lang = use_lang();
    let versions = use_form().draft.versions;
    let place =
        move |below: &'static str| Signal::derive(move || format!("versions[{}]{below}", versions.index(id)));
    view! {
        <fieldset class="target-set">
            <legend class="visually-hidden">{move || t::kpis::version_n(lang, versions.index(id) + 1)}</legend>
            <div class="fields">
                <Line id=format!("kpi-version-{id}-from") label=t::kpis::version_from(lang) hint=t::kpis::period_hint(lang) value=version.from place=place(".from") holds=Holds::Period/>
                <Line id=format!("kpi-version-{id}-reason") label=t::kpis::version_reason(lang) value=version.reason place=place(".reason")/>
            </div>
            <label class="check">
                <input type="checkbox" prop:checked=version.breaks on:change=move |event| version.breaks.set(event_target_checked(&event))/>
                <span>{t::kpis::version_breaks(lang)}<small>{t::kpis::version_breaks_hint(lang)}</small></span>
            </label>
            <div>
                <button type="button" class="btn small quiet" on:click=move |_| versions.remove(id)>
                    <Icon glyph=Glyph::Trash small=true/>
                    {t::kpis::remove_version(lang)}
                </button>
            </div>
        </fieldset>
    }
}
