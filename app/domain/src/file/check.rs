//! What must hold across a file: unique names, KPIs that exist, readings that their KPIs take.

use std::collections::{BTreeMap, BTreeSet};

use super::ClusterFile;
use crate::formula;
use crate::key::Key;
use crate::kpi::Kpi;
use crate::problem::{Problem, ProblemCode};
use crate::reading::Reading;

/// Every problem with its place in the file.
pub fn check(file: &ClusterFile) -> Vec<Problem> {
    let fy = file.cluster.financial_year_starts;
    let mut problems = within("cluster", file.cluster.check());
    for (i, kpi) in file.kpis.iter().enumerate() {
        problems.extend(within(&format!("kpis[{i}]"), kpi.check(fy)));
    }
    duplicates(&mut problems, "kpis", "key", file.kpis.iter().map(|kpi| kpi.key.as_str()));
    for (i, problem) in formula::check(&file.kpis) {
        problems.push(problem.within(&format!("kpis[{i}]")));
    }
    let kpis: BTreeMap<&Key, &Kpi> = file.kpis.iter().map(|kpi| (&kpi.key, kpi)).collect();
    let known = |key: &Key| kpis.contains_key(key);
    for (i, objective) in file.objectives.iter().enumerate() {
        problems.extend(within(&format!("objectives[{i}]"), objective.check(&known)));
    }
    objective_ids(&mut problems, file);
    for (i, dashboard) in file.dashboards.iter().enumerate() {
        let place = format!("dashboards[{i}]");
        problems.extend(within(&place, dashboard.check(fy, &known)));
    }
    duplicates(
        &mut problems,
        "dashboards",
        "id",
        file.dashboards.iter().map(|dashboard| dashboard.id.as_str()),
    );
    let periods: Vec<String> = file.period_states.iter().map(|mark| mark.period.to_string()).collect();
    duplicates(&mut problems, "period_states", "period", periods.iter().map(String::as_str));
    check_readings(&mut problems, &file.readings, &kpis);
    for (i, link) in file.evidence.iter().enumerate() {
        let checked = link.check(kpis.contains_key(&link.kpi));
        problems.extend(checked.err().map(|problem| problem.within(&format!("evidence[{i}]"))));
    }
    problems
}

pub(super) fn within(place: &str, problems: Vec<Problem>) -> Vec<Problem> {
    problems.into_iter().map(|problem| problem.within(place)).collect()
}

fn duplicates<'a>(
    problems: &mut Vec<Problem>,
    list: &str,
    field: &str,
    names: impl Iterator<Item = &'a str>,
) {
    let mut seen = BTreeSet::new();
    for (i, name) in names.enumerate() {
        if !seen.insert(name) {
            problems.push(
                Problem::new(ProblemCode::Duplicate).with("text", name).at(format!("{list}[{i}].{field}")),
            );
        }
    }
}

/// Ids of objectives are one space, parents and children.
fn objective_ids(problems: &mut Vec<Problem>, file: &ClusterFile) {
    let mut seen = BTreeSet::new();
    for (i, parent) in file.objectives.iter().enumerate() {
        for (j, objective) in parent.flat().enumerate() {
            if !seen.insert(objective.id.as_str()) {
                let place = match j {
                    0 => format!("objectives[{i}].id"),
                    _ => format!("objectives[{i}].children[{}].id", j - 1),
                };
                problems.push(Problem::new(ProblemCode::Duplicate).with("text", &objective.id).at(place));
            }
        }
    }
}

pub(super) fn check_readings(problems: &mut Vec<Problem>, readings: &[Reading], kpis: &BTreeMap<&Key, &Kpi>) {
    let mut seen = BTreeSet::new();
    for (i, reading) in readings.iter().enumerate() {
        let place = || format!("readings[{i}]");
        match kpis.get(&reading.kpi) {
            None => problems
                .push(Problem::new(ProblemCode::KpiUnknown).with("kpi", &reading.kpi).at(place() + ".kpi")),
            Some(kpi) => problems.extend(reading.check(kpi).err().map(|problem| problem.within(&place()))),
        }
        if !seen.insert((&reading.kpi, reading.period)) {
            problems.push(
                Problem::new(ProblemCode::Duplicate)
                    .with("kpi", &reading.kpi)
                    .with("period", reading.period)
                    .at(place() + ".period"),
            );
        }
    }
}
