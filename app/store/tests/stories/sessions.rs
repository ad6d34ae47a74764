use vigie_store::sessions::{self, NewSession};
use vigie_store::{StoreError, Tx, users};

use crate::support::{NOW, World, stories};

stories! { a_session_holds_until_it_is_over a_session_ends }

async fn add(tx: &mut Tx, id_hash: &str, at: i64) {
    let session = NewSession { id_hash, user_id: "ada", at, expires_at: at + 100, user_agent: "Firefox" };
    sessions::insert(tx, &session).await.unwrap();
}

async fn a_session_holds_until_it_is_over(world: World) {
    let mut tx = world.begin().await;
    add(&mut tx, "s1", NOW).await;
    tx.commit().await.unwrap();
    let found = sessions::find(&world.store, "s1", NOW + 99).await.unwrap().unwrap();
    assert_eq!(
        (
            found.user_id.as_str(),
            found.office_id.as_str(),
            found.email.as_str(),
            found.admin,
            found.expires_at
        ),
        ("ada", "office", "ada@example.org", true, NOW + 100)
    );
    assert_eq!(sessions::find(&world.store, "s1", NOW + 100).await.unwrap(), None);
    assert_eq!(sessions::find(&world.store, "s2", NOW).await.unwrap(), None);

    let mut tx = world.begin().await;
    sessions::touch(&mut tx, "s1", NOW + 50, NOW + 150).await.unwrap();
    let touched = sessions::find(&mut tx, "s1", NOW + 149).await.unwrap().unwrap();
    assert_eq!((touched.created_at, touched.last_seen_at), (NOW, NOW + 50));
    assert!(matches!(sessions::touch(&mut tx, "s2", NOW, NOW).await, Err(StoreError::NotFound)));

    users::set_disabled(&mut tx, "ada", Some(NOW)).await.unwrap();
    assert_eq!(sessions::find(&mut tx, "s1", NOW).await.unwrap(), None);
}

async fn a_session_ends(world: World) {
    let mut tx = world.begin().await;
    for (id_hash, at) in [("s1", NOW), ("s2", NOW + 1), ("s3", NOW + 2), ("s4", NOW + 3)] {
        add(&mut tx, id_hash, at).await;
    }
    let ids = async |tx: &mut Tx| -> Vec<String> {
        sessions::of_user(tx, "ada").await.unwrap().into_iter().map(|session| session.id_hash).collect()
    };
    assert!(sessions::delete(&mut tx, "s2").await.unwrap());
    assert!(!sessions::delete(&mut tx, "s2").await.unwrap());
    assert_eq!(ids(&mut tx).await, ["s4", "s3", "s1"]);
    assert_eq!(sessions::delete_expired(&mut tx, NOW + 100).await.unwrap(), 1);
    assert_eq!(ids(&mut tx).await, ["s4", "s3"]);
    assert_eq!(sessions::delete_of_user(&mut tx, "ada", Some("s3")).await.unwrap(), 1);
    assert_eq!(ids(&mut tx).await, ["s3"]);
    assert_eq!(sessions::delete_of_user(&mut tx, "ada", None).await.unwrap(), 1);
}
