//! Opening a database by its address.

use std::fs;
use std::path::Path;
use std::str::FromStr;
use std::time::Duration;

use sqlx::pool::PoolOptions;
use sqlx::postgres::PgConnectOptions;
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous};
use sqlx::{ConnectOptions, Connection, Executor, Postgres, Sqlite, SqliteConnection};

use crate::dialect::VERSION;
use crate::migrate::{self, Refusal};
use crate::news;
use crate::store::Pools;
use crate::{OpenError, Store, version};

/// How to open a database.
#[derive(Clone, Debug)]
pub struct Options {
    /// Make the database if there is none and bring it up to date; otherwise either is refused.
    pub migrate: bool,
    /// Connections that read (SQLite; its one writer comes on top). On Postgres, where writers need them too, twice as
    /// many less one. One is enough: no task holds one and asks for another.
    pub connections: u32,
    /// How long a caller waits for a connection or for other writers.
    pub wait: Duration,
}

impl Default for Options {
    fn default() -> Self {
        Self { migrate: true, connections: 4, wait: Duration::from_secs(5) }
    }
}

impl Store {
    /// Opens `sqlite://file` or `postgres://user:password@host/name`.
    pub async fn open(address: &str, options: Options) -> Result<Self, OpenError> {
        match address.split_once(':').map(|(scheme, _)| scheme) {
            Some("sqlite") => sqlite(address, &options).await,
            Some("postgres" | "postgresql") => postgres(address, &options).await,
            _ => Err(bad_address(address, "it must begin with sqlite:// or postgres://")),
        }
    }
}

async fn sqlite(address: &str, options: &Options) -> Result<Store, OpenError> {
    let connect = sqlite_options(address, options)?;
    let file = connect.get_filename().to_owned();
    if options.migrate {
        make_private(&file).map_err(|error| unreachable(address, &error.to_string(), Some(error.into())))?;
    } else if !file.exists() {
        return Err(OpenError::Missing(shown(address)));
    }

    // References are not enforced while migrating, so that a migration may rebuild a table.
    let fault = |error| open_fault(address, error);
    let mut conn = first(connect.clone().foreign_keys(false), options.wait).await.map_err(fault)?;
    let found: String = sqlx::query_scalar(VERSION).fetch_one(&mut conn).await.map_err(fault)?;
    if !version::is_accepted(&found) {
        return Err(OpenError::OldSqlite { found, oldest: version::OLDEST });
    }
    migrate::sqlite(&mut conn, options.migrate).await.map_err(|refusal| refused(address, refusal))?;

    // The writer stays open for good: it keeps the files of the log in place for the readers, which may not make them.
    let forever = || {
        PoolOptions::<Sqlite>::new()
            .idle_timeout(None)
            .max_lifetime(None)
            .acquire_timeout(options.wait)
            // A file does not go away as a server does: to ask before each use would be half of what reading a row costs.
            .test_before_acquire(false)
            .after_release(|conn, _| Box::pin(is_whole(conn)))
    };
    let writer =
        forever().max_connections(1).min_connections(1).connect_with(connect.clone()).await.map_err(fault)?;
    let readers = forever()
        .max_connections(options.connections)
        .connect_with(connect.read_only(true))
        .await
        .map_err(fault)?;
    conn.close().await.map_err(fault)?;
    Ok(Store { pools: Pools::Sqlite { readers, writer }, news: news::sender() })
}

