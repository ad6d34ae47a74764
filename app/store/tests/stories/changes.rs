use vigie_store::{StoreError, changes, clusters};

use crate::support::{NOW, World, change, stories};

stories! {
    parallel_writers_leave_no_gap
    pages_go_both_ways
    a_number_needs_its_change
    a_writer_waits_and_gives_up
    a_lock_holds_the_writers
    the_engine_refuses_to_edit_the_log
}

async fn parallel_writers_leave_no_gap(world: World) {
    let writers = (0..20).map(|writer| {
        let store = world.store.clone();
        tokio::spawn(async move {
            for round in 0..5 {
                let mut tx = store.begin().await.unwrap();
                let seq = tx.next_seq("alpes").await.unwrap();
                if (writer + round) % 4 == 0 {
                    // Changed its mind: the number goes to the next one.
                    drop(tx);
                    continue;
                }
                tx.append_change(&change("alpes", seq)).await.unwrap();
                tx.commit().await.unwrap();
            }
        })
    });
    for writer in writers.collect::<Vec<_>>() {
        writer.await.unwrap();
    }
    let log = changes::since(&world.store, "alpes", 0, 1000).await.unwrap();
    let numbers: Vec<i64> = log.iter().map(|change| change.seq).collect();
    assert_eq!(numbers, (1..=75).collect::<Vec<i64>>());
    assert_eq!(clusters::by_id(&world.store, "alpes").await.unwrap().unwrap().seq, 75);
}

async fn pages_go_both_ways(world: World) {
    for _ in 0..5 {
        world.write(async |_, _| {}).await;
    }
    let numbers = |rows: Vec<changes::ChangeRow>| rows.iter().map(|row| row.seq).collect::<Vec<_>>();
    assert_eq!(numbers(changes::since(&world.store, "alpes", 2, 2).await.unwrap()), [3, 4]);
    assert_eq!(numbers(changes::before(&world.store, "alpes", i64::MAX, 2).await.unwrap()), [5, 4]);
    assert_eq!(numbers(changes::before(&world.store, "alpes", 2, 9).await.unwrap()), [1]);
    assert_eq!(numbers(changes::since(&world.store, "other", 0, 9).await.unwrap()), Vec::<i64>::new());
    let third = changes::by_seq(&world.store, "alpes", 3).await.unwrap().unwrap();
    assert_eq!(
        (third.at, third.actor_id.as_deref(), third.device.as_deref()),
        (NOW + 3, Some("ada"), Some("web"))
    );
    for (moment, seq) in [(NOW, 0), (NOW + 1, 0), (NOW + 2, 1), (NOW + 4, 3), (NOW + 100, 5)] {
        assert_eq!(changes::seq_at(&world.store, "alpes", moment).await.unwrap(), seq);
    }
}

async fn a_number_needs_its_change(world: World) {
    let mut tx = world.begin().await;
    let seq = tx.next_seq("alpes").await.unwrap();
    assert!(tx.append_change(&change("alpes", seq + 1)).await.is_err());
    assert!(tx.next_seq("alpes").await.is_err());
    assert!(tx.commit().await.is_err());
    let mut tx = world.begin().await;
    assert!(tx.append_change(&change("alpes", 1)).await.is_err());
    assert!(matches!(tx.next_seq("no-such").await, Err(StoreError::NotFound)));
    drop(tx);
    assert_eq!(clusters::by_id(&world.store, "alpes").await.unwrap().unwrap().seq, 0);
}

async fn a_writer_waits_and_gives_up(world: World) {
    let mut first = world.begin().await;
    let seq = first.next_seq("alpes").await.unwrap();
    let impatient = world.impatient().await;
    let write = async || {
        let mut tx = impatient.begin().await?;
        tx.next_seq("alpes").await
    };
    assert!(matches!(write().await, Err(StoreError::Busy(_))));
    first.append_change(&change("alpes", seq)).await.unwrap();
    first.commit().await.unwrap();
    assert_eq!(write().await.unwrap(), 2);
}

async fn a_lock_holds_the_writers(world: World) {
    let mut first = world.begin().await;
    assert_eq!(clusters::lock(&mut first, "alpes").await.unwrap(), 0);
    let second = tokio::spawn({
        let store = world.store.clone();
        async move {
            let mut tx = store.begin().await.unwrap();
            clusters::lock(&mut tx, "alpes").await.unwrap()
        }
    });
    let seq = first.next_seq("alpes").await.unwrap();
    first.append_change(&change("alpes", seq)).await.unwrap();
    first.commit().await.unwrap();
    assert_eq!(second.await.unwrap(), 1);
    let mut tx = world.begin().await;
    assert!(matches!(clusters::lock(&mut tx, "no-such").await, Err(StoreError::NotFound)));
}

async fn the_engine_refuses_to_edit_the_log(world: World) {
    use sqlx::{ConnectOptions, Executor};
    world.write(async |_, _| {}).await;
    let edits = ["UPDATE changes SET kind = 'other'", "DELETE FROM changes"];
    if world.address.starts_with("sqlite") {
        let options: sqlx::sqlite::SqliteConnectOptions = world.address.parse().unwrap();
        let mut conn = options.connect().await.unwrap();
        for edit in edits {
            assert!(conn.execute(edit).await.unwrap_err().to_string().contains("append-only"));
        }
    } else {
        let options: sqlx::postgres::PgConnectOptions = world.address.parse().unwrap();
        let mut conn = options.connect().await.unwrap();
        for edit in edits.into_iter().chain(["TRUNCATE changes"]) {
            assert!(conn.execute(edit).await.unwrap_err().to_string().contains("append-only"));
        }
    }
    // It goes only with its whole cluster.
    let mut tx = world.begin().await;
    clusters::delete(&mut tx, "alpes").await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(changes::since(&world.store, "alpes", 0, 9).await.unwrap(), []);
}
