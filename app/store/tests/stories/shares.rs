use vigie_store::StoreError;
use vigie_store::documents::{self, CLUSTER, Kind};
use vigie_store::shares::{self, NewShare, Terms};

use crate::support::{NOW, World, stories};

stories! { a_share_is_found_by_its_token_and_revoked its_terms_change_and_a_fixed_page_stays }

async fn a_share_is_found_by_its_token_and_revoked(world: World) {
    let terms = Terms {
        name: "Région",
        expires_on: Some("2026-12-31"),
        password_hash: None,
        left_out: "[]",
        with_data: false,
        embedded_in: "[]",
        seq: 1,
    };
    let new = NewShare {
        id: "share",
        cluster_id: "alpes",
        dashboard_id: "board",
        token_hash: "hash",
        lang: "fr",
        target_set: Some("State contract"),
        span_from: Some("2023"),
        span_to: None,
        granularity: Some("quarter"),
        created_by: Some("ada"),
        at: NOW,
        terms,
        fixed_seq: None,
        fixed_on: None,
    };
    let mut tx = world.begin().await;
    shares::insert(&mut tx, &new).await.unwrap();
    let again = shares::insert(&mut tx, &NewShare { id: "twin", ..new }).await;
    assert!(matches!(again, Err(StoreError::Conflict("token"))), "{again:?}");
    drop(tx);

    let mut tx = world.begin().await;
    let wrong = Terms { expires_on: Some("31.12.2026"), ..terms };
    let date = shares::insert(&mut tx, &NewShare { terms: wrong, ..new }).await;
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

async fn its_terms_change_and_a_fixed_page_stays(world: World) {
    let terms = Terms {
        name: "Région",
        expires_on: None,
        password_hash: Some("$argon2id$"),
        left_out: r#"["members"]"#,
        with_data: true,
        embedded_in: r#"["https://region.example"]"#,
        seq: 4,
    };
    let new = NewShare {
        id: "share",
        cluster_id: "alpes",
        dashboard_id: "board",
        token_hash: "hash",
        lang: "fr",
        target_set: None,
        span_from: None,
        span_to: None,
        granularity: None,
        created_by: None,
        at: NOW,
        terms,
        fixed_seq: Some(3),
        fixed_on: Some("2026-08-01"),
    };
    let mut tx = world.begin().await;
    shares::insert(&mut tx, &new).await.unwrap();
    shares::keep_page(&mut tx, "share", "page").await.unwrap();
    tx.commit().await.unwrap();
    let share = shares::by_id(&world.store, "share").await.unwrap().unwrap();
    assert_eq!((share.fixed_seq, share.fixed_on.as_deref(), share.seq), (Some(3), Some("2026-08-01"), 4));
    assert_eq!((share.with_data, share.left_out.as_str()), (true, r#"["members"]"#));
    assert_eq!(share.embedded_in, r#"["https://region.example"]"#);

    let mut tx = world.begin().await;
    let changed = Terms { password_hash: None, with_data: false, seq: 5, ..terms };
    shares::change(&mut tx, "share", &changed).await.unwrap();
    shares::renew(&mut tx, "share", "other hash", 6).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(shares::by_token(&world.store, "hash").await.unwrap(), None);
    let share = shares::by_token(&world.store, "other hash").await.unwrap().unwrap();
    assert_eq!((share.password_hash, share.with_data, share.seq), (None, false, 6));
    assert_eq!(shares::kept_page(&world.store, "share").await.unwrap().as_deref(), Some("page"));
    assert_eq!(shares::kept_page(&world.store, "other").await.unwrap(), None);

    let mut tx = world.begin().await;
    shares::revoke(&mut tx, "share", NOW).await.unwrap();
    assert!(matches!(shares::change(&mut tx, "share", &changed).await, Err(StoreError::NotFound)));
    assert!(matches!(shares::renew(&mut tx, "share", "third", 7).await, Err(StoreError::NotFound)));
}
