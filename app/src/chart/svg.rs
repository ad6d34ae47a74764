//! A plan as markup: classes only, no colour, no style attribute, text as text at its own size.
//!
//! Two layers, so that a chart follows any width without script. The outer `<svg>` is the ground of the plot and has
//! no `viewBox`: texts, dots and bars stand in it in per cent, labels hang over into its margins. The inner
//! `<svg class="lines">` is stretched (`viewBox="0 0 1000 1000"`) and holds lines and areas, whose strokes keep their
//! width. Both count in thousandths of the ground, so that dots lie on their lines and numbers are short: a shared
//! page carries all of its charts in the first bytes.

use std::fmt::Write as _;

use super::labels::Anchor;
use super::plan::{At, Label, LabelKind, Plan, Role, Shape};

/// Room (px) that the style sheet leaves for the figures of the axis; longer ones ask for more by a class.
const SHORT_LABELS: f64 = 34.0;

const STRETCHED: &str = "<svg class=\"lines\" viewBox=\"0 0 1000 1000\" preserveAspectRatio=\"none\">";

/// The chart as an image with a name and a description. `id` must be the only one of its kind on the page.
pub fn svg(plan: &Plan, id: &str, title: &str, summary: &str) -> String {
    let low = if plan.compact { " low" } else { "" };
    let long = if plan.plot[0] - 8.0 > SHORT_LABELS { " long-labels" } else { "" };
    let (id, title, summary) = (escaped(id), escaped(title), escaped(summary));
    let mut out = format!(
        "<svg class=\"chart{low}{long}\" role=\"img\" aria-labelledby=\"{id}-t {id}-d\">\
         <title id=\"{id}-t\">{title}</title><desc id=\"{id}-d\">{summary}</desc>"
    );
    // Bars stand on the ground and below every line.
    let (ground, above) = Role::ALL.split_at(3);
    if plan.has(Role::Bar) {
        lines(&mut out, plan, ground);
        bars(&mut out, plan, Role::Rest);
        bars(&mut out, plan, Role::Bar);
        bars(&mut out, plan, Role::Projection);
        lines(&mut out, plan, above);
    } else {
        lines(&mut out, plan, &Role::ALL);
    }
    if plan.dense {
        columns(&mut out, plan);
    }
    dots(&mut out, plan);
    signs(&mut out, plan);
    for label in &plan.labels {
        text(&mut out, plan, label);
    }
    out.push_str("</svg>");
    out
}

/// The small one without axes; without a label it is decoration.
pub fn sparkline_svg(plan: &Plan, label: &str) -> String {
    let name = match label {
        "" => "aria-hidden=\"true\"".to_owned(),
        _ => format!("role=\"img\" aria-label=\"{}\"", escaped(label)),
    };
    let mut out = format!("<svg class=\"spark\" {name}>");
    lines(&mut out, plan, &Role::ALL);
    dots(&mut out, plan);
    out.push_str("</svg>");
    out
}

/// The stretched layer: all lines and areas of a role as one path.
fn lines(out: &mut String, plan: &Plan, roles: &[Role]) {
    out.push_str(STRETCHED);
    for role in roles.iter().copied() {
        let mut data = String::new();
        for mark in plan.marks.iter().filter(|mark| mark.role == role) {
            match &mark.shape {
                Shape::Line(points) => trace(&mut data, plan, points),
                Shape::Area(points) => {
                    trace(&mut data, plan, points);
                    data.push('z');
                }
                _ => {}
            }
        }
        if !data.is_empty() {
            let class = role.class();
            let fill = if role == Role::Tolerance { "" } else { " fill=\"none\"" };
            let _ = write!(
                out,
                "<path class=\"{class}\"{fill} vector-effect=\"non-scaling-stroke\" d=\"{data}\"/>"
            );
        }
    }
    out.push_str("</svg>");
}

/// Points too close for dots are met by their columns: wider to hit, and shorter to write.
fn columns(out: &mut String, plan: &Plan) {
    let known = plan.spots.iter().filter(|spot| spot.y.is_some() && !spot.long.is_empty());
    let columns: String = known
        .map(|spot| {
            let (x, _) = thousandths(plan, (spot.x, 0.0));
            format!("<path d=\"M{x} 0v999\">{}</path>", named(&spot.long))
        })
        .collect();
    if !columns.is_empty() {
        let hit = "fill=\"none\" stroke-width=\"8\" pointer-events=\"stroke\"";
        let _ = write!(out, "{STRETCHED}<g class=\"columns\" {hit}>{columns}</g></svg>");
    }
}

/// Bars, the provisional ones apart; each says what it stands for.
fn bars(out: &mut String, plan: &Plan, role: Role) {
    for (provisional, more) in [(false, ""), (true, " provisional")] {
        let mut body = String::new();
        for mark in plan.marks.iter().filter(|mark| mark.role == role) {
            let Shape::Bar((left, top), wide, tall, index) = mark.shape else { continue };
            if is_provisional(plan, index) != provisional {
                continue;
            }
            let (from, to) = (thousandths(plan, (left, top)), thousandths(plan, (left + wide, top + tall)));
            let (x, y) = (tenths(from.0), tenths(from.1));
            let (wide, tall) = (tenths(to.0 - from.0), tenths(to.1 - from.1));
            let title = plan.spots.get(index).map(|spot| named(&spot.long)).unwrap_or_default();
            let _ = write!(
                body,
                "<rect x=\"{x}%\" y=\"{y}%\" width=\"{wide}%\" height=\"{tall}%\">{title}</rect>"
            );
        }
        if !body.is_empty() {
            let _ = write!(out, "<g class=\"{}{more}\">{body}</g>", role.class());
        }
    }
}