/// The first connection gives a new file its journal. SQLite does not wait for another program that does so in the same
/// moment but answers that it is locked.
async fn first(connect: SqliteConnectOptions, wait: Duration) -> Result<SqliteConnection, sqlx::Error> {
    let end = tokio::time::Instant::now() + wait;
    loop {
        match connect.connect().await {
            Err(error) if is_locked(&error) && tokio::time::Instant::now() < end => {
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
            connected => return connected,
        }
    }
}

fn is_locked(error: &sqlx::Error) -> bool {
    matches!(error.as_database_error().and_then(|error| error.code()).as_deref(), Some("5" | "261" | "517"))
}

/// Whether a connection can be used again. After some errors (a full disk) SQLite has rolled back by itself; the
/// rollback of the driver then fails, and it takes the connection to be in a transaction for ever.
async fn is_whole(conn: &mut SqliteConnection) -> Result<bool, sqlx::Error> {
    if conn.is_in_transaction() {
        // Waits for a rollback that was only sent off.
        conn.ping().await?;
    }
    Ok(!conn.is_in_transaction())
}

fn sqlite_options(address: &str, options: &Options) -> Result<SqliteConnectOptions, OpenError> {
    let connect = SqliteConnectOptions::from_str(address)
        .map_err(|_| bad_address(address, "expected sqlite://path/to/file"))?
        .journal_mode(SqliteJournalMode::Wal)
        // An acknowledged value survives a power cut: the outbox of a browser forgets it then.
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(true)
        .busy_timeout(options.wait)
        .pragma("temp_store", "memory");
    if address.contains(":memory:") || address.contains("mode=memory") {
        return Err(bad_address(address, "a database in memory would be lost"));
    }
    if connect.get_filename().as_os_str().is_empty() {
        return Err(bad_address(address, "it names no file"));
    }
    Ok(connect)
}

/// Makes an empty file that only its owner can read (SQLite gives its log files the same rights), unless there is a file.
fn make_private(file: &Path) -> std::io::Result<()> {
    let mut open = fs::OpenOptions::new();
    open.append(true).create(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut open, 0o600);
    open.open(file).map(drop)
}

async fn postgres(address: &str, options: &Options) -> Result<Store, OpenError> {
    let connect = PgConnectOptions::from_str(address)
        .map_err(|_| bad_address(address, "expected postgres://user:password@host:port/name"))?
        .application_name("vigie");
    let fault = |error| open_fault(address, error);
    let lock_timeout = format!("SET lock_timeout = '{}ms'", options.wait.as_millis().max(1));
    let pool = PoolOptions::<Postgres>::new()
        .max_connections(options.connections * 2 - 1)
        .acquire_timeout(options.wait)
        .after_connect(move |conn, _| {
            let lock_timeout = lock_timeout.clone();
            Box::pin(async move { conn.execute(sqlx::AssertSqlSafe(lock_timeout)).await.map(drop) })
        });
    // A connection of its own: its error says why, that of a pool only that it took too long.
    let connecting = tokio::time::timeout(options.wait.max(Duration::from_secs(1)), connect.connect()).await;
    let mut conn = match connecting {
        Ok(conn) => conn.map_err(fault)?,
        Err(_) => return Err(unreachable(address, "it does not answer", None)),
    };
    migrate::postgres(&mut conn, options.migrate).await.map_err(|refusal| refused(address, refusal))?;
    conn.close().await.map_err(fault)?;
    Ok(Store {
        pools: Pools::Postgres(pool.connect_with(connect).await.map_err(fault)?),
        news: news::sender(),
    })
}

fn bad_address(address: &str, why: &'static str) -> OpenError {
    OpenError::Address { address: shown(address), why }
}

fn unreachable(
    address: &str,
    why: &str,
    source: Option<Box<dyn std::error::Error + Send + Sync>>,
) -> OpenError {
    OpenError::Unreachable { address: shown(address), why: why.to_owned(), source }
}

fn refused(address: &str, refusal: Refusal) -> OpenError {
    match refusal {
        Refusal::Newer => OpenError::Newer(shown(address)),
        Refusal::Pending => OpenError::Pending(shown(address)),
        Refusal::Foreign => OpenError::Foreign(shown(address)),
        Refusal::Failed(source) => OpenError::Migration { address: shown(address), source },
        Refusal::Engine(error) => open_fault(address, error),
    }
}

fn open_fault(address: &str, error: sqlx::Error) -> OpenError {
    use crate::StoreError as S;
    let code = error.as_database_error().and_then(|error| error.code()).map(|code| code.into_owned());
    let address = shown(address);
    match (code.as_deref(), S::from(error)) {
        // Wrong user, password, database name, or no right to connect.
        (Some("28000" | "28P01" | "3D000" | "42501"), S::Other(source)) => {
            OpenError::Refused { address, source }
        }
        (_, S::Corrupt(source)) => OpenError::Corrupt { address, source },
        (_, S::Busy(source)) => OpenError::Busy { address, source },
        (_, S::ReadOnly(source)) => {
            OpenError::Unreachable { address, why: "it can't be written".into(), source: Some(source) }
        }
        (_, S::Full(source)) => {
            OpenError::Unreachable { address, why: "the disk is full".into(), source: Some(source) }
        }
        (_, S::Unavailable(source)) => {
            let io = source.downcast_ref::<sqlx::Error>().and_then(|error| match error {
                sqlx::Error::Io(error) => Some(error.kind().to_string()),
                _ => None,
            });
            let why = io.unwrap_or_else(|| "it does not answer".to_owned());
            OpenError::Unreachable { address, why, source: Some(source) }
        }
        (_, S::Other(source)) => OpenError::Migration { address, source },
        (_, other) => OpenError::Unreachable {
            address,
            why: "it does not answer".into(),
            source: Some(Box::new(other)),
        },
    }
}

/// An address for people and logs: without password and parameters.
fn shown(address: &str) -> String {
    let address = address.split(['?', '#']).next().unwrap_or_default();
    let Some((scheme, rest)) = address.split_once("://") else { return address.to_owned() };
    match rest.rsplit_once('@') {
        Some((who, place)) if scheme != "sqlite" => {
            let user = who.split(':').next().unwrap_or_default();
            format!("{scheme}://{user}@{place}")
        }
        _ => address.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::shown;

    #[test]
    fn addresses_are_shown_without_secrets() {
        for (address, expected) in [
            (
                "postgres://vigie:se:cr@t@db.example:5432/vigie?password=secret",
                "postgres://vigie@db.example:5432/vigie",
            ),
            ("postgres://vigie@db/vigie", "postgres://vigie@db/vigie"),
            ("postgres://db/vigie", "postgres://db/vigie"),
            ("sqlite://folder/a@b.db", "sqlite://folder/a@b.db"),
            ("sqlite:vigie.db", "sqlite:vigie.db"),
            ("mysql://root:secret@db/x", "mysql://root@db/x"),
            ("vigie.db", "vigie.db"),
        ] {
            assert_eq!(shown(address), expected);
        }
    }
}
