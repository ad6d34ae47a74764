use super::*;
use crate::testing::{book, day, kpi};

/// A stock of quarters with a baseline of 0 and 100 wanted at the end of 2026: 37.5 is expected at Q2, 12.5 more each.
fn level(extra: &str) -> Kpi {
    let fields = format!(
        r#""nature": "stock", "baseline": {{"period": "2024-Q4", "value": "0"}},
           "targets": [{{"set": "s", "points": [{{"period": "2026-Q4", "value": "100"}}]}}] {extra}"#
    );
    kpi("k", "quarter", &fields)
}

fn said(kpi: Kpi, from: &str, figures: &str) -> String {
    let book = book(vec![kpi]).with("k", from, figures);
    let (now, then) = (Engine::new(&book, day("2026-08-01")), Engine::new(&book, day("2026-04-01")));
    let kpis: Vec<&Kpi> = book.kpis.iter().collect();
    let found = highlights(&now, &then, None, &kpis, false);
    let turns = [("met", &found.met), ("worse", &found.worse), ("better", &found.better)];
    let turns = turns.iter().flat_map(|(name, turns)| {
        turns.iter().map(move |turn| format!("{name} {}→{}", turn.from.as_str(), turn.to.as_str()))
    });
    let moves = found.moves.iter().map(|each| {
        let good = each.good.map_or("", |good| if good { " good" } else { " bad" });
        format!("{} {}→{} {}{good}", each.share, each.from.1, each.to.1, each.to.0)
    });
    let assessed = found.assessed.iter().map(|(_, each)| format!("said {}", each.period));
    turns.chain(moves).chain(assessed).collect::<Vec<_>>().join(", ")
}

/// At Q1 2026 (known on 1 April) 62.5 is expected, at Q2 (known on 1 August) 75.
#[test]
fn what_turned_and_moved() {
    let down = r#", "direction": "down""#;
    let none = r#", "direction": "none""#;
    let broken = r#", "versions": [{"from": "2026-Q2", "reason": "counted anew", "breaks": true}]"#;
    let judged = r#", "assessments": [{"period": "2026-Q1", "status": "at_risk"}, {"period": "2026-Q2", "status": "met"}]"#;
    let judged_before = r#", "assessments": [{"period": "2026-Q1", "status": "at_risk"}]"#;
    for (extra, figures, expected) in [
        ("", "64 100", "met on_track→met, 0.5625 64→100 2026-Q2 good"),
        ("", "100 101", "0.01 100→101 2026-Q2 good"),
        ("", "_ 100", "met no_data→met"),
        ("", "64 65", "worse on_track→at_risk, 0.015625 64→65 2026-Q2 good"),
        ("", "50 50", "worse at_risk→off_track"),
        ("", "50 75", "better at_risk→on_track, 0.5 50→75 2026-Q2 good"),
        ("", "0 75", "better off_track→on_track"),
        ("", "-50 75", "better off_track→on_track, 2.5 -50→75 2026-Q2 good"),
        // Nothing new was recorded: nothing has moved.
        ("", "64", ""),
        ("", "", ""),
        (none, "64 32", "-0.5 64→32 2026-Q2"),
        (down, "100 90", "-0.1 100→90 2026-Q2 good"),
        // No growth across a break.
        (broken, "64 80", ""),
        (judged, "64 80", "0.25 64→80 2026-Q2 good, said 2026-Q2"),
        (judged_before, "64 80", "0.25 64→80 2026-Q2 good"),
    ] {
        assert_eq!(said(level(extra), "2026-Q1", figures), expected, "{extra} {figures}");
    }
}

#[test]
fn a_flow_moves_by_twelve_months_and_only_where_all_are_known() {
    let flow = || kpi("k", "quarter", r#""nature": "flow""#);
    // 10 + 1 + 1 + 10 on 1 April, 1 + 1 + 10 + 2 on 1 August: the season has no part in it.
    assert_eq!(said(flow(), "2025-Q1", "8 10 1 1 10 2"), "-0.36363636363636363636 22→14 2026-Q2 bad");
    assert_eq!(said(flow(), "2025-Q2", "10 _ 1 10 2"), "");
}

#[test]
fn objectives_turn_too_and_the_largest_moves_come_first() {
    let mut kpis: Vec<Kpi> = (0..5).map(|_| level("")).collect();
    for (kpi, name) in kpis.iter_mut().zip(["a", "b", "c", "d", "e"]) {
        kpi.key = crate::testing::key(name);
    }
    let mut book = book(kpis)
        .with("a", "2026-Q1", "64 80")
        .with("b", "2026-Q1", "100 50")
        .with("c", "2026-Q1", "64 65")
        .with("d", "2026-Q1", "10 20")
        .with("e", "2026-Q1", "64 80");
    book.objectives = serde_json::from_str(r#"[{"id": "o", "title": {"en": "O"}, "kpis": [{"key": "b"}]}]"#)
        .unwrap_or_else(|error| panic!("{error}"));
    let (now, then) = (Engine::new(&book, day("2026-08-01")), Engine::new(&book, day("2026-04-01")));
    let kpis: Vec<&Kpi> = book.kpis.iter().collect();
    let found = highlights(&now, &then, None, &kpis, true);
    let moved: Vec<_> = found.moves.iter().map(|each| each.key.to_string()).collect();
    assert_eq!(moved, ["d", "b", "a"]);
    let worse: Vec<_> = found.worse.iter().map(|turn| turn.subject.clone()).collect();
    assert_eq!(worse[0], Subject::Objective("o".to_owned()));
    assert_eq!(worse[1], Subject::Kpi(crate::testing::key("b")));
    assert!(highlights(&now, &then, None, &[], false).is_empty());
}
