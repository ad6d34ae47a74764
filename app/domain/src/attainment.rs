//! How far objectives are reached. Each KPI counts with its latest known closed period; an objective's own target set
//! comes before the one asked for.

use serde::{Deserialize, Serialize};

use crate::assessment::{Assessment, latest};
use crate::kpi::Direction;
use crate::number::{Number, computed};
use crate::objective::{Objective, Rule};
use crate::rollup::Engine;
use crate::series::{Overall, Series};
use crate::status::Status;

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ObjectiveReport {
    pub id: String,
    #[serde(deserialize_with = "computed")]
    pub attainment: Option<Number>,
    /// KPIs and children with a progress or attainment, of all.
    pub with_data: u32,
    pub of: u32,
    pub met: bool,
    pub status: Status,
    /// A person's own judgement beside it; left out where there is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub assessment: Option<Assessment>,
    /// The tick on the bar: the attainment that the paths ask for today.
    #[serde(skip)]
    pub expected: Option<Number>,
}

/// What one KPI or child objective brings into its objective.
struct Member {
    weight: Number,
    /// Clamped.
    progress: Option<Number>,
    /// Progress and the path's progress, both clamped, where there are both.
    pair: Option<(Number, Number)>,
    /// None for what can't be met: a KPI of direction none.
    met: Option<bool>,
    /// There is a comparison, or at least an attainment.
    judged: bool,
}

/// Parents, each followed by its children. Archived ones are left out.
pub fn attainments(engine: &Engine<'_>, set: Option<&str>) -> Vec<ObjectiveReport> {
    let mut reports = Vec::new();
    for objective in engine.book.objectives.iter().filter(|objective| !objective.archived) {
        let children: Vec<_> = objective.children.iter().filter(|child| !child.archived).collect();
        let outcomes: Vec<Outcome> =
            children.iter().map(|child| outcome(engine, child, set, Vec::new())).collect();
        let members =
            outcomes.iter().zip(&children).map(|(outcome, child)| outcome.member(&child.weight)).collect();
        reports.push(outcome(engine, objective, set, members).report);
        reports.extend(outcomes.into_iter().map(|outcome| outcome.report));
    }
    reports
}

struct Outcome {
    report: ObjectiveReport,
    pair: Option<(Number, Number)>,
    met: Option<bool>,
}

impl Outcome {
    fn member(&self, weight: &Number) -> Member {
        Member {
            weight: weight.clone(),
            progress: self.report.attainment.clone(),
            pair: self.pair.clone(),
            met: self.met,
            judged: self.report.attainment.is_some(),
        }
    }
}

fn outcome(engine: &Engine<'_>, objective: &Objective, set: Option<&str>, children: Vec<Member>) -> Outcome {
    let set = objective.set.as_deref().or(set);
    let kpis = objective.kpis.iter().filter_map(|share| {
        let kpi = engine.kpi(&share.key).filter(|kpi| !kpi.archived)?;
        Some(of_kpi(&Series::new(engine, kpi, set).overall(), kpi.direction, &share.weight))
    });
    let members: Vec<Member> = kpis.chain(children).collect();
    let attainment = match objective.rule {
        Rule::Weighted => {
            mean(members.iter().filter_map(|member| Some((&member.weight, member.progress.as_ref()?))))
        }
        Rule::All => share_met(&members),
    };
    let pairs = || members.iter().filter_map(|member| Some((&member.weight, member.pair.as_ref()?)));
    let progress = mean(pairs().map(|(weight, (progress, _))| (weight, progress)));
    let expected = mean(pairs().map(|(weight, (_, expected))| (weight, expected)));
    let mut can_be_met = members.iter().filter_map(|member| member.met).peekable();
    let met = can_be_met.peek().is_some().then(|| can_be_met.all(|met| met));
    let pair = progress.zip(expected);
    let report = ObjectiveReport {
        id: objective.id.clone(),
        attainment,
        with_data: members.iter().filter(|member| member.progress.is_some()).count() as u32,
        of: members.len() as u32,
        met: met == Some(true),
        status: status(met == Some(true), pair.as_ref()),
        assessment: latest(&objective.assessments, engine.today, engine.fy).cloned(),
        expected: pair.as_ref().map(|(_, expected)| expected.clone()),
    };
    Outcome { report, pair, met }
}

fn of_kpi(overall: &Overall, direction: Direction, weight: &Number) -> Member {
    let judgement = &overall.judgement;
    let progress = judgement.progress.as_ref().map(Number::clamped);
    let expected = judgement.path_progress.as_ref().map(Number::clamped);
    let compared =
        matches!(judgement.status, Some(Status::Met | Status::OnTrack | Status::AtRisk | Status::OffTrack));
    Member {
        weight: weight.clone(),
        pair: progress.clone().zip(expected),
        met: (direction != Direction::None).then_some(judgement.status == Some(Status::Met)),
        judged: compared || progress.is_some(),
        progress,
    }
}

/// All parts of a mean together: the exact sum of very many KPIs, of figures of formulas above all, would take minutes.
const MOST_BITS: u64 = 1 << 17;

/// None where the weights add up to nothing, and where the parts are too long.
fn mean<'n>(members: impl Iterator<Item = (&'n Number, &'n Number)>) -> Option<Number> {
    let (parts, weights): (Vec<_>, Vec<_>) = members.map(|(weight, value)| (weight * value, weight)).unzip();
    if parts.iter().map(Number::bits).sum::<u64>() > MOST_BITS {
        return None;
    }
    Number::total(parts).divided_by(&weights.into_iter().sum())
}

/// The share of the weight that is met; what has no data is not met, but without any data there is no figure.
fn share_met(members: &[Member]) -> Option<Number> {
    if !members.iter().any(|member| member.met.is_some() && member.judged) {
        return None;
    }
    let score = |met: bool| if met { &Number::ONE } else { &Number::ZERO };
    mean(members.iter().filter_map(|member| Some((&member.weight, score(member.met?)))))
}

fn status(met: bool, pair: Option<&(Number, Number)>) -> Status {
    let hundredths = |n| Number::quotient(n, 100).unwrap_or_default();
    match pair {
        _ if met => Status::Met,
        None => Status::NoData,
        Some((progress, expected)) => {
            let gap = expected - progress;
            if gap <= hundredths(5) {
                Status::OnTrack
            } else if gap <= hundredths(15) {
                Status::AtRisk
            } else {
                Status::OffTrack
            }
        }
    }
}

#[cfg(test)]
#[path = "attainment_tests.rs"]
mod tests;
