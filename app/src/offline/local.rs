//! One IndexedDB database per person: a snapshot per cluster and the outbox, an entry per row: what was recorded, and what
//! was done beside it.
//!
//! A row is JSON text: what an older version of the program wrote is read by the newer one field by field, and what can't
//! be read any more (a snapshot) is fetched anew. An outbox row is never dropped for that.

use idb::{Database, DatabaseEvent, Factory, ObjectStoreParams, TransactionMode};
use uuid::Uuid;
use vigie_domain::act::Waiting;
use vigie_domain::outbox::Entry;
use vigie_domain::sync::Snapshot;
use wasm_bindgen::JsValue;

use super::read;

const VERSION: u32 = 1;
const SNAPSHOTS: &str = "snapshots";
const OUTBOX: &str = "outbox";
/// How the row of an act begins.
const ACT: &str = "{\"act\"";

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
    pub async fn outbox(&self) -> Result<Stored, idb::Error> {
        let transaction = self.database.transaction(&[OUTBOX], TransactionMode::ReadOnly)?;
        let rows = transaction.object_store(OUTBOX)?.get_all(None, None)?.await?;
        let mut stored = Stored::default();
        for text in rows.iter().filter_map(JsValue::as_string) {
            if text.starts_with(ACT) {
                stored.acts.extend(read::<Waiting>(&text));
            } else {
                stored.entries.extend(read::<Entry>(&text));
            }
        }
        Ok(stored)
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
        for waiting in change.acts {
            let text = serde_json::to_string(waiting).unwrap_or_default();
            outbox.put(&JsValue::from_str(&text), Some(&JsValue::from_str(&waiting.act.id.to_string())))?;
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
        Factory::new()?.delete(&files_of(user))?.await?;
        Factory::new()?.delete(&name(user))?.await
    }
}

/// What the device holds of the outbox.
#[derive(Default)]
pub struct Stored {
    pub entries: Vec<Entry>,
    pub acts: Vec<Waiting>,
}

/// What one transaction writes.
#[derive(Default)]
pub struct Change<'a> {
    pub entries: &'a [Entry],
    pub acts: &'a [Waiting],
    pub gone: &'a [Uuid],
    pub snapshot: Option<&'a Snapshot>,
}

fn name(user: &str) -> String {
    format!("vigie-{user}")
}

/// The database beside it in which files wait (`files`).
pub(super) fn files_of(user: &str) -> String {
    format!("vigie-files-{user}")
}
