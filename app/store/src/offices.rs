//! Offices: the organisations that use this installation. Nothing crosses from one to another.

use crate::{Source, StoreError, Tx};

statements! {
    INSERT = "INSERT INTO offices (id, name, created_at) VALUES ($1, $2, $3)";
    BY_ID = "SELECT id, name, created_at FROM offices WHERE id = $1";
    LIST = "SELECT id, name, created_at FROM offices ORDER BY created_at, id";
    RENAME = "UPDATE offices SET name = $2 WHERE id = $1";
}

#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct OfficeRow {
    pub id: String,
    pub name: String,
    /// Milliseconds since 1970 UTC.
    pub created_at: i64,
}

pub async fn insert(tx: &mut Tx, id: &str, name: &str, at: i64) -> Result<(), StoreError> {
    exec!(tx, INSERT, id, name, at).map(drop)
}

pub async fn by_id(source: impl Into<Source<'_>>, id: &str) -> Result<Option<OfficeRow>, StoreError> {
    row!(source, BY_ID, id)
}

/// All offices of the installation, the first made first.
pub async fn list(source: impl Into<Source<'_>>) -> Result<Vec<OfficeRow>, StoreError> {
    rows!(source, LIST)
}

pub async fn rename(tx: &mut Tx, id: &str, name: &str) -> Result<(), StoreError> {
    crate::tx::found(exec!(tx, RENAME, id, name)?)
}
