//! The versioned documents of a cluster: its settings, its KPI definitions with their targets, its objectives and its
//! dashboards. A document is JSON text that the store does not look into; a write adds a version.

use crate::dialect;
use crate::tx::found;
use crate::{Source, StoreError, Tx};

/// The id of the one document of kind [`Kind::Cluster`].
pub const CLUSTER: &str = "cluster";

/// What a document describes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// The settings of the cluster itself, id [`CLUSTER`].
    Cluster,
    /// A KPI, id is its key.
    Kpi,
    /// An objective with its children.
    Objective,
    /// A dashboard.
    Dashboard,
}

impl Kind {
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Cluster => "cluster",
            Self::Kpi => "kpi",
            Self::Objective => "objective",
            Self::Dashboard => "dashboard",
        }
    }
}

impl TryFrom<String> for Kind {
    type Error = std::io::Error;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        [Self::Cluster, Self::Kpi, Self::Objective, Self::Dashboard]
            .into_iter()
            .find(|kind| kind.as_str() == text)
            .ok_or_else(|| std::io::Error::other("a document of an unknown kind"))
    }
}

macro_rules! documents {
    ($rest:literal) => {
        concat!("SELECT d.kind, d.id, d.seq_from, d.seq_to, d.position, d.body FROM documents d ", $rest)
    };
}
pub(crate) use documents;

statements! {
    REMOVE_SAME = "DELETE FROM documents WHERE cluster_id = $1 AND kind = $2 AND id = $3 AND seq_from = $4";
    END = "UPDATE documents SET seq_to = $4 WHERE cluster_id = $1 AND kind = $2 AND id = $3 AND seq_to IS NULL";
    INSERT = "INSERT INTO documents (cluster_id, kind, id, position, body, seq_from) VALUES ($1, $2, $3, $4, $5, $6)";
    ALL = documents!("WHERE d.cluster_id = $1 AND d.seq_to IS NULL ORDER BY d.kind, d.position, d.id");
    OF_KIND = documents!(
        "WHERE d.cluster_id = $1 AND d.kind = $2 AND d.seq_to IS NULL ORDER BY d.position, d.id"
    );
    ONE = documents!("WHERE d.cluster_id = $1 AND d.kind = $2 AND d.id = $3 AND d.seq_to IS NULL");
    AS_OF = documents!(
        "WHERE d.cluster_id = $1 AND d.seq_from <= $2 AND (d.seq_to IS NULL OR d.seq_to > $2) \
         ORDER BY d.kind, d.position, d.id"
    );
    BEGUN_SINCE = documents!(
        "WHERE d.cluster_id = $1 AND d.seq_from > $2 AND d.seq_to IS NULL ORDER BY d.kind, d.position, d.id"
    );
    // What ended and has no later version: the latest version of what is gone.
    ENDED_SINCE = documents!(
        "WHERE d.cluster_id = $1 AND d.seq_to > $2 AND NOT EXISTS (SELECT 1 FROM documents n \
         WHERE n.cluster_id = d.cluster_id AND n.kind = d.kind AND n.id = d.id AND n.seq_from > d.seq_from) \
         ORDER BY d.kind, d.id"
    );
    MADE_BY = documents!("WHERE d.cluster_id = $1 AND d.seq_from = $2 ORDER BY d.kind, d.position, d.id");
    ENDED_BY = documents!("WHERE d.cluster_id = $1 AND d.seq_to = $2 ORDER BY d.kind, d.position, d.id");
    HISTORY = documents!("WHERE d.cluster_id = $1 AND d.kind = $2 AND d.id = $3 ORDER BY d.seq_from");
}

/// A version of a document.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct DocumentRow {
    #[sqlx(try_from = "String")]
    pub kind: Kind,
    pub id: String,
    /// The change from which it holds: its revision.
    pub seq_from: i64,
    /// The change from which it holds no more; none for the current version.
    pub seq_to: Option<i64>,
    /// Its place among its kind.
    pub position: i64,
    /// JSON.
    pub body: String,
}

