//! The total of clusters at one period, by the KPI's own roll-up. As over time: what is not known is missing, not nought,
//! and makes the total provisional; which clusters are missing is said.

use std::cell::RefCell;
use std::collections::BTreeMap;

use super::line::{Cell, Line};
use super::plan::Plan;
use crate::formula::evaluate;
use crate::key::Key;
use crate::kpi::Nature;
use crate::number::Number;
use crate::period::Period;
use crate::reading::State;
use crate::rollup::{Engine, Rolled};
use crate::window::{Window, WindowKind};

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Total {
    pub state: State,
    pub value: Option<Number>,
    /// Of a ratio: its parts, each added up.
    pub numerator: Option<Number>,
    pub denominator: Option<Number>,
    /// Of a mean: Σ n.
    pub weight: Option<Number>,
    /// Clusters in it, by their places.
    pub counted: Vec<usize>,
    /// Clusters that have the KPI and no figure. One for which it is not applicable is not expected.
    pub missing: Vec<usize>,
    /// A cluster is missing, or the figure of one is provisional.
    pub provisional: bool,
    /// Total − total of the period before: of the same clusters, none across a break of any of them.
    pub delta: Option<Number>,
    pub breaks: bool,
    /// What the clusters in it planned together; none where their plans don't add up.
    pub plan: Option<Plan>,
}

impl Total {
    /// In how many clusters it was to be known.
    pub fn expected(&self) -> usize {
        self.counted.len() + self.missing.len()
    }
}

/// Without its plan.
pub(super) fn of(line: &Line<'_, '_>, period: Period, cells: &[Option<Cell>]) -> Total {
    let mut total = at(line, period, cells);
    let earlier = line.cells(period.prev());
    let before = at(line, period.prev(), &earlier);
    let (after, to) = (line.months(period.prev()).last, line.months(period).last);
    let series = || total.counted.iter().filter_map(|at| line.series[*at].as_ref());
    let comparable =
        before.counted == total.counted && !series().any(|series| series.breaks_after(after, to));
    let values = total.value.as_ref().zip(before.value.as_ref()).filter(|_| comparable);
    total.delta = values.map(|(now, before)| now - before);
    total
}

fn at(line: &Line<'_, '_>, period: Period, cells: &[Option<Cell>]) -> Total {
    let cell = |at: &usize| cells[*at].as_ref();
    let is = |at: &usize, of: &dyn Fn(&Cell) -> bool| cell(at).is_some_and(of);
    let counted: Vec<usize> = line.has.iter().copied().filter(|at| is(at, &Cell::counts)).collect();
    let not_applicable = |cell: &Cell| cell.rolled.state == State::NotApplicable;
    let missing = |at: &usize| !is(at, &Cell::counts) && !is(at, &not_applicable);
    let missing: Vec<usize> = line.has.iter().copied().filter(missing).collect();
    let rolled: Vec<&Rolled> = counted.iter().filter_map(|at| Some(&cell(at)?.rolled)).collect();
    let pooled = match line.kpi.nature {
        Nature::Formula if counted.len() > 1 => formula(line, &counted, period),
        _ => pool(line.kpi.nature, &line.kpi.ratio_parts().scale, &rolled),
    };
    let none_expected = counted.is_empty() && missing.is_empty();
    Total {
        state: match &pooled.value {
            Some(_) => State::Known,
            None if none_expected => State::NotApplicable,
            None => State::Missing,
        },
        provisional: !missing.is_empty()
            || rolled.iter().any(|rolled| rolled.provisional)
            || (pooled.value.is_none() && !none_expected),
        breaks: counted.iter().any(|at| is(at, &|cell| cell.breaks)),
        value: pooled.value,
        numerator: pooled.numerator,
        denominator: pooled.denominator,
        weight: pooled.weight,
        counted,
        missing,
        ..Total::default()
    }
}

