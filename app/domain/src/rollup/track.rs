//! The readings of one KPI laid out by period, so that a window is a slice.

use std::collections::BTreeMap;

use super::Rolled;
use super::fold::Sums;
use crate::kpi::Kpi;
use crate::number::Number;
use crate::period::{FinancialYear, Granularity, Period};
use crate::reading::{Figure, Readings, State};
use crate::window::{Window, WindowKind};

pub(crate) struct Track<'a> {
    pub kpi: &'a Kpi,
    /// Ordinal of the first cell.
    pub first: i32,
    pub cells: Vec<Option<&'a Figure>>,
    /// Ordinals at which a breaking version begins, in order.
    pub breaks: Vec<i32>,
    pub first_month: Option<i32>,
    pub last_month: Option<i32>,
    /// Over the cells before each one.
    pub(super) sums: Vec<Sums>,
    pub(super) scale: Number,
    pub(super) parts: (crate::kpi::PartNature, crate::kpi::PartNature),
    /// Of `distinct`: what was recorded at coarser granularities.
    coarser: BTreeMap<Period, &'a Figure>,
}

impl<'a> Track<'a> {
    pub fn new(kpi: &'a Kpi, readings: &'a Readings, fy: FinancialYear) -> Track<'a> {
        let ratio = kpi.ratio_parts();
        let mut track = Track {
            kpi,
            first: 0,
            cells: Vec::new(),
            sums: Vec::new(),
            breaks: kpi.breaks().into_iter().map(|from| from.ordinal).collect(),
            first_month: None,
            last_month: None,
            scale: ratio.scale,
            parts: (ratio.numerator, ratio.denominator),
            coarser: BTreeMap::new(),
        };
        for reading in readings.of(&kpi.key) {
            let months = reading.period.months(fy);
            track.first_month = Some(track.first_month.map_or(months.first, |first| first.min(months.first)));
            track.last_month = Some(track.last_month.map_or(months.last, |last| last.max(months.last)));
            if reading.period.granularity == kpi.frequency {
                track.put(reading.period.ordinal, &reading.figure);
            } else {
                track.coarser.insert(reading.period, &reading.figure);
            }
        }
        track.sums = Sums::of(&track.cells, kpi.nature);
        track
    }

    /// Readings come in order of time.
    fn put(&mut self, ordinal: i32, figure: &'a Figure) {
        if self.cells.is_empty() {
            self.first = ordinal;
        }
        self.cells.resize((ordinal - self.first) as usize, None);
        self.cells.push(Some(figure));
    }

    pub fn cell(&self, ordinal: i32) -> Option<&'a Figure> {
        self.cells.get(usize::try_from(ordinal - self.first).ok()?).copied().flatten()
    }

    pub fn figure(&self, period: Period) -> Option<&'a Figure> {
        if period.granularity == self.kpi.frequency {
            self.cell(period.ordinal)
        } else {
            self.coarser.get(&period).copied()
        }
    }

    /// The known value at a child, for running totals.
    pub fn value(&self, ordinal: i32) -> Option<Number> {
        match self.cell(ordinal)? {
            Figure::Value(value) => Some(value.clone()),
            _ => None,
        }
    }

    pub fn recorded(&self) -> std::ops::Range<i32> {
        self.first..self.first + self.cells.len() as i32
    }

    /// The latest break in `(after, to]`.
    pub fn break_in(&self, after: i32, to: i32) -> Option<i32> {
        self.breaks.iter().rev().copied().find(|at| *at <= to).filter(|at| *at > after)
    }

    /// Not derivable: recorded itself at each granularity. Year to date exists only at the year.
    pub(super) fn distinct(&self, window: Window) -> Rolled {
        let exists = match window.kind {
            WindowKind::Own => true,
            WindowKind::YearToDate => window.period.granularity == Granularity::Year,
            WindowKind::Rolling => false,
        };
        if !exists || window.floor.is_some() || window.period.granularity < self.kpi.frequency {
            return Rolled::nothing();
        }
        let figure = self.figure(window.period);
        let state = figure.map_or(State::Missing, Figure::state);
        let known = u32::from(state == State::Known);
        let expected = u32::from(state != State::NotApplicable);
        let value = figure.and_then(|figure| figure.value(self.kpi));
        let provisional = known < expected;
        Rolled {
            state,
            value,
            known: Some(known),
            expected: Some(expected),
            provisional,
            ..Rolled::default()
        }
    }
}
