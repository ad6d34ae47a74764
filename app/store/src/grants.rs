//! Who may what in which cluster. Admins of the office need no grant.

use crate::{Source, StoreError, Tx};

statements! {
    SET = "INSERT INTO grants (user_id, cluster_id, role) VALUES ($1, $2, $3) \
           ON CONFLICT (user_id, cluster_id) DO UPDATE SET role = excluded.role";
    DELETE = "DELETE FROM grants WHERE user_id = $1 AND cluster_id = $2";
    ROLE = "SELECT role FROM grants WHERE user_id = $1 AND cluster_id = $2";
    OF_CLUSTER = "SELECT user_id, cluster_id, role FROM grants WHERE cluster_id = $1 ORDER BY user_id";
    OF_USER = "SELECT user_id, cluster_id, role FROM grants WHERE user_id = $1 ORDER BY cluster_id";
}

#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct GrantRow {
    pub user_id: String,
    pub cluster_id: String,
    /// `manager`, `contributor` or `reader`.
    pub role: String,
}

/// Gives a role, in place of the one the person had.
pub async fn set(tx: &mut Tx, user_id: &str, cluster_id: &str, role: &str) -> Result<(), StoreError> {
    exec!(tx, SET, user_id, cluster_id, role).map(drop)
}

/// Takes a role away; whether there was one.
pub async fn delete(tx: &mut Tx, user_id: &str, cluster_id: &str) -> Result<bool, StoreError> {
    exec!(tx, DELETE, user_id, cluster_id).map(|rows| rows > 0)
}

pub async fn role(
    source: impl Into<Source<'_>>,
    user_id: &str,
    cluster_id: &str,
) -> Result<Option<String>, StoreError> {
    let row: Option<(String,)> = row!(source, ROLE, user_id, cluster_id)?;
    Ok(row.map(|(role,)| role))
}

/// The team of a cluster, without the admins of the office.
pub async fn of_cluster(
    source: impl Into<Source<'_>>,
    cluster_id: &str,
) -> Result<Vec<GrantRow>, StoreError> {
    rows!(source, OF_CLUSTER, cluster_id)
}

pub async fn of_user(source: impl Into<Source<'_>>, user_id: &str) -> Result<Vec<GrantRow>, StoreError> {
    rows!(source, OF_USER, user_id)
}
