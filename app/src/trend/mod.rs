//! A KPI over its periods: the chart, what it says in one sentence, and the same in figures.
//!
//! Used by the trend cards of dashboards and by the KPI's own page; every figure comes from the domain.

mod beside;
mod build;
mod chart;
mod ladder;
mod say;
mod span;
mod spark;
mod table;
#[cfg(test)]
mod tests;
mod view;
mod words;

use vigie_domain::Status;

use crate::chart::{ChartData, Role};

pub use beside::{beside, changed};
pub use build::{Asked, of};
pub use ladder::{Ladder, LadderView};
pub use spark::spark;
pub use view::TrendFigure;
pub use words::Words;

/// What a trend shows, in one language.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Trend {
    pub chart: ChartData,
    /// What, from when to when, the latest figure, its path, its status.
    pub summary: String,
    /// What a projection says; empty where there is none.
    pub outlook: String,
    pub rows: Vec<TrendRow>,
    /// So many periods before the first row have nothing to say.
    pub skipped: usize,
    /// The unit of the values; empty for plain counts.
    pub unit: String,
    /// The rows carry running totals.
    pub is_flow: bool,
    pub legend: Vec<(Role, String)>,
    /// Comments, by their number in the chart from 1.
    pub notes: Vec<String>,
}

/// One period of the table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TrendRow {
    pub period: String,
    pub value: String,
    /// Of a flow: the total since its counting window began.
    pub running: String,
    /// The path there; of a flow its running total.
    pub path: String,
    pub status: Option<Status>,
    pub provisional: bool,
    pub breaks: bool,
    pub note: String,
}
