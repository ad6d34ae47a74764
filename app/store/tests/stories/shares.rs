use vigie_store::StoreError;
use vigie_store::documents::{self, CLUSTER, Kind};
use vigie_store::shares::{self, NewShare};

use crate::support::{NOW, World, stories};

stories! { a_share_is_found_by_its_token_and_revoked }

async fn a_share_is_found_by_its_token_and_revoked(world: World) {
    let new = NewShare {
        id: "share",
        cluster_id: "alpes",
        dashboard_id: "board",
        name: "Région",
        token_hash: "hash",
        lang: "fr",
        target_set: Some("State contract"),
        span_from: Some("2023"),
        span_to: None,
        granularity: Some("quarter"),
        expires_on: Some("2026-12-31"),
        created_by: Some("ada"),
        at: NOW,
    };
    let mut tx = world.begin().await;
    shares::insert(&mut tx, &new).await.unwrap();
    let again = shares::insert(&mut tx, &NewShare { id: "twin", ..new }).await;
    assert!(matches!(again, Err(StoreError::Conflict("token"))), "{again:?}");
    drop(tx);

    let mut tx = world.begin().await;
    let date = shares::insert(&mut tx, &NewShare { expires_on: Some("31.12.2026"), ..new }).await;
    assert!(matches!(date, Err(StoreError::Other(_))), "{date:?}");
    drop(tx);

    let mut tx = world.begin().await;
    shares::insert(&mut tx, &new).await.unwrap();
    shares::count_visits(&mut tx, "share", 3, NOW + 1).await.unwrap();
    shares::count_visits(&mut tx, "share", 1, NOW + 2).await.unwrap();
    // Another server writes what it counted before.
    shares::count_visits(&mut tx, "share", 2, NOW).await.unwrap();
    tx.commit().await.unwrap();
    let share = shares::by_token(&world.store, "hash").await.unwrap().unwrap();
    assert_eq!((share.visits, share.last_visit_at, share.revoked_at), (6, Some(NOW + 2), None));
    let standing = shares::standing(&world.store, "hash").await.unwrap();
    assert_eq!(standing, None, "a cluster without settings shows nothing");
    let body = r#"{"slug": "alpes"}"#;
    let seq = world
        .write(async |tx, seq| {
            documents::put(tx, "alpes", Kind::Cluster, CLUSTER, 0, body, seq).await.unwrap();
        })
        .await;
    let standing = shares::standing(&world.store, "hash").await.unwrap().unwrap();
    assert_eq!((standing.id.as_str(), standing.seq, standing.settings.as_str()), ("share", seq, body));
    assert_eq!((standing.revoked_at, standing.expires_on.as_deref()), (None, Some("2026-12-31")));
    assert_eq!(shares::standing(&world.store, "share").await.unwrap(), None);
    assert_eq!(
        (share.target_set.as_deref(), share.span_from.as_deref()),
        (Some("State contract"), Some("2023"))
    );
    assert_eq!(shares::by_token(&world.store, "share").await.unwrap(), None);
    assert_eq!(shares::of_cluster(&world.store, "alpes").await.unwrap(), [share]);

    let mut tx = world.begin().await;
    assert!(shares::revoke(&mut tx, "share", NOW + 3).await.unwrap());
    assert!(!shares::revoke(&mut tx, "share", NOW + 4).await.unwrap());
    assert_eq!(shares::by_id(&mut tx, "share").await.unwrap().unwrap().revoked_at, Some(NOW + 3));
}
