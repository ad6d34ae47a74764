//! Days, neighbours, parents and children of a period.

use chrono::{Datelike, Days, NaiveDate};

use super::{FinancialYear, Granularity, Period};

/// Months numbered from year 0, first and last included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Months {
    pub first: i32,
    pub last: i32,
}

impl Months {
    pub fn covers(self, inner: Months) -> bool {
        self.first <= inner.first && inner.last <= self.last
    }

    pub fn overlaps(self, other: Months) -> bool {
        self.first <= other.last && other.first <= self.last
    }

    /// Whether a period ends in one of them.
    pub fn has_end_of(self, period: Period, fy: FinancialYear) -> bool {
        (self.first..=self.last).contains(&period.months(fy).last)
    }

    /// Ordinals of the periods of a granularity that lie wholly inside; empty when the first exceeds the last.
    pub fn inside(self, granularity: Granularity, fy: FinancialYear) -> (i32, i32) {
        let (size, offset) = (granularity.months(), granularity.offset(fy));
        ((self.first - offset + size - 1).div_euclid(size), (self.last - offset + 1).div_euclid(size) - 1)
    }

    /// Ordinals of the periods of a granularity that touch the span.
    pub fn touching(self, granularity: Granularity, fy: FinancialYear) -> (i32, i32) {
        let (size, offset) = (granularity.months(), granularity.offset(fy));
        ((self.first - offset).div_euclid(size), (self.last - offset).div_euclid(size))
    }
}

impl Granularity {
    fn offset(self, fy: FinancialYear) -> i32 {
        if self == Granularity::Month { 0 } else { fy.offset() }
    }
}

fn month_of(date: NaiveDate) -> i32 {
    date.year() * 12 + date.month0() as i32
}

fn first_of_month(month: i32) -> NaiveDate {
    NaiveDate::from_ymd_opt(month.div_euclid(12), month.rem_euclid(12) as u32 + 1, 1)
        .unwrap_or(NaiveDate::MAX)
}

impl Period {
    pub fn of_date(date: NaiveDate, granularity: Granularity, fy: FinancialYear) -> Period {
        Period::of_month(month_of(date), granularity, fy)
    }

    pub(crate) fn of_month(month: i32, granularity: Granularity, fy: FinancialYear) -> Period {
        let ordinal = (month - granularity.offset(fy)).div_euclid(granularity.months());
        Period::new(granularity, ordinal)
    }

    pub fn months(self, fy: FinancialYear) -> Months {
        let size = self.granularity.months();
        let first = self.ordinal * size + self.granularity.offset(fy);
        Months { first, last: first + size - 1 }
    }

    pub fn first_day(self, fy: FinancialYear) -> NaiveDate {
        first_of_month(self.months(fy).first)
    }

    pub fn last_day(self, fy: FinancialYear) -> NaiveDate {
        let next = first_of_month(self.months(fy).last + 1);
        next.pred_opt().unwrap_or(next)
    }

    /// Closed once its last day is before today.
    pub fn is_closed(self, today: NaiveDate, fy: FinancialYear) -> bool {
        self.last_day(fy) < today
    }

    /// The latest period of a granularity that is closed.
    pub fn last_closed(today: NaiveDate, granularity: Granularity, fy: FinancialYear) -> Period {
        Period::of_date(today, granularity, fy).prev()
    }

    /// The latest period that ended at least one day more than `days` before today: its last day + `days` < today.
    pub fn last_ended_before(
        today: NaiveDate,
        days: u16,
        granularity: Granularity,
        fy: FinancialYear,
    ) -> Period {
        let day = today.checked_sub_days(Days::new(days.into())).unwrap_or(today);
        Period::last_closed(day, granularity, fy)
    }

    pub fn shift(self, by: i32) -> Period {
        Period::new(self.granularity, self.ordinal + by)
    }

    pub fn next(self) -> Period {
        self.shift(1)
    }

    pub fn prev(self) -> Period {
        self.shift(-1)
    }

    pub fn same_last_year(self) -> Period {
        self.shift(-self.granularity.per_year())
    }

    /// The period of a coarser (or the same) granularity in which this one ends; none for a finer one.
    pub fn parent(self, granularity: Granularity, fy: FinancialYear) -> Option<Period> {
        (granularity >= self.granularity).then(|| Period::of_month(self.months(fy).last, granularity, fy))
    }

