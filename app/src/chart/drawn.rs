//! A plan as SVG that stands alone: all colours and fonts written out, at the size of the plan. For pictures and for paper.

use std::fmt::Write as _;

use super::colour::Rgba;
use super::labels::{self, Anchor};
use super::plan::{LabelKind, Mark, Plan, Role, Shape};
use super::svg::escaped;
use super::theme::{Look, Theme};

/// What draws a plan in the colours of a theme.
pub struct Pen<'p> {
    pub plan: &'p Plan,
    pub theme: &'p Theme,
}

impl Pen<'_> {
    /// Marks and labels, without a frame.
    pub fn chart(&self) -> String {
        let mut out = String::new();
        for mark in &self.plan.marks {
            self.mark(&mut out, mark);
        }
        for label in &self.plan.labels {
            let look = self.theme.label(label.kind);
            let anchor = match label.anchor {
                Anchor::Start => "start",
                Anchor::Middle => "middle",
                Anchor::End => "end",
            };
            let (x, y) = label.at;
            // Words at a mark may lie over a line.
            if label.kind == LabelKind::Words {
                let wide = labels::width(&label.text);
                let left = match label.anchor {
                    Anchor::Start => x,
                    Anchor::Middle => x - wide / 2.0,
                    Anchor::End => x - wide,
                };
                let _ = write!(
                    out,
                    "<rect x=\"{:.1}\" y=\"{:.1}\" width=\"{:.1}\" height=\"15\" fill=\"#fff\" fill-opacity=\"0.85\"/>",
                    left - 2.0,
                    y - 11.0,
                    wide + 4.0
                );
            }
            let _ = write!(
                out,
                "<text x=\"{x}\" y=\"{y}\" font-size=\"12\" text-anchor=\"{anchor}\" fill=\"{}\">{}</text>",
                colour(look.fill),
                escaped(&label.text)
            );
        }
        out
    }

    /// What stands before the words of a role, 22 wide and 11 high.
    pub fn sample(&self, role: Role) -> String {
        let shape = match role {
            Role::Bar | Role::Rest | Role::Tolerance => {
                Shape::Area(vec![(0.0, 0.0), (22.0, 0.0), (22.0, 11.0), (0.0, 11.0)])
            }
            Role::Target => Shape::Diamond((11.0, 5.5)),
            Role::Break => Shape::Line(vec![(11.0, -2.0), (11.0, 13.0)]),
            _ => Shape::Line(vec![(0.0, 5.5), (22.0, 5.5)]),
        };
        let mut out = String::new();
        self.mark(&mut out, &Mark { role, shape });
        out
    }

    fn mark(&self, out: &mut String, mark: &Mark) {
        let look = self.theme.role(mark.role);
        let provisional = |index: &usize| self.plan.spots.get(*index).is_some_and(|spot| spot.provisional);
        let _ = match &mark.shape {
            Shape::Line(points) => {
                write!(out, "<polyline points=\"{}\" fill=\"none\"{}/>", listed(points), stroke(look))
            }
            Shape::Area(points) => write!(out, "<polygon points=\"{}\"{}/>", listed(points), fill(look)),
            Shape::Bar((x, y), wide, tall, index) => {
                let look = if mark.role == Role::Bar && provisional(index) {
                    &self.theme.provisional_bar
                } else {
                    look
                };
                let paint = match look.fill {
                    Some(_) => fill(look),
                    None => format!(" fill=\"none\"{}", stroke(look)),
                };
                write!(out, "<rect x=\"{x}\" y=\"{y}\" width=\"{wide}\" height=\"{tall}\"{paint}/>")
            }
            Shape::Dot((x, y), index) => {
                let look = match () {
                    () if provisional(index) => &self.theme.provisional,
                    () if self.plan.last_dot() == Some(*index) => &self.theme.last,
                    () => look,
                };
                let radius = look.radius;
                write!(out, "<circle cx=\"{x}\" cy=\"{y}\" r=\"{radius}\"{}{}/>", fill(look), stroke(look))
            }
            Shape::Badge((x, y), number) => {
                let (badge, text) = (fill(&self.theme.badge), colour(self.theme.badge_text.fill));
                write!(
                    out,
                    "<circle cx=\"{x}\" cy=\"{y}\" r=\"8\"{badge}/><text x=\"{x}\" y=\"{}\" font-size=\"10\" \
                     font-weight=\"700\" text-anchor=\"middle\" fill=\"{text}\">{number}</text>",
                    y + 3.5
                )
            }
            Shape::Diamond((x, y)) => {
                let corners = DIAMOND.map(|(dx, dy)| (x + dx, y + dy));
                write!(out, "<polygon points=\"{}\"{}{}/>", listed(&corners), fill(look), stroke(look))
            }
        };
    }
}

pub const DIAMOND: [(f64, f64); 4] = [(0.0, -5.5), (5.5, 0.0), (0.0, 5.5), (-5.5, 0.0)];

fn listed(points: &[(f64, f64)]) -> String {
    points.iter().map(|(x, y)| format!("{x},{y}")).collect::<Vec<_>>().join(" ")
}

/// `#rrggbb`, or `none`.
pub fn colour(colour: Option<Rgba>) -> String {
    match colour {
        Some(Rgba { rgb: (red, green, blue), .. }) => format!("#{red:02x}{green:02x}{blue:02x}"),
        None => "none".to_owned(),
    }
}

fn fill(look: &Look) -> String {
    let opacity = look.fill.map_or(1.0, |fill| fill.alpha);
    let opacity = if opacity < 1.0 { format!(" fill-opacity=\"{opacity:.2}\"") } else { String::new() };
    format!(" fill=\"{}\"{opacity}", colour(look.fill))
}

fn stroke(look: &Look) -> String {
    if look.stroke.is_none() {
        return String::new();
    }
    let dash = look.dash.iter().map(|length| format!("{length:.1}")).collect::<Vec<_>>().join(" ");
    let dash = if dash.is_empty() { String::new() } else { format!(" stroke-dasharray=\"{dash}\"") };
    let round = if look.dash.first().is_some_and(|on| *on < 1.0) { " stroke-linecap=\"round\"" } else { "" };
    format!(
        " stroke=\"{}\" stroke-width=\"{:.1}\" stroke-linejoin=\"round\"{dash}{round}",
        colour(look.stroke),
        look.width
    )
}
