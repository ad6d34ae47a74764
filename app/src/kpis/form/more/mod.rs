//! What most KPIs do without, in folded parts: each says what is filled in and opens on demand.

mod belongs;
mod draft;
mod filled;
mod objectives;
mod references;
mod thresholds;

use leptos::prelude::*;

use self::belongs::Belongs;
pub use self::draft::MoreDraft;
pub use self::objectives::{Counted, changed, counting};
use self::references::References;
use self::thresholds::ThresholdFields;
use super::about::Sheet;
use super::recording::{Judging, Recording};
use super::shared::use_form;
use super::versions::Versions;
use crate::locale::{t, use_lang};

#[component]
pub fn More() -> impl IntoView {
    let lang = use_lang();
    let form = use_form();
    view! {
        <section class="stack" aria-labelledby="more-title">
            <h2 id="more-title">{t::kpis::more_title(lang)}</h2>
            {part("sheet", t::kpis::more_sheet(lang), filled::sheet, view! { <Sheet/> }.into_any())}
            {part("recording", t::kpis::recording_title(lang), filled::recording, view! { <Recording/> }.into_any())}
            {part("judging", t::kpis::more_judging(lang), filled::judging, view! { <Judging/> }.into_any())}
            {part("belongs", t::kpis::more_belongs(lang), filled::belongs, view! { <Belongs/> }.into_any())}
            {part("compare", t::kpis::references(lang), filled::compare, view! { <References/> <ThresholdFields/> }.into_any())}
            // Nothing can have changed of what is new.
            {(!form.is_new()).then(|| part("versions", t::kpis::versions(lang), filled::versions, view! { <Versions/> }.into_any()))}
        </section>
    }
}

/// `filled`: what stands in it, for whoever sees it closed.
fn part(
    id: &'static str,
    title: &'static str,
    filled: fn(filled::Facts<'_>) -> Vec<String>,
    fields: AnyView,
) -> impl IntoView {
    let form = use_form();
    let desk = crate::workspace::use_desk();
    let facts = move || {
        let trial = form.live.trial.get()?;
        let people = desk.snapshot.get();
        let chosen = form.draft.more.objectives.get();
        let facts = filled::Facts {
            book: &trial.book,
            kpi: &trial.kpi,
            chosen: &chosen,
            snapshot: people.as_deref(),
            lang: form.lang,
            fy: form.fy,
        };
        Some(filled(facts).join(" · "))
    };
    view! {
        <details class="fold form-part" id=format!("kpi-part-{id}")>
            <summary><span class="part-title">{title}</span><span class="filled">{facts}</span></summary>
            <div class="body form">{fields}</div>
        </details>
    }
}
