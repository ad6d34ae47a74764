//! From the children of a window to one figure.

use super::{Rolled, Track};
use crate::kpi::{Nature, PartNature};
use crate::number::Number;
use crate::reading::{Figure, State};

/// What the known children of a window add up to.
#[derive(Default)]
struct Sums<'a> {
    last: Option<&'a Figure>,
    value: Number,
    numerator: Number,
    denominator: Number,
    weighted: Number,
    n: Number,
}

impl Track<'_> {
    /// Over the children of the KPI's frequency from one ordinal to another, both included.
    pub(super) fn fold(&self, first: i32, last: i32) -> Rolled {
        if first > last {
            return Rolled::nothing();
        }
        // Only what follows the latest break is comparable; what lies before it is missing.
        let from = self.break_in(first, last).unwrap_or(first);
        let mut sums = Sums::default();
        let (mut known, mut not_applicable, mut not_available) = (0, 0, 0);
        for ordinal in first.max(self.first)..=last.min(self.first + self.cells.len() as i32 - 1) {
            match self.cell(ordinal) {
                None => {}
                Some(Figure::NotApplicable) => not_applicable += 1,
                Some(_) if ordinal < from => {}
                Some(Figure::NotAvailable { .. }) => not_available += 1,
                Some(figure) => {
                    known += 1;
                    self.add(&mut sums, figure);
                }
            }
        }
        let children = (last - first + 1) as u32;
        let expected = children - not_applicable;
        let mut rolled = Rolled {
            known: Some(known),
            expected: Some(expected),
            provisional: known < expected,
            ..Rolled::default()
        };
        if known == 0 {
            rolled.state = match children {
                _ if not_applicable == children => State::NotApplicable,
                _ if not_available == children => State::NotAvailable,
                _ => State::Missing,
            };
            return rolled;
        }
        self.conclude(&mut rolled, sums);
        rolled.state = if rolled.value.is_some() { State::Known } else { State::Missing };
        rolled
    }

    fn add<'b>(&self, sums: &mut Sums<'b>, figure: &'b Figure) {
        match figure {
            Figure::Value(value) if self.is_flow() => sums.value += value,
            Figure::Parts { numerator, denominator } => {
                if self.parts.0 == PartNature::Flow {
                    sums.numerator += numerator;
                }
                if self.parts.1 == PartNature::Flow {
                    sums.denominator += denominator;
                }
            }
            Figure::Mean { value, n } => {
                sums.weighted += &(value * n);
                sums.n += n;
            }
            _ => {}
        }
        sums.last = Some(figure);
    }

    fn conclude(&self, rolled: &mut Rolled, sums: Sums<'_>) {
        match (self.kpi.nature, sums.last) {
            (Nature::Flow, _) => rolled.value = Some(sums.value),
            (Nature::Mean, _) => rolled.value = sums.weighted.divided_by(&sums.n),
            (Nature::Ratio, Some(Figure::Parts { numerator, denominator })) => {
                let part = |nature, last: &Number, sum: Number| match nature {
                    PartNature::Stock => last.clone(),
                    PartNature::Flow => sum,
                };
                let numerator = part(self.parts.0, numerator, sums.numerator);
                let denominator = part(self.parts.1, denominator, sums.denominator);
                rolled.value = numerator.divided_by(&denominator).map(|quotient| &quotient * &self.scale);
                rolled.numerator = Some(numerator);
                rolled.denominator = Some(denominator);
            }
            (_, Some(Figure::Value(value))) => rolled.value = Some(value.clone()),
            _ => {}
        }
    }
}
