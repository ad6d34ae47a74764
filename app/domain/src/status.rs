//! What the computed comparison says, and the tolerance around the path.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::kpi::{Direction, Kpi};
use crate::number::Number;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    Met,
    OnTrack,
    AtRisk,
    OffTrack,
    Stale,
    NoData,
    NoTarget,
}

impl Status {
    pub const ALL: [Status; 7] = [
        Status::Met,
        Status::OnTrack,
        Status::AtRisk,
        Status::OffTrack,
        Status::Stale,
        Status::NoData,
        Status::NoTarget,
    ];

    pub fn as_str(self) -> &'static str {
        match self {
            Status::Met => "met",
            Status::OnTrack => "on_track",
            Status::AtRisk => "at_risk",
            Status::OffTrack => "off_track",
            Status::Stale => "stale",
            Status::NoData => "no_data",
            Status::NoTarget => "no_target",
        }
    }

    /// Overdue replaces only what is green.
    pub fn or_stale(self, overdue: bool) -> Status {
        if overdue && matches!(self, Status::Met | Status::OnTrack) { Status::Stale } else { self }
    }
}

/// At least as good as the goal; equality is.
pub fn at_least_as_good(value: &Number, goal: &Number, direction: Direction) -> bool {
    match direction {
        Direction::Down => value <= goal,
        _ => value >= goal,
    }
}

/// How far the value falls short of what was expected; 0 or less when it does not.
pub fn gap(value: &Number, expected: &Number, direction: Direction) -> Number {
    match direction {
        Direction::Down => value - expected,
        _ => expected - value,
    }
}

/// Green, amber or red by the gap; a gap of exactly the tolerance is within.
pub fn by_gap(gap: &Number, base: &Number, kpi: &Kpi) -> Status {
    let within = |tolerance: &Number| *gap <= tolerance * base;
    if !gap.is_negative() && !gap.is_zero() {
        if within(&kpi.tolerance.green) {
            Status::OnTrack
        } else if within(&kpi.tolerance.amber) {
            Status::AtRisk
        } else {
            Status::OffTrack
        }
    } else {
        Status::OnTrack
    }
}

/// Inside the band met; outside by at most amber × its width at risk.
pub fn of_band(value: &Number, kpi: &Kpi) -> Option<Status> {
    let band = kpi.band.as_ref()?;
    if band.contains(value) {
        return Some(Status::Met);
    }
    let outside = if *value < band.low { &band.low - value } else { value - &band.high };
    let allowed = &kpi.tolerance.amber * &(&band.high - &band.low);
    Some(if outside <= allowed { Status::AtRisk } else { Status::OffTrack })
}

/// Whether a flow is met: a rising one as soon as the window's total is reached, a falling one only in the row that
/// ends with its window, once that day is over.
pub fn flow_met(
    running: &Number,
    total: &Number,
    direction: Direction,
    window_end: Option<NaiveDate>,
    today: NaiveDate,
) -> bool {
    let over = window_end.is_some_and(|end| end < today);
    at_least_as_good(running, total, direction) && (direction != Direction::Down || over)
}
