//! Turns `locales/{en,fr,de}/{slice}.json` into one checked function per text.
//!
//! A text is a string with `{arguments}`, or an object of plural forms (`one`, `other`) chosen by `{n}`.
//! A key or an argument that one language lacks does not compile. Why not a crate: texts are needed outside
//! Leptos too (plain forms, command line, mails), and unused ones must cost nothing in the browser.

// A build script is told where to work by the environment.
#![allow(clippy::disallowed_methods)]

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::Path;

use serde_json::Value;

const LANGS: [(&str, &str); 3] = [("en", "En"), ("fr", "Fr"), ("de", "De")];

type Slice = BTreeMap<String, Value>;

fn main() {
    println!("cargo:rerun-if-changed=locales");
    // Asked now and not when this was compiled: a target folder may serve another checkout.
    let root = Path::new(&std::env::var("CARGO_MANIFEST_DIR").expect("set by cargo")).join("locales");
    let mut names: Vec<String> = std::fs::read_dir(root.join("en"))
        .expect("locales/en exists")
        .map(|entry| {
            entry.expect("readable").path().file_stem().expect("name").to_string_lossy().into_owned()
        })
        .collect();
    names.sort();
    let mut out = String::new();
    for name in &names {
        let slices: Vec<Slice> =
            LANGS.iter().map(|(lang, _)| read(&root.join(lang).join(format!("{name}.json")))).collect();
        write_module(&mut out, name, &slices);
    }
    let target = Path::new(&std::env::var("OUT_DIR").expect("set by cargo")).join("texts.rs");
    std::fs::write(target, out).expect("can write");
}

fn read(path: &Path) -> Slice {
    println!("cargo:rerun-if-changed={}", path.display());
    let text = std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn write_module(out: &mut String, name: &str, slices: &[Slice]) {
    let keys: BTreeSet<&String> = slices.iter().flat_map(|slice| slice.keys()).collect();
    for key in &keys {
        for (slice, (lang, _)) in slices.iter().zip(LANGS) {
            assert!(slice.contains_key(*key), "locales/{lang}/{name}.json lacks `{key}`");
        }
    }
    writeln!(out, "pub mod {name} {{\n    use super::Lang;").expect("string");
    for key in &keys {
        let forms: Vec<&Value> = slices.iter().map(|slice| &slice[*key]).collect();
        write_function(out, name, key, &forms);
    }
    write_lookup(out, &keys, slices);
    out.push_str("}\n");
}

/// Texts whose key is known only at run time (the code of a problem): a sorted table, which is a tenth of a `match`.
/// Arguments are filled in later.
fn write_lookup(out: &mut String, keys: &BTreeSet<&String>, slices: &[Slice]) {
    let plain: Vec<&&String> =
        keys.iter().filter(|key| slices.iter().all(|slice| slice[**key].is_string())).collect();
    out.push_str("    /// The raw text of a key that is known only at run time.\n");
    out.push_str("    pub fn by_key(lang: Lang, key: &str) -> Option<&'static str> {\n");
    writeln!(out, "        static TEXTS: [(&str, [&str; 3]); {}] = [", plain.len()).expect("string");
    for key in plain {
        let texts: Vec<&str> = slices.iter().filter_map(|slice| slice[*key].as_str()).collect();
        writeln!(out, "            ({key:?}, {texts:?}),").expect("string");
    }
    out.push_str(
        "        ];\n        let at = TEXTS.binary_search_by_key(&key, |(known, _)| known).ok()?;\n",
    );
    out.push_str("        Some(match lang {\n");
    for (index, (_, lang)) in LANGS.iter().enumerate() {
        writeln!(out, "            Lang::{lang} => TEXTS[at].1[{index}],").expect("string");
    }
    out.push_str("        })\n    }\n");
}

fn write_function(out: &mut String, name: &str, key: &str, forms: &[&Value]) {
    let arguments = arguments_of(forms[0]);
    let wanted: BTreeSet<&String> = arguments.iter().collect();
    for (form, (lang, _)) in forms.iter().zip(LANGS) {
        let found = arguments_of(form);
        assert!(
            found.iter().collect::<BTreeSet<_>>() == wanted,
            "locales/{lang}/{name}.json: `{key}` has the arguments {found:?}, English has {arguments:?}"
        );
    }
    let plural = forms.iter().any(|form| form.is_object());
    let parameters: String = arguments
        .iter()
        .map(|argument| {
            if plural && argument == "n" {
                ", n: i64".to_owned()
            } else {
                format!(", {argument}: impl std::fmt::Display")
            }
        })
        .collect();
    let result = if arguments.is_empty() { "&'static str" } else { "String" };
    writeln!(
        out,
        "    /// {}\n    pub fn {key}(lang: Lang{parameters}) -> {result} {{\n        match lang {{",
        doc(forms[0])
    )
    .expect("string");
    for (form, (_, lang)) in forms.iter().zip(LANGS) {
        let body = match form {
            Value::String(text) => expression(text, &arguments),
            Value::Object(_) => {
                let one = expression(form["one"].as_str().expect("form `one`"), &arguments);
                let other = expression(form["other"].as_str().expect("form `other`"), &arguments);
                // What is counted is written as figures are.
                let shown = [&one, &other].iter().any(|body| body.contains("{n}"));
                let grouped = if shown { "let n = super::grouped(lang, n); " } else { "" };
                format!(
                    "{{ let one = super::is_one(lang, n); {grouped}if one {{ {one} }} else {{ {other} }} }}"
                )
            }
            _ => panic!("{name}.{key}: a text or plural forms"),
        };
        writeln!(out, "            Lang::{lang} => {body},").expect("string");
    }
    out.push_str("        }\n    }\n");
}

fn expression(text: &str, arguments: &[String]) -> String {
    if arguments.is_empty() { format!("{text:?}") } else { format!("format!({text:?})") }
}

fn doc(form: &Value) -> String {
    form.as_str()
        .or_else(|| form["other"].as_str())
        .unwrap_or_default()
        .replace('\n', " ")
        .replace(['[', ']', '<', '>'], "")
}

/// The `{arguments}` of a text in the order of their first appearance.
fn arguments_of(form: &Value) -> Vec<String> {
    let texts: Vec<&str> = match form {
        Value::String(text) => vec![text],
        Value::Object(forms) => forms.values().filter_map(Value::as_str).collect(),
        _ => vec![],
    };
    let mut found = Vec::new();
    for text in texts {
        for piece in text.split('{').skip(1) {
            let argument = piece.split('}').next().unwrap_or_default().to_owned();
            if !found.contains(&argument) {
                found.push(argument);
            }
        }
    }
    if form.is_object() && !found.contains(&"n".to_owned()) {
        found.push("n".to_owned());
    }
    if form.is_object() {
        found.sort_by_key(|argument| argument != "n");
    }
    found
}
