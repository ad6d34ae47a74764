//! What is said at once about an odd figure, never blocked: outside the plausible range, or an unusual jump.

use crate::kpi::Kpi;
use crate::number::{Number, median};
use crate::period::Period;
use crate::reading::{Figure, Readings};

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Doubt {
    BelowMinimum {
        minimum: Number,
    },
    AboveMaximum {
        maximum: Number,
    },
    /// Many times the usual step between two readings.
    Jump {
        previous: Number,
        usual: Number,
    },
}

/// Steps that tell what is usual, and how many times that is a jump.
const FEWEST: usize = 4;
const MOST: usize = 12;
const TIMES: i64 = 5;

/// Doubts about a figure for a period, against what was recorded before it (since the last break).
pub fn doubts(kpi: &Kpi, readings: &Readings, period: Period, figure: &Figure) -> Vec<Doubt> {
    let Some(value) = figure.value(kpi) else { return Vec::new() };
    let mut doubts = Vec::new();
    if let Some(minimum) = kpi.plausible.min.clone().filter(|minimum| value < *minimum) {
        doubts.push(Doubt::BelowMinimum { minimum });
    }
    if let Some(maximum) = kpi.plausible.max.clone().filter(|maximum| value > *maximum) {
        doubts.push(Doubt::AboveMaximum { maximum });
    }
    doubts.extend(jump(kpi, readings, period, &value));
    doubts
}

fn jump(kpi: &Kpi, readings: &Readings, period: Period, value: &Number) -> Option<Doubt> {
    let since = kpi.breaks().into_iter().rfind(|from| *from <= period);
    let before = readings.of(&kpi.key).rev().filter(|reading| {
        reading.period.granularity == period.granularity
            && reading.period < period
            && since.is_none_or(|since| reading.period >= since)
    });
    let known: Vec<Number> = before.filter_map(|reading| reading.figure.value(kpi)).take(MOST + 1).collect();
    if known.len() <= FEWEST {
        return None;
    }
    let steps = known.windows(2).map(|pair| (&pair[0] - &pair[1]).abs()).collect();
    let usual = median(steps)?;
    let previous = known[0].clone();
    let step = (value - &previous).abs();
    // A series that hardly moved would cry at every change: a step of a tenth of the value is never a jump.
    let tenth = previous.abs().divided_by(&Number::int(10))?;
    let is_jump = step > &usual * &Number::int(TIMES) && step > tenth;
    is_jump.then_some(Doubt::Jump { previous, usual })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{book, key, kpi, number, period};

    #[test]
    fn doubts_are_named() {
        let fields = r#""nature": "stock", "plausible": {"min": "0", "max": "500"}"#;
        let book = book(vec![kpi("k", "month", fields)]).with("k", "2026-01", "100 102 105 104 108");
        let doubts = |value: &str| {
            let kpi = book.kpi(&key("k")).expect("a KPI");
            super::doubts(kpi, &book.readings, period("2026-06"), &Figure::Value(number(value)))
        };
        assert_eq!(doubts("112"), []);
        assert_eq!(doubts("118"), []);
        let jump = Doubt::Jump { previous: number("108"), usual: number("2.5") };
        assert_eq!(doubts("130"), std::slice::from_ref(&jump));
        assert_eq!(doubts("-1"), [Doubt::BelowMinimum { minimum: number("0") }, jump.clone()]);
        assert_eq!(doubts("501"), [Doubt::AboveMaximum { maximum: number("500") }, jump]);
    }

    #[test]
    fn little_history_knows_no_jump() {
        let book = book(vec![kpi("k", "month", r#""nature": "stock""#)]).with("k", "2026-01", "1 2 3 4");
        let kpi = book.kpi(&key("k")).expect("a KPI");
        assert_eq!(super::doubts(kpi, &book.readings, period("2026-06"), &Figure::Value(number("900"))), []);
    }
}
