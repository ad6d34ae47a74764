//! What happens in an office beside its clusters: logins, keys, roles.

use crate::{Source, StoreError, Tx};

statements! {
    APPEND = "INSERT INTO office_log (id, office_id, at, actor_id, kind, detail) VALUES ($1, $2, $3, $4, $5, $6)";
    LIST = "SELECT id, at, actor_id, kind, detail FROM office_log WHERE office_id = $1 AND at < $2 \
            ORDER BY at DESC, id DESC LIMIT $3";
}

#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct EntryRow {
    pub id: String,
    pub at: i64,
    pub actor_id: Option<String>,
    pub kind: String,
    pub detail: String,
}

pub struct NewEntry<'a> {
    pub id: &'a str,
    pub office_id: &'a str,
    pub at: i64,
    pub actor_id: Option<&'a str>,
    pub kind: &'a str,
    pub detail: &'a str,
}

pub async fn append(tx: &mut Tx, new: &NewEntry<'_>) -> Result<(), StoreError> {
    exec!(tx, APPEND, new.id, new.office_id, new.at, new.actor_id, new.kind, new.detail).map(drop)
}

/// The entries before a moment, newest first (`i64::MAX` for the first page).
pub async fn list(
    source: impl Into<Source<'_>>,
    office_id: &str,
    before: i64,
    limit: u32,
) -> Result<Vec<EntryRow>, StoreError> {
    rows!(source, LIST, office_id, before, i64::from(limit))
}
