//! The figure of a reading: known in one of three forms, or one of the two states that say why there is none.

use serde::{Deserialize, Serialize};

use crate::kpi::{Kpi, Nature};
use crate::number::Number;
use crate::problem::{Problem, ProblemCode};

/// The four states, never mixed. `Missing` is computed, never recorded.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    Known,
    #[default]
    Missing,
    NotApplicable,
    NotAvailable,
}

impl State {
    pub fn as_str(self) -> &'static str {
        match self {
            State::Known => "known",
            State::Missing => "missing",
            State::NotApplicable => "not_applicable",
            State::NotAvailable => "not_available",
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Figure {
    Value(Number),
    Parts { numerator: Number, denominator: Number },
    Mean { value: Number, n: Number },
    NotApplicable,
    NotAvailable { reason: Option<String> },
}

impl Figure {
    pub fn state(&self) -> State {
        match self {
            Figure::Value(_) | Figure::Parts { .. } | Figure::Mean { .. } => State::Known,
            Figure::NotApplicable => State::NotApplicable,
            Figure::NotAvailable { .. } => State::NotAvailable,
        }
    }

    pub fn is_known(&self) -> bool {
        self.state() == State::Known
    }

    /// What the figure says of a KPI: the value, or the quotient times the scale. None for a state, and where the
    /// denominator is 0.
    pub fn value(&self, kpi: &Kpi) -> Option<Number> {
        match self {
            Figure::Value(value) => Some(value.clone()),
            Figure::Parts { numerator, denominator } => {
                numerator.divided_by(denominator).map(|quotient| &quotient * &kpi.ratio_parts().scale)
            }
            Figure::Mean { value, n } => (!n.is_zero()).then(|| value.clone()),
            Figure::NotApplicable | Figure::NotAvailable { .. } => None,
        }
    }

    /// Whether the figure has the form and range that the KPI's nature asks for.
    pub fn check(&self, kpi: &Kpi) -> Result<(), Problem> {
        let refuse = |code: ProblemCode| Err(Problem::new(code).with("nature", kpi.nature.as_str()));
        match (kpi.nature, self) {
            (Nature::Formula, _) => refuse(ProblemCode::ReadingOfFormula),
            (_, Figure::NotApplicable | Figure::NotAvailable { .. }) => Ok(()),
            (Nature::Ratio, Figure::Parts { .. }) => Ok(()),
            (Nature::Ratio, _) => refuse(ProblemCode::ReadingPartMissing),
            (Nature::Mean, Figure::Mean { n, .. }) if n.is_negative() => {
                refuse(ProblemCode::ReadingNegativeCount)
            }
            (Nature::Mean, Figure::Mean { .. }) => Ok(()),
            (Nature::Mean, _) => refuse(ProblemCode::ReadingPartMissing),
            (Nature::Milestones | Nature::Scale, Figure::Value(value)) => check_number_of(value, kpi),
            (Nature::Stock | Nature::Flow | Nature::Distinct, Figure::Value(_)) => Ok(()),
            (_, Figure::Parts { .. } | Figure::Mean { .. }) => refuse(ProblemCode::ReadingPartUnwanted),
        }
    }
}

/// Steps done count from 0, labels from 1.
fn check_number_of(value: &Number, kpi: &Kpi) -> Result<(), Problem> {
    let (lowest, code) = match kpi.nature {
        Nature::Scale => (Number::ONE, ProblemCode::ReadingOutOfLabels),
        _ => (Number::ZERO, ProblemCode::ReadingOutOfSteps),
    };
    let highest = kpi.highest().unwrap_or_default();
    if !value.is_whole() {
        return Err(Problem::new(ProblemCode::ReadingNotWhole).with("value", value));
    }
    if *value < lowest || *value > highest {
        return Err(Problem::new(code).with("value", value).with("from", lowest).with("to", highest));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{kpi, number};

    #[test]
    fn each_nature_takes_its_own_form() {
        let value = Figure::Value(number("2"));
        let parts = Figure::Parts { numerator: number("1"), denominator: number("0") };
        let mean = Figure::Mean { value: number("4.1"), n: number("88") };
        let steps = r#""nature": "milestones", "steps": [{"en": "a"}, {"en": "b"}]"#;
        let labels = r#""nature": "scale", "labels": [{"en": "low"}, {"en": "high"}]"#;
        let formula = r#""nature": "formula", "formula": "a""#;
        let table = [
            (r#""nature": "stock""#, &value, None),
            (r#""nature": "flow""#, &parts, Some(ProblemCode::ReadingPartUnwanted)),
            (r#""nature": "ratio""#, &parts, None),
            (r#""nature": "ratio""#, &value, Some(ProblemCode::ReadingPartMissing)),
            (r#""nature": "mean""#, &mean, None),
            (r#""nature": "mean""#, &value, Some(ProblemCode::ReadingPartMissing)),
            (steps, &value, None),
            (steps, &Figure::Value(number("3")), Some(ProblemCode::ReadingOutOfSteps)),
            (steps, &Figure::Value(number("0")), None),
            (labels, &Figure::Value(number("0")), Some(ProblemCode::ReadingOutOfLabels)),
            (labels, &Figure::Value(number("1.5")), Some(ProblemCode::ReadingNotWhole)),
            (formula, &Figure::NotApplicable, Some(ProblemCode::ReadingOfFormula)),
        ];
        for (fields, figure, code) in table {
            let checked = figure.check(&kpi("k", "month", fields));
            assert_eq!(checked.err().map(|problem| problem.code), code, "{fields} {figure:?}");
        }
    }
}
