//! What is to be recorded: due, overdue and coming readings, the most pressing first.

use chrono::{Days, NaiveDate};

use crate::book::Book;
use crate::key::Key;
use crate::kpi::Nature;
use crate::period::Period;
use crate::period_state::PeriodState;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DueState {
    Overdue,
    /// The period is over, the lag is not.
    Due,
    /// The period still runs.
    Upcoming,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Due {
    pub kpi: Key,
    pub period: Period,
    /// The last day that is in time.
    pub due_on: NaiveDate,
    /// From today to that day; negative when it is past.
    pub days: i64,
    pub state: DueState,
}

/// Gaps further back than a year are history, not work.
const BACK: i32 = 12;

/// For each active KPI that takes readings: every period without one since its first reading, at most twelve months
/// back, and the running period. Of a KPI never recorded, or not for a year, only the latest closed period and the
/// running one: nobody fills a year of a series that has ended. Frozen periods take none.
pub fn todo(book: &Book, today: NaiveDate) -> Vec<Due> {
    let fy = book.fy();
    let mut todo = Vec::new();
    for kpi in book.kpis.iter().filter(|kpi| !kpi.archived && kpi.nature != Nature::Formula) {
        let running = Period::of_date(today, kpi.frequency, fy);
        let recorded = |period| book.readings.get(&kpi.key, period).is_some();
        let mut periods = book.readings.of(&kpi.key).map(|reading| reading.period);
        let first = periods.find(|period| period.granularity == kpi.frequency);
        let last = periods.rfind(|period| period.granularity == kpi.frequency).or(first);
        let back = running.shift(-(BACK / kpi.frequency.months()).max(1));
        let from = match (first, last) {
            (Some(first), Some(last)) if last >= back => first.max(back).min(running),
            _ => running.prev(),
        };
        for ordinal in from.ordinal..=running.ordinal {
            let period = Period::new(kpi.frequency, ordinal);
            if recorded(period) || book.period_states.of(period, fy) == PeriodState::Frozen {
                continue;
            }
            let last_day = period.last_day(fy);
            let due_on = last_day.checked_add_days(Days::new(kpi.lag.into())).unwrap_or(last_day);
            let state = match () {
                () if due_on < today => DueState::Overdue,
                () if last_day < today => DueState::Due,
                () => DueState::Upcoming,
            };
            let days = due_on.signed_duration_since(today).num_days();
            todo.push(Due { kpi: kpi.key.clone(), period, due_on, days, state });
        }
    }
    todo.sort_by_key(|due| (due.state, due.days));
    todo
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{book, day, kpi, period};

    #[test]
    fn what_is_missing_by_urgency() {
        let kpis = vec![
            kpi("members", "month", r#""nature": "stock""#),
            kpi("cost", "month", r#""nature": "formula", "formula": "members""#),
            kpi("old", "month", r#""nature": "stock", "archived": true"#),
            kpi("never", "quarter", r#""nature": "flow""#),
            kpi("ended", "month", r#""nature": "stock""#),
        ];
        let book = book(kpis).with("members", "2026-03", "5 _ 7 n/a");
        let mut book = book.with("ended", "2024-01", "5 6 7");
        let found = |book: &Book| {
            let line = |due: Due| format!("{} {} {:?} {}", due.kpi, due.period, due.state, due.days);
            todo(book, day("2026-08-01")).into_iter().map(line).collect::<Vec<_>>()
        };
        let expected = [
            "members 2026-04 Overdue -78",
            "never 2026-Q2 Overdue -17",
            "members 2026-07 Due 14",
            "ended 2026-07 Due 14",
            "members 2026-08 Upcoming 45",
            "ended 2026-08 Upcoming 45",
            "never 2026-Q3 Upcoming 75",
        ];
        assert_eq!(found(&book), expected);
        book.period_states.set(period("2026-H1"), PeriodState::Frozen);
        assert_eq!(found(&book), expected[2..]);
    }
}