/// Writes a version that holds from change `seq` on, in place of the current one if there is one.
/// A second write of the same document within one change replaces the first.
pub async fn put(
    tx: &mut Tx,
    cluster_id: &str,
    kind: Kind,
    id: &str,
    position: i64,
    body: &str,
    seq: i64,
) -> Result<(), StoreError> {
    end(tx, cluster_id, kind, id, seq).await?;
    exec!(tx, INSERT, cluster_id, kind.as_str(), id, position, body, seq).map(drop)
}

/// Ends a document with change `seq`; its history stays. [`StoreError::NotFound`] if there is none.
pub async fn close(tx: &mut Tx, cluster_id: &str, kind: Kind, id: &str, seq: i64) -> Result<(), StoreError> {
    found(end(tx, cluster_id, kind, id, seq).await?)
}

async fn end(tx: &mut Tx, cluster_id: &str, kind: Kind, id: &str, seq: i64) -> Result<u64, StoreError> {
    let same = exec!(tx, REMOVE_SAME, cluster_id, kind.as_str(), id, seq)?;
    Ok(same + exec!(tx, END, cluster_id, kind.as_str(), id, seq)?)
}

/// The current documents of a cluster, of one kind or of all, each kind in its order.
pub async fn current(
    source: impl Into<Source<'_>>,
    cluster_id: &str,
    kind: Option<Kind>,
) -> Result<Vec<DocumentRow>, StoreError> {
    match kind {
        Some(kind) => rows!(source, OF_KIND, cluster_id, kind.as_str()),
        None => rows!(source, ALL, cluster_id),
    }
}

/// The current version of one document.
pub async fn one(
    source: impl Into<Source<'_>>,
    cluster_id: &str,
    kind: Kind,
    id: &str,
) -> Result<Option<DocumentRow>, StoreError> {
    row!(source, ONE, cluster_id, kind.as_str(), id)
}

/// The current versions of those documents of a kind that have one of these ids, in their order.
pub async fn some(
    source: impl Into<Source<'_>>,
    cluster_id: &str,
    kind: Kind,
    ids: &[&str],
) -> Result<Vec<DocumentRow>, StoreError> {
    dialect::documents_of(source.into(), cluster_id, kind.as_str(), ids).await
}

/// The current settings of a cluster and those of these KPIs that it has, in no particular order.
pub async fn kpis_and_settings(
    tx: &mut Tx,
    cluster_id: &str,
    kpis: &[&str],
) -> Result<Vec<DocumentRow>, StoreError> {
    dialect::kpis_and_settings(tx, cluster_id, kpis).await
}

/// The documents of a cluster as they were after change `seq`.
pub async fn as_of(
    source: impl Into<Source<'_>>,
    cluster_id: &str,
    seq: i64,
) -> Result<Vec<DocumentRow>, StoreError> {
    rows!(source, AS_OF, cluster_id, seq)
}

/// What a copy of the cluster as of change `seq` lacks: current versions begun later, and (with `seq_to`) the last
/// versions of documents that are gone since. To be read from a [`crate::Snapshot`].
pub async fn since(
    snapshot: &mut crate::Snapshot,
    cluster_id: &str,
    seq: i64,
) -> Result<Vec<DocumentRow>, StoreError> {
    let mut rows: Vec<DocumentRow> = rows!(&mut *snapshot, BEGUN_SINCE, cluster_id, seq)?;
    let gone: Vec<DocumentRow> = rows!(snapshot, ENDED_SINCE, cluster_id, seq)?;
    rows.extend(gone);
    Ok(rows)
}

/// The versions that a change made; `seq_to` says which of them hold no more.
pub async fn made_by(
    source: impl Into<Source<'_>>,
    cluster_id: &str,
    seq: i64,
) -> Result<Vec<DocumentRow>, StoreError> {
    rows!(source, MADE_BY, cluster_id, seq)
}

/// The versions that a change ended.
pub async fn ended_by(
    source: impl Into<Source<'_>>,
    cluster_id: &str,
    seq: i64,
) -> Result<Vec<DocumentRow>, StoreError> {
    rows!(source, ENDED_BY, cluster_id, seq)
}

/// Every version of a document, the first one first.
pub async fn history(
    source: impl Into<Source<'_>>,
    cluster_id: &str,
    kind: Kind,
    id: &str,
) -> Result<Vec<DocumentRow>, StoreError> {
    rows!(source, HISTORY, cluster_id, kind.as_str(), id)
}
