//! Formulas of KPI keys: `projects-labelled / members-total * 100`. Text → tokens → expression; checked against the
//! other KPIs when saved; evaluated over a window. Recorded data cannot crash an evaluation: depth and size are bounded.

mod check;
mod eval;
mod parse;
mod token;
mod units;

use crate::key::Key;
use crate::number::Number;

pub(crate) use check::DEEPEST;
pub use check::check;
pub use eval::Gap;
pub(crate) use eval::evaluate;
pub use parse::parse;
pub use units::warnings;

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Expr {
    Number(Number),
    Kpi(Key),
    Minus(Box<Expr>),
    Binary(Operator, Box<Expr>, Box<Expr>),
    /// The same one period of the row earlier.
    Prev(Box<Expr>),
    LastYear(Box<Expr>),
    Call(Function, Vec<Expr>),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operator {
    Add,
    Subtract,
    Multiply,
    Divide,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Function {
    Sum,
    Avg,
    Min,
    Max,
}

impl Expr {
    /// The KPIs it names, each once, in order of appearance.
    pub fn operands(&self) -> Vec<&Key> {
        let mut keys = Vec::new();
        self.collect(&mut keys);
        keys
    }

    fn collect<'a>(&'a self, keys: &mut Vec<&'a Key>) {
        match self {
            Expr::Number(_) => {}
            Expr::Kpi(key) if keys.contains(&key) => {}
            Expr::Kpi(key) => keys.push(key),
            Expr::Minus(inner) | Expr::Prev(inner) | Expr::LastYear(inner) => inner.collect(keys),
            Expr::Binary(_, left, right) => {
                left.collect(keys);
                right.collect(keys);
            }
            Expr::Call(_, arguments) => arguments.iter().for_each(|argument| argument.collect(keys)),
        }
    }
}
