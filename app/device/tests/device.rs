//! The device in a real browser: what is kept together, what stays when something fails, and whose it is.

#![cfg(target_arch = "wasm32")]

use idb::{Database, DatabaseEvent, Factory, ObjectStoreParams, TransactionMode};
use std::sync::Arc;

use js_sys::Uint8Array;
use uuid::Uuid;
use vigie_device::{Change, LocalCopy, NotKept, files};
use vigie_domain::act::{Act, WaitState, Waiting};
use vigie_domain::outbox::Entry;
use vigie_domain::record::Command;
use vigie_domain::sync::Snapshot;
use wasm_bindgen::JsValue;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

fn id(last: u32) -> Uuid {
    format!("019f0000-0000-7000-8000-{last:012}").parse().expect("an id")
}

/// A value recorded offline.
fn entry(last: u32) -> Entry {
    let command = serde_json::json!({
        "v": 1, "id": id(last), "cluster": "alpes", "kpi": "members-total", "period": "2026-10",
        "recorded_at": "2026-11-02T08:00:00Z", "value": "193",
    });
    Entry::new(serde_json::from_value::<Command>(command).expect("a command"))
}

fn message(last: u32) -> Waiting {
    let act = serde_json::json!({
        "v": 1, "id": id(last), "cluster": "alpes", "kpi": "members-total",
        "deed": { "say": { "text": "seen" } }, "recorded_at": "2026-11-02T08:00:00Z",
    });
    Waiting { act: serde_json::from_value::<Act>(act).expect("an act"), state: WaitState::Waiting }
}

fn snapshot() -> Arc<Snapshot> {
    let copy = serde_json::json!({
        "form": 1, "seq": 7, "today": "2026-11-02", "taken_at": "2026-11-02T07:00:00Z",
        "me": { "id": id(100), "office": id(101), "cluster": id(102), "email": "a@b.c", "name": "A", "role": "manager" },
        "people": [], "cluster": { "slug": "alpes", "name": "Alpes" }, "kpis": [], "objectives": [], "dashboards": [],
        "period_states": [], "readings": [],
    });
    Arc::new(serde_json::from_value(copy).expect("a snapshot"))
}

fn ids(stored: &vigie_device::Stored) -> Vec<Uuid> {
    let entries = stored.entries.iter().map(|entry| entry.command.id);
    entries.chain(stored.acts.iter().map(|waiting| waiting.act.id)).collect()
}

/// Runs in the page.
fn page(script: &str) {
    js_sys::eval(script).expect("a script");
}

/// The database past the program.
async fn raw(user: &str, version: u32, stores: &'static [&'static str]) -> Database {
    let mut request =
        Factory::new().expect("a factory").open(&format!("vigie-{user}"), Some(version)).expect("a request");
    request.on_upgrade_needed(move |event| {
        let database = event.database().expect("a database");
        for store in stores {
            if !database.store_names().iter().any(|name| name == store) {
                database.create_object_store(store, ObjectStoreParams::new()).expect("a store");
            }
        }
    });
    request.await.expect("it opens")
}

async fn put_raw(database: &Database, key: &str, text: &str) {
    let transaction = database.transaction(&["outbox"], TransactionMode::ReadWrite).expect("a transaction");
    let store = transaction.object_store("outbox").expect("a store");
    store
        .put(&JsValue::from_str(text), Some(&JsValue::from_str(key)))
        .expect("put")
        .await
        .expect("it is put");
    transaction.commit().expect("it commits").await.expect("kept");
}

