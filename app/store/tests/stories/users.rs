use vigie_store::users::{self, NewUser};
use vigie_store::{StoreError, office_log, offices};

use crate::support::{NOW, World, add_user, stories};

stories! { an_address_has_one_account_in_any_case accounts_change a_person_is_erased_but_not_the_deeds the_office_has_its_log people_are_listed_alike }

async fn an_address_has_one_account_in_any_case(world: World) {
    let mut tx = world.begin().await;
    let mut user = NewUser {
        id: "zoe",
        office_id: "office",
        email: " Zoé.Élan@Example.ORG ",
        name: "Zoé",
        password_hash: "#",
        lang: "fr",
        admin: false,
        at: NOW,
    };
    users::insert(&mut tx, &user).await.unwrap();
    tx.commit().await.unwrap();
    let found = users::by_email(&world.store, "ZOÉ.élan@example.org").await.unwrap().unwrap();
    assert_eq!(
        (found.id.as_str(), found.email.as_str(), found.admin),
        ("zoe", "zoé.élan@example.org", false)
    );
    assert_eq!(users::by_id(&world.store, "zoe").await.unwrap(), Some(found));
    assert_eq!(users::by_email(&world.store, "nobody@example.org").await.unwrap(), None);

    user.id = "other";
    let mut tx = world.begin().await;
    let again = users::insert(&mut tx, &user).await;
    assert!(matches!(again, Err(StoreError::Conflict("email"))), "{again:?}");
}

async fn accounts_change(world: World) {
    let mut tx = world.begin().await;
    add_user(&mut tx, "bob", false).await;
    users::set_password(&mut tx, "bob", "new").await.unwrap();
    users::update(&mut tx, "bob", "Bob Martin", "de").await.unwrap();
    users::set_admin(&mut tx, "bob", true).await.unwrap();
    assert_eq!(users::admins(&mut tx, "office").await.unwrap(), 2);
    users::set_disabled(&mut tx, "bob", Some(NOW)).await.unwrap();
    assert_eq!(users::admins(&mut tx, "office").await.unwrap(), 1);
    let bob = users::by_id(&mut tx, "bob").await.unwrap().unwrap();
    assert_eq!(
        (bob.name.as_str(), bob.lang.as_str(), bob.password_hash.as_str(), bob.admin, bob.disabled_at),
        ("Bob Martin", "de", "new", true, Some(NOW))
    );
    users::set_disabled(&mut tx, "bob", None).await.unwrap();
    assert!(matches!(users::set_password(&mut tx, "no-such", "x").await, Err(StoreError::NotFound)));
    tx.commit().await.unwrap();
    let names: Vec<String> =
        users::list(&world.store, "office").await.unwrap().into_iter().map(|user| user.id).collect();
    assert_eq!(names, ["ada", "bob"]);
    assert!(users::any(&world.store).await.unwrap());
}

async fn a_person_is_erased_but_not_the_deeds(world: World) {
    world.write(async |_, _| {}).await;
    let mut tx = world.begin().await;
    users::erase(&mut tx, "ada", "Person 1", NOW).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(users::by_email(&world.store, "ada@example.org").await.unwrap(), None);
    let erased = users::by_id(&world.store, "ada").await.unwrap().unwrap();
    assert_eq!((erased.name.as_str(), erased.password_hash.as_str()), ("Person 1", ""));
    let log = vigie_store::changes::since(&world.store, "alpes", 0, 9).await.unwrap();
    assert_eq!(log[0].actor_id.as_deref(), Some("ada"));
}

async fn the_office_has_its_log(world: World) {
    let mut tx = world.begin().await;
    offices::insert(&mut tx, "other", "Other", NOW + 1).await.unwrap();
    offices::rename(&mut tx, "other", "Another").await.unwrap();
    for (id, office_id, at) in
        [("1", "office", NOW), ("2", "office", NOW), ("3", "office", NOW + 5), ("4", "other", NOW)]
    {
        let entry = office_log::NewEntry {
            id,
            office_id,
            at,
            actor_id: Some("ada"),
            kind: "login",
            detail: "failed",
        };
        office_log::append(&mut tx, &entry).await.unwrap();
    }
    tx.commit().await.unwrap();
    let ids = |rows: Vec<office_log::EntryRow>| rows.into_iter().map(|row| row.id).collect::<Vec<_>>();
    assert_eq!(ids(office_log::list(&world.store, "office", i64::MAX, 9).await.unwrap()), ["3", "2", "1"]);
    assert_eq!(ids(office_log::list(&world.store, "office", NOW + 5, 1).await.unwrap()), ["2"]);
    let offices = offices::list(&world.store).await.unwrap();
    assert_eq!(
        offices.iter().map(|office| office.name.as_str()).collect::<Vec<_>>(),
        ["Structure Alpes", "Another"]
    );
    assert_eq!(offices::by_id(&world.store, "other").await.unwrap().as_ref(), offices.last());
}

async fn people_are_listed_alike(world: World) {
    let mut tx = world.begin().await;
    for id in ["zof", "zoé", "z-oe", "zoe", "zo"] {
        add_user(&mut tx, id, false).await;
    }
    let listed = users::list(&mut tx, "office").await.unwrap();
    let ids: Vec<&str> = listed.iter().map(|user| user.id.as_str()).collect();
    assert_eq!(ids, ["ada", "z-oe", "zo", "zoe", "zof", "zoé"]);
}
