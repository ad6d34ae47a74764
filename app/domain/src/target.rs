//! A target set: a named plan of target values. How its points make a path is `path/`.

use serde::{Deserialize, Serialize};

use crate::number::Number;
use crate::period::{FinancialYear, Months, Period};

/// From the first day of one period to the last day of another, of any granularity.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Span {
    pub from: Period,
    pub to: Period,
}

impl Span {
    pub fn months(self, fy: FinancialYear) -> Months {
        Months { first: self.from.months(fy).first, last: self.to.months(fy).last }
    }
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum PathKind {
    #[default]
    Linear,
    Stepped,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Point {
    pub period: Period,
    pub value: Number,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TargetSet {
    pub set: String,
    #[serde(default, skip_serializing_if = "crate::defaults::is_default")]
    pub path: PathKind,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub span: Option<Span>,
    #[serde(default)]
    pub points: Vec<Point>,
}
