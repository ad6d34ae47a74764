//! From when a changed definition holds, why, and whether it breaks the series; then what that does, and the baseline that
//! it asks for, in the same place.

use leptos::prelude::*;
use vigie_domain::path::position;
use vigie_domain::target::PathKind;
use vigie_domain::{Nature, Number, Period};

use super::draft::VersionDraft;
use super::fields::{Holds, Line};
use super::shared::{Form, use_form};
use crate::format;
use crate::locale::{t, use_lang};
use crate::ui::{Banner, BannerKind, Glyph, Icon};

#[component]
pub fn Versions() -> impl IntoView {
    let lang = use_lang();
    let versions = use_form().draft.versions;
    let add = move |_| {
        versions.push(VersionDraft {
            from: RwSignal::new(String::new()),
            reason: RwSignal::new(String::new()),
            breaks: RwSignal::new(false),
        });
    };
    view! {
        <p class="hint">{t::kpis::versions_hint(lang)}</p>
        <For each=move || versions.list() key=|(id, _)| *id let((id, version))><OneVersion id version/></For>
        <div><button type="button" class="btn small" on:click=add><Icon glyph=Glyph::Plus small=true/>{t::kpis::add_version(lang)}</button></div>
    }
}

#[component]
fn OneVersion(id: u32, version: VersionDraft) -> impl IntoView {
    let lang = use_lang();
    let form = use_form();
    let versions = form.draft.versions;
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
            <Show when=move || version.breaks.get()>
                <Effects id/>
            </Show>
            <div>
                <button type="button" class="btn small quiet" on:click=move |_| versions.remove(id)>
                    <Icon glyph=Glyph::Trash small=true/>
                    {t::kpis::remove_version(lang)}
                </button>
            </div>
        </fieldset>
    }
}

/// What a break does, and the new baseline where this is the latest.
#[component]
fn Effects(id: u32) -> impl IntoView {
    let lang = use_lang();
    let form = use_form();
    let draft = form.draft;
    let flow = move || draft.nature.get() == Nature::Flow;
    let asked = Memo::new(move |_| latest_break(form, id).filter(|_| !flow()));
    view! {
        <ul class="effects">
            <li>{t::kpis::break_line(lang)}</li>
            <li>{move || if flow() { t::kpis::break_total(lang) } else { t::kpis::break_progress(lang) }}</li>
            <li>{t::kpis::break_forecast(lang)}</li>
        </ul>
        {move || asked.get().map(|from| view! {
            <fieldset>
                <legend>{t::kpis::baseline_new(lang)}</legend>
                {move || outdated(form, from).map(|words| view! { <Banner kind=BannerKind::Warn glyph=Glyph::Info><p>{words}</p></Banner> })}
                <div class="fields">
                    <Line id=format!("kpi-version-{id}-baseline") label=t::kpis::period(lang) hint=t::kpis::period_hint(lang) value=draft.baseline_period place="baseline.period" holds=Holds::Period optional=true/>
                    <Line id=format!("kpi-version-{id}-baseline-value") label=t::kpis::value(lang) value=draft.baseline_value place="baseline.value" holds=Holds::Number optional=true/>
                </div>
            </fieldset>
        })}
    }
}

fn read(form: Form, text: &str) -> Option<Period> {
    let period = Period::read(text, form.lang, form.fy).ok()?;
    (period.granularity == form.draft.frequency()).then_some(period)
}

/// The period of this version where no other breaks later. Follows the typing after a pause.
fn latest_break(form: Form, id: u32) -> Option<Period> {
    form.live.settled.track();
    let breaks = form.draft.versions.list().into_iter().filter(|(_, version)| version.breaks.get());
    let periods = breaks.filter_map(|(own, version)| Some((read(form, &version.from.get_untracked())?, own)));
    periods.max().filter(|(_, own)| *own == id).map(|(from, _)| from)
}

/// What is to be said of the baseline as it stands; none where it fits the changed definition.
fn outdated(form: Form, from: Period) -> Option<String> {
    form.live.settled.track();
    let (lang, draft) = (form.lang, form.draft);
    let period = Period::read(&draft.baseline_period.get_untracked(), lang, form.fy);
    let value = Number::read(&draft.baseline_value.get_untracked(), lang);
    let (Ok(period), Ok(value)) = (period, value) else {
        return Some(t::kpis::baseline_none_yet(lang, from.show(lang, form.fy)));
    };
    let stands = position(period, PathKind::Linear, from.granularity, form.fy);
    (stands < from.ordinal).then(|| {
        let shown = form.live.trial.with_untracked(|trial| {
            trial
                .as_ref()
                .map(|trial| format::with_unit(lang, &trial.book.cluster.languages, &trial.kpi, &value))
        });
        t::kpis::baseline_before(
            lang,
            shown.unwrap_or_default(),
            period.show(lang, form.fy),
            from.show(lang, form.fy),
        )
    })
}
