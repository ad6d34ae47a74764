//! Links of evidence in the cluster file. Files are not in it: they do not fit into a text.

use serde::{Deserialize, Serialize};

use crate::evidence::{Evidence, Given, Proof, Spot};
use crate::key::Key;
use crate::period::Period;
use crate::problem::{Problem, ProblemCode};

/// Of a reading (`period`) or of a step, counted from 1.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Link {
    pub kpi: Key,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub period: Option<Period>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub step: Option<u32>,
    pub url: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub title: String,
}

impl Link {
    /// None for a file.
    pub fn of(evidence: &Evidence) -> Option<Link> {
        let Proof::Link { url, title } = &evidence.proof else { return None };
        let (period, step) = match evidence.on {
            Spot::Period(period) => (Some(period), None),
            Spot::Step(step) => (None, Some(step)),
        };
        Some(Link { kpi: evidence.kpi.clone(), period, step, url: url.clone(), title: title.clone() })
    }

    pub fn on(&self) -> Result<Spot, Problem> {
        match (self.period, self.step) {
            (Some(period), None) => Ok(Spot::Period(period)),
            (None, Some(step)) => Ok(Spot::Step(step)),
            (None, None) => Err(Problem::new(ProblemCode::FieldMissing).at("period")),
            (Some(_), Some(_)) => Err(Problem::new(ProblemCode::FieldUnwanted).at("step")),
        }
    }

    /// Not whether the KPI still has such a period or step: a definition may have changed since it was attached, and what
    /// was written out has to be read again.
    pub(super) fn check(&self, knows: bool) -> Result<(), Problem> {
        self.on()?;
        if !knows {
            return Err(Problem::new(ProblemCode::KpiUnknown).with("kpi", &self.kpi).at("kpi"));
        }
        Given::Link { url: self.url.clone(), title: self.title.clone() }.prove(None).map(drop)
    }
}

/// In an order that the links themselves give, each once: the same facts are the same text in every database.
pub(super) fn sorted(links: &[Link]) -> Vec<Link> {
    let mut links = links.to_vec();
    links.sort();
    links.dedup();
    links
}
