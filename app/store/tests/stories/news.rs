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
    let watched: Vec<&Store> =
        if world.store.engine() == "Postgres" { vec![&world.store, &other] } else { vec![&world.store] };
    let mut receivers: Vec<_> = watched.iter().map(|store| store.news()).collect();
    // A database that is told whom to tell needs a moment for it: until everybody has heard something.
    for receiver in &mut receivers {
        let heard = async {
            while timeout(Duration::from_millis(100), receiver.recv()).await.is_err() {
                record(&world).await;
            }
        };
        timeout(Duration::from_secs(10), heard).await.expect("told in the end");
    }
    let last = record(&world).await;
    for receiver in &mut receivers {
        while timeout(Duration::from_secs(10), receiver.recv()).await.expect("told").unwrap().seq != last {}
    }
    let mut tx = world.begin().await;
    tx.next_seq("alpes").await.unwrap();
    tx.rollback().await.unwrap();
    let seq = record(&world).await;
    for receiver in &mut receivers {
        let news = timeout(Duration::from_secs(10), receiver.recv()).await.expect("told").unwrap();
        assert_eq!((news.cluster_id.as_str(), news.seq), ("alpes", seq), "not of what was taken back");
        assert!(receiver.try_recv().is_err(), "once");
    }
    listening.iter().for_each(tokio::task::JoinHandle::abort);
}

async fn record(world: &World) -> i64 {
    let new = reading("members", "2026-01", "120");
    world.write(async |tx, seq| vigie_store::readings::put(tx, "alpes", seq, &new).await.unwrap()).await
}
