use vigie_store::messages::{self, MessageRow};

use crate::support::{NOW, World, add_user, stories};

stories! { a_later_text_follows_and_never_overwrites since_says_what_a_copy_lacks reading_goes_forward_only }

fn message(id: &str, seq: i64, text: &str) -> MessageRow {
    MessageRow {
        id: id.to_owned(),
        seq_from: seq,
        seq_to: None,
        kpi: "members".to_owned(),
        text: text.to_owned(),
        actor_id: Some("ada".to_owned()),
        at: NOW,
        amended_at: None,
    }
}

async fn say(world: &World, id: &str, text: &str) -> i64 {
    world.write(async |tx, seq| messages::insert(tx, "alpes", &message(id, seq, text)).await.unwrap()).await
}

async fn a_later_text_follows_and_never_overwrites(world: World) {
    let first = say(&world, "a", "Why?").await;
    let second = world
        .write(async |tx, seq| {
            messages::close(tx, "alpes", "a", seq).await.unwrap();
            let later = MessageRow { amended_at: Some(NOW + 1), ..message("a", seq, "Why not?") };
            messages::insert(tx, "alpes", &later).await.unwrap();
        })
        .await;
    let gone = world.write(async |tx, seq| messages::close(tx, "alpes", "a", seq).await.unwrap()).await;
    let versions = messages::versions(&world.store, "alpes", "a").await.unwrap();
    let told: Vec<_> = versions.iter().map(|row| (row.text.as_str(), row.seq_from, row.seq_to)).collect();
    assert_eq!(told, [("Why?", first, Some(second)), ("Why not?", second, Some(gone))]);
    assert!(messages::current(&world.store, "alpes").await.unwrap().is_empty());
    let before = messages::as_of(&world.store, "alpes", second).await.unwrap();
    assert_eq!(before.iter().map(|row| row.text.as_str()).collect::<Vec<_>>(), ["Why not?"]);
}

async fn since_says_what_a_copy_lacks(world: World) {
    let first = say(&world, "a", "1").await;
    say(&world, "b", "2").await;
    world.write(async |tx, seq| messages::close(tx, "alpes", "a", seq).await.unwrap()).await;
    let mut snapshot = world.store.snapshot().await.unwrap();
    let rows = messages::since(&mut snapshot, "alpes", first).await.unwrap();
    let told: Vec<_> = rows.iter().map(|row| (row.id.as_str(), row.seq_to.is_some())).collect();
    assert_eq!(told, [("b", false), ("a", true)]);
}

async fn reading_goes_forward_only(world: World) {
    let mut tx = world.begin().await;
    add_user(&mut tx, "bob", false).await;
    for (user, kpi, seq) in
        [("ada", "members", 3), ("ada", "members", 2), ("ada", "jobs", 1), ("bob", "jobs", 9)]
    {
        messages::read(&mut tx, user, "alpes", kpi, seq).await.unwrap();
    }
    tx.commit().await.unwrap();
    let reads = messages::reads(&world.store, "ada", "alpes").await.unwrap();
    assert_eq!(reads, [("jobs".to_owned(), 1), ("members".to_owned(), 3)]);
}
