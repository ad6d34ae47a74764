//! Several clusters side by side: the same KPI in each, and their total by the KPI's own roll-up. Stocks and flows add,
//! ratios pool their parts, means weigh by n, formulas are computed from the totals of their operands. `distinct`,
//! milestones and scales have no total, and neither have definitions that differ (`same`): why is said, nothing is guessed.

mod line;
mod plan;
mod same;
mod total;

use std::collections::BTreeSet;

use chrono::NaiveDate;

use crate::attainment::{ObjectiveReport, attainments};
use crate::book::Book;
use crate::key::Key;
use crate::kpi::Kpi;
use crate::objective::Objective;
use crate::period::{FinancialYear, Period};
use crate::rollup::Engine;
use crate::text::Text;

pub use line::{Cell, Freshness, Line, LineRow};
pub use plan::Plan;
pub use same::{Apart, Aspect};
pub use total::Total;

/// The facts of several clusters, each on its own today. Clusters are meant by their place in it.
pub struct Portfolio<'a> {
    engines: Vec<Engine<'a>>,
    /// By which periods are meant here: the financial year that all clusters have, else the civil one.
    pub fy: FinancialYear,
    /// The earliest today: what is closed then is closed for all.
    pub today: NaiveDate,
    /// A target set that counts instead of each KPI's own.
    pub(crate) set: Option<&'a str>,
}

/// An objective that clusters have under the same id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ObjectiveLine {
    pub id: String,
    /// As the first of them calls it.
    pub title: Text,
    pub is_child: bool,
    /// One for each cluster; none where it has no such objective. How far clusters have come does not add up.
    pub clusters: Vec<Option<ObjectiveReport>>,
}

impl<'a> Portfolio<'a> {
    pub fn new(clusters: impl IntoIterator<Item = (&'a Book, NaiveDate)>) -> Portfolio<'a> {
        let engines: Vec<_> = clusters.into_iter().map(|(book, today)| Engine::new(book, today)).collect();
        let first = engines.first().map_or(FinancialYear::CIVIL, |engine| engine.fy);
        let agree = engines.iter().all(|engine| engine.fy == first);
        let fy = if agree { first } else { FinancialYear::CIVIL };
        let today = engines.iter().map(|engine| engine.today).min().unwrap_or_default();
        Portfolio { engines, fy, today, set: None }
    }

    /// Seen by another target set than each KPI's own.
    pub fn by_set(self, set: Option<&'a str>) -> Portfolio<'a> {
        Portfolio { set, ..self }
    }

    /// Whether the clusters count their years alike.
    pub fn years_agree(&self) -> bool {
        self.engines.iter().all(|engine| engine.fy == self.fy)
    }

    /// Every active KPI once, in the order of the clusters and of each cluster's list.
    pub fn kpis(&self) -> Vec<&'a Kpi> {
        let mut seen = BTreeSet::new();
        let all = self.engines.iter().flat_map(|engine| &engine.book.kpis);
        all.filter(|kpi| !kpi.archived && seen.insert(&kpi.key)).collect()
    }

    /// One KPI across the clusters; none where no cluster has it.
    pub fn line(&self, key: &Key) -> Option<Line<'_, 'a>> {
        Line::new(self, key)
    }

    /// Objectives by their ids, parents before their children.
    pub fn objectives(&self) -> Vec<ObjectiveLine> {
        let mut lines: Vec<ObjectiveLine> = Vec::new();
        for (at, engine) in self.engines.iter().enumerate() {
            for report in attainments(engine, self.set) {
                let known = lines.iter().position(|line| line.id == report.id);
                let place = known.unwrap_or_else(|| {
                    lines.push(self.objective_line(engine, &report.id));
                    lines.len() - 1
                });
                lines[place].clusters[at] = Some(report);
            }
        }
        lines
    }

    fn objective_line(&self, engine: &Engine<'a>, id: &str) -> ObjectiveLine {
        let parents = &engine.book.objectives;
        let is = |objective: &&Objective| objective.id == id;
        let parent = parents.iter().find(is);
        let child = || parents.iter().flat_map(|parent| &parent.children).find(is);
        let title = parent.or_else(child).map(|objective| objective.title.clone()).unwrap_or_default();
        let clusters = vec![None; self.engines.len()];
        ObjectiveLine { id: id.to_owned(), title, is_child: parent.is_none(), clusters }
    }

    /// The cluster's own period of the same months; none where its years begin otherwise.
    fn own_period(&self, engine: &Engine<'_>, period: Period) -> Option<Period> {
        let months = period.months(self.fy);
        let own = Period::of_month(months.first, period.granularity, engine.fy);
        (own.months(engine.fy) == months).then_some(own)
    }
}

#[cfg(test)]
mod tests;
