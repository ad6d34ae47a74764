use std::time::Duration;

use sqlx::{ConnectOptions, Executor};
use tempfile::TempDir;
use vigie_store::{OpenError, Options, Store, changes, clusters, evidence, messages, readings, shares};

use crate::support::{World, stories};

stories! { a_database_opens_again a_newer_database_is_left_alone a_changed_migration_is_refused the_database_of_others_is_left_alone }

fn unmigrated() -> Options {
    Options { migrate: false, wait: Duration::from_millis(500), ..Options::default() }
}

/// Something done to a database behind the back of the store.
async fn meddle(address: &str, statement: &'static str) {
    if address.starts_with("sqlite") {
        let options: sqlx::sqlite::SqliteConnectOptions = address.parse().unwrap();
        options.create_if_missing(true).connect().await.unwrap().execute(statement).await.unwrap();
    } else {
        let options: sqlx::postgres::PgConnectOptions = address.parse().unwrap();
        options.connect().await.unwrap().execute(statement).await.unwrap();
    }
}

async fn a_database_opens_again(world: World) {
    world.store.ping().await.unwrap();
    world.store.close().await;
    for options in [Options::default(), unmigrated()] {
        let store = Store::open(&world.address, options).await.unwrap();
        assert_eq!(clusters::list(&store).await.unwrap().len(), 1);
        store.close().await;
        assert!(matches!(store.ping().await, Err(vigie_store::StoreError::Unavailable(_))));
    }
}

async fn a_newer_database_is_left_alone(world: World) {
    world.store.close().await;
    let future = "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time) \
                  SELECT 9999, 'later', success, checksum, 0 FROM _sqlx_migrations WHERE version = 1";
    meddle(&world.address, future).await;
    for options in [Options::default(), unmigrated()] {
        let error = Store::open(&world.address, options).await.unwrap_err();
        assert!(matches!(error, OpenError::Newer(_)), "{error:?}");
        assert!(error.to_string().contains("newer version of Vigie"), "{error}");
    }
}

async fn a_changed_migration_is_refused(world: World) {
    world.store.close().await;
    meddle(&world.address, "DELETE FROM _sqlx_migrations").await;
    let error = Store::open(&world.address, unmigrated()).await.unwrap_err();
    assert!(matches!(error, OpenError::Pending(_)), "{error:?}");
    assert!(error.to_string().contains("vigie migrate"));
    // The tables are there already: nothing of the failed try remains.
    let error = Store::open(&world.address, Options::default()).await.unwrap_err();
    assert!(matches!(error, OpenError::Migration { .. }), "{error:?}");
    let error = Store::open(&world.address, unmigrated()).await.unwrap_err();
    assert!(matches!(error, OpenError::Pending(_)), "{error:?}");
}

async fn the_database_of_others_is_left_alone(world: World) {
    world.store.close().await;
    meddle(&world.address, "DROP TABLE _sqlx_migrations").await;
    for options in [Options::default(), unmigrated()] {
        let error = Store::open(&world.address, options).await.unwrap_err();
        assert!(matches!(error, OpenError::Foreign(_)), "{error:?}");
    }
}

/// What the first version left behind opens with what it held and can do what later versions can.
async fn is_migrated(address: &str) {
    let refused = Store::open(address, unmigrated()).await;
    assert!(matches!(refused, Err(OpenError::Pending(_))), "{refused:?}");
    let store = Store::open(address, Options::default()).await.unwrap();
    let cluster = clusters::by_slug(&store, "alpes").await.unwrap().unwrap();
    let change = changes::by_seq(&store, &cluster.id, 1).await.unwrap().unwrap();
    assert_eq!((cluster.seq, change.subject.as_str()), (1, "members 2026-01"));
    assert_eq!(readings::all(&store, &cluster.id).await.unwrap()[0].value.as_deref(), Some("130"));
    assert!(evidence::current(&store, &cluster.id).await.unwrap().is_empty());
    assert!(messages::current(&store, &cluster.id).await.unwrap().is_empty());
    // The shares of earlier versions show no other cluster.
    let standing = shares::standing(&store, "hash").await.unwrap().unwrap();
    assert!(!standing.compares && shares::compared(&store, &standing.id).await.unwrap().is_empty());
}

const OF_THE_FIRST_VERSION: &str = "
    INSERT INTO offices (id, name, created_at) VALUES ('o', 'Office', 1);
    INSERT INTO clusters (id, office_id, slug, seq, created_at) VALUES ('c', 'o', 'alpes', 1, 1);
    INSERT INTO readings (cluster_id, kpi, period, granularity, first_month, seq_from, state, value, at)
        VALUES ('c', 'members', '2026-01', 'month', 24312, 1, 'known', '130', 1);
    INSERT INTO shares (id, cluster_id, dashboard_id, name, token_hash, lang, created_at)
        VALUES ('s', 'c', 'overview', 'Board', 'hash', 'en', 1);
    INSERT INTO documents (cluster_id, kind, id, position, seq_from, body) VALUES ('c', 'cluster', 'cluster', 0, 1, '{}');
    INSERT INTO changes (cluster_id, seq, at, kind, subject) VALUES ('c', 1, 1, 'reading.recorded', 'members 2026-01');";

