use super::*;
use crate::book::Book;
use crate::testing::{book, day, kpi};

/// Progress 0.5 against a path at 0.5, progress 1, progress 0.25, and one without a baseline.
fn cluster(objectives: &str) -> Book {
    let level = |key: &str, extra: &str| {
        let fields = format!(
            r#""nature": "stock", {extra} "targets": [{{"set": "s", "points": [{{"period": "2026-12", "value": "100"}}]}}]"#
        );
        kpi(key, "half", &fields)
    };
    let fixed = |kpi: crate::Kpi| {
        let mut kpi = kpi;
        for point in kpi.targets.iter_mut().flat_map(|set| &mut set.points) {
            point.period = crate::testing::period("2026-H2");
        }
        kpi
    };
    // Without a baseline the path starts at its first point: one in the first half, so that it has begun.
    let mut unclear = fixed(level("unclear", ""));
    unclear.targets[0].points[0].period = crate::testing::period("2026-H1");
    let from_nought = r#""baseline": {"period": "2025-H2", "value": "0"},"#;
    let kpis = vec![
        fixed(level("even", from_nought)),
        fixed(level("done", from_nought)),
        fixed(level("late", from_nought)),
        unclear,
        kpi("info", "half", r#""nature": "stock", "direction": "none""#),
        kpi("empty", "half", r#""nature": "stock""#),
    ];
    let mut book = book(kpis)
        .with("even", "2026-H1", "50")
        .with("done", "2026-H1", "120")
        .with("late", "2026-H1", "25")
        .with("unclear", "2026-H1", "100")
        .with("info", "2026-H1", "1");
    book.objectives = serde_json::from_str(objectives).unwrap_or_else(|error| panic!("{error}"));
    book
}

fn shown(objectives: &str) -> Vec<String> {
    let book = cluster(objectives);
    let engine = Engine::new(&book, day("2026-08-01"));
    let line = |report: ObjectiveReport| {
        let attainment = report.attainment.map_or("-".to_owned(), |number| number.to_string());
        let met = if report.met { " met" } else { "" };
        format!(
            "{} {attainment} {}/{}{met} {}",
            report.id,
            report.with_data,
            report.of,
            report.status.as_str()
        )
    };
    attainments(&engine, None).into_iter().map(line).collect()
}

fn one(rule: &str, kpis: &str) -> String {
    shown(&format!(r#"[{{"id": "o", "title": {{"en": "O"}}, "rule": "{rule}", "kpis": [{kpis}]}}]"#))
        .remove(0)
}

#[test]
fn weighted_means_and_the_path() {
    let table = [
        (r#"{"key": "even"}"#, "o 0.5 1/1 on_track"),
        (r#"{"key": "even"}, {"key": "late"}"#, "o 0.375 2/2 at_risk"),
        (r#"{"key": "late"}"#, "o 0.25 1/1 off_track"),
        (r#"{"key": "done"}"#, "o 1 1/1 met met"),
        (r#"{"key": "done", "weight": "3"}, {"key": "late"}"#, "o 0.8125 2/2 on_track"),
        (r#"{"key": "even"}, {"key": "empty"}"#, "o 0.5 1/2 on_track"),
        (r#"{"key": "even"}, {"key": "info"}"#, "o 0.5 1/2 on_track"),
        (r#"{"key": "done"}, {"key": "info"}"#, "o 1 1/2 met met"),
        (r#"{"key": "unclear"}"#, "o - 0/1 met met"),
        (r#"{"key": "empty"}"#, "o - 0/1 no_data"),
        (r#"{"key": "info"}"#, "o - 0/1 no_data"),
        (r#"{"key": "even", "weight": "0"}"#, "o - 1/1 no_data"),
        ("", "o - 0/0 no_data"),
    ];
    for (kpis, expected) in table {
        assert_eq!(one("weighted", kpis), expected, "{kpis}");
    }
}

#[test]
fn all_is_the_share_of_the_weight_that_is_met() {
    let table = [
        (r#"{"key": "done"}, {"key": "late"}"#, "o 0.5 2/2 on_track"),
        (r#"{"key": "done", "weight": "3"}, {"key": "empty"}"#, "o 0.75 1/2 on_track"),
        (r#"{"key": "done"}, {"key": "info"}"#, "o 1 1/2 met met"),
        (r#"{"key": "done"}, {"key": "unclear"}"#, "o 1 1/2 met met"),
        (r#"{"key": "late"}"#, "o 0 1/1 off_track"),
        (r#"{"key": "empty"}"#, "o - 0/1 no_data"),
    ];
    for (kpis, expected) in table {
        assert_eq!(one("all", kpis), expected, "{kpis}");
    }
}

#[test]
fn children_count_in_their_parent_and_follow_it() {
    let child = |id: &str, kpi: &str| {
        format!(r#"{{"id": "{id}", "title": {{"en": "x"}}, "kpis": [{{"key": "{kpi}"}}]}}"#)
    };
    let parent = |rule: &str, own: &str, children: &[String]| {
        shown(&format!(
            r#"[{{"id": "p", "title": {{"en": "P"}}, "rule": "{rule}", "kpis": [{own}], "children": [{}]}}]"#,
            children.join(",")
        ))
    };
    let found = parent("weighted", r#"{"key": "done"}"#, &[child("a", "even"), child("b", "empty")]);
    assert_eq!(found, ["p 0.75 2/3 on_track", "a 0.5 1/1 on_track", "b - 0/1 no_data"]);
    let found = parent("all", "", &[child("a", "done"), child("b", "late")]);
    assert_eq!(found, ["p 0.5 2/2 on_track", "a 1 1/1 met met", "b 0.25 1/1 off_track"]);
    let found = parent("all", "", &[child("a", "done")]);
    assert_eq!(found[0], "p 1 1/1 met met");
}

#[test]
fn an_objective_can_look_at_another_set() {
    let found = shown(r#"[{"id": "o", "title": {"en": "O"}, "set": "region", "kpis": [{"key": "done"}]}]"#);
    assert_eq!(found, ["o - 0/1 no_data"]);
}

/// Thousands of KPIs whose progress has denominators without a common factor: an exact mean of so many bits is no figure.
#[test]
fn a_mean_of_very_many_long_figures_is_none() {
    let of = |count: i64| {
        let parts: Vec<Number> =
            (0..count).filter_map(|i| Number::ONE.divided_by(&Number::int(i64::MAX - 6 * i))).collect();
        mean(parts.iter().map(|part| (&Number::ONE, part)))
    };
    assert_eq!(of(2).map(|mean| mean.bits() > 64), Some(true));
    assert_eq!(of(2049), None);
}
