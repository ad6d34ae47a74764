//! The stable text of a period: `2026`, `2026-H1`, `2026-Q3`, `2026-07`.

use std::fmt;
use std::ops::RangeInclusive;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::{Granularity, Period};
use crate::problem::{Problem, ProblemCode};

/// Years of four digits: enough for any cluster, and no file can ask for a calendar of a million rows.
pub const YEARS: RangeInclusive<i32> = 1000..=9998;

impl Period {
    pub fn parse(text: &str) -> Result<Period, Problem> {
        parse(text).ok_or_else(|| Problem::new(ProblemCode::PeriodMalformed).with("text", text))
    }
}

fn parse(text: &str) -> Option<Period> {
    let (year, rest) = text.split_at_checked(4)?;
    let year = number(year).filter(|year| YEARS.contains(year))?;
    let (granularity, index) = match rest.strip_prefix('-') {
        None if rest.is_empty() => (Granularity::Year, 1),
        None => return None,
        Some(rest) => match rest.as_bytes() {
            [b'H', _] => (Granularity::Half, number(&rest[1..])?),
            [b'Q', _] => (Granularity::Quarter, number(&rest[1..])?),
            [_, _] => (Granularity::Month, number(rest)?),
            _ => return None,
        },
    };
    let per_year = granularity.per_year();
    (1..=per_year).contains(&index).then(|| Period::new(granularity, year * per_year + index - 1))
}

fn number(digits: &str) -> Option<i32> {
    if digits.bytes().all(|b| b.is_ascii_digit()) { digits.parse().ok() } else { None }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, index) = (self.year_number(), self.index());
        match self.granularity {
            Granularity::Year => write!(f, "{year:04}"),
            Granularity::Half => write!(f, "{year:04}-H{index}"),
            Granularity::Quarter => write!(f, "{year:04}-Q{index}"),
            Granularity::Month => write!(f, "{year:04}-{index:02}"),
        }
    }
}

impl fmt::Debug for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for Period {
    type Err = Problem;
    fn from_str(text: &str) -> Result<Period, Problem> {
        Period::parse(text)
    }
}

impl Serialize for Period {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Period {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Period, D::Error> {
        let text = String::deserialize(deserializer)?;
        Period::parse(&text).map_err(Problem::into_serde)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn only_the_written_forms_are_periods() {
        for good in ["2026", "2026-H1", "2026-H2", "2026-Q1", "2026-Q4", "2026-01", "2026-12"] {
            assert_eq!(Period::parse(good).map(|period| period.to_string()).as_deref(), Ok(good));
        }
        for bad in [
            "", "26", "2026-", "2026-H0", "2026-H3", "2026-Q5", "2026-13", "2026-00", "2026-7", "2026-q1",
            "0026", "2026-Qé", "é26",
        ] {
            assert!(Period::parse(bad).is_err(), "{bad}");
        }
    }

    proptest! {
        #[test]
        fn written_periods_read_back(g in 0usize..4, year in 1000i32..9999, index in 0i32..12) {
            let granularity = Granularity::ALL[g];
            let per_year = granularity.per_year();
            let period = Period::new(granularity, year.min(9998) * per_year + index % per_year);
            prop_assert_eq!(Period::parse(&period.to_string()), Ok(period));
        }

        #[test]
        fn never_panics(text in "\\PC{0,12}") {
            let _ = Period::parse(&text);
        }
    }
}
