//! From tokens to an expression, operators binding as usual. Every refusal says at which character.

use super::token::{Token, key, tokens};
use super::{Expr, Function, Operator};
use crate::problem::{Problem, ProblemCode};

const LONGEST: usize = 2000;
/// Parentheses, calls and minus signs inside one another.
const DEEPEST_NESTING: usize = 64;

pub fn parse(text: &str) -> Result<Expr, Problem> {
    if text.chars().count() > LONGEST {
        return Err(Problem::new(ProblemCode::FormulaTooLong).with("most", LONGEST));
    }
    let tokens = tokens(text)?;
    if tokens.is_empty() {
        return Err(Problem::new(ProblemCode::FormulaMissing));
    }
    let mut parser = Parser { tokens, at: 0, end: text.chars().count() + 1, depth: 0 };
    let expr = parser.sum()?;
    match parser.tokens.get(parser.at) {
        None => Ok(expr),
        Some((_, position)) => Err(unexpected(*position)),
    }
}

fn unexpected(position: usize) -> Problem {
    Problem::new(ProblemCode::FormulaUnexpected).with("at", position)
}

struct Parser {
    tokens: Vec<(Token, usize)>,
    at: usize,
    end: usize,
    depth: usize,
}

impl Parser {
    fn next_is(&mut self, wanted: &Token) -> bool {
        let is = self.tokens.get(self.at).is_some_and(|(token, _)| token == wanted);
        self.at += usize::from(is);
        is
    }

    fn sum(&mut self) -> Result<Expr, Problem> {
        let mut left = self.product()?;
        loop {
            let operator = if self.next_is(&Token::Plus) {
                Operator::Add
            } else if self.next_is(&Token::Minus) {
                Operator::Subtract
            } else {
                return Ok(left);
            };
            left = Expr::Binary(operator, Box::new(left), Box::new(self.product()?));
        }
    }

    fn product(&mut self) -> Result<Expr, Problem> {
        let mut left = self.operand()?;
        loop {
            let operator = if self.next_is(&Token::Times) {
                Operator::Multiply
            } else if self.next_is(&Token::Over) {
                Operator::Divide
            } else {
                return Ok(left);
            };
            left = Expr::Binary(operator, Box::new(left), Box::new(self.operand()?));
        }
    }

    fn operand(&mut self) -> Result<Expr, Problem> {
        let Some((token, position)) = self.tokens.get(self.at).cloned() else {
            return Err(Problem::new(ProblemCode::FormulaUnfinished).with("at", self.end));
        };
        self.depth += 1;
        if self.depth > DEEPEST_NESTING {
            return Err(Problem::new(ProblemCode::FormulaTooDeep).with("at", position));
        }
        self.at += 1;
        let expr = match token {
            Token::Number(number) => Expr::Number(number),
            Token::Negate => Expr::Minus(Box::new(self.operand()?)),
            Token::Open => {
                let inner = self.sum()?;
                self.close()?;
                inner
            }
            Token::Word(name) if self.next_is(&Token::Open) => self.call(&name, position)?,
            Token::Word(name) => Expr::Kpi(key(&name, position)?),
            _ => return Err(unexpected(position)),
        };
        self.depth -= 1;
        Ok(expr)
    }

    fn close(&mut self) -> Result<(), Problem> {
        if self.next_is(&Token::Close) {
            return Ok(());
        }
        Err(match self.tokens.get(self.at) {
            Some((_, position)) => unexpected(*position),
            None => Problem::new(ProblemCode::FormulaUnfinished).with("at", self.end),
        })
    }

    fn call(&mut self, name: &str, position: usize) -> Result<Expr, Problem> {
        let mut arguments = vec![self.sum()?];
        while self.next_is(&Token::Comma) {
            arguments.push(self.sum()?);
        }
        self.close()?;
        let function = match name {
            "sum" => Function::Sum,
            "avg" => Function::Avg,
            "min" => Function::Min,
            "max" => Function::Max,
            "prev" => return Ok(Expr::Prev(Box::new(single(arguments, name, position)?))),
            "same_period_last_year" => {
                return Ok(Expr::LastYear(Box::new(single(arguments, name, position)?)));
            }
            _ => {
                return Err(Problem::new(ProblemCode::FormulaFunction)
                    .with("at", position)
                    .with("text", name));
            }
        };
        Ok(Expr::Call(function, arguments))
    }
}

