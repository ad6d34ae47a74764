//! Which periods a trend shows.

use vigie_domain::series::Series;
use vigie_domain::{Granularity, Period, Span};

/// The periods that a span touches. Without one: from the first reading to the last closed period or the last reading,
/// and on to the target, but no further ahead than it looks back.
pub fn periods(series: &Series<'_, '_>, granularity: Granularity, span: Option<Span>) -> Vec<Period> {
    let fy = series.fy();
    let (first, last) = match span {
        Some(span) => span.months(fy).touching(granularity, fy),
        None => match recorded(series, granularity) {
            Some(found) => found,
            None => return Vec::new(),
        },
    };
    // A span of centuries is a slip of the pen.
    let last = last.min(first.saturating_add(MOST - 1));
    (first..=last).map(|ordinal| Period::new(granularity, ordinal)).collect()
}

const MOST: i32 = 600;
const AHEAD: i32 = 4;

fn recorded(series: &Series<'_, '_>, granularity: Granularity) -> Option<(i32, i32)> {
    let (engine, fy) = (series.engine, series.fy());
    let months = vigie_domain::period::Months {
        first: engine.first_month(&series.kpi.key)?,
        last: engine.last_month(&series.kpi.key)?,
    };
    let (first, recorded) = months.touching(granularity, fy);
    let closed = Period::last_closed(engine.today, granularity, fy);
    let last = recorded.max(closed.ordinal).max(first);
    let target =
        series.target_period(closed).map(|target| Period::of_date(target.last_day(fy), granularity, fy));
    let ahead = target.map_or(last, |target| target.ordinal.min(last + (last - first).max(AHEAD)));
    Some((first, last.max(ahead)))
}
