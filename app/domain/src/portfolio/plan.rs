//! What clusters planned together. Plans add up where the figures do: of stocks and flows, when every cluster in the total
//! has a path at that period in a set of the same name, judges with the same tolerances, and of flows counts over the same
//! window. Then the total has a status by the rules of one cluster; else it has none. Shares, means and formulas have no
//! target together: nobody has set one. A cluster without a figure is left out of the plan as well, so that a missing
//! figure neither helps nor harms.

use super::line::{Cell, Line};
use super::total::Total;
use crate::kpi::{Direction, Nature};
use crate::number::Number;
use crate::period::Period;
use crate::progress;
use crate::report::Row;
use crate::series::Series;
use crate::status::{Status, at_least_as_good, by_gap, flow_met, gap};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    /// Name of the target set.
    pub set: String,
    /// The path at the period; of a flow its running total.
    pub path: Number,
    pub goal: Number,
    /// Of a flow: the running total, which is what is compared; none while nothing counts towards the path.
    pub running: Option<Number>,
    pub progress: Option<Number>,
    pub status: Status,
}

pub(super) fn of(line: &Line<'_, '_>, period: Period, cells: &[Option<Cell>], total: &Total) -> Option<Plan> {
    let is_flow = line.kpi.nature == Nature::Flow;
    let judged = matches!(line.kpi.direction, Direction::Up | Direction::Down);
    if !judged || !(is_flow || line.kpi.nature == Nature::Stock) {
        return None;
    }
    let of = |at: &usize| Some((line.series[*at].as_ref()?, cells[*at].as_ref()?.row.as_ref()?));
    let members: Vec<(&Series<'_, '_>, &Row)> = total.counted.iter().map(of).collect::<Option<_>>()?;
    let (first, row) = members.first()?;
    let set = first.set?.set.clone();
    let same_set = |series: &Series<'_, '_>| series.set.is_some_and(|own| own.set == set);
    let same_tolerance = |series: &Series<'_, '_>| series.kpi.tolerance == first.kpi.tolerance;
    if !members.iter().all(|(series, _)| same_set(series) && same_tolerance(series)) {
        return None;
    }
    let path = sum(members.iter().map(|(_, row)| row.target.clone()))?;
    let goal = sum(members.iter().map(|(_, row)| row.goal.clone()))?;
    if is_flow {
        let window = |series: &Series<'_, '_>, row: &Row| {
            let (from, to) = series.counting_window(row.period)?;
            Some((from.months(series.fy()).first, to.months(series.fy()).last))
        };
        let own = window(first, row)?;
        if !members.iter().all(|(series, row)| window(series, row) == Some(own)) {
            return None;
        }
        let running = sum(members.iter().map(|(_, row)| row.running.clone()));
        let compared = sum(members.iter().map(|(_, row)| row.compared.clone()));
        let Some((running, compared)) = running.zip(compared) else {
            // There is a path, and of one of them nothing yet that counts towards it.
            return Some(Plan { set, path, goal, running: None, progress: None, status: Status::NoData });
        };
        let end = (own.1 == line.months(period).last).then(|| period.last_day(line.portfolio.fy));
        let met = flow_met(&running, &goal, line.kpi.direction, end, line.portfolio.today);
        let short = gap(&running, &compared, line.kpi.direction);
        let status = if met { Status::Met } else { by_gap(&short, &goal.abs(), first.kpi) };
        let progress = running.divided_by(&goal);
        return Some(Plan { set, path, goal, running: Some(running), progress, status });
    }
    let value = total.value.as_ref()?;
    let baseline = sum(members.iter().map(|(series, _)| series.usable_baseline().cloned()));
    let base = match &baseline {
        Some(baseline) if *baseline == goal => goal.abs(),
        Some(baseline) => (&goal - baseline).abs(),
        None => path.abs(),
    };
    let short = gap(value, &path, line.kpi.direction);
    let met = at_least_as_good(value, &goal, line.kpi.direction);
    let status = if met { Status::Met } else { by_gap(&short, &base, first.kpi) };
    let progress = baseline.map(|baseline| progress::of_level(value, &baseline, &goal, line.kpi.direction));
    Some(Plan { set, path, goal, running: None, progress, status })
}

/// None where one of them is not there, or none at all.
fn sum(parts: impl Iterator<Item = Option<Number>>) -> Option<Number> {
    let mut total = None;
    for part in parts {
        let part = part?;
        total = Some(total.map_or(part.clone(), |sum: Number| &sum + &part));
    }
    total
}
