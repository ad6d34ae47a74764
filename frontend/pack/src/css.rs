//! Two style sheets from many: that of all pages, and a smaller one for shares, which many open once and on a phone. Joined in
//! a fixed order, without comments and idle space.
//!
//! Not a CSS crate: those that understand CSS also rewrite it (`light-dark()`, `oklch()`) for old browsers, and cost a
//! minute of every clean build; after brotli they would save about one percent more.

use std::fs;
use std::path::{Path, PathBuf};

use crate::Result;
use crate::dist::{at, read_text};

/// These come first, in this order; print comes last; the others are slices that do not depend on each other.
const FIRST: [&str; 4] = ["tokens", "base", "layout", "ui"];
const LAST: &str = "print";
/// All that a share's page, embedded or not, is drawn with. What is missing here the story `its_sheet_is_enough` finds.
const SHARE: [&str; 12] = [
    "tokens",
    "base",
    "layout",
    "ui",
    "charts",
    "dashboards",
    "kpi-card",
    "objectives",
    "portfolio",
    "shares",
    "table",
    "print",
];

/// All sheets of these folders (not of folders inside them), in their order.
pub fn sheets(folders: &[PathBuf]) -> Result<Vec<PathBuf>> {
    let mut sheets = Vec::new();
    for folder in folders {
        for entry in fs::read_dir(folder).map_err(|error| at(folder, &error))? {
            let path = entry.map_err(|error| at(folder, &error))?.path();
            if path.extension().is_some_and(|extension| extension == "css") {
                sheets.push(path);
            }
        }
    }
    sheets.sort_by_key(|path| rank(path));
    Ok(sheets)
}

/// Is this sheet part of the smaller one?
pub fn is_of_shares(sheet: &Path) -> bool {
    SHARE.contains(&name(sheet).as_str())
}

pub fn join<'a>(sheets: impl IntoIterator<Item = &'a PathBuf>) -> Result<String> {
    let mut joined = String::new();
    for sheet in sheets {
        let text = read_text(sheet)?;
        if text.contains("@import") {
            return Err(format!(
                "{}: @import is not resolved, put the sheet into style/ instead",
                sheet.display()
            ));
        }
        joined.push_str(&text);
        joined.push('\n');
    }
    Ok(joined)
}

fn rank(path: &Path) -> (usize, String) {
    let name = name(path);
    let place = match FIRST.iter().position(|first| *first == name) {
        Some(place) => place,
        None if name == LAST => FIRST.len() + 1,
        None => FIRST.len(),
    };
    (place, name)
}

fn name(sheet: &Path) -> String {
    sheet.file_stem().unwrap_or_default().to_string_lossy().into_owned()
}

/// The sheets name a font by its file; here comes the name of its bytes.
pub fn replace_font(sheet: &str, file: &str, public: &str) -> Result<String> {
    let named = format!("/assets/{file}");
    if sheet.contains(&named) {
        Ok(sheet.replace(&named, public))
    } else {
        Err(format!("style/: no sheet uses {named}"))
    }
}

/// Drops comments, runs of space, and space where CSS never needs it. Strings stay as they are.
pub fn minify(sheet: &str) -> String {
    let mut out = String::with_capacity(sheet.len());
    let mut rest = sheet;
    while let Some(next) = rest.chars().next() {
        if let Some(comment) = rest.strip_prefix("/*") {
            rest = comment.split_once("*/").map_or("", |(_, after)| after);
            space(&mut out);
        } else if next == '"' || next == '\'' {
            let length = string_length(rest, next);
            out.push_str(&rest[..length]);
            rest = &rest[length..];
        } else if next.is_ascii_whitespace() {
            rest = rest.trim_start_matches(|c: char| c.is_ascii_whitespace());
            space(&mut out);
        } else {
            if matches!(next, '{' | '}' | ';' | ',') {
                trim_end(&mut out, ' ');
            }
            if next == '}' {
                trim_end(&mut out, ';');
            }
            out.push(next);
            rest = &rest[next.len_utf8()..];
        }
    }
    trim_end(&mut out, ' ');
    out
}

