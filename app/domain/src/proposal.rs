//! What a period lacks and what could stand there: to be looked at by a person, never recorded unasked.

use crate::book::Book;
use crate::key::Key;
use crate::kpi::{Kpi, Nature, PartNature};
use crate::period::Period;
use crate::period_state::missing;
use crate::reading::{Figure, State};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposal {
    pub kpi: Key,
    pub period: Period,
    /// Of a level the last known figure with its period; none where there is none since the last break, and for what is counted
    /// anew in each period.
    pub carried: Option<(Figure, Period)>,
}

/// Each reading that is missing inside a period.
pub fn proposals(book: &Book, period: Period) -> Vec<Proposal> {
    let of = |(key, at): (Key, Period)| {
        let carried = book.kpi(&key).filter(|kpi| is_level(kpi)).and_then(|kpi| last_known(book, kpi, at));
        Proposal { kpi: key, period: at, carried }
    };
    missing(book, period).into_iter().map(of).collect()
}

/// What is true at a date and stays so until it changes.
fn is_level(kpi: &Kpi) -> bool {
    match kpi.nature {
        Nature::Stock | Nature::Milestones => true,
        Nature::Ratio => {
            let parts = kpi.ratio_parts();
            parts.numerator == PartNature::Stock && parts.denominator == PartNature::Stock
        }
        _ => false,
    }
}

fn last_known(book: &Book, kpi: &Kpi, at: Period) -> Option<(Figure, Period)> {
    let since = kpi.breaks().into_iter().rfind(|from| from.ordinal <= at.ordinal);
    let mut before = book.readings.of(&kpi.key).rev().filter(|reading| reading.period.ordinal < at.ordinal);
    let last = before.find(|reading| reading.figure.state() == State::Known)?;
    let counts = since.is_none_or(|from| last.period.ordinal >= from.ordinal);
    counts.then(|| (last.figure.clone(), last.period))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{book, kpi};

    #[test]
    fn levels_are_carried_on_and_flows_are_not() {
        let kpis = vec![
            kpi("members", "month", r#""nature": "stock""#),
            kpi("events", "month", r#""nature": "flow""#),
            kpi(
                "counted-anew",
                "month",
                r#""nature": "stock", "versions": [{"from": "2026-03", "reason": "x", "breaks": true}]"#,
            ),
            kpi("complete", "month", r#""nature": "stock""#),
        ];
        let book = book(kpis)
            .with("members", "2026-01", "130")
            .with("members", "2026-02", "n/a")
            .with("events", "2026-02", "4")
            .with("counted-anew", "2026-02", "9")
            .with("complete", "2026-03", "1");
        let found = proposals(&book, Period::parse("2026-03").expect("a period"));
        let said: Vec<String> = found
            .iter()
            .map(|it| match &it.carried {
                Some((Figure::Value(value), from)) => format!("{} {value} from {from}", it.kpi),
                _ => it.kpi.to_string(),
            })
            .collect();
        assert_eq!(said, ["members 130 from 2026-01", "events", "counted-anew"]);
    }
}
