//! The only place of Vigie that knows SQL and both database drivers.
//!
//! One SQL text serves SQLite and Postgres (`$1` placeholders); the few exceptions stand in `dialect`.
//! A module per noun holds the statements, the rows and the functions. The functions read from a
//! [`Source`] (a [`Store`], a [`Snapshot`] or a [`Tx`]) and write through a [`Tx`]. Rows are plain: the service turns
//! them into what the domain knows and decides everything; nothing here computes or compares figures.
//!
//! What is versioned (documents, readings) carries the number of the change from which (`seq_from`) and
//! until before which (`seq_to`) it holds. So "as of" is a condition and "since" a range.
//!
//! A write of a cluster:
//!
//! ```no_run
//! # use vigie_store::{Store, StoreError, changes::NewChange, documents::{self, Kind}};
//! # async fn f(store: Store, cluster: &str, now: i64) -> Result<(), StoreError> {
//! let mut tx = store.begin().await?;
//! let seq = tx.next_seq(cluster).await?; // other writers of the cluster wait from here on
//! documents::put(&mut tx, cluster, Kind::Kpi, "members-total", 0, "{…}", seq).await?;
//! tx.append_change(&NewChange {
//!     cluster_id: cluster, seq, at: now, actor_id: None, kind: "kpi", subject: "members-total",
//!     reason: None, device: None,
//! }).await?;
//! tx.commit().await
//! # }
//! ```
//!
//! To add a noun: its table in `migrations/sqlite` and `migrations/postgres` under the same file name, a module here with
//! `statements!`, its rows and functions, its list in [`statements`], and a story in `tests/` that runs on both engines.

#[macro_use]
mod macros;

mod backup;
mod dialect;
mod error;
#[cfg(test)]
mod hardship;
mod migrate;
mod open;
mod source;
mod store;
mod tx;
mod version;

pub mod changes;
pub mod clusters;
pub mod commands;
pub mod documents;
pub mod evidence;
pub mod facts;
pub mod grants;
pub mod messages;
pub mod news;
pub mod office_log;
pub mod offices;
pub mod readings;
pub mod sessions;
pub mod setup;
pub mod shares;
pub mod users;

pub use backup::check;
pub use error::{OpenError, StoreError};
pub use open::Options;
pub use source::Source;
pub use store::Store;
pub use tx::{Snapshot, Tx};

/// Every shared statement with its name, so that a test can prepare each of them on both engines.
#[doc(hidden)]
pub fn statements() -> Vec<(&'static str, &'static str)> {
    [
        changes::STATEMENTS,
        clusters::STATEMENTS,
        commands::STATEMENTS,
        documents::STATEMENTS,
        evidence::STATEMENTS,
        grants::STATEMENTS,
        messages::STATEMENTS,
        office_log::STATEMENTS,
        offices::STATEMENTS,
        readings::STATEMENTS,
        sessions::STATEMENTS,
        setup::STATEMENTS,
        shares::STATEMENTS,
        store::STATEMENTS,
        users::STATEMENTS,
    ]
    .concat()
}

/// The statements that differ between the engines: (name, SQLite, Postgres).
#[doc(hidden)]
pub use dialect::STATEMENTS as DIALECT_STATEMENTS;
