//! What a reader may narrow a dashboard to: some of the periods that it shows, never others.
//!
//! A handful of choices rather than any two periods: they fit on a phone, each has one address and one page that can be kept,
//! and a dashboard that is finished can have all of them with it.

use std::fmt;

use chrono::NaiveDate;

use crate::period::{self, FinancialYear, Granularity, Months, Period};

/// Months up to the last closed one.
const LAST: [u16; 4] = [12, 36, 60, 120];
/// Financial years, the latest ones.
const YEARS: i32 = 3;

/// Written `12m`, `2026`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Narrow {
    /// So many months up to the last closed one; whole years of them.
    Last(u16),
    /// A financial year by its number.
    Year(i32),
}

impl Narrow {
    /// None also for what is written in another way than [`Narrow`] writes it.
    pub fn parse(text: &str) -> Option<Narrow> {
        let narrow = match text.strip_suffix('m') {
            Some(months) => Narrow::Last(months.parse().ok().filter(|months| LAST.contains(months))?),
            None => Narrow::Year(text.parse().ok().filter(|year| period::YEARS.contains(year))?),
        };
        (narrow.to_string() == text).then_some(narrow)
    }

    /// A period belongs to it where it ends in these months ([`Months::has_end_of`]): so a year has four quarters whatever the
    /// day is, and what is recorded once a year stays in sight.
    pub fn months(self, today: NaiveDate, fy: FinancialYear) -> Months {
        match self {
            Narrow::Last(months) => {
                let last = last_closed(today, fy);
                Months { first: last - i32::from(months) + 1, last }
            }
            Narrow::Year(year) => Period::year(year).months(fy),
        }
    }

    /// What there is to choose where these months are shown, in periods that are at the finest `finest`. Each choice takes
    /// something away and leaves at least two of those periods, at most sixty.
    pub fn choices(shown: Months, finest: Granularity, today: NaiveDate, fy: FinancialYear) -> Vec<Narrow> {
        let years = years(shown, finest, today, fy);
        let is_year = |months: Months| years.iter().any(|year| year.months(today, fy) == months);
        // "The last twelve months" of what ended long ago would be empty.
        let is_current = shown.last + finest.months() > last_closed(today, fy);
        let last =
            LAST.into_iter().filter(|months| (2..=60).contains(&(i32::from(*months) / finest.months())));
        let last = last.map(Narrow::Last).filter(|choice| {
            let months = choice.months(today, fy);
            is_current && shown.first < months.first && !is_year(months)
        });
        last.chain(years.iter().copied()).collect()
    }
}

/// The latest first; none where all is one year.
fn years(shown: Months, finest: Granularity, today: NaiveDate, fy: FinancialYear) -> Vec<Narrow> {
    let (first, last) = shown.touching(Granularity::Year, fy);
    let last = last.min(Period::of_date(today, Granularity::Year, fy).ordinal);
    if first >= last || finest == Granularity::Year {
        return Vec::new();
    }
    (first.max(last - YEARS + 1)..=last).rev().map(Narrow::Year).collect()
}

fn last_closed(today: NaiveDate, fy: FinancialYear) -> i32 {
    Period::last_closed(today, Granularity::Month, fy).months(fy).last
}

