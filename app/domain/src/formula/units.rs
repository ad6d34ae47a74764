//! Whether the units of a formula fit: a warning, never a refusal. A plain number fits with everything, and a factor
//! may convert (`hours / 8`), so that what a number has multiplied or divided is not judged any more.

use std::collections::BTreeMap;

use super::{Expr, Operator, parse};
use crate::key::Key;
use crate::kpi::{Kpi, Nature};
use crate::problem::{Problem, ProblemCode};

/// Units with their exponents: EUR per head is EUR¹ head⁻¹. None fits with everything.
type Unit<'a> = Option<BTreeMap<&'a str, i32>>;

/// What does not fit, each with the index of its KPI and the place `formula`.
pub fn warnings(kpis: &[Kpi]) -> Vec<(usize, Problem)> {
    let units: BTreeMap<&Key, &str> = kpis.iter().map(|kpi| (&kpi.key, kpi.unit.as_str())).collect();
    let mut warnings = Vec::new();
    for (i, kpi) in kpis.iter().enumerate().filter(|(_, kpi)| kpi.nature == Nature::Formula) {
        let Some(expr) = kpi.formula.as_deref().and_then(|text| parse(text).ok()) else { continue };
        let mut reader = Reader { units: &units, clashes: Vec::new() };
        let result = reader.unit(&expr);
        let mut clashes = reader.clashes;
        // A quotient of two units has no name of its own: what it is called is the author's choice.
        if let Some(found) = single(&result)
            && found != kpi.unit
            && clashes.is_empty()
        {
            clashes.push((ProblemCode::FormulaUnitResult, found.to_owned(), kpi.unit.clone()));
        }
        warnings.extend(clashes.into_iter().map(|(code, left, right)| {
            (i, Problem::new(code).with("left", left).with("right", right).at("formula"))
        }));
    }
    warnings
}

fn single<'a>(unit: &Unit<'a>) -> Option<&'a str> {
    match unit.as_ref()?.first_key_value()? {
        (name, 1) if unit.as_ref()?.len() == 1 => Some(name),
        _ => None,
    }
}

struct Reader<'a> {
    units: &'a BTreeMap<&'a Key, &'a str>,
    clashes: Vec<(ProblemCode, String, String)>,
}

impl<'a> Reader<'a> {
    fn unit(&mut self, expr: &Expr) -> Unit<'a> {
        match expr {
            Expr::Number(_) => None,
            Expr::Kpi(key) => self.units.get(key).map(|unit| BTreeMap::from([(*unit, 1)])),
            Expr::Minus(inner) | Expr::Prev(inner) | Expr::LastYear(inner) => self.unit(inner),
            Expr::Binary(operator, left, right) => {
                let (left, right) = (self.unit(left), self.unit(right));
                match operator {
                    Operator::Add | Operator::Subtract => self.same(left, right),
                    Operator::Multiply => product(left?, right?, 1),
                    Operator::Divide => product(left?, right?, -1),
                }
            }
            Expr::Call(_, arguments) => {
                let mut all = None;
                for argument in arguments {
                    let unit = self.unit(argument);
                    all = self.same(all, unit);
                }
                all
            }
        }
    }

    /// Of what is added or compared.
    fn same(&mut self, left: Unit<'a>, right: Unit<'a>) -> Unit<'a> {
        match (left, right) {
            (Some(left), Some(right)) if left != right => {
                self.clashes.push((ProblemCode::FormulaUnits, shown(&left), shown(&right)));
                Some(left)
            }
            (left, right) => left.or(right),
        }
    }
}

fn product<'a>(mut left: BTreeMap<&'a str, i32>, right: BTreeMap<&'a str, i32>, sign: i32) -> Unit<'a> {
    for (name, exponent) in right {
        *left.entry(name).or_default() += sign * exponent;
    }
    left.retain(|_, exponent| *exponent != 0);
    Some(left).filter(|left| !left.is_empty())
}

/// `EUR/count`.
fn shown(unit: &BTreeMap<&str, i32>) -> String {
    let side = |sign: i32| {
        let names = unit.iter().filter(|(_, exponent)| exponent.signum() == sign);
        names.flat_map(|(name, exponent)| vec![*name; exponent.unsigned_abs() as usize]).collect::<Vec<_>>()
    };
    let (over, under) = (side(1).join("·"), side(-1).join("·"));
    match (over.is_empty(), under.is_empty()) {
        (_, true) => over,
        (true, false) => format!("1/{under}"),
        (false, false) => format!("{over}/{under}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::kpi;

    /// `code left right` of each warning about a formula with the unit `count`.
    fn warned(formula: &str) -> Vec<String> {
        let of =
            |key: &str, unit: &str| kpi(key, "month", &format!(r#""nature": "stock", "unit": "{unit}""#));
        let formula = kpi("f", "month", &format!(r#""nature": "formula", "formula": "{formula}""#));
        let kpis =
            [of("money", "EUR"), of("fees", "EUR"), of("heads", "count"), of("share", "percent"), formula];
        let line = |(i, problem): (usize, Problem)| {
            assert_eq!((i, problem.place.as_str()), (4, "formula"));
            format!("{} {} {}", problem.code.as_str(), problem.args["left"], problem.args["right"])
        };
        warnings(&kpis).into_iter().map(line).collect()
    }

    #[test]
    fn units_that_do_not_fit_are_named() {
        let table: [(&str, &[&str]); 12] = [
            ("heads + prev(heads)", &[]),
            ("money + heads", &["formula-units EUR count"]),
            ("max(heads, share, money)", &["formula-units count percent", "formula-units count EUR"]),
            ("money + fees", &["formula-unit-result EUR count"]),
            ("money / heads", &[]),
            ("money / heads - fees", &["formula-units EUR/count EUR"]),
            ("money / fees + share", &["formula-unit-result percent count"]),
            ("money / 1000 + heads", &[]),
            ("heads * 2", &[]),
            ("1 - heads", &[]),
            ("1 / heads + unknown", &[]),
            ("money / (heads * share) + heads / money", &["formula-units EUR/count·percent count/EUR"]),
        ];
        for (formula, expected) in table {
            assert_eq!(warned(formula), expected, "{formula}");
        }
    }
}
