use vigie_store::setup;

use crate::support::{NOW, World, stories};

stories! { happens_once_whoever_races takes_a_token_until_it_is_done a_setup_that_breaks_off_can_be_done_again }

async fn happens_once_whoever_races(world: World) {
    let tries = (0..20).map(|_| {
        let store = world.store.clone();
        tokio::spawn(async move {
            let mut tx = store.begin().await?;
            let mine = setup::complete(&mut tx, NOW).await?;
            if mine {
                tx.commit().await?;
            }
            Ok::<_, vigie_store::StoreError>(mine)
        })
    });
    let mut winners = 0;
    for attempt in tries.collect::<Vec<_>>() {
        winners += u32::from(attempt.await.unwrap().unwrap());
    }
    assert_eq!(winners, 1);
    assert_eq!(setup::state(&world.store).await.unwrap().completed_at, Some(NOW));
}

async fn takes_a_token_until_it_is_done(world: World) {
    let mut tx = world.begin().await;
    assert!(setup::set_token(&mut tx, "first").await.unwrap());
    assert!(setup::set_token(&mut tx, "second").await.unwrap());
    tx.commit().await.unwrap();
    assert_eq!(setup::state(&world.store).await.unwrap().token_hash.as_deref(), Some("second"));

    let mut tx = world.begin().await;
    assert!(setup::complete(&mut tx, NOW).await.unwrap());
    assert!(!setup::set_token(&mut tx, "third").await.unwrap());
    tx.commit().await.unwrap();
    assert_eq!(setup::state(&world.store).await.unwrap().token_hash, None);
}

async fn a_setup_that_breaks_off_can_be_done_again(world: World) {
    let mut tx = world.begin().await;
    assert!(setup::complete(&mut tx, NOW).await.unwrap());
    drop(tx);
    let mut tx = world.begin().await;
    assert!(setup::complete(&mut tx, NOW + 1).await.unwrap());
    tx.commit().await.unwrap();
}
