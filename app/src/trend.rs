//! A KPI over its periods: the chart, what it says in one sentence, and the same in figures.
//!
//! Used by the trend cards of dashboards and by the KPI's own page; knows figures only through the domain.

use chrono::NaiveDate;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use vigie_domain::rollup::Engine;
use vigie_domain::{Granularity, Kpi, Lang, Span, Status};

use crate::chart::{ChartData, Role};

/// What a trend shows, in one language.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Trend {
    pub chart: ChartData,
    /// One sentence: what, from when to when, the latest figure, its path, its status.
    pub summary: String,
    pub rows: Vec<TrendRow>,
    pub legend: Vec<(Role, String)>,
    /// Comments by their number in the chart.
    pub notes: Vec<String>,
}

/// One period of the table.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TrendRow {
    pub period: String,
    pub value: String,
    pub path: String,
    pub status: Option<Status>,
    pub note: String,
}

/// `by`: none for the KPI's own frequency. `span`: none for everything recorded, with what the path still has ahead.
pub fn of(
    engine: &Engine<'_>,
    kpi: &Kpi,
    today: NaiveDate,
    lang: Lang,
    set: Option<&str>,
    by: Option<Granularity>,
    span: Option<Span>,
) -> Trend {
    let _ = (engine, kpi, today, lang, set, by, span);
    Trend::default()
}

/// The chart with its sentence, its notes and its table. `id`: unlike any other on the page.
#[component]
pub fn TrendFigure(
    #[prop(into)] id: String,
    #[prop(into)] title: String,
    #[prop(into)] trend: Signal<Trend>,
    /// Laid out for a card.
    #[prop(optional)]
    card: bool,
) -> impl IntoView {
    let _ = (id, title, trend, card);
}
