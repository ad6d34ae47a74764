//! Readings as a dashboard needs them: what is known of each KPI, without who recorded it and when.
//!
//! A KPI is one row, its readings are one JSON text in it. A row per reading was tried: with SQLite the driver hands every
//! row from its own thread to the caller's and copies each column, which for 23 KPIs × 120 months took three times as
//! long as everything that is computed and drawn from them.

use serde::Deserialize;

use crate::{Source, StoreError, dialect};

/// The current readings of one KPI.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct FactsRow {
    pub kpi: String,
    /// A JSON array of [`Fact`]s.
    facts: String,
}

/// One reading; the fields are those of [`crate::readings::ReadingRow`].
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Fact<'a>(
    /// Period.
    pub &'a str,
    /// State.
    pub &'a str,
    /// Value.
    pub Option<&'a str>,
    /// Numerator.
    pub Option<&'a str>,
    /// Denominator.
    pub Option<&'a str>,
    /// Of a mean: how many.
    pub Option<&'a str>,
    /// Reason.
    pub Option<String>,
    /// Comment.
    pub Option<String>,
);

impl FactsRow {
    /// In no particular order.
    pub fn read(&self) -> Result<Vec<Fact<'_>>, StoreError> {
        serde_json::from_str(&self.facts).map_err(|error| StoreError::Other(error.into()))
    }
}

/// The current readings of these KPIs; those without any have no row.
pub async fn current(
    source: impl Into<Source<'_>>,
    cluster_id: &str,
    kpis: &[&str],
) -> Result<Vec<FactsRow>, StoreError> {
    dialect::facts_of(source.into(), cluster_id, kpis).await
}
