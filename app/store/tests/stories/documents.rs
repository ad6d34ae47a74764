use vigie_store::StoreError;
use vigie_store::documents::{self, DocumentRow, Kind};

use crate::support::{World, stories};

stories! { a_write_adds_a_version what_was_is_read_as_of_a_change since_says_what_a_copy_lacks one_change_writes_one_version }

fn told(rows: &[DocumentRow]) -> Vec<(&str, &str, i64, Option<i64>)> {
    rows.iter().map(|row| (row.id.as_str(), row.body.as_str(), row.seq_from, row.seq_to)).collect()
}

async fn put(world: &World, kind: Kind, id: &str, position: i64, body: &str) -> i64 {
    world
        .write(async |tx, seq| documents::put(tx, "alpes", kind, id, position, body, seq).await.unwrap())
        .await
}

async fn close(world: &World, kind: Kind, id: &str) -> i64 {
    world.write(async |tx, seq| documents::close(tx, "alpes", kind, id, seq).await.unwrap()).await
}

async fn a_write_adds_a_version(world: World) {
    put(&world, Kind::Kpi, "members", 1, "{1}").await;
    put(&world, Kind::Kpi, "jobs", 0, "{2}").await;
    put(&world, Kind::Objective, "members", 0, "{3}").await;
    put(&world, Kind::Kpi, "members", 1, "{4}").await;

    let kpis = documents::current(&world.store, "alpes", Some(Kind::Kpi)).await.unwrap();
    assert_eq!(told(&kpis), [("jobs", "{2}", 2, None), ("members", "{4}", 4, None)]);
    let all = documents::current(&world.store, "alpes", None).await.unwrap();
    assert_eq!(all.iter().map(|row| row.kind).collect::<Vec<_>>(), [Kind::Kpi, Kind::Kpi, Kind::Objective]);
    let history = documents::history(&world.store, "alpes", Kind::Kpi, "members").await.unwrap();
    assert_eq!(told(&history), [("members", "{1}", 1, Some(4)), ("members", "{4}", 4, None)]);
    let one = documents::one(&world.store, "alpes", Kind::Kpi, "members").await.unwrap();
    assert_eq!(one.as_ref(), history.last());
    assert_eq!(documents::one(&world.store, "other", Kind::Kpi, "members").await.unwrap(), None);
}

async fn what_was_is_read_as_of_a_change(world: World) {
    put(&world, Kind::Dashboard, "board", 0, "{1}").await;
    put(&world, Kind::Dashboard, "board", 0, "{2}").await;
    close(&world, Kind::Dashboard, "board").await;
    put(&world, Kind::Dashboard, "board", 0, "{4}").await;
    let mut bodies = Vec::new();
    for seq in 0..=5 {
        let rows = documents::as_of(&world.store, "alpes", seq).await.unwrap();
        bodies.push(rows.first().map(|row| row.body.clone()).unwrap_or_default());
        assert!(rows.len() <= 1);
    }
    assert_eq!(bodies, ["", "{1}", "{2}", "", "{4}", "{4}"]);
}

async fn since_says_what_a_copy_lacks(world: World) {
    put(&world, Kind::Kpi, "kept", 0, "{1}").await;
    put(&world, Kind::Kpi, "changed", 0, "{2}").await;
    put(&world, Kind::Kpi, "gone", 0, "{3}").await;
    put(&world, Kind::Kpi, "changed", 0, "{4}").await;
    close(&world, Kind::Kpi, "gone").await;
    put(&world, Kind::Kpi, "short", 0, "{6}").await;
    close(&world, Kind::Kpi, "short").await;
    let mut snapshot = world.store.snapshot().await.unwrap();
    let since = documents::since(&mut snapshot, "alpes", 3).await.unwrap();
    assert_eq!(
        told(&since),
        [("changed", "{4}", 4, None), ("gone", "{3}", 3, Some(5)), ("short", "{6}", 6, Some(7))]
    );
    assert_eq!(told(&documents::since(&mut snapshot, "alpes", 7).await.unwrap()), []);
}

async fn one_change_writes_one_version(world: World) {
    put(&world, Kind::Kpi, "members", 0, "{1}").await;
    world
        .write(async |tx, seq| {
            documents::put(tx, "alpes", Kind::Kpi, "members", 0, "{first}", seq).await.unwrap();
            documents::put(tx, "alpes", Kind::Kpi, "members", 0, "{second}", seq).await.unwrap();
            // Made and ended by the same change: it never was.
            documents::put(tx, "alpes", Kind::Kpi, "jobs", 0, "{}", seq).await.unwrap();
            documents::close(tx, "alpes", Kind::Kpi, "jobs", seq).await.unwrap();
            let missing = documents::close(tx, "alpes", Kind::Kpi, "jobs", seq).await;
            assert!(matches!(missing, Err(StoreError::NotFound)));
        })
        .await;
    let history = documents::history(&world.store, "alpes", Kind::Kpi, "members").await.unwrap();
    assert_eq!(told(&history), [("members", "{1}", 1, Some(2)), ("members", "{second}", 2, None)]);
    assert_eq!(documents::history(&world.store, "alpes", Kind::Kpi, "jobs").await.unwrap(), []);
}
