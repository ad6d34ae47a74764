//! What kind of figure a KPI is, and which way is better.

use serde::{Deserialize, Serialize};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Nature {
    Stock,
    Flow,
    Ratio,
    Mean,
    Distinct,
    Milestones,
    Scale,
    Formula,
}

impl Nature {
    pub const ALL: [Nature; 8] = [
        Nature::Stock,
        Nature::Flow,
        Nature::Ratio,
        Nature::Mean,
        Nature::Distinct,
        Nature::Milestones,
        Nature::Scale,
        Nature::Formula,
    ];

    pub fn as_str(self) -> &'static str {
        match self {
            Nature::Stock => "stock",
            Nature::Flow => "flow",
            Nature::Ratio => "ratio",
            Nature::Mean => "mean",
            Nature::Distinct => "distinct",
            Nature::Milestones => "milestones",
            Nature::Scale => "scale",
            Nature::Formula => "formula",
        }
    }
}

/// How one part of a ratio rolls up.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum PartNature {
    Stock,
    #[default]
    Flow,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Direction {
    #[default]
    Up,
    Down,
    /// Inside the KPI's band.
    Band,
    /// Informational: no status.
    None,
}

impl Direction {
    pub fn as_str(self) -> &'static str {
        match self {
            Direction::Up => "up",
            Direction::Down => "down",
            Direction::Band => "band",
            Direction::None => "none",
        }
    }
}
