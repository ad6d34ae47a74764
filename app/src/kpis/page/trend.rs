//! The chart, and by which granularity it is read.

use leptos::prelude::*;
use vigie_domain::Granularity;
use vigie_domain::rollup::Engine;

use super::shown::Shown;
use crate::kpis::words;
use crate::locale::t;
use crate::trend::{self, TrendFigure};

/// `by`: none for the KPI's own frequency.
#[component]
pub fn TrendPanel(shown: Shown, by: RwSignal<Option<Granularity>>) -> impl IntoView {
    let lang = shown.lang;
    let trend = Memo::new(move |_| {
        let today = shown.desk.today();
        shown
            .with_book(|book, kpi| {
                let asked = trend::Asked { by: by.get(), ..trend::Asked::default() };
                trend::of(&Engine::new(book, today), kpi, today, lang, asked)
            })
            .unwrap_or_default()
    });
    // Without a reading or a target there is nothing to draw.
    let drawn = Memo::new(move |_| {
        shown
            .card
            .with(|card| card.as_ref().is_some_and(|card| card.latest.is_some() || card.target.is_some()))
    });
    view! {
        <section class="card pad stack" aria-labelledby="trend-title">
            <header class="chart-head">
                <h2 id="trend-title">{t::kpis::trend(lang)}</h2>
                <Granularities shown by/>
            </header>
            <Show when=move || drawn.get() fallback=move || view! { <p class="hint">{t::kpis::trend_empty(lang)}</p> }>
                <TrendFigure id="trend" title=shown.name() trend/>
            </Show>
        </section>
    }
}

/// Those at which the KPI can be read; nothing where there is only one.
#[component]
fn Granularities(shown: Shown, by: RwSignal<Option<Granularity>>) -> impl IntoView {
    let lang = shown.lang;
    let own = shown.kpi.with_value(|kpi| kpi.frequency);
    let coarser: Vec<Granularity> =
        Granularity::ALL.into_iter().filter(|granularity| *granularity >= own).collect();
    (coarser.len() > 1).then(|| {
        let buttons = coarser
            .into_iter()
            .map(|granularity| {
                let pressed = move || (by.get().unwrap_or(own) == granularity).to_string();
                let choose = move |_| by.set((granularity != own).then_some(granularity));
                view! { <button type="button" aria-pressed=pressed on:click=choose>{words::granularity(lang, granularity)}</button> }
            })
            .collect_view();
        view! { <div class="seg" role="group" aria-label=t::kpis::read_by(lang)>{buttons}</div> }
    })
}
