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
