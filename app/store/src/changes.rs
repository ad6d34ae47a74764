//! The change log of each cluster: thin entries with numbers without gaps. It is the audit trail, the source of sync
//! and of live updates; the engines themselves refuse to change it.

use crate::{Source, StoreError};

statements! {
    SINCE = "SELECT seq, at, actor_id, kind, subject, reason, device FROM changes \
             WHERE cluster_id = $1 AND seq > $2 ORDER BY seq LIMIT $3";
    BEFORE = "SELECT seq, at, actor_id, kind, subject, reason, device FROM changes \
              WHERE cluster_id = $1 AND seq < $2 ORDER BY seq DESC LIMIT $3";
    BY_SEQ = "SELECT seq, at, actor_id, kind, subject, reason, device FROM changes \
              WHERE cluster_id = $1 AND seq = $2";
    LAST_AT = "SELECT seq FROM changes WHERE cluster_id = $1 AND at < $2 ORDER BY seq DESC LIMIT 1";
}

#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct ChangeRow {
    pub seq: i64,
    pub at: i64,
    /// Who, by id; none for the command line.
    pub actor_id: Option<String>,
    /// What was done.
    pub kind: String,
    /// To what: ids as short text.
    pub subject: String,
    pub reason: Option<String>,
    /// From which device or key.
    pub device: Option<String>,
}

pub struct NewChange<'a> {
    pub cluster_id: &'a str,
    /// From [`crate::Tx::next_seq`].
    pub seq: i64,
    pub at: i64,
    pub actor_id: Option<&'a str>,
    pub kind: &'a str,
    pub subject: &'a str,
    pub reason: Option<&'a str>,
    pub device: Option<&'a str>,
}

/// The changes after a number, oldest first.
pub async fn since(
    source: impl Into<Source<'_>>,
    cluster_id: &str,
    seq: i64,
    limit: u32,
) -> Result<Vec<ChangeRow>, StoreError> {
    rows!(source, SINCE, cluster_id, seq, i64::from(limit))
}

/// The changes before a number, newest first: a page of the log (`i64::MAX` for the first page).
pub async fn before(
    source: impl Into<Source<'_>>,
    cluster_id: &str,
    seq: i64,
    limit: u32,
) -> Result<Vec<ChangeRow>, StoreError> {
    rows!(source, BEFORE, cluster_id, seq, i64::from(limit))
}

pub async fn by_seq(
    source: impl Into<Source<'_>>,
    cluster_id: &str,
    seq: i64,
) -> Result<Option<ChangeRow>, StoreError> {
    row!(source, BY_SEQ, cluster_id, seq)
}

/// The number of the latest change before a moment (milliseconds since 1970 UTC), 0 if there was none: "as of" a date.
pub async fn seq_at(source: impl Into<Source<'_>>, cluster_id: &str, before: i64) -> Result<i64, StoreError> {
    let row: Option<(i64,)> = row!(source, LAST_AT, cluster_id, before)?;
    Ok(row.map_or(0, |(seq,)| seq))
}
