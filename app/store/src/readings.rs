//! Readings: what was recorded for a KPI and a period, a row per revision. A revision is named by the number of the change
//! that made it. Figures are canonical text; nothing here computes with them.

use crate::dialect;
use crate::tx::found;
use crate::{Snapshot, Source, StoreError, Tx};

macro_rules! readings {
    ($rest:literal) => {
        concat!(
            "SELECT r.kpi, r.period, r.granularity, r.first_month, r.seq_from, r.seq_to, r.state, r.value, r.numerator, ",
            "r.denominator, r.n, r.reason, r.comment, r.actor_id, r.at, r.command_id FROM readings r ",
            $rest
        )
    };
}
pub(crate) use readings;

statements! {
    REMOVE_SAME = "DELETE FROM readings WHERE cluster_id = $1 AND kpi = $2 AND period = $3 AND seq_from = $4";
    END = "UPDATE readings SET seq_to = $4 WHERE cluster_id = $1 AND kpi = $2 AND period = $3 AND seq_to IS NULL";
    INSERT = "INSERT INTO readings (cluster_id, seq_from, kpi, period, granularity, first_month, state, value, \
              numerator, denominator, n, reason, comment, actor_id, at, command_id) \
              VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)";
    ONE = readings!("WHERE r.cluster_id = $1 AND r.kpi = $2 AND r.period = $3 AND r.seq_to IS NULL");
    ALL = readings!("WHERE r.cluster_id = $1 AND r.seq_to IS NULL ORDER BY r.kpi, r.first_month, r.period");
    AS_OF = readings!(
        "WHERE r.cluster_id = $1 AND r.seq_from <= $2 AND (r.seq_to IS NULL OR r.seq_to > $2) \
         ORDER BY r.kpi, r.first_month, r.period"
    );
    BEGUN_SINCE = readings!(
        "WHERE r.cluster_id = $1 AND r.seq_from > $2 AND r.seq_to IS NULL ORDER BY r.seq_from, r.kpi, r.period"
    );
    // What ended and has no later revision: the last revision of what is gone.
    ENDED_SINCE = readings!(
        "WHERE r.cluster_id = $1 AND r.seq_to > $2 AND NOT EXISTS (SELECT 1 FROM readings n \
         WHERE n.cluster_id = r.cluster_id AND n.kpi = r.kpi AND n.period = r.period AND n.seq_from > r.seq_from) \
         ORDER BY r.kpi, r.period"
    );
    HISTORY = readings!("WHERE r.cluster_id = $1 AND r.kpi = $2 AND r.period = $3 ORDER BY r.seq_from");
    MADE_BY = readings!("WHERE r.cluster_id = $1 AND r.seq_from = $2 ORDER BY r.kpi, r.first_month, r.period");
    ENDED_BY = readings!("WHERE r.cluster_id = $1 AND r.seq_to = $2 ORDER BY r.kpi, r.first_month, r.period");
    STANDS = "SELECT seq_from FROM readings WHERE cluster_id = $1 AND kpi = $2 AND seq_to IS NULL LIMIT 1";
    STANDS_OF = "SELECT seq_from FROM readings WHERE cluster_id = $1 AND seq_from = $2 AND seq_to IS NULL LIMIT 1";
    CLOSE_OF = "UPDATE readings SET seq_to = $3 WHERE cluster_id = $1 AND seq_from = $2 AND seq_to IS NULL";
    ANY_OF_KPI = "SELECT seq_from FROM readings WHERE cluster_id = $1 AND kpi = $2 LIMIT 1";
}

/// A revision of a reading.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct ReadingRow {
    pub kpi: String,
    /// `2026`, `2026-H1`, `2026-Q3`, `2026-07`.
    pub period: String,
    /// `month`, `quarter`, `half` or `year`.
    pub granularity: String,
    /// The month in which the period begins, counted from year 0: year × 12 + month − 1.
    pub first_month: i64,
    /// The change that made it: its revision.
    pub seq_from: i64,
    /// The change from which it holds no more; none for the current revision.
    pub seq_to: Option<i64>,
    /// `known`, `not_applicable` or `not_available`.
    pub state: String,
    pub value: Option<String>,
    pub numerator: Option<String>,
    pub denominator: Option<String>,
    pub n: Option<String>,
    pub reason: Option<String>,
    pub comment: Option<String>,
    pub actor_id: Option<String>,
    /// Milliseconds since 1970 UTC.
    pub at: i64,
    /// The command that brought it.
    pub command_id: Option<String>,
}

