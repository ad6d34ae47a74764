//! What can go wrong. Texts of drivers stay in the `source`, for the log; nobody outside ever sees them.

use std::error::Error as StdError;

use sqlx::error::{DatabaseError, ErrorKind};

type Source = Box<dyn StdError + Send + Sync>;

/// Why a read or a write failed. Its text names no table, no statement and no address.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StoreError {
    /// What was asked for, or what a row refers to, does not exist.
    #[error("not found")]
    NotFound,
    /// The value of this field is taken already: `email`, `slug`, …
    #[error("{0} is taken already")]
    Conflict(&'static str),
    /// Other writers were not done in time. Nothing was written: trying again is right.
    #[error("the database is busy")]
    Busy(#[source] Source),
    /// The disk is full. Reads go on.
    #[error("the disk of the database is full")]
    Full(#[source] Source),
    /// The database can't be written. Reads go on.
    #[error("the database is read-only")]
    ReadOnly(#[source] Source),
    /// The database does not answer.
    #[error("the database does not answer")]
    Unavailable(#[source] Source),
    /// The file is damaged.
    #[error("the database is damaged")]
    Corrupt(#[source] Source),
    /// The engine has no such function.
    #[error("{0}")]
    Unsupported(&'static str),
    /// The file that was to be written exists already.
    #[error("the file exists already")]
    Exists,
    /// A fault of the program.
    #[error("the database refused a statement")]
    Other(#[source] Source),
}

impl StoreError {
    /// A fault of the caller.
    pub(crate) fn fault(text: &'static str) -> Self {
        Self::Other(text.into())
    }
}

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> Self {
        use sqlx::Error as E;
        match &error {
            E::RowNotFound => Self::NotFound,
            E::PoolTimedOut => Self::Busy(error.into()),
            E::Io(_) | E::Tls(_) | E::PoolClosed | E::WorkerCrashed => Self::Unavailable(error.into()),
            E::Database(reported) => match kind(reported.as_ref()) {
                Some(Kind::Conflict(field)) => Self::Conflict(field),
                Some(Kind::NotFound) => Self::NotFound,
                Some(Kind::Busy) => Self::Busy(error.into()),
                Some(Kind::Full) => Self::Full(error.into()),
                Some(Kind::ReadOnly) => Self::ReadOnly(error.into()),
                Some(Kind::Unavailable) => Self::Unavailable(error.into()),
                Some(Kind::Corrupt) => Self::Corrupt(error.into()),
                None => Self::Other(error.into()),
            },
            _ => Self::Other(error.into()),
        }
    }
}

enum Kind {
    Conflict(&'static str),
    NotFound,
    Busy,
    Full,
    ReadOnly,
    Unavailable,
    Corrupt,
}

fn kind(error: &dyn DatabaseError) -> Option<Kind> {
    match error.kind() {
        ErrorKind::UniqueViolation => return Some(Kind::Conflict(field(error))),
        ErrorKind::ForeignKeyViolation => return Some(Kind::NotFound),
        _ => {}
    }
    let code = error.code()?;
    // Postgres has five characters, SQLite a number of which the lowest byte is the primary code.
    match code.as_ref() {
        "55P03" | "40001" | "40P01" => Some(Kind::Busy),
        "53100" => Some(Kind::Full),
        "25006" => Some(Kind::ReadOnly),
        "53300" | "57P01" | "57P02" | "57P03" | "57P05" | "25P03" => Some(Kind::Unavailable),
        "XX001" | "XX002" => Some(Kind::Corrupt),
        code if code.len() == 5 => None,
        code => match code.parse::<i32>().ok()? & 0xff {
            5 | 6 => Some(Kind::Busy),
            8 => Some(Kind::ReadOnly),
            10 | 14 => Some(Kind::Unavailable),
            11 | 26 => Some(Kind::Corrupt),
            13 => Some(Kind::Full),
            _ => None,
        },
    }
}

/// What each unique constraint is about: as SQLite names its columns, as Postgres names it, the field for people.
const UNIQUE: &[(&str, &str, &str)] = &[
    ("users.email", "users_email_key", "email"),
    ("clusters.slug", "clusters_slug_key", "slug"),
    ("shares.token_hash", "shares_token_hash_key", "token"),
    ("commands.user_id, commands.id", "commands_pkey", "command"),
    ("documents.cluster_id, documents.kind, documents.id", "documents_current", "id"),
    ("readings.cluster_id, readings.kpi, readings.period", "readings_current", "period"),
    ("readings.cluster_id, readings.kpi, readings.period, readings.seq_from", "readings_pkey", "period"),
    ("evidence.cluster_id, evidence.id", "evidence_current", "evidence"),
    ("messages.cluster_id, messages.id", "messages_current", "message"),
];

fn field(error: &dyn DatabaseError) -> &'static str {
    let constraint = error.constraint();
    let columns = error.message().rsplit_once("failed: ").map(|(_, columns)| columns);
    UNIQUE
        .iter()
        .find(|(sqlite, postgres, _)| constraint == Some(postgres) || columns == Some(sqlite))
        .map_or("id", |(_, _, field)| field)
}

/// Why a database could not be opened: one clear line, without what drivers say and without the password.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum OpenError {
    /// The address is not one of a database.
    #[error("{address} is not the address of a database: {why}")]
    Address { address: String, why: &'static str },
    /// There is no database yet and none was to be made.
    #[error("there is no database at {0} yet")]
    Missing(String),
    /// The file or the server can't be reached.
    #[error("the database {address} can't be reached: {why}")]
    Unreachable { address: String, why: String, source: Option<Source> },
    /// The server does not let this name and password in.
    #[error("the database {address} refuses this user, password or database name")]
    Refused { address: String, source: Source },
    /// Somebody else holds the file.
    #[error("the database {address} is held by another program")]
    Busy { address: String, source: Source },
    /// The file is something else.
    #[error("{address} is not a database, or it is damaged")]
    Corrupt { address: String, source: Source },
    /// The database has tables of another program.
    #[error("the database {0} belongs to another program")]
    Foreign(String),
    /// A later version of Vigie wrote it.
    #[error("the database {0} was written by a newer version of Vigie; this version can't use it")]
    Newer(String),
    /// It lacks migrations and was not to be migrated.
    #[error("the database {0} is of an older version of Vigie; run `vigie migrate` first")]
    Pending(String),
    /// A migration did not succeed; nothing of it remains.
    #[error("the database {address} could not be migrated")]
    Migration { address: String, source: Source },
    /// The SQLite library could corrupt it.
    #[error("SQLite {found} can corrupt its files; {oldest} or newer is needed")]
    OldSqlite { found: String, oldest: &'static str },
}
