use proptest::prelude::*;

use super::*;
use crate::testing::{book, day, key, kpi, period};

/// `value state known/expected`, with `!` for provisional.
fn shown(rolled: &Rolled) -> String {
    let value = rolled.value.as_ref().map_or("-".to_owned(), |value| value.to_string());
    let counts = match (rolled.known, rolled.expected) {
        (Some(known), Some(expected)) => format!("{known}/{expected}"),
        _ => "-".to_owned(),
    };
    format!("{value} {} {counts}{}", rolled.state.as_str(), if rolled.provisional { "!" } else { "" })
}

fn at(fields: &str, figures: &str, kind: WindowKind, period_text: &str) -> String {
    let book = book(vec![kpi("k", "month", fields)]).with("k", "2026-01", figures);
    let engine = Engine::new(&book, day("2027-01-01"));
    shown(&engine.roll(&key("k"), Window::new(kind, period(period_text))))
}

#[test]
fn each_nature_rolls_up_its_own_way() {
    let stocks =
        r#""nature": "ratio", "ratio": {"scale": "100", "numerator": "stock", "denominator": "stock"}"#;
    let mixed = r#""nature": "ratio", "ratio": {"numerator": "flow", "denominator": "stock"}"#;
    let steps = r#""nature": "milestones", "steps": [{"en": "a"}, {"en": "b"}, {"en": "c"}]"#;
    let table = [
        (r#""nature": "stock""#, "5 7 _", "7 known 2/3!"),
        (r#""nature": "stock""#, "5 7 0", "0 known 3/3"),
        (r#""nature": "flow""#, "0.1 0.2 _", "0.3 known 2/3!"),
        (r#""nature": "flow""#, "0 0 0", "0 known 3/3"),
        (r#""nature": "ratio""#, "1/2 50/100 n/a", "0.5 known 2/2"),
        (r#""nature": "ratio", "ratio": {"scale": "100"}"#, "1/1 0/99 n/a", "1 known 2/2"),
        (r#""nature": "ratio""#, "0/0 0/0 0/0", "- missing 3/3"),
        (stocks, "1/2 3/4 n/a", "75 known 2/2"),
        (stocks, "1/2 3/4 5/0", "- missing 3/3"),
        (mixed, "1/2 3/8 _", "0.5 known 2/3!"),
        (r#""nature": "mean""#, "4(1) 5(3) _", "4.75 known 2/3!"),
        (r#""nature": "mean""#, "4(0) 5(0) n/a", "- missing 2/2"),
        (steps, "1 2 2", "2 known 3/3"),
        (r#""nature": "scale", "labels": [{"en": "a"}, {"en": "b"}]"#, "2 1 _", "1 known 2/3!"),
        (r#""nature": "distinct""#, "5 6 7", "- missing 0/1!"),
        (r#""nature": "stock""#, "_ _ _", "- missing 0/3!"),
        (r#""nature": "stock""#, "n/a n/a n/a", "- not_applicable 0/0"),
        (r#""nature": "stock""#, "n.d. n.d. n.d.", "- not_available 0/3!"),
        (r#""nature": "stock""#, "n/a n.d. n/a", "- missing 0/1!"),
        (r#""nature": "stock""#, "n/a n/a _", "- missing 0/1!"),
    ];
    for (fields, figures, expected) in table {
        assert_eq!(at(fields, figures, WindowKind::Own, "2026-Q1"), expected, "{fields} {figures}");
    }
}

#[test]
fn parts_are_shown_also_where_they_make_no_figure() {
    let book = book(vec![kpi("k", "month", r#""nature": "ratio""#)]).with("k", "2026-01", "5/0 1/2");
    let engine = Engine::new(&book, day("2027-01-01"));
    let rolled = engine.at(&key("k"), period("2026-01"));
    assert_eq!((rolled.state, rolled.known, rolled.provisional), (State::Missing, Some(1), false));
    assert_eq!((rolled.numerator, rolled.denominator), (Some(Number::int(5)), Some(Number::ZERO)));
    assert_eq!(engine.at(&key("k"), period("2026-Q1")).value, Some(Number::int(3)));
}

#[test]
fn other_windows_follow_the_same_rule() {
    let flow = r#""nature": "flow""#;
    assert_eq!(at(flow, "1 2 3 4 5", WindowKind::YearToDate, "2026-Q1"), "6 known 3/3");
    assert_eq!(at(flow, "1 2 3 4 5", WindowKind::Rolling, "2026-05"), "15 known 5/12!");
    assert_eq!(at(r#""nature": "stock""#, "1 2 _ _ _", WindowKind::YearToDate, "2026-05"), "2 known 2/5!");
}

#[test]
fn distinct_is_recorded_itself_at_each_granularity() {
    let book = book(vec![kpi("k", "month", r#""nature": "distinct""#)])
        .with("k", "2026-01", "5 6 7")
        .with("k", "2026-Q1", "9 n/a")
        .with("k", "2026", "20");
    let engine = Engine::new(&book, day("2027-01-01"));
    let roll = |kind, text| shown(&engine.roll(&key("k"), Window::new(kind, period(text))));
    assert_eq!(roll(WindowKind::Own, "2026-Q1"), "9 known 1/1");
    assert_eq!(roll(WindowKind::Own, "2026-Q2"), "- not_applicable 0/0");
    assert_eq!(roll(WindowKind::YearToDate, "2026"), "20 known 1/1");
    assert_eq!(engine.roll(&key("k"), Window::new(WindowKind::YearToDate, period("2026-03"))).value, None);
    assert_eq!(engine.roll(&key("k"), Window::new(WindowKind::Rolling, period("2026"))).value, None);
}

#[test]
fn only_readings_from_the_latest_break_on_are_used() {
    let versions = r#""versions": [{"from": "2026-02", "reason": "x", "breaks": true}, {"from": "2026-03", "reason": "y"}]"#;
    let flow = format!(r#""nature": "flow", {versions}"#);
    let stock = format!(r#""nature": "stock", {versions}"#);
    assert_eq!(at(&flow, "1 2 3", WindowKind::Own, "2026-Q1"), "5 known 2/3!");
    assert_eq!(at(&flow, "1 2 3", WindowKind::YearToDate, "2026-01"), "1 known 1/1");
    assert_eq!(at(&stock, "1 _ _", WindowKind::Own, "2026-Q1"), "- missing 0/3!");
    assert_eq!(at(&flow, "n/a 2 3", WindowKind::Own, "2026-Q1"), "5 known 2/2");
}

/// Windows in which a distinct count has no figure: none was to be expected there.
#[test]
fn distinct_is_nothing_in_other_windows() {
    let fields = r#""nature": "distinct""#;
    for (kind, at_period) in [(WindowKind::Rolling, "2026-03"), (WindowKind::YearToDate, "2026-Q1")] {
        assert_eq!(at(fields, "5 6 7", kind, at_period), "- missing 0/0", "{at_period}");
    }
    // Nor where a formula that uses it broke inside of the period.
    let book = book(vec![kpi("k", "month", fields)]).with("k", "2026-01", "5 6 7");
    let engine = Engine::new(&book, day("2027-01-01"));
    let own = Window::new(WindowKind::Own, period("2026-02"));
    assert_eq!(shown(&engine.roll(&key("k"), own)), "6 known 1/1");
    let floored = Window { floor: Some(2026 * 12 + 1), ..own };
    assert_eq!(shown(&engine.roll(&key("k"), floored)), "- missing 0/0");
}

/// A break with which a window begins takes nothing out of it, also not a count that is recorded itself.
#[test]
fn a_formula_that_breaks_where_its_window_begins_is_whole() {
    let broken = r#""nature": "formula", "formula": "k * 1",
        "versions": [{"from": "2026-02", "reason": "r", "breaks": true}]"#;
    let kpis = vec![kpi("k", "month", r#""nature": "distinct""#), kpi("f", "month", broken)];
    let book = book(kpis).with("k", "2026-01", "5 6 7");
    let engine = Engine::new(&book, day("2027-01-01"));
    assert_eq!(shown(&engine.at(&key("f"), period("2026-02"))), "6 known -");
}

/// A figure that looks back is known after its operand's last reading.
#[test]
fn the_latest_known_of_a_formula_may_lie_behind_its_operands() {
    let mut kpis = vec![kpi("k", "month", r#""nature": "stock""#)];
    kpis.push(kpi("f", "month", r#""nature": "formula", "formula": "prev(k)""#));
    let book = book(kpis).with("k", "2026-01", "5");
    let engine = Engine::new(&book, day("2026-06-01"));
    assert_eq!(engine.latest_known(&book.kpis[0]), Some(period("2026-01")));
    assert_eq!(engine.latest_known(&book.kpis[1]), Some(period("2026-02")));
}

/// Only breaks behind the first and up to the second.
#[test]
fn a_break_lies_behind_where_one_begins_to_look() {
    let fields = r#""nature": "stock", "versions": [{"from": "2026-03", "reason": "r", "breaks": true}]"#;
    let book = book(vec![kpi("k", "month", fields)]).with("k", "2026-01", "1 2 3 4");
    let engine = Engine::new(&book, day("2027-01-01"));
    let track = engine.track_at(0);
    let at = |text: &str| period(text).ordinal;
    for (after, to, expected) in [
        ("2026-02", "2026-03", Some(at("2026-03"))),
        ("2026-03", "2026-04", None),
        ("2026-01", "2026-02", None),
        ("2026-01", "2026-12", Some(at("2026-03"))),
    ] {
        assert_eq!(track.break_in(at(after), at(to)), expected, "{after} to {to}");
    }
    assert_eq!(track.recorded(), at("2026-01")..at("2026-05"));
}

fn formulas(formula: &str, kind: WindowKind, text: &str) -> String {
    let fields = format!(r#""nature": "formula", "formula": "{formula}""#);
    let book = book(vec![
        kpi("new", "month", r#""nature": "flow""#),
        kpi("members", "month", r#""nature": "stock""#),
        kpi("half", "month", r#""nature": "formula", "formula": "new / 2""#),
        kpi("f", "month", &fields),
    ])
    .with("new", "2025-12", "4 1 2 3 0")
    .with("members", "2025-12", "40 50 _ 60 70");
    let engine = Engine::new(&book, day("2027-01-01"));
    shown(&engine.roll(&key("f"), Window::new(kind, period(text))))
}

#[test]
fn formulas_roll_each_operand_up_then_evaluate() {
    use WindowKind::{Own, Rolling, YearToDate};
    let table = [
        ("new / members * 100", Own, "2026-Q1", "10 known -!"),
        ("new / members", Own, "2026-02", "- missing -!"),
        ("new / members", Own, "2026-01", "0.02 known -"),
        ("1 / new", Own, "2026-04", "- missing -!"),
        ("prev(new)", Own, "2026-01", "4 known -"),
        ("new - prev(new)", Own, "2026-03", "1 known -"),
        ("same_period_last_year(new)", Own, "2026-12", "4 known -"),
        ("new", YearToDate, "2026-03", "6 known -"),
        ("prev(new)", YearToDate, "2026-03", "3 known -"),
        ("prev(new)", YearToDate, "2026-01", "4 known -!"),
        ("new", Rolling, "2026-03", "10 known -!"),
        ("sum(new, members) - avg(new, members)", Own, "2026-03", "31.5 known -"),
        ("max(new, 2) * min(members, 7)", Own, "2026-03", "21 known -"),
        ("max(new, members)", Own, "2026-02", "- missing -!"),
        ("half * 2", Own, "2026-Q1", "6 known -"),
        ("-new", Own, "2026-03", "-3 known -"),
        ("3", Own, "2026-03", "3 known -"),
    ];
    for (formula, kind, text, expected) in table {
        assert_eq!(formulas(formula, kind, text), expected, "{formula} {text}");
    }
}

fn figures() -> impl Strategy<Value = Vec<Option<(i64, i64)>>> {
    proptest::collection::vec(proptest::option::of((-50i64..50, 1i64..50)), 12)
}

proptest! {
    /// Adding up months, or first months to quarters and then quarters, is one and the same.
    #[test]
    fn two_steps_are_one_step(figures in figures()) {
        for (nature, write) in [
            ("flow", (|(a, _)| a.to_string()) as fn((i64, i64)) -> String),
            ("ratio", |(a, b)| format!("{a}/{b}")),
            ("mean", |(a, b)| format!("{a}({b})")),
        ] {
            let fields = format!(r#""nature": "{nature}""#);
            let text = |figure: &Option<(i64, i64)>| figure.map_or("_".to_owned(), write);
            let months: Vec<_> = figures.iter().map(text).collect();
            let months = book(vec![kpi("k", "month", &fields)]).with("k", "2026-01", &months.join(" "));
            let quarters: Vec<_> = figures.chunks(3).map(|chunk| {
                let known: Vec<_> = chunk.iter().flatten().copied().collect();
                let sum = |of: fn(&(i64, i64)) -> i64| known.iter().map(of).sum::<i64>();
                match nature {
                    _ if known.is_empty() => "_".to_owned(),
                    "mean" => {
                        let value = Number::quotient(sum(|(v, n)| v * n), sum(|(_, n)| *n)).unwrap_or_default();
                        // Means that are no decimals can't be recorded: keep the sum and say so with n.
                        if value.is_whole() { format!("{value}({})", sum(|(_, n)| *n)) } else { String::new() }
                    }
                    _ => write((sum(|(a, _)| *a), sum(|(_, b)| *b))),
                }
            }).collect();
            prop_assume!(quarters.iter().all(|quarter| !quarter.is_empty()) || nature == "mean");
            if quarters.iter().any(String::is_empty) { continue; }
            let quarters = book(vec![kpi("k", "quarter", &fields)]).with("k", "2026-Q1", &quarters.join(" "));
            let year = |book: &Book| Engine::new(book, day("2027-01-01")).at(&key("k"), period("2026")).value;
            prop_assert_eq!(year(&months), year(&quarters));
        }
    }

    /// Sums do not ask for an order.
    #[test]
    fn sums_do_not_depend_on_order(figures in figures(), by in 0usize..12) {
        let total = |figures: &[Option<(i64, i64)>]| {
            let text = |figure: &Option<(i64, i64)>| figure.map_or("_".to_owned(), |(a, b)| format!("{a}/{b}"));
            let text: Vec<_> = figures.iter().map(text).collect();
            let book = book(vec![kpi("k", "month", r#""nature": "ratio""#)]).with("k", "2026-01", &text.join(" "));
            Engine::new(&book, day("2027-01-01")).at(&key("k"), period("2026"))
        };
        let mut turned = figures.clone();
        turned.rotate_left(by);
        prop_assert_eq!(total(&figures), total(&turned));
    }
}
