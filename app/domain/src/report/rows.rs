//! Which periods a report has: those of its granularity that touch the span asked for, and for a KPI recorded more
//! coarsely its own.

use super::Query;
use crate::kpi::Kpi;
use crate::period::{Months, Period};
use crate::rollup::Engine;

/// Unless asked otherwise from the first reading to the last closed period; a KPI without readings then has no rows.
pub fn periods(engine: &Engine<'_>, kpi: &Kpi, query: &Query) -> impl Iterator<Item = Period> + use<> {
    let granularity = Engine::row_granularity(kpi, query.by);
    let fy = engine.fy;
    let from = query.from.map(|from| from.months(fy).first).or_else(|| engine.first_month(&kpi.key));
    let last_closed = || Period::last_closed(query.today, granularity, fy).months(fy).last;
    let last = query.to.map_or_else(last_closed, |to| to.months(fy).last);
    let (first, last) = match from {
        Some(first) if first <= last => Months { first, last }.touching(granularity, fy),
        _ => (0, -1),
    };
    (first..=last).map(move |ordinal| Period::new(granularity, ordinal))
}
