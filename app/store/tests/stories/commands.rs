use vigie_store::{StoreError, clusters, commands, readings};

use crate::support::{NOW, World, add_user, change, reading, stories};

stories! { a_command_acts_once_however_often_it_comes an_id_belongs_to_a_person old_answers_are_forgotten }

/// What the service does with a command.
async fn record(store: &vigie_store::Store) -> Result<String, StoreError> {
    let mut tx = store.begin().await?;
    let seq = clusters::lock(&mut tx, "alpes").await?;
    if let Some(stored) = commands::stored(&mut tx, "ada", "c-1").await? {
        return Ok(stored.answer);
    }
    let answer = format!("applied as {}", seq + 1);
    let seq = tx.next_seq("alpes").await?;
    readings::put(&mut tx, "alpes", seq, &reading("members", "2026-01", "5")).await?;
    tx.append_change(&change("alpes", seq)).await?;
    commands::store(&mut tx, "ada", "c-1", "hash", &answer, NOW).await?;
    tx.commit().await?;
    Ok(answer)
}

async fn a_command_acts_once_however_often_it_comes(world: World) {
    let sent = (0..40).map(|_| {
        let store = world.store.clone();
        tokio::spawn(async move { record(&store).await })
    });
    for answer in sent.collect::<Vec<_>>() {
        assert_eq!(answer.await.unwrap().unwrap(), "applied as 1");
    }
    assert_eq!(readings::history(&world.store, "alpes", "members", "2026-01").await.unwrap().len(), 1);
    assert_eq!(clusters::by_id(&world.store, "alpes").await.unwrap().unwrap().seq, 1);
}

async fn an_id_belongs_to_a_person(world: World) {
    let mut tx = world.begin().await;
    add_user(&mut tx, "bob", false).await;
    commands::store(&mut tx, "ada", "c-1", "a", "for ada", NOW).await.unwrap();
    commands::store(&mut tx, "bob", "c-1", "b", "for bob", NOW).await.unwrap();
    tx.commit().await.unwrap();
    let stored = commands::stored(&world.store, "bob", "c-1").await.unwrap().unwrap();
    assert_eq!((stored.body_hash.as_str(), stored.answer.as_str()), ("b", "for bob"));
    let mut tx = world.begin().await;
    let again = commands::store(&mut tx, "ada", "c-1", "other", "other", NOW).await;
    assert!(matches!(again, Err(StoreError::Conflict("command"))), "{again:?}");
}

async fn old_answers_are_forgotten(world: World) {
    let mut tx = world.begin().await;
    commands::store(&mut tx, "ada", "old", "a", "a", NOW - 1).await.unwrap();
    commands::store(&mut tx, "ada", "new", "a", "a", NOW).await.unwrap();
    assert_eq!(commands::delete_before(&mut tx, NOW).await.unwrap(), 1);
    assert!(commands::stored(&mut tx, "ada", "old").await.unwrap().is_none());
    assert!(commands::stored(&mut tx, "ada", "new").await.unwrap().is_some());
}