    /// The periods of a finer (or the same) granularity inside; none for a coarser one.
    pub fn children(self, granularity: Granularity, fy: FinancialYear) -> Vec<Period> {
        let (first, last) = self.months(fy).inside(granularity, fy);
        (first..=last).map(|ordinal| Period::new(granularity, ordinal)).collect()
    }

    /// The financial year in which the period ends.
    pub fn financial_year(self, fy: FinancialYear) -> Period {
        Period::of_month(self.months(fy).last, Granularity::Year, fy)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn every_start() -> impl Iterator<Item = FinancialYear> {
        (1..=12).filter_map(FinancialYear::starting)
    }

    #[test]
    fn spans_overlap_where_they_share_a_month() {
        let span = |first, last| Months { first, last };
        for (a, b, expected) in [
            (span(1, 3), span(3, 5), true),
            (span(1, 3), span(4, 5), false),
            (span(4, 5), span(1, 3), false),
            (span(1, 9), span(4, 5), true),
            (span(4, 5), span(1, 9), true),
        ] {
            assert_eq!(a.overlaps(b), expected, "{a:?} {b:?}");
        }
    }

    /// Two hundred years of days, each financial-year start, each granularity, against the civil calendar.
    #[test]
    fn every_day_lies_in_exactly_its_period() {
        let start = NaiveDate::from_ymd_opt(1900, 1, 1).expect("a date");
        for fy in every_start() {
            for granularity in Granularity::ALL {
                let mut period = Period::of_date(start, granularity, fy);
                for date in start.iter_days().take(200 * 365 + 49) {
                    if date > period.last_day(fy) {
                        assert_eq!(date, period.next().first_day(fy));
                        period = period.next();
                    }
                    assert_eq!(Period::of_date(date, granularity, fy), period);
                }
            }
        }
    }

    #[test]
    fn children_tile_their_parent() {
        for fy in every_start() {
            for coarse in Granularity::ALL {
                for fine in Granularity::ALL.into_iter().filter(|fine| *fine <= coarse) {
                    for ordinal in 7900..8000 {
                        let parent = Period::new(coarse, ordinal / 12 * coarse.per_year() + 1);
                        let children = parent.children(fine, fy);
                        assert_eq!(children.len() as i32, coarse.months() / fine.months());
                        assert!(children.windows(2).all(|pair| pair[0].next() == pair[1]));
                        assert_eq!(children[0].first_day(fy), parent.first_day(fy));
                        assert!(children.iter().all(|child| child.parent(coarse, fy) == Some(parent)));
                    }
                }
            }
        }
    }

    #[test]
    fn a_financial_year_from_july() {
        let fy = FinancialYear::starting(7).expect("a month");
        let day = |text: &str| text.parse::<NaiveDate>().expect("a date");
        let period = |text: &str| Period::parse(text).expect("a period");
        assert_eq!(period("2026").first_day(fy), day("2026-07-01"));
        assert_eq!(period("2026").last_day(fy), day("2027-06-30"));
        assert_eq!(period("2026-Q1").last_day(fy), day("2026-09-30"));
        assert_eq!(period("2026-07").first_day(fy), day("2026-07-01"));
        assert_eq!(period("2026-06").parent(Granularity::Year, fy), Some(period("2025")));
        assert_eq!(period("2026").parent(Granularity::Month, fy), None);
        assert_eq!(period("2026-Q1").same_last_year(), period("2025-Q1"));
    }

    #[test]
    fn closed_and_overdue_are_counted_from_the_last_day() {
        let day = |text: &str| text.parse::<NaiveDate>().expect("a date");
        let july = Period::parse("2026-07").expect("a period");
        assert!(!july.is_closed(day("2026-07-31"), FinancialYear::CIVIL));
        assert!(july.is_closed(day("2026-08-01"), FinancialYear::CIVIL));
        let overdue =
            |today| Period::last_ended_before(day(today), 15, Granularity::Month, FinancialYear::CIVIL);
        assert_eq!(overdue("2026-08-15").to_string(), "2026-06");
        assert_eq!(overdue("2026-08-16").to_string(), "2026-07");
    }
}