/// A revision to write; the fields are those of [`ReadingRow`].
#[derive(Clone, Copy, Debug)]
pub struct NewReading<'a> {
    pub kpi: &'a str,
    pub period: &'a str,
    pub granularity: &'a str,
    pub first_month: i64,
    pub state: &'a str,
    pub value: Option<&'a str>,
    pub numerator: Option<&'a str>,
    pub denominator: Option<&'a str>,
    pub n: Option<&'a str>,
    pub reason: Option<&'a str>,
    pub comment: Option<&'a str>,
    pub actor_id: Option<&'a str>,
    pub at: i64,
    pub command_id: Option<&'a str>,
}

/// A revision with the changes from which and (if it was followed already) to which it holds.
#[derive(Clone, Copy, Debug)]
pub struct NewRevision<'a> {
    pub seq_from: i64,
    pub seq_to: Option<i64>,
    pub reading: NewReading<'a>,
}

/// Writes a revision that holds from change `seq` on, in place of the current one if there is one.
/// A second write of the same reading within one change replaces the first.
pub async fn put(tx: &mut Tx, cluster_id: &str, seq: i64, new: &NewReading<'_>) -> Result<(), StoreError> {
    end(tx, cluster_id, new.kpi, new.period, seq).await?;
    exec!(
        tx,
        INSERT,
        cluster_id,
        seq,
        new.kpi,
        new.period,
        new.granularity,
        new.first_month,
        new.state,
        new.value,
        new.numerator,
        new.denominator,
        new.n,
        new.reason,
        new.comment,
        new.actor_id,
        new.at,
        new.command_id
    )
    .map(drop)
}

