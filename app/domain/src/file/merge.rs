//! A file into a cluster. An empty one takes it whole, settings included. One with data takes what it misses; what
//! contradicts it is refused with its place, unless the import is to update: then it becomes a new version or revision.

use serde::Serialize;
use serde_json::Value;

use super::{ClusterFile, Link, check};
use crate::book::Book;
use crate::cluster::Cluster;
use crate::dashboard::Dashboard;
use crate::kpi::Kpi;
use crate::objective::Objective;
use crate::period::Granularity;
use crate::period_state::{PeriodMark, PeriodState};
use crate::problem::{Problem, ProblemCode};
use crate::reading::Reading;

/// What an import changes: only what is new or different.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Merge {
    pub cluster: Option<Cluster>,
    pub kpis: Vec<Kpi>,
    pub objectives: Vec<Objective>,
    pub dashboards: Vec<Dashboard>,
    pub period_states: Vec<PeriodMark>,
    pub readings: Vec<Reading>,
    /// Links of evidence that the cluster does not have.
    pub links: Vec<Link>,
}

impl Merge {
    pub fn is_empty(&self) -> bool {
        *self == Merge::default()
    }

    /// The book with the changes in it.
    pub fn applied(&self, current: &Book) -> Book {
        let mut book = current.clone();
        if let Some(cluster) = &self.cluster {
            book.cluster = cluster.clone();
        }
        put(&mut book.kpis, &self.kpis, |kpi| kpi.key.as_str());
        put(&mut book.objectives, &self.objectives, |objective| &objective.id);
        put(&mut book.dashboards, &self.dashboards, |dashboard| &dashboard.id);
        for mark in &self.period_states {
            book.period_states.set(mark.period, mark.state);
        }
        for reading in &self.readings {
            book.readings.insert(reading.clone());
        }
        book.links.extend(self.links.iter().cloned());
        book
    }
}

fn put<T: Clone>(into: &mut Vec<T>, new: &[T], name: impl Fn(&T) -> &str) {
    for item in new {
        match into.iter_mut().find(|old| name(old) == name(item)) {
            Some(old) => *old = item.clone(),
            None => into.push(item.clone()),
        }
    }
}

/// All or nothing. The slug of the cluster that takes the file stays: it is its address, not a fact of the file.
pub fn merge(current: &Book, file: &ClusterFile, update: bool) -> Result<Merge, Vec<Problem>> {
    let mut merge = Merge::default();
    let mut problems = Vec::new();
    let mut cluster = Cluster { slug: current.cluster.slug.clone(), ..file.cluster.clone() };
    // A file from before there were logos says nothing against one.
    cluster.logo = cluster.logo.or_else(|| current.cluster.logo.clone());
    let whole = current.is_empty();
    if let Some(field) = differs(&current.cluster, &cluster) {
        if whole || update {
            merge.cluster = Some(cluster);
        } else {
            problems.push(contradiction(format!("cluster.{field}")));
        }
    }
    merge.kpis = changed("kpis", &current.kpis, &file.kpis, |kpi| kpi.key.as_str(), update, &mut problems);
    merge.objectives =
        changed("objectives", &current.objectives, &file.objectives, |item| &item.id, update, &mut problems);
    merge.dashboards =
        changed("dashboards", &current.dashboards, &file.dashboards, |item| &item.id, update, &mut problems);
    for (i, mark) in file.period_states.iter().enumerate() {
        let own = current.period_states.own(mark.period);
        if own != mark.state && own != PeriodState::Open && !update {
            problems.push(contradiction(format!("period_states[{i}].state")));
        } else if own != mark.state {
            merge.period_states.push(*mark);
        }
    }
    for (i, reading) in file.readings.iter().enumerate() {
        match current.readings.get(&reading.kpi, reading.period) {
            Some(same) if same == reading => {}
            Some(other) if !update => {
                let field = differs(other, reading).unwrap_or_default();
                let problem = contradiction(format!("readings[{i}].{field}"));
                problems.push(problem.with("kpi", &reading.kpi).with("period", reading.period));
            }
            _ => merge.readings.push(reading.clone()),
        }
    }
    merge.links = file.evidence.iter().filter(|link| !current.links.contains(link)).cloned().collect();
    fixed(current, file, &mut problems);
    if problems.is_empty() {
        problems = check_result(&merge.applied(current), file);
    }
    if problems.is_empty() { Ok(merge) } else { Err(problems) }
}

