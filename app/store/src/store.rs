//! The handle of an open database.

use sqlx::{PgPool, SqlitePool};
use tokio::sync::broadcast;

use crate::news::News;
use crate::tx::Open;
use crate::{Snapshot, StoreError, Tx};

statements! {
    PING = "SELECT CAST(1 AS BIGINT)";
}

/// An open database, cheap to clone.
#[derive(Clone, Debug)]
pub struct Store {
    pub(crate) pools: Pools,
    pub(crate) news: broadcast::Sender<News>,
}

/// SQLite has one writer and several read-only connections: so a reader never waits for a writer, writers wait in
/// a fair queue, and nothing answers "database is locked".
#[derive(Clone, Debug)]
pub(crate) enum Pools {
    Sqlite { readers: SqlitePool, writer: SqlitePool },
    Postgres(PgPool),
}

impl Store {
    /// Begins a write. On SQLite it waits for the other writers, at most as long as the options say ([`StoreError::Busy`]);
    /// on Postgres writers wait for each other at [`Tx::next_seq`]. Dropped without [`Tx::commit`] it leaves nothing.
    pub async fn begin(&self) -> Result<Tx, StoreError> {
        let open = match &self.pools {
            Pools::Sqlite { writer, .. } => Open::Sqlite(writer.begin_with("BEGIN IMMEDIATE").await?),
            Pools::Postgres(pool) => {
                Open::Postgres(pool.begin_with("BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE").await?)
            }
        };
        Ok(Tx::new(open, self.news.clone()))
    }

    /// Begins a read of one state: what is read from it fits together, whatever is written meanwhile.
    pub async fn snapshot(&self) -> Result<Snapshot, StoreError> {
        let open = match &self.pools {
            Pools::Sqlite { readers, .. } => Open::Sqlite(readers.begin().await?),
            Pools::Postgres(pool) => {
                Open::Postgres(pool.begin_with("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY").await?)
            }
        };
        Ok(Snapshot { open })
    }

    /// Whether the database answers (for readiness).
    pub async fn ping(&self) -> Result<(), StoreError> {
        let _: Option<(i64,)> = row!(self, PING)?;
        Ok(())
    }

    /// The name of the engine, for people: `SQLite` or `Postgres`.
    pub fn engine(&self) -> &'static str {
        match self.pools {
            Pools::Sqlite { .. } => "SQLite",
            Pools::Postgres(_) => "Postgres",
        }
    }

    /// Closes every connection. SQLite then has one file only: its log is written back.
    pub async fn close(&self) {
        match &self.pools {
            Pools::Sqlite { readers, writer } => {
                // The writer last: only a connection that may write can fold the log into the file.
                readers.close().await;
                writer.close().await;
            }
            Pools::Postgres(pool) => pool.close().await,
        }
    }
}
