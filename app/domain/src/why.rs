//! How a figure came about, as data: the readings used, the rule, the target points, the tolerance, the gap. The words
//! are the screen's.

use chrono::NaiveDate;

use crate::assessment::Assessment;
use crate::book::Book;
use crate::formula::Gap;
use crate::kpi::{Direction, Kpi, Nature, Tolerance};
use crate::number::Number;
use crate::period::Period;
use crate::reading::{Figure, Reading};
use crate::report::Row;
use crate::rollup::{Engine, Rolled};
use crate::series::{Judgement, Series};
use crate::target::{PathKind, Point, Span};
use crate::window::WindowKind;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explanation {
    pub row: Row,
    pub nature: Nature,
    pub direction: Direction,
    /// The readings of the period, in order; those before `counted_from` are not used.
    pub readings: Vec<Reading>,
    /// The break inside the period from which on readings count.
    pub counted_from: Option<Period>,
    pub formula: Option<FormulaFacts>,
    pub set: Option<SetFacts>,
    /// None where there is none, or where a later break made it incomparable: `baseline_outdated` says which.
    pub baseline: Option<Number>,
    pub baseline_period: Option<Period>,
    pub baseline_outdated: bool,
    pub tolerance: Tolerance,
    /// Path, goal, comparison, gap, tolerance base, progress and status.
    pub judgement: Judgement,
    /// What a person says of this period.
    pub assessment: Option<Assessment>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormulaFacts {
    pub text: String,
    /// Each operand at the same period.
    pub operands: Vec<(crate::key::Key, Rolled)>,
    pub gaps: Vec<Gap>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SetFacts {
    pub set: String,
    pub path: PathKind,
    pub span: Option<Span>,
    pub points: Vec<Point>,
    /// The period at whose end the target is to be reached.
    pub target_period: Option<Period>,
}

pub fn explain(book: &Book, kpi: &Kpi, period: Period, today: NaiveDate, set: Option<&str>) -> Explanation {
    Series::new(&Engine::new(book, today), kpi, set).explain(period)
}

impl Explanation {
    /// Of a mean: the answers that it rests on.
    pub fn answers(&self) -> Option<Number> {
        let used = self
            .readings
            .iter()
            .filter(|reading| self.counted_from.is_none_or(|from| from <= reading.period));
        let answers: Vec<&Number> = used
            .filter_map(|reading| match &reading.figure {
                Figure::Mean { n, .. } => Some(n),
                _ => None,
            })
            .collect();
        (!answers.is_empty()).then(|| answers.into_iter().sum())
    }
}

impl Series<'_, '_> {
    pub fn explain(&self, period: Period) -> Explanation {
        let rolled = self.rolled(WindowKind::Own, period);
        let fy = self.fy();
        let months = period.months(fy);
        let inside = |reading: &&Reading| match self.kpi.nature {
            Nature::Distinct => reading.period == period,
            _ => months.covers(reading.period.months(fy)),
        };
        let (first, last) = months.inside(self.kpi.frequency, fy);
        let track = self.engine.track(&self.kpi.key);
        let counted_from = track.and_then(|track| track.break_in(first, last));
        let operands = self.engine.formula(&self.kpi.key).map(|expr| expr.operands()).unwrap_or_default();
        let formula = self.kpi.formula.clone().map(|text| FormulaFacts {
            text,
            operands: operands.into_iter().map(|key| (key.clone(), self.engine.at(key, period))).collect(),
            gaps: rolled.gaps.clone(),
        });
        let set = self.set.map(|set| SetFacts {
            set: set.set.clone(),
            path: set.path,
            span: set.span,
            points: set.points.clone(),
            target_period: self.target_period(period),
        });
        Explanation {
            row: self.row(period),
            nature: self.kpi.nature,
            direction: self.kpi.direction,
            readings: self.engine.book.readings.of(&self.kpi.key).filter(inside).cloned().collect(),
            counted_from: counted_from.map(|at| Period::new(self.kpi.frequency, at)),
            formula,
            set,
            baseline: self.usable_baseline().cloned(),
            baseline_period: self.kpi.baseline.as_ref().map(|baseline| baseline.period),
            baseline_outdated: self.baseline_outdated(),
            tolerance: self.kpi.tolerance.clone(),
            judgement: self.judge(period, rolled.value.as_ref()),
            assessment: self.kpi.assessments.iter().find(|judged| judged.period == period).cloned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{book, day, key, kpi, number, period};

    #[test]
    fn says_which_readings_and_which_gap() {
        let fields = r#""nature": "stock", "baseline": {"period": "2025-12", "value": "120"},
            "targets": [{"set": "internal", "points": [{"period": "2026-12", "value": "200"}]}]"#;
        let book = book(vec![kpi("members", "month", fields)]).with("members", "2026-01", "130 n.d.");
        let kpi = book.kpi(&key("members")).expect("a KPI");
        let why = explain(&book, kpi, period("2026-Q1"), day("2026-08-01"), None);
        assert_eq!(why.readings.len(), 2);
        assert_eq!(why.judgement.gap, Some(number("10")));
        assert_eq!(why.judgement.base, Some(number("80")));
        assert_eq!(why.set.and_then(|set| set.target_period), Some(period("2026-12")));
    }

    #[test]
    fn adds_up_the_answers_behind_a_mean() {
        let mut book = book(vec![kpi("s", "quarter", r#""nature": "mean""#)]);
        for (at, n) in [("2026-Q1", "40"), ("2026-Q2", "48")] {
            let figure = Figure::Mean { value: number("4"), n: number(n) };
            book.readings.insert(Reading { kpi: key("s"), period: period(at), figure, comment: None });
        }
        let kpi = book.kpi(&key("s")).expect("a KPI");
        let answers = |at| explain(&book, kpi, period(at), day("2026-08-01"), None).answers();
        assert_eq!(answers("2026-H1"), Some(number("88")));
        assert_eq!(answers("2026-Q2"), Some(number("48")));
        assert_eq!(answers("2026-Q3"), None);
    }

    #[test]
    fn nothing_recorded_is_no_running_total_of_0() {
        let fields =
            r#""nature": "flow", "targets": [{"set": "s", "points": [{"period": "2026", "value": "12"}]}]"#;
        let book = book(vec![kpi("f", "month", fields)]).with("f", "2026-01", "_ 3");
        let kpi = book.kpi(&key("f")).expect("a KPI");
        let judged = |at| explain(&book, kpi, period(at), day("2026-08-01"), None).judgement;
        let nothing = judged("2026-01");
        assert_eq!((nothing.running, nothing.compared, nothing.path), (None, None, Some(number("1"))));
        // Only February can be compared.
        let some = judged("2026-02");
        assert_eq!(
            (some.running, some.compared, some.path),
            (Some(number("3")), Some(number("1")), Some(number("2")))
        );
    }

    #[test]
    fn says_which_operand_is_missing() {
        let kpis = vec![
            kpi("a", "month", r#""nature": "flow""#),
            kpi("b", "month", r#""nature": "flow""#),
            kpi("f", "month", r#""nature": "formula", "formula": "a / (b - b) + prev(a)""#),
        ];
        let book = book(kpis).with("a", "2026-01", "1").with("b", "2026-01", "1");
        let kpi = book.kpi(&key("f")).expect("a KPI");
        let facts =
            explain(&book, kpi, period("2026-01"), day("2026-08-01"), None).formula.expect("a formula");
        let missing =
            Gap::Operand { kpi: key("a"), period: period("2025-12"), state: crate::reading::State::Missing };
        assert_eq!(facts.gaps, [Gap::DivisionByZero, missing]);
        assert_eq!(facts.operands.len(), 2);
    }
}
