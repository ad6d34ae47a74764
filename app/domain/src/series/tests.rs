use super::*;
use crate::book::Book;
use crate::testing::{book, day, key, kpi, number, period};

/// `target period_target progress status` of the rows, for a KPI recorded from 2026-01 on.
fn rows(fields: &str, figures: &str, today: &str, periods: &[&str]) -> Vec<String> {
    let book = book(vec![kpi("k", "month", fields)]).with("k", "2026-01", figures);
    rows_of(&book, None, today, periods)
}

fn rows_of(book: &Book, set: Option<&str>, today: &str, periods: &[&str]) -> Vec<String> {
    let engine = Engine::new(book, day(today));
    let series = Series::new(&engine, &book.kpis[0], set);
    let text = |number: &Option<Number>| number.as_ref().map_or("-".to_owned(), |number| number.to_string());
    let line = |at: &&str| {
        let row = series.row(period(at));
        let status = row.status.map_or("-", |status| status.as_str());
        format!("{} {} {} {status}", text(&row.target), text(&row.period_target), text(&row.progress))
    };
    periods.iter().map(line).collect()
}

fn overall(fields: &str, figures: &str, today: &str) -> Option<Status> {
    let book = book(vec![kpi("k", "month", fields)]).with("k", "2026-01", figures);
    let engine = Engine::new(&book, day(today));
    Series::new(&engine, &book.kpis[0], None).overall().status
}

const UP: &str = r#""nature": "stock", "baseline": {"period": "2025-12", "value": "100"},
    "targets": [{"set": "s", "points": [{"period": "2026-12", "value": "220"}]}]"#;

#[test]
fn rising_levels_against_the_path() {
    // The path rises by 10 a month; tolerances are 6 and 18.
    let found = rows(
        UP,
        "110 114 112 121 220",
        "2027-01-01",
        &["2026-01", "2026-02", "2026-03", "2026-04", "2026-05", "2026-06"],
    );
    let expected = [
        "110 - 0.083333333333333333333 on_track",
        "120 - 0.11666666666666666667 on_track",
        "130 - 0.1 at_risk",
        "140 - 0.175 off_track",
        "150 - 1 met",
        "160 - - no_data",
    ];
    assert_eq!(found, expected);
}

#[test]
fn falling_levels_are_mirrored() {
    let fields = r#""nature": "stock", "direction": "down", "baseline": {"period": "2025-12", "value": "220"},
        "targets": [{"set": "s", "points": [{"period": "2026-12", "value": "100"}]}]"#;
    let found = rows(
        fields,
        "210 206 208 199 100",
        "2027-01-01",
        &["2026-01", "2026-02", "2026-03", "2026-04", "2026-05"],
    );
    let status: Vec<_> = found.iter().filter_map(|row| row.split(' ').next_back()).collect();
    assert_eq!(status, ["on_track", "on_track", "at_risk", "off_track", "met"]);
}

#[test]
fn the_base_of_the_tolerance() {
    let base = |baseline: &str, target: &str, value: &str| {
        let fields = format!(
            r#""nature": "stock", {baseline} "targets": [{{"set": "s", "points": [{{"period": "2026-01", "value": "{target}"}}]}}]"#
        );
        rows(&fields, value, "2027-01-01", &["2026-01"]).remove(0)
    };
    // Without a baseline 5 % and 15 % of what is expected, equality included.
    assert_eq!(base("", "100", "95"), "100 - - on_track");
    assert_eq!(base("", "100", "85"), "100 - - at_risk");
    assert_eq!(base("", "100", "84.9"), "100 - - off_track");
    // Keep: a share of the target.
    let keep = r#""baseline": {"period": "2025-12", "value": "100"},"#;
    assert_eq!(base(keep, "100", "95"), "100 - 0 on_track");
    assert_eq!(base(keep, "100", "101"), "100 - 1 met");
}

