//! Each rule in a table; what holds for every cluster, for random ones.

use proptest::prelude::*;

use super::*;
use crate::kpi::Nature;
use crate::number::Number;
use crate::reading::{Figure, Reading, State};
use crate::series::Series;
use crate::status::Status;
use crate::testing::{book, cluster, day, key, kpi, number, period};

const TODAY: &str = "2026-08-01";

/// Clusters that have the same KPI `k`, monthly, each with its figures from January 2026.
fn alike(fields: &str, figures: &[&str]) -> Vec<Book> {
    figures.iter().map(|figures| one("month", fields).with("k", "2026-01", figures)).collect()
}

fn one(frequency: &str, fields: &str) -> Book {
    book(vec![kpi("k", frequency, fields)])
}

fn portfolio(books: &[Book]) -> Portfolio<'_> {
    Portfolio::new(books.iter().map(|book| (book, day(TODAY))))
}

fn total(books: &[Book], at: &str) -> Total {
    let portfolio = portfolio(books);
    let line = portfolio.line(&key("k")).expect("a line");
    line.at(period(at)).total.unwrap_or_else(|| panic!("{:?}", line.apart))
}

fn apart(books: &[Book]) -> Option<Apart> {
    portfolio(books).line(&key("k")).expect("a line").apart
}

/// Value, provisional, clusters in it and missing ones.
fn said(books: &[Book], at: &str) -> String {
    let total = total(books, at);
    let value = total.value.map_or("-".to_owned(), |value| value.to_string());
    let mark = if total.provisional { "?" } else { "" };
    format!("{value}{mark} {:?} {:?}", total.counted, total.missing)
}

