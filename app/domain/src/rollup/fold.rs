//! From the children of a window to one figure. What adds up is kept as sums over all children before each one, so that
//! a window costs the same however long it is.

use super::{Rolled, Track};
use crate::kpi::{Nature, PartNature};
use crate::number::Number;
use crate::reading::{Figure, State};

/// Over all children before one.
#[derive(Clone, Debug, Default)]
pub(super) struct Sums {
    known: u32,
    not_applicable: u32,
    not_available: u32,
    /// The latest known of them, as an index of the track's cells.
    last: Option<usize>,
    /// Value of a flow, numerator of a ratio, Σ value·n of a mean.
    upper: Number,
    /// Denominator of a ratio, Σ n of a mean.
    lower: Number,
}

impl Sums {
    /// One more than there are cells.
    pub(super) fn of(cells: &[Option<&Figure>], nature: Nature) -> Vec<Sums> {
        let mut all = Vec::with_capacity(cells.len() + 1);
        let mut sums = Sums::default();
        for (i, cell) in cells.iter().enumerate() {
            all.push(sums.clone());
            match cell {
                None => {}
                Some(Figure::NotApplicable) => sums.not_applicable += 1,
                Some(Figure::NotAvailable { .. }) => sums.not_available += 1,
                Some(figure) => {
                    sums.known += 1;
                    sums.last = Some(i);
                    sums.add(figure, nature);
                }
            }
        }
        all.push(sums);
        all
    }

    fn add(&mut self, figure: &Figure, nature: Nature) {
        match (nature, figure) {
            (Nature::Flow, Figure::Value(value)) => self.upper += value,
            (Nature::Ratio, Figure::Parts { numerator, denominator }) => {
                self.upper += numerator;
                self.lower += denominator;
            }
            (Nature::Mean, Figure::Mean { value, n }) => {
                self.upper += &(value * n);
                self.lower += n;
            }
            _ => {}
        }
    }
}

impl Track<'_> {
    /// Over the children of the KPI's frequency from one ordinal to another, both included.
    pub(super) fn fold(&self, first: i32, last: i32) -> Rolled {
        if first > last {
            return Rolled::nothing();
        }
        // Only what follows the latest break is comparable; what lies before it is missing.
        let from = self.break_in(first, last).unwrap_or(first);
        let (start, after, end) = (self.before(first), self.before(from), self.before(last + 1));
        let children = (last - first + 1) as u32;
        let known = end.known - after.known;
        let not_applicable = end.not_applicable - start.not_applicable;
        let expected = children - not_applicable;
        let mut rolled = Rolled {
            known: Some(known),
            expected: Some(expected),
            provisional: known < expected,
            ..Rolled::default()
        };
        if known == 0 {
            rolled.state = match end.not_available - after.not_available {
                _ if not_applicable == children => State::NotApplicable,
                not_available if not_available == children => State::NotAvailable,
                _ => State::Missing,
            };
            return rolled;
        }
        self.conclude(&mut rolled, after, end);
        rolled.state = if rolled.value.is_some() { State::Known } else { State::Missing };
        rolled
    }

    /// Sums of all children before an ordinal.
    fn before(&self, ordinal: i32) -> &Sums {
        let at = (ordinal - self.first).clamp(0, self.sums.len() as i32 - 1);
        &self.sums[at as usize]
    }

    fn conclude(&self, rolled: &mut Rolled, after: &Sums, end: &Sums) {
        let last = end.last.and_then(|last| self.cells[last]);
        match (self.kpi.nature, last) {
            (Nature::Flow, _) => rolled.value = Some(&end.upper - &after.upper),
            (Nature::Mean, _) => {
                let weight = &end.lower - &after.lower;
                rolled.value = (&end.upper - &after.upper).divided_by(&weight);
                rolled.weight = Some(weight);
            }
            (Nature::Ratio, Some(Figure::Parts { numerator, denominator })) => {
                let part = |nature, last: &Number, end: &Number, after: &Number| match nature {
                    PartNature::Stock => last.clone(),
                    PartNature::Flow => end - after,
                };
                let numerator = part(self.parts.0, numerator, &end.upper, &after.upper);
                let denominator = part(self.parts.1, denominator, &end.lower, &after.lower);
                rolled.value = numerator.divided_by(&denominator).map(|quotient| &quotient * &self.scale);
                rolled.numerator = Some(numerator);
                rolled.denominator = Some(denominator);
            }
            (_, Some(Figure::Value(value))) => rolled.value = Some(value.clone()),
            _ => {}
        }
    }
}
