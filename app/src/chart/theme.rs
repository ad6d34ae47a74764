//! What the style sheet says about each role, for those who paint without it: the canvas, a picture, paper.
//!
//! Nobody has a palette of their own. `probe` asks a browser (light or dark, the cluster's hue, forced colours), `sheet` reads
//! the style sheets where there is none.

use super::colour::{self, Rgba};
use super::plan::{LabelKind, Role};

/// Stroke and fill of one role, lengths in units of the plan.
#[derive(Clone, Debug, Default)]
pub struct Look {
    pub stroke: Option<Rgba>,
    pub fill: Option<Rgba>,
    pub width: f64,
    pub dash: Vec<f64>,
    /// Of the letters.
    pub size: f64,
    /// Of dots and badges.
    pub radius: f64,
}

pub struct Theme {
    roles: Vec<(Role, Look)>,
    labels: [Look; 3],
    pub badge: Look,
    pub badge_text: Look,
    pub last: Look,
    pub provisional: Look,
    pub provisional_bar: Look,
    pub family: String,
}

/// An element of the markup whose look is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    Role(Role),
    Label(LabelKind),
    Badge,
    BadgeText,
    Last,
    Provisional,
    ProvisionalBar,
}

impl Theme {
    /// `of`: the values of the properties of a part, empty for one that it does not have. `unit`: px that a unit of the plan has.
    pub(super) fn read<P: Fn(&str) -> String>(of: impl Fn(Part) -> Option<P>, unit: f64) -> Option<Self> {
        let look = |part: Part| of(part).map(|property| Look::of(property, unit));
        let roles: Option<Vec<_>> =
            Role::ALL.iter().map(|role| Some((*role, look(Part::Role(*role))?))).collect();
        let label = |kind| look(Part::Label(kind));
        Some(Self {
            roles: roles?,
            labels: [label(LabelKind::Value)?, label(LabelKind::Period)?, label(LabelKind::Words)?],
            badge: look(Part::Badge)?,
            badge_text: look(Part::BadgeText)?,
            last: look(Part::Last)?,
            provisional: look(Part::Provisional)?,
            provisional_bar: look(Part::ProvisionalBar)?,
            family: of(Part::Label(LabelKind::Value))?("font-family"),
        })
    }

    pub fn role(&self, role: Role) -> &Look {
        self.roles.iter().find(|(known, _)| *known == role).map_or(&self.badge, |(_, look)| look)
    }

    pub fn label(&self, kind: LabelKind) -> &Look {
        match kind {
            LabelKind::Value => &self.labels[0],
            LabelKind::Period => &self.labels[1],
            LabelKind::Words => &self.labels[2],
        }
    }
}

impl Look {
    fn of(property: impl Fn(&str) -> String, unit: f64) -> Self {
        let number = |name: &str, usual: f64| first_number(&property(name)).unwrap_or(usual);
        let paint = |name: &str| {
            let alpha = number(&format!("{name}-opacity"), 1.0) * number("opacity", 1.0);
            colour::parse(&property(name)).map(|colour| Rgba { alpha: colour.alpha * alpha, ..colour })
        };
        let dash = property("stroke-dasharray");
        Self {
            stroke: paint("stroke"),
            fill: paint("fill"),
            width: number("stroke-width", 1.0) / unit,
            dash: dash.split([',', ' ']).filter_map(first_number).map(|length| length / unit).collect(),
            size: number("font-size", 12.0) / unit,
            radius: number("r", 3.0) / unit,
        }
    }
}

/// `2.25px` → 2.25
fn first_number(text: &str) -> Option<f64> {
    text.trim().trim_end_matches("px").parse().ok().filter(|number: &f64| number.is_finite())
}
