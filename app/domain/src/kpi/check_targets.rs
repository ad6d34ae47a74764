//! What makes target sets consistent: points no finer than the frequency, one value per position, no flow counted twice.

use super::check::finer;
use super::{Kpi, Nature};
use crate::path::position;
use crate::period::FinancialYear;
use crate::problem::{Problem, ProblemCode};
use crate::target::TargetSet;

impl Kpi {
    pub(super) fn check_targets(&self, fy: FinancialYear, problems: &mut Vec<Problem>) {
        for (i, set) in self.targets.iter().enumerate() {
            let place = format!("targets[{i}]");
            let mut refuse = |problem: Problem| problems.push(problem.within(&place));
            if set.set.trim().is_empty() {
                refuse(Problem::new(ProblemCode::FieldMissing).at("set"));
            } else if self.targets[..i].iter().any(|other| other.set == set.set) {
                refuse(Problem::new(ProblemCode::Duplicate).with("set", &set.set).at("set"));
            }
            if set.span.is_some_and(|span| span.months(fy).first > span.months(fy).last) {
                refuse(Problem::new(ProblemCode::SpanReversed).at("span"));
            }
            for problem in self.check_points(set, fy) {
                refuse(problem);
            }
        }
    }

    fn check_points(&self, set: &TargetSet, fy: FinancialYear) -> Vec<Problem> {
        let mut problems = Vec::new();
        let at = |i: usize| format!("points[{i}]");
        // Sorted by where they begin, a clash is always between neighbours.
        let mut placed = Vec::new();
        for (i, point) in set.points.iter().enumerate() {
            if point.period.granularity < self.frequency {
                problems.push(finer(point.period, self).at("period").within(&at(i)));
            } else if self.nature == Nature::Flow {
                placed.push((point.period.months(fy).first, point.period.months(fy).last, i));
            } else {
                let position = position(point.period, set.path, self.frequency, fy);
                placed.push((position, position, i));
            }
        }
        placed.sort_unstable();
        let code = match self.nature {
            Nature::Flow => ProblemCode::PointsOverlap,
            _ => ProblemCode::PointsSamePosition,
        };
        // The latest end so far, not only the neighbour's: a year covers all of its months.
        let mut reach: Option<(i32, usize)> = None;
        for (first, last, i) in placed {
            if let Some((end, earlier)) = reach
                && first <= end
            {
                let (i, other) = (i.max(earlier), i.min(earlier));
                problems.push(Problem::new(code).with("other", set.points[other].period).at(at(i)));
            }
            if reach.is_none_or(|(end, _)| last > end) {
                reach = Some((last, i));
            }
        }
        problems
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::kpi;

    fn codes(nature: &str, path: &str, points: &[&str]) -> Vec<(String, ProblemCode)> {
        let points: Vec<_> =
            points.iter().map(|period| format!(r#"{{"period": "{period}", "value": "1"}}"#)).collect();
        let fields = format!(
            r#""nature": "{nature}", "targets": [{{"set": "s", "path": "{path}", "points": [{}]}}]"#,
            points.join(",")
        );
        let problems = kpi("k", "month", &fields).check(FinancialYear::CIVIL);
        problems.into_iter().map(|problem| (problem.place, problem.code)).collect()
    }

    #[test]
    fn two_points_never_share_a_position() {
        let same = |place: &str| vec![(place.to_owned(), ProblemCode::PointsSamePosition)];
        assert_eq!(codes("stock", "linear", &["2026", "2026-12"]), same("targets[0].points[1]"));
        assert_eq!(codes("stock", "linear", &["2026", "2026-01"]), []);
        assert_eq!(codes("stock", "stepped", &["2026", "2026-01"]), same("targets[0].points[1]"));
        assert_eq!(codes("stock", "stepped", &["2026", "2026-12"]), []);
    }

    #[test]
    fn points_of_a_flow_do_not_overlap() {
        let overlap = vec![("targets[0].points[1]".to_owned(), ProblemCode::PointsOverlap)];
        assert_eq!(codes("flow", "linear", &["2026", "2026-05"]), overlap);
        assert_eq!(codes("flow", "linear", &["2026-Q1", "2026-Q2", "2026-H2"]), []);
        assert_eq!(codes("flow", "linear", &["2026-01", "2026", "2026-12"]).len(), 2);
    }

    #[test]
    fn points_finer_than_the_frequency_are_refused() {
        let fields = r#""nature": "stock", "targets": [{"set": "s", "points": [{"period": "2026-01", "value": "1"}]}]"#;
        let problems = kpi("k", "quarter", fields).check(FinancialYear::CIVIL);
        assert_eq!(problems[0].place, "targets[0].points[0].period");
        assert_eq!(problems[0].code, ProblemCode::PeriodFiner);
    }
}
