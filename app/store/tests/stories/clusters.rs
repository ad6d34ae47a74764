use vigie_store::documents::{self, Kind};
use vigie_store::{StoreError, Tx, clusters, grants, offices};

use crate::support::{NOW, World, add_user, stories};

stories! { a_person_sees_what_was_granted a_slug_names_one_cluster a_cluster_is_archived_or_deleted }

async fn a_person_sees_what_was_granted(world: World) {
    world
        .write(async |tx, seq| {
            documents::put(tx, "alpes", Kind::Cluster, documents::CLUSTER, 0, "{\"slug\":\"alpes\"}", seq)
                .await
                .unwrap();
        })
        .await;
    let mut tx = world.begin().await;
    add_user(&mut tx, "bob", false).await;
    clusters::insert(&mut tx, "jura", "office", "jura", NOW).await.unwrap();
    offices::insert(&mut tx, "other", "Other", NOW).await.unwrap();
    clusters::insert(&mut tx, "far", "other", "far", NOW).await.unwrap();
    let seen = async |tx: &mut Tx, user: &str| -> Vec<(String, String)> {
        let own = clusters::of_user(tx, user).await.unwrap();
        own.into_iter().map(|own| (own.cluster.slug, own.role)).collect()
    };
    let pairs = |list: &[(&str, &str)]| -> Vec<(String, String)> {
        list.iter().map(|(slug, role)| ((*slug).into(), (*role).into())).collect()
    };
    assert_eq!(seen(&mut tx, "ada").await, pairs(&[("alpes", "admin"), ("jura", "admin")]));
    assert_eq!(seen(&mut tx, "bob").await, []);
    grants::set(&mut tx, "bob", "jura", "reader").await.unwrap();
    grants::set(&mut tx, "bob", "jura", "contributor").await.unwrap();
    assert_eq!(seen(&mut tx, "bob").await, pairs(&[("jura", "contributor")]));
    assert_eq!(grants::role(&mut tx, "bob", "jura").await.unwrap().as_deref(), Some("contributor"));
    assert_eq!(
        grants::of_cluster(&mut tx, "jura").await.unwrap(),
        grants::of_user(&mut tx, "bob").await.unwrap()
    );
    // A grant does not reach over the border of the office.
    grants::set(&mut tx, "bob", "far", "manager").await.unwrap();
    assert_eq!(seen(&mut tx, "bob").await, pairs(&[("jura", "contributor")]));
    assert!(grants::delete(&mut tx, "bob", "jura").await.unwrap());
    assert!(!grants::delete(&mut tx, "bob", "jura").await.unwrap());
    assert_eq!(grants::role(&mut tx, "bob", "jura").await.unwrap(), None);

    let own = clusters::of_user(&mut tx, "ada").await.unwrap();
    let documents: Vec<_> = own.iter().map(|own| own.document.as_deref()).collect();
    assert_eq!(documents, [Some("{\"slug\":\"alpes\"}"), None]);
}

async fn a_slug_names_one_cluster(world: World) {
    let mut tx = world.begin().await;
    clusters::insert(&mut tx, "jura", "office", "jura", NOW).await.unwrap();
    clusters::rename(&mut tx, "jura", "jura-arc").await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(clusters::by_slug(&world.store, "jura").await.unwrap(), None);
    assert_eq!(clusters::by_slug(&world.store, "jura-arc").await.unwrap().unwrap().id, "jura");
    let mut tx = world.begin().await;
    let taken = clusters::rename(&mut tx, "jura", "alpes").await;
    assert!(matches!(taken, Err(StoreError::Conflict("slug"))), "{taken:?}");
}

async fn a_cluster_is_archived_or_deleted(world: World) {
    world.write(async |_, _| {}).await;
    let mut tx = world.begin().await;
    clusters::archive(&mut tx, "alpes", Some(NOW)).await.unwrap();
    assert_eq!(clusters::by_id(&mut tx, "alpes").await.unwrap().unwrap().archived_at, Some(NOW));
    clusters::archive(&mut tx, "alpes", None).await.unwrap();
    assert_eq!(clusters::of_office(&mut tx, "office").await.unwrap(), clusters::list(&mut tx).await.unwrap());
    clusters::delete(&mut tx, "alpes").await.unwrap();
    assert!(matches!(clusters::delete(&mut tx, "alpes").await, Err(StoreError::NotFound)));
    tx.commit().await.unwrap();
    assert_eq!(clusters::list(&world.store).await.unwrap(), []);
}
