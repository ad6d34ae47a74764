//! The report: what the command line prints, what the API answers and what screens show. Field for field a contract.

mod rows;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::assessment::{Assessment, latest};
use crate::attainment::{ObjectiveReport, attainments};
use crate::book::Book;
use crate::forecast::{Forecast, forecast};
use crate::key::Key;
use crate::number::{Number, computed};
use crate::period::{Granularity, Period};
use crate::reading::State;
use crate::rollup::Engine;
use crate::series::Series;
use crate::status::Status;

pub use rows::periods;

/// What is asked: one KPI or all, by which granularity, from and to, on which day, under which target set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Query {
    pub kpi: Option<Key>,
    pub by: Option<Granularity>,
    pub from: Option<Period>,
    pub to: Option<Period>,
    pub today: NaiveDate,
    pub set: Option<String>,
}

impl Query {
    /// Each KPI's own frequency, first reading to last closed period, its first target set.
    pub fn on(today: NaiveDate) -> Query {
        Query { kpi: None, by: None, from: None, to: None, today, set: None }
    }
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum By {
    /// Each KPI's own frequency.
    #[default]
    Own,
    Month,
    Quarter,
    Half,
    Year,
}

impl From<Option<Granularity>> for By {
    fn from(by: Option<Granularity>) -> By {
        match by {
            None => By::Own,
            Some(Granularity::Month) => By::Month,
            Some(Granularity::Quarter) => By::Quarter,
            Some(Granularity::Half) => By::Half,
            Some(Granularity::Year) => By::Year,
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
    pub cluster: Key,
    pub today: NaiveDate,
    pub by: By,
    pub kpis: Vec<KpiReport>,
    pub objectives: Vec<ObjectiveReport>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KpiReport {
    pub key: Key,
    pub periods: Vec<Row>,
    pub status: Option<Status>,
    #[serde(deserialize_with = "computed")]
    pub progress: Option<Number>,
    pub forecast: Option<Forecast>,
    /// A person's own judgement beside the status; left out where there is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub assessment: Option<Assessment>,
}

/// One period of one KPI. What is skipped is for screens, computed anew wherever a row is needed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    pub period: Period,
    pub state: State,
    #[serde(deserialize_with = "computed")]
    pub value: Option<Number>,
    #[serde(deserialize_with = "computed")]
    pub numerator: Option<Number>,
    #[serde(deserialize_with = "computed")]
    pub denominator: Option<Number>,
    pub known: Option<u32>,
    pub expected: Option<u32>,
    pub provisional: bool,
    #[serde(deserialize_with = "computed")]
    pub year_to_date: Option<Number>,
    #[serde(deserialize_with = "computed")]
    pub rolling_12: Option<Number>,
    /// The path there; of a flow its running total.
    #[serde(deserialize_with = "computed")]
    pub target: Option<Number>,
    /// The expected total of a flow's own period.
    #[serde(deserialize_with = "computed")]
    pub period_target: Option<Number>,
    #[serde(deserialize_with = "computed")]
    pub progress: Option<Number>,
    pub status: Option<Status>,
    pub break_before: bool,
    /// The running total of a flow since the start of its counting window.
    #[serde(skip)]
    pub running: Option<Number>,
    /// What value or running total was compared with.
    #[serde(skip)]
    pub compared: Option<Number>,
    /// The target: the last point, or the counting window's total.
    #[serde(skip)]
    pub goal: Option<Number>,
}

/// Archived KPIs are left out unless asked for by key, archived objectives always.
pub fn report(book: &Book, query: &Query) -> Report {
    let engine = Engine::new(book, query.today);
    let wanted = |kpi: &&crate::kpi::Kpi| match &query.kpi {
        Some(key) => kpi.key == *key,
        None => !kpi.archived,
    };
    let kpis = book.kpis.iter().filter(wanted).map(|kpi| {
        let series = Series::new(&engine, kpi, query.set.as_deref());
        let overall = series.overall();
        KpiReport {
            key: kpi.key.clone(),
            periods: periods(&engine, kpi, query).map(|period| series.row(period)).collect(),
            status: overall.status,
            progress: overall.judgement.progress,
            forecast: forecast(&series),
            assessment: latest(&kpi.assessments, query.today, engine.fy).cloned(),
        }
    });
    Report {
        cluster: book.cluster.slug.clone(),
        today: query.today,
        by: query.by.into(),
        kpis: kpis.collect(),
        objectives: attainments(&engine, query.set.as_deref()),
    }
}

#[cfg(test)]
mod tests;
