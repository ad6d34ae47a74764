//! A person's own judgement of a KPI or an objective, with a comment. It stands beside the computed status and never
//! changes it. Who judged and when is in the change log, as for every other part of the document.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::period::{FinancialYear, Period};
use crate::problem::{Problem, ProblemCode};
use crate::status::Status;

const LONGEST_COMMENT: usize = 4000;

/// The statuses that are a judgement: the others say only what is missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Judged {
    Met,
    OnTrack,
    AtRisk,
    OffTrack,
}

impl Judged {
    pub const ALL: [Judged; 4] = [Judged::Met, Judged::OnTrack, Judged::AtRisk, Judged::OffTrack];

    /// The computed status of the same name, for its word, icon and colour.
    pub fn status(self) -> Status {
        match self {
            Judged::Met => Status::Met,
            Judged::OnTrack => Status::OnTrack,
            Judged::AtRisk => Status::AtRisk,
            Judged::OffTrack => Status::OffTrack,
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Assessment {
    /// What is judged: the state of things at the end of this period.
    pub period: Period,
    pub status: Judged,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub comment: String,
}

/// The judgement of the latest period that has begun; of two that end together the one of the shorter period.
pub fn latest(assessments: &[Assessment], today: NaiveDate, fy: FinancialYear) -> Option<&Assessment> {
    let begun = |assessment: &&Assessment| assessment.period.first_day(fy) <= today;
    assessments.iter().filter(begun).max_by_key(|assessment| {
        (assessment.period.last_day(fy), std::cmp::Reverse(assessment.period.granularity))
    })
}

/// One judgement for a period, each with its place: `assessments[1].period`.
pub(crate) fn check(assessments: &[Assessment]) -> Vec<Problem> {
    let mut problems = Vec::new();
    for (i, assessment) in assessments.iter().enumerate() {
        let place = format!("assessments[{i}]");
        if assessments[..i].iter().any(|other| other.period == assessment.period) {
            let problem = Problem::new(ProblemCode::Duplicate).with("period", assessment.period);
            problems.push(problem.at("period").within(&place));
        }
        if assessment.comment.chars().count() > LONGEST_COMMENT {
            problems.push(Problem::new(ProblemCode::FieldTooLong).at("comment").within(&place));
        }
    }
    problems
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{day, period};

    fn of(periods: &[&str]) -> Vec<Assessment> {
        let judged =
            |text: &&str| Assessment { period: period(text), status: Judged::AtRisk, comment: String::new() };
        periods.iter().map(judged).collect()
    }

    #[test]
    fn the_latest_that_has_begun_counts() {
        let all = of(&["2026-Q2", "2026-Q1", "2026-06", "2027"]);
        let latest = |today| latest(&all, day(today), FinancialYear::CIVIL).map(|found| found.period);
        assert_eq!(latest("2025-12-31"), None);
        assert_eq!(latest("2026-03-31"), Some(period("2026-Q1")));
        assert_eq!(latest("2026-04-01"), Some(period("2026-Q2")));
        assert_eq!(latest("2026-12-31"), Some(period("2026-06")));
        assert_eq!(latest("2027-01-01"), Some(period("2027")));
    }

    #[test]
    fn a_period_is_judged_once() {
        let mut all = of(&["2026", "2027", "2026"]);
        all[1].comment = "x".repeat(LONGEST_COMMENT + 1);
        let places: Vec<_> = check(&all).into_iter().map(|problem| problem.place).collect();
        assert_eq!(places, ["assessments[1].comment", "assessments[2].period"]);
    }

    #[test]
    fn every_judgement_is_a_status_of_the_same_name() {
        for judged in Judged::ALL {
            assert_eq!(serde_json::to_string(&judged).ok(), serde_json::to_string(&judged.status()).ok());
        }
    }
}
