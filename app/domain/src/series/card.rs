//! What a KPI's card shows: the latest figure, how it moved, and what it is heading for.

use chrono::NaiveDate;

use super::{Plan, Series};
use crate::book::Book;
use crate::forecast::{Forecast, forecast};
use crate::kpi::Kpi;
use crate::number::Number;
use crate::period::Period;
use crate::report::Row;
use crate::rollup::Engine;
use crate::status::Status;
use crate::target::PathKind;
use crate::window::WindowKind;

/// Periods of a sparkline.
pub const SPARK: i32 = 24;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CardFigures {
    /// The latest closed period whose figure is known.
    pub latest: Option<Row>,
    /// The known one before it.
    pub previous: Option<Row>,
    /// Latest − previous; none across a break.
    pub delta: Option<Number>,
    /// Latest − the same period a year earlier; none across a break.
    pub delta_last_year: Option<Number>,
    /// The last point, or the counting window's total, and its period.
    pub target: Option<Number>,
    pub target_period: Option<Period>,
    /// Where there is no target yet: the first one to come, and its period.
    pub coming: Option<(Number, Period)>,
    /// Of a flow: the periods with which the counting window of the latest figure begins and ends.
    pub window: Option<(Period, Period)>,
    /// The path at the latest period; of a flow over the children that are known.
    pub expected: Option<Number>,
    pub progress: Option<Number>,
    pub path_progress: Option<Number>,
    pub status: Option<Status>,
    pub forecast: Option<Forecast>,
    /// Freshness: the last day of the latest period.
    pub last_day: Option<NaiveDate>,
    pub overdue: Option<Period>,
    /// A break asks for a new baseline.
    pub baseline_needed: bool,
    /// A level has a target, but its line begins only with the first point for want of a baseline, and is not there yet.
    pub line_unbegun: bool,
    /// The last periods up to the last closed one; where nothing is known in them, up to the latest known.
    pub spark: Vec<(Period, Option<Number>)>,
    /// The path at the same periods; of a flow the expected total of each.
    pub path: Vec<(Period, Option<Number>)>,
}

/// `kpi` is one of the book's. For many cards of a book share an `Engine` and use `Series::card`.
pub fn card(book: &Book, kpi: &Kpi, today: NaiveDate, set: Option<&str>) -> CardFigures {
    Series::new(&Engine::new(book, today), kpi, set).card()
}

impl Series<'_, '_> {
    pub fn card(&self) -> CardFigures {
        let overall = self.overall();
        let latest = overall.period.map(|period| self.row(period));
        let previous =
            overall.period.and_then(|period| self.known_before(period)).map(|period| self.row(period));
        let year_ago = overall.period.map(|period| self.row(period.same_last_year()));
        let delta = |earlier: &Option<Row>| {
            let (latest, earlier) = (latest.as_ref()?, earlier.as_ref()?);
            let comparable = !self.breaks_between(earlier.period, latest.period);
            comparable.then_some(())?;
            Some(latest.value.as_ref()? - earlier.value.as_ref()?)
        };
        let closed = Period::last_closed(self.engine.today, self.kpi.frequency, self.fy());
        // A series that ended long ago is shown as it ended, not as an empty line up to today.
        let end = overall.period.filter(|latest| latest.ordinal <= closed.ordinal - SPARK).unwrap_or(closed);
        let spark: Vec<Period> = (1 - SPARK..=0).map(|by| end.shift(by)).collect();
        CardFigures {
            delta: delta(&previous),
            delta_last_year: delta(&year_ago),
            target: overall.judgement.goal.clone().or_else(|| self.goal_at(closed)),
            target_period: self.target_period(overall.period.unwrap_or(closed)),
            coming: self.coming(overall.period.unwrap_or(closed)),
            window: self.counting_window(overall.period.unwrap_or(closed)),
            expected: overall.judgement.compared.clone(),
            progress: overall.judgement.progress.clone(),
            path_progress: overall.judgement.path_progress.clone(),
            status: overall.status,
            forecast: forecast(self),
            last_day: overall.period.map(|period| period.last_day(self.fy())),
            overdue: self.overdue(),
            baseline_needed: self.baseline_outdated(),
            line_unbegun: overall.status == Some(Status::NoTarget) && self.waits_for_a_baseline(closed),
            spark: spark.iter().map(|at| (*at, self.rolled(WindowKind::Own, *at).value)).collect(),
            path: spark.iter().map(|at| (*at, self.path_of(*at))).collect(),
            latest,
            previous,
        }
    }

    /// With a baseline the path would be drawn from there.
    fn waits_for_a_baseline(&self, period: Period) -> bool {
        let linear = self.set.is_some_and(|set| set.path == PathKind::Linear);
        !self.is_flow() && linear && self.kpi.baseline.is_none() && self.goal_at(period).is_some()
    }

    fn goal_at(&self, period: Period) -> Option<Number> {
        self.judge(period, None).goal
    }

    /// What is expected at a period: the path of a level, the own total of a flow.
    pub fn path_of(&self, period: Period) -> Option<Number> {
        let judgement = self.judge(period, None);
        match self.plan {
            Plan::Flows(_) => judgement.period_target,
            Plan::Levels(_) => judgement.path,
        }
    }

    /// The period at whose end the target is to be reached, as of a row.
    pub fn target_period(&self, row: Period) -> Option<Period> {
        self.goal_at(row)?;
        match &self.plan {
            Plan::Flows(flows) => Some(flows.named_window(row).1),
            Plan::Levels(levels) => levels.as_ref().map(|levels| levels.target_period),
        }
    }

    /// Of a flow whose counting has not begun: what its first window is to come to.
    fn coming(&self, row: Period) -> Option<(Number, Period)> {
        if self.goal_at(row).is_some() {
            return None;
        }
        let after = row.months(self.fy()).last;
        let begins = |point: &&crate::target::Point| point.period.months(self.fy()).first;
        let point = self.points().iter().filter(|point| begins(point) > after).min_by_key(begins)?;
        let first = Period::of_month(begins(&point), self.kpi.frequency, self.fy());
        Some((self.goal_at(first)?, self.target_period(first)?))
    }

    pub(crate) fn counting_window(&self, row: Period) -> Option<(Period, Period)> {
        match &self.plan {
            Plan::Flows(flows) => Some(flows.named_window(row)),
            Plan::Levels(_) => None,
        }
    }

    fn known_before(&self, period: Period) -> Option<Period> {
        let first = Period::of_month(self.engine.first_month(&self.kpi.key)?, self.kpi.frequency, self.fy());
        let mut at = period.prev();
        while at >= first {
            if self.rolled(WindowKind::Own, at).value.is_some() {
                return Some(at);
            }
            at = at.prev();
        }
        None
    }

    /// Of a flow: the ordinals of the children of a row's counting window, from the latest break on.
    pub(crate) fn counting_children(&self, row: Period) -> Option<(i32, i32)> {
        match &self.plan {
            Plan::Flows(flows) => flows.at(row).map(|running| running.children),
            Plan::Levels(_) => None,
        }
    }

    pub(crate) fn is_flow(&self) -> bool {
        matches!(self.plan, Plan::Flows(_))
    }

    pub fn points(&self) -> &[crate::target::Point] {
        self.set.map_or(&[][..], |set| &set.points)
    }

    pub fn usable_baseline(&self) -> Option<&Number> {
        self.baseline.as_ref()
    }
}
