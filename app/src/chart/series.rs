//! The lines, areas and bars of a plan: what is known, what was expected, what may come.

use super::data::{ChartData, Kind};
use super::ground::{Ground, tenth};
use super::plan::{At, Mark, Plan, Role, Shape};
use super::scale::Range;

pub(super) fn draw(plan: &mut Plan, data: &ChartData, ground: &Ground) {
    tolerance(plan, data, ground);
    let last_year = places(&data.last_year, ground);
    if data.kind.is_bars() {
        // Levels across the bars: a line would suggest amounts in between.
        lines(plan, Role::LastYear, last_year.iter().flatten().map(|at| stairs(&[*at], ground.band * 0.8)));
    } else {
        lines(plan, Role::LastYear, runs(&last_year, &[]));
    }
    let others = data.other_paths.iter().map(|(_, path)| path);
    let paths = [Role::Path, Role::SecondPath, Role::ThirdPath].into_iter();
    for (role, path) in paths.zip(std::iter::once(&data.path).chain(others)) {
        let step = |run: Vec<At>| if data.kind.is_bars() { stairs(&run, ground.band) } else { run };
        lines(plan, role, runs(&places(path, ground), &[]).into_iter().map(step));
    }
    beside(plan, data, ground);
    let values: Vec<Option<f64>> = data.points.iter().map(|point| point.value).collect();
    match data.kind {
        Kind::Line => line(plan, data, ground, &places(&values, ground)),
        Kind::Bars => {
            bars(plan, ground, Role::Bar, &values);
            bars(plan, ground, Role::Projection, &data.projection);
        }
        // The whole below, its part over it: what shows of the whole is the rest.
        Kind::Stacked => {
            bars(plan, ground, Role::Rest, &data.whole);
            bars(plan, ground, Role::Bar, &values);
        }
    }
}

/// Lines without dots; over bars levels, and a value that no line reaches as a short one.
fn beside(plan: &mut Plan, data: &ChartData, ground: &Ground) {
    for (role, values) in Role::BESIDE.into_iter().zip(&data.beside) {
        let places = places(values, ground);
        if data.kind.is_bars() {
            lines(plan, role, places.iter().flatten().map(|at| stairs(&[*at], ground.band * 0.8)));
            continue;
        }
        let seen = |run: Vec<At>| if run.len() == 1 { stairs(&run, ground.band * 0.4) } else { run };
        lines(plan, role, runs(&places, &[]).into_iter().map(seen));
    }
}

/// The series: broken where a value is missing and where the definition changed, with a dot for each value that can have one.
fn line(plan: &mut Plan, data: &ChartData, ground: &Ground, values: &[Option<At>]) {
    let breaks: Vec<usize> = data.breaks.iter().map(|(index, _)| *index).collect();
    lines(plan, Role::Series, runs(values, &breaks));
    let last = values.iter().rposition(Option::is_some);
    for (index, at) in values.iter().enumerate() {
        // Where dots would run together, only those are drawn that no line shows or that say more than it.
        let drawn = !plan.dense
            || Some(index) == last
            || data.points[index].provisional
            || is_alone(values, &breaks, index);
        if let (Some(at), true) = (at, drawn) {
            plan.marks.push(Mark { role: Role::Point, shape: Shape::Dot(*at, index) });
        }
    }
    let mut ahead = runs(&places(&data.projection, ground), &[]);
    let first = data.projection.iter().position(Option::is_some).unwrap_or(0);
    // The projection sets out from the last value before it.
    if let Some(run) = ahead.first_mut()
        && let Some(start) = values.iter().take(first).rev().find_map(|at| *at)
    {
        run.insert(0, start);
    }
    lines(plan, Role::Projection, ahead);
}

/// No line reaches this value.
fn is_alone(values: &[Option<At>], breaks: &[usize], index: usize) -> bool {
    let before = index > 0 && !breaks.contains(&index) && values[index - 1].is_some();
    let after = !breaks.contains(&(index + 1)) && values.get(index + 1).is_some_and(Option::is_some);
    !before && !after
}

