//! Evidence: the files and links that prove a reading or a step, a row per version; and the content of the files, kept once
//! for each cluster by its SHA-256.

use crate::tx::found;
use crate::{Snapshot, Source, StoreError, Tx};

macro_rules! evidence {
    ($rest:literal) => {
        concat!(
            "SELECT e.id, e.seq_from, e.seq_to, e.kpi, e.period, e.step, e.name, e.url, e.media, e.size, e.sha256, ",
            "e.actor_id, e.at FROM evidence e ",
            $rest
        )
    };
}

statements! {
    INSERT = "INSERT INTO evidence (cluster_id, seq_from, id, kpi, period, step, name, url, media, size, sha256, \
              actor_id, at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)";
    END = "UPDATE evidence SET seq_to = $3 WHERE cluster_id = $1 AND id = $2 AND seq_to IS NULL";
    CURRENT = evidence!("WHERE e.cluster_id = $1 AND e.seq_to IS NULL ORDER BY e.id");
    AS_OF = evidence!(
        "WHERE e.cluster_id = $1 AND e.seq_from <= $2 AND (e.seq_to IS NULL OR e.seq_to > $2) ORDER BY e.id"
    );
    VERSIONS = evidence!("WHERE e.cluster_id = $1 AND e.id = $2 ORDER BY e.seq_from");
    BEGUN_SINCE = evidence!("WHERE e.cluster_id = $1 AND e.seq_from > $2 AND e.seq_to IS NULL ORDER BY e.id");
    ENDED_SINCE = evidence!(
        "WHERE e.cluster_id = $1 AND e.seq_to > $2 AND NOT EXISTS (SELECT 1 FROM evidence l \
         WHERE l.cluster_id = e.cluster_id AND l.id = e.id AND l.seq_from > e.seq_from) ORDER BY e.id"
    );
    MADE_BY = evidence!("WHERE e.cluster_id = $1 AND e.seq_from = $2 ORDER BY e.id");
    STANDS = "SELECT e.seq_from FROM evidence e WHERE e.cluster_id = $1 AND e.kpi = $2 AND e.seq_to IS NULL LIMIT 1";
    KEEP = "INSERT INTO files (cluster_id, sha256, body) VALUES ($1, $2, $3) \
            ON CONFLICT (cluster_id, sha256) DO NOTHING";
    // The length of a content is known without reading it.
    KEPT = "SELECT CAST(COALESCE(SUM(LENGTH(body)), 0) AS BIGINT) FROM files WHERE cluster_id = $1 AND sha256 <> $2";
    CONTENT = "SELECT body FROM files WHERE cluster_id = $1 AND sha256 = $2";
}

/// A version of a piece of evidence.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct EvidenceRow {
    /// Made by the device that attached it.
    pub id: String,
    /// The change that attached it, or brought it back.
    pub seq_from: i64,
    /// The change that took it away; none for what is there.
    pub seq_to: Option<i64>,
    pub kpi: String,
    /// Of a reading; else `step` says which step, counted from 1.
    pub period: Option<String>,
    pub step: Option<i64>,
    /// Of a file its name, of a link its title.
    pub name: String,
    /// Of a link.
    pub url: Option<String>,
    /// Of a file: its kind, bytes and content.
    pub media: Option<String>,
    pub size: Option<i64>,
    pub sha256: Option<String>,
    pub actor_id: Option<String>,
    /// When it was attached, milliseconds since 1970 UTC.
    pub at: i64,
}

/// Writes a version that holds from change `row.seq_from` on; `seq_to` is not looked at.
/// [`StoreError::Conflict`] `evidence` if there is a current one.
pub async fn insert(tx: &mut Tx, cluster_id: &str, row: &EvidenceRow) -> Result<(), StoreError> {
    exec!(
        tx,
        INSERT,
        cluster_id,
        row.seq_from,
        &row.id,
        &row.kpi,
        &row.period,
        row.step,
        &row.name,
        &row.url,
        &row.media,
        row.size,
        &row.sha256,
        &row.actor_id,
        row.at
    )
    .map(drop)
}

/// Takes it away with change `seq`; the history keeps it.
pub async fn close(tx: &mut Tx, cluster_id: &str, id: &str, seq: i64) -> Result<(), StoreError> {
    found(exec!(tx, END, cluster_id, id, seq)?)
}

/// All that is there, in the order in which it was attached.
pub async fn current(
    source: impl Into<Source<'_>>,
    cluster_id: &str,
) -> Result<Vec<EvidenceRow>, StoreError> {
    rows!(source, CURRENT, cluster_id)
}

/// All that was there after change `seq`.
pub async fn as_of(
    source: impl Into<Source<'_>>,
    cluster_id: &str,
    seq: i64,
) -> Result<Vec<EvidenceRow>, StoreError> {
    rows!(source, AS_OF, cluster_id, seq)
}

/// Every version of one, the first one first; empty where there never was one.
pub async fn versions(
    source: impl Into<Source<'_>>,
    cluster_id: &str,
    id: &str,
) -> Result<Vec<EvidenceRow>, StoreError> {
    rows!(source, VERSIONS, cluster_id, id)
}

/// What a copy of the cluster as of change `seq` lacks, and (with `seq_to`) what it has too many.
pub async fn since(
    snapshot: &mut Snapshot,
    cluster_id: &str,
    seq: i64,
) -> Result<Vec<EvidenceRow>, StoreError> {
    let mut rows: Vec<EvidenceRow> = rows!(&mut *snapshot, BEGUN_SINCE, cluster_id, seq)?;
    let gone: Vec<EvidenceRow> = rows!(snapshot, ENDED_SINCE, cluster_id, seq)?;
    rows.extend(gone);
    Ok(rows)
}

/// The versions that a change made.
pub async fn made_by(
    source: impl Into<Source<'_>>,
    cluster_id: &str,
    seq: i64,
) -> Result<Vec<EvidenceRow>, StoreError> {
    rows!(source, MADE_BY, cluster_id, seq)
}

/// Whether a KPI has evidence now.
pub async fn stands(source: impl Into<Source<'_>>, cluster_id: &str, kpi: &str) -> Result<bool, StoreError> {
    let row: Option<(i64,)> = row!(source, STANDS, cluster_id, kpi)?;
    Ok(row.is_some())
}

/// Keeps a content under its SHA-256 in hexadecimal; the same content again is kept once.
pub async fn keep(tx: &mut Tx, cluster_id: &str, sha256: &str, body: &[u8]) -> Result<(), StoreError> {
    exec!(tx, KEEP, cluster_id, sha256, body).map(drop)
}

/// Bytes of the other contents that the cluster keeps.
pub async fn kept_beside(
    source: impl Into<Source<'_>>,
    cluster_id: &str,
    sha256: &str,
) -> Result<i64, StoreError> {
    let row: Option<(i64,)> = row!(source, KEPT, cluster_id, sha256)?;
    Ok(row.map_or(0, |(kept,)| kept))
}

pub async fn content(
    source: impl Into<Source<'_>>,
    cluster_id: &str,
    sha256: &str,
) -> Result<Option<Vec<u8>>, StoreError> {
    let row: Option<(Vec<u8>,)> = row!(source, CONTENT, cluster_id, sha256)?;
    Ok(row.map(|(body,)| body))
}