fn single(mut arguments: Vec<Expr>, name: &str, position: usize) -> Result<Expr, Problem> {
    match (arguments.pop(), arguments.is_empty()) {
        (Some(argument), true) => Ok(argument),
        _ => Err(Problem::new(ProblemCode::FormulaArguments).with("at", position).with("text", name)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Fully parenthesised, to show what binds how.
    fn shown(expr: &Expr) -> String {
        match expr {
            Expr::Number(number) => number.to_string(),
            Expr::Kpi(key) => key.to_string(),
            Expr::Minus(inner) => format!("-{}", shown(inner)),
            Expr::Prev(inner) => format!("prev({})", shown(inner)),
            Expr::LastYear(inner) => format!("last({})", shown(inner)),
            Expr::Call(function, arguments) => {
                format!("{function:?}({})", arguments.iter().map(shown).collect::<Vec<_>>().join(","))
            }
            Expr::Binary(operator, left, right) => {
                let sign = match operator {
                    Operator::Add => '+',
                    Operator::Subtract => '-',
                    Operator::Multiply => '*',
                    Operator::Divide => '/',
                };
                format!("({}{sign}{})", shown(left), shown(right))
            }
        }
    }

    #[test]
    fn operators_bind_as_usual() {
        let table = [
            ("a + b * c", "(a+(b*c))"),
            ("a - b - c", "((a-b)-c)"),
            ("a / b * 100", "((a/b)*100)"),
            ("a-b - c", "(a-b-c)"),
            ("(a + b) / c", "((a+b)/c)"),
            ("-a * -2.5", "(-a*-2.5)"),
            ("a - -b", "(a--b)"),
            ("prev(a) / same_period_last_year(a)", "(prev(a)/last(a))"),
            ("sum(a, b, 3) + avg(a) + min(a,b) + max( a )", "(((Sum(a,b,3)+Avg(a))+Min(a,b))+Max(a))"),
            ("sum", "sum"),
            ("a*b", "(a*b)"),
        ];
        for (text, expected) in table {
            assert_eq!(parse(text).map(|expr| shown(&expr)).as_deref(), Ok(expected), "{text}");
        }
    }

    #[test]
    fn refusals_say_where() {
        let table = [
            ("", ProblemCode::FormulaMissing, ""),
            ("a +", ProblemCode::FormulaUnfinished, "4"),
            ("(a", ProblemCode::FormulaUnfinished, "3"),
            ("a b", ProblemCode::FormulaUnexpected, "3"),
            ("a -b", ProblemCode::FormulaMinus, "3"),
            ("a- b", ProblemCode::FormulaMinus, "2"),
            ("3-2", ProblemCode::FormulaMinus, "2"),
            ("(a)-b", ProblemCode::FormulaMinus, "4"),
            ("- a", ProblemCode::FormulaMinus, "1"),
            ("a % b", ProblemCode::FormulaUnexpected, "3"),
            ("a_b", ProblemCode::KeyMalformed, "1"),
            ("1.2.3", ProblemCode::NumberMalformed, "1"),
            ("foo(a)", ProblemCode::FormulaFunction, "1"),
            ("prev(a, b)", ProblemCode::FormulaArguments, "1"),
            ("sum()", ProblemCode::FormulaUnexpected, "5"),
            ("a ) + b", ProblemCode::FormulaUnexpected, "3"),
        ];
        for (text, code, at) in table {
            let problem = parse(text).expect_err(text);
            assert_eq!(
                (problem.code, problem.args.get("at").map_or("", String::as_str)),
                (code, at),
                "{text}"
            );
        }
        assert_eq!(parse(&"(".repeat(1999)).map_err(|p| p.code), Err(ProblemCode::FormulaTooDeep));
        assert_eq!(parse(&"a".repeat(2001)).map_err(|p| p.code), Err(ProblemCode::FormulaTooLong));
    }

    proptest! {
        #[test]
        fn never_panics(text in "[a-c(),0-9.+*/ _é-]{0,60}") {
            let _ = parse(&text);
        }

        #[test]
        fn never_panics_on_anything(text in "\\PC*") {
            let _ = parse(&text);
        }
    }
}