/// One space, unless what stands before makes it idle. Before a colon it stays: `a :hover` is not `a:hover`.
fn space(out: &mut String) {
    if !out.is_empty() && !out.ends_with([' ', '{', '}', ';', ',', ':', '(']) {
        out.push(' ');
    }
}

fn trim_end(out: &mut String, idle: char) {
    out.truncate(out.trim_end_matches(idle).len());
}

/// Length of the string that `text` begins with, quotes included.
fn string_length(text: &str, quote: char) -> usize {
    let mut escaped = false;
    for (place, c) in text.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            _ if c == quote => return place + c.len_utf8(),
            _ => {}
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn idle_space_and_comments_go() {
        let cases = [
            ("a { color : red ; }\n\n/* x */ b{margin:0 auto;}", "a{color :red}b{margin:0 auto}"),
            ("p /* between */ q { }", "p q{}"),
            (".card :hover, .card:hover > a {x:y}", ".card :hover,.card:hover > a{x:y}"),
            (
                "@media (width > 40rem) and (hover) { a { b: c } }",
                "@media (width > 40rem) and (hover){a{b:c}}",
            ),
            (
                "a { width: calc( 1px + 2px ); --x: light-dark( a , b ) }",
                "a{width:calc(1px + 2px );--x:light-dark(a,b )}",
            ),
            ("a::after { content: \"/* { ; } */  \\\"\" ; }", "a::after{content:\"/* { ; } */  \\\"\"}"),
            ("a { content: 'é ; ' }", "a{content:'é ; '}"),
            ("a { b: c !important; } /* open", "a{b:c !important}"),
        ];
        for (sheet, expected) in cases {
            assert_eq!(minify(sheet), expected);
        }
    }

    #[test]
    fn minified_twice_is_the_same() {
        let sheet = "a , b > c { d : e( f , g ) ; } /* h */ @media print { i { j: \"k  l\" } }";
        assert_eq!(minify(&minify(sheet)), minify(sheet));
    }

    /// Else every visitor would load the second file of the font, and a word would be drawn from two.
    #[test]
    fn what_the_product_says_is_in_the_first_file_of_the_font() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
        let base = read_text(&root.join("style/base.css")).expect("a sheet");
        let (_, range) = base.split_once("unicode-range:").expect("the second file has a range");
        let (range, _) = range.split_once(';').expect("an end");
        let number = |digits| u32::from_str_radix(digits, 16).expect("hexadecimal digits");
        let ranges = range.split(',').map(|one| {
            let one = one.trim().trim_start_matches("U+");
            let (from, to) = one.split_once('-').unwrap_or((one, one));
            number(from)..=number(to)
        });
        let ranges: Vec<_> = ranges.collect();
        let mut files = 0;
        for folder in ["app/locales/en", "app/locales/fr", "app/locales/de", "app/packs"] {
            for entry in fs::read_dir(root.join(folder)).expect("a folder") {
                let path = entry.expect("a file").path();
                if path.extension().is_none_or(|extension| extension == "md") {
                    continue;
                }
                files += 1;
                let text = read_text(&path).expect("a text");
                let strange =
                    text.chars().find(|c| ranges.iter().any(|range| range.contains(&u32::from(*c))));
                assert_eq!(strange, None, "{}", path.display());
            }
        }
        assert!(files > 20, "{files}");
    }

    #[test]
    fn the_order_is_fixed() {
        let mut names = ["print", "grid", "ui", "base", "charts", "tokens", "layout"].map(PathBuf::from);
        names.sort_by_key(|name| rank(name));
        assert_eq!(names, ["tokens", "base", "layout", "ui", "charts", "grid", "print"].map(PathBuf::from));
    }
}