#[wasm_bindgen_test]
async fn what_is_recorded_and_the_copy_are_kept_together() {
    let device = LocalCopy::open("together").await.expect("open");
    let (entries, acts, copy) = ([entry(1), entry(2)], [message(3)], snapshot());
    let change = Change { entries: &entries, acts: &acts, gone: &[], snapshot: Some(&copy) };
    device.write(change).await.expect("kept");
    // As after a reload.
    let device = LocalCopy::open("together").await.expect("open");
    assert_eq!(ids(&device.outbox().await.expect("readable")), [id(1), id(2), id(3)]);
    assert_eq!(device.snapshot("alpes").await.expect("readable").map(|copy| copy.seq), Some(copy.seq));
    // What is done leaves in the same write in which the copy moves on.
    let later = Arc::new(Snapshot { seq: copy.seq + 1, ..(*copy).clone() });
    let change = Change { gone: &[id(1), id(3)], snapshot: Some(&later), ..Change::default() };
    device.write(change).await.expect("kept");
    assert_eq!(ids(&device.outbox().await.expect("readable")), [id(2)]);
    assert_eq!(device.snapshot("alpes").await.expect("readable").map(|copy| copy.seq), Some(later.seq));
    device.erase("together").await.expect("erased");
}

#[wasm_bindgen_test]
async fn of_a_transaction_that_the_browser_gives_up_nothing_is_kept() {
    let device = LocalCopy::open("aborted").await.expect("open");
    device.write(Change { entries: &[entry(1)], ..Change::default() }).await.expect("kept");
    page(
        "globalThis.commit = IDBTransaction.prototype.commit; IDBTransaction.prototype.commit = function () { this.abort(); };",
    );
    let copy = snapshot();
    let change = Change { entries: &[entry(2)], gone: &[id(1)], snapshot: Some(&copy), ..Change::default() };
    let kept = device.write(change).await;
    page("IDBTransaction.prototype.commit = globalThis.commit;");
    assert_eq!(kept, Err(NotKept::Failed));
    assert_eq!(ids(&device.outbox().await.expect("readable")), [id(1)]);
    assert!(device.snapshot("alpes").await.expect("readable").is_none());
    device.erase("aborted").await.expect("erased");
}

#[wasm_bindgen_test]
async fn a_full_device_says_so_and_keeps_what_it_had() {
    let device = LocalCopy::open("full").await.expect("open");
    device.write(Change { entries: &[entry(1)], ..Change::default() }).await.expect("kept");
    // The second of two puts finds no more space: the first must not stay alone.
    page(
        "globalThis.put = IDBObjectStore.prototype.put; globalThis.puts = 0;
        IDBObjectStore.prototype.put = function (...row) {
            if (++globalThis.puts === 2) throw new DOMException('no more', 'QuotaExceededError');
            return globalThis.put.apply(this, row);
        };",
    );
    let change = Change { entries: &[entry(2), entry(3)], gone: &[id(1)], ..Change::default() };
    let kept = device.write(change).await;
    page("globalThis.puts = 1;");
    let file = files::keep("full", id(4), &Uint8Array::from(&b"%PDF"[..])).await;
    page("IDBObjectStore.prototype.put = globalThis.put;");
    assert_eq!((kept, file), (Err(NotKept::Full), Err(NotKept::Full)));
    assert_eq!(ids(&device.outbox().await.expect("readable")), [id(1)]);
    assert!(files::kept("full", id(4)).await.expect("readable").is_none());
    device.erase("full").await.expect("erased");
}

#[wasm_bindgen_test]
async fn an_earlier_database_is_brought_up_to_date_with_its_entries() {
    // One that kept no copies yet: the outbox alone.
    let earlier = raw("earlier", 1, &["outbox"]).await;
    put_raw(&earlier, &id(1).to_string(), &serde_json::to_string(&entry(1)).expect("text")).await;
    earlier.close();
    let later = LocalCopy::open_as("earlier", 2).await.expect("it opens");
    later.write(Change { snapshot: Some(&snapshot()), ..Change::default() }).await.expect("kept");
    assert_eq!(ids(&later.outbox().await.expect("readable")), [id(1)]);
    assert!(later.snapshot("alpes").await.expect("readable").is_some());
    // A program of before the update, still open in a tab, does not touch it.
    assert!(LocalCopy::open_as("earlier", 1).await.is_err());
    assert_eq!(ids(&later.outbox().await.expect("readable")), [id(1)]);
}