impl fmt::Display for Narrow {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Narrow::Last(months) => write!(f, "{months}m"),
            Narrow::Year(year) => write!(f, "{year}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::testing::day;

    const CIVIL: FinancialYear = FinancialYear::CIVIL;

    /// `2023-01`
    fn month(text: &str) -> i32 {
        Period::parse(text).expect("a month").months(CIVIL).first
    }

    fn months(first: &str, last: &str) -> Months {
        Months { first: month(first), last: month(last) }
    }

    fn choices(first: &str, last: &str, finest: Granularity, today: &str, fy: FinancialYear) -> String {
        let found = Narrow::choices(months(first, last), finest, day(today), fy);
        found.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn only_what_is_there_can_be_chosen() {
        use Granularity::{Half, Month, Quarter, Year};
        for (first, last, finest, today, expected) in [
            ("2019-01", "2026-10", Month, "2026-11-27", "12m 36m 60m 2026 2025 2024"),
            ("2023-01", "2026-09", Quarter, "2026-11-27", "12m 36m 2026 2025 2024"),
            ("2025-01", "2026-09", Half, "2026-11-27", "12m 2026 2025"),
            // Of yearly figures a year would be one.
            ("2015-01", "2025-12", Year, "2026-11-27", "36m 60m 120m"),
            ("2004-01", "2026-09", Quarter, "2026-11-27", "12m 36m 60m 120m 2026 2025 2024"),
            // All in one year, or too short.
            ("2026-01", "2026-10", Month, "2026-11-27", ""),
            ("2025-12", "2026-10", Month, "2026-11-27", "2026 2025"),
            ("2026-11", "2026-10", Month, "2026-11-27", ""),
            // Ended long ago.
            ("2019-01", "2023-12", Month, "2026-11-27", "2023 2022 2021"),
            // The last twelve months are the last year.
            ("2023-01", "2025-12", Month, "2026-01-15", "2025 2024 2023"),
            ("2024-01", "2026-01", Month, "2026-01-15", "2026 2025 2024"),
            // What lies ahead is no year to look at.
            ("2025-01", "2028-12", Quarter, "2026-11-27", "12m 2026 2025"),
        ] {
            assert_eq!(choices(first, last, finest, today, CIVIL), expected, "{first} {last} {today}");
        }
        let july = FinancialYear::starting(7).expect("a month");
        assert_eq!(choices("2024-07", "2026-10", Month, "2026-11-27", july), "12m 2026 2025 2024");
    }

    #[test]
    fn a_year_has_the_periods_that_end_in_it() {
        let holds =
            |text: &str, months: Months| months.has_end_of(Period::parse(text).expect("a period"), CIVIL);
        let last = Narrow::Last(12).months(day("2026-11-27"), CIVIL);
        assert_eq!(last, months("2025-11", "2026-10"));
        for (period, there) in [
            ("2025-10", false),
            ("2025-11", true),
            ("2026-10", true),
            ("2026-11", false),
            ("2025-Q3", false),
            ("2025-Q4", true),
            ("2026-Q3", true),
            ("2026-Q4", false),
            ("2025", true),
            ("2026", false),
        ] {
            assert_eq!(holds(period, last), there, "{period}");
        }
        let year = Narrow::Year(2026).months(day("2026-11-27"), CIVIL);
        assert!(holds("2026-Q4", year) && holds("2026", year) && !holds("2027-01", year));
        let july = FinancialYear::starting(7).expect("a month");
        assert_eq!(Narrow::Year(2026).months(day("2026-11-27"), july), months("2026-07", "2027-06"));
    }

    #[test]
    fn it_is_written_in_one_way() {
        for text in ["12m", "36m", "60m", "120m", "2026"] {
            assert_eq!(Narrow::parse(text).map(|narrow| narrow.to_string()).as_deref(), Some(text));
        }
        for text in [
            "",
            "m",
            "24m",
            "012m",
            "+12m",
            "-1m",
            "99999999m",
            "-5",
            "99999999",
            "2026-Q1",
            "02026",
            "+2026",
            "all",
            "2026%20",
            "٢٠٢٦",
        ] {
            assert_eq!(Narrow::parse(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn every_choice_takes_something_away(first in 23_000_i32..24_500, length in 0_i32..200, month in 1_u8..=12) {
            let (shown, fy) = (Months { first, last: first + length }, FinancialYear::starting(month).expect("a month"));
            let today = day("2026-11-27");
            for finest in Granularity::ALL {
                let all = Narrow::choices(shown, finest, today, fy);
                prop_assert!(all.len() <= LAST.len() + 3);
                for choice in &all {
                    let months = choice.months(today, fy);
                    prop_assert!(months.overlaps(shown) && !months.covers(shown), "{choice} of {shown:?}");
                    prop_assert_eq!(Narrow::parse(&choice.to_string()), Some(*choice));
                }
            }
        }
    }
}
