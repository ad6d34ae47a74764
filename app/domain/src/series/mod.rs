//! One KPI's rows under one target set: figure, windows, path, progress and status of each period.

mod card;
mod judge;
mod since;
mod steps;

use crate::kpi::{Kpi, Nature};
use crate::number::Number;
use crate::path::{Flows, Levels, position};
use crate::period::{FinancialYear, Period};
use crate::report::Row;
use crate::rollup::{Engine, Rolled};
use crate::status::Status;
use crate::target::{PathKind, TargetSet};
use crate::window::{Window, WindowKind};

pub use card::{CardFigures, SPARK, card};
pub use judge::Judgement;

enum Plan {
    Levels(Option<Levels>),
    Flows(Box<Flows>),
}

pub struct Series<'e, 'a> {
    pub engine: &'e Engine<'a>,
    pub kpi: &'a Kpi,
    pub set: Option<&'a TargetSet>,
    /// The KPI's place in the engine: rows do not look it up by name.
    at: Option<usize>,
    plan: Plan,
    /// None where there is none, or where a later break has made it incomparable.
    baseline: Option<Number>,
    breaks: Vec<i32>,
}

/// A KPI as a whole.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Overall {
    /// The latest closed period whose figure is known.
    pub period: Option<Period>,
    pub judgement: Judgement,
    /// The judgement's status, or stale.
    pub status: Option<Status>,
    pub overdue: bool,
}

impl<'e, 'a> Series<'e, 'a> {
    /// `set` names a target set; without a name the KPI's own counts.
    pub fn new(engine: &'e Engine<'a>, kpi: &'a Kpi, set: Option<&str>) -> Series<'e, 'a> {
        let fy = engine.fy;
        let set = kpi.target_set(set);
        let plan = match (kpi.nature, engine.track(&kpi.key)) {
            (Nature::Flow, Some(track)) => {
                let value = |ordinal| track.value(ordinal);
                Plan::Flows(Box::new(Flows::new(kpi, set, fy, track.recorded(), &value)))
            }
            _ => Plan::Levels(set.and_then(|set| Levels::new(kpi, set, fy))),
        };
        let breaks: Vec<i32> = kpi.breaks().into_iter().map(|from| from.ordinal).collect();
        let mut series =
            Series { engine, kpi, set, at: engine.index_of(&kpi.key), plan, baseline: None, breaks };
        if !series.baseline_outdated() {
            series.baseline = kpi.baseline.as_ref().map(|baseline| baseline.value.clone());
        }
        series
    }

    pub fn fy(&self) -> FinancialYear {
        self.engine.fy
    }

    /// The latest break that has begun.
    pub fn latest_break(&self) -> Option<Period> {
        let begun = |at: &i32| Period::new(self.kpi.frequency, *at).first_day(self.fy()) <= self.engine.today;
        self.breaks.iter().rev().find(|at| begun(at)).map(|at| Period::new(self.kpi.frequency, *at))
    }

    /// There is a baseline, but a later break asks for a new one.
    pub fn baseline_outdated(&self) -> bool {
        let (Some(baseline), Some(latest)) = (&self.kpi.baseline, self.latest_break()) else { return false };
        position(baseline.period, PathKind::Linear, self.kpi.frequency, self.fy()) < latest.ordinal
    }

    pub fn breaks_in(&self, period: Period) -> bool {
        let (first, last) = period.months(self.fy()).inside(self.kpi.frequency, self.fy());
        self.breaks.iter().any(|at| first <= *at && *at <= last)
    }

    /// Whether the series breaks after the first period, up to the second.
    pub fn breaks_between(&self, earlier: Period, later: Period) -> bool {
        self.breaks_after(earlier.months(self.fy()).last, later.months(self.fy()).last)
    }

    /// The same by months: whether it breaks after one, up to another.
    pub(crate) fn breaks_after(&self, month: i32, to: i32) -> bool {
        let begins = |at: i32| Period::new(self.kpi.frequency, at).months(self.fy()).first;
        self.breaks.iter().any(|at| begins(*at) > month && begins(*at) <= to)
    }

    pub fn rolled(&self, kind: WindowKind, period: Period) -> Rolled {
        let window = Window::new(kind, period);
        self.at.map_or_else(Rolled::default, |at| self.engine.roll_at(at, window))
    }

    /// The figure of one period with everything that is said of it.
    pub fn row(&self, period: Period) -> Row {
        let rolled = self.rolled(WindowKind::Own, period);
        let judgement = self.judge(period, rolled.value.as_ref());
        Row {
            period,
            state: rolled.state,
            value: rolled.value,
            numerator: rolled.numerator,
            denominator: rolled.denominator,
            known: rolled.known,
            expected: rolled.expected,
            provisional: rolled.provisional,
            year_to_date: self.rolled(WindowKind::YearToDate, period).value,
            rolling_12: self.rolled(WindowKind::Rolling, period).value,
            target: judgement.path,
            period_target: judgement.period_target,
            progress: judgement.progress,
            status: judgement.status,
            break_before: self.breaks_in(period),
            running: judgement.running,
            compared: judgement.compared,
            goal: judgement.goal,
        }
    }

    /// The reading that should be there by now, at the KPI's own frequency, has none of any state.
    pub fn overdue(&self) -> Option<Period> {
        if self.kpi.nature == Nature::Formula {
            return None;
        }
        let latest =
            Period::last_ended_before(self.engine.today, self.kpi.lag, self.kpi.frequency, self.fy());
        let recorded = self.engine.track(&self.kpi.key).and_then(|track| track.figure(latest));
        recorded.is_none().then_some(latest)
    }

    pub fn overall(&self) -> Overall {
        let period = self.engine.latest_known(self.kpi);
        let overdue = self.overdue().is_some();
        let judgement = match period {
            Some(period) => {
                let rolled = self.rolled(WindowKind::Own, period);
                self.judge(period, rolled.value.as_ref())
            }
            None => self.without_data(),
        };
        let status = judgement.status.map(|status| status.or_stale(overdue));
        Overall { period, judgement, status, overdue }
    }
}

#[cfg(test)]
mod tests;
