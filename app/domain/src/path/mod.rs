//! The path: the value expected at a period. Levels are joined through their points; flows are spread over their
//! children and added up since the start of the counting window.

mod extent;
mod flows;
mod levels;

use crate::period::{FinancialYear, Granularity, Period};
use crate::target::PathKind;

pub use extent::extent;
pub use flows::{Flows, Running};
pub use levels::Levels;

/// Where a period stands on a path, as an ordinal of the KPI's frequency: a coarser period counts at its last child, a
/// stepped point from its first.
pub fn position(period: Period, kind: PathKind, frequency: Granularity, fy: FinancialYear) -> i32 {
    let (first, last) = period.months(fy).touching(frequency, fy);
    match kind {
        PathKind::Linear => last,
        PathKind::Stepped => first,
    }
}
