//! Whether the formulas of a cluster hold together: operands exist, are recorded often enough, and nothing depends on
//! itself.

use std::collections::BTreeMap;

use super::{Expr, parse};
use crate::key::Key;
use crate::kpi::{Kpi, Nature};
use crate::problem::{Problem, ProblemCode};

/// Formulas over formulas over formulas: deeper is refused when saved, and missing when it is computed all the same.
pub(crate) const DEEPEST: usize = 32;

/// The problems of all formulas, each with the index of its KPI and the place `formula`.
pub fn check(kpis: &[Kpi]) -> Vec<(usize, Problem)> {
    let parsed: Vec<Option<Result<Expr, Problem>>> = kpis.iter().map(parsed).collect();
    let index: BTreeMap<&Key, usize> = kpis.iter().enumerate().map(|(i, kpi)| (&kpi.key, i)).collect();
    let mut problems = Vec::new();
    let mut edges: Vec<Vec<usize>> = vec![Vec::new(); kpis.len()];
    for (i, expr) in parsed.iter().enumerate() {
        let mut refuse = |problem: Problem| problems.push((i, problem.at("formula")));
        match expr {
            None => {}
            Some(Err(problem)) => refuse(problem.clone()),
            Some(Ok(expr)) => {
                for key in expr.operands() {
                    match index.get(key) {
                        None => refuse(Problem::new(ProblemCode::KpiUnknown).with("kpi", key)),
                        Some(&operand) => {
                            edges[i].push(operand);
                            if kpis[operand].frequency > kpis[i].frequency {
                                refuse(coarser(&kpis[operand], &kpis[i]));
                            }
                        }
                    }
                }
            }
        }
    }
    problems.extend(structure(kpis, &edges).into_iter().map(|(i, problem)| (i, problem.at("formula"))));
    problems
}

fn parsed(kpi: &Kpi) -> Option<Result<Expr, Problem>> {
    let text =
        kpi.formula.as_deref().filter(|text| kpi.nature == Nature::Formula && !text.trim().is_empty())?;
    Some(parse(text))
}

fn coarser(operand: &Kpi, formula: &Kpi) -> Problem {
    Problem::new(ProblemCode::FormulaOperandCoarser)
        .with("kpi", &operand.key)
        .with("frequency", operand.frequency.as_str())
        .with("wanted", formula.frequency.as_str())
}

/// Cycles, each named once with its path, and chains that are too long. With a stack of its own: a file may hold a
/// chain of thousands.
fn structure(kpis: &[Kpi], edges: &[Vec<usize>]) -> Vec<(usize, Problem)> {
    let mut problems = Vec::new();
    let mut height: Vec<Option<usize>> = vec![None; kpis.len()];
    let mut on_path = vec![false; kpis.len()];
    for start in 0..kpis.len() {
        if height[start].is_some() {
            continue;
        }
        let mut path = vec![(start, 0)];
        on_path[start] = true;
        while let Some((node, next)) = path.last_mut() {
            let node = *node;
            let Some(&to) = edges[node].get(*next) else {
                let own = edges[node].iter().filter_map(|to| height[*to]).max().map_or(0, |below| below + 1);
                if own == DEEPEST + 1 {
                    problems.push((node, Problem::new(ProblemCode::FormulaTooDeep).with("most", DEEPEST)));
                }
                height[node] = Some(own);
                on_path[node] = false;
                path.pop();
                continue;
            };
            *next += 1;
            if on_path[to] {
                let from = path.iter().position(|(node, _)| *node == to).unwrap_or(0);
                let names: Vec<&str> = path[from..]
                    .iter()
                    .map(|(node, _)| kpis[*node].key.as_str())
                    .chain([kpis[to].key.as_str()])
                    .collect();
                problems.push((to, Problem::new(ProblemCode::FormulaCycle).with("path", names.join(" → "))));
            } else if height[to].is_none() {
                on_path[to] = true;
                path.push((to, 0));
            }
        }
    }
    problems
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::kpi;

    fn formula(key: &str, frequency: &str, formula: &str) -> Kpi {
        kpi(key, frequency, &format!(r#""nature": "formula", "formula": "{formula}""#))
    }

    #[test]
    fn a_cycle_is_named() {
        let kpis =
            [formula("a", "month", "b + 1"), formula("b", "month", "prev(c)"), formula("c", "month", "a")];
        let problems = check(&kpis);
        assert_eq!(problems.len(), 1);
        assert_eq!(problems[0].1.code, ProblemCode::FormulaCycle);
        assert_eq!(problems[0].1.args["path"], "a → b → c → a");
        let own = check(&[formula("a", "month", "prev(a)")]);
        assert_eq!(own[0].1.args["path"], "a → a");
    }

    #[test]
    fn operands_exist_and_are_recorded_often_enough() {
        let kpis = [
            formula("a", "month", "b / none"),
            kpi("b", "quarter", r#""nature": "stock""#),
            formula("c", "quarter", "b * 2"),
        ];
        let codes: Vec<_> = check(&kpis).into_iter().map(|(i, problem)| (i, problem.code)).collect();
        assert_eq!(codes, [(0, ProblemCode::FormulaOperandCoarser), (0, ProblemCode::KpiUnknown)]);
    }

    #[test]
    fn a_long_chain_is_refused_not_followed_to_its_end() {
        let mut kpis = vec![kpi("k0", "month", r#""nature": "stock""#)];
        kpis.extend(
            (1..5000).map(|i| formula(&format!("k{i}"), "month", &format!("k{} * k{}", i - 1, i - 1))),
        );
        let problems = check(&kpis);
        assert_eq!(problems.len(), 1);
        assert_eq!(problems[0].1.code, ProblemCode::FormulaTooDeep);
    }
}
