//! A KPI with its definition sheet, as it stands in files and in the versioned documents of the store.

mod check;
mod check_targets;
mod nature;
mod sheet;

use serde::{Deserialize, Serialize};

use crate::assessment::Assessment;
use crate::defaults::is_default;
use crate::key::Key;
use crate::number::Number;
use crate::period::{Granularity, Period};
use crate::target::TargetSet;
use crate::text::Text;

pub use nature::{Direction, Nature, PartNature};
pub use sheet::{Band, Baseline, Plausible, Ratio, Reference, Thresholds, Tolerance, Version};

pub const LAG: u16 = 15;

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Kpi {
    pub key: Key,
    pub name: Text,
    #[serde(default, skip_serializing_if = "Text::is_empty")]
    pub definition: Text,
    /// `count`, `percent`, `ratio`, `score`, `days`, `hours`, `fte`, a currency, or any short text.
    #[serde(default = "count", skip_serializing_if = "is_count")]
    pub unit: String,
    /// Shown instead of the unit.
    #[serde(default, skip_serializing_if = "Text::is_empty")]
    pub unit_label: Text,
    #[serde(default, skip_serializing_if = "is_default")]
    pub decimals: u8,
    pub nature: Nature,
    #[serde(default, skip_serializing_if = "is_default")]
    pub ratio: Option<Ratio>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub steps: Vec<Text>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub labels: Vec<Text>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub formula: Option<String>,
    #[serde(default, skip_serializing_if = "is_default")]
    pub direction: Direction,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub band: Option<Band>,
    pub frequency: Granularity,
    /// Days allowed after a period ends.
    #[serde(default = "lag", skip_serializing_if = "is_lag")]
    pub lag: u16,
    #[serde(default, skip_serializing_if = "Text::is_empty")]
    pub source: Text,
    #[serde(default, skip_serializing_if = "Text::is_empty")]
    pub method: Text,
    /// E-mail address of a person of the team.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub responsible: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deputy: Option<String>,
    #[serde(default, skip_serializing_if = "is_default")]
    pub plausible: Plausible,
    #[serde(default, skip_serializing_if = "is_default")]
    pub tolerance: Tolerance,
    /// Id of the pack it belongs to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub category: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub baseline: Option<Baseline>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub targets: Vec<TargetSet>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub versions: Vec<Version>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub references: Vec<Reference>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub thresholds: Option<Thresholds>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub frameworks: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub assessments: Vec<Assessment>,
    #[serde(default, skip_serializing_if = "is_default")]
    pub confidential: bool,
    #[serde(default, skip_serializing_if = "is_default")]
    pub archived: bool,
}

fn count() -> String {
    "count".to_owned()
}

fn is_count(unit: &String) -> bool {
    unit == "count"
}

fn lag() -> u16 {
    LAG
}

fn is_lag(days: &u16) -> bool {
    *days == LAG
}

impl Kpi {
    /// With every default of the cluster file.
    pub fn new(key: Key, name: Text, nature: Nature, frequency: Granularity) -> Kpi {
        Kpi {
            key,
            name,
            definition: Text::default(),
            unit: count(),
            unit_label: Text::default(),
            decimals: 0,
            nature,
            ratio: None,
            steps: Vec::new(),
            labels: Vec::new(),
            formula: None,
            direction: Direction::Up,
            band: None,
            frequency,
            lag: LAG,
            source: Text::default(),
            method: Text::default(),
            responsible: None,
            deputy: None,
            plausible: Plausible::default(),
            tolerance: Tolerance::default(),
            category: None,
            baseline: None,
            targets: Vec::new(),
            versions: Vec::new(),
            references: Vec::new(),
            thresholds: None,
            frameworks: Vec::new(),
            assessments: Vec::new(),
            confidential: false,
            archived: false,
        }
    }

    /// The parts of a ratio with their defaults.
    pub fn ratio_parts(&self) -> Ratio {
        self.ratio.clone().unwrap_or_default()
    }

    /// The target set of that name, or the KPI's own: its first.
    pub fn target_set(&self, name: Option<&str>) -> Option<&TargetSet> {
        match name {
            Some(name) => self.targets.iter().find(|set| set.set == name),
            None => self.targets.first(),
        }
    }

    pub fn is_responsible(&self, email: &str) -> bool {
        [&self.responsible, &self.deputy]
            .into_iter()
            .flatten()
            .any(|person| person.eq_ignore_ascii_case(email))
    }

    /// First periods of the versions that break the series, in order.
    pub fn breaks(&self) -> Vec<Period> {
        let mut breaks: Vec<_> =
            self.versions.iter().filter(|version| version.breaks).map(|version| version.from).collect();
        breaks.sort_unstable();
        breaks
    }

    /// The unit as it is written beside figures; app adds the words for the known ids.
    pub fn is_percent(&self) -> bool {
        self.unit == "percent"
    }

    /// The value that a count of steps or a label's number cannot exceed.
    pub(crate) fn highest(&self) -> Option<Number> {
        match self.nature {
            Nature::Milestones => Some(Number::from(self.steps.len() as i64)),
            Nature::Scale => Some(Number::from(self.labels.len() as i64)),
            _ => None,
        }
    }
}
