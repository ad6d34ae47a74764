//! The path of a level: every nature but flow.

use super::position;
use crate::kpi::Kpi;
use crate::number::Number;
use crate::period::{FinancialYear, Months, Period};
use crate::target::{PathKind, TargetSet};

#[derive(Clone, Debug)]
pub struct Levels {
    kind: PathKind,
    /// By position; for a linear path with the baseline before them.
    line: Vec<(i32, Number)>,
    /// The last point (of a stepped path, the one that begins last) and its period.
    pub target: Number,
    pub target_period: Period,
    span: Option<Months>,
}

impl Levels {
    /// None where the set has no points.
    pub fn new(kpi: &Kpi, set: &TargetSet, fy: FinancialYear) -> Option<Levels> {
        let at = |period| position(period, set.path, kpi.frequency, fy);
        let mut points: Vec<_> = set.points.iter().map(|point| (at(point.period), point)).collect();
        points.sort_by_key(|(position, _)| *position);
        let (_, last) = points.last()?;
        let (target, target_period) = (last.value.clone(), last.period);
        let mut line: Vec<(i32, Number)> = Vec::with_capacity(points.len() + 1);
        if let (PathKind::Linear, Some(baseline)) = (set.path, &kpi.baseline) {
            line.push((at(baseline.period), baseline.value.clone()));
            points.retain(|(position, _)| *position > line[0].0);
        }
        line.extend(points.into_iter().map(|(position, point)| (position, point.value.clone())));
        let span = set.span.map(|span| span.months(fy));
        Some(Levels { kind: set.path, line, target, target_period, span })
    }

    /// Outside the set's span there is no target; a row belongs to the span in which it ends.
    pub fn applies(&self, last_month: i32) -> bool {
        self.span.is_none_or(|span| span.first <= last_month && last_month <= span.last)
    }

    /// None where the path has not begun.
    pub fn at(&self, position: i32) -> Option<Number> {
        let after = self.line.partition_point(|(at, _)| *at <= position);
        let (from, low) = self.line.get(after.checked_sub(1)?)?;
        match self.line.get(after) {
            Some((to, high)) if self.kind == PathKind::Linear && *from < position => {
                let share = Number::quotient((position - from).into(), (to - from).into())?;
                Some(low + &(&(high - low) * &share))
            }
            _ => Some(low.clone()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{kpi, number, period};

    fn at(fields: &str, periods: &[&str]) -> Vec<String> {
        let kpi = kpi("k", "month", &format!(r#""nature": "stock", {fields}"#));
        let fy = FinancialYear::CIVIL;
        let levels = Levels::new(&kpi, &kpi.targets[0], fy).expect("points");
        let text = |text: &&str| {
            let position = position(period(text), PathKind::Linear, kpi.frequency, fy);
            levels.at(position).map_or("-".to_owned(), |number| number.to_string())
        };
        periods.iter().map(text).collect()
    }

    #[test]
    fn linear_runs_from_the_baseline_through_the_points_and_holds() {
        let fields = r#""baseline": {"period": "2025-12", "value": "120"}, "targets": [{"set": "s", "points": [
            {"period": "2026-12", "value": "200"}, {"period": "2026-06", "value": "180"}, {"period": "2025-06", "value": "1"}]}]"#;
        let periods = ["2025-11", "2025-12", "2026-01", "2026-Q1", "2026-06", "2026-09", "2026", "2030"];
        assert_eq!(at(fields, &periods), ["-", "120", "130", "150", "180", "190", "200", "200"]);
    }

    #[test]
    fn without_a_baseline_linear_starts_at_the_first_point() {
        let fields = r#""targets": [{"set": "s", "points": [
            {"period": "2026-Q1", "value": "3"}, {"period": "2026-06", "value": "0"}]}]"#;
        assert_eq!(at(fields, &["2026-02", "2026-03", "2026-04", "2026-12"]), ["-", "3", "2", "0"]);
    }

    #[test]
    fn stepped_holds_from_the_first_child_of_its_period() {
        let fields = r#""baseline": {"period": "2025-12", "value": "120"}, "targets": [{"set": "s", "path": "stepped",
            "points": [{"period": "2027", "value": "7"}, {"period": "2026-Q2", "value": "5"}]}]"#;
        let periods = ["2026-03", "2026-04", "2026-12", "2027-01", "2027", "2028"];
        assert_eq!(at(fields, &periods), ["-", "5", "5", "7", "7", "7"]);
    }

    #[test]
    fn the_stepped_target_begins_last() {
        let fields = r#""nature": "stock", "targets": [{"set": "s", "path": "stepped",
            "points": [{"period": "2026-12", "value": "9"}, {"period": "2026", "value": "5"}]}]"#;
        let kpi = kpi("k", "month", fields);
        let levels = Levels::new(&kpi, &kpi.targets[0], FinancialYear::CIVIL).expect("points");
        assert_eq!((levels.target, levels.target_period), (number("9"), period("2026-12")));
    }
}
