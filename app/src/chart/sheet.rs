//! The theme where there is no browser: light, read from the style sheets themselves, so that paper has no palette of its own.
//!
//! It understands what `style/tokens.css` and `style/charts.css` use: classes and descendants, `var()`, `light-dark()`,
//! `color-mix()`, lengths in `rem`. A rule with anything else in its selector is for a browser only.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::colour::{self, Rgba};
use super::plan::{LabelKind, Role};
use super::theme::{Part, Theme};

static TOKENS: LazyLock<String> = LazyLock::new(|| bare(include_str!("../../../style/tokens.css")));
static RULES: LazyLock<Vec<Rule>> = LazyLock::new(|| rules(&bare(include_str!("../../../style/charts.css"))));

/// The tokens with a cluster's hue.
pub struct Sheet {
    values: BTreeMap<&'static str, String>,
}

struct Rule {
    /// From the outermost to the element itself.
    selector: Vec<Simple>,
    declarations: Vec<(String, String)>,
}

/// `path.second`
struct Simple {
    tag: String,
    classes: Vec<String>,
}

/// A tag and its classes, from the outermost to the element itself.
type Element = Vec<(&'static str, String)>;

impl Sheet {
    /// `hue`: of the cluster's colour, in degrees.
    pub fn new(hue: Option<u16>) -> Sheet {
        let mut values = BTreeMap::new();
        for declaration in TOKENS.split([';', '{', '}']) {
            if let Some((name, value)) = declaration.split_once(':')
                && name.trim().starts_with("--")
            {
                // The first is the light, roomy one; later ones are for other screens and other hues.
                values.entry(name.trim()).or_insert_with(|| value.trim().to_owned());
            }
        }
        if let Some(hue) = hue {
            // As on the pages: steps of 15 degrees.
            values.insert("--hue", (hue / 15 * 15 % 360).to_string());
        }
        Sheet { values }
    }

    /// A token as `#rrggbb`; none for what is no colour.
    pub fn colour(&self, token: &str) -> Option<String> {
        let Rgba { rgb: (red, green, blue), .. } = colour::parse(&self.resolved(&format!("var({token})")))?;
        Some(format!("#{red:02x}{green:02x}{blue:02x}"))
    }

    /// How charts look; none where a style sheet has lost a part.
    pub fn theme(&self) -> Option<Theme> {
        Theme::read(
            |part| {
                let element = element(part);
                Some(move |name: &str| self.property(&element, name))
            },
            1.0,
        )
    }

    fn property(&self, element: &Element, name: &str) -> String {
        match name {
            "font-family" => return "Vigie Sans".to_owned(),
            // The only ones asked for that are not handed down.
            "opacity" | "r" => {
                return declared(element, name).map(|it| self.resolved(it)).unwrap_or_default();
            }
            _ => {}
        }
        let found = (1..=element.len()).rev().find_map(|depth| declared(&element[..depth], name));
        self.resolved(found.unwrap_or_default())
    }

    /// Without functions and units of a style sheet: colours as `colour::parse` takes them, lengths in px.
    fn resolved(&self, value: &str) -> String {
        let mut text = value.to_owned();
        while let Some((from, to, arguments)) = call(&text, "var(") {
            let (name, fallback) = arguments.split_once(',').unwrap_or((&arguments, ""));
            let known = self.values.get(name.trim()).map_or(fallback.trim(), String::as_str).to_owned();
            text.replace_range(from..to, &known);
        }
        while let Some((from, to, arguments)) = call(&text, "light-dark(") {
            let light = parts(&arguments).first().map(|part| part.trim().to_owned()).unwrap_or_default();
            text.replace_range(from..to, &light);
        }
        if let Some((_, _, arguments)) = call(&text, "color-mix(") {
            text = mixed(&arguments).unwrap_or_default();
        }
        if text == "white" {
            return "rgb(255 255 255)".to_owned();
        }
        match text.contains('(') {
            true => text,
            false => text.split(' ').map(in_px).collect::<Vec<_>>().join(" "),
        }
    }
}

/// `in oklab, A, B 72%`: of two colours as near as equal steps of sRGB come.
fn mixed(arguments: &str) -> Option<String> {
    let [_, first, second] = &parts(arguments)[..] else { return None };
    let (second, share) = second.trim().rsplit_once(' ')?;
    let share: f64 = share.strip_suffix('%')?.parse::<f64>().ok()? / 100.0;
    let read = |text: &str| colour::parse(if text == "white" { "rgb(255 255 255)" } else { text });
    let (a, b) = (read(first.trim())?.rgb, read(second)?.rgb);
    let between = |a: u8, b: u8| f64::from(a) * (1.0 - share) + f64::from(b) * share;
    Some(format!("rgb({:.0} {:.0} {:.0})", between(a.0, b.0), between(a.1, b.1), between(a.2, b.2)))
}

fn in_px(word: &str) -> String {
    match word.strip_suffix("rem").and_then(|number| number.parse::<f64>().ok()) {
        Some(number) => format!("{:.2}px", number * 16.0),
        None => word.to_owned(),
    }
}

/// Where the first call of a function begins and ends, and what stands in it.
fn call(text: &str, name: &str) -> Option<(usize, usize, String)> {
    let from = text.find(name)?;
    let inside = from + name.len();
    let mut depth = 1;
    for (at, letter) in text[inside..].char_indices() {
        match letter {
            '(' => depth += 1,
            ')' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return Some((from, inside + at + 1, text[inside..inside + at].to_owned()));
        }
    }
    None
}

/// Divided at its own commas, not at those of calls inside.
fn parts(text: &str) -> Vec<&str> {
    let (mut depth, mut from, mut out) = (0, 0, Vec::new());
    for (at, letter) in text.char_indices() {
        match letter {
            '(' => depth += 1,
            ')' => depth -= 1,
            ',' if depth == 0 => {
                out.push(&text[from..at]);
                from = at + 1;
            }
            _ => {}
        }
    }
    out.push(&text[from..]);
    out
}

/// Without comments.
fn bare(css: &str) -> String {
    let mut pieces = css.split("/*");
    let first = pieces.next().unwrap_or_default().to_owned();
    pieces.fold(first, |out, piece| out + piece.split_once("*/").map_or("", |(_, rest)| rest))
}

/// In the order of the sheet; those in blocks of an at-rule are left out.
fn rules(css: &str) -> Vec<Rule> {
    let (mut rest, mut out) = (css, Vec::new());
    while let Some((before, after)) = rest.split_once('{') {
        let end = block_end(after);
        let (body, next) = (&after[..end], after.get(end + 1..).unwrap_or_default());
        rest = next;
        let declarations: Vec<_> = body
            .split(';')
            .filter_map(|it| it.split_once(':'))
            .map(|(name, value)| (name.trim().to_owned(), value.trim().to_owned()))
            .collect();
        let plain = |selector: &&str| !selector.contains(['@', ':', '>', '*', '[', '+', '~']);
        for selector in before.trim().split(',').filter(plain).filter(|_| !before.contains('(')) {
            let selector = selector.split_whitespace().map(Simple::read).collect();
            out.push(Rule { selector, declarations: declarations.clone() });
        }
    }
    out
}

fn block_end(text: &str) -> usize {
    let mut depth = 1;
    for (at, letter) in text.char_indices() {
        match letter {
            '{' => depth += 1,
            '}' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return at;
        }
    }
    text.len()
}

impl Simple {
    fn read(text: &str) -> Simple {
        let mut words = text.split('.');
        let tag = words.next().unwrap_or_default().to_owned();
        Simple { tag, classes: words.map(str::to_owned).collect() }
    }

    fn fits(&self, (tag, classes): &(&'static str, String)) -> bool {
        let has = |class: &String| classes.split(' ').any(|other| other == class);
        (self.tag.is_empty() || self.tag == *tag) && self.classes.iter().all(has)
    }
}

impl Rule {
    fn fits(&self, element: &[(&'static str, String)]) -> bool {
        let (Some((own, above)), Some((last, outer))) = (element.split_last(), self.selector.split_last())
        else {
            return false;
        };
        let mut above = above.iter().rev();
        last.fits(own) && outer.iter().rev().all(|simple| above.any(|ancestor| simple.fits(ancestor)))
    }

    fn weight(&self) -> (usize, usize) {
        let classes = self.selector.iter().map(|simple| simple.classes.len()).sum();
        (classes, self.selector.iter().filter(|simple| !simple.tag.is_empty()).count())
    }
}

/// The value of the heaviest rule, of equal ones the last.
fn declared<'r>(element: &[(&'static str, String)], name: &str) -> Option<&'r str> {
    let fitting = RULES.iter().filter(|rule| rule.fits(element));
    let found = fitting.filter_map(|rule| {
        let last = rule.declarations.iter().rfind(|(known, _)| known == name)?;
        Some((rule.weight(), last.1.as_str()))
    });
    found.max_by_key(|(weight, _)| *weight).map(|(_, value)| value)
}