/// Dots, the last one marked; each says what it stands for.
fn dots(out: &mut String, plan: &Plan) {
    let last = plan.last_dot();
    for mark in &plan.marks {
        let Shape::Dot(at, index) = mark.shape else { continue };
        let more = match () {
            () if is_provisional(plan, index) => " provisional",
            () if last == Some(index) => " last",
            () => "",
        };
        let title = plan.spots.get(index).map(|spot| named(&spot.long)).unwrap_or_default();
        let (x, y) = percents(plan, at);
        let _ = write!(out, "<circle class=\"point{more}\" cx=\"{x}\" cy=\"{y}\" r=\"3\">{title}</circle>");
    }
}

fn is_provisional(plan: &Plan, index: usize) -> bool {
    plan.spots.get(index).is_some_and(|spot| spot.provisional)
}

fn named(text: &str) -> String {
    if text.is_empty() { String::new() } else { format!("<title>{}</title>", escaped(text)) }
}

/// What keeps its form: the numbers of comments and the target.
fn signs(out: &mut String, plan: &Plan) {
    for mark in &plan.marks {
        let _ = match mark.shape {
            Shape::Badge(at, number) => {
                let (x, y) = percents(plan, at);
                write!(
                    out,
                    "<g class=\"note\"><circle cx=\"{x}\" cy=\"{y}\" r=\"8\"/>\
                     <text x=\"{x}\" y=\"{y}\" dy=\".35em\" text-anchor=\"middle\">{number}</text></g>"
                )
            }
            Shape::Diamond(at) => {
                let (x, y) = percents(plan, at);
                write!(
                    out,
                    "<svg x=\"{x}\" y=\"{y}\" overflow=\"visible\">\
                     <path class=\"target\" d=\"M0-5.5 5.5 0 0 5.5-5.5 0z\"/></svg>"
                )
            }
            _ => Ok(()),
        };
    }
}

fn text(out: &mut String, plan: &Plan, label: &Label) {
    let (x, y) = percents(plan, label.at);
    let rank = match label.rank {
        0 => String::new(),
        rank => format!(" r{rank}"),
    };
    let text = escaped(&label.text);
    let _ = match label.kind {
        LabelKind::Value => write!(out, "<text class=\"axis y\" y=\"{y}\" dx=\"-8\">{text}</text>"),
        LabelKind::Period => {
            write!(out, "<text class=\"axis x{rank}\" x=\"{x}\" y=\"100%\" dy=\"20\">{text}</text>")
        }
        LabelKind::Words => {
            let anchor = match label.anchor {
                Anchor::Start => "",
                Anchor::Middle => " middle",
                Anchor::End => " end",
            };
            write!(out, "<text class=\"label{anchor}{rank}\" x=\"{x}\" y=\"{y}\">{text}</text>")
        }
    };
}

/// `M0 201l36-8 …`: absolute start, then steps in thousandths, so that rounding never adds up.
fn trace(out: &mut String, plan: &Plan, points: &[At]) {
    let mut last = (0, 0);
    for (place, at) in points.iter().enumerate() {
        let now = thousandths(plan, *at);
        match place {
            0 => out.push('M'),
            1 => out.push('l'),
            _ => {}
        }
        for (axis, step) in [now.0 - last.0, now.1 - last.1].into_iter().enumerate() {
            if step >= 0 && (axis == 1 || place > 1) {
                out.push(' ');
            }
            let _ = write!(out, "{step}");
        }
        last = now;
    }
}

fn percents(plan: &Plan, at: At) -> (String, String) {
    let (x, y) = thousandths(plan, at);
    (tenths(x) + "%", tenths(y) + "%")
}

fn thousandths(plan: &Plan, (x, y): At) -> (i64, i64) {
    let [left, top, right, bottom] = plan.plot;
    let part = |value: f64, from: f64, to: f64| ((value - from) / (to - from) * 1000.0).round() as i64;
    (part(x, left, right), part(y, top, bottom))
}

fn tenths(number: i64) -> String {
    let sign = if number < 0 { "-" } else { "" };
    match (number.unsigned_abs() / 10, number.unsigned_abs() % 10) {
        (whole, 0) => format!("{sign}{whole}"),
        (0, tenth) => format!("{sign}.{tenth}"),
        (whole, tenth) => format!("{sign}{whole}.{tenth}"),
    }
}

/// Safe in text and in a quoted attribute of markup, of pages as well as of pictures.
pub(crate) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            // Control characters have no place in XML.
            _ if letter.is_control() => out.push(' '),
            _ => out.push(letter),
        }
    }
    out
}
