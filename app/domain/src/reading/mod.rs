//! What was recorded for one KPI and one period.

mod cell;
mod fields;
mod figure;

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::key::Key;
use crate::kpi::{Kpi, Nature};
use crate::number::Number;
use crate::period::Period;
use crate::problem::{Problem, ProblemCode};

pub use fields::{FieldTexts, Fields};
pub use figure::{Figure, State};

/// As it stands in the cluster file; the figure's fields lie beside the others.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(into = "Written", try_from = "Written")]
pub struct Reading {
    pub kpi: Key,
    pub period: Period,
    pub figure: Figure,
    pub comment: Option<String>,
}

#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    kpi: Key,
    period: Period,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    value: Option<Number>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    numerator: Option<Number>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    denominator: Option<Number>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    n: Option<Number>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    state: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    reason: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    comment: Option<String>,
}

impl From<Reading> for Written {
    fn from(reading: Reading) -> Written {
        let fields = Fields::of(&reading.figure);
        Written {
            kpi: reading.kpi,
            period: reading.period,
            value: fields.value,
            numerator: fields.numerator,
            denominator: fields.denominator,
            n: fields.n,
            state: fields.state,
            reason: fields.reason,
            comment: reading.comment,
        }
    }
}

/// Carries a problem's code and arguments through serde's text errors.
struct Carried(Problem);

impl std::fmt::Display for Carried {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let carried: serde::de::value::Error = self.0.clone().into_serde();
        std::fmt::Display::fmt(&carried, f)
    }
}

impl TryFrom<Written> for Reading {
    type Error = Carried;
    fn try_from(written: Written) -> Result<Reading, Carried> {
        let fields = Fields {
            value: written.value,
            numerator: written.numerator,
            denominator: written.denominator,
            n: written.n,
            state: written.state,
            reason: written.reason,
        };
        let figure = fields.figure().map_err(Carried)?;
        let comment = written.comment.filter(|comment| !comment.trim().is_empty());
        Ok(Reading { kpi: written.kpi, period: written.period, figure, comment })
    }
}

const LONGEST_COMMENT: usize = 4000;

impl Reading {
    /// Whether a KPI takes this figure at this period.
    pub fn check(&self, kpi: &Kpi) -> Result<(), Problem> {
        check_period(self.period, kpi).map_err(|problem| problem.at("period"))?;
        self.figure.check(kpi)?;
        let reason = match &self.figure {
            Figure::NotAvailable { reason } => reason,
            _ => &None,
        };
        for (place, text) in [("comment", &self.comment), ("reason", reason)] {
            if text.as_ref().is_some_and(|text| text.chars().count() > LONGEST_COMMENT) {
                return Err(Problem::new(ProblemCode::FieldTooLong).at(place));
            }
        }
        Ok(())
    }
}

/// A reading's period has the KPI's frequency; `distinct` is also recorded at coarser ones.
pub fn check_period(period: Period, kpi: &Kpi) -> Result<(), Problem> {
    if kpi.nature == Nature::Distinct && period.granularity > kpi.frequency {
        return Ok(());
    }
    period.of_granularity(kpi.frequency).map(|_| ())
}

/// The readings of one KPI by granularity, then time.
pub type OfKpi = BTreeMap<Period, Reading>;

/// All readings of a cluster, found by KPI: the cost of a report is that of its KPIs, not of the cluster. A copy shares
/// the readings of every KPI until one of them changes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Readings(BTreeMap<Key, Arc<OfKpi>>);

impl Readings {
    pub fn get(&self, kpi: &Key, period: Period) -> Option<&Reading> {
        self.0.get(kpi)?.get(&period)
    }

    /// The readings of one KPI by granularity, then time.
    pub fn of(&self, kpi: &Key) -> impl DoubleEndedIterator<Item = &Reading> {
        self.0.get(kpi).into_iter().flat_map(|of_kpi| of_kpi.values())
    }

    /// The same as one shared piece: while it is the same piece, none of them has changed.
    pub fn shared(&self, kpi: &Key) -> Option<&Arc<OfKpi>> {
        self.0.get(kpi)
    }

    /// Puts all readings of a KPI in the place of those it had.
    pub fn share(&mut self, kpi: Key, of_kpi: Arc<OfKpi>) {
        if of_kpi.is_empty() {
            self.0.remove(&kpi);
        } else {
            self.0.insert(kpi, of_kpi);
        }
    }

    pub fn has(&self, kpi: &Key) -> bool {
        self.0.contains_key(kpi)
    }

    pub fn iter(&self) -> impl Iterator<Item = &Reading> {
        self.0.values().flat_map(|of_kpi| of_kpi.values())
    }

    pub fn len(&self) -> usize {
        self.0.values().map(|of_kpi| of_kpi.len()).sum()
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Puts a reading in its place and gives back the one that was there.
    pub fn insert(&mut self, reading: Reading) -> Option<Reading> {
        Arc::make_mut(self.0.entry(reading.kpi.clone()).or_default()).insert(reading.period, reading)
    }

    pub fn remove(&mut self, kpi: &Key, period: Period) -> Option<Reading> {
        let of_kpi = self.0.get_mut(kpi).filter(|of_kpi| of_kpi.contains_key(&period))?;
        let of_kpi = Arc::make_mut(of_kpi);
        let removed = of_kpi.remove(&period);
        if of_kpi.is_empty() {
            self.0.remove(kpi);
        }
        removed
    }
}

impl FromIterator<Reading> for Readings {
    fn from_iter<I: IntoIterator<Item = Reading>>(readings: I) -> Readings {
        let mut all = Readings::default();
        for reading in readings {
            all.insert(reading);
        }
        all
    }
}
