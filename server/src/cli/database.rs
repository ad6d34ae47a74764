//! The database as a whole: migrate, backup, restore, verify.

use std::path::{Path, PathBuf};

use serde_json::json;
use vigie_store::StoreError;

use super::output::Output;
use crate::config::Config;
use crate::failure::Failure;
use crate::open;

pub async fn migrate(config: &Config, out: Output) -> Result<(), Failure> {
    open::open(config).await?;
    let database = config.database_for_show();
    out.one(&format!("{database} is up to date"), &json!({ "database": database, "migrated": true }))
}

pub async fn backup(config: &Config, file: &Path, out: Output) -> Result<(), Failure> {
    let store = open::look(config).await?;
    store.backup(file).await.map_err(|error| could_not(&error, file))?;
    let shown = file.display();
    out.one(
        &format!("{shown} holds a checked copy of the database"),
        &json!({ "file": shown.to_string(), "checked": true }),
    )
}

/// A restore never replaces a database: what is there may be the only copy.
pub async fn restore(config: &Config, file: &Path, out: Output) -> Result<(), Failure> {
    let target = sqlite_file(&config.database_url).ok_or_else(|| {
        Failure::failed("only an SQLite database is restored by Vigie; use pg_restore for Postgres")
    })?;
    if target.exists() {
        return Err(Failure::failed(format!("{} exists; move it away first", target.display())));
    }
    if !file.is_file() {
        return Err(Failure::failed(format!("there is no file {}", file.display())));
    }
    vigie_store::check(file).await.map_err(|error| could_not(&error, file))?;
    copy(file, &target)
        .map_err(|error| Failure::failed(format!("cannot write {}: {error}", target.display())))?;
    let shown = target.display().to_string();
    out.one(
        &format!("{shown} is restored from {}", file.display()),
        &json!({ "file": shown, "restored": true }),
    )
}

pub async fn verify(config: &Config, out: Output) -> Result<(), Failure> {
    let store = open::look(config).await?;
    store.verify().await.map_err(|error| Failure::failed(error.to_string()))?;
    let database = config.database_for_show();
    out.one(&format!("{database} is sound"), &json!({ "database": database, "sound": true }))
}

fn could_not(error: &StoreError, file: &Path) -> Failure {
    let shown = file.display();
    match error {
        StoreError::Exists => Failure::failed(format!("{shown} exists; choose another name")),
        StoreError::Unsupported(why) => Failure::failed(*why),
        error => Failure::failed(format!("{shown}: {error}")),
    }
}

/// The copy appears under its name only when it is whole, and only its owner can read it.
fn copy(from: &Path, to: &Path) -> std::io::Result<()> {
    let mut part = to.as_os_str().to_owned();
    part.push(".part");
    let part = PathBuf::from(part);
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut target = options.open(&part)?;
    std::io::copy(&mut std::fs::File::open(from)?, &mut target)?;
    target.sync_all()?;
    std::fs::rename(part, to)
}

fn sqlite_file(url: &str) -> Option<PathBuf> {
    let rest = url.strip_prefix("sqlite:")?;
    let rest = rest.strip_prefix("//").unwrap_or(rest);
    let path = rest.split('?').next().filter(|path| !path.is_empty())?;
    Some(PathBuf::from(path))
}
