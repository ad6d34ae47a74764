//! Formulas that no check has passed: no syntax tree and no readings make an evaluation panic, or take long.

use proptest::prelude::*;
use vigie_domain::report::report;
use vigie_domain::testing::{book, day, key, kpi, period};
use vigie_domain::{Figure, Kpi, Number, Query, Reading};

fn formula(key: &str, text: &str) -> Kpi {
    kpi(key, "month", &format!(r#""nature": "formula", "formula": "{text}""#))
}

/// Any syntax tree up to a depth, over KPIs that are recorded, over formulas in a circle, and over nobody.
fn expression() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        5 => prop::sample::select(vec!["a", "b", "f0", "f1", "f2", "nobody"]).prop_map(str::to_owned),
        2 => prop::sample::select(vec!["0", "0.5", "100", "999999999999999999.9999999999"]).prop_map(str::to_owned),
    ];
    leaf.prop_recursive(6, 60, 3, |inner| {
        let one = prop::sample::select(vec!["prev", "same_period_last_year"]);
        let many = prop::sample::select(vec!["sum", "avg", "min", "max"]);
        let operator = prop::sample::select(vec!["+", "-", "*", "/"]);
        prop_oneof![
            1 => (one, inner.clone()).prop_map(|(name, x)| format!("{name}({x})")),
            1 => inner.clone().prop_map(|x| format!("-({x})")),
            1 => (many, prop::collection::vec(inner.clone(), 1..4))
                .prop_map(|(name, all)| format!("{name}({})", all.join(", "))),
            3 => (inner.clone(), operator, inner).prop_map(|(x, with, y)| format!("({x}) {with} ({y})")),
        ]
    })
}

/// Mostly small, sometimes 0 or as long as an input may be.
fn figure() -> impl Strategy<Value = Number> {
    let scaled = |(n, places): (i64, u32)| Number::quotient(n, 10_i64.pow(places)).unwrap_or_default();
    prop_oneof![
        4 => (-200i64..200, 0u32..2).prop_map(scaled),
        1 => (-999_999_999_999_999_999i64..=999_999_999_999_999_999, 0u32..=10).prop_map(scaled),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    #[test]
    fn no_formula_and_no_readings_make_an_evaluation_panic(
        formulas in prop::collection::vec(expression(), 3),
        figures in prop::collection::vec(prop::option::of(figure()), 18),
    ) {
        let mut kpis = vec![kpi("a", "month", r#""nature": "flow""#), kpi("b", "quarter", r#""nature": "ratio""#)];
        kpis.extend(formulas.iter().enumerate().map(|(i, text)| formula(&format!("f{i}"), text)));
        let mut book = book(kpis).with("b", "2025-Q1", "1/2 0/0 -5/3");
        for (month, figure) in figures.into_iter().enumerate() {
            let Some(figure) = figure.map(Figure::Value) else { continue };
            let period = period("2025-01").shift(month as i32);
            book.readings.insert(Reading { kpi: key("a"), period, figure, comment: None });
        }
        let found = report(&book, &Query::on(day("2026-07-01")));
        prop_assert_eq!(found.kpis.len(), 5);
        for row in found.kpis.iter().flat_map(|kpi| &kpi.periods) {
            prop_assert_eq!(row.value.is_some(), row.state == vigie_domain::State::Known, "{:?}", row);
        }
    }
}

/// The longest chain, 32 of them one inside the other, on a small stack such as the browser's.
#[test]
fn the_longest_and_the_deepest_formula_fit_a_small_stack() {
    let run = || {
        let mut kpis = vec![kpi("k0", "month", r#""nature": "flow""#)];
        for i in 1..=34 {
            let below = format!("k{}", i - 1);
            let formula = match i % 2 {
                0 => format!("{below}{}", "+1".repeat(990)),
                _ => format!("{}{below}{}", "(1 + ".repeat(60), ")".repeat(60)),
            };
            kpis.push(self::formula(&format!("k{i}"), &formula));
        }
        // And a cycle in which every formula names itself many times.
        kpis.push(formula("c", "k0 + c * c - prev(c) / c"));
        let book = book(kpis).with("k0", "2026-01", "1");
        let value = |name: &str| {
            let query = Query { kpi: Some(key(name)), ..Query::on(day("2026-02-01")) };
            let found = report(&book, &query).kpis.remove(0);
            found.periods.last().and_then(|row| row.value.clone())
        };
        assert_eq!(value("k32"), Some(Number::int(1 + 16 * 60 + 16 * 990)));
        assert_eq!((value("k34"), value("c")), (None, None));
    };
    let small = std::thread::Builder::new().stack_size(1 << 20).spawn(run).expect("a thread");
    small.join().expect("it fits");
}
