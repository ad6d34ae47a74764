//! How a figure came about: the readings, the rule, the path, the tolerance, the progress, in whole sentences. The facts
//! are the domain's `why`.

mod assessment;
mod standing;
mod value;

use leptos::prelude::*;
use vigie_domain::rollup::Engine;
use vigie_domain::series::Series;
use vigie_domain::why::{self, Explanation};
use vigie_domain::{Granularity, Nature, Period, Status};

use self::assessment::OurAssessment;
use super::shown::Shown;
use crate::locale::t;
use crate::ui::StatusChip;

/// `by`: the granularity that the chart is read by; the latest figure there is explained.
#[component]
pub fn WhyPanel(shown: Shown, by: RwSignal<Option<Granularity>>) -> impl IntoView {
    let lang = shown.lang;
    let explained = Memo::new(move |_| {
        let today = shown.desk.today();
        let period = period(shown, by.get())?;
        shown.with_book(|book, kpi| why::explain(book, kpi, period, today, None))
    });
    let stale = move || {
        shown.card.with(|card| {
            card.as_ref().and_then(|card| card.overdue.filter(|_| card.status == Some(Status::Stale)))
        })
    };
    let ladder = Memo::new(move |_| explained.with(|why| value::ladder(shown, why.as_ref()?)));
    let period = Memo::new(move |_| explained.with(|why| why.as_ref().map(|why| why.row.period)));
    // Built anew where the facts change, and not at each look at the server: what has the focus keeps it.
    let facts = move || {
        let (why, ladder, stale) = (explained.get()?, ladder.get(), stale());
        Some(untrack(|| {
            view! {
                <div><dt>{t::kpis::value(lang)}</dt>{value::of(shown, &why, ladder)}</div>
                {standing::so_far(shown, &why)}
                <div><dt>{t::kpis::expected(lang)}</dt>{standing::expected(shown, &why)}</div>
                {standing::status(shown, &why)}
                {standing::progress(shown, &why)}
                {stale.map(|overdue| overdue_line(shown, overdue))}
                {windows(shown, &why)}
            }
        }))
    };
    view! {
        <section class="card pad why" aria-labelledby="why-title">
            <h2 id="why-title">{t::kpis::why(lang)}</h2>
            <p class="hint">{move || period.get().map(|period| shown.period(period))}</p>
            <dl>{facts}</dl>
            <OurAssessment shown period/>
        </section>
    }
}

/// The latest known period, or the one that contains it at a coarser granularity; without a figure the last closed one.
fn period(shown: Shown, by: Option<Granularity>) -> Option<Period> {
    let today = shown.desk.today();
    let latest =
        shown.card.with(|card| card.as_ref().and_then(|card| card.latest.as_ref().map(|row| row.period)));
    shown.with_book(|book, kpi| {
        let engine = Engine::new(book, today);
        let series = Series::new(&engine, kpi, None);
        let own = latest.unwrap_or_else(|| Period::last_closed(today, kpi.frequency, series.fy()));
        match by {
            Some(by) => own.parent(by, series.fy()).unwrap_or(own),
            None => own,
        }
    })
}

fn overdue_line(shown: Shown, overdue: Period) -> impl IntoView + use<> {
    let lang = shown.lang;
    view! {
        <div>
            <dt>{t::kpis::overdue(lang)}</dt>
            <dd><StatusChip status=Status::Stale plain=true/>" "<span class="muted">{t::kpis::overdue_is(lang, shown.period(overdue))}</span></dd>
        </div>
    }
}

/// The same figure over longer spans, where that says something of its own.
fn windows(shown: Shown, why: &Explanation) -> Option<impl IntoView + use<>> {
    let lang = shown.lang;
    let told = matches!(why.nature, Nature::Flow | Nature::Ratio | Nature::Mean | Nature::Formula);
    let year =
        why.row.year_to_date.as_ref().map(|value| t::kpis::why_year_to_date(lang, shown.figure(value)));
    let rolling = why.row.rolling_12.as_ref().map(|value| t::kpis::why_rolling(lang, shown.figure(value)));
    let sentences: Vec<String> = year.into_iter().chain(rolling).collect();
    (told && !sentences.is_empty()).then(|| {
        view! { <div><dt>{t::kpis::why_spans(lang)}</dt><dd class="muted">{sentences.join(" ")}</dd></div> }
    })
}

/// A line of the panel: the figure, and whole sentences behind it.
fn line(figure: String, sentences: Vec<String>) -> AnyView {
    view! { <dd><span class="sum">{figure}</span>" "<span class="muted">{sentences.join(" ")}</span></dd> }
        .into_any()
}

/// The name of the target set.
fn set_name(why: &Explanation) -> String {
    why.set.as_ref().map(|set| set.set.clone()).unwrap_or_default()
}