/// Nested as `svg` nests them.
fn element(part: Part) -> Element {
    let own = |path: &[(&'static str, &str)]| -> Element {
        let chart = [("svg", "chart")];
        chart.iter().chain(path).map(|(tag, class)| (*tag, (*class).to_owned())).collect()
    };
    match part {
        Part::Role(role @ (Role::Rest | Role::Bar)) => own(&[("g", role.class()), ("rect", "")]),
        Part::Role(role @ Role::Point) => own(&[("circle", role.class())]),
        Part::Role(role @ Role::Note) => own(&[("g", role.class())]),
        Part::Role(role @ Role::Target) => own(&[("path", role.class())]),
        Part::Role(role) => own(&[("svg", "lines"), ("path", role.class())]),
        Part::Label(LabelKind::Value) => own(&[("text", "axis y")]),
        Part::Label(LabelKind::Period) => own(&[("text", "axis x")]),
        Part::Label(LabelKind::Words) => own(&[("text", "label")]),
        Part::Badge => own(&[("g", "note"), ("circle", "")]),
        Part::BadgeText => own(&[("g", "note"), ("text", "")]),
        Part::Last => own(&[("circle", "point last")]),
        Part::Provisional => own(&[("circle", "point provisional")]),
        Part::ProvisionalBar => own(&[("g", "bars provisional"), ("rect", "")]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_are_the_light_ones_and_follow_the_hue() {
        let sheet = Sheet::new(None);
        assert_eq!(sheet.colour("--surface").as_deref(), Some("#ffffff"));
        let blue = sheet.colour("--accent");
        assert!(blue.is_some() && blue != Sheet::new(Some(20)).colour("--accent"));
        assert_eq!(Sheet::new(Some(20)).colour("--accent"), Sheet::new(Some(29)).colour("--accent"));
        assert_eq!((sheet.colour("--r-1"), sheet.colour("--nothing")), (None, None));
    }

    /// As a browser computes them from the same sheets.
    #[test]
    fn every_role_has_its_look() {
        let sheet = Sheet::new(None);
        let theme = sheet.theme().expect("all parts are there");
        let hex = |colour: Option<Rgba>| {
            colour.map(|it| format!("#{:02x}{:02x}{:02x}", it.rgb.0, it.rgb.1, it.rgb.2))
        };
        let accent = sheet.colour("--accent");
        let series = theme.role(Role::Series);
        assert_eq!((hex(series.stroke), hex(series.fill), series.width), (accent.clone(), None, 2.24));
        let path = theme.role(Role::Path);
        assert_eq!((hex(path.stroke), path.dash.as_slice()), (sheet.colour("--ink-3"), &[4.8, 4.0][..]));
        assert_eq!(hex(theme.role(Role::SecondPath).stroke), sheet.colour("--s2"), "the heavier rule");
        assert_eq!(hex(theme.role(Role::Axis).stroke), sheet.colour("--line-strong"));
        assert_eq!(hex(theme.role(Role::Bar).fill), accent, "handed down or its own");
        assert_eq!(theme.provisional_bar.fill.map(|fill| fill.alpha), Some(0.55));
        assert_eq!(theme.role(Role::Tolerance).fill.map(|fill| fill.alpha), Some(0.75));
        assert!(theme.role(Role::Rest).fill.is_some_and(|fill| fill.rgb.0 > 150), "mixed with white");
        assert_eq!((hex(theme.last.fill), theme.last.radius), (accent, 4.8));
        assert_eq!(hex(theme.badge_text.fill).as_deref(), Some("#ffffff"));
        assert_eq!(hex(theme.label(LabelKind::Value).fill), sheet.colour("--ink-3"));
    }
}
