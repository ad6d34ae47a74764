//! The guarded first run: it happens once, with a token that the server prints.

use crate::{Source, StoreError, Tx};

statements! {
    STATE = "SELECT token_hash, completed_at FROM setup WHERE id = 1";
    SET_TOKEN = "UPDATE setup SET token_hash = $1 WHERE id = 1 AND completed_at IS NULL";
    COMPLETE = "UPDATE setup SET completed_at = $1, token_hash = NULL WHERE id = 1 AND completed_at IS NULL";
}

#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct SetupRow {
    /// The hash of the token, while one is open.
    pub token_hash: Option<String>,
    /// When the first run was done.
    pub completed_at: Option<i64>,
}

pub async fn state(source: impl Into<Source<'_>>) -> Result<SetupRow, StoreError> {
    let row: Option<SetupRow> = row!(source, STATE)?;
    row.ok_or(StoreError::NotFound)
}

/// Opens the first run with a new token; `false` if it was done already.
pub async fn set_token(tx: &mut Tx, token_hash: &str) -> Result<bool, StoreError> {
    exec!(tx, SET_TOKEN, token_hash).map(|rows| rows == 1)
}

/// Marks the first run as done; `true` for exactly one caller, the one who may go on in this transaction.
/// The others wait here until it is known whether that one commits.
pub async fn complete(tx: &mut Tx, at: i64) -> Result<bool, StoreError> {
    exec!(tx, COMPLETE, at).map(|rows| rows == 1)
}