#[wasm_bindgen_test]
async fn a_tab_lets_go_of_the_database_for_a_later_version() {
    let device = LocalCopy::open("open-tab").await.expect("open");
    device.write(Change { entries: &[entry(1)], ..Change::default() }).await.expect("kept");
    let later = LocalCopy::open_as("open-tab", 3).await.expect("it is not held up");
    assert_eq!(ids(&later.outbox().await.expect("readable")), [id(1)]);
    assert!(
        device.write(Change { entries: &[entry(2)], ..Change::default() }).await.is_err(),
        "and says that it keeps nothing"
    );
}

#[wasm_bindgen_test]
async fn two_people_have_two_devices() {
    let (ada, ben) =
        (LocalCopy::open("ada").await.expect("open"), LocalCopy::open("ben").await.expect("open"));
    ada.write(Change { entries: &[entry(1)], ..Change::default() }).await.expect("kept");
    files::keep("ada", id(1), &Uint8Array::from(&b"%PDF"[..])).await.expect("kept");
    ben.write(Change { entries: &[entry(2)], ..Change::default() }).await.expect("kept");
    assert_eq!(ids(&ada.outbox().await.expect("readable")), [id(1)]);
    assert_eq!(ids(&ben.outbox().await.expect("readable")), [id(2)]);
    assert!(files::kept("ben", id(1)).await.expect("readable").is_none());
    // Who leaves takes only their own along, also while another tab of theirs is open.
    let tab = LocalCopy::open("ada").await.expect("open");
    ada.erase("ada").await.expect("erased");
    drop(tab);
    let ada = LocalCopy::open("ada").await.expect("open").outbox().await.expect("readable");
    assert_eq!(ids(&ada), Vec::<Uuid>::new());
    assert!(files::kept("ada", id(1)).await.expect("readable").is_none());
    assert_eq!(ids(&ben.outbox().await.expect("readable")), [id(2)]);
}

/// A copy that has moved on, with this value under this number.
fn moved(copy: &Snapshot, kpi: &str, seq: u64, value: &str) -> Arc<Snapshot> {
    let held = serde_json::json!({
        "kpi": kpi, "period": "2026-10", "current": {
            "revision": seq, "reading": { "kpi": kpi, "period": "2026-10", "value": value },
        },
    });
    let mut moved = Snapshot { seq, ..copy.clone() };
    moved.readings.take(serde_json::from_value(held).expect("a reading"));
    Arc::new(moved)
}

async fn keep(device: &LocalCopy, copy: &Arc<Snapshot>) {
    device.write(Change { snapshot: Some(copy), ..Change::default() }).await.expect("kept");
}

/// As after a reload.
async fn found(user: &str) -> Snapshot {
    let device = LocalCopy::open(user).await.expect("open");
    (*device.snapshot("alpes").await.expect("readable").expect("a copy")).clone()
}

#[wasm_bindgen_test]
async fn a_change_writes_the_rows_that_it_changes() {
    let device = LocalCopy::open("rows").await.expect("open");
    let first = moved(&moved(&snapshot(), "members-total", 8, "190"), "projects", 9, "4");
    keep(&device, &first).await;
    page(
        "globalThis.put = IDBObjectStore.prototype.put; globalThis.rows = [];
        IDBObjectStore.prototype.put = function (...row) {
            globalThis.rows.push(row[1]);
            return globalThis.put.apply(this, row);
        };",
    );
    let second = moved(&first, "projects", 10, "5");
    keep(&device, &second).await;
    page("IDBObjectStore.prototype.put = globalThis.put;");
    let rows = js_sys::eval("globalThis.rows.join()").expect("keys").as_string();
    assert_eq!(rows.as_deref(), Some("alpes/projects,alpes"), "one KPI and the mark");
    assert_eq!(found("rows").await, *second);
    // A copy that was fetched anew holds less: what it lacks goes.
    let anew = moved(&snapshot(), "members-total", 11, "200");
    keep(&device, &anew).await;
    assert_eq!(found("rows").await, *anew);
}

