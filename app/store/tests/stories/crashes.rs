//! An acknowledged write survives a crash, whenever it comes.

use std::collections::BTreeSet;
use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use vigie_store::{Options, Store, StoreError, changes, check, clusters, offices};
use vigie_test_postgres::{Durability, Server};

use crate::support::{NOW, World, change};

const ADDRESS: &str = "VIGIE_STORE_CRASH_ADDRESS";
const WRITERS: usize = 20;

/// One durable write: its number, once it is acknowledged.
async fn write(store: &Store) -> Result<i64, StoreError> {
    let mut tx = store.begin().await?;
    let seq = tx.next_seq("alpes").await?;
    let change = changes::NewChange { actor_id: None, ..change("alpes", seq) };
    tx.append_change(&change).await?;
    tx.commit().await?;
    Ok(seq)
}

/// Every acknowledged number is there, and the log has no gap.
async fn assert_kept(store: &Store, acknowledged: &BTreeSet<i64>) {
    let log = changes::since(store, "alpes", 0, u32::MAX).await.unwrap();
    let kept: BTreeSet<i64> = log.iter().map(|change| change.seq).collect();
    let lost: Vec<_> = acknowledged.difference(&kept).collect();
    assert!(lost.is_empty(), "lost: {lost:?}");
    assert_eq!(kept.len() as i64, kept.last().copied().unwrap_or(0), "the log has a gap");
    assert_eq!(clusters::by_id(store, "alpes").await.unwrap().unwrap().seq, kept.len() as i64);
}

/// Not a story: the program that the next story kills. Without the address in its environment it does nothing.
#[tokio::test(flavor = "multi_thread")]
async fn writers_until_killed() {
    // Told by the parent process: the edge of this test.
    #[allow(clippy::disallowed_methods)]
    let Ok(address) = std::env::var(ADDRESS) else { return };
    let store = Store::open(&address, Options::default()).await.unwrap();
    for _ in 0..WRITERS {
        let store = store.clone();
        tokio::spawn(async move {
            loop {
                match write(&store).await {
                    Ok(seq) => println!("written {seq}"),
                    Err(error) => {
                        eprintln!("{error:?}");
                        std::process::exit(1);
                    }
                }
            }
        });
    }
    std::future::pending::<()>().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn sqlite_keeps_what_it_acknowledged_when_the_program_is_killed() {
    let world = World::sqlite().await;
    world.store.close().await;
    let file = world.folder.as_ref().unwrap().path().join("vigie.db");
    let mut acknowledged = BTreeSet::new();
    for round in 0..8 {
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "crashes::writers_until_killed", "--nocapture"])
            .env(ADDRESS, &world.address)
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        // Another moment in each round; the pipe still holds what was said before the end.
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines().map_while(Result::ok);
        for line in lines.by_ref().take(20 + 37 * round) {
            acknowledged.extend(number(&line));
        }
        child.kill().unwrap();
        acknowledged.extend(lines.filter_map(|line| number(&line)));
        child.wait().unwrap();

        check(&file).await.unwrap();
        let store = Store::open(&world.address, Options::default()).await.unwrap();
        assert_kept(&store, &acknowledged).await;
        store.close().await;
    }
    assert!(acknowledged.len() > 200, "too few writes to mean anything");
}

fn number(line: &str) -> Option<i64> {
    line.strip_prefix("written ")?.parse().ok()
}

#[tokio::test(flavor = "multi_thread")]
async fn postgres_keeps_what_it_acknowledged_when_the_server_is_killed() {
    let mut server = Server::start(Durability::On);
    let options = Options { connections: 20, ..Options::default() };
    let store = Store::open(&server.new_database(), options).await.unwrap();
    let mut tx = store.begin().await.unwrap();
    offices::insert(&mut tx, "office", "Office", NOW).await.unwrap();
    clusters::insert(&mut tx, "alpes", "office", "alpes", NOW).await.unwrap();
    tx.commit().await.unwrap();

    let acknowledged = Arc::new(Mutex::new(BTreeSet::new()));
    for round in 0..3 {
        let writers: Vec<_> = (0..WRITERS)
            .map(|_| {
                let (store, acknowledged) = (store.clone(), acknowledged.clone());
                tokio::spawn(async move {
                    while let Ok(seq) = write(&store).await {
                        acknowledged.lock().unwrap().insert(seq);
                    }
                })
            })
            .collect();
        tokio::time::sleep(Duration::from_millis(300 + 170 * round)).await;
        server = tokio::task::spawn_blocking(move || {
            server.crash();
            server
        })
        .await
        .unwrap();
        // The same store goes on with the server that came back, once each writer has met the crash or gone on.
        for writer in &writers {
            writer.abort();
        }
        for writer in writers {
            let _ = writer.await;
        }
        let acknowledged = acknowledged.lock().unwrap().clone();
        assert_kept(&store, &acknowledged).await;
    }
    assert!(acknowledged.lock().unwrap().len() > 100, "too few writes to mean anything");
}
