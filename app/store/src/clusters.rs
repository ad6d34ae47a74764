//! Clusters: the head row of each, with the number of its latest change. What a cluster is called and how it is set
//! stands in its document (`documents`, kind `cluster`).

use crate::tx::found;
use crate::{Source, StoreError, Tx};

macro_rules! clusters {
    ($rest:literal) => {
        concat!("SELECT id, office_id, slug, seq, created_at, archived_at FROM clusters ", $rest)
    };
}
pub(crate) use clusters;

statements! {
    INSERT = "INSERT INTO clusters (id, office_id, slug, created_at) VALUES ($1, $2, $3, $4)";
    BY_ID = clusters!("WHERE id = $1");
    BY_SLUG = clusters!("WHERE slug = $1");
    LIST = clusters!("ORDER BY slug");
    OF_OFFICE = clusters!("WHERE office_id = $1 ORDER BY slug");
    OF_USER = "SELECT c.id, c.office_id, c.slug, c.seq, c.created_at, c.archived_at, \
               CASE WHEN u.admin THEN 'admin' ELSE g.role END AS role, d.body AS document \
               FROM users u JOIN clusters c ON c.office_id = u.office_id \
               LEFT JOIN grants g ON g.cluster_id = c.id AND g.user_id = u.id \
               LEFT JOIN documents d ON d.cluster_id = c.id AND d.kind = 'cluster' AND d.id = 'cluster' AND d.seq_to IS NULL \
               WHERE u.id = $1 AND (u.admin OR g.role IS NOT NULL) ORDER BY c.slug";
    NEXT_SEQS = "UPDATE clusters SET seq = seq + $2 WHERE id = $1 RETURNING seq";
    RENAME = "UPDATE clusters SET slug = $2 WHERE id = $1";
    ARCHIVE = "UPDATE clusters SET archived_at = $2 WHERE id = $1";
    DELETE = "DELETE FROM clusters WHERE id = $1";
}

#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct ClusterRow {
    pub id: String,
    pub office_id: String,
    /// Unique in the installation.
    pub slug: String,
    /// The number of the latest change, 0 before the first.
    pub seq: i64,
    pub created_at: i64,
    pub archived_at: Option<i64>,
}

/// A cluster as one person has it.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct OwnClusterRow {
    #[sqlx(flatten)]
    pub cluster: ClusterRow,
    /// `admin`, `manager`, `contributor` or `reader`.
    pub role: String,
    /// The current document of the cluster, if it has one.
    pub document: Option<String>,
}

/// [`StoreError::Conflict`] `slug` if another cluster of the installation has it.
pub async fn insert(tx: &mut Tx, id: &str, office_id: &str, slug: &str, at: i64) -> Result<(), StoreError> {
    exec!(tx, INSERT, id, office_id, slug, at).map(drop)
}

pub async fn by_id(source: impl Into<Source<'_>>, id: &str) -> Result<Option<ClusterRow>, StoreError> {
    row!(source, BY_ID, id)
}

pub async fn by_slug(source: impl Into<Source<'_>>, slug: &str) -> Result<Option<ClusterRow>, StoreError> {
    row!(source, BY_SLUG, slug)
}

/// All clusters of the installation, archived ones too.
pub async fn list(source: impl Into<Source<'_>>) -> Result<Vec<ClusterRow>, StoreError> {
    rows!(source, LIST)
}

pub async fn of_office(
    source: impl Into<Source<'_>>,
    office_id: &str,
) -> Result<Vec<ClusterRow>, StoreError> {
    rows!(source, OF_OFFICE, office_id)
}

/// The clusters that a person may see: an admin all of the office, others those with a grant.
pub async fn of_user(source: impl Into<Source<'_>>, user_id: &str) -> Result<Vec<OwnClusterRow>, StoreError> {
    rows!(source, OF_USER, user_id)
}

/// Makes the other writers of a cluster wait until this transaction ends, and says the number of its latest
/// change: to decide on what is there before a number is taken.
pub async fn lock(tx: &mut Tx, id: &str) -> Result<i64, StoreError> {
    crate::dialect::lock_cluster(tx, id).await?.ok_or(StoreError::NotFound)
}

/// The cluster at this address as [`lock`] leaves it, if there is one.
pub async fn lock_at(tx: &mut Tx, slug: &str) -> Result<Option<ClusterRow>, StoreError> {
    crate::dialect::lock_cluster_at(tx, slug).await
}

/// See [`Tx::next_seqs`]: the last of the numbers.
pub(crate) async fn next_seqs(tx: &mut Tx, id: &str, many: i64) -> Result<Option<i64>, StoreError> {
    let row: Option<(i64,)> = row!(tx, NEXT_SEQS, id, many)?;
    Ok(row.map(|(seq,)| seq))
}

pub async fn rename(tx: &mut Tx, id: &str, slug: &str) -> Result<(), StoreError> {
    found(exec!(tx, RENAME, id, slug)?)
}

/// Puts a cluster aside, or takes it back with `None`.
pub async fn archive(tx: &mut Tx, id: &str, at: Option<i64>) -> Result<(), StoreError> {
    found(exec!(tx, ARCHIVE, id, at)?)
}

/// Removes a cluster with everything in it, its log included. There is no way back.
pub async fn delete(tx: &mut Tx, id: &str) -> Result<(), StoreError> {
    found(exec!(tx, DELETE, id)?)
}
