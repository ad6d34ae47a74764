//! Answers given to commands. The same command again (same person, same id) gets its stored answer and does nothing.

use crate::{Source, StoreError, Tx};

statements! {
    STORED = "SELECT body_hash, answer, at FROM commands WHERE user_id = $1 AND id = $2";
    STORE = "INSERT INTO commands (user_id, id, body_hash, answer, at) VALUES ($1, $2, $3, $4, $5)";
    DELETE_BEFORE = "DELETE FROM commands WHERE at < $1";
}

#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct StoredRow {
    /// Of the body that was answered: the same id with another body is refused.
    pub body_hash: String,
    /// The answer as it was given.
    pub answer: String,
    pub at: i64,
}

/// The answer of a command, if it was given. In a write it is read after [`crate::clusters::lock`] or
/// [`Tx::next_seq`], so that the same command in parallel is seen.
pub async fn stored(
    source: impl Into<Source<'_>>,
    user_id: &str,
    id: &str,
) -> Result<Option<StoredRow>, StoreError> {
    row!(source, STORED, user_id, id)
}

/// Keeps an answer; [`StoreError::Conflict`] `command` if the command has one.
pub async fn store(
    tx: &mut Tx,
    user_id: &str,
    id: &str,
    body_hash: &str,
    answer: &str,
    at: i64,
) -> Result<(), StoreError> {
    exec!(tx, STORE, user_id, id, body_hash, answer, at).map(drop)
}

/// Forgets answers given before a moment, long after any outbox could send again; how many.
pub async fn delete_before(tx: &mut Tx, at: i64) -> Result<u64, StoreError> {
    exec!(tx, DELETE_BEFORE, at)
}
