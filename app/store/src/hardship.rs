//! Full disks, read-only connections and callers that go away, on SQLite, seen from inside.

#![allow(clippy::unwrap_used, reason = "what can't be unwrapped has failed")]

use std::time::Duration;

use tempfile::TempDir;

use crate::store::Pools;
use crate::{Options, Store, StoreError, Tx, changes, clusters, offices};

async fn store() -> (TempDir, Store) {
    let folder = TempDir::new().unwrap();
    let address = format!("sqlite://{}", folder.path().join("vigie.db").display());
    let store = Store::open(&address, Options::default()).await.unwrap();
    let mut tx = store.begin().await.unwrap();
    offices::insert(&mut tx, "office", "Office", 0).await.unwrap();
    clusters::insert(&mut tx, "alpes", "office", "alpes", 0).await.unwrap();
    tx.commit().await.unwrap();
    (folder, store)
}

async fn append(tx: &mut Tx, subject: &str) -> Result<(), StoreError> {
    let cluster_id = "alpes";
    let seq = tx.next_seq(cluster_id).await?;
    let (at, actor_id, kind, reason, device) = (0, None, "note", None, None);
    tx.append_change(&changes::NewChange { cluster_id, seq, at, actor_id, kind, subject, reason, device })
        .await
}

async fn write(store: &Store, subject: &str) -> Result<(), StoreError> {
    let mut tx = store.begin().await?;
    append(&mut tx, subject).await?;
    tx.commit().await
}

async fn numbers(store: &Store) -> Vec<i64> {
    changes::since(store, "alpes", 0, 10_000).await.unwrap().into_iter().map(|change| change.seq).collect()
}

fn pools(store: &Store) -> (&sqlx::SqlitePool, &sqlx::SqlitePool) {
    match &store.pools {
        Pools::Sqlite { readers, writer } => (readers, writer),
        Pools::Postgres(_) => unreachable!(),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_connections_are_set_as_decided() {
    let (_folder, store) = store().await;
    let (readers, writer) = pools(&store);
    for pool in [readers, writer] {
        for (pragma, expected) in
            [("PRAGMA synchronous", 2), ("PRAGMA foreign_keys", 1), ("PRAGMA busy_timeout", 5000)]
        {
            let found: i64 = sqlx::query_scalar(pragma).fetch_one(pool).await.unwrap();
            assert_eq!(found, expected, "{pragma}");
        }
        let journal: String = sqlx::query_scalar("PRAGMA journal_mode").fetch_one(pool).await.unwrap();
        assert_eq!(journal, "wal");
    }
    let refused = sqlx::query("DELETE FROM clusters").execute(readers).await.map_err(StoreError::from);
    assert!(matches!(refused, Err(StoreError::ReadOnly(_))), "{refused:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_full_disk_stops_writes_not_reads_and_passes() {
    let (_folder, store) = store().await;
    let (_, writer) = pools(&store);
    write(&store, "before").await.unwrap();
    let pages: i64 = sqlx::query_scalar("PRAGMA page_count").fetch_one(writer).await.unwrap();

    let large = "x".repeat(100_000);
    for _ in 0..3 {
        // Of this connection only.
        let limit = sqlx::AssertSqlSafe(format!("PRAGMA max_page_count = {}", pages + 1));
        sqlx::query(limit).execute(writer).await.unwrap();
        let refused = write(&store, &large).await;
        assert!(matches!(refused, Err(StoreError::Full(_))), "{refused:?}");
        assert_eq!(numbers(&store).await, [1]);
    }
    write(&store, &large).await.unwrap();
    assert_eq!(numbers(&store).await, [1, 2]);
    store.verify().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_caller_that_goes_away_leaves_nothing_and_frees_the_writer() {
    let (_folder, store) = store().await;
    for round in 0..300 {
        // Cut at another place each time.
        let cut = Duration::from_micros(round * 7);
        let _ = tokio::time::timeout(cut, write(&store, "cut")).await;
    }
    // Whoever gets the writer has waited for the last one who was cut, perhaps in the middle of making it durable.
    drop(store.begin().await.unwrap());
    let before = numbers(&store).await;
    write(&store, "whole").await.unwrap();
    let after = numbers(&store).await;
    assert_eq!(after.len(), before.len() + 1);
    assert_eq!(after, (1..=after.len() as i64).collect::<Vec<_>>());
}
