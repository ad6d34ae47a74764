//! When the steps of a milestones KPI were done.

use super::Series;
use crate::kpi::Nature;
use crate::period::Period;

impl Series<'_, '_> {
    /// For each step the period from which on it counts as done, by the readings; a step that was taken back is not.
    /// Empty for every other nature.
    pub fn steps_reached(&self) -> Vec<Option<Period>> {
        if self.kpi.nature != Nature::Milestones {
            return Vec::new();
        }
        let mut reached = vec![None; self.kpi.steps.len()];
        for reading in self.engine.book.readings.of(&self.kpi.key) {
            let Some(done) = reading.figure.value(self.kpi).and_then(|done| done.to_i64()) else { continue };
            for (step, at) in (1..).zip(&mut reached) {
                *at = if step <= done { at.or(Some(reading.period)) } else { None };
            }
        }
        reached
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rollup::Engine;
    use crate::testing::{book, day, key, kpi};

    #[test]
    fn a_step_counts_from_the_period_since_which_it_is_done() {
        let steps =
            r#""nature": "milestones", "steps": [{"en": "a"}, {"en": "b"}, {"en": "c"}, {"en": "d"}]"#;
        let book = book(vec![kpi("k", "quarter", steps)]).with("k", "2025-Q1", "1 3 n.d. 2 3");
        let engine = Engine::new(&book, day("2027-01-01"));
        let series = Series::new(&engine, engine.kpi(&key("k")).expect("a KPI"), None);
        let reached = series.steps_reached();
        let texts: Vec<_> =
            reached.iter().map(|at| at.map(|at| at.to_string()).unwrap_or_default()).collect();
        assert_eq!(texts, ["2025-Q1", "2025-Q2", "2026-Q1", ""]);
    }
}
