use vigie_store::evidence::{self, EvidenceRow};
use vigie_store::{StoreError, clusters};

use crate::support::{NOW, World, stories};

stories! {
    what_was_taken_away_stays_in_the_history
    a_content_is_kept_once
    a_file_needs_its_content
    since_says_what_a_copy_lacks
    a_cluster_takes_its_files_along
}

const SHA: &str = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

fn link(id: &str, seq: i64) -> EvidenceRow {
    EvidenceRow {
        id: id.to_owned(),
        seq_from: seq,
        seq_to: None,
        kpi: "members".to_owned(),
        period: Some("2026-01".to_owned()),
        step: None,
        name: "Title".to_owned(),
        url: Some("https://example.org".to_owned()),
        media: None,
        size: None,
        sha256: None,
        actor_id: Some("ada".to_owned()),
        at: NOW,
    }
}

fn file(id: &str, seq: i64) -> EvidenceRow {
    EvidenceRow {
        period: None,
        step: Some(2),
        name: "a.txt".to_owned(),
        url: None,
        media: Some("txt".to_owned()),
        size: Some(3),
        sha256: Some(SHA.to_owned()),
        ..link(id, seq)
    }
}

async fn put(world: &World, row: impl Fn(i64) -> EvidenceRow) -> i64 {
    world.write(async |tx, seq| evidence::insert(tx, "alpes", &row(seq)).await.unwrap()).await
}

async fn keep(world: &World, body: &[u8]) {
    let mut tx = world.begin().await;
    evidence::keep(&mut tx, "alpes", SHA, body).await.unwrap();
    tx.commit().await.unwrap();
}

async fn ids(world: &World) -> Vec<String> {
    let rows = evidence::current(&world.store, "alpes").await.unwrap();
    rows.into_iter().map(|row| row.id).collect()
}

async fn what_was_taken_away_stays_in_the_history(world: World) {
    let attached = put(&world, |seq| link("a", seq)).await;
    let gone = world.write(async |tx, seq| evidence::close(tx, "alpes", "a", seq).await.unwrap()).await;
    assert!(ids(&world).await.is_empty());
    let before = evidence::as_of(&world.store, "alpes", attached).await.unwrap();
    assert_eq!(before, [EvidenceRow { seq_to: Some(gone), ..link("a", attached) }]);
    assert!(evidence::as_of(&world.store, "alpes", gone).await.unwrap().is_empty());
    let back = put(&world, |seq| link("a", seq)).await;
    assert_eq!(ids(&world).await, ["a"]);
    let versions = evidence::versions(&world.store, "alpes", "a").await.unwrap();
    let spans: Vec<_> = versions.iter().map(|row| (row.seq_from, row.seq_to)).collect();
    assert_eq!(spans, [(attached, Some(gone)), (back, None)]);
    let mut tx = world.begin().await;
    let twice = evidence::insert(&mut tx, "alpes", &link("a", back + 1)).await;
    assert!(matches!(twice, Err(StoreError::Conflict("evidence"))), "{twice:?}");
    drop(tx);
    let mut tx = world.begin().await;
    assert!(matches!(evidence::close(&mut tx, "alpes", "b", 9).await, Err(StoreError::NotFound)));
}

async fn a_content_is_kept_once(world: World) {
    let body: Vec<u8> = (0..=255).cycle().take(300_000).collect();
    keep(&world, &body).await;
    keep(&world, &body).await;
    assert_eq!(evidence::content(&world.store, "alpes", SHA).await.unwrap(), Some(body));
    assert_eq!(evidence::content(&world.store, "other", SHA).await.unwrap(), None);
}

async fn a_file_needs_its_content(world: World) {
    let mut tx = world.begin().await;
    let without = evidence::insert(&mut tx, "alpes", &file("a", 1)).await;
    assert!(without.is_err());
    drop(tx);
    for wrong in [
        EvidenceRow { step: Some(1), ..link("a", 1) },
        EvidenceRow { period: None, ..link("a", 1) },
        EvidenceRow { url: Some("https://example.org".to_owned()), ..file("a", 1) },
        EvidenceRow { size: None, ..file("a", 1) },
    ] {
        let mut tx = world.begin().await;
        assert!(evidence::insert(&mut tx, "alpes", &wrong).await.is_err(), "{wrong:?}");
    }
    keep(&world, b"abc").await;
    let seq = put(&world, |seq| file("a", seq)).await;
    assert_eq!(evidence::current(&world.store, "alpes").await.unwrap(), [file("a", seq)]);
}

async fn since_says_what_a_copy_lacks(world: World) {
    let first = put(&world, |seq| link("a", seq)).await;
    put(&world, |seq| link("b", seq)).await;
    world.write(async |tx, seq| evidence::close(tx, "alpes", "a", seq).await.unwrap()).await;
    put(&world, |seq| link("c", seq)).await;
    let mut snapshot = world.store.snapshot().await.unwrap();
    let told = |rows: Vec<EvidenceRow>| -> Vec<(String, bool)> {
        rows.into_iter().map(|row| (row.id, row.seq_to.is_some())).collect()
    };
    let of = |id: &str, gone: bool| (id.to_owned(), gone);
    let rows = evidence::since(&mut snapshot, "alpes", first).await.unwrap();
    assert_eq!(told(rows), [of("b", false), of("c", false), of("a", true)]);
    let rows = evidence::since(&mut snapshot, "alpes", first + 3).await.unwrap();
    assert!(rows.is_empty());
}

async fn a_cluster_takes_its_files_along(world: World) {
    keep(&world, b"abc").await;
    put(&world, |seq| file("a", seq)).await;
    let mut tx = world.begin().await;
    clusters::delete(&mut tx, "alpes").await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(evidence::content(&world.store, "alpes", SHA).await.unwrap(), None);
}