#[test]
fn each_nature_has_its_own_total() {
    for (fields, figures, at, expected) in [
        (r#""nature": "stock""#, ["5 6 7", "10 _ 30"], "2026-03", "37 [0, 1] []"),
        // The last known of each within the period.
        (r#""nature": "stock""#, ["5 6 7", "10 20"], "2026-Q1", "27? [0, 1] []"),
        (r#""nature": "flow""#, ["5 6 7", "10 20 30"], "2026-Q1", "78 [0, 1] []"),
        // 1/2 and 50/100 are 51/102; 1/1 and 0/99 are 1 %, not 50 %.
        (r#""nature": "ratio""#, ["1/2", "50/100"], "2026-01", "0.5 [0, 1] []"),
        (r#""nature": "ratio", "ratio": {"scale": "100"}"#, ["1/1", "0/99"], "2026-01", "1 [0, 1] []"),
        (r#""nature": "mean""#, ["4(10)", "1(30)"], "2026-01", "1.75 [0, 1] []"),
    ] {
        assert_eq!(said(&alike(fields, &figures), at), expected, "{fields} {figures:?}");
    }
}

#[test]
fn who_is_missing_is_named_and_makes_it_provisional() {
    for (figures, expected) in [
        (["5", "6", "7"], "18 [0, 1, 2] []"),
        (["5", "_", "7"], "12? [0, 2] [1]"),
        (["5", "n.d.", "0"], "5? [0, 2] [1]"),
        // Where it is not applicable nothing is expected.
        (["5", "n/a", "7"], "12 [0, 2] []"),
        (["_", "_", "_"], "-? [] [0, 1, 2]"),
        (["n/a", "n/a", "n/a"], "- [] []"),
    ] {
        let books = alike(r#""nature": "stock""#, &figures);
        assert_eq!(said(&books, "2026-01"), expected, "{figures:?}");
    }
    // Who does not measure it at all is no cluster of the line.
    let mut books = alike(r#""nature": "stock""#, &["5", "6", "7"]);
    books[1].kpis[0].archived = true;
    books[2].kpis.clear();
    let portfolio = portfolio(&books);
    let line = portfolio.line(&key("k")).expect("a line");
    assert_eq!(
        (line.clusters(), line.kpi_of(0).is_some(), line.kpi_of(1).is_some()),
        (&[0][..], true, false)
    );
    assert_eq!(said(&books, "2026-01"), "5 [0] []");
}

#[test]
fn a_denominator_of_nought_counts_with_its_parts() {
    let books = alike(r#""nature": "ratio""#, &["0/0", "1/4"]);
    let total = total(&books, "2026-01");
    assert_eq!((total.value, total.counted), (Some(number("0.25")), vec![0, 1]));
    let nothing = alike(r#""nature": "ratio""#, &["0/0", "0/0"]);
    assert_eq!(said(&nothing, "2026-01"), "-? [0, 1] []");
    let nobody = alike(r#""nature": "mean""#, &["4(0)", "3(2)"]);
    assert_eq!(said(&nobody, "2026-01"), "3 [0, 1] []");
}

#[test]
fn what_never_adds_has_no_total() {
    let labels = r#""labels": [{"en": "a"}, {"en": "b"}]"#;
    let steps = r#""steps": [{"en": "a"}, {"en": "b"}]"#;
    let k = || key("k");
    for (fields, expected) in [
        (r#""nature": "distinct""#.to_owned(), Apart::Distinct { kpi: k() }),
        (format!(r#""nature": "scale", {labels}"#), Apart::Steps { kpi: k() }),
        (format!(r#""nature": "milestones", {steps}"#), Apart::Steps { kpi: k() }),
    ] {
        let books = alike(&fields, &["1", "2"]);
        assert_eq!(apart(&books), Some(expected), "{fields}");
        let portfolio = portfolio(&books);
        let row = portfolio.line(&k()).expect("a line").at(period("2026-01"));
        assert_eq!((row.total, row.cells.iter().flatten().count()), (None, 2));
        assert_eq!(apart(&books[..1]), None, "one is itself");
    }
}

#[test]
fn definitions_that_differ_are_named() {
    let differs = |what| Some(Apart::Differs { kpi: key("k"), what });
    for (one, other, expected) in [
        (r#""nature": "stock""#, r#""nature": "flow""#, differs(Aspect::Nature)),
        (r#""nature": "flow", "unit": "EUR""#, r#""nature": "flow", "unit": "USD""#, differs(Aspect::Unit)),
        (r#""nature": "flow""#, r#""nature": "flow", "direction": "down""#, differs(Aspect::Direction)),
        (
            r#""nature": "ratio", "ratio": {"scale": "100"}"#,
            r#""nature": "ratio", "ratio": {"scale": "1"}"#,
            differs(Aspect::Parts),
        ),
        (
            r#""nature": "ratio", "ratio": {"numerator": "stock"}"#,
            r#""nature": "ratio", "ratio": {"numerator": "flow"}"#,
            differs(Aspect::Parts),
        ),
        (
            r#""nature": "flow", "decimals": 2, "lag": 3"#,
            r#""nature": "flow", "definition": {"en": "x"}"#,
            None,
        ),
    ] {
        let figure = if one.contains("ratio") { "1/2" } else { "1" };
        assert_eq!(apart(&[alike(one, &[figure]), alike(other, &[figure])].concat()), expected, "{other}");
    }
}

#[test]
fn the_coarsest_frequency_rules() {
    let fields = r#""nature": "flow""#;
    let books = [
        one("month", fields).with("k", "2026-01", "1 2 3 4 5 6"),
        one("quarter", fields).with("k", "2026-Q1", "10 20"),
    ];
    let portfolio = portfolio(&books);
    let line = portfolio.line(&key("k")).expect("a line");
    assert_eq!(line.granularity(Some(crate::Granularity::Month)), crate::Granularity::Quarter);
    assert_eq!(line.period_up_to(period("2026-05")), period("2026-Q1"));
    assert_eq!(line.period_up_to(period("2026-06")), period("2026-Q2"));
    assert_eq!(said(&books, "2026-Q2"), "35 [0, 1] []");
    let periods: Vec<_> = line.periods(None, 24).iter().map(ToString::to_string).collect();
    assert_eq!(periods, ["2026-Q1", "2026-Q2"]);
}

/// Years that begin otherwise: periods are civil, and a cluster counts where its own periods fill them.
#[test]
fn financial_years_meet_on_the_calendar() {
    let fields = r#""nature": "flow""#;
    let starting = |month, frequency, from, figures: &str| {
        let mut book = one(frequency, fields);
        book.cluster.financial_year_starts = FinancialYear::starting(month).expect("a month");
        book.with("k", from, figures)
    };
    let civil = || starting(1, "month", "2025-01", &"1 ".repeat(18));
    let july = || starting(7, "month", "2025-01", &"10 ".repeat(18));
    let books = [civil(), july()];
    assert!(!portfolio(&books).years_agree());
    assert_eq!(said(&books, "2025"), "132 [0, 1] []");
    assert_eq!(said(&books, "2026-Q1"), "33 [0, 1] []");
    // Quarters from July are civil ones by other names: what is July to September here is the first there.
    let quarters = [civil(), starting(7, "quarter", "2025-Q1", "100")];
    assert_eq!(said(&quarters, "2025-Q3"), "103 [0, 1] []");
    // Quarters from February fill no civil one.
    let february = [civil(), starting(2, "quarter", "2025-Q1", "100 100 100 100")];
    assert_eq!(said(&february, "2025-Q2"), "3? [0] [1]");
    // Who agrees keeps the common year.
    let both = [july(), july()];
    assert_eq!((portfolio(&both).years_agree(), said(&both, "2025").as_str()), (true, "240 [0, 1] []"));
}

fn formulas(formulas: [&str; 2], operands: [[&str; 2]; 2]) -> Vec<Book> {
    formulas
        .iter()
        .zip(operands)
        .map(|(formula, [a, b])| {
            let formula = format!(r#""nature": "formula", "formula": "{formula}""#);
            let kpis = vec![
                kpi("a", "month", r#""nature": "flow""#),
                kpi("b", "month", r#""nature": "stock""#),
                kpi("k", "month", &formula),
            ];
            book(kpis).with("a", "2026-01", a).with("b", "2026-01", b)
        })
        .collect()
}

#[test]
fn a_formula_is_computed_from_the_totals_of_its_operands() {
    let same = ["a / b"; 2];
    assert_eq!(said(&formulas(same, [["10", "2"], ["20", "8"]]), "2026-01"), "3 [0, 1] []");
    // Operands of the same clusters only: the second has no b.
    assert_eq!(said(&formulas(same, [["10", "2"], ["20", "_"]]), "2026-01"), "5? [0] [1]");
    let growth = ["(a - prev(a)) / prev(a)"; 2];
    assert_eq!(said(&formulas(growth, [["10 20", "1"], ["30 40", "1"]]), "2026-02"), "0.5 [0, 1] []");
    // Formulas over formulas.
    let mut over = formulas(same, [["10", "2"], ["20", "8"]]);
    for book in &mut over {
        book.kpis[2].key = key("inner");
        book.kpis.push(kpi("k", "month", r#""nature": "formula", "formula": "inner * 2 + inner""#));
    }
    assert_eq!(said(&over, "2026-01"), "9 [0, 1] []");
    // A circle ends.
    for book in &mut over {
        book.kpis[2].formula = Some("k + 1".to_owned());
    }
    assert_eq!(said(&over, "2026-01"), "-? [] [0, 1]");
}

#[test]
fn a_formula_is_apart_where_its_operands_are() {
    let mut books = formulas(["a / b"; 2], [["1", "1"], ["1", "1"]]);
    books[1].kpis[0].unit = "USD".to_owned();
    let unit = Apart::Differs { kpi: key("a"), what: Aspect::Unit };
    assert_eq!(apart(&books), Some(unit));
    let other = formulas(["a / b", "a * b"], [["1", "1"], ["1", "1"]]);
    assert_eq!(apart(&other), Some(Apart::Differs { kpi: key("k"), what: Aspect::Formula }));
    let spaces = formulas(["a / b", "(a / b)"], [["1", "1"], ["1", "1"]]);
    assert_eq!(apart(&spaces), None);
    let mut heads = formulas(["a / b"; 2], [["1", "1"], ["1", "1"]]);
    for book in &mut heads {
        book.kpis[0].nature = Nature::Distinct;
    }
    assert_eq!(apart(&heads), Some(Apart::Distinct { kpi: key("a") }));
    heads[1].kpis.remove(0);
    assert_eq!(apart(&heads), Some(Apart::Operand { kpi: key("a") }));
}

#[test]
fn a_change_is_of_the_same_clusters_and_across_no_break() {
    let fields = r#""nature": "stock""#;
    let delta = |books: &[Book], at| total(books, at).delta.map(|delta| delta.to_string());
    assert_eq!(delta(&alike(fields, &["5 7", "10 11"]), "2026-02"), Some("3".to_owned()));
    assert_eq!(delta(&alike(fields, &["5 7", "_ 11"]), "2026-02"), None);
    let mut broken = alike(fields, &["5 7", "10 11"]);
    let version = r#"[{"from": "2026-02", "reason": "counted anew", "breaks": true}]"#;
    broken[1].kpis[0].versions = serde_json::from_str(version).expect("versions");
    assert_eq!((delta(&broken, "2026-02"), total(&broken, "2026-02").breaks), (None, true));
    let portfolio = portfolio(&broken);
    let row = portfolio.line(&key("k")).expect("a line").at(period("2026-02"));
    let deltas: Vec<_> = row.cells.into_iter().flatten().map(|cell| cell.delta).collect();
    assert_eq!(deltas, [Some(number("2")), None]);
}

const LEVEL: &str = r#""nature": "stock", "baseline": {"period": "2025-12", "value": "100"},
    "targets": [{"set": "State", "points": [{"period": "2026-12", "value": "220"}]}]"#;

#[test]
fn plans_add_up_where_all_have_the_same() {
    let plan = total(&alike(LEVEL, &["110", "100"]), "2026-01").plan.expect("a plan");
    assert_eq!(
        (plan.path, plan.goal, plan.progress),
        (number("220"), number("440"), Number::quotient(10, 240))
    );
    // 210 where 220 is expected on the way from 200 to 440: 10 of 240 is within 5 %.
    assert_eq!((plan.set.as_str(), plan.status), ("State", Status::OnTrack));
    // Who has no figure is left out of the plan as well.
    let without = total(&alike(LEVEL, &["110", "_"]), "2026-01").plan.expect("a plan");
    assert_eq!((without.path, without.status), (number("110"), Status::OnTrack));
    let other_set = LEVEL.replace("State", "internal");
    let other_tolerance = format!(r#"{LEVEL}, "tolerance": {{"green": "0"}}"#);
    for other in [r#""nature": "stock""#, &other_set, &other_tolerance] {
        let books = [alike(LEVEL, &["110"]), alike(other, &["100"])].concat();
        assert_eq!(total(&books, "2026-01").plan, None, "{other}");
    }
}

#[test]
fn another_target_set_judges_all() {
    let two = LEVEL.replace(
        r#""targets": ["#,
        r#""targets": [{"set": "internal", "points": [{"period": "2026-12", "value": "100"}]}, "#,
    );
    let books = alike(&two, &["110", "100"]);
    let plan = |set| {
        let portfolio = portfolio(&books).by_set(set);
        let row = portfolio.line(&key("k")).expect("a line").at(period("2026-01"));
        row.total.and_then(|total| total.plan).map(|plan| (plan.set, plan.status))
    };
    assert_eq!(plan(None), Some(("internal".to_owned(), Status::Met)));
    assert_eq!(plan(Some("State")), Some(("State".to_owned(), Status::OnTrack)));
    assert_eq!(plan(Some("Region")), None);
}

#[test]
fn shares_and_means_have_no_plan_together() {
    let targets = r#""targets": [{"set": "s", "points": [{"period": "2026-12", "value": "1"}]}]"#;
    let shares = alike(&format!(r#""nature": "ratio", {targets}"#), &["1/2", "1/2"]);
    assert_eq!(total(&shares, "2026-01").plan, None);
    let informational = LEVEL.replace(r#""nature": "stock""#, r#""nature": "stock", "direction": "none""#);
    assert_eq!(total(&alike(&informational, &["1", "2"]), "2026-01").plan, None);
}

#[test]
fn flows_are_planned_together_over_one_window() {
    let fields =
        r#""nature": "flow", "targets": [{"set": "s", "points": [{"period": "2026", "value": "120"}]}]"#;
    let plan = total(&alike(fields, &["10 10", "5 5"]), "2026-02").plan.expect("a plan");
    assert_eq!((plan.running, plan.path, plan.goal), (Some(number("30")), number("40"), number("240")));
    assert_eq!((plan.progress, plan.status), (Number::quotient(1, 8), Status::OnTrack));
    let span = fields.replace(r#""set": "s","#, r#""set": "s", "span": {"from": "2025", "to": "2026"},"#);
    let books = [alike(fields, &["10"]), alike(&span, &["10"])].concat();
    assert_eq!(total(&books, "2026-01").plan, None);
}

#[test]
fn objectives_stand_side_by_side() {
    let objective = |id: &str| {
        let text = format!(
            r#"{{"id": "{id}", "title": {{"en": "{id}"}}, "kpis": [{{"key": "k"}}],
            "children": [{{"id": "{id}-child", "title": {{"en": "Child"}}, "kpis": [{{"key": "k"}}]}}]}}"#
        );
        serde_json::from_str(&text).expect("an objective")
    };
    let mut books = alike(LEVEL, &["110 120 130 140 150 160 160", "100"]);
    books[0].objectives = vec![objective("grow")];
    books[1].objectives = vec![objective("other"), objective("grow")];
    let portfolio = portfolio(&books);
    let lines: Vec<_> = portfolio
        .objectives()
        .iter()
        .map(|line| {
            let has: Vec<_> = line.clusters.iter().map(Option::is_some).collect();
            format!(
                "{} {} {:?}",
                line.title.iter().map(|(_, text)| text).next().unwrap_or_default(),
                line.is_child,
                has
            )
        })
        .collect();
    assert_eq!(
        lines,
        [
            "grow false [true, true]",
            "Child true [true, true]",
            "other false [false, true]",
            "Child true [false, true]"
        ]
    );
    assert_eq!(
        portfolio.objectives()[0].clusters[0].as_ref().expect("there").attainment,
        Some(number("0.5"))
    );
}

/// The same definitions with some of the readings, and others.
fn relative(book: &Book, seed: u64) -> Book {
    let mut other = book.clone();
    let mut random = crate::testing::Random::new(seed);
    let all: Vec<Reading> = book.readings.iter().cloned().collect();
    for reading in all {
        if random.chance(30) {
            other.readings.remove(&reading.kpi, reading.period);
        } else if let (Figure::Value(value), true) = (&reading.figure, random.chance(50)) {
            let is_count = other
                .kpi(&reading.kpi)
                .is_some_and(|kpi| !matches!(kpi.nature, Nature::Milestones | Nature::Scale));
            if is_count {
                let figure = Figure::Value(value + &Number::int(i64::from(random.below(9))));
                other.readings.insert(Reading { figure, ..reading });
            }
        }
    }
    other
}

fn total_is_itself(seed: u64) {
    let book = cluster(seed);
    let portfolio = Portfolio::new([(&book, day("2025-02-01"))]);
    let engine = Engine::new(&book, day("2025-02-01"));
    for kpi in portfolio.kpis() {
        let line = portfolio.line(&kpi.key).expect("a line");
        let series = Series::new(&engine, kpi, None);
        let adds = matches!(kpi.nature, Nature::Stock | Nature::Flow);
        let judged = matches!(kpi.direction, crate::Direction::Up | crate::Direction::Down);
        for at in line.periods(None, 8) {
            let (row, total) = (series.row(at), line.at(at).total.expect("of one"));
            assert_eq!(
                (&total.value, &total.numerator, &total.denominator),
                (&row.value, &row.numerator, &row.denominator)
            );
            if row.state == State::Known {
                assert_eq!(total.provisional, row.provisional);
            }
            if let Some(plan) = &total.plan {
                assert_eq!((Some(plan.status), &plan.progress), (row.status, &row.progress));
                assert_eq!((Some(&plan.path), Some(&plan.goal)), (row.target.as_ref(), row.goal.as_ref()));
            } else if total.value.is_some() && adds && judged {
                assert!(row.target.is_none() || row.goal.is_none());
            }
        }
    }
}

/// A flow of which nothing lies in the span of its target: there is a path, and no data to compare with it, in the total too.
#[test]
fn what_is_compared_with_nothing_is_so_in_the_total() {
    total_is_itself(12_014_591_174_475_999_846);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn the_total_of_one_cluster_is_itself(seed in any::<u64>()) {
        total_is_itself(seed);
    }

    #[test]
    fn the_order_of_clusters_changes_nothing(seed in any::<u64>()) {
        let book = cluster(seed);
        let (second, third) = (relative(&book, seed ^ 1), relative(&book, seed ^ 2));
        let today = day("2025-02-01");
        let one = Portfolio::new([(&book, today), (&second, today), (&third, today)]);
        let other = Portfolio::new([(&third, today), (&book, today), (&second, today)]);
        let renamed = |places: &[usize]| {
            let mut places: Vec<_> = places.iter().map(|at| [1, 2, 0][*at]).collect();
            places.sort_unstable();
            places
        };
        for kpi in one.kpis() {
            let (one, other) = (one.line(&kpi.key).expect("a line"), other.line(&kpi.key).expect("a line"));
            prop_assert_eq!(&one.apart, &other.apart);
            for at in one.periods(None, 6) {
                let Some((a, b)) = one.at(at).total.zip(other.at(at).total) else { continue };
                prop_assert_eq!((&a.value, &a.delta, a.provisional, &a.plan), (&b.value, &b.delta, b.provisional, &b.plan));
                prop_assert_eq!((renamed(&a.counted), renamed(&a.missing)), (b.counted.clone(), b.missing.clone()));
            }
        }
    }

    /// What adds adds, shares divide what was added, and a total is whole only where every cluster is.
    #[test]
    fn a_total_is_made_of_its_clusters(seed in any::<u64>()) {
        let book = cluster(seed);
        let second = relative(&book, seed ^ 1);
        let today = day("2025-02-01");
        let portfolio = Portfolio::new([(&book, today), (&second, today)]);
        for kpi in portfolio.kpis() {
            let line = portfolio.line(&kpi.key).expect("a line");
            for at in line.periods(None, 6) {
                let row = line.at(at);
                let Some(total) = row.total else { continue };
                let rolled: Vec<_> = total.counted.iter().filter_map(|at| row.cells[*at].as_ref()).map(|cell| &cell.rolled).collect();
                let sum = |of: &dyn Fn(&crate::rollup::Rolled) -> Option<Number>| {
                    rolled.iter().filter_map(|rolled| of(rolled)).fold(Number::ZERO, |sum, part| &sum + &part)
                };
                if let Some(value) = &total.value {
                    match kpi.nature {
                        Nature::Stock | Nature::Flow => prop_assert_eq!(value, &sum(&|rolled| rolled.value.clone())),
                        Nature::Ratio => {
                            let (upper, lower) = (sum(&|rolled| rolled.numerator.clone()), sum(&|rolled| rolled.denominator.clone()));
                            let expected = upper.divided_by(&lower).map(|quotient| &quotient * &kpi.ratio_parts().scale);
                            prop_assert_eq!(Some(value), expected.as_ref());
                        }
                        Nature::Mean => {
                            let values: Vec<_> = rolled.iter().filter_map(|rolled| rolled.value.clone()).collect();
                            prop_assert!(values.iter().any(|each| each <= value) && values.iter().any(|each| each >= value));
                        }
                        _ => {}
                    }
                }
                if !total.missing.is_empty() {
                    prop_assert!(total.provisional);
                }
                prop_assert_eq!(total.expected(), total.counted.len() + total.missing.len());
            }
        }
    }
}
