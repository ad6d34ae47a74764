//! The embedded migrations. They only go forward; a database that is ahead of the program is left alone.

use sqlx::migrate::{AppliedMigration, Migrate, MigrateError, Migrator};
use sqlx::{Connection, PgConnection, SqliteConnection};

use crate::dialect::{REFERENCES, TABLES_POSTGRES, TABLES_SQLITE};

pub(crate) static SQLITE: Migrator = sqlx::migrate!("../../migrations/sqlite");
pub(crate) static POSTGRES: Migrator = sqlx::migrate!("../../migrations/postgres");

const TABLE: &str = "_sqlx_migrations";

/// Why a database is not in the state in which the program can use it.
#[derive(Debug)]
pub(crate) enum Refusal {
    Newer,
    Pending,
    /// Tables of somebody else.
    Foreign,
    Failed(Box<dyn std::error::Error + Send + Sync>),
    Engine(sqlx::Error),
}

impl From<sqlx::Error> for Refusal {
    fn from(error: sqlx::Error) -> Self {
        Self::Engine(error)
    }
}

impl From<MigrateError> for Refusal {
    fn from(error: MigrateError) -> Self {
        match error {
            // Another, later program was quicker.
            MigrateError::VersionMissing(_) => Self::Newer,
            MigrateError::Execute(error) => Self::Engine(error),
            error => Self::Failed(error.into()),
        }
    }
}

/// Brings an SQLite file up to date, or checks that it is. All migrations are one transaction that holds the write lock:
/// of two programs that start at once one waits, and a migration that breaks off leaves nothing.
pub(crate) async fn sqlite(conn: &mut SqliteConnection, migrate: bool) -> Result<(), Refusal> {
    let tables: Vec<String> = sqlx::query_scalar(TABLES_SQLITE).fetch_all(&mut *conn).await?;
    if is_ready(&SQLITE, &tables, conn, migrate).await? {
        return Ok(());
    }
    let mut tx = conn.begin_with("BEGIN IMMEDIATE").await?;
    SQLITE.run_direct(None, &mut *tx, false).await?;
    // This connection does not enforce references, so that a migration may rebuild a table.
    if sqlx::query(REFERENCES).fetch_optional(&mut *tx).await?.is_some() {
        return Err(Refusal::Failed("a migration left a reference to nothing".into()));
    }
    tx.commit().await?;
    Ok(())
}

/// The same for Postgres, where an advisory lock keeps two programs apart and each migration is a transaction.
pub(crate) async fn postgres(conn: &mut PgConnection, migrate: bool) -> Result<(), Refusal> {
    let tables: Vec<String> = sqlx::query_scalar(TABLES_POSTGRES).fetch_all(&mut *conn).await?;
    if is_ready(&POSTGRES, &tables, conn, migrate).await? {
        return Ok(());
    }
    POSTGRES.run_direct(None, conn, false).await?;
    Ok(())
}

/// Whether nothing is to be done. Reads only, so that a start on an up-to-date database writes nothing.
async fn is_ready<C: Migrate>(
    ours: &Migrator,
    tables: &[String],
    conn: &mut C,
    migrate: bool,
) -> Result<bool, Refusal> {
    let applied = if tables.iter().any(|table| table == TABLE) {
        conn.list_applied_migrations(TABLE).await?
    } else if tables.is_empty() {
        Vec::new()
    } else {
        return Err(Refusal::Foreign);
    };
    match state(ours, &applied) {
        State::Newer => Err(Refusal::Newer),
        State::Ready => Ok(true),
        State::Behind if migrate => Ok(false),
        State::Behind => Err(Refusal::Pending),
        State::Differs(version) => Err(MigrateError::VersionMismatch(version).into()),
    }
}

#[derive(Debug, PartialEq)]
enum State {
    Ready,
    Behind,
    Newer,
    Differs(i64),
}

fn state(ours: &Migrator, applied: &[AppliedMigration]) -> State {
    for applied in applied {
        match ours.iter().find(|migration| migration.version == applied.version) {
            None => return State::Newer,
            Some(migration) if migration.checksum != applied.checksum => {
                return State::Differs(applied.version);
            }
            Some(_) => {}
        }
    }
    if applied.len() < ours.iter().count() { State::Behind } else { State::Ready }
}
