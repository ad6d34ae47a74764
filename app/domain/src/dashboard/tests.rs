use super::*;
use crate::testing::{book, day, key, kpi};

fn read(json: &str) -> Option<Card> {
    serde_json::from_str(json).ok()
}

#[test]
fn a_card_takes_only_its_own_fields() {
    assert_eq!(read(r#"{"kind": "kpis"}"#), Some(Show::Kpis {}.into()));
    for refused in [
        r#"{"kind": "kpis", "columns": 3}"#,
        r#"{"kind": "highlights", "keys": []}"#,
        r#"{"kind": "kpi", "key": "a", "columns": 3}"#,
        r#"{"kind": "kpi"}"#,
        r#"{"kind": "trend", "key": "a", "columns": 3}"#,
        r#"{"kind": "kpi", "key": "a", "size": "huge"}"#,
        r#"{"kind": "gauge"}"#,
    ] {
        assert_eq!(read(refused), None, "{refused}");
    }
    let unknown = serde_json::from_str::<Card>(r#"{"kind": "kpi", "key": "a", "columns": 3}"#);
    assert!(unknown.unwrap_err().to_string().contains("unknown field `columns`"));
}

#[test]
fn what_is_read_is_written_the_same() {
    for text in [
        r#"{"kind":"objectives"}"#,
        r#"{"kind":"kpis"}"#,
        r#"{"kind":"kpi","key":"a"}"#,
        r#"{"kind":"kpi","key":"a","size":"full"}"#,
        r#"{"kind":"trend","key":"a"}"#,
        r#"{"kind":"trend","key":"a","sets":["internal","State"],"last_year":true,"parts":true,"notes":false,"size":"third"}"#,
        r#"{"kind":"matrix"}"#,
        r#"{"kind":"progress","keys":["a","b"],"size":"half"}"#,
        r#"{"kind":"milestones","key":"a"}"#,
        r#"{"kind":"table"}"#,
        r###"{"kind":"text","text":{"en":"## Done"}}"###,
        r#"{"kind":"highlights"}"#,
        r#"{"kind":"comparison","clusters":["loire"]}"#,
        r#"{"kind":"comparison","clusters":["loire"],"keys":["a"],"objectives":true,"size":"half"}"#,
    ] {
        let written = read(text).map(|card| serde_json::to_string(&card).unwrap_or_default());
        assert_eq!(written.as_deref(), Some(text));
    }
}

fn with(cards: &str) -> Dashboard {
    let text = format!(r#"{{"id": "d", "name": {{"en": "D"}}, "cards": [{cards}]}}"#);
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{error}"))
}

#[test]
fn what_is_wrong_has_its_place() {
    let mut board = with(
        r#"{"kind": "kpi", "key": "none"}, {"kind": "table", "keys": ["a", "none"]},
           {"kind": "trend", "key": "a", "sets": ["1", "2", "3", "4"]},
           {"kind": "comparison", "clusters": []}"#,
    );
    board.span = serde_json::from_str(r#"{"from": "2026", "to": "2025"}"#).ok();
    let places: Vec<_> = board
        .check(FinancialYear::CIVIL, &|key| key.as_str() == "a")
        .into_iter()
        .map(|problem| format!("{} {}", problem.place, problem.code.as_str()))
        .collect();
    assert_eq!(
        places,
        [
            "span span-reversed",
            "cards[0].key kpi-unknown",
            "cards[1].keys[1] kpi-unknown",
            "cards[2].sets field-out-of-range",
            "cards[3].clusters field-missing"
        ]
    );
}

#[test]
fn a_dashboard_shows_what_its_cards_name() {
    let mut book = book(["a", "b", "old"].map(|key| kpi(key, "month", r#""nature": "stock""#)).to_vec());
    book.kpis[2].archived = true;
    for (cards, expected) in [
        (r#"{"kind": "kpi", "key": "b"}"#, "b"),
        (r#"{"kind": "kpi", "key": "b"}, {"kind": "table"}"#, "a b"),
        (r#"{"kind": "progress", "keys": ["a"]}, {"kind": "highlights"}"#, "a"),
        (r#"{"kind": "highlights"}"#, "a b"),
        (r#"{"kind": "highlights"}, {"kind": "objectives"}"#, ""),
        (r#"{"kind": "text", "text": {"en": "x"}}"#, ""),
    ] {
        let shown: Vec<_> = with(cards).shown(&book).iter().map(Key::to_string).collect();
        assert_eq!(shown.join(" "), expected, "{cards}");
    }
}

/// A list that names only what may not be seen does not become a list of everything.
#[test]
fn what_is_limited_never_shows_more() {
    let mut board = with(
        r#"{"kind": "table", "keys": ["secret"]}, {"kind": "table", "keys": ["secret", "a"]},
           {"kind": "trend", "key": "secret"}, {"kind": "matrix"},
           {"kind": "comparison", "clusters": ["loire"], "keys": ["secret"]}"#,
    );
    board.limit(&|key| key.as_str() == "a");
    let left: Vec<_> = board.cards.iter().map(|card| &card.show).collect();
    assert_eq!(left, [&Show::Table { keys: vec![key("a")] }, &Show::Matrix { keys: Vec::new() }]);
}

#[test]
fn a_comparison_names_clusters_and_shows_objectives_where_it_says_so() {
    let board = with(
        r#"{"kind": "comparison", "clusters": ["loire", "rhone"], "keys": ["a"]},
           {"kind": "comparison", "clusters": ["loire"], "keys": ["b"], "objectives": true}"#,
    );
    let compared: Vec<_> = board.compared().into_iter().map(Key::as_str).collect();
    assert_eq!(compared, ["loire", "rhone"]);
    assert!(board.shows_objectives() && !board.shows_all());
    let shared = r#"{"kind": "comparison", "clusters": ["loire"]}"#;
    assert!(with(shared).shows_all() && with(shared).shows_what_is_shared());
    assert!(!board.shows_what_is_shared(), "it names its KPIs");
    assert!(!with(&format!(r#"{shared}, {{"kind": "table"}}"#)).shows_what_is_shared());
}

#[test]
fn today_is_compared_with_the_previous_board_or_the_period_before() {
    let mut board = with("");
    let since = |board: &Dashboard| board.since(day("2026-08-01"), FinancialYear::CIVIL).to_string();
    assert_eq!(since(&board), "2026-04-01");
    board.by = Some(Granularity::Year);
    assert_eq!(since(&board), "2025-01-01");
    board.previous = Some(day("2026-03-15"));
    assert_eq!(since(&board), "2026-03-15");
    // A board that is still to come has known nothing yet.
    board.previous = Some(day("2026-08-01"));
    assert_eq!(since(&board), "2025-01-01");
}

#[test]
fn one_by_one_every_kpi_comes_once_with_its_path() {
    let mut book = book(["a", "b", "old"].map(|key| kpi(key, "month", r#""nature": "stock""#)).to_vec());
    book.kpis[2].archived = true;
    let board = with(
        r#"{"kind": "objectives"}, {"kind": "kpi", "key": "a"}, {"kind": "kpis"},
           {"kind": "trend", "key": "a", "last_year": true}"#,
    );
    let one_by_one = board.one_by_one(&book);
    let drawn: Vec<_> = one_by_one.cards.iter().map(|card| card.show.drawn().map(Key::as_str)).collect();
    assert_eq!(drawn, [None, Some("b"), Some("a")]);
    assert_eq!(one_by_one.cards[2], board.cards[3], "as it was arranged");
    assert_eq!(one_by_one.shown(&book), board.shown(&book));
}
