//! One card: what it shows, and how wide it is.

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::{Map, Value};

use crate::key::Key;
use crate::problem::{Problem, ProblemCode};
use crate::text::Text;

/// Target sets that one chart can tell apart.
pub const MOST_SETS: usize = 3;
/// Other clusters of a comparison.
pub const MOST_COMPARED: usize = 24;
const LONGEST_TEXT: usize = 20_000;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Size {
    Third,
    Half,
    Full,
}

/// In a file the size stands among the fields of what is shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Card {
    #[serde(flatten)]
    pub show: Show,
    /// None: as suits what it shows.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub size: Option<Size>,
}

/// What takes several `keys` shows all active KPIs without any.
// Braces where nothing is in them: of a variant without, serde would take any field and drop it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "lowercase", deny_unknown_fields)]
pub enum Show {
    /// The tree of objectives.
    Objectives {},
    /// All active KPIs as cards.
    Kpis {},
    /// One figure.
    Kpi {
        key: Key,
    },
    Trend(Trend),
    /// The status of KPIs period by period.
    Matrix {
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        keys: Vec<Key>,
    },
    /// How far KPIs have come, as bars.
    Progress {
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        keys: Vec<Key>,
    },
    /// The steps or labels of a KPI with what is reached.
    Milestones {
        key: Key,
    },
    /// Figures in lines.
    Table {
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        keys: Vec<Key>,
    },
    /// Written by people, in Markdown.
    Text {
        text: Text,
    },
    /// What has changed since the previous board.
    Highlights {},
    /// The same in other clusters of the office, side by side with this one.
    Comparison(Comparison),
}

/// Which other clusters a card shows, and of what.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Comparison {
    /// Slugs of the others; of those that whoever looks may not see, nothing shows.
    #[serde(default)]
    pub clusters: Vec<Key>,
    /// None: all that this one shares with another.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub keys: Vec<Key>,
    /// Objectives as well.
    #[serde(default, skip_serializing_if = "crate::defaults::is_default")]
    pub objectives: bool,
}

/// A KPI over its periods, with what people want to see in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Trend {
    pub key: Key,
    /// The target sets whose paths are drawn, the first of them judges; none: that of the dashboard.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sets: Vec<String>,
    /// The same periods a year before, as a faint line.
    #[serde(default, skip_serializing_if = "crate::defaults::is_default")]
    pub last_year: bool,
    /// Of a percentage: the parts that it is made of, stacked, in place of the share.
    #[serde(default, skip_serializing_if = "crate::defaults::is_default")]
    pub parts: bool,
    /// Comments as numbered notes.
    #[serde(default = "yes", skip_serializing_if = "is_yes")]
    pub notes: bool,
}

fn yes() -> bool {
    true
}

// serde hands over a reference.
#[allow(clippy::trivially_copy_pass_by_ref)]
fn is_yes(value: &bool) -> bool {
    *value
}

impl Trend {
    pub fn of(key: Key) -> Trend {
        Trend { key, sets: Vec::new(), last_year: false, parts: false, notes: true }
    }
}

impl From<Show> for Card {
    fn from(show: Show) -> Card {
        Card { show, size: None }
    }
}

/// By hand: serde refuses unknown fields only where nothing is flattened.
impl<'de> Deserialize<'de> for Card {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Card, D::Error> {
        let mut fields = Map::deserialize(from)?;
        let size = fields.remove("size").map(Size::deserialize).transpose().map_err(D::Error::custom)?;
        let show = Show::deserialize(Value::Object(fields)).map_err(D::Error::custom)?;
        Ok(Card { show, size })
    }
}

impl Card {
    pub fn width(&self) -> Size {
        self.size.unwrap_or(match self.show {
            Show::Kpi { .. } => Size::Third,
            Show::Trend(_) | Show::Progress { .. } | Show::Milestones { .. } => Size::Half,
            _ => Size::Full,
        })
    }

    pub(super) fn check(&self, known: &dyn Fn(&Key) -> bool) -> Vec<Problem> {
        let unknown = self.show.keys().iter().enumerate().filter(|(_, key)| !known(key)).map(|(at, key)| {
            let place = if self.show.takes_several() { format!("keys[{at}]") } else { "key".to_owned() };
            Problem::new(ProblemCode::KpiUnknown).with("kpi", key).at(place)
        });
        let too_long = || match &self.show {
            Show::Trend(trend) if trend.sets.len() > MOST_SETS => {
                Some(Problem::new(ProblemCode::FieldOutOfRange).with("to", MOST_SETS).at("sets"))
            }
            Show::Comparison(comparison) if comparison.clusters.is_empty() => {
                Some(Problem::new(ProblemCode::FieldMissing).at("clusters"))
            }
            Show::Comparison(comparison) if comparison.clusters.len() > MOST_COMPARED => {
                Some(Problem::new(ProblemCode::FieldOutOfRange).with("to", MOST_COMPARED).at("clusters"))
            }
            Show::Text { text } if text.iter().any(|(_, text)| text.chars().count() > LONGEST_TEXT) => {
                Some(Problem::new(ProblemCode::FieldTooLong).at("text"))
            }
            _ => None,
        };
        unknown.chain(too_long()).collect()
    }
}

impl Show {
    /// The KPI whose path it draws.
    pub(super) fn drawn(&self) -> Option<&Key> {
        match self {
            Show::Trend(trend) => Some(&trend.key),
            _ => None,
        }
    }

    /// The KPIs that it names.
    pub fn keys(&self) -> &[Key] {
        match self {
            Show::Kpi { key } | Show::Milestones { key } => std::slice::from_ref(key),
            Show::Trend(trend) => std::slice::from_ref(&trend.key),
            Show::Matrix { keys } | Show::Progress { keys } | Show::Table { keys } => keys,
            Show::Comparison(comparison) => &comparison.keys,
            Show::Objectives {} | Show::Kpis {} | Show::Text { .. } | Show::Highlights {} => &[],
        }
    }

    pub fn takes_several(&self) -> bool {
        matches!(self, Show::Matrix { .. } | Show::Progress { .. } | Show::Table { .. } | Show::Comparison(_))
    }

    /// The list of KPIs of a card that takes several.
    pub fn several_mut(&mut self) -> Option<&mut Vec<Key>> {
        match self {
            Show::Matrix { keys } | Show::Progress { keys } | Show::Table { keys } => Some(keys),
            Show::Comparison(comparison) => Some(&mut comparison.keys),
            _ => None,
        }
    }

    pub fn shows_objectives(&self) -> bool {
        match self {
            Show::Objectives {} => true,
            Show::Comparison(comparison) => comparison.objectives,
            _ => false,
        }
    }

    pub fn shows_all(&self) -> bool {
        *self == Show::Kpis {} || (self.takes_several() && self.keys().is_empty())
    }

    /// Leaves these KPIs; false where it named some and none is left.
    pub(super) fn limit(&mut self, keys: &dyn Fn(&Key) -> bool) -> bool {
        if self.keys().is_empty() {
            return true;
        }
        if let Some(own) = self.several_mut() {
            own.retain(keys);
        }
        self.keys().first().is_some_and(keys)
    }
}
