//! Who waits for changes is told of each one, by the server that wrote it and by the others on the same database.

use std::time::Duration;

use tokio::time::timeout;
use vigie_store::Store;

use crate::support::{World, reading, stories};

stories! {
    whoever_listens_is_told
}

async fn whoever_listens_is_told(world: World) {
    let other = world.impatient().await;
    let own = world.store.clone();
    let listening = [own, other.clone()].map(|store| tokio::spawn(async move { store.listen().await }));
    // A database that is told whom to tell needs a moment for it.
    tokio::time::sleep(Duration::from_millis(500)).await;
    let watched: Vec<&Store> =
        if world.store.engine() == "Postgres" { vec![&world.store, &other] } else { vec![&world.store] };
    let mut receivers: Vec<_> = watched.iter().map(|store| store.news()).collect();
    let mut tx = world.begin().await;
    tx.next_seq("alpes").await.unwrap();
    tx.rollback().await.unwrap();
    let seq = world
        .write(async |tx, seq| {
            let new = reading("members", "2026-01", "120");
            vigie_store::readings::put(tx, "alpes", seq, &new).await.unwrap();
        })
        .await;
    for receiver in &mut receivers {
        let news = timeout(Duration::from_secs(10), receiver.recv()).await.expect("told").unwrap();
        assert_eq!((news.cluster_id.as_str(), news.seq), ("alpes", seq), "not of what was taken back");
        assert!(receiver.try_recv().is_err(), "once");
    }
    listening.iter().for_each(tokio::task::JoinHandle::abort);
}
