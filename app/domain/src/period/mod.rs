//! A civil span with a granularity. Months are civil; quarters, half-years and years are those of the cluster's
//! financial year. Everything is arithmetic on month numbers: a granularity is so many months, counted from the month
//! in which the financial year starts. (Weeks, should they come, are one more granularity with a day count.)

mod calendar;
mod date;
mod read;
mod show;
mod text;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::problem::{Problem, ProblemCode};

pub use calendar::Months;
pub use date::read_date;
pub use text::YEARS;

/// Coarser is greater.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Granularity {
    Month,
    Quarter,
    Half,
    Year,
}

impl Granularity {
    pub const ALL: [Granularity; 4] =
        [Granularity::Month, Granularity::Quarter, Granularity::Half, Granularity::Year];

    pub fn months(self) -> i32 {
        match self {
            Granularity::Month => 1,
            Granularity::Quarter => 3,
            Granularity::Half => 6,
            Granularity::Year => 12,
        }
    }

    pub fn per_year(self) -> i32 {
        12 / self.months()
    }

    pub fn as_str(self) -> &'static str {
        match self {
            Granularity::Month => "month",
            Granularity::Quarter => "quarter",
            Granularity::Half => "half",
            Granularity::Year => "year",
        }
    }

    pub fn parse(text: &str) -> Option<Granularity> {
        Granularity::ALL.into_iter().find(|granularity| granularity.as_str() == text)
    }
}

/// The month in which the financial year starts, 1 to 12.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct FinancialYear(u8);

impl FinancialYear {
    pub const CIVIL: FinancialYear = FinancialYear(1);

    pub fn starting(month: u8) -> Option<FinancialYear> {
        (1..=12).contains(&month).then_some(FinancialYear(month))
    }

    pub fn first_month(self) -> u8 {
        self.0
    }

    pub fn is_civil(self) -> bool {
        self.0 == 1
    }

    pub(crate) fn offset(self) -> i32 {
        i32::from(self.0) - 1
    }
}

impl Default for FinancialYear {
    fn default() -> FinancialYear {
        FinancialYear::CIVIL
    }
}

impl Serialize for FinancialYear {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_u8(self.0)
    }
}

impl<'de> Deserialize<'de> for FinancialYear {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<FinancialYear, D::Error> {
        let month = u8::deserialize(deserializer)?;
        FinancialYear::starting(month).ok_or_else(|| {
            Problem::new(ProblemCode::FieldOutOfRange).with("from", 1).with("to", 12).into_serde()
        })
    }
}

/// Ordered by granularity, then by time: compare periods of one granularity only.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Period {
    pub granularity: Granularity,
    /// Year × periods per year + index within the year, from 0.
    pub ordinal: i32,
}

impl Period {
    pub fn new(granularity: Granularity, ordinal: i32) -> Period {
        Period { granularity, ordinal }
    }

    pub fn year(year: i32) -> Period {
        Period::new(Granularity::Year, year)
    }

    /// The year by which the period is named: civil for months, financial for the others.
    pub fn year_number(self) -> i32 {
        self.ordinal.div_euclid(self.granularity.per_year())
    }

    /// From 1, within its year.
    pub fn index(self) -> i32 {
        self.ordinal.rem_euclid(self.granularity.per_year()) + 1
    }
}
