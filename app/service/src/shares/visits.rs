//! How often links are opened: a count and a time, nothing of who it was.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use vigie_store::{StoreError, Tx, shares};

use crate::Service;
use crate::error::Result;

/// Visits counted since they were last written, by share: a visit is not to cost a durable write.
#[derive(Clone, Default)]
pub(crate) struct Visits(Arc<Mutex<Counted>>);

/// How many, and the time of the last one, by id of the share.
type Counted = HashMap<String, (u32, i64)>;

impl Service {
    /// Somebody opened this share.
    pub fn count_visit(&self, share: &str) {
        self.visits.add(share, 1, self.edge.millis());
    }

    /// Writes the visits that were counted in memory. What could not be written is kept for the next time.
    pub async fn flush_visits(&self) -> Result<()> {
        let counted = self.visits.take();
        if counted.is_empty() {
            return Ok(());
        }
        let written = self.write_visits(&counted).await;
        if written.is_err() {
            for (id, (visits, last)) in &counted {
                self.visits.add(id, *visits, *last);
            }
        }
        Ok(written?)
    }

    async fn write_visits(&self, counted: &Counted) -> std::result::Result<(), StoreError> {
        let mut tx: Tx = self.store.begin().await?;
        for (id, (visits, last)) in counted {
            match shares::count_visits(&mut tx, id, *visits, *last).await {
                // Its cluster was deleted meanwhile.
                Ok(()) | Err(StoreError::NotFound) => {}
                Err(error) => return Err(error),
            }
        }
        tx.commit().await
    }
}

impl Visits {
    fn add(&self, id: &str, visits: u32, at: i64) {
        let mut counted = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((sum, last)) = counted.get_mut(id) {
            (*sum, *last) = (sum.saturating_add(visits), at.max(*last));
        } else {
            counted.insert(id.to_owned(), (visits, at));
        }
    }

    fn take(&self) -> Counted {
        std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}
