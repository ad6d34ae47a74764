//! Who may import whom: the rule of ARCHITECTURE.md, read from the manifests and the sources.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the repository").to_path_buf()
}

/// Our packages and the ones of ours that each depends on, development dependencies aside.
fn packages() -> BTreeMap<String, Vec<String>> {
    // Which cargo runs this is known from the environment alone.
    #[allow(clippy::disallowed_methods)]
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned());
    let output = Command::new(cargo)
        .args(["metadata", "--format-version", "1", "--no-deps", "--offline"])
        .current_dir(root())
        .output()
        .expect("cargo metadata runs");
    let metadata: Value = serde_json::from_slice(&output.stdout).expect("cargo metadata answers JSON");
    let packages = metadata["packages"].as_array().expect("packages");
    let name = |value: &Value| value["name"].as_str().unwrap_or_default().to_owned();
    packages
        .iter()
        .map(|package| {
            let all = package["dependencies"].as_array().expect("dependencies").iter();
            let normal = all.filter(|dependency| dependency["kind"].is_null()).map(&name);
            (name(package), normal.collect())
        })
        .collect()
}

#[test]
fn arrows_between_crates_run_one_way() {
    let allowed: BTreeMap<&str, &[&str]> = BTreeMap::from([
        ("vigie-domain", &[][..]),
        ("vigie-device", &["vigie-domain"]),
        ("vigie-store", &["vigie-domain"]),
        ("vigie-service", &["vigie-domain", "vigie-store"]),
        ("vigie-app", &["vigie-device", "vigie-domain", "vigie-service"]),
        ("vigie-paper", &["vigie-app"]),
        ("vigie-server", &["vigie-domain", "vigie-store", "vigie-service", "vigie-app", "vigie-paper"]),
        ("vigie-frontend", &["vigie-app"]),
        ("vigie-pack", &[]),
        ("vigie-test-postgres", &[]),
    ]);
    for (package, dependencies) in packages() {
        let Some(allowed) = allowed.get(package.as_str()) else { continue };
        for dependency in dependencies.iter().filter(|dependency| dependency.starts_with("vigie-")) {
            assert!(allowed.contains(&dependency.as_str()), "{package} must not depend on {dependency}");
        }
    }
}

#[test]
fn rooms_keep_to_their_crates() {
    let packages = packages();
    let forbidden = [
        ("vigie-domain", &["sqlx", "axum", "leptos", "tokio", "rand", "getrandom"][..]),
        ("vigie-device", &["leptos"]),
        ("vigie-store", &["axum", "leptos"]),
        ("vigie-service", &["axum", "leptos", "sqlx"]),
        ("vigie-app", &["axum", "leptos_axum", "sqlx", "vigie-store"]),
        ("vigie-paper", &["axum", "leptos", "sqlx", "tokio"]),
        ("vigie-server", &["sqlx", "typst"]),
    ];
    for (package, strangers) in forbidden {
        for stranger in strangers {
            assert!(
                !packages[package].iter().any(|name| name == stranger),
                "{package} must not depend on {stranger}"
            );
        }
    }
}

/// The Rust files below a folder.
fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("readable").map(|entry| entry.expect("readable").path()) {
        if entry.is_dir() && entry.file_name().is_none_or(|name| name != "target") {
            found.extend(sources(&entry));
        } else if entry.extension().is_some_and(|extension| extension == "rs") {
            found.push(entry);
        }
    }
    found
}

#[test]
fn sql_is_only_in_the_store() {
    let verbs = ["SELECT ", "INSERT INTO ", "UPDATE ", "DELETE FROM "];
    for folder in ["app/domain/src", "app/service/src", "app/src", "server/src", "frontend/src"] {
        for file in sources(&root().join(folder)) {
            let text = fs::read_to_string(&file).expect("readable");
            for (number, line) in text.lines().enumerate() {
                let code = line.split("//").next().unwrap_or_default();
                let found = verbs.iter().any(|verb| code.contains(&format!("\"{verb}")));
                assert!(!found, "SQL outside the store: {}:{}", file.display(), number + 1);
            }
        }
    }
}

/// Slices of the app; `workspace` puts them together, `ui`, `chart`, `compare`, `format`, `trend` serve all.
const SLICES: [&str; 9] =
    ["clusters", "dashboards", "kpis", "objectives", "portfolio", "readings", "shares", "team", "threads"];
/// What a slice may import of another: its server functions. A share shows a dashboard: the one exception.
const EXCEPTION: (&str, &str) = ("shares", "dashboards");

#[test]
fn slices_do_not_import_each_others_views() {
    for slice in SLICES {
        for file in sources(&root().join("app/src").join(slice)) {
            let text = fs::read_to_string(&file).expect("readable");
            for other in SLICES.iter().filter(|other| **other != slice && (slice, **other) != EXCEPTION) {
                for line in text.lines().filter(|line| line.contains(&format!("crate::{other}::"))) {
                    let api = line.contains(&format!("crate::{other}::api"));
                    assert!(api, "{} imports {other}: {line}", file.display());
                }
            }
        }
    }
}

/// A page under a strict policy has no style attribute. (`style:left=` of a mounted view goes through the CSSOM.)
#[test]
fn no_inline_style() {
    for file in sources(&root().join("app/src")) {
        let text = fs::read_to_string(&file).expect("readable");
        for line in text.lines() {
            let code = line.split("//").next().unwrap_or_default();
            let styled = code.contains(" style=");
            assert!(!styled, "inline style in {}: {line}", file.display());
        }
    }
}
