//! Answers given to commands. The same command again (same person, same id) gets its stored answer and does nothing.

use crate::{Source, StoreError, Tx, dialect};

/// An answer to keep; the fields are those of [`StoredRow`].
#[derive(Clone, Copy, Debug)]
pub struct NewAnswer<'a> {
    pub user_id: &'a str,
    pub id: &'a str,
    pub body_hash: &'a str,
    pub answer: &'a str,
    pub at: i64,
}

statements! {
    STORED = "SELECT body_hash, answer, at FROM commands WHERE user_id = $1 AND id = $2";
    STORE = "INSERT INTO commands (user_id, id, body_hash, answer, at) VALUES ($1, $2, $3, $4, $5)";
    DELETE_BEFORE = "DELETE FROM commands WHERE at < $1";
}

/// Whose answer it is, beside it.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct OwnedRow {
    pub user_id: String,
    pub id: String,
    #[sqlx(flatten)]
    pub stored: StoredRow,
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

/// Which of these commands of these people were answered. To be read as [`stored`] is.
pub async fn stored_of(
    source: impl Into<Source<'_>>,
    user_ids: &[&str],
    ids: &[&str],
) -> Result<Vec<OwnedRow>, StoreError> {
    dialect::answers_of(source.into(), user_ids, ids).await
}

/// Keeps many answers at once; [`StoreError::Conflict`] `command` if one of the commands has one.
pub async fn store_many(tx: &mut Tx, new: &[NewAnswer<'_>]) -> Result<(), StoreError> {
    dialect::insert_answers(tx, new).await
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
