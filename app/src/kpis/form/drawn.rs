//! The path that a target set makes, drawn beside its values while they are typed.

use chrono::NaiveDate;
use leptos::prelude::*;
use vigie_domain::path::extent;
use vigie_domain::rollup::Engine;
use vigie_domain::series::Series;
use vigie_domain::{Book, Direction, Kpi, Lang, Nature, Number, Period, Span};

use super::live::Trial;
use super::rows::Rows;
use super::shared::use_form;
use crate::chart::{Chart, ChartData};
use crate::format;
use crate::locale::{t, use_lang};
use crate::trend::{self, Trend};
use crate::workspace::use_desk;

/// The chart with its sentence.
#[derive(Clone, Debug, Default, PartialEq)]
struct Drawn {
    trend: Trend,
    words: String,
}

/// `id` of the set among `sets`.
#[component]
pub fn DrawnPath<T: Copy + Send + Sync + 'static>(id: u32, sets: Rows<T>) -> impl IntoView {
    let index = Signal::derive(move || sets.index(id));
    view! { <Drawing id index/> }
}

#[component]
fn Drawing(id: u32, index: Signal<usize>) -> impl IntoView {
    let lang = use_lang();
    let form = use_form();
    let desk = use_desk();
    let drawn = Memo::new(move |_| {
        let (trial, today) = (form.live.trial.get()?, desk.today());
        draw(&trial, index.get(), today, lang)
    });
    let shows = Memo::new(move |_| drawn.with(|drawn| drawn.as_ref().map(|drawn| drawn.trend.is_flow)));
    let data: Signal<ChartData> = Signal::derive(move || {
        drawn.with(|drawn| drawn.as_ref().map(|drawn| drawn.trend.chart.clone()).unwrap_or_default())
    });
    let words = Signal::derive(move || {
        drawn.with(|drawn| drawn.as_ref().map(|drawn| drawn.words.clone()).unwrap_or_default())
    });
    // Built anew where the kind of chart changes: its legend has other words then.
    move || match shows.get() {
        None => view! { <p class="hint plan-empty">{t::kpis::drawn_empty(lang)}</p> }.into_any(),
        Some(_) => {
            let legend = drawn.with_untracked(|drawn| {
                drawn.as_ref().map(|drawn| drawn.trend.legend.clone()).unwrap_or_default()
            });
            view! { <Chart id=format!("kpi-set-{id}-drawn") data title=t::kpis::drawn_title(lang) summary=words legend card=true/> }.into_any()
        }
    }
}

/// None where there is nothing to draw yet.
fn draw(trial: &Trial, index: usize, today: NaiveDate, lang: Lang) -> Option<Drawn> {
    let set = trial.kpi.targets.get(index)?;
    let fy = trial.book.fy();
    let span = extent(&trial.kpi, set, fy)?;
    // Alone, so that two sets that bear one name for a moment are told apart.
    let kpi = Kpi { targets: vec![set.clone()], ..trial.kpi.clone() };
    let mut book = Book::new(trial.book.cluster.clone());
    for reading in trial.book.readings.of(&kpi.key) {
        book.readings.insert(reading.clone());
    }
    book.kpis.push(kpi.clone());
    let engine = Engine::new(&book, today);
    let kpi = engine.kpi(&kpi.key)?;
    let series = Series::new(&engine, kpi, None);
    let asked = trend::Asked { span: Some(span), ..trend::Asked::default() };
    Some(Drawn { trend: trend::of(&engine, kpi, today, lang, asked), words: words(&series, span, lang) })
}

fn words(series: &Series<'_, '_>, span: Span, lang: Lang) -> String {
    let (kpi, fy) = (series.kpi, series.fy());
    let languages = &series.engine.book.cluster.languages;
    let show = |value: &Number| format::with_unit(lang, languages, kpi, value);
    let named = |period: Period| period.show(lang, fy);
    let last = series.judge(span.to, None);
    if let (Direction::Band, Some(band)) = (kpi.direction, &kpi.band) {
        return t::kpis::drawn_band(lang, show(&band.low), show(&band.high));
    }
    let (Some(goal), Some(by)) = (last.goal, series.target_period(span.to)) else { return String::new() };
    match (kpi.nature, series.set.and_then(|set| set.span), series.judge(span.from, None).path) {
        (Nature::Flow, Some(span), _) => {
            t::kpis::drawn_span(lang, show(&goal), named(span.from), named(span.to))
        }
        (Nature::Flow, None, _) => t::kpis::drawn_year(lang, show(&goal), named(by)),
        (_, _, Some(begin)) if span.from != span.to => {
            t::kpis::drawn_level(lang, show(&begin), named(span.from), show(&goal), named(by))
        }
        _ => t::kpis::drawn_point(lang, show(&goal), named(by)),
    }
}
