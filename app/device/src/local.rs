//! One IndexedDB database per person: a snapshot per cluster and the outbox, an entry per row: what was recorded, and what
//! was done beside it.
//!
//! A row is JSON text: what an older version of the program wrote is read by the newer one field by field, and what can't
//! be read any more (a snapshot) is fetched anew. An outbox row is never dropped for that: it stays, and is counted.

use idb::{Database, DatabaseEvent, Factory, ObjectStoreParams, Transaction, TransactionMode};
use serde::Serialize;
use serde::de::DeserializeOwned;
use uuid::Uuid;
use vigie_domain::act::Waiting;
use vigie_domain::outbox::Entry;
use vigie_domain::sync::Snapshot;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::IdbDatabase;

use crate::kept::{self, NotKept};
use crate::{copy_of, files_of};

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
    pub async fn open(user: &str) -> Result<Self, NotKept> {
        Self::open_as(user, VERSION).await
    }

    /// As a program of another version opens it: what is missing is made, what is there stays. For tests of updates.
    #[doc(hidden)]
    pub async fn open_as(user: &str, version: u32) -> Result<Self, NotKept> {
        let mut request = Factory::new()?.open(&copy_of(user), Some(version))?;
        request.on_upgrade_needed(|event| {
            let Ok(database) = event.database() else { return };
            for store in [SNAPSHOTS, OUTBOX] {
                if !database.store_names().iter().any(|name| name == store) {
                    let _ = database.create_object_store(store, ObjectStoreParams::new());
                }
            }
        });
        let mut database = request.await?;
        // Another tab signs out or brings a later version: it waits until this one lets go.
        database.on_version_change(|event| {
            if let Some(database) = event.target().and_then(|target| target.dyn_into::<IdbDatabase>().ok()) {
                database.close();
            }
        });
        Ok(Self { database })
    }

    /// The last copy of a cluster; none where there is none or a newer program has to fetch it anew.
    pub async fn snapshot(&self, slug: &str) -> Result<Option<Snapshot>, NotKept> {
        let transaction = self.database.transaction(&[SNAPSHOTS], TransactionMode::ReadOnly)?;
        let row = transaction.object_store(SNAPSHOTS)?.get(JsValue::from_str(slug))?.await?;
        Ok(row.and_then(|row| row.as_string()).and_then(|text| read(&text)))
    }

    /// What waits, in the order in which it was recorded (ids are ordered by time).
    pub async fn outbox(&self) -> Result<Stored, NotKept> {
        let transaction = self.database.transaction(&[OUTBOX], TransactionMode::ReadOnly)?;
        let rows = transaction.object_store(OUTBOX)?.get_all(None, None)?.await?;
        let mut stored = Stored::default();
        for text in rows.iter().filter_map(JsValue::as_string) {
            if text.starts_with(ACT) {
                match read::<Waiting>(&text) {
                    Some(act) => stored.acts.push(act),
                    None => stored.strange.push(text),
                }
            } else {
                match read::<Entry>(&text) {
                    Some(entry) => stored.entries.push(entry),
                    None => stored.strange.push(text),
                }
            }
        }
        Ok(stored)
    }

    /// Writes what changed in one transaction, and waits until it is kept: all of it or nothing.
    pub async fn write(&self, change: Change<'_>) -> Result<(), NotKept> {
        let transaction = self.database.transaction(&[SNAPSHOTS, OUTBOX], TransactionMode::ReadWrite)?;
        kept::write(transaction, |transaction| change.put(transaction)).await
    }

    /// Takes everything of this person off the device.
    pub async fn erase(&self, user: &str) -> Result<(), NotKept> {
        self.database.close();
        Factory::new()?.delete(&files_of(user))?.await?;
        Ok(Factory::new()?.delete(&copy_of(user))?.await?)
    }
}

/// What the device holds of the outbox.
#[derive(Default)]
pub struct Stored {
    pub entries: Vec<Entry>,
    pub acts: Vec<Waiting>,
    /// Rows that this version of the program does not understand, as they stand: a later one wrote them.
    pub strange: Vec<String>,
}

/// What one transaction writes.
#[derive(Default)]
pub struct Change<'a> {
    pub entries: &'a [Entry],
    pub acts: &'a [Waiting],
    pub gone: &'a [Uuid],
    pub snapshot: Option<&'a Snapshot>,
}

impl Change<'_> {
    fn put(&self, transaction: &Transaction) -> Result<(), idb::Error> {
        let outbox = transaction.object_store(OUTBOX)?;
        for id in self.gone {
            outbox.delete(idb::Query::Key(JsValue::from_str(&id.to_string())))?;
        }
        for entry in self.entries {
            outbox.put(&text(entry), Some(&JsValue::from_str(&entry.command.id.to_string())))?;
        }
        for waiting in self.acts {
            outbox.put(&text(waiting), Some(&JsValue::from_str(&waiting.act.id.to_string())))?;
        }
        if let Some(snapshot) = self.snapshot {
            let slug = JsValue::from_str(snapshot.cluster.slug.as_str());
            transaction.object_store(SNAPSHOTS)?.put(&text(snapshot), Some(&slug))?;
        }
        Ok(())
    }
}

fn text(row: &impl Serialize) -> JsValue {
    JsValue::from_str(&serde_json::to_string(row).unwrap_or_default())
}

/// From bytes, as everything else in the browser: from a `str` all the code that reads would be there a second time.
fn read<T: DeserializeOwned>(text: &str) -> Option<T> {
    serde_json::from_slice(text.as_bytes()).ok()
}
