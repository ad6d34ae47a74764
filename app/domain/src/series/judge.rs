//! A figure against its path: progress and status of one period.

use super::{Plan, Series};
use crate::kpi::{Direction, Nature};
use crate::number::Number;
use crate::path::{Flows, Levels, Running};
use crate::period::Period;
use crate::progress;
use crate::status::{self, Status, at_least_as_good, by_gap, gap};

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Judgement {
    /// The path at the period; of a flow its running total.
    pub path: Option<Number>,
    /// The expected total of a flow's own period.
    pub period_target: Option<Number>,
    /// The target: the last point, or the counting window's total.
    pub goal: Option<Number>,
    /// The running total of a flow.
    pub running: Option<Number>,
    /// What the value (of a flow the running total) was compared with.
    pub compared: Option<Number>,
    pub progress: Option<Number>,
    /// The progress that the path asks for.
    pub path_progress: Option<Number>,
    /// How far short, and the amount of which tolerances are shares.
    pub gap: Option<Number>,
    pub base: Option<Number>,
    pub status: Option<Status>,
}

impl Series<'_, '_> {
    /// From where to where a level is at least within the amber tolerance of its path, the path included; of a band the
    /// band itself. None for flows and where there is no path.
    pub fn tolerated(&self, period: Period, judgement: &Judgement) -> Option<(Number, Number)> {
        if self.is_flow() || self.kpi.direction == Direction::None {
            return None;
        }
        if self.kpi.direction == Direction::Band {
            return self.kpi.band.as_ref().map(|band| (band.low.clone(), band.high.clone()));
        }
        let path = judgement.path.clone()?;
        // The base of the tolerances is there once something is compared: the path with itself where nothing else is.
        let base = judgement.base.clone().or_else(|| self.judge(period, Some(&path)).base)?;
        let room = &self.kpi.tolerance.amber * &base;
        Some(match self.kpi.direction {
            Direction::Down => (path.clone(), &path + &room),
            _ => (&path - &room, path),
        })
    }

    pub(super) fn without_data(&self) -> Judgement {
        let status = (self.kpi.direction != Direction::None).then_some(Status::NoData);
        Judgement { status, ..Judgement::default() }
    }

    /// `value` is the row's figure, none where it has none.
    pub fn judge(&self, period: Period, value: Option<&Number>) -> Judgement {
        let mut judgement = match &self.plan {
            Plan::Flows(flows) => self.judge_flow(flows, period, value),
            Plan::Levels(levels) => self.judge_level(levels.as_ref(), period, value),
        };
        if self.kpi.direction == Direction::None {
            judgement.progress = None;
            judgement.path_progress = None;
            judgement.status = None;
        }
        judgement
    }

    fn judge_level(&self, levels: Option<&Levels>, period: Period, value: Option<&Number>) -> Judgement {
        let months = period.months(self.fy());
        let levels = levels.filter(|levels| levels.applies(months.last));
        let (_, position) = months.inside(self.kpi.frequency, self.fy());
        let path = levels.and_then(|levels| levels.at(position));
        let goal = levels.map(|levels| levels.target.clone());
        let mut judgement = Judgement { compared: path.clone(), path, goal, ..Judgement::default() };
        if self.kpi.direction == Direction::Band {
            let begun = levels.is_none() || judgement.path.is_some();
            self.judge_band(&mut judgement, value, begun);
            return judgement;
        }
        if let (Some(baseline), Some(path), Some(goal)) = (&self.baseline, &judgement.path, &judgement.goal) {
            judgement.path_progress = Some(progress::of_path(path, baseline, goal));
        }
        let Some(value) = value else {
            judgement.status = Some(Status::NoData);
            return judgement;
        };
        judgement.progress = match (&self.baseline, &judgement.goal) {
            (Some(baseline), Some(goal)) => {
                Some(progress::of_level(value, baseline, goal, self.kpi.direction))
            }
            (_, None) if self.kpi.nature == Nature::Milestones => {
                value.divided_by(&self.kpi.highest().unwrap_or_default())
            }
            _ => None,
        };
        let (Some(path), Some(goal)) = (&judgement.path, &judgement.goal) else {
            judgement.status = Some(Status::NoTarget);
            return judgement;
        };
        let base = match &self.baseline {
            Some(baseline) if baseline == goal => goal.abs(),
            Some(baseline) => (goal - baseline).abs(),
            None => path.abs(),
        };
        let short = gap(value, path, self.kpi.direction);
        judgement.status = Some(if at_least_as_good(value, goal, self.kpi.direction) {
            Status::Met
        } else {
            by_gap(&short, &base, self.kpi)
        });
        judgement.gap = Some(short);
        judgement.base = Some(base);
        judgement
    }

    fn judge_band(&self, judgement: &mut Judgement, value: Option<&Number>, begun: bool) {
        judgement.path_progress = begun.then_some(Number::ONE);
        let Some(value) = value else {
            judgement.status = Some(Status::NoData);
            return;
        };
        let status = status::of_band(value, self.kpi);
        judgement.progress =
            status.map(|status| if status == Status::Met { Number::ONE } else { Number::ZERO });
        judgement.status = Some(status.unwrap_or(Status::NoTarget));
    }

    fn judge_flow(&self, flows: &Flows, period: Period, value: Option<&Number>) -> Judgement {
        let mut judgement = Judgement::default();
        let Some(running) = flows.at(period) else {
            // Ends outside the set's span: no window to count over.
            if self.kpi.direction == Direction::Band {
                self.judge_band(&mut judgement, value, true);
            } else {
                judgement.status = Some(if value.is_some() { Status::NoTarget } else { Status::NoData });
            }
            return judgement;
        };
        let any_known = running.known > 0;
        judgement.running = any_known.then(|| running.total.clone());
        if let Some(plan) = &running.plan {
            judgement.path = Some(plan.path.clone());
            judgement.period_target = Some(plan.period.clone());
            judgement.goal = Some(plan.target.clone());
            judgement.compared = any_known.then(|| plan.compared.clone());
        }
        if self.kpi.direction == Direction::Band {
            self.judge_band(&mut judgement, value, true);
            return judgement;
        }
        self.judge_running(&mut judgement, &running, period);
        judgement
    }

    fn judge_running(&self, judgement: &mut Judgement, running: &Running, period: Period) {
        if running.known == 0 {
            judgement.status = Some(Status::NoData);
            return;
        }
        let Some(plan) = &running.plan else {
            judgement.status = Some(Status::NoTarget);
            return;
        };
        judgement.progress = running.total.divided_by(&plan.target);
        judgement.path_progress = plan.compared.divided_by(&plan.target);
        let short = gap(&running.total, &plan.compared, self.kpi.direction);
        let base = plan.target.abs();
        let end = running.ends_window.then(|| period.last_day(self.fy()));
        let met = status::flow_met(&running.total, &plan.target, self.kpi.direction, end, self.engine.today);
        judgement.status = Some(if met { Status::Met } else { by_gap(&short, &base, self.kpi) });
        judgement.gap = Some(short);
        judgement.base = Some(base);
    }
}
