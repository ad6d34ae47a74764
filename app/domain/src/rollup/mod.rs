//! Roll-up over time: one KPI over any window, by its nature. The engine indexes what a computation touches, once.

mod fold;
mod track;

use std::cell::{Cell, OnceCell, RefCell};
use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::book::Book;
use crate::formula::{DEEPEST, Expr, Gap, evaluate, parse};
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
    /// Formulas over formulas would otherwise be computed again for every mention.
    memo: RefCell<BTreeMap<(usize, Window), Memo>>,
}

/// A formula's figure over a window.
struct Memo {
    rolled: Rolled,
    /// Formulas one over the other, itself included.
    height: usize,
    /// Begun, and waiting for its operands.
    open: bool,
}

fn too_deep() -> Rolled {
    Rolled { provisional: true, gaps: vec![Gap::TooDeep], ..Rolled::default() }
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

    /// Operands that are formulas come first, from a list of what is still open and not by recursion: formulas over
    /// formulas go deeper than a browser's stack.
    fn roll_formula(&self, at: usize, window: Window) -> Rolled {
        let mut open = vec![(at, window)];
        while let Some(&(at, window)) = open.last() {
            if self.memo.borrow().get(&(at, window)).is_some_and(|memo| !memo.open) {
                open.pop();
                continue;
            }
            // A cycle is refused when it is saved; one that is met all the same ends here, at once.
            self.memo.borrow_mut().insert((at, window), Memo { rolled: too_deep(), height: 0, open: true });
            let (memo, missing) = self.try_formula(at, window);
            if missing.is_empty() {
                self.memo.borrow_mut().insert((at, window), memo);
                open.pop();
            }
            open.extend(missing);
        }
        self.memo.borrow().get(&(at, window)).map_or_else(too_deep, |memo| memo.rolled.clone())
    }

    /// The formula's figure, and the operands that have to be known before it is.
    fn try_formula(&self, at: usize, mut window: Window) -> (Memo, Vec<(usize, Window)>) {
        let floor = self.break_inside(at, window.months(self.fy));
        if floor.is_some() {
            window.floor = floor;
        }
        let height = Cell::new(0);
        let missing = RefCell::new(Vec::new());
        let roll = |key: &Key, window: Window| {
            let Some(&operand) = self.index.get(key) else { return Rolled::nothing() };
            if self.book.kpis[operand].nature != Nature::Formula {
                return self.roll_at(operand, window);
            }
            match self.memo.borrow().get(&(operand, window)) {
                Some(memo) => {
                    height.set(height.get().max(memo.height));
                    memo.rolled.clone()
                }
                None => {
                    missing.borrow_mut().push((operand, window));
                    Rolled::nothing()
                }
            }
        };
        let rolled = match self.formula_at(at) {
            None => Rolled { provisional: true, ..Rolled::default() },
            Some(expr) => {
                let evaluated = evaluate(expr, window, &roll);
                Rolled {
                    state: if evaluated.value.is_some() { State::Known } else { State::Missing },
                    value: evaluated.value,
                    provisional: evaluated.provisional || floor.is_some(),
                    gaps: evaluated.gaps,
                    ..Rolled::default()
                }
            }
        };
        let height = height.get() + 1;
        let rolled = if height > DEEPEST { too_deep() } else { rolled };
        (Memo { rolled, height, open: false }, missing.into_inner())
    }

    /// The month in which the latest break begins that lies inside a window, not at its start.
    fn break_inside(&self, at: usize, months: Months) -> Option<i32> {
        let begins = self.book.kpis[at].breaks().into_iter().map(|from| from.months(self.fy).first);
        begins.filter(|month| months.first < *month && *month <= months.last).max()
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
