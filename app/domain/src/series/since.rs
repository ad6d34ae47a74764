//! From when on a flow's running total counts.

use chrono::NaiveDate;

use super::Series;
use crate::kpi::Direction;
use crate::period::Period;

impl Series<'_, '_> {
    /// The first day of what the running total of a row adds up: of its counting window, or of a break within. None
    /// where a row's status does not follow from a running total.
    pub fn counted_since(&self, row: Period) -> Option<NaiveDate> {
        let judged = matches!(self.kpi.direction, Direction::Up | Direction::Down);
        let counted = self.judge(row, None);
        let (first, _) = self.counting_children(row).filter(|_| judged)?;
        (counted.running.is_some() && counted.goal.is_some())
            .then(|| Period::new(self.kpi.frequency, first).first_day(self.fy()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rollup::Engine;
    use crate::testing::{book, day, key, kpi, period};

    fn since(fields: &str, row: &str) -> Option<NaiveDate> {
        let fields = format!(r#""nature": "flow", {fields}"#);
        let book = book(vec![kpi("k", "quarter", &fields)]).with("k", "2025-Q1", "1 2 3 4 5 6");
        let engine = Engine::new(&book, day("2026-12-31"));
        Series::new(&engine, engine.kpi(&key("k")).expect("a KPI"), None).counted_since(period(row))
    }

    #[test]
    fn a_total_counts_since_its_window_or_its_break() {
        let points = r#""points": [{"period": "2025", "value": "8"}, {"period": "2026", "value": "8"}]"#;
        let yearly = format!(r#""targets": [{{"set": "s", {points}}}]"#);
        assert_eq!(since(&yearly, "2026-Q2"), Some(day("2026-01-01")));
        let span =
            format!(r#""targets": [{{"set": "s", "span": {{"from": "2025", "to": "2026"}}, {points}}}]"#);
        assert_eq!(since(&span, "2026-Q2"), Some(day("2025-01-01")));
        let broken = format!(r#"{span}, "versions": [{{"from": "2025-Q3", "reason": "r", "breaks": true}}]"#);
        assert_eq!(since(&broken, "2026-Q2"), Some(day("2025-07-01")));
    }

    #[test]
    fn without_a_target_or_a_direction_nothing_is_judged_by_a_total() {
        assert_eq!(since(r#""decimals": 0"#, "2026-Q2"), None);
        let informational =
            r#""direction": "none", "targets": [{"set": "s", "points": [{"period": "2026", "value": "8"}]}]"#;
        assert_eq!(since(informational, "2026-Q2"), None);
    }
}
