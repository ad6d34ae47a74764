//! Period states: open → submitted → validated → frozen, per cluster. A state covers all finer periods inside.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::access::Role;
use crate::book::Book;
use crate::key::Key;
use crate::kpi::Nature;
use crate::period::{FinancialYear, Period};

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum PeriodState {
    #[default]
    Open,
    Submitted,
    Validated,
    Frozen,
}

impl PeriodState {
    pub const ALL: [PeriodState; 4] =
        [PeriodState::Open, PeriodState::Submitted, PeriodState::Validated, PeriodState::Frozen];

    pub fn as_str(self) -> &'static str {
        match self {
            PeriodState::Open => "open",
            PeriodState::Submitted => "submitted",
            PeriodState::Validated => "validated",
            PeriodState::Frozen => "frozen",
        }
    }

    /// Contributors submit (and take back what nobody has looked at); managers validate, freeze and send back. Only
    /// what is validated is frozen, and what is frozen stays so: it was published.
    pub fn may_become(self, next: PeriodState, role: Role) -> bool {
        use PeriodState::{Frozen, Open, Submitted, Validated};
        let manages = matches!(role, Role::Admin | Role::Manager);
        let contributes = manages || role == Role::Contributor;
        match (self, next) {
            (Open, Submitted) | (Submitted, Open) => contributes,
            (Submitted, Validated) | (Validated, Submitted | Open | Frozen) => manages,
            _ => false,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PeriodMark {
    pub period: Period,
    pub state: PeriodState,
}

/// Only states other than open are kept.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PeriodStates(BTreeMap<Period, PeriodState>);

impl PeriodStates {
    pub fn set(&mut self, period: Period, state: PeriodState) {
        if state == PeriodState::Open {
            self.0.remove(&period);
        } else {
            self.0.insert(period, state);
        }
    }

    /// What was set for exactly this period.
    pub fn own(&self, period: Period) -> PeriodState {
        self.0.get(&period).copied().unwrap_or_default()
    }

    /// The furthest state of the period itself and of all coarser ones around it.
    pub fn of(&self, period: Period, fy: FinancialYear) -> PeriodState {
        let months = period.months(fy);
        let covering = self.0.iter().filter(|(marked, _)| marked.months(fy).covers(months));
        covering.map(|(_, state)| *state).max().unwrap_or_default()
    }

    pub fn iter(&self) -> impl Iterator<Item = PeriodMark> {
        self.0.iter().map(|(period, state)| PeriodMark { period: *period, state: *state })
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// What is not recorded inside a period: each active KPI that takes readings, with every period of its own that lies
/// inside. A KPI that is recorded more coarsely has none inside.
pub fn missing(book: &Book, period: Period) -> Vec<(Key, Period)> {
    let fy = book.fy();
    let mut missing = Vec::new();
    for kpi in book.kpis.iter().filter(|kpi| !kpi.archived && kpi.nature != Nature::Formula) {
        let (first, last) = period.months(fy).inside(kpi.frequency, fy);
        let own = (first..=last).map(|ordinal| Period::new(kpi.frequency, ordinal));
        missing.extend(
            own.filter(|at| book.readings.get(&kpi.key, *at).is_none()).map(|at| (kpi.key.clone(), at)),
        );
    }
    missing
}

impl FromIterator<PeriodMark> for PeriodStates {
    fn from_iter<I: IntoIterator<Item = PeriodMark>>(marks: I) -> PeriodStates {
        let mut states = PeriodStates::default();
        for mark in marks {
            states.set(mark.period, mark.state);
        }
        states
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_state_covers_what_lies_inside() {
        let period = |text| Period::parse(text).expect("a period");
        let mut states = PeriodStates::default();
        states.set(period("2026-Q1"), PeriodState::Frozen);
        states.set(period("2026-04"), PeriodState::Submitted);
        let of = |text| states.of(period(text), FinancialYear::CIVIL);
        assert_eq!(of("2026-02"), PeriodState::Frozen);
        assert_eq!(of("2026-04"), PeriodState::Submitted);
        assert_eq!(of("2026-Q2"), PeriodState::Open);
        assert_eq!(of("2026"), PeriodState::Open);
    }

    #[test]
    fn what_is_missing_before_a_period_is_handed_in() {
        use crate::testing::{book, kpi};
        let kpis = vec![
            kpi("m", "month", r#""nature": "stock""#),
            kpi("q", "quarter", r#""nature": "flow""#),
            kpi("y", "year", r#""nature": "stock""#),
            kpi("f", "month", r#""nature": "formula", "formula": "m""#),
            kpi("old", "month", r#""nature": "stock", "archived": true"#),
        ];
        let book = book(kpis).with("m", "2026-01", "1").with("m", "2026-03", "n/a");
        let missing = |text| {
            let all = super::missing(&book, Period::parse(text).expect("a period"));
            all.iter().map(|(key, at)| format!("{key} {at}")).collect::<Vec<_>>().join(", ")
        };
        assert_eq!(missing("2026-Q1"), "m 2026-02, q 2026-Q1");
        assert_eq!(missing("2026-01"), "");
        assert_eq!(missing("2026-05"), "m 2026-05");
    }

    #[test]
    fn who_may_move_a_period_where() {
        use PeriodState::{Frozen, Open, Submitted, Validated};
        for role in Role::ALL {
            for from in PeriodState::ALL {
                for to in PeriodState::ALL {
                    let contributor = matches!((from, to), (Open, Submitted) | (Submitted, Open));
                    let manager = contributor
                        || matches!(
                            (from, to),
                            (Submitted, Validated) | (Validated, Submitted | Open | Frozen)
                        );
                    let expected = match role {
                        Role::Admin | Role::Manager => manager,
                        Role::Contributor => contributor,
                        Role::Reader => false,
                    };
                    assert_eq!(from.may_become(to, role), expected, "{role:?} {from:?} {to:?}");
                }
            }
        }
    }
}
