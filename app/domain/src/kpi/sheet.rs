//! The parts of a definition sheet.

use serde::{Deserialize, Serialize};

use super::PartNature;
use crate::defaults::is_default;
use crate::number::Number;
use crate::period::Period;
use crate::text::Text;

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ratio {
    /// 1, or 100 for a percentage.
    #[serde(default = "one", skip_serializing_if = "is_one")]
    pub scale: Number,
    #[serde(default, skip_serializing_if = "is_default")]
    pub numerator: PartNature,
    #[serde(default, skip_serializing_if = "is_default")]
    pub denominator: PartNature,
    #[serde(default, skip_serializing_if = "Text::is_empty")]
    pub numerator_name: Text,
    #[serde(default, skip_serializing_if = "Text::is_empty")]
    pub denominator_name: Text,
}

fn one() -> Number {
    Number::ONE
}

fn is_one(number: &Number) -> bool {
    *number == Number::ONE
}

impl Default for Ratio {
    fn default() -> Ratio {
        Ratio {
            scale: Number::ONE,
            numerator: PartNature::Flow,
            denominator: PartNature::Flow,
            numerator_name: Text::default(),
            denominator_name: Text::default(),
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Band {
    pub low: Number,
    pub high: Number,
}

impl Band {
    pub fn contains(&self, value: &Number) -> bool {
        self.low <= *value && *value <= self.high
    }
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Plausible {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub min: Option<Number>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max: Option<Number>,
}

/// Shares of the tolerance base: how far from the path is still green, still amber.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tolerance {
    #[serde(default = "green", skip_serializing_if = "is_green")]
    pub green: Number,
    #[serde(default = "amber", skip_serializing_if = "is_amber")]
    pub amber: Number,
}

fn green() -> Number {
    Number::quotient(5, 100).unwrap_or_default()
}

fn is_green(number: &Number) -> bool {
    *number == green()
}

fn amber() -> Number {
    Number::quotient(15, 100).unwrap_or_default()
}

fn is_amber(number: &Number) -> bool {
    *number == amber()
}

impl Default for Tolerance {
    fn default() -> Tolerance {
        Tolerance { green: green(), amber: amber() }
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Baseline {
    pub period: Period,
    pub value: Number,
}

/// A definition holds from a period of the KPI's frequency on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Version {
    pub from: Period,
    pub reason: String,
    #[serde(default, skip_serializing_if = "is_default")]
    pub breaks: bool,
}

/// A captioned line on the chart, never a norm.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reference {
    pub value: Number,
    #[serde(default, skip_serializing_if = "Text::is_empty")]
    pub caption: Text,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
}

/// What a label or programme asks for; shown beside the KPI, never used for its status.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Thresholds {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub operator: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub green: Option<Number>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amber: Option<Number>,
    #[serde(default, skip_serializing_if = "Text::is_empty")]
    pub text: Text,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
}
