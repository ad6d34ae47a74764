//! One IndexedDB database per person: a snapshot per cluster and the outbox, an entry per row.
//!
//! A row is JSON text: what an older version of the program wrote is read by the newer one field by field, and what can't
//! be read any more (a snapshot) is fetched anew. An outbox row is never dropped for that.

use idb::{Database, DatabaseEvent, Factory, ObjectStoreParams, TransactionMode};
use uuid::Uuid;
use vigie_domain::outbox::Entry;
use vigie_domain::sync::Snapshot;
use wasm_bindgen::JsValue;

use super::read;

const VERSION: u32 = 1;
const SNAPSHOTS: &str = "snapshots";
const OUTBOX: &str = "outbox";

/// Open for one person.
pub struct LocalCopy {
    database: Database,
}

impl LocalCopy {
    pub async fn open(user: &str) -> Result<Self, idb::Error> {
        let mut request = Factory::new()?.open(&name(user), Some(VERSION))?;
        request.on_upgrade_needed(|event| {
            let Ok(database) = event.database() else { return };
            for store in [SNAPSHOTS, OUTBOX] {
                if !database.store_names().iter().any(|name| name == store) {
                    let _ = database.create_object_store(store, ObjectStoreParams::new());
                }
            }
        });
        Ok(Self { database: request.await? })
    }

    /// The last copy of a cluster; none where there is none or a newer program has to fetch it anew.
    pub async fn snapshot(&self, slug: &str) -> Result<Option<Snapshot>, idb::Error> {
        let transaction = self.database.transaction(&[SNAPSHOTS], TransactionMode::ReadOnly)?;
        let row = transaction.object_store(SNAPSHOTS)?.get(JsValue::from_str(slug))?.await?;
        Ok(row.and_then(|row| row.as_string()).and_then(|text| read(&text)))
    }

    /// What waits, in the order in which it was recorded (ids are ordered by time).
    pub async fn outbox(&self) -> Result<Vec<Entry>, idb::Error> {
        let transaction = self.database.transaction(&[OUTBOX], TransactionMode::ReadOnly)?;
        let rows = transaction.object_store(OUTBOX)?.get_all(None, None)?.await?;
        Ok(rows.iter().filter_map(JsValue::as_string).filter_map(|text| read::<Entry>(&text)).collect())
    }

    /// Writes what changed in one transaction, and waits until it is kept.
    pub async fn write(&self, change: Change<'_>) -> Result<(), idb::Error> {
        let transaction = self.database.transaction(&[SNAPSHOTS, OUTBOX], TransactionMode::ReadWrite)?;
        let outbox = transaction.object_store(OUTBOX)?;
        for id in change.gone {
            outbox.delete(idb::Query::Key(JsValue::from_str(&id.to_string())))?;
        }
        for entry in change.entries {
            let text = serde_json::to_string(entry).unwrap_or_default();
            outbox.put(&JsValue::from_str(&text), Some(&JsValue::from_str(&entry.command.id.to_string())))?;
        }
        if let Some(snapshot) = change.snapshot {
            let text = serde_json::to_string(snapshot).unwrap_or_default();
            let slug = JsValue::from_str(snapshot.cluster.slug.as_str());
            transaction.object_store(SNAPSHOTS)?.put(&JsValue::from_str(&text), Some(&slug))?;
        }
        transaction.commit()?.await?;
        Ok(())
    }

    /// Takes everything of this person off the device.
    pub async fn erase(&self, user: &str) -> Result<(), idb::Error> {
        self.database.close();
        Factory::new()?.delete(&name(user))?.await
    }
}

/// What one transaction writes.
#[derive(Default)]
pub struct Change<'a> {
    pub entries: &'a [Entry],
    pub gone: &'a [Uuid],
    pub snapshot: Option<&'a Snapshot>,
}

fn name(user: &str) -> String {
    format!("vigie-{user}")
}
