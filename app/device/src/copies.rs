//! How the copy of a cluster lies on the device, so that a change writes what it changes: a row with the definitions, one
//! for each KPI with its readings, and a mark that says how far all of them have come.
//!
//! Tabs write in turn, each from its own memory. A tab adds to the rows only while the mark is still its own; where another
//! one has written since, it writes all of them.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::{DateTime, NaiveDate, Utc};
use idb::{KeyRange, ObjectStore, Query, Transaction};
use serde::{Deserialize, Serialize};
use vigie_domain::Key;
use vigie_domain::sync::{Held, HeldReadings, Snapshot};
use wasm_bindgen::JsValue;

use crate::local::{read, text};

/// By slug: everything but readings. Rows of version 1 hold them too.
pub const SNAPSHOTS: &str = "snapshots";
/// By slug the mark, by slug and KPI the readings.
pub const READINGS: &str = "readings";

#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
struct Mark {
    /// Another one with each write.
    stamp: u64,
    seq: u64,
    today: NaiveDate,
    taken_at: DateTime<Utc>,
}

/// What this tab has written or read last.
pub struct Written {
    stamp: u64,
    copy: Arc<Snapshot>,
}

#[derive(Default)]
pub struct Copies(RefCell<BTreeMap<Key, Written>>);

impl Copies {
    pub async fn read(
        &self,
        transaction: &Transaction,
        slug: &str,
    ) -> Result<Option<Arc<Snapshot>>, idb::Error> {
        // Asked for together: each answer that is waited for alone costs a turn of the page.
        let definitions = transaction.object_store(SNAPSHOTS)?.get(JsValue::from_str(slug))?.into_future();
        let rows = transaction.object_store(READINGS)?;
        let stored = rows.get(JsValue::from_str(slug))?.into_future();
        let held = rows.get_all(Some(Query::KeyRange(all_of(slug)?)), None)?.into_future();
        let (definitions, mark, held) = (definitions.await?, mark_in(stored.await?), held.await?);
        let definitions = definitions.and_then(|row| row.as_string());
        let Some(mut copy) = definitions.and_then(|text| read::<Snapshot>(&text)) else { return Ok(None) };
        let Some(mark) = mark else { return Ok(Some(Arc::new(copy))) };
        for row in held.iter().filter_map(JsValue::as_string) {
            // A row that can't be read any more: all of it is fetched anew.
            let Some(held) = read::<Vec<Held>>(&row) else { return Ok(None) };
            copy.readings.extend(held);
        }
        (copy.seq, copy.today, copy.taken_at) = (mark.seq, mark.today, mark.taken_at);
        let copy = Arc::new(copy);
        self.wrote(Written { stamp: mark.stamp, copy: copy.clone() });
        Ok(Some(copy))
    }

    /// `wrote` takes what it gives once the transaction is kept.
    pub async fn put(&self, transaction: &Transaction, copy: &Arc<Snapshot>) -> Result<Written, idb::Error> {
        let slug = copy.cluster.slug.as_str();
        let rows = transaction.object_store(READINGS)?;
        let stored = mark_in(rows.get(JsValue::from_str(slug))?.await?);
        let known = {
            let known = self.0.borrow();
            let known = known
                .get(&copy.cluster.slug)
                .filter(|known| stored.is_some_and(|mark| mark.stamp == known.stamp));
            known
                .map(|known| known.copy.clone())
                .filter(|known| known.readings.kpis().all(|kpi| copy.readings.has(kpi)))
        };
        match &known {
            Some(known) => {
                put_readings(&rows, slug, &copy.readings, copy.readings.moved_since(&known.readings))?
            }
            None => {
                rows.delete(Query::KeyRange(all_of(slug)?))?;
                put_readings(&rows, slug, &copy.readings, copy.readings.kpis())?;
            }
        }
        if known.is_none_or(|known| !copy.defines_as(&known)) {
            let definitions = Snapshot { readings: HeldReadings::default(), ..(**copy).clone() };
            transaction.object_store(SNAPSHOTS)?.put(&text(&definitions), Some(&JsValue::from_str(slug)))?;
        }
        let mark = Mark { stamp: stamp(), seq: copy.seq, today: copy.today, taken_at: copy.taken_at };
        rows.put(&text(&mark), Some(&JsValue::from_str(slug)))?;
        Ok(Written { stamp: mark.stamp, copy: copy.clone() })
    }

    pub fn wrote(&self, written: Written) {
        self.0.borrow_mut().insert(written.copy.cluster.slug.clone(), written);
    }
}

fn mark_in(row: Option<JsValue>) -> Option<Mark> {
    row.and_then(|row| row.as_string()).and_then(|text| read(&text))
}

fn put_readings<'k>(
    rows: &ObjectStore,
    slug: &str,
    readings: &HeldReadings,
    kpis: impl Iterator<Item = &'k Key>,
) -> Result<(), idb::Error> {
    for kpi in kpis {
        let held: Vec<Held> = readings.of(kpi).collect();
        rows.put(&text(&held), Some(&JsValue::from_str(&format!("{slug}/{kpi}"))))?;
    }
    Ok(())
}

/// The readings of a cluster: no slug holds a slash, and what comes after a slash is a zero.
fn all_of(slug: &str) -> Result<KeyRange, idb::Error> {
    let key = |end: char| JsValue::from_str(&format!("{slug}{end}"));
    KeyRange::bound(&key('/'), &key('0'), Some(false), Some(true))
}

/// Whole numbers up to 2^53: JSON keeps them.
fn stamp() -> u64 {
    (js_sys::Math::random() * 9_007_199_254_740_992.0) as u64
}