/// Figures of the same KPI and window, of several clusters, as one.
fn pool(nature: Nature, scale: &Number, rolled: &[&Rolled]) -> Rolled {
    let sum = |of: &dyn Fn(&Rolled) -> Option<Number>| {
        let mut parts = rolled.iter().filter_map(|rolled| of(rolled));
        parts.next().map(|first| parts.fold(first, |sum, part| &sum + &part))
    };
    let mut pooled = Rolled { provisional: rolled.iter().any(|each| each.provisional), ..Rolled::default() };
    match nature {
        Nature::Stock | Nature::Flow => pooled.value = sum(&|rolled| rolled.value.clone()),
        Nature::Ratio => {
            pooled.numerator = sum(&|rolled| rolled.numerator.clone());
            pooled.denominator = sum(&|rolled| rolled.denominator.clone());
            let parts = pooled.numerator.as_ref().zip(pooled.denominator.as_ref());
            let quotient = parts.and_then(|(numerator, denominator)| numerator.divided_by(denominator));
            pooled.value = quotient.map(|quotient| &quotient * scale);
        }
        Nature::Mean => {
            // The value of a cluster whose n is 0 is not known, and weighs nothing.
            let weighed = |rolled: &Rolled| Some(rolled.value.as_ref()? * rolled.weight.as_ref()?);
            pooled.weight = sum(&|rolled| rolled.weight.clone());
            let parts = sum(&weighed).zip(pooled.weight.clone());
            pooled.value = parts.and_then(|(weighed, weight)| weighed.divided_by(&weight));
        }
        // Only of one cluster: its own figure.
        _ => pooled.value = rolled.first().and_then(|rolled| rolled.value.clone()),
    }
    pooled.state = if pooled.value.is_some() { State::Known } else { State::Missing };
    pooled
}

/// Each operand's total over the clusters whose own figure is known, the same in every operand; then the formula. Operands
/// that are formulas come first, from a list and not by recursion, as in `rollup::formulas`.
fn formula(line: &Line<'_, '_>, of: &[usize], period: Period) -> Rolled {
    let engines: Vec<&Engine<'_>> = of.iter().map(|at| &line.portfolio.engines[*at]).collect();
    let first = engines[0];
    // Their formulas are the same all the way down: what the first can compute all can.
    if !first.is_grounded(&line.kpi.key) {
        return Rolled::default();
    }
    let whole = (line.kpi.key.clone(), Window::new(WindowKind::Own, period));
    let memo: RefCell<BTreeMap<(Key, Window), Rolled>> = RefCell::default();
    let mut open = vec![whole.clone()];
    while let Some((key, window)) = open.last().cloned() {
        if memo.borrow().contains_key(&(key.clone(), window)) {
            open.pop();
            continue;
        }
        let Some(expr) = first.formula(&key) else { return Rolled::default() };
        let ahead = RefCell::new(Vec::new());
        let roll = |operand: &Key, window: Window| match first.kpi(operand) {
            Some(kpi) if kpi.nature == Nature::Formula => {
                let place = (operand.clone(), window);
                memo.borrow().get(&place).cloned().unwrap_or_else(|| {
                    ahead.borrow_mut().push(place);
                    Rolled::default()
                })
            }
            _ => operand_total(line, &engines, operand, window),
        };
        let (floored, broken) = floored(line, &engines, &key, window);
        let evaluated = evaluate(expr, floored, &roll);
        let ahead = ahead.into_inner();
        if ahead.is_empty() {
            let state = if evaluated.value.is_some() { State::Known } else { State::Missing };
            let rolled = Rolled {
                state,
                value: evaluated.value,
                provisional: evaluated.provisional || broken,
                gaps: evaluated.gaps,
                ..Rolled::default()
            };
            memo.borrow_mut().insert((key, window), rolled);
        }
        open.extend(ahead);
    }
    memo.into_inner().remove(&whole).unwrap_or_default()
}

/// All of the clusters have to be known: else one operand would be of other clusters than the next.
fn operand_total(line: &Line<'_, '_>, engines: &[&Engine<'_>], key: &Key, window: Window) -> Rolled {
    let months = window.months(line.portfolio.fy);
    let Some(kpi) = engines[0].kpi(key) else { return Rolled::default() };
    let rolled: Vec<Rolled> = engines.iter().map(|engine| engine.over(key, months)).collect();
    let all: Vec<&Rolled> = rolled.iter().collect();
    if all.iter().any(|rolled| rolled.known == Some(0)) {
        return Rolled { provisional: true, ..Rolled::default() };
    }
    pool(kpi.nature, &kpi.ratio_parts().scale, &all)
}

/// Where the formula's own definition broke inside the window in one of the clusters, the total counts from there on; and
/// whether it did.
fn floored(line: &Line<'_, '_>, engines: &[&Engine<'_>], key: &Key, mut window: Window) -> (Window, bool) {
    let months = window.months(line.portfolio.fy);
    let breaks = engines.iter().filter_map(|engine| engine.break_inside(engine.index_of(key)?, months));
    let floor = breaks.max();
    window.floor = floor.or(window.floor);
    (window, floor.is_some())
}
