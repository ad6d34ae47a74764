//! An ordered layout of cards over a span of periods.

use serde::{Deserialize, Serialize};

use crate::key::Key;
use crate::period::Granularity;
use crate::problem::{Problem, ProblemCode};
use crate::target::Span;
use crate::text::Text;

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "lowercase", from = "Written")]
pub enum Card {
    /// The tree of objectives.
    Objectives,
    /// All active KPIs as cards.
    Kpis,
    Kpi {
        key: Key,
    },
    Trend {
        key: Key,
    },
    Text {
        text: Text,
    },
}

/// As it is read: a card without fields of its own would otherwise take any, and drop them.
#[derive(Deserialize)]
#[serde(tag = "kind", rename_all = "lowercase", deny_unknown_fields)]
enum Written {
    Objectives {},
    Kpis {},
    Kpi { key: Key },
    Trend { key: Key },
    Text { text: Text },
}

impl From<Written> for Card {
    fn from(written: Written) -> Card {
        match written {
            Written::Objectives {} => Card::Objectives,
            Written::Kpis {} => Card::Kpis,
            Written::Kpi { key } => Card::Kpi { key },
            Written::Trend { key } => Card::Trend { key },
            Written::Text { text } => Card::Text { text },
        }
    }
}

impl Card {
    pub fn key(&self) -> Option<&Key> {
        match self {
            Card::Kpi { key } | Card::Trend { key } => Some(key),
            Card::Objectives | Card::Kpis | Card::Text { .. } => None,
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Dashboard {
    pub id: String,
    pub name: Text,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub span: Option<Span>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<Granularity>,
    /// The target set it looks at; without one each KPI's own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub set: Option<String>,
    #[serde(default)]
    pub cards: Vec<Card>,
}

impl Dashboard {
    pub fn check(&self, known: &dyn Fn(&Key) -> bool) -> Vec<Problem> {
        let mut problems = Vec::new();
        if self.id.is_empty() || self.id.len() > 64 {
            problems.push(Problem::new(ProblemCode::FieldMalformed).at("id"));
        }
        if self.name.is_empty() {
            problems.push(Problem::new(ProblemCode::FieldMissing).at("name"));
        }
        for (i, key) in self.cards.iter().enumerate().filter_map(|(i, card)| card.key().map(|key| (i, key))) {
            if !known(key) {
                problems.push(
                    Problem::new(ProblemCode::KpiUnknown).with("kpi", key).at(format!("cards[{i}].key")),
                );
            }
        }
        problems
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_card_takes_only_its_own_fields() {
        let read = |json: &str| serde_json::from_str::<Card>(json).ok();
        assert_eq!(read(r#"{"kind": "kpis"}"#), Some(Card::Kpis));
        assert_eq!(read(r#"{"kind": "kpis", "columns": 3}"#), None);
        assert_eq!(read(r#"{"kind": "kpi", "key": "a", "columns": 3}"#), None);
        assert_eq!(read(r#"{"kind": "gauge"}"#), None);
    }
}
