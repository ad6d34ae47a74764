//! Backups of an SQLite file, each tried before it counts. A Postgres is backed up by its own tools.

use std::fs;
use std::path::{Path, PathBuf};

use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions, Connection, SqliteConnection};

use crate::dialect::{COPY, INTEGRITY, REFERENCES};
use crate::migrate::{self, Refusal};
use crate::store::Pools;
use crate::{Store, StoreError};

impl Store {
    /// Writes a copy of the database into a new file that only its owner can read, and opens and checks it.
    /// Writers go on meanwhile. The file appears under its name only when it is good; on an error there is none.
    pub async fn backup(&self, file: &Path) -> Result<(), StoreError> {
        let Pools::Sqlite { readers, .. } = &self.pools else {
            return Err(StoreError::Unsupported("a Postgres database is backed up with pg_dump"));
        };
        if file.exists() {
            return Err(StoreError::Exists);
        }
        let part = Part::new(file)?;
        let name = part.0.to_str().ok_or(StoreError::Unsupported("the name of the file must be UTF-8"))?;
        sqlx::query(COPY).bind(name).execute(readers).await?;
        check(&part.0).await?;
        part.keep(file)
    }

    /// Checks the open database; [`StoreError::Corrupt`] says what is wrong in its source.
    pub async fn verify(&self) -> Result<(), StoreError> {
        match &self.pools {
            Pools::Sqlite { readers, .. } => sound(&mut *readers.acquire().await?).await,
            // Postgres checks its pages itself while it reads.
            Pools::Postgres(_) => self.ping().await,
        }
    }
}

/// Opens an SQLite file read-only and checks it from end to end, as before a restore: it is sound, and a database of Vigie that this
/// version can use, after migrations if need be.
pub async fn check(file: &Path) -> Result<(), StoreError> {
    let connect = SqliteConnectOptions::new().filename(file).read_only(true).foreign_keys(false);
    let mut conn = connect.connect().await?;
    match migrate::sqlite(&mut conn, false).await {
        Ok(()) | Err(Refusal::Pending) => {}
        Err(Refusal::Engine(error)) => return Err(error.into()),
        Err(Refusal::Newer) => {
            return Err(StoreError::Unsupported("the file was written by a newer version of Vigie"));
        }
        Err(Refusal::Foreign) => return Err(StoreError::Unsupported("the file belongs to another program")),
        Err(Refusal::Failed(error)) => return Err(StoreError::Corrupt(error)),
    }
    sound(&mut conn).await?;
    conn.close().await?;
    Ok(())
}

async fn sound(conn: &mut SqliteConnection) -> Result<(), StoreError> {
    let found: Vec<String> = sqlx::query_scalar(INTEGRITY).fetch_all(&mut *conn).await?;
    if found != ["ok"] {
        return Err(StoreError::Corrupt(found.join("; ").into()));
    }
    if sqlx::query(REFERENCES).fetch_optional(conn).await?.is_some() {
        return Err(StoreError::Corrupt("a reference to nothing".into()));
    }
    Ok(())
}

/// A file that is removed unless it is kept.
struct Part(PathBuf);

impl Part {
    /// An empty file beside the target: SQLite takes it over and leaves its rights as they are.
    fn new(target: &Path) -> Result<Self, StoreError> {
        let mut name = target
            .file_name()
            .ok_or(StoreError::Unsupported("a backup needs the name of a file"))?
            .to_owned();
        name.push(format!(".{}.part", std::process::id()));
        let part = target.with_file_name(name);
        let mut open = fs::OpenOptions::new();
        open.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut open, 0o600);
        open.open(&part).map_err(unwritable)?;
        Ok(Self(part))
    }

    /// Gives the file its name, never in place of another file, once it is on the disk.
    fn keep(self, target: &Path) -> Result<(), StoreError> {
        fs::File::open(&self.0).and_then(|file| file.sync_all()).map_err(unwritable)?;
        fs::hard_link(&self.0, target).map_err(unwritable)
    }
}

impl Drop for Part {
    fn drop(&mut self) {
        // Nothing to do about an error here: what remains is a file that says by its name that it is no backup.
        let _ = fs::remove_file(&self.0);
    }
}

fn unwritable(error: std::io::Error) -> StoreError {
    use std::io::ErrorKind as K;
    match error.kind() {
        K::AlreadyExists => StoreError::Exists,
        K::StorageFull | K::QuotaExceeded => StoreError::Full(error.into()),
        K::ReadOnlyFilesystem | K::PermissionDenied => StoreError::ReadOnly(error.into()),
        _ => StoreError::Unavailable(error.into()),
    }
}
