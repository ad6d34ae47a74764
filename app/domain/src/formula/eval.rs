//! The value of an expression over a window: every operand is rolled up over it, then the arithmetic is done.

use serde::{Deserialize, Serialize};

use super::{Expr, Function, Operator};
use crate::key::Key;
use crate::number::Number;
use crate::period::Period;
use crate::reading::State;
use crate::rollup::Rolled;
use crate::window::Window;

/// Numbers beyond this many bits are nobody's measurement; they would grow without end in formulas over formulas. It is
/// room for a sum of twenty quotients of the longest inputs.
const MOST_BITS: u64 = 2048;

/// Why a formula has no value.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "gap", rename_all = "snake_case")]
pub enum Gap {
    Operand { kpi: Key, period: Period, state: State },
    DivisionByZero,
    TooLarge,
    TooDeep,
}

/// `roll` gives an operand over a window.
pub(crate) fn evaluate(expr: &Expr, window: Window, roll: &dyn Fn(&Key, Window) -> Rolled) -> Evaluated {
    let mut evaluation = Evaluation { roll, gaps: Vec::new(), provisional: false };
    let value = evaluation.value(expr, window);
    let provisional = evaluation.provisional || value.is_none();
    Evaluated { value, provisional, gaps: evaluation.gaps }
}

pub(crate) struct Evaluated {
    pub value: Option<Number>,
    pub provisional: bool,
    pub gaps: Vec<Gap>,
}

struct Evaluation<'a> {
    roll: &'a dyn Fn(&Key, Window) -> Rolled,
    gaps: Vec<Gap>,
    provisional: bool,
}

impl Evaluation<'_> {
    fn value(&mut self, expr: &Expr, window: Window) -> Option<Number> {
        match expr {
            Expr::Number(number) => Some(number.clone()),
            Expr::Kpi(key) => self.operand(key, window),
            Expr::Minus(inner) => self.value(inner, window).map(|value| -&value),
            Expr::Prev(inner) => self.value(inner, window.shifted(-1)),
            Expr::LastYear(inner) => self.value(inner, window.last_year()),
            Expr::Binary(..) => self.chain(expr, window),
            Expr::Call(function, arguments) => {
                let values: Vec<_> = arguments.iter().map(|argument| self.value(argument, window)).collect();
                self.call(*function, values.into_iter().collect::<Option<Vec<_>>>()?)
            }
        }
    }

    /// `a + b - c`, from the left: without recursion, because a chain is as long as the text.
    fn chain(&mut self, expr: &Expr, window: Window) -> Option<Number> {
        let mut links = Vec::new();
        let mut first = expr;
        while let Expr::Binary(operator, left, right) = first {
            links.push((*operator, right));
            first = left;
        }
        let mut value = self.value(first, window);
        for (operator, right) in links.into_iter().rev() {
            // Both sides always: everything that is missing is named at once.
            let right = self.value(right, window);
            value = value.zip(right).and_then(|(left, right)| self.binary(operator, &left, &right));
        }
        value
    }

    fn operand(&mut self, key: &Key, window: Window) -> Option<Number> {
        let rolled = (self.roll)(key, window);
        self.provisional |= rolled.provisional;
        if rolled.value.is_none() {
            let gap = Gap::Operand { kpi: key.clone(), period: window.period, state: rolled.state };
            if !self.gaps.contains(&gap) {
                self.gaps.push(gap);
            }
        }
        rolled.value
    }

    fn binary(&mut self, operator: Operator, left: &Number, right: &Number) -> Option<Number> {
        let value = match operator {
            Operator::Add => left + right,
            Operator::Subtract => left - right,
            Operator::Multiply => left * right,
            Operator::Divide => match left.divided_by(right) {
                Some(value) => value,
                None => return self.gap(Gap::DivisionByZero),
            },
        };
        self.bounded(value)
    }

    fn call(&mut self, function: Function, values: Vec<Number>) -> Option<Number> {
        let count = Number::from(values.len() as i64);
        match function {
            Function::Min => values.into_iter().min(),
            Function::Max => values.into_iter().max(),
            Function::Sum | Function::Avg => {
                let add = |sum: Number, value: &Number| self.binary(Operator::Add, &sum, value);
                let sum = values.iter().try_fold(Number::ZERO, add)?;
                if function == Function::Avg {
                    self.binary(Operator::Divide, &sum, &count)
                } else {
                    Some(sum)
                }
            }
        }
    }

    fn bounded(&mut self, value: Number) -> Option<Number> {
        if value.bits() > MOST_BITS { self.gap(Gap::TooLarge) } else { Some(value) }
    }

    fn gap(&mut self, gap: Gap) -> Option<Number> {
        if !self.gaps.contains(&gap) {
            self.gaps.push(gap);
        }
        None
    }
}
