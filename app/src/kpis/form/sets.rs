//! Baseline and target sets: a named plan of values, period by period.

use leptos::prelude::*;
use vigie_domain::target::PathKind;
use vigie_domain::{Lang, Nature, TargetSet};

use super::baseline::BaselineFields;
use super::draft::{SetDraft, Writer};
use super::drawn::DrawnPath;
use super::fields::{GroupError, Holds, Line, Pick};
use super::grid::PointGrid;
use super::shared::{Form, use_form};
use crate::locale::{t, use_lang};
use crate::ui::{Glyph, Icon};

#[component]
pub fn Plan() -> impl IntoView {
    let lang = use_lang();
    let form = use_form();
    let sets = form.draft.targets;
    view! {
        <section class="card pad form" aria-labelledby="plan-title">
            <h2 id="plan-title">{t::kpis::plan_title(lang)}</h2>
            <BaselineFields/>
            <For each=move || sets.list() key=|(id, _)| *id let((id, set))><OneSet id set/></For>
            <div>
                <button type="button" class="btn small" on:click=move |_| add_set(form)>
                    <Icon glyph=Glyph::Plus small=true/>
                    {move || if sets.is_empty() { t::kpis::add_target(lang) } else { t::kpis::add_set(lang) }}
                </button>
            </div>
        </section>
    }
}

/// The first set has a usual name, and a row to begin with.
fn add_set(form: Form) {
    let first = form.draft.targets.items().is_empty();
    let name = if first { t::kpis::first_set(form.lang) } else { "" };
    let empty = TargetSet { set: name.to_owned(), path: PathKind::Linear, span: None, points: Vec::new() };
    let writer = Writer { lang: form.lang, fy: form.fy };
    let set = writer.set(&empty);
    set.points.push(writer.point(None));
    form.draft.targets.push(set);
}

#[component]
fn OneSet(id: u32, set: SetDraft) -> impl IntoView {
    let lang = use_lang();
    let form = use_form();
    let sets = form.draft.targets;
    let place =
        move |below: &'static str| Signal::derive(move || format!("targets[{}]{below}", sets.index(id)));
    let paths = move || {
        vec![
            ("linear".to_owned(), t::kpis::path_linear(lang).to_owned()),
            ("stepped".to_owned(), t::kpis::path_stepped(lang).to_owned()),
        ]
    };
    // What is counted in the period is spread evenly: there is nothing to join.
    let joined = move || form.draft.nature.get() != Nature::Flow;
    let own = move || sets.index(id) == 0;
    view! {
        <fieldset class="target-set">
            <legend class="row between">
                <span>{move || if own() { t::kpis::set_own(lang) } else { t::kpis::set_further(lang) }}</span>
            </legend>
            <div class="fields">
                <Line id=format!("kpi-set-{id}") label=t::kpis::set_name(lang) hint=t::kpis::set_hint(lang) value=set.set place=place(".set")/>
                <Show when=joined>
                    <Pick id=format!("kpi-set-{id}-path") label=t::kpis::path_kind(lang) value=set.path choices=paths() place=place(".path")/>
                </Show>
            </div>
            <details class="fold-line" open=untrack(|| !set.from.get().is_empty())>
                <summary>{t::kpis::span(lang)}</summary>
                <p class="hint">{t::kpis::span_hint(lang)}</p>
                <div class="fields">
                    <Line id=format!("kpi-set-{id}-from") label=t::kpis::span_from(lang) value=set.from place=place(".span.from") holds=Holds::Period optional=true/>
                    <Line id=format!("kpi-set-{id}-to") label=t::kpis::span_to(lang) value=set.to place=place(".span.to") holds=Holds::Period optional=true/>
                </div>
                <GroupError place=place(".span")/>
            </details>
            <div class="plan-pair">
                <div class="stack tight">
                    <p class="hint">{move || points_hint(lang, form.draft.nature.get())}</p>
                    <PointGrid id set/>
                </div>
                <DrawnPath id sets/>
            </div>
            <div>
                <button type="button" class="btn small quiet" on:click=move |_| sets.remove(id)>
                    <Icon glyph=Glyph::Trash small=true/>
                    {t::kpis::remove_set(lang)}
                </button>
            </div>
        </fieldset>
    }
}

fn points_hint(lang: Lang, nature: Nature) -> &'static str {
    match nature {
        Nature::Flow => t::kpis::points_hint_flow(lang),
        Nature::Milestones => t::kpis::points_hint_steps(lang),
        Nature::Scale => t::kpis::points_hint_scale(lang),
        _ => t::kpis::points_hint(lang),
    }
}
