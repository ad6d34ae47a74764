//! Roll-up over time: one KPI over any window, by its nature. The engine indexes what a computation touches, once.

mod fold;
mod formulas;
mod track;

use std::cell::{OnceCell, RefCell};
use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::book::Book;
use crate::formula::{Expr, Gap, parse};
use crate::key::Key;
use crate::kpi::{Kpi, Nature};
use crate::number::Number;
use crate::period::{FinancialYear, Granularity, Months, Period};
use crate::reading::State;
use crate::window::{Window, WindowKind};

pub(crate) use track::Track;

/// A figure over a window.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rolled {
    pub state: State,
    pub value: Option<Number>,
    /// Of a ratio: its parts, rolled up each by its own nature.
    pub numerator: Option<Number>,
    pub denominator: Option<Number>,
    /// Of a mean: how many the value is the mean of, Σ n.
    pub weight: Option<Number>,
    /// Children with a known reading, and children that were to have one; formulas have neither.
    pub known: Option<u32>,
    pub expected: Option<u32>,
    pub provisional: bool,
    /// Why a formula has no value.
    pub gaps: Vec<Gap>,
}

impl Rolled {
    /// No figure, and none was to be expected.
    fn nothing() -> Rolled {
        Rolled { known: Some(0), expected: Some(0), ..Rolled::default() }
    }
}

/// The facts of a cluster on a day, ready to be rolled up.
pub struct Engine<'a> {
    pub book: &'a Book,
    pub today: NaiveDate,
    pub fy: FinancialYear,
    index: BTreeMap<&'a Key, usize>,
    tracks: Vec<OnceCell<Track<'a>>>,
    formulas: Vec<OnceCell<Option<Expr>>>,
    /// Whether a KPI's figure is reached through at most `DEEPEST` formulas.
    grounded: OnceCell<Vec<bool>>,
    /// Formulas over formulas would otherwise be computed again for every mention.
    memo: RefCell<BTreeMap<(usize, Window), Rolled>>,
}

impl<'a> Engine<'a> {
    pub fn new(book: &'a Book, today: NaiveDate) -> Engine<'a> {
        Engine {
            book,
            today,
            fy: book.fy(),
            index: book.kpis.iter().enumerate().map(|(i, kpi)| (&kpi.key, i)).collect(),
            tracks: book.kpis.iter().map(|_| OnceCell::new()).collect(),
            formulas: book.kpis.iter().map(|_| OnceCell::new()).collect(),
            grounded: OnceCell::new(),
            memo: RefCell::default(),
        }
    }

    pub fn kpi(&self, key: &Key) -> Option<&'a Kpi> {
        self.index.get(key).map(|at| &self.book.kpis[*at])
    }

    /// The KPI's figure over a window; missing for a KPI that does not exist.
    pub fn roll(&self, key: &Key, window: Window) -> Rolled {
        match self.index.get(key) {
            Some(at) => self.roll_at(*at, window),
            None => Rolled::nothing(),
        }
    }

    /// The figure over months that are no period of the cluster's own, such as a civil year where the financial one starts in
    /// July: the same roll-up, where periods of the KPI's frequency fill them exactly. Nothing for `distinct` and formulas,
    /// which have no figure but at periods.
    pub fn over(&self, key: &Key, months: Months) -> Rolled {
        let Some(at) = self.index.get(key) else { return Rolled::nothing() };
        let kpi = &self.book.kpis[*at];
        let (first, last) = months.inside(kpi.frequency, self.fy);
        let filled = || {
            let of = |ordinal| Period::new(kpi.frequency, ordinal).months(self.fy);
            first <= last && of(first).first == months.first && of(last).last == months.last
        };
        if matches!(kpi.nature, Nature::Distinct | Nature::Formula) || !filled() {
            return Rolled::nothing();
        }
        self.track_at(*at).fold(first, last)
    }

    /// The figure at a period.
    pub fn at(&self, key: &Key, period: Period) -> Rolled {
        self.roll(key, Window::new(WindowKind::Own, period))
    }

    pub(crate) fn track(&self, key: &Key) -> Option<&Track<'a>> {
        self.index.get(key).map(|at| self.track_at(*at))
    }

    fn track_at(&self, at: usize) -> &Track<'a> {
        self.tracks[at].get_or_init(|| Track::new(&self.book.kpis[at], &self.book.readings, self.fy))
    }

    pub fn formula(&self, key: &Key) -> Option<&Expr> {
        self.index.get(key).and_then(|at| self.formula_at(*at))
    }

    fn formula_at(&self, at: usize) -> Option<&Expr> {
        let parsed = || self.book.kpis[at].formula.as_deref().and_then(|text| parse(text).ok());
        self.formulas[at].get_or_init(parsed).as_ref()
    }

    pub(crate) fn index_of(&self, key: &Key) -> Option<usize> {
        self.index.get(key).copied()
    }

    pub(crate) fn roll_at(&self, at: usize, window: Window) -> Rolled {
        let kpi = &self.book.kpis[at];
        match kpi.nature {
            Nature::Formula => self.roll_formula(at, window),
            Nature::Distinct => self.track_at(at).distinct(window),
            _ => {
                let (first, last) = window.months(self.fy).inside(kpi.frequency, self.fy);
                self.track_at(at).fold(first, last)
            }
        }
    }

    /// The first month with a reading: the KPI's own, or for a formula the earliest of its operands.
    pub fn first_month(&self, key: &Key) -> Option<i32> {
        self.extent(key, &|track| track.first_month)
    }

    /// The last month with a reading.
    pub fn last_month(&self, key: &Key) -> Option<i32> {
        self.extent(key, &|track| track.last_month.map(|month| -month)).map(|month| -month)
    }

    fn extent(&self, key: &Key, of: &dyn Fn(&Track<'a>) -> Option<i32>) -> Option<i32> {
        let at = *self.index.get(key)?;
        if self.book.kpis[at].nature != Nature::Formula {
            return of(self.track_at(at));
        }
        let mut seen = vec![false; self.book.kpis.len()];
        let mut open = vec![at];
        let mut earliest: Option<i32> = None;
        while let Some(at) = open.pop() {
            if std::mem::replace(&mut seen[at], true) {
                continue;
            }
            match self.formula_at(at) {
                Some(expr) => {
                    open.extend(expr.operands().into_iter().filter_map(|key| self.index.get(key).copied()))
                }
                None => earliest = earliest.into_iter().chain(of(self.track_at(at))).min(),
            }
        }
        earliest
    }

    /// The latest closed period whose figure is known, at the KPI's own frequency.
    pub fn latest_known(&self, kpi: &Kpi) -> Option<Period> {
        let first = Period::of_month(self.first_month(&kpi.key)?, kpi.frequency, self.fy);
        let last = Period::of_month(self.last_month(&kpi.key)?, kpi.frequency, self.fy);
        let closed = Period::last_closed(self.today, kpi.frequency, self.fy);
        // A formula may look back: its figure can outlive its operands' last readings by years at most, so it is
        // looked for up to the last closed period.
        let mut at = if kpi.nature == Nature::Formula { closed } else { closed.min(last) };
        while at >= first {
            if self.at(&kpi.key, at).state == State::Known {
                return Some(at);
            }
            at = at.prev();
        }
        None
    }

    pub(crate) fn row_granularity(kpi: &Kpi, by: Option<Granularity>) -> Granularity {
        by.map_or(kpi.frequency, |by| by.max(kpi.frequency))
    }
}

#[cfg(test)]
mod tests;
