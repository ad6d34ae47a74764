//! Marks that come with words: breaks, target, comparison lines, comments. The words only as far as there is room.

use super::data::ChartData;
use super::ground::{Ground, tenth};
use super::labels::{self, Anchor, Placer};
use super::plan::{Label, LabelKind, Mark, Plan, Role, Shape};

/// How a place for words is found.
type Find = fn(&mut Placer, &str, &[(f64, f64, Anchor)]) -> Option<(f64, f64, Anchor)>;

pub(super) fn draw(plan: &mut Plan, data: &ChartData, ground: &Ground, compact: bool) {
    let mut placer = Placer::new(plan.width, ground.bottom);
    notes(plan, data, ground, &mut placer);
    let spoken = !(data.breaks.is_empty() && data.target.is_none() && data.references.is_empty());
    let lines =
        plan.marks.iter().filter(|mark| matches!(mark.role, Role::Series | Role::Path | Role::Projection));
    for mark in lines.filter(|_| spoken && !compact) {
        if let Shape::Line(points) = &mark.shape {
            placer.avoid(points);
        }
    }
    let across = data.references.iter().filter_map(|(value, _)| ground.y(*value));
    for y in across.filter(|_| !compact) {
        placer.avoid(&[(ground.left, y), (ground.right, y)]);
    }
    let most = (ground.right - ground.left) * 0.6;
    let mut say = |plan: &mut Plan, text: &str, places: &[(f64, f64, Anchor)], find: Find| {
        let text = labels::cut(text, most);
        let found = if compact || text.is_empty() { None } else { find(&mut placer, &text, places) };
        if let Some((x, y, anchor)) = found {
            let rank = if labels::width(&text) > most / 2.0 { 3 } else { 2 };
            plan.labels.push(Label { kind: LabelKind::Words, at: (tenth(x), tenth(y)), anchor, rank, text });
        }
    };
    for (index, text) in &data.breaks {
        let Some(x) = ground.x.get(*index).map(|x| tenth((x - ground.band / 2.0).max(ground.left))) else {
            continue;
        };
        let line = vec![(x, tenth(ground.top - 4.0)), (x, ground.bottom)];
        plan.marks.push(Mark { role: Role::Break, shape: Shape::Line(line) });
        let rows = [8.0, 22.0, 36.0].map(|row| ground.top + row);
        let places = rows.map(|y| [(x + 6.0, y, Anchor::Start), (x - 6.0, y, Anchor::End)]).concat();
        say(plan, text, &places, Placer::place);
    }
    if let Some((index, value, text)) = &data.target
        && let Some((x, y)) = ground.at(*index, Some(*value))
    {
        plan.marks.push(Mark { role: Role::Target, shape: Shape::Diamond((x, y)) });
        let sides =
            [-10.0, 20.0].map(|dy| [(x + 6.0, y + dy, Anchor::End), (x, y + dy, Anchor::Middle)]).concat();
        let beside = vec![(x - 10.0, y + 4.0, Anchor::End), (x + 10.0, y + 4.0, Anchor::Start)];
        // Its mark is in the legend and its figure beside the chart: no words are better than words over a line.
        say(plan, text, &[sides, beside].concat(), Placer::place_clear);
    }
    for (value, text) in &data.references {
        let Some(y) = ground.y(*value) else { continue };
        let line = vec![(ground.left, y), (ground.right, y)];
        plan.marks.push(Mark { role: Role::Reference, shape: Shape::Line(line) });
        let (start, end) = ((ground.left + 4.0, Anchor::Start), (ground.right, Anchor::End));
        let places = [-5.0, 14.0].map(|dy| [start, end].map(|(x, anchor)| (x, y + dy, anchor))).concat();
        say(plan, text, &places, Placer::place);
    }
}

/// The numbers of comments, above their points, or below where there is no room.
fn notes(plan: &mut Plan, data: &ChartData, ground: &Ground, placer: &mut Placer) {
    for (index, point) in data.points.iter().enumerate() {
        let Some((number, x)) = point.note.zip(ground.x.get(index)) else { continue };
        let y = point.value.and_then(|value| ground.y(value)).unwrap_or(ground.bottom);
        let above = y - 18.0;
        let y = if above >= 9.0 { above } else { y + 18.0 };
        placer.take(x - 8.0, y - 8.0, x + 8.0, y + 8.0);
        plan.marks.push(Mark { role: Role::Note, shape: Shape::Badge((*x, tenth(y)), number) });
    }
}