fn changed<T: Clone + Serialize>(
    list: &str,
    old: &[T],
    new: &[T],
    name: impl Fn(&T) -> &str,
    update: bool,
    problems: &mut Vec<Problem>,
) -> Vec<T> {
    let mut changed = Vec::new();
    for (i, item) in new.iter().enumerate() {
        let field = match old.iter().find(|old| name(old) == name(item)) {
            None => Some(String::new()),
            Some(old) => differs(old, item),
        };
        match field {
            None => {}
            Some(field) if field.is_empty() || update => changed.push(item.clone()),
            Some(field) => problems.push(contradiction(format!("{list}[{i}].{field}"))),
        }
    }
    changed
}

fn contradiction(place: String) -> Problem {
    Problem::new(ProblemCode::Contradiction).at(place)
}

/// The first field in which two documents differ.
fn differs<T: Serialize>(old: &T, new: &T) -> Option<String> {
    let fields = |document: &T| match serde_json::to_value(document) {
        Ok(Value::Object(fields)) => fields,
        _ => serde_json::Map::new(),
    };
    let (old, new) = (fields(old), fields(new));
    let different = |name: &&String| old.get(*name) != new.get(*name);
    new.keys().chain(old.keys()).find(different).cloned()
}

/// What no update may change: it would give recorded figures another meaning.
fn fixed(current: &Book, file: &ClusterFile, problems: &mut Vec<Problem>) {
    for (i, new) in file.kpis.iter().enumerate() {
        let Some(old) = current.kpi(&new.key).filter(|old| current.readings.has(&old.key)) else { continue };
        for (field, code) in fixed_fields(old, new) {
            problems.push(Problem::new(code).with("kpi", &new.key).at(format!("kpis[{i}].{field}")));
        }
    }
    let years = (current.fy(), file.cluster.financial_year_starts);
    if years.0 != years.1 && has_financial_periods(current) {
        problems.push(Problem::new(ProblemCode::FinancialYearFixed).at("cluster.financial_year_starts"));
    }
}

/// Of a KPI that has readings: unit, nature and frequency. A new KPI replaces it.
pub fn fixed_fields(old: &Kpi, new: &Kpi) -> Vec<(&'static str, ProblemCode)> {
    let mut fixed = Vec::new();
    if old.unit != new.unit {
        fixed.push(("unit", ProblemCode::UnitFixed));
    }
    if old.nature != new.nature || old.ratio_parts().scale != new.ratio_parts().scale {
        fixed.push(("nature", ProblemCode::NatureFixed));
    }
    if old.frequency != new.frequency {
        fixed.push(("frequency", ProblemCode::FrequencyFixed));
    }
    fixed
}

/// Whether readings exist whose periods depend on the financial year.
pub fn has_financial_periods(book: &Book) -> bool {
    book.readings.iter().any(|reading| reading.period.granularity > Granularity::Month)
}

/// The whole as it would be, with places of the file where the file is the cause.
fn check_result(book: &Book, file: &ClusterFile) -> Vec<Problem> {
    let result = ClusterFile::of(book);
    let mut problems = check(&result);
    for problem in &mut problems {
        if let Some(place) = place_in(file, &result, &problem.place) {
            problem.place = place;
        }
    }
    problems
}

/// `kpis[7].formula` of the result is `kpis[2].formula` of the file.
fn place_in(file: &ClusterFile, result: &ClusterFile, place: &str) -> Option<String> {
    let (list, rest) = place.split_once('[')?;
    let (index, rest) = rest.split_once(']')?;
    let index: usize = index.parse().ok()?;
    let at = match list {
        "kpis" => {
            file.kpis.iter().position(|kpi| Some(&kpi.key) == result.kpis.get(index).map(|kpi| &kpi.key))
        }
        "objectives" => {
            let id = &result.objectives.get(index)?.id;
            file.objectives.iter().position(|objective| objective.id == *id)
        }
        "dashboards" => {
            let id = &result.dashboards.get(index)?.id;
            file.dashboards.iter().position(|dashboard| dashboard.id == *id)
        }
        "readings" => {
            let reading = result.readings.get(index)?;
            file.readings.iter().position(|own| own.kpi == reading.kpi && own.period == reading.period)
        }
        "evidence" => {
            let link = result.evidence.get(index)?;
            file.evidence.iter().position(|own| own == link)
        }
        _ => None,
    };
    at.map(|at| format!("{list}[{at}]{rest}"))
}
