//! The handle of all use cases.

use std::path::Path;

use vigie_store::{OpenError, Options, Store};

use crate::accounts::Hasher;
use crate::edge::Edge;
use crate::error::Result;
use crate::logo::Easel;
use crate::record::Queue;
use crate::shares::Visits;

/// Cheap to clone: a database, the edge, and the little that is kept in memory.
#[derive(Clone)]
pub struct Service {
    pub(crate) store: Store,
    pub(crate) edge: Edge,
    pub(crate) hasher: Hasher,
    pub(crate) visits: Visits,
    pub(crate) queue: Queue,
    pub(crate) easel: Easel,
}

impl Service {
    /// Opens the database, made or migrated if need be.
    pub async fn open(url: &str, edge: Edge) -> std::result::Result<Service, OpenError> {
        Service::open_with(url, edge, Options::default()).await
    }

    pub async fn open_with(
        url: &str,
        edge: Edge,
        options: Options,
    ) -> std::result::Result<Service, OpenError> {
        let store = Store::open(url, options).await?;
        let (visits, queue) = (Visits::default(), Queue::default());
        Ok(Service { store, edge, hasher: Hasher::new(), visits, queue, easel: Easel::default() })
    }

    /// Whether the database answers.
    pub async fn ping(&self) -> Result<()> {
        Ok(self.store.ping().await?)
    }

    /// A copy of the database in a new file (SQLite), checked after it was written.
    pub async fn backup(&self, file: &Path) -> Result<()> {
        Ok(self.store.backup(file).await?)
    }

    /// What has to be done now and then: removes sessions that are over and writes the visits counted so far.
    pub async fn tidy(&self) -> Result<()> {
        self.flush_visits().await?;
        let mut tx = self.store.begin().await?;
        vigie_store::sessions::delete_expired(&mut tx, self.edge.millis()).await?;
        Ok(tx.commit().await?)
    }

    /// Ends the use of the database; what was counted in memory is written first.
    pub async fn close(&self) {
        if let Err(error) = self.flush_visits().await {
            tracing::warn!(%error, "visits were not counted");
        }
        self.store.close().await;
    }
}