fn bars(plan: &mut Plan, ground: &Ground, role: Role, values: &[Option<f64>]) {
    let Some(zero) = ground.y(0.0) else { return };
    let wide = tenth((ground.band * 0.64).clamp(0.8, 56.0));
    for (index, value) in values.iter().enumerate() {
        let Some((x, y)) = ground.at(index, *value) else { continue };
        // A known zero is seen: a hair on the axis.
        let (top, tall) = if y > zero { (zero, y - zero) } else { (y, zero - y) };
        let (top, tall) = if tall < 1.0 { (tenth(zero - 1.0), 1.0) } else { (top, tenth(tall)) };
        plan.marks.push(Mark { role, shape: Shape::Bar((tenth(x - wide / 2.0), top), wide, tall, index) });
    }
}

fn tolerance(plan: &mut Plan, data: &ChartData, ground: &Ground) {
    let edges = data.tolerance.as_deref().unwrap_or_default();
    let pairs: Vec<Option<(At, At)>> = edges
        .iter()
        .enumerate()
        .map(|(index, edge)| ground.at(index, edge.map(|it| it.1)).zip(ground.at(index, edge.map(|it| it.0))))
        .collect();
    for run in pairs.split(Option::is_none) {
        let (mut outline, mut lower): (Vec<At>, Vec<At>) = run.iter().flatten().copied().unzip();
        if data.kind.is_bars() {
            (outline, lower) = (stairs(&outline, ground.band), stairs(&lower, ground.band));
        }
        outline.extend(lower.into_iter().rev());
        if outline.len() > 2 {
            plan.marks.push(Mark { role: Role::Tolerance, shape: Shape::Area(outline) });
        }
    }
}

fn places(values: &[Option<f64>], ground: &Ground) -> Vec<Option<At>> {
    values.iter().take(ground.x.len()).enumerate().map(|(index, value)| ground.at(index, *value)).collect()
}

/// Stretches without a gap, cut also before each index of `breaks`.
fn runs(values: &[Option<At>], breaks: &[usize]) -> Vec<Vec<At>> {
    let mut out = vec![Vec::new()];
    for (index, at) in values.iter().enumerate() {
        if (at.is_none() || breaks.contains(&index)) && out.last().is_some_and(|run| !run.is_empty()) {
            out.push(Vec::new());
        }
        if let (Some(at), Some(run)) = (at, out.last_mut()) {
            run.push(*at);
        }
    }
    out
}

/// A level over the whole band of each point, as amounts are expected.
fn stairs(run: &[At], band: f64) -> Vec<At> {
    run.iter().flat_map(|(x, y)| [(tenth(x - band / 2.0), *y), (tenth(x + band / 2.0), *y)]).collect()
}

fn lines(plan: &mut Plan, role: Role, runs: impl IntoIterator<Item = Vec<At>>) {
    let long = runs.into_iter().filter(|run| run.len() > 1);
    plan.marks.extend(long.map(|run| Mark { role, shape: Shape::Line(run) }));
}

/// A small plan without axes: the series, its path and its last value.
pub fn sparkline(values: &[Option<f64>], path: &[Option<f64>]) -> Plan {
    const WIDTH: f64 = 220.0;
    const HEIGHT: f64 = 48.0;
    let count = values.len().max(path.len());
    let band = WIDTH / (count.max(2) - 1) as f64;
    let x = (0..count).map(|index| tenth(index as f64 * band)).collect();
    let range = Range::over(values.iter().chain(path).copied().flatten());
    let ground = Ground { left: 0.0, right: WIDTH, top: 0.0, bottom: HEIGHT, x, band, range };
    let mut plan = Plan {
        width: WIDTH,
        height: HEIGHT,
        plot: [0.0, 0.0, WIDTH, HEIGHT],
        compact: true,
        dense: true,
        marks: Vec::new(),
        labels: Vec::new(),
        spots: Vec::new(),
    };
    lines(&mut plan, Role::Path, runs(&places(path, &ground), &[]));
    let known = places(values, &ground);
    lines(&mut plan, Role::Series, runs(&known, &[]));
    if let Some((index, at)) = known.iter().enumerate().rev().find_map(|(index, at)| Some((index, (*at)?))) {
        plan.marks.push(Mark { role: Role::Point, shape: Shape::Dot(at, index) });
    }
    plan
}
