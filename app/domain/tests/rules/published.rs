//! Progress as two governments published it, as an oracle: baseline, target and value are theirs, the figure is ours.

use vigie_domain::report::report;
use vigie_domain::testing::{book, day, kpi, number};
use vigie_domain::{Number, Query};

/// What the report says of a KPI with this baseline, target and value.
fn progress(baseline: &str, target: &str, value: &str) -> Number {
    let falls = number(target) < number(baseline);
    let direction = if falls { "down" } else { "up" };
    let fields = format!(
        r#""nature": "stock", "direction": "{direction}", "baseline": {{"period": "2020", "value": "{baseline}"}},
        "targets": [{{"set": "s", "points": [{{"period": "2024", "value": "{target}"}}]}}]"#
    );
    let book = book(vec![kpi("k", "year", &fields)]).with("k", "2022", value);
    let found = report(&book, &Query::on(day("2023-01-01"))).kpis.remove(0).progress;
    found.expect("a progress")
}

/// Whether a share is the published percentage, rounded to as many decimals as it was published with.
fn agrees(share: &Number, published: &str) -> bool {
    let decimals = published.split_once('.').map_or(0, |(_, decimals)| decimals.len() as u32);
    let difference = (&(share * &Number::int(100)) - &number(published)).abs();
    &difference * &Number::int(10_i64.pow(decimals) * 2) <= Number::ONE
}

fn rows(table: &str) -> impl Iterator<Item = Vec<&str>> {
    table.lines().filter(|line| !line.starts_with('#')).skip(1).map(|line| line.splitn(6, ',').collect())
}

#[test]
fn the_french_barometer_held_to_a_hundred() {
    let mut compared = 0;
    for row in rows(include_str!("../data/barometre-2023.csv")) {
        let [line, indicator, baseline, target, value, published] = row[..] else { panic!("{row:?}") };
        let found = progress(baseline, target, value).clamped();
        assert!(agrees(&found, published), "line {line}, {indicator}: {found} against {published} %");
        compared += 1;
    }
    assert_eq!(compared, 51);
}

/// 265 of 271 agree, to the last decimal published and without any bound; six rows say themselves why not.
#[test]
fn the_millennium_challenge_corporation() {
    let (mut compared, mut deviate) = (0, 0);
    for row in rows(include_str!("../data/mcc-2013.csv")) {
        let [line, baseline, target, value, published, why] = row[..] else { panic!("{row:?}") };
        let found = progress(baseline, target, value);
        assert_eq!(agrees(&found, published), why.is_empty(), "line {line}: {found} against {published} %");
        compared += 1;
        deviate += u32::from(!why.is_empty());
    }
    assert_eq!((compared, deviate), (271, 6));
}
