//! Baseline and target sets.

use leptos::prelude::*;
use vigie_domain::target::{PathKind, TargetSet};

use super::shown::Shown;
use crate::locale::t;

#[component]
pub fn Targets(shown: Shown) -> impl IntoView {
    let lang = shown.lang;
    let (baseline, sets) = shown.kpi.with_value(|kpi| (kpi.baseline.clone(), kpi.targets.clone()));
    let baseline = match baseline {
        Some(baseline) => {
            t::kpis::baseline_is(lang, shown.figure(&baseline.value), shown.period(baseline.period))
        }
        None => t::kpis::no_baseline(lang).to_owned(),
    };
    let empty = sets.is_empty();
    let sets = sets.into_iter().enumerate().map(|(i, set)| table(shown, set, i == 0)).collect_view();
    view! {
        <div class="body stack">
            <p>{baseline}</p>
            {empty.then(|| view! { <p class="hint">{t::kpis::no_targets(lang)}</p> })}
            {sets}
        </div>
    }
}

fn table(shown: Shown, set: TargetSet, own: bool) -> impl IntoView {
    let lang = shown.lang;
    let path = match set.path {
        PathKind::Linear => t::kpis::path_linear(lang),
        PathKind::Stepped => t::kpis::path_stepped(lang),
    };
    let span = set.span.map(|span| t::kpis::span_is(lang, shown.period(span.from), shown.period(span.to)));
    let rows = set
        .points
        .iter()
        .map(|point| view! { <tr><th scope="row">{shown.period(point.period)}</th><td class="num">{shown.figure(&point.value)}</td></tr> })
        .collect_view();
    view! {
        <section class="stack tight">
            <h3 class="row">{set.set} {own.then(|| view! { <span class="tag accent">{t::kpis::own_set(lang)}</span> })}</h3>
            <p class="hint">{path}{span.map(|span| format!(" · {span}"))}</p>
            <table class="table dense target-points">
                <thead>
                    <tr><th scope="col">{t::kpis::by_when(lang)}</th><th scope="col" class="num">{t::kpis::target(lang)}</th></tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </section>
    }
}
