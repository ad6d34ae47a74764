//! What the style sheet says about each role, read for the canvas.
//!
//! The canvas has no palette of its own: a hidden probe with the classes of the markup is put into the figure, the
//! browser computes its style there (light or dark, the cluster's hue, forced colours), and it is taken out again.

use web_sys::{CssStyleDeclaration, Element, HtmlElement};

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

impl Theme {
    /// Reads it at a place of the document, where a unit of the plan is `unit` px; `None` outside of a document.
    pub fn at(place: &HtmlElement, unit: f64) -> Option<Self> {
        let window = web_sys::window()?;
        let probe = window.document()?.create_element("div").ok()?;
        probe.set_attribute("hidden", "").ok()?;
        probe.set_inner_html(&markup());
        place.append_child(&probe).ok()?;
        let read = |selector: &str| -> Option<CssStyleDeclaration> {
            let element: Element = probe.query_selector(selector).ok()??;
            window.get_computed_style(&element).ok()?
        };
        let theme = Self::read(&read, unit);
        probe.remove();
        theme
    }

    fn read(read: &impl Fn(&str) -> Option<CssStyleDeclaration>, unit: f64) -> Option<Self> {
        let look = |selector: &str| read(selector).map(|style| Look::of(&style, unit));
        let roles: Option<Vec<_>> = Role::ALL
            .iter()
            .map(|role| Some((*role, look(&format!("[data-role=\"{}\"]", role.class()))?)))
            .collect();
        Some(Self {
            roles: roles?,
            labels: [look("text.y")?, look("text.x")?, look("text.label")?],
            badge: look("g.note circle")?,
            badge_text: look("g.note text")?,
            last: look("circle.last")?,
            provisional: look("circle.provisional")?,
            provisional_bar: look("g.provisional rect")?,
            family: property(&read("text.y")?, "font-family"),
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

/// One element of each class, nested as `svg` nests them.
fn markup() -> String {
    let mut lines = String::new();
    let mut groups = String::new();
    for role in Role::ALL {
        let class = role.class();
        match role {
            Role::Rest => {
                groups += &format!("<g class=\"{class}\"><rect data-role=\"{class}\"/></g>");
            }
            Role::Bar => {
                groups += &format!(
                    "<g class=\"{class}\"><rect data-role=\"{class}\"/></g>\
                 <g class=\"{class} provisional\"><rect/></g>"
                )
            }
            Role::Point => {
                groups += &format!("<circle class=\"{class}\" data-role=\"{class}\" r=\"3\"/>");
                groups +=
                    "<circle class=\"point last\" r=\"3\"/><circle class=\"point provisional\" r=\"3\"/>";
            }
            Role::Note => {
                groups += &format!(
                    "<g class=\"{class}\" data-role=\"{class}\"><circle r=\"8\"/><text>1</text></g>"
                );
            }
            Role::Target => groups += &format!("<path class=\"{class}\" data-role=\"{class}\"/>"),
            _ => lines += &format!("<path class=\"{class}\" data-role=\"{class}\"/>"),
        }
    }
    format!(
        "<svg class=\"chart\"><svg class=\"lines\">{lines}</svg>{groups}\
         <text class=\"axis y\">1</text><text class=\"axis x\">1</text><text class=\"label\">1</text></svg>"
    )
}

impl Look {
    fn of(style: &CssStyleDeclaration, unit: f64) -> Self {
        let number = |name: &str, usual: f64| first_number(&property(style, name)).unwrap_or(usual);
        let paint = |name: &str| {
            let alpha = number(&format!("{name}-opacity"), 1.0) * number("opacity", 1.0);
            colour::parse(&property(style, name)).map(|colour| Rgba { alpha: colour.alpha * alpha, ..colour })
        };
        let dash = property(style, "stroke-dasharray");
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

fn property(style: &CssStyleDeclaration, name: &str) -> String {
    style.get_property_value(name).unwrap_or_default()
}

/// `2.25px` → 2.25
fn first_number(text: &str) -> Option<f64> {
    text.trim().trim_end_matches("px").parse().ok().filter(|number: &f64| number.is_finite())
}
