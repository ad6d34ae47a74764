//! Formulas over formulas: each one's operands first, its own figure once.

use std::cell::RefCell;

use super::{Engine, Rolled};
use crate::formula::{DEEPEST, Expr, Gap, evaluate};
use crate::key::Key;
use crate::kpi::Nature;
use crate::period::Months;
use crate::reading::State;
use crate::window::Window;

fn too_deep() -> Rolled {
    Rolled { provisional: true, gaps: vec![Gap::TooDeep], ..Rolled::default() }
}

impl Engine<'_> {
    /// Operands that are formulas come first, from a list of what is still open and not by recursion: formulas over
    /// formulas go deeper than a browser's stack.
    pub(super) fn roll_formula(&self, at: usize, window: Window) -> Rolled {
        let mut open = vec![(at, window)];
        while let Some(&(at, window)) = open.last() {
            if self.memo.borrow().contains_key(&(at, window)) {
                open.pop();
                continue;
            }
            let (rolled, missing) =
                if self.grounded()[at] { self.try_formula(at, window) } else { (too_deep(), Vec::new()) };
            if missing.is_empty() {
                self.memo.borrow_mut().insert((at, window), rolled);
                open.pop();
            }
            open.extend(missing);
        }
        self.memo.borrow().get(&(at, window)).cloned().unwrap_or_default()
    }

    /// Whether a formula can be computed at all: it is in no cycle, above none, and not too deep.
    pub(crate) fn is_grounded(&self, key: &Key) -> bool {
        self.index_of(key).is_some_and(|at| self.grounded()[at])
    }

    /// False for a formula in a cycle, above one, or too deep: each round grounds what rests only on what is grounded.
    /// Known before anything is computed, because a formula of its own past (`prev`) has no end to run into.
    fn grounded(&self) -> &[bool] {
        self.grounded.get_or_init(|| {
            let is_formula = |at: &usize| self.book.kpis[*at].nature == Nature::Formula;
            let operands = |at: usize| -> Vec<usize> {
                let expr = self.formula_at(at).filter(|_| is_formula(&at));
                let keys = expr.map(Expr::operands).unwrap_or_default();
                keys.into_iter().filter_map(|key| self.index_of(key)).filter(is_formula).collect()
            };
            let operands: Vec<_> = (0..self.book.kpis.len()).map(operands).collect();
            let mut grounded: Vec<bool> = (0..operands.len()).map(|at| !is_formula(&at)).collect();
            for _ in 0..DEEPEST {
                let rests = |at: usize| operands[at].iter().all(|operand| grounded[*operand]);
                let more = (0..operands.len()).map(|at| grounded[at] || rests(at)).collect();
                if std::mem::replace(&mut grounded, more) == grounded {
                    break;
                }
            }
            grounded
        })
    }

    /// The formula's figure, and the operands that have to be known before it is.
    fn try_formula(&self, at: usize, mut window: Window) -> (Rolled, Vec<(usize, Window)>) {
        let Some(expr) = self.formula_at(at) else {
            return (Rolled { provisional: true, ..Rolled::default() }, Vec::new());
        };
        let floor = self.break_inside(at, window.months(self.fy));
        if floor.is_some() {
            window.floor = floor;
        }
        let missing = RefCell::new(Vec::new());
        let roll = |key: &Key, window: Window| {
            let Some(&operand) = self.index.get(key) else { return Rolled::nothing() };
            if self.book.kpis[operand].nature != Nature::Formula {
                return self.roll_at(operand, window);
            }
            self.memo.borrow().get(&(operand, window)).cloned().unwrap_or_else(|| {
                missing.borrow_mut().push((operand, window));
                Rolled::nothing()
            })
        };
        let evaluated = evaluate(expr, window, &roll);
        let rolled = Rolled {
            state: if evaluated.value.is_some() { State::Known } else { State::Missing },
            value: evaluated.value,
            provisional: evaluated.provisional || floor.is_some(),
            gaps: evaluated.gaps,
            ..Rolled::default()
        };
        (rolled, missing.into_inner())
    }

    /// The month in which the latest break begins that lies inside a window, not at its start.
    pub(crate) fn break_inside(&self, at: usize, months: Months) -> Option<i32> {
        let begins = self.book.kpis[at].breaks().into_iter().map(|from| from.months(self.fy).first);
        begins.filter(|month| months.first < *month && *month <= months.last).max()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::book::Book;
    use crate::report::{Query, report};
    use crate::testing::{book, day, key, kpi, period};

    /// `k1`, `k2`, … each a formula of the one before, called `x`; `k0` is recorded.
    fn chain(formula: &str, count: usize, figures: &str) -> Book {
        let mut kpis = vec![kpi("k0", "month", r#""nature": "flow""#)];
        kpis.extend((1..=count).map(|i| {
            let formula = formula.replace('x', &format!("k{}", i - 1));
            kpi(&format!("k{i}"), "month", &format!(r#""nature": "formula", "formula": "{formula}""#))
        }));
        book(kpis).with("k0", "2026-01", figures)
    }

    fn gaps(book: &Book, name: &str) -> Vec<Gap> {
        Engine::new(book, day("2027-01-01")).at(&key(name), period("2026-02")).gaps
    }

    #[test]
    fn a_formula_of_its_own_past_ends_at_once() {
        for circle in ["k0 + prev(k1)", "k0 + same_period_last_year(prev(k1))", "max(k0, k1)"] {
            let mut kpis = chain("x * 2", 0, "1 2 3").kpis;
            let formula = |key: &str, text: &str| {
                kpi(key, "month", &format!(r#""nature": "formula", "formula": "{text}""#))
            };
            kpis.extend([formula("k1", "k2"), formula("k2", circle), formula("above", "k0 + k1")]);
            let book = book(kpis).with("k0", "2026-01", "1 2 3");
            assert_eq!(gaps(&book, "k1"), [Gap::TooDeep], "{circle}");
            assert_eq!(gaps(&book, "above"), [Gap::TooDeep], "{circle}");
            let rolled = Engine::new(&book, day("2027-01-01")).at(&key("k1"), period("2026-02"));
            assert!(rolled.provisional && rolled.value.is_none(), "{circle}");
            assert_eq!(report(&book, &Query::on(day("2026-07-01"))).kpis.len(), 4);
        }
    }

    #[test]
    fn thirty_two_formulas_stand_one_over_the_other_and_no_more() {
        let book = chain("x + 1", 33, "1 2 3");
        let engine = Engine::new(&book, day("2027-01-01"));
        assert_eq!(engine.at(&key("k32"), period("2026-02")).value, Some(crate::Number::int(34)));
        assert_eq!(gaps(&book, "k33"), [Gap::TooDeep]);
    }

    /// Twice as many bits at each step: after ten, a thousand times as many.
    #[test]
    fn figures_that_double_in_length_stop() {
        for formula in ["x * x", "x * x / 0.0000000003", "sum(x, 1 / x, 7 / (x + 1))", "avg(x * x, 1 / x)"] {
            let book = chain(formula, 32, "123456789012345678.0123456789 98765.4321 17");
            let first = (1..=32).map(|i| gaps(&book, &format!("k{i}"))).find(|gaps| !gaps.is_empty());
            assert!(first.is_some_and(|gaps| gaps.contains(&Gap::TooLarge)), "{formula}");
            let found = report(&book, &Query::on(day("2026-07-01")));
            assert!(found.kpis[32].periods.iter().all(|row| row.value.is_none()));
        }
    }

    /// Denominators without a common factor multiply.
    #[test]
    fn a_sum_of_many_quotients_stops_and_one_of_twenty_does_not() {
        let sum = |count: i64| {
            let one = |i| format!("1 / {}.0000000001", 999_999_999_999_999_i64 - i * 6);
            let terms: Vec<_> = (0..count).map(one).collect();
            let formula = format!("sum({})", terms.join(", "));
            let fields = format!(r#""nature": "formula", "formula": "{formula}""#);
            let book = book(vec![kpi("f", "month", &fields)]);
            Engine::new(&book, day("2027-01-01")).at(&key("f"), period("2026-01"))
        };
        assert!(sum(20).value.is_some());
        assert_eq!(sum(50).gaps, [Gap::TooLarge]);
    }
}
