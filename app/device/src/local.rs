//! One IndexedDB database per person: a snapshot per cluster and the outbox, an entry per row: what was recorded, and what
//! was done beside it. How a snapshot is laid out in rows says `copies`.
//!
//! A row is JSON text: what an older version of the program wrote is read by the newer one field by field, and what can't
//! be read any more (a snapshot) is fetched anew. An outbox row is never dropped for that: it stays, and is counted.

use std::collections::BTreeSet;
use std::sync::Arc;

use idb::{Database, DatabaseEvent, Factory, ObjectStoreParams, Transaction, TransactionMode};
use serde::Serialize;
use serde::de::DeserializeOwned;
use uuid::Uuid;
use vigie_domain::act::Waiting;
use vigie_domain::outbox::Entry;
use vigie_domain::sync::Snapshot;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::IdbDatabase;

use crate::copies::{Copies, READINGS, SNAPSHOTS};
use crate::kept::{self, NotKept};
use crate::{copy_of, files_of};

/// 2: readings have rows of their own.
const VERSION: u32 = 2;
const OUTBOX: &str = "outbox";
/// How the row of an act begins.
const ACT: &str = "{\"act\"";

/// Open for one person.
pub struct LocalCopy {
    database: Database,
    copies: Copies,
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
            for store in [SNAPSHOTS, READINGS, OUTBOX] {
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
        Ok(Self { database, copies: Copies::default() })
    }

    /// The last copy of a cluster; none where there is none or a newer program has to fetch it anew.
    pub async fn snapshot(&self, slug: &str) -> Result<Option<Arc<Snapshot>>, NotKept> {
        let transaction = self.database.transaction(&[SNAPSHOTS, READINGS], TransactionMode::ReadOnly)?;
        Ok(self.copies.read(&transaction, slug).await?)
    }

    /// What waits, in the order in which it was recorded (ids are ordered by time).
    pub async fn outbox(&self) -> Result<Stored, NotKept> {
        let transaction = self.database.transaction(&[OUTBOX], TransactionMode::ReadOnly)?;
        let rows = transaction.object_store(OUTBOX)?.get_all(None, None)?.await?;
        let mut stored = Stored::default();
        rows.iter().for_each(|row| stored.take(row));
        Ok(stored)
    }

    /// The same where all but a few are known: the ids that it holds, and of what is not known the rows.
    pub async fn outbox_beyond(&self, known: &BTreeSet<Uuid>) -> Result<(BTreeSet<Uuid>, Stored), NotKept> {
        let transaction = self.database.transaction(&[OUTBOX], TransactionMode::ReadOnly)?;
        let store = transaction.object_store(OUTBOX)?;
        let keys = store.get_all_keys(None, None)?.await?;
        let (mut held, mut stored) = (BTreeSet::new(), Stored::default());
        for key in keys {
            let id = key.as_string().and_then(|id| id.parse::<Uuid>().ok());
            held.extend(id);
            if id.is_none_or(|id| !known.contains(&id))
                && let Some(row) = store.get(key)?.await?
            {
                stored.take(&row);
            }
        }
        Ok((held, stored))
    }

    /// Writes what changed in one transaction, and waits until it is kept: all of it or nothing.
    pub async fn write(&self, change: Change<'_>) -> Result<(), NotKept> {
        let stores = [SNAPSHOTS, READINGS, OUTBOX];
        let transaction = self.database.transaction(&stores, TransactionMode::ReadWrite)?;
        let written = kept::write(transaction, async |transaction| {
            change.put(transaction)?;
            match change.snapshot {
                Some(copy) => self.copies.put(transaction, copy).await.map(Some),
                None => Ok(None),
            }
        });
        if let Some(written) = written.await? {
            self.copies.wrote(written);
        }
        Ok(())
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

impl Stored {
    fn take(&mut self, row: &JsValue) {
        let Some(text) = row.as_string() else { return };
        if text.starts_with(ACT) {
            match read::<Waiting>(&text) {
                Some(act) => self.acts.push(act),
                None => self.strange.push(text),
            }
        } else {
            match read::<Entry>(&text) {
                Some(entry) => self.entries.push(entry),
                None => self.strange.push(text),
            }
        }
    }
}

/// What one transaction writes.
#[derive(Default)]
pub struct Change<'a> {
    pub entries: &'a [Entry],
    pub acts: &'a [Waiting],
    pub gone: &'a [Uuid],
    pub snapshot: Option<&'a Arc<Snapshot>>,
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
        Ok(())
    }
}

pub(crate) fn text(row: &impl Serialize) -> JsValue {
    JsValue::from_str(&serde_json::to_string(row).unwrap_or_default())
}

/// From bytes, as everything else in the browser: from a `str` all the code that reads would be there a second time.
pub(crate) fn read<T: DeserializeOwned>(text: &str) -> Option<T> {
    serde_json::from_slice(text.as_bytes()).ok()
}
