//! The cluster file: everything of a cluster as one JSON document. What is unknown or inconsistent is refused, with
//! its place; what is written reads back as the same.

mod check;
mod link;
mod merge;

use serde::{Deserialize, Serialize};

use crate::book::Book;
use crate::cluster::Cluster;
use crate::dashboard::Dashboard;
use crate::kpi::Kpi;
use crate::objective::Objective;
use crate::period_state::PeriodMark;
use crate::problem::{Problem, ProblemCode};
use crate::reading::Reading;

pub use check::check;
pub use link::Link;
pub use merge::{Merge, fixed_fields, has_financial_periods, merge};

pub const VERSION: u8 = 1;

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClusterFile {
    pub vigie: u8,
    pub cluster: Cluster,
    #[serde(default)]
    pub kpis: Vec<Kpi>,
    #[serde(default)]
    pub objectives: Vec<Objective>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub dashboards: Vec<Dashboard>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub period_states: Vec<PeriodMark>,
    #[serde(default)]
    pub readings: Vec<Reading>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub evidence: Vec<Link>,
}

/// All problems of a file that parses; of one that does not, the first.
pub fn read(text: &str) -> Result<Book, Vec<Problem>> {
    let file = parse(text).map_err(|problem| vec![problem])?;
    let problems = check(&file);
    if problems.is_empty() { Ok(book(file)) } else { Err(problems) }
}

/// The document without the checks that need more than one field.
pub fn parse(text: &str) -> Result<ClusterFile, Problem> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut json = serde_json::Deserializer::from_str(text);
    let file: ClusterFile = serde_path_to_error::deserialize(&mut json).map_err(|error| {
        // Where the text itself breaks off the path ends in a question mark; at the root it is a dot.
        let path = error.path().to_string();
        let place = path.trim_end_matches('?').trim_end_matches('.');
        Problem::from_serde(&error.inner().to_string()).within(place)
    })?;
    json.end().map_err(|error| Problem::from_serde(&error.to_string()))?;
    if file.vigie != VERSION {
        return Err(Problem::new(ProblemCode::VersionUnsupported).with("version", file.vigie).at("vigie"));
    }
    Ok(file)
}

pub(crate) fn book(file: ClusterFile) -> Book {
    Book {
        cluster: file.cluster,
        kpis: file.kpis,
        objectives: file.objectives,
        dashboards: file.dashboards,
        period_states: file.period_states.into_iter().collect(),
        readings: file.readings.into_iter().collect(),
        links: file.evidence,
    }
}

impl ClusterFile {
    pub fn of(book: &Book) -> ClusterFile {
        ClusterFile {
            vigie: VERSION,
            cluster: book.cluster.clone(),
            kpis: book.kpis.clone(),
            objectives: book.objectives.clone(),
            dashboards: book.dashboards.clone(),
            period_states: book.period_states.iter().collect(),
            readings: book.readings.iter().cloned().collect(),
            evidence: link::sorted(&book.links),
        }
    }
}

/// Always the same text for the same facts: definitions in their order, readings by KPI and time, one per line.
pub fn write(book: &Book) -> String {
    let file = ClusterFile::of(book);
    let mut text = String::from("{\"vigie\": 1,\n \"cluster\": ");
    text.push_str(&json(&file.cluster));
    list(&mut text, "kpis", &file.kpis);
    list(&mut text, "objectives", &file.objectives);
    if !file.dashboards.is_empty() {
        list(&mut text, "dashboards", &file.dashboards);
    }
    if !file.period_states.is_empty() {
        list(&mut text, "period_states", &file.period_states);
    }
    list(&mut text, "readings", &file.readings);
    if !file.evidence.is_empty() {
        list(&mut text, "evidence", &file.evidence);
    }
    text.push_str("}\n");
    text
}

/// A document has no maps with keys other than text and no values that could fail: an error here cannot happen, and
/// `null` would be refused on reading.
fn json<T: Serialize>(value: &T) -> String {
    serde_json::to_string(value).unwrap_or_else(|_| "null".to_owned())
}

fn list<T: Serialize>(text: &mut String, name: &str, items: &[T]) {
    text.push_str(",\n \"");
    text.push_str(name);
    text.push_str("\": [");
    for (i, item) in items.iter().enumerate() {
        text.push_str(if i == 0 { "\n  " } else { ",\n  " });
        text.push_str(&json(item));
    }
    text.push(']');
}

#[cfg(test)]
mod tests;