/// Writes many readings that have no current revision, as an import does; [`StoreError::Conflict`] `period` if one has.
pub async fn insert_many(
    tx: &mut Tx,
    cluster_id: &str,
    seq: i64,
    new: &[NewReading<'_>],
) -> Result<(), StoreError> {
    dialect::insert_readings(tx, cluster_id, new, |new| NewRevision {
        seq_from: seq,
        seq_to: None,
        reading: *new,
    })
    .await
}

/// Writes revisions of which each has its own change, for periods whose current revision was ended ([`end_current`]).
pub async fn insert_revisions(
    tx: &mut Tx,
    cluster_id: &str,
    new: &[NewRevision<'_>],
) -> Result<(), StoreError> {
    dialect::insert_readings(tx, cluster_id, new, |new| *new).await
}

/// Ends the current revision with a later change.
pub async fn end_current(
    tx: &mut Tx,
    cluster_id: &str,
    kpi: &str,
    period: &str,
    seq: i64,
) -> Result<(), StoreError> {
    found(exec!(tx, END, cluster_id, kpi, period, seq)?)
}

/// Takes a reading back with change `seq`: the period is missing again, the history stays.
pub async fn close(
    tx: &mut Tx,
    cluster_id: &str,
    kpi: &str,
    period: &str,
    seq: i64,
) -> Result<(), StoreError> {
    found(end(tx, cluster_id, kpi, period, seq).await?)
}

async fn end(tx: &mut Tx, cluster_id: &str, kpi: &str, period: &str, seq: i64) -> Result<u64, StoreError> {
    let same = exec!(tx, REMOVE_SAME, cluster_id, kpi, period, seq)?;
    Ok(same + exec!(tx, END, cluster_id, kpi, period, seq)?)
}

/// The current revision for a KPI and a period. In a write: read it after [`Tx::next_seq`].
pub async fn current(
    source: impl Into<Source<'_>>,
    cluster_id: &str,
    kpi: &str,
    period: &str,
) -> Result<Option<ReadingRow>, StoreError> {
    row!(source, ONE, cluster_id, kpi, period)
}

/// The current readings of these KPIs whose period begins in a month from `from` to `to`, both included
/// (counted as in [`ReadingRow::first_month`]), by KPI and month.
pub async fn current_many(
    source: impl Into<Source<'_>>,
    cluster_id: &str,
    kpis: &[&str],
    from: i64,
    to: i64,
) -> Result<Vec<ReadingRow>, StoreError> {
    dialect::readings_of(source.into(), cluster_id, kpis, from, to).await
}

/// Every current reading of a cluster, by KPI and month.
pub async fn all(source: impl Into<Source<'_>>, cluster_id: &str) -> Result<Vec<ReadingRow>, StoreError> {
    rows!(source, ALL, cluster_id)
}

/// Every reading of a cluster as it was after change `seq`, by KPI and month.
pub async fn as_of(
    source: impl Into<Source<'_>>,
    cluster_id: &str,
    seq: i64,
) -> Result<Vec<ReadingRow>, StoreError> {
    rows!(source, AS_OF, cluster_id, seq)
}

/// What a copy of the cluster as of change `seq` lacks: current revisions made later, and (with `seq_to`) the last revisions
/// of readings that were taken back since. To be read from a [`Snapshot`].
pub async fn since(
    snapshot: &mut Snapshot,
    cluster_id: &str,
    seq: i64,
) -> Result<Vec<ReadingRow>, StoreError> {
    let mut rows: Vec<ReadingRow> = rows!(&mut *snapshot, BEGUN_SINCE, cluster_id, seq)?;
    let gone: Vec<ReadingRow> = rows!(snapshot, ENDED_SINCE, cluster_id, seq)?;
    rows.extend(gone);
    Ok(rows)
}

/// Every revision for a KPI and a period, the first one first.
pub async fn history(
    source: impl Into<Source<'_>>,
    cluster_id: &str,
    kpi: &str,
    period: &str,
) -> Result<Vec<ReadingRow>, StoreError> {
    rows!(source, HISTORY, cluster_id, kpi, period)
}

/// The revisions that a change made, by KPI and month; `seq_to` says which of them hold no more.
pub async fn made_by(
    source: impl Into<Source<'_>>,
    cluster_id: &str,
    seq: i64,
) -> Result<Vec<ReadingRow>, StoreError> {
    rows!(source, MADE_BY, cluster_id, seq)
}

/// The revisions that a change ended, by KPI and month.
pub async fn ended_by(
    source: impl Into<Source<'_>>,
    cluster_id: &str,
    seq: i64,
) -> Result<Vec<ReadingRow>, StoreError> {
    rows!(source, ENDED_BY, cluster_id, seq)
}

/// Whether a KPI has a reading now.
pub async fn stands(source: impl Into<Source<'_>>, cluster_id: &str, kpi: &str) -> Result<bool, StoreError> {
    let row: Option<(i64,)> = row!(source, STANDS, cluster_id, kpi)?;
    Ok(row.is_some())
}

/// Whether a revision that a change made still holds.
pub async fn stands_of(
    source: impl Into<Source<'_>>,
    cluster_id: &str,
    made_by: i64,
) -> Result<bool, StoreError> {
    let row: Option<(i64,)> = row!(source, STANDS_OF, cluster_id, made_by)?;
    Ok(row.is_some())
}

/// Takes back with change `seq` every reading that change `made_by` made and that still holds; how many.
pub async fn close_of(tx: &mut Tx, cluster_id: &str, made_by: i64, seq: i64) -> Result<u64, StoreError> {
    exec!(tx, CLOSE_OF, cluster_id, made_by, seq)
}

/// Whether a KPI ever had a reading (only one without can be purged, or change its unit).
pub async fn any_of_kpi(
    source: impl Into<Source<'_>>,
    cluster_id: &str,
    kpi: &str,
) -> Result<bool, StoreError> {
    let row: Option<(i64,)> = row!(source, ANY_OF_KPI, cluster_id, kpi)?;
    Ok(row.is_some())
}
