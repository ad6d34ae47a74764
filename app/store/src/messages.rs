//! The threads of KPIs: messages, a row per version, and how far each person has read.

use crate::tx::found;
use crate::{Snapshot, Source, StoreError, Tx};

macro_rules! messages {
    ($rest:literal) => {
        concat!(
            "SELECT m.id, m.seq_from, m.seq_to, m.kpi, m.text, m.actor_id, m.at, m.amended_at FROM messages m ",
            $rest
        )
    };
}

statements! {
    INSERT = "INSERT INTO messages (cluster_id, seq_from, id, kpi, text, actor_id, at, amended_at) \
              VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    END = "UPDATE messages SET seq_to = $3 WHERE cluster_id = $1 AND id = $2 AND seq_to IS NULL";
    CURRENT = messages!("WHERE m.cluster_id = $1 AND m.seq_to IS NULL ORDER BY m.id");
    AS_OF = messages!(
        "WHERE m.cluster_id = $1 AND m.seq_from <= $2 AND (m.seq_to IS NULL OR m.seq_to > $2) ORDER BY m.id"
    );
    VERSIONS = messages!("WHERE m.cluster_id = $1 AND m.id = $2 ORDER BY m.seq_from");
    BEGUN_SINCE = messages!("WHERE m.cluster_id = $1 AND m.seq_from > $2 AND m.seq_to IS NULL ORDER BY m.id");
    ENDED_SINCE = messages!(
        "WHERE m.cluster_id = $1 AND m.seq_to > $2 AND NOT EXISTS (SELECT 1 FROM messages l \
         WHERE l.cluster_id = m.cluster_id AND l.id = m.id AND l.seq_from > m.seq_from) ORDER BY m.id"
    );
    STANDS = "SELECT m.seq_from FROM messages m WHERE m.cluster_id = $1 AND m.kpi = $2 AND m.seq_to IS NULL LIMIT 1";
    READ = "INSERT INTO thread_reads (user_id, cluster_id, kpi, seq) VALUES ($1, $2, $3, $4) \
            ON CONFLICT (cluster_id, user_id, kpi) DO UPDATE SET seq = excluded.seq \
            WHERE thread_reads.seq < excluded.seq";
    READS = "SELECT kpi, seq FROM thread_reads WHERE user_id = $1 AND cluster_id = $2 ORDER BY kpi";
}

/// A version of a message.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct MessageRow {
    /// Made by the device on which it was written.
    pub id: String,
    /// The change that gave it this text.
    pub seq_from: i64,
    /// The change that gave it another, or took it away.
    pub seq_to: Option<i64>,
    pub kpi: String,
    /// With people as `@[id]`.
    pub text: String,
    pub actor_id: Option<String>,
    /// When it was first said, milliseconds since 1970 UTC.
    pub at: i64,
    pub amended_at: Option<i64>,
}

/// Writes a version that holds from change `row.seq_from` on; `seq_to` is not looked at.
/// [`StoreError::Conflict`] `message` if there is a current one.
pub async fn insert(tx: &mut Tx, cluster_id: &str, row: &MessageRow) -> Result<(), StoreError> {
    exec!(
        tx,
        INSERT,
        cluster_id,
        row.seq_from,
        &row.id,
        &row.kpi,
        &row.text,
        &row.actor_id,
        row.at,
        row.amended_at
    )
    .map(drop)
}

/// Ends the current version with change `seq`; the history keeps it.
pub async fn close(tx: &mut Tx, cluster_id: &str, id: &str, seq: i64) -> Result<(), StoreError> {
    found(exec!(tx, END, cluster_id, id, seq)?)
}

/// All that stand, in the order in which they were said.
pub async fn current(source: impl Into<Source<'_>>, cluster_id: &str) -> Result<Vec<MessageRow>, StoreError> {
    rows!(source, CURRENT, cluster_id)
}

/// All that stood after change `seq`.
pub async fn as_of(
    source: impl Into<Source<'_>>,
    cluster_id: &str,
    seq: i64,
) -> Result<Vec<MessageRow>, StoreError> {
    rows!(source, AS_OF, cluster_id, seq)
}

/// Every version of one, the first one first; empty where there never was one.
pub async fn versions(
    source: impl Into<Source<'_>>,
    cluster_id: &str,
    id: &str,
) -> Result<Vec<MessageRow>, StoreError> {
    rows!(source, VERSIONS, cluster_id, id)
}

/// What a copy of the cluster as of change `seq` lacks, and (with `seq_to`) what it has too many.
pub async fn since(
    snapshot: &mut Snapshot,
    cluster_id: &str,
    seq: i64,
) -> Result<Vec<MessageRow>, StoreError> {
    let mut rows: Vec<MessageRow> = rows!(&mut *snapshot, BEGUN_SINCE, cluster_id, seq)?;
    let gone: Vec<MessageRow> = rows!(snapshot, ENDED_SINCE, cluster_id, seq)?;
    rows.extend(gone);
    Ok(rows)
}

/// Whether the thread of a KPI has messages now.
pub async fn stands(source: impl Into<Source<'_>>, cluster_id: &str, kpi: &str) -> Result<bool, StoreError> {
    let row: Option<(i64,)> = row!(source, STANDS, cluster_id, kpi)?;
    Ok(row.is_some())
}

/// The person has read the thread of a KPI up to change `seq`; never back.
pub async fn read(
    tx: &mut Tx,
    user_id: &str,
    cluster_id: &str,
    kpi: &str,
    seq: i64,
) -> Result<(), StoreError> {
    exec!(tx, READ, user_id, cluster_id, kpi, seq).map(drop)
}

/// How far a person has read: KPI and change.
pub async fn reads(
    source: impl Into<Source<'_>>,
    user_id: &str,
    cluster_id: &str,
) -> Result<Vec<(String, i64)>, StoreError> {
    rows!(source, READS, user_id, cluster_id)
}
