//! The same random clusters give the same report in the browser's machine as here, byte for byte. It needs node and the
//! wasm target; where one is missing it says so and proves nothing.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use vigie_domain::report::report;
use vigie_domain::testing::{Random, cluster, large};
use vigie_domain::{Book, Granularity, Query, file};

/// The module, built with the browser's own profile; none where it cannot be.
fn module() -> Option<PathBuf> {
    let ready = |program: &str, args: &[&str]| {
        let found = Command::new(program).args(args).output().ok().filter(|output| output.status.success());
        found.map(|output| String::from_utf8_lossy(&output.stdout).trim().to_owned())
    };
    let Some(node) = ready("node", &["--version"]) else {
        assert!(std::env::var_os("CI").is_none(), "CI has no node");
        eprintln!("NOT PROVEN: no node, so native and wasm were not compared");
        return None;
    };
    let root = ready("rustc", &["--print", "sysroot"]).unwrap_or_default();
    if !Path::new(&root).join("lib/rustlib/wasm32-unknown-unknown").exists() {
        assert!(std::env::var_os("CI").is_none(), "CI has node {node} but not the wasm target");
        eprintln!("NOT PROVEN: no target wasm32-unknown-unknown, so native and wasm were not compared");
        return None;
    }
    // A folder of its own: the one of this build may be in use.
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).join("wasm");
    let built = Command::new(env!("CARGO"))
        .args(["build", "--quiet", "--locked", "--profile", "wasm-release", "-p", "vigie-domain"])
        .args(["--example", "wasm_report", "--target", "wasm32-unknown-unknown", "--target-dir"])
        .arg(&target)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .status()
        .expect("cargo runs");
    assert!(built.success(), "the example does not build for wasm");
    Some(target.join("wasm32-unknown-unknown/wasm-release/examples/wasm_report.wasm"))
}

fn node(module: &Path, what: &str, questions: &[String]) -> Vec<String> {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/wasm/run.mjs");
    let mut child = Command::new("node")
        .arg(script)
        .args([module.as_os_str(), what.as_ref()])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("node runs");
    let mut input = child.stdin.take().expect("standard input");
    let lines: String =
        questions.iter().map(|question| serde_json::json!(question).to_string() + "\n").collect();
    input.write_all(lines.as_bytes()).expect("node reads");
    drop(input);
    let output = child.wait_with_output().expect("node ends");
    assert!(output.status.success());
    String::from_utf8(output.stdout).expect("text").lines().map(str::to_owned).collect()
}

fn question(book: &Book, query: &Query) -> String {
    let by = query.by.map_or("-", Granularity::as_str);
    format!("{} {by} {}\n{}", query.today, query.set.as_deref().unwrap_or("-"), file::write(book))
}

#[test]
fn native_and_wasm_give_the_same_report() {
    let Some(module) = module() else { return };
    let cases: Vec<(Book, Query)> = (0..200)
        .map(|seed| {
            let asked = vigie_domain::testing::query(&mut Random::new(!seed));
            (cluster(seed), Query { from: None, to: None, ..asked })
        })
        .collect();
    let questions: Vec<_> = cases.iter().map(|(book, query)| question(book, query)).collect();
    let answers = node(&module, "ask", &questions);
    assert_eq!(answers.len(), cases.len());
    for (seed, ((book, query), answer)) in cases.iter().zip(answers).enumerate() {
        let native = serde_json::to_string(&report(book, query)).expect("json");
        assert_eq!(native, answer, "cluster {seed}");
    }
}

#[test]
#[ignore = "prints a time, proves nothing"]
fn how_long_a_report_takes_in_wasm() {
    let Some(module) = module() else { return };
    let query = Query { by: Some(Granularity::Quarter), ..Query::on("2026-01-15".parse().expect("a day")) };
    for (kpis, months) in [(80, 120), (80, 240), (80, 480)] {
        let times = node(&module, "time", &[question(&large(kpis, months), &query)]);
        let sorted = |column: usize| {
            let nth = |line: &String| line.split(' ').nth(column).and_then(|time| time.parse().ok());
            let mut times: Vec<f64> = times.iter().filter_map(nth).collect();
            times.sort_by(f64::total_cmp);
            format!("{:.1} ms (median {:.1})", times[0], times[times.len() / 2])
        };
        println!("{kpis} x {months} by quarter in wasm: {}, with its JSON {}", sorted(0), sorted(1));
    }
}