#[tokio::test(flavor = "multi_thread")]
async fn an_sqlite_of_the_first_version_is_migrated() {
    let folder = TempDir::new().unwrap();
    let address = format!("sqlite://{}", folder.path().join("vigie.db").display());
    let options: sqlx::sqlite::SqliteConnectOptions = address.parse().unwrap();
    let options = options.create_if_missing(true).journal_mode(sqlx::sqlite::SqliteJournalMode::Wal);
    let mut conn = options.connect().await.unwrap();
    sqlx::migrate!("../../migrations/sqlite").run_to(1, &mut conn).await.unwrap();
    conn.execute(OF_THE_FIRST_VERSION).await.unwrap();
    drop(conn);
    is_migrated(&address).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_postgres_of_the_first_version_is_migrated() {
    let address = vigie_test_postgres::database();
    let options: sqlx::postgres::PgConnectOptions = address.parse().unwrap();
    let mut conn = options.connect().await.unwrap();
    sqlx::migrate!("../../migrations/postgres").run_to(1, &mut conn).await.unwrap();
    conn.execute(OF_THE_FIRST_VERSION).await.unwrap();
    drop(conn);
    is_migrated(&address).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_new_postgres_is_pending_until_it_is_migrated() {
    let address = vigie_test_postgres::database();
    assert!(matches!(Store::open(&address, unmigrated()).await, Err(OpenError::Pending(_))));
    Store::open(&address, Options::default()).await.unwrap();
    Store::open(&address, unmigrated()).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn many_programs_may_start_at_once() {
    let folder = TempDir::new().unwrap();
    let file = format!("sqlite://{}", folder.path().join("vigie.db").display());
    for address in [file, vigie_test_postgres::database()] {
        let starts = (0..8).map(|_| {
            let address = address.clone();
            tokio::spawn(async move { Store::open(&address, Options::default()).await.map(drop) })
        });
        for start in starts.collect::<Vec<_>>() {
            start.await.unwrap().unwrap();
        }
    }
}

#[cfg(unix)]
#[tokio::test(flavor = "multi_thread")]
async fn only_the_owner_reads_the_files() {
    use std::os::unix::fs::PermissionsExt;
    let world = World::sqlite().await;
    let files = std::fs::read_dir(world.folder.as_ref().unwrap().path()).unwrap();
    let rights: Vec<u32> =
        files.map(|file| file.unwrap().metadata().unwrap().permissions().mode() & 0o777).collect();
    assert_eq!(rights, [0o600; 3]);
}

#[tokio::test(flavor = "multi_thread")]
async fn sqlite_is_as_durable_as_promised() {
    let world = World::sqlite().await;
    world.store.close().await;
    let folder = world.folder.as_ref().unwrap().path();
    let names: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    // The log is folded into the file at the end.
    assert_eq!(names, ["vigie.db"]);
    let header = std::fs::read(folder.join("vigie.db")).unwrap();
    assert_eq!(header[18..20], [2, 2], "the file is not in WAL mode");
}

#[tokio::test(flavor = "multi_thread")]
async fn wrong_addresses_have_a_clear_line() {
    for (address, part) in [
        ("", "must begin with sqlite:// or postgres://"),
        ("vigie.db", "must begin with sqlite:// or postgres://"),
        ("mysql://root:geheim@db/x", "must begin with sqlite:// or postgres://"),
        ("sqlite://", "names no file"),
        ("sqlite::memory:", "would be lost"),
        ("sqlite://x?mode=memory", "would be lost"),
        ("sqlite://x?nonsense=1", "expected sqlite://"),
        ("postgres://[", "expected postgres://"),
    ] {
        let error = Store::open(address, unmigrated()).await.unwrap_err();
        assert!(matches!(error, OpenError::Address { .. }), "{address}: {error:?}");
        let line = error.to_string();
        assert!(line.contains(part) && !line.contains("geheim") && !line.contains('\n'), "{line}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_does_not_open_says_why_in_one_line() {
    let folder = TempDir::new().unwrap();
    let at = |name: &str| format!("sqlite://{}", folder.path().join(name).display());
    std::fs::write(folder.path().join("text.db"), "Chère Madame, ".repeat(400)).unwrap();
    std::fs::create_dir(folder.path().join("folder.db")).unwrap();
    let known = vigie_test_postgres::database();
    let unknown = known.replace("/test_", "/no_such_");
    let closed = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    for (address, options, part) in [
        (at("missing.db"), unmigrated(), "there is no database at"),
        (at("no/such/folder.db"), Options::default(), "can't be reached"),
        (at("folder.db"), Options::default(), "can't be reached"),
        (at("text.db"), Options::default(), "is not a database"),
        (unknown, Options::default(), "refuses this user, password or database name"),
        (format!("postgres://vigie:geheim@{closed}/x"), unmigrated(), "can't be reached: connection refused"),
    ] {
        let error = Store::open(&address, options).await.unwrap_err();
        let line = error.to_string();
        assert!(line.contains(part), "{address}: {line}");
        assert!(!line.contains("geheim") && !line.contains('\n') && !line.contains("code"), "{line}");
    }
    // Nothing was made on the way.
    assert!(!folder.path().join("missing.db").exists());
}
