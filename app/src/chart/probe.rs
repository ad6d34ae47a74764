//! The theme as the browser computes it: a hidden probe with the classes of the markup is put into the figure, its style is
//! read, and it is taken out again.

use web_sys::{CssStyleDeclaration, Element, HtmlElement};

use super::plan::{LabelKind, Role};
use super::theme::{Part, Theme};

impl Theme {
    /// Reads it at a place of the document, where a unit of the plan is `unit` px; `None` outside of a document.
    pub fn at(place: &HtmlElement, unit: f64) -> Option<Self> {
        let window = web_sys::window()?;
        let probe = window.document()?.create_element("div").ok()?;
        probe.set_attribute("hidden", "").ok()?;
        probe.set_inner_html(&markup());
        place.append_child(&probe).ok()?;
        let style = |part: Part| -> Option<CssStyleDeclaration> {
            let element: Element = probe.query_selector(&selector(part)).ok()??;
            window.get_computed_style(&element).ok()?
        };
        let of = |part: Part| {
            let style = style(part)?;
            Some(move |name: &str| style.get_property_value(name).unwrap_or_default())
        };
        let theme = Self::read(of, unit);
        probe.remove();
        theme
    }
}

fn selector(part: Part) -> String {
    match part {
        Part::Role(role) => return format!("[data-role=\"{}\"]", role.class()),
        Part::Label(LabelKind::Value) => "text.y",
        Part::Label(LabelKind::Period) => "text.x",
        Part::Label(LabelKind::Words) => "text.label",
        Part::Badge => "g.note circle",
        Part::BadgeText => "g.note text",
        Part::Last => "circle.last",
        Part::Provisional => "circle.provisional",
        Part::ProvisionalBar => "g.provisional rect",
    }
    .to_owned()
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