#[wasm_bindgen_test]
async fn two_tabs_write_in_turn_and_neither_leaves_gaps() {
    let (one, two) =
        (LocalCopy::open("tabs").await.expect("open"), LocalCopy::open("tabs").await.expect("open"));
    let start = moved(&snapshot(), "members-total", 8, "190");
    keep(&one, &start).await;
    // The second tab knows less of one KPI and more of another, and has the last word.
    let behind = moved(&start, "projects", 9, "4");
    keep(&two, &behind).await;
    let ahead = moved(&moved(&start, "members-total", 10, "191"), "projects", 9, "4");
    keep(&one, &ahead).await;
    keep(&two, &moved(&behind, "projects", 11, "5")).await;
    keep(&one, &moved(&ahead, "events", 12, "3")).await;
    let found = found("tabs").await;
    assert_eq!(found.seq, 12);
    assert_eq!(found, *moved(&ahead, "events", 12, "3"), "all of what the last one knew");
}

#[wasm_bindgen_test]
async fn a_copy_of_the_program_before_is_read() {
    let whole = moved(&snapshot(), "members-total", 8, "190");
    let earlier = raw("copy-1", 1, &["outbox", "snapshots"]).await;
    let transaction = earlier.transaction(&["snapshots"], TransactionMode::ReadWrite).expect("a transaction");
    let text = JsValue::from_str(&serde_json::to_string(&*whole).expect("text"));
    let store = transaction.object_store("snapshots").expect("a store");
    store.put(&text, Some(&JsValue::from_str("alpes"))).expect("put").await.expect("it is put");
    transaction.commit().expect("it commits").await.expect("kept");
    earlier.close();
    assert_eq!(found("copy-1").await, *whole);
    let device = LocalCopy::open("copy-1").await.expect("open");
    let later = moved(&whole, "projects", 9, "4");
    keep(&device, &later).await;
    assert_eq!(found("copy-1").await, *later);
}

#[wasm_bindgen_test]
async fn between_two_batches_only_what_is_new_is_read() {
    let device = LocalCopy::open("beyond").await.expect("open");
    let change = Change { entries: &[entry(1), entry(2)], acts: &[message(3)], ..Change::default() };
    device.write(change).await.expect("kept");
    let known = [id(1), id(9)].into_iter().collect();
    let (held, new) = device.outbox_beyond(&known).await.expect("readable");
    assert_eq!(held.into_iter().collect::<Vec<_>>(), [id(1), id(2), id(3)]);
    assert_eq!(ids(&new), [id(2), id(3)]);
}

#[wasm_bindgen_test]
async fn a_row_of_a_later_program_stays_and_is_counted() {
    let database = raw("strange", 1, &["outbox", "snapshots"]).await;
    let (reading, act) = (r#"{"command":{"v":9,"what":"ever"}}"#, r#"{"act":{"v":9},"state":"resting"}"#);
    put_raw(&database, "a", reading).await;
    put_raw(&database, "b", act).await;
    database.close();
    let device = LocalCopy::open("strange").await.expect("open");
    device.write(Change { entries: &[entry(1)], gone: &[id(9)], ..Change::default() }).await.expect("kept");
    let stored = device.outbox().await.expect("readable");
    assert_eq!(ids(&stored), [id(1)]);
    assert_eq!(stored.strange, [reading, act]);
}

#[wasm_bindgen_test]
async fn a_file_is_kept_byte_for_byte_until_it_is_forgotten() {
    let bytes: Vec<u8> = (0..=255).collect();
    files::keep("files", id(1), &Uint8Array::from(&bytes[..])).await.expect("kept");
    let kept = files::kept("files", id(1)).await.expect("readable").expect("there");
    assert_eq!(kept.to_vec(), bytes);
    files::forget("files", id(1)).await;
    assert!(files::kept("files", id(1)).await.expect("readable").is_none());
}
