//! Arithmetic and the calendar against tables that Python wrote (`tests/worked/tables.py`).

use vigie_domain::testing::{day, number, period};
use vigie_domain::{FinancialYear, Granularity, Number};

fn rows(table: &str) -> impl Iterator<Item = Vec<&str>> {
    table.lines().skip(1).map(|line| line.split(',').collect())
}

#[test]
fn numbers_are_written_as_python_writes_them() {
    for row in rows(include_str!("../worked/numbers.csv")) {
        let [a, b, sum, difference, product, quotient] = row[..] else { panic!("six columns: {row:?}") };
        let (x, y) = (number(a), number(b));
        assert_eq!((&x + &y).to_string(), sum, "{a} + {b}");
        assert_eq!((&x - &y).to_string(), difference, "{a} - {b}");
        assert_eq!((&x * &y).to_string(), product, "{a} * {b}");
        let found = x.divided_by(&y).as_ref().map(Number::to_string).unwrap_or_default();
        assert_eq!(found, quotient, "{a} / {b}");
    }
}

/// Sums of fractions, by hand.
#[test]
fn quotients_stay_fractions() {
    let of = |(numerator, denominator)| Number::quotient(numerator, denominator).expect("a number");
    for (a, b, sum, difference) in [
        ((1, 2), (1, 3), (5, 6), (1, 6)),
        ((1, 6), (1, 4), (5, 12), (-1, 12)),
        ((7, 12), (5, 18), (31, 36), (11, 36)),
        ((1, 3), (2, 3), (1, 1), (-1, 3)),
        ((-3, 10), (1, 15), (-7, 30), (-11, 30)),
        ((5, 1), (1, 7), (36, 7), (34, 7)),
    ] {
        assert_eq!(&of(a) + &of(b), of(sum), "{a:?} + {b:?}");
        assert_eq!(&of(a) - &of(b), of(difference), "{a:?} - {b:?}");
    }
}

/// Of small and of long numbers.
#[test]
fn signs_are_known() {
    for (text, negative) in [
        ("0", false),
        ("-0.5", true),
        ("7", false),
        ("999999999999999999.9999999999", false),
        ("-999999999999999999.9999999999", true),
    ] {
        let found = number(text);
        assert_eq!((found.is_negative(), found.abs().is_negative()), (negative, false), "{text}");
        assert_eq!(found.abs() == found, !negative, "{text}");
    }
}

/// For drawing: the nearest that a screen's arithmetic has.
#[test]
fn floats_are_the_nearest() {
    let third = Number::quotient(1, 3).expect("a number");
    for (found, expected) in [
        (number("0.25").to_f64(), 0.25),
        (number("-1234.5").to_f64(), -1234.5),
        (number("0.1").to_f64(), 0.1),
        (third.to_f64(), 1.0 / 3.0),
        (number("999999999999999999.9999999999").to_f64(), 1e18),
    ] {
        assert!((found - expected).abs() <= f64::EPSILON * expected.abs(), "{found} is not {expected}");
    }
}

#[test]
fn financial_years_from_every_month() {
    for row in rows(include_str!("../worked/calendar.csv")) {
        let [starts, name, first, last, days, before, year_before, half, year] = row[..] else {
            panic!("nine columns: {row:?}")
        };
        let fy = FinancialYear::starting(starts.parse().expect("a month")).expect("a month");
        let found = period(name);
        assert_eq!(
            (found.first_day(fy), found.last_day(fy)),
            (day(first), day(last)),
            "{name} from {starts}"
        );
        let length = found.last_day(fy).signed_duration_since(found.first_day(fy)).num_days() + 1;
        assert_eq!(length.to_string(), days);
        assert_eq!((found.prev(), found.prev().next()), (period(before), found));
        assert_eq!(found.same_last_year(), period(year_before));
        if !half.is_empty() {
            assert_eq!(found.parent(Granularity::Half, fy), Some(period(half)));
        }
        assert_eq!(found.financial_year(fy), period(year));
        assert!(!found.is_closed(day(last), fy) && found.next().first_day(fy) > day(last));
    }
}
