//! SVG, as far as a logo needs it: shapes, gradients, clips and masks. It is drawn here once and never sent on, so scripts are
//! dead text. What would have to be fetched, what needs a font, and what can cost more than it is worth is refused, by its name.

use std::collections::BTreeMap;

use image::RgbaImage;
use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::roxmltree::{Document, Node, ParsingOptions};
use resvg::usvg::{ImageHrefResolver, Options, Tree};
use vigie_domain::{Problem, ProblemCode};

use super::normal::{HIGHEST, WIDEST};
use super::work;

const NAMESPACE: &str = "http://www.w3.org/2000/svg";
/// Bytes of a drawing.
const LONGEST: usize = 512 * 1024;
const MOST_ELEMENTS: u32 = 4_000;
const DEEPEST: u32 = 64;
/// Elements that a drawing can't do without and this one is not given.
const REFUSED: [&str; 6] = ["image", "feImage", "foreignObject", "filter", "marker", "pattern"];

/// The text of an SVG; none where it is none.
pub(super) fn text(bytes: &[u8]) -> Option<&str> {
    let text = std::str::from_utf8(bytes).ok()?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text).trim_start();
    (text.starts_with('<') && text.contains("<svg")).then_some(text)
}

pub(super) fn draw(text: &str) -> Result<RgbaImage, Problem> {
    let unreadable = || Problem::new(ProblemCode::LogoUnreadable);
    if text.len() > LONGEST {
        return Err(elaborate());
    }
    // Drawing programs write a document type; what it could define is not wanted.
    if text.contains("<!ENTITY") {
        return Err(holds("ENTITY"));
    }
    let options =
        ParsingOptions { allow_dtd: true, nodes_limit: 10 * MOST_ELEMENTS, ..ParsingOptions::default() };
    let document = Document::parse_with_options(text, options).map_err(|_| unreadable())?;
    check(&document)?;
    let tree = Tree::from_xmltree(&document, &alone()).map_err(|_| unreadable())?;
    let size = tree.size();
    let factor = (WIDEST as f32 / size.width()).min(HIGHEST as f32 / size.height());
    let side = |length: f32| ((length * factor).round() as u32).max(1);
    let (width, height) = (side(size.width()).min(WIDEST), side(size.height()).min(HIGHEST));
    let mut canvas = Pixmap::new(width, height).ok_or_else(unreadable)?;
    resvg::render(&tree, Transform::from_scale(factor, factor), &mut canvas.as_mut());
    let pixels = canvas.pixels().iter().map(|pixel| pixel.demultiply());
    let pixels = pixels.flat_map(|pixel| [pixel.red(), pixel.green(), pixel.blue(), pixel.alpha()]).collect();
    RgbaImage::from_raw(width, height, pixels).ok_or_else(unreadable)
}

/// Nothing is within its reach: no folder, no font, no picture inside.
fn alone() -> Options<'static> {
    Options {
        image_href_resolver: ImageHrefResolver {
            resolve_data: Box::new(|_, _, _| None),
            resolve_string: Box::new(|_, _| None),
        },
        ..Options::default()
    }
}

fn holds(name: &str) -> Problem {
    Problem::new(ProblemCode::LogoHolds).with("name", name)
}

fn elaborate() -> Problem {
    Problem::new(ProblemCode::LogoElaborate)
}

fn check(document: &Document<'_>) -> Result<(), Problem> {
    let mut depths: BTreeMap<usize, u32> = BTreeMap::new();
    for node in document.root_element().descendants().filter(Node::is_element) {
        let above =
            node.parent().and_then(|parent| depths.get(&parent.id().get_usize())).copied().unwrap_or(0);
        depths.insert(node.id().get_usize(), above + 1);
        let name = node.tag_name().name();
        if node.tag_name().namespace() == Some(NAMESPACE) && (REFUSED.contains(&name) || is_written(node)) {
            return Err(holds(name));
        }
        if is_dashed(node) {
            return Err(holds("stroke-dasharray"));
        }
        if drawn_by(node).any(is_vast) || above >= DEEPEST || depths.len() > MOST_ELEMENTS as usize {
            return Err(elaborate());
        }
    }
    if work::is_too_much(document) { Err(elaborate()) } else { Ok(()) }
}

/// What an element is drawn by, besides what it is called.
fn drawn_by<'a>(node: Node<'a, '_>) -> impl Iterator<Item = &'a str> {
    let sheet = (node.tag_name().name() == "style").then(|| node.text()).flatten();
    let own = node.attributes().filter(|attribute| attribute.namespace().is_none());
    let own = own.filter(|attribute| !["id", "class", "href"].contains(&attribute.name()));
    own.filter(|attribute| !attribute.name().contains('-') || attribute.name().starts_with("stroke-"))
        .map(|attribute| attribute.value())
        .chain(sheet)
}

/// Whether it has a number of ten millions or more: an arc of such a radius would be cut into pieces for ever.
fn is_vast(text: &str) -> bool {
    let mut rest = text.chars().peekable();
    let (mut digits, mut is_fraction) = (0, false);
    while let Some(c) = rest.next() {
        match c {
            '0'..='9' if is_fraction => {}
            '0'..='9' => digits += 1,
            '.' => is_fraction = true,
            'e' | 'E' if digits > 0 || is_fraction => {
                rest.next_if_eq(&'+');
                let mut exponent = 0u32;
                while let Some(digit) = rest.peek().and_then(|c| c.to_digit(10)) {
                    exponent = exponent.saturating_mul(10).saturating_add(digit);
                    rest.next();
                }
                digits += usize::try_from(exponent).unwrap_or(usize::MAX).min(100);
            }
            // A name or a colour.
            '#' => while rest.next_if(|c| c.is_alphanumeric() || matches!(c, '_' | '-')).is_some() {},
            _ => (digits, is_fraction) = (0, false),
        }
        if digits > 7 {
            return true;
        }
    }
    false
}

/// A line of a thousand points may have a million dashes.
fn is_dashed(node: Node<'_, '_>) -> bool {
    let sheet = (node.tag_name().name() == "style").then(|| node.text()).flatten();
    let values = node.attributes().filter(|attribute| attribute.name() == "style").map(|style| style.value());
    let styles = values.chain(sheet).flat_map(|text| text.split("dasharray").skip(1));
    let said = styles
        .map(|rest| rest.trim_start().trim_start_matches(':').split([';', '}', '!']).next().unwrap_or(""));
    let mut all = said.chain(node.attribute("stroke-dasharray"));
    all.any(|dashes| !["", "none", "0", "inherit"].contains(&dashes.trim()))
}

/// Letters need the very font that they were set in.
fn is_written(node: Node<'_, '_>) -> bool {
    let is_text = node.tag_name().name() == "text";
    is_text
        && node
            .descendants()
            .any(|inner| inner.is_text() && inner.text().is_some_and(|text| !text.trim().is_empty()))
}
