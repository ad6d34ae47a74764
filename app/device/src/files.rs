//! Files that wait on the device until they are with the server: a database of their own beside the outbox, so that
//! looking through what waits does not read them.

use idb::{Database, DatabaseEvent, Factory, ObjectStoreParams, Transaction, TransactionMode};
use js_sys::Uint8Array;
use uuid::Uuid;
use wasm_bindgen::{JsCast, JsValue};

use crate::files_of;
use crate::kept::{self, NotKept};

const FILES: &str = "files";

/// Keeps the bytes under the id of their act, and waits until they are kept.
pub async fn keep(user: &str, id: Uuid, bytes: &Uint8Array) -> Result<(), NotKept> {
    let database = open(user).await?;
    let transaction = database.transaction(&[FILES], TransactionMode::ReadWrite)?;
    let put = async |transaction: &Transaction| {
        transaction.object_store(FILES)?.put(bytes, Some(&key(id))).map(drop)
    };
    let kept = kept::write(transaction, put).await;
    database.close();
    kept
}

/// None where the browser has not kept them.
pub async fn kept(user: &str, id: Uuid) -> Result<Option<Uint8Array>, NotKept> {
    let database = open(user).await?;
    let transaction = database.transaction(&[FILES], TransactionMode::ReadOnly)?;
    let row = transaction.object_store(FILES)?.get(key(id))?.await?;
    database.close();
    Ok(row.and_then(|row| row.dyn_into().ok()))
}

pub async fn forget(user: &str, id: Uuid) {
    let Ok(database) = open(user).await else { return };
    if let Ok(transaction) = database.transaction(&[FILES], TransactionMode::ReadWrite) {
        let delete = async |transaction: &Transaction| {
            transaction.object_store(FILES)?.delete(idb::Query::Key(key(id))).map(drop)
        };
        // What could not be deleted only takes space.
        let _ = kept::write(transaction, delete).await;
    }
    database.close();
}

/// Opened for one use and closed again: an open one would be in the way of signing out.
async fn open(user: &str) -> Result<Database, idb::Error> {
    let mut request = Factory::new()?.open(&files_of(user), Some(1))?;
    request.on_upgrade_needed(|event| {
        if let Ok(database) = event.database() {
            let _ = database.create_object_store(FILES, ObjectStoreParams::new());
        }
    });
    request.await
}

fn key(id: Uuid) -> JsValue {
    JsValue::from_str(&id.to_string())
}
