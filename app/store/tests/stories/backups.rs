use std::fs;

use vigie_store::{Options, Store, StoreError, check, clusters, readings};

use crate::support::{World, reading};

#[tokio::test(flavor = "multi_thread")]
async fn a_backup_can_be_restored_while_writers_go_on() {
    let world = World::sqlite().await;
    let folder = world.folder.as_ref().unwrap().path();
    world
        .write(async |tx, seq| {
            readings::put(tx, "alpes", seq, &reading("members", "2026-01", "1")).await.unwrap()
        })
        .await;

    let mut open = world.begin().await;
    let seq = open.next_seq("alpes").await.unwrap();
    let copy = folder.join("copy.db");
    world.store.backup(&copy).await.unwrap();
    open.append_change(&crate::support::change("alpes", seq)).await.unwrap();
    open.commit().await.unwrap();

    check(&copy).await.unwrap();
    let restored = Store::open(&format!("sqlite://{}", copy.display()), Options::default()).await.unwrap();
    restored.verify().await.unwrap();
    assert_eq!(clusters::by_id(&restored, "alpes").await.unwrap().unwrap().seq, 1);
    assert_eq!(
        readings::all(&restored, "alpes").await.unwrap(),
        readings::all(&world.store, "alpes").await.unwrap()
    );
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        assert_eq!(fs::metadata(&copy).unwrap().permissions().mode() & 0o777, 0o600);
    }
    let parts = fs::read_dir(folder).unwrap().filter(|entry| {
        entry.as_ref().is_ok_and(|entry| entry.file_name().to_string_lossy().ends_with(".part"))
    });
    assert_eq!(parts.count(), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_backup_replaces_nothing() {
    let world = World::sqlite().await;
    let file = world.folder.as_ref().unwrap().path().join("precious.txt");
    fs::write(&file, "precious").unwrap();
    assert!(matches!(world.store.backup(&file).await, Err(StoreError::Exists)));
    assert_eq!(fs::read_to_string(&file).unwrap(), "precious");
    let nowhere = world.folder.as_ref().unwrap().path().join("no/such/folder.db");
    assert!(matches!(world.store.backup(&nowhere).await, Err(StoreError::Unavailable(_))));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_damaged_backup_is_found() {
    let world = World::sqlite().await;
    let copy = world.folder.as_ref().unwrap().path().join("copy.db");
    world.store.backup(&copy).await.unwrap();
    let mut bytes = fs::read(&copy).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle..middle + 4096].fill(0x5a);
    fs::write(&copy, bytes).unwrap();
    assert!(matches!(check(&copy).await, Err(StoreError::Corrupt(_))));

    fs::write(
        &copy,
        "not a database at all, but long enough to have a header of a hundred bytes or so ........",
    )
    .unwrap();
    assert!(matches!(check(&copy).await, Err(StoreError::Corrupt(_))));
    fs::remove_file(&copy).unwrap();
    assert!(matches!(check(&copy).await, Err(StoreError::Unavailable(_))));
}

#[tokio::test(flavor = "multi_thread")]
async fn postgres_has_its_own_backups() {
    let world = World::postgres().await;
    let file = std::env::temp_dir().join("vigie-never-written.db");
    assert!(matches!(world.store.backup(&file).await, Err(StoreError::Unsupported(_))));
    assert!(!file.exists());
    world.store.verify().await.unwrap();
}