#[test]
fn without_a_target_or_before_the_path() {
    assert_eq!(
        rows(r#""nature": "stock""#, "1 _", "2027-01-01", &["2026-01", "2026-02"]),
        ["- - - no_target", "- - - no_data"]
    );
    let stepped = r#""nature": "stock", "baseline": {"period": "2025-12", "value": "0"},
        "targets": [{"set": "s", "path": "stepped", "points": [{"period": "2026-02", "value": "4"}]}]"#;
    assert_eq!(
        rows(stepped, "1 4", "2027-01-01", &["2026-01", "2026-02"]),
        ["- - 0.25 no_target", "4 - 1 met"]
    );
    let none = UP.replace("\"nature\"", "\"direction\": \"none\", \"nature\"");
    assert_eq!(rows(&none, "1", "2027-01-01", &["2026-01", "2026-02"]), ["110 - - -", "120 - - -"]);
    let span = UP.replace("\"points\"", r#""span": {"from": "2026", "to": "2026"}, "points""#);
    let book = book(vec![kpi("k", "month", &span)]).with("k", "2026-12", "220 220");
    assert_eq!(
        rows_of(&book, None, "2028-01-01", &["2026-12", "2027-01"]),
        ["220 - 1 met", "- - - no_target"]
    );
    assert_eq!(rows_of(&book, Some("other"), "2028-01-01", &["2026-12"]), ["- - - no_target"]);
}

#[test]
fn bands_and_milestones() {
    let band = r#""nature": "stock", "direction": "band", "band": {"low": "10", "high": "20"}"#;
    let found = rows(
        band,
        "10 21.5 21.6 8.5",
        "2027-01-01",
        &["2026-01", "2026-02", "2026-03", "2026-04", "2026-05"],
    );
    let expected = ["- - 1 met", "- - 0 at_risk", "- - 0 off_track", "- - 0 at_risk", "- - - no_data"];
    assert_eq!(found, expected);
    let steps = r#""nature": "milestones", "steps": [{"en": "a"}, {"en": "b"}, {"en": "c"}, {"en": "d"}]"#;
    assert_eq!(rows(steps, "1", "2027-01-01", &["2026-01"]), ["- - 0.25 no_target"]);
}

const FLOW: &str =
    r#""nature": "flow", "targets": [{"set": "s", "points": [{"period": "2026", "value": "120"}]}]"#;

#[test]
fn flows_count_what_is_known() {
    let found = rows(
        FLOW,
        "10 _ 8 2",
        "2027-01-01",
        &["2026-01", "2026-02", "2026-03", "2026-04", "2026-Q1", "2025-12"],
    );
    let expected = [
        "10 10 0.083333333333333333333 on_track",
        // Nothing of its own: the status of the running total.
        "20 10 0.083333333333333333333 on_track",
        "30 10 0.15 on_track",
        "40 10 0.16666666666666666667 at_risk",
        "30 30 0.15 on_track",
        "- - - no_data",
    ];
    assert_eq!(found, expected);
}

#[test]
fn a_rising_flow_is_met_at_once_a_falling_one_at_the_end() {
    assert_eq!(rows(FLOW, "120", "2026-02-01", &["2026-01"]), ["10 10 1 met"]);
    let falling = FLOW.replace("\"nature\"", "\"direction\": \"down\", \"nature\"");
    let year = "1 1 1 1 1 1 1 1 1 1 1 1";
    let at = |today, period| rows(&falling, year, today, &[period]).remove(0);
    assert_eq!(at("2027-01-01", "2026-11"), "110 10 0.091666666666666666667 on_track");
    assert_eq!(at("2027-01-01", "2026-12"), "120 10 0.1 met");
    assert_eq!(at("2027-01-01", "2026"), "120 120 0.1 met");
    assert_eq!(at("2026-12-31", "2026-12"), "120 10 0.1 on_track");
    assert_eq!(rows(&falling, "130", "2026-02-01", &["2026-01"]), ["10 10 1.0833333333333333333 off_track"]);
}

#[test]
fn a_flow_outside_its_span_has_no_target() {
    let span = FLOW.replace("\"points\"", r#""span": {"from": "2026-04", "to": "2026"}, "points""#);
    let found = rows(&span, "10 10 10 10 1", "2027-01-01", &["2026-03", "2026-04", "2026-05", "2027-01"]);
    let expected = [
        "- - - no_target",
        "10 10 0.11111111111111111111 on_track",
        "20 10 0.12222222222222222222 at_risk",
        "- - - no_data",
    ];
    assert_eq!(found, expected);
    let zero = FLOW.replace("120", "0");
    assert_eq!(rows(&zero, "1", "2027-01-01", &["2026-01"]), ["0 0 - met"]);
}

#[test]
fn a_later_break_takes_the_baseline_away() {
    let broken = format!(r#"{UP}, "versions": [{{"from": "2026-03", "reason": "x", "breaks": true}}]"#);
    let book = book(vec![kpi("k", "month", &broken)]).with("k", "2026-01", "110 120 130");
    // Before the break begins the baseline holds; from then on it counts as none, for every row, and the path stays.
    assert_eq!(rows_of(&book, None, "2026-02-28", &["2026-02"]), ["120 - 0.16666666666666666667 on_track"]);
    assert_eq!(rows_of(&book, None, "2026-03-01", &["2026-02"]), ["120 - - on_track"]);
    let engine = Engine::new(&book, day("2026-04-01"));
    let series = Series::new(&engine, &book.kpis[0], None);
    assert!(series.row(period("2026-03")).break_before && !series.row(period("2026-04")).break_before);
    assert!(series.row(period("2026-Q1")).break_before);
    let card = series.card();
    assert!(card.baseline_needed);
    assert_eq!((card.delta, card.latest.and_then(|row| row.value)), (None, Some(number("130"))));
}

#[test]
fn stale_replaces_only_green() {
    // Due fifteen days after the period: January by 15 February. Until then December is the latest that is overdue.
    assert_eq!(overall(UP, "110", "2026-02-15"), Some(Status::Stale));
    assert_eq!(overall(UP, "110", "2026-02-16"), Some(Status::OnTrack));
    assert_eq!(overall(UP, "110", "2026-03-15"), Some(Status::OnTrack));
    assert_eq!(overall(UP, "110", "2026-03-16"), Some(Status::Stale));
    assert_eq!(overall(UP, "110 n.d.", "2026-03-16"), Some(Status::OnTrack));
    assert_eq!(overall(UP, "90", "2026-03-16"), Some(Status::OffTrack));
    assert_eq!(overall(UP, "_", "2026-03-16"), Some(Status::NoData));
    assert_eq!(overall(UP, "110", "2026-01-31"), Some(Status::NoData), "January is not closed");
    let none = UP.replace("\"nature\"", "\"direction\": \"none\", \"nature\"");
    assert_eq!(overall(&none, "110", "2026-03-16"), None);
}

#[test]
fn a_card_tells_how_it_moved() {
    let book = book(vec![kpi("k", "month", UP)]).with("k", "2025-03", "90").with("k", "2026-01", "110 _ 127");
    let figures = card(&book, &book.kpis[0], day("2026-04-02"), None);
    assert_eq!(figures.previous.map(|row| row.period), Some(period("2026-01")));
    assert_eq!((figures.delta, figures.delta_last_year), (Some(number("17")), Some(number("37"))));
    assert_eq!((figures.target, figures.target_period), (Some(number("220")), Some(period("2026-12"))));
    assert_eq!((figures.expected, figures.last_day), (Some(number("130")), Some(day("2026-03-31"))));
    assert_eq!(figures.spark.len(), 24);
    assert_eq!(figures.spark[23], (period("2026-03"), Some(number("127"))));
    assert_eq!(key("k"), book.kpis[0].key);
}

#[test]
fn a_series_that_ended_long_ago_is_shown_as_it_ended() {
    let book = book(vec![kpi("k", "month", UP)]).with("k", "2015-10", "90 _ 110");
    let figures = card(&book, &book.kpis[0], day("2026-11-25"), None);
    assert_eq!(figures.spark.len(), 24);
    assert_eq!(figures.spark[23], (period("2015-12"), Some(number("110"))));
    assert_eq!(figures.spark[21], (period("2015-10"), Some(number("90"))));
    // What is within sight of today stays in sight of today.
    let figures = card(&book, &book.kpis[0], day("2017-12-01"), None);
    assert_eq!(figures.spark[23].0, period("2017-11"));
    assert_eq!(figures.spark[0], (period("2015-12"), Some(number("110"))));
}

#[test]
fn what_is_tolerated_lies_on_the_bad_side_of_the_path() {
    let edges = |direction: &str| {
        let fields = UP.replace("\"nature\"", &format!("\"direction\": \"{direction}\", \"nature\""));
        let book = book(vec![kpi("k", "month", &fields)]).with("k", "2026-03", "127");
        let engine = Engine::new(&book, day("2026-04-02"));
        let series = Series::new(&engine, &book.kpis[0], None);
        let judgement = series.judge(period("2026-03"), Some(&number("127")));
        series.tolerated(period("2026-03"), &judgement)
    };
    // Path 130 in March on the way from 100 to 220; amber is 15 % of 120.
    assert_eq!(edges("up"), Some((number("112"), number("130"))));
    assert_eq!(edges("down"), Some((number("130"), number("148"))));
    assert_eq!(edges("none"), None);
}

#[test]
fn a_target_that_does_not_count_yet_is_named() {
    let coming = |points: &str| {
        let fields = format!(r#""nature": "flow", "targets": [{{"set": "s", "points": [{points}]}}]"#);
        let book = book(vec![kpi("k", "month", &fields)]).with("k", "2026-01", "1 2 3");
        let card = Series::new(&Engine::new(&book, day("2026-04-10")), &book.kpis[0], None).card();
        (card.target, card.coming)
    };
    let next = r#"{"period": "2028", "value": "9"}, {"period": "2027", "value": "12"}"#;
    assert_eq!(coming(next), (None, Some((number("12"), period("2027")))));
    assert_eq!(coming(r#"{"period": "2026", "value": "12"}"#), (Some(number("12")), None));
    assert_eq!(coming(r#"{"period": "2025", "value": "12"}"#), (None, None));
}

#[test]
fn a_line_without_a_baseline_has_not_begun_before_its_first_point() {
    let unbegun = |fields: &str, today: &str| {
        let book = book(vec![kpi("k", "month", fields)]).with("k", "2026-01", "10 12 14 16");
        let engine = Engine::new(&book, day(today));
        let card = Series::new(&engine, &book.kpis[0], None).card();
        (card.status, card.line_unbegun)
    };
    let with = |more: &str| {
        format!(r#"{more}, "targets": [{{"set": "s", "points": [{{"period": "2026-12", "value": "30"}}]}}]"#)
    };
    let level = with(r#""nature": "stock""#);
    assert_eq!(unbegun(&level, "2026-05-01"), (Some(Status::NoTarget), true));
    let based = with(r#""nature": "stock", "baseline": {"period": "2025-12", "value": "8"}"#);
    assert!(!unbegun(&based, "2026-05-01").1);
    assert!(!unbegun(&with(r#""nature": "flow""#), "2026-05-01").1);
    assert!(!unbegun(&level.replace(r#""set": "s""#, r#""set": "s", "path": "stepped""#), "2026-05-01").1);
    assert_eq!(unbegun(r#""nature": "stock""#, "2026-05-01"), (Some(Status::NoTarget), false));
}

/// Of the only KPI of a book, on a day.
fn with_series<T>(book: &Book, today: &str, ask: impl FnOnce(&Series<'_, '_>) -> T) -> T {
    let engine = Engine::new(book, day(today));
    ask(&Series::new(&engine, &book.kpis[0], None))
}

#[test]
fn a_card_carries_path_window_and_baseline() {
    let level = book(vec![kpi("k", "month", UP)]).with("k", "2026-01", "110 114 112");
    let (path, window, baseline) = with_series(&level, "2026-04-10", |series| {
        let card = series.card();
        let last = card.path.last().and_then(|(_, path)| path.as_ref().map(Number::to_string));
        (last, card.window, series.usable_baseline().map(Number::to_string))
    });
    assert_eq!((path.as_deref(), window, baseline.as_deref()), (Some("130"), None, Some("100")));

    let fields =
        r#""nature": "flow", "targets": [{"set": "s", "points": [{"period": "2026", "value": "24"}]}]"#;
    let flow = book(vec![kpi("k", "month", fields)]).with("k", "2026-01", "1 2 3");
    let (path, window) = with_series(&flow, "2026-04-10", |series| {
        let card = series.card();
        (card.path.last().and_then(|(_, path)| path.as_ref().map(Number::to_string)), card.window)
    });
    assert_eq!(path.as_deref(), Some("2"), "of a flow the expected total of each period");
    assert_eq!(window, Some((period("2026"), period("2026"))));
}

#[test]
fn breaks_lie_between_two_periods_only_when_they_begin_in_the_later_part() {
    let fields = r#""nature": "stock", "versions": [{"from": "2026-03", "reason": "r", "breaks": true}]"#;
    let book = book(vec![kpi("k", "month", fields)]).with("k", "2026-01", "1 2 3 4 5");
    let between = |a: &str, b: &str| {
        with_series(&book, "2026-07-01", |series| series.breaks_between(period(a), period(b)))
    };
    for (earlier, later, expected) in [
        ("2026-01", "2026-02", false),
        ("2026-02", "2026-03", true),
        ("2026-01", "2026-05", true),
        ("2026-03", "2026-04", false),
        ("2026-04", "2026-05", false),
        ("2025-Q4", "2026-Q1", true),
        ("2026-Q1", "2026-Q2", false),
    ] {
        assert_eq!(between(earlier, later), expected, "{earlier} to {later}");
    }
}

/// The band belongs to the definition: it judges without any target set. What an objective expects of it begins with a path.
#[test]
fn a_band_judges_without_a_target_set() {
    let band = r#""nature": "stock", "direction": "band", "band": {"low": "10", "high": "20"}"#;
    let later = format!(
        r#"{band}, "targets": [{{"set": "s", "path": "stepped", "points": [{{"period": "2026-02", "value": "15"}}]}}]"#
    );
    let found = |fields: &str, at: &str| {
        let book = book(vec![kpi("k", "month", fields)]).with("k", "2026-01", "15 15");
        with_series(&book, "2027-01-01", |series| {
            let judgement = series.judge(period(at), Some(&number("15")));
            (judgement.status, judgement.path_progress.map(|progress| progress.to_string()))
        })
    };
    let met = |expected: Option<&str>| (Some(Status::Met), expected.map(str::to_owned));
    assert_eq!(found(band, "2026-01"), met(Some("1")));
    assert_eq!(found(&later, "2026-01"), met(None));
    assert_eq!(found(&later, "2026-02"), met(Some("1")));
}
