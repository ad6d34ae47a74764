//! What makes a definition sheet consistent in itself. Other KPIs are needed only for formulas: `formula::check`.

use super::{Direction, Kpi, Nature};
use crate::number::Number;
use crate::period::FinancialYear;
use crate::problem::{Problem, ProblemCode};
use crate::text::Text;

const LONGEST_TEXT: usize = 4000;
const LONGEST_NAME: usize = 200;
pub const MOST_DECIMALS: u8 = 10;

impl Kpi {
    /// Everything that is wrong, each with its place within the KPI, such as `targets[0].points[1]`.
    pub fn check(&self, fy: FinancialYear) -> Vec<Problem> {
        let mut problems = Vec::new();
        self.check_texts(&mut problems);
        self.check_nature(&mut problems);
        self.check_figures(&mut problems);
        self.check_periods(&mut problems);
        self.check_targets(fy, &mut problems);
        problems.extend(crate::assessment::check(&self.assessments));
        problems
    }

    fn check_texts(&self, problems: &mut Vec<Problem>) {
        let mut refuse = refuser(problems);
        refuse(self.name.is_empty(), "name", ProblemCode::FieldMissing);
        refuse(too_long(&self.name, LONGEST_NAME), "name", ProblemCode::FieldTooLong);
        refuse(too_long(&self.definition, LONGEST_TEXT), "definition", ProblemCode::FieldTooLong);
        refuse(self.unit.trim().is_empty(), "unit", ProblemCode::FieldMissing);
        refuse(self.unit.chars().count() > 24, "unit", ProblemCode::FieldTooLong);
        refuse(self.decimals > MOST_DECIMALS, "decimals", ProblemCode::FieldOutOfRange);
        refuse(self.lag > 366, "lag", ProblemCode::FieldOutOfRange);
    }

    fn check_nature(&self, problems: &mut Vec<Problem>) {
        let mut refuse = refuser(problems);
        let is = |nature| self.nature == nature;
        refuse(!is(Nature::Ratio) && self.ratio.is_some(), "ratio", ProblemCode::RatioUnwanted);
        let scale = self.ratio_parts().scale;
        let supported = scale == Number::ONE || scale == Number::int(100);
        refuse(!supported, "ratio.scale", ProblemCode::ScaleUnsupported);
        refuse(is(Nature::Milestones) && self.steps.is_empty(), "steps", ProblemCode::StepsMissing);
        refuse(!is(Nature::Milestones) && !self.steps.is_empty(), "steps", ProblemCode::FieldUnwanted);
        refuse(is(Nature::Scale) && self.labels.is_empty(), "labels", ProblemCode::LabelsMissing);
        refuse(!is(Nature::Scale) && !self.labels.is_empty(), "labels", ProblemCode::FieldUnwanted);
        let formula = self.formula.as_deref().unwrap_or("").trim();
        refuse(is(Nature::Formula) && formula.is_empty(), "formula", ProblemCode::FormulaMissing);
        refuse(!is(Nature::Formula) && self.formula.is_some(), "formula", ProblemCode::FieldUnwanted);
        let band = self.direction == Direction::Band;
        refuse(band && self.band.is_none(), "band", ProblemCode::BandMissing);
        refuse(!band && self.band.is_some(), "band", ProblemCode::FieldUnwanted);
    }

    fn check_figures(&self, problems: &mut Vec<Problem>) {
        let mut refuse = refuser(problems);
        let reversed = self.band.as_ref().is_some_and(|band| band.low > band.high);
        refuse(reversed, "band", ProblemCode::BandReversed);
        let reversed =
            matches!((&self.plausible.min, &self.plausible.max), (Some(min), Some(max)) if min > max);
        refuse(reversed, "plausible", ProblemCode::PlausibleReversed);
        refuse(self.tolerance.green.is_negative(), "tolerance.green", ProblemCode::FieldOutOfRange);
        refuse(self.tolerance.amber < self.tolerance.green, "tolerance", ProblemCode::ToleranceReversed);
    }

    fn check_periods(&self, problems: &mut Vec<Problem>) {
        for (i, version) in self.versions.iter().enumerate() {
            let place = format!("versions[{i}]");
            if let Err(problem) = version.from.of_granularity(self.frequency) {
                problems.push(problem.at("from").within(&place));
            }
            if version.reason.trim().is_empty() {
                problems.push(Problem::new(ProblemCode::FieldMissing).at("reason").within(&place));
            }
            if self.versions[..i].iter().any(|other| other.from == version.from) {
                problems.push(
                    Problem::new(ProblemCode::Duplicate)
                        .with("period", version.from)
                        .at("from")
                        .within(&place),
                );
            }
        }
        if let Some(baseline) = &self.baseline
            && baseline.period.granularity < self.frequency
        {
            problems.push(finer(baseline.period, self).at("baseline.period"));
        }
    }
}

pub(super) fn finer(period: crate::period::Period, kpi: &Kpi) -> Problem {
    Problem::new(ProblemCode::PeriodFiner).with("period", period).with("frequency", kpi.frequency.as_str())
}

fn refuser(problems: &mut Vec<Problem>) -> impl FnMut(bool, &str, ProblemCode) {
    |wrong, place, code| {
        if wrong {
            problems.push(Problem::new(code).at(place));
        }
    }
}

fn too_long(text: &Text, longest: usize) -> bool {
    text.iter().any(|(_, text)| text.chars().count() > longest)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::kpi;

    #[test]
    fn each_rule_names_its_place() {
        let table = [
            (r#""nature": "stock", "ratio": {"scale": "100"}"#, "ratio", ProblemCode::RatioUnwanted),
            (r#""nature": "ratio", "ratio": {"scale": "10"}"#, "ratio.scale", ProblemCode::ScaleUnsupported),
            (r#""nature": "milestones""#, "steps", ProblemCode::StepsMissing),
            (r#""nature": "scale""#, "labels", ProblemCode::LabelsMissing),
            (r#""nature": "formula""#, "formula", ProblemCode::FormulaMissing),
            (r#""nature": "stock", "direction": "band""#, "band", ProblemCode::BandMissing),
            (r#""nature": "stock", "decimals": 11"#, "decimals", ProblemCode::FieldOutOfRange),
            (
                r#""nature": "stock", "plausible": {"min": "2", "max": "1"}"#,
                "plausible",
                ProblemCode::PlausibleReversed,
            ),
            (
                r#""nature": "stock", "tolerance": {"green": "0.2"}"#,
                "tolerance",
                ProblemCode::ToleranceReversed,
            ),
            (
                r#""nature": "stock", "versions": [{"from": "2026", "reason": "x"}]"#,
                "versions[0].from",
                ProblemCode::PeriodGranularity,
            ),
        ];
        for (fields, place, code) in table {
            let problems = kpi("k", "month", fields).check(FinancialYear::CIVIL);
            assert!(problems.iter().any(|p| p.place == place && p.code == code), "{fields}: {problems:?}");
        }
        assert_eq!(kpi("k", "month", r#""nature": "ratio""#).check(FinancialYear::CIVIL), []);
    }
}
