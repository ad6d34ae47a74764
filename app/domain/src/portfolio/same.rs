//! Whether clusters mean the same by a KPI, as far as a total asks: key, nature, unit, direction, of a ratio the scale and
//! the natures of its parts, of a formula the formula and, in turn, its operands. Names, definitions in words, decimals,
//! frequency (the coarsest rules), lag, baseline and targets may differ.

use serde::{Deserialize, Serialize};

use crate::key::Key;
use crate::kpi::{Kpi, Nature};
use crate::rollup::Engine;

/// Why there is no total.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "apart", rename_all = "snake_case")]
pub enum Apart {
    /// Whoever two clusters have counted may be the same. `kpi`: of a formula the operand.
    Distinct { kpi: Key },
    /// Steps and labels are each cluster's own; a sum of their numbers says nothing.
    Steps { kpi: Key },
    /// Definitions differ.
    Differs { kpi: Key, what: Aspect },
    /// A formula names a KPI that one of the clusters does not have.
    Operand { kpi: Key },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Aspect {
    Nature,
    /// Currencies too: there is no rate of exchange here.
    Unit,
    Direction,
    /// Scale of a ratio, or the natures of its parts.
    Parts,
    Formula,
}

/// `of`: the clusters that have the KPI. One cluster agrees with itself.
pub(super) fn check(engines: &[Engine<'_>], of: &[usize], key: &Key) -> Result<(), Apart> {
    if of.len() < 2 {
        return Ok(());
    }
    let (mut open, mut seen) = (vec![key.clone()], vec![key.clone()]);
    while let Some(key) = open.pop() {
        let kpis: Option<Vec<&Kpi>> = of.iter().map(|at| engines[*at].kpi(&key)).collect();
        let kpis = kpis.ok_or_else(|| Apart::Operand { kpi: key.clone() })?;
        // An operand's direction judges nothing.
        let is_operand = seen[0] != key;
        if let Some(what) = difference(&kpis, is_operand) {
            return Err(Apart::Differs { kpi: key, what });
        }
        match kpis[0].nature {
            Nature::Distinct => return Err(Apart::Distinct { kpi: key }),
            Nature::Milestones | Nature::Scale => return Err(Apart::Steps { kpi: key }),
            Nature::Formula => {
                let formulas: Vec<_> = of.iter().map(|at| engines[*at].formula(&key)).collect();
                let Some(formula) = formulas[0].filter(|_| formulas.iter().all(|each| *each == formulas[0]))
                else {
                    return Err(Apart::Differs { kpi: key, what: Aspect::Formula });
                };
                for operand in formula.operands() {
                    if !seen.contains(operand) {
                        seen.push(operand.clone());
                        open.push(operand.clone());
                    }
                }
            }
            _ => {}
        }
    }
    Ok(())
}

fn difference(kpis: &[&Kpi], is_operand: bool) -> Option<Aspect> {
    let first = kpis[0];
    let differ = |same: &dyn Fn(&Kpi) -> bool| kpis.iter().any(|kpi| !same(kpi));
    let parts = |kpi: &Kpi| {
        let ratio = kpi.ratio_parts();
        (ratio.scale, ratio.numerator, ratio.denominator)
    };
    if differ(&|kpi| kpi.nature == first.nature) {
        Some(Aspect::Nature)
    } else if differ(&|kpi| kpi.unit == first.unit) {
        Some(Aspect::Unit)
    } else if !is_operand && differ(&|kpi| kpi.direction == first.direction) {
        Some(Aspect::Direction)
    } else if first.nature == Nature::Ratio && differ(&|kpi| parts(kpi) == parts(first)) {
        Some(Aspect::Parts)
    } else {
        None
    }
}
