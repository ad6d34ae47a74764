//! The end of a transaction: all of it is kept, or nothing and it is said why.

use idb::Transaction;
use js_sys::Promise;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{DomException, Event, IdbTransaction};

/// Why the device has not kept or found something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotKept {
    /// The browser gives this site no more space.
    Full,
    /// Anything else: no IndexedDB, a database that is gone, a transaction that was given up.
    Failed,
}

impl From<idb::Error> for NotKept {
    fn from(error: idb::Error) -> Self {
        use idb::Error::{DomException, TransactionCommitError, UpdateFailed};
        match error {
            DomException(error) => why(error.as_ref()),
            UpdateFailed(error) | TransactionCommitError(error) => why(&error),
            _ => NotKept::Failed,
        }
    }
}

/// Writes in a transaction, and waits until it is kept. What was put before a failure is taken back: without the abort
/// the browser would commit it when it finds the transaction idle.
pub(crate) async fn write<T>(
    transaction: Transaction,
    put: impl AsyncFnOnce(&Transaction) -> Result<T, idb::Error>,
) -> Result<T, NotKept> {
    let put = match put(&transaction).await {
        Ok(put) => put,
        Err(error) => {
            let _ = transaction.abort();
            return Err(error.into());
        }
    };
    let mut transaction = transaction.commit()?;
    // Not the future of `idb`: to it a transaction that the browser has given up is one that has ended well.
    let ended = Promise::new(&mut |kept, given_up| {
        transaction.on_complete(move |_| drop(kept.call0(&JsValue::NULL)));
        transaction.on_abort(move |event| drop(given_up.call1(&JsValue::NULL, &error_of(&event))));
    });
    JsFuture::from(ended).await.map(|_| put).map_err(|error| why(&error))
}

fn error_of(event: &Event) -> JsValue {
    let transaction = event.target().and_then(|target| target.dyn_into::<IdbTransaction>().ok());
    transaction.and_then(|transaction| transaction.error()).map_or(JsValue::NULL, Into::into)
}

fn why(error: &JsValue) -> NotKept {
    let name = error.dyn_ref::<DomException>().map(DomException::name);
    if name.as_deref() == Some("QuotaExceededError") { NotKept::Full } else { NotKept::Failed }
}
