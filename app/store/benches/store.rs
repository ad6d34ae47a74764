//! How quick the store is, on both engines: `cargo bench -p vigie-store`.

use std::path::Path;
use std::time::{Duration, Instant};

use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous};
use sqlx::{ConnectOptions as _, Connection as _};
use vigie_store::changes::NewChange;
use vigie_store::readings::{self, NewReading};
use vigie_store::{Options, Store, clusters, offices};

const KPIS: usize = 80;
const PERIODS: usize = 1250;

fn main() {
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    let arguments: Vec<String> = std::env::args().collect();
    if let Some(at) = arguments.iter().position(|argument| argument == "alone") {
        return runtime.block_on(alone(Path::new(&arguments[at + 1]))).expect("SQLite answers");
    }
    let folder = tempfile::TempDir::new().expect("a folder");
    let file = format!("sqlite://{}", folder.path().join("bench.db").display());
    let server = vigie_test_postgres::Server::start(vigie_test_postgres::Durability::On);
    for address in [file, server.new_database()] {
        runtime.block_on(async {
            let store = Store::open(&address, Options::default()).await.expect("a database");
            measure(&store).await.expect("the store answers");
            store.close().await;
        });
    }
}

/// What SQLite does by itself on this disk: one row and one commit after the other, as durable as ours.
async fn alone(folder: &Path) -> Result<(), sqlx::Error> {
    let options = SqliteConnectOptions::new()
        .filename(folder.join("alone.db"))
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full);
    let mut conn = options.connect().await?;
    sqlx::query("CREATE TABLE rows (number INTEGER PRIMARY KEY, text TEXT)").execute(&mut conn).await?;
    let (start, mut rows) = (Instant::now(), 0.0);
    while start.elapsed() < Duration::from_secs(3) {
        sqlx::query("INSERT INTO rows (text) VALUES ('1234.5')").execute(&mut conn).await?;
        rows += 1.0;
    }
    println!("alone: {:.0} rows/s", rows / start.elapsed().as_secs_f64());
    conn.close().await
}

async fn measure(store: &Store) -> Result<(), vigie_store::StoreError> {
    let engine = store.engine();
    let mut tx = store.begin().await?;
    offices::insert(&mut tx, "office", "Office", 0).await?;
    clusters::insert(&mut tx, "0198c0de-0000-7000-8000-000000000000", "office", "bench", 0).await?;
    tx.commit().await?;
    let cluster = "0198c0de-0000-7000-8000-000000000000";

    let kpis: Vec<String> = (0..KPIS).map(|number| format!("number-of-something-{number}")).collect();
    let periods: Vec<String> =
        (0..PERIODS).map(|number| format!("{}-{:02}", 1900 + number / 12, 1 + number % 12)).collect();
    let new: Vec<NewReading<'_>> = kpis
        .iter()
        .flat_map(|kpi| periods.iter().enumerate().map(|(number, period)| new(kpi, period, number)))
        .collect();

    let start = Instant::now();
    let mut tx = store.begin().await?;
    let seq = tx.next_seq(cluster).await?;
    readings::insert_many(&mut tx, cluster, seq, &new).await?;
    tx.append_change(&change(cluster, seq)).await?;
    tx.commit().await?;
    println!("{engine}: import of {} readings: {:?}", new.len(), start.elapsed());

    let start = Instant::now();
    let all = readings::all(store, cluster).await?;
    println!("{engine}: all {} readings: {:?}", all.len(), start.elapsed());

    let shown: Vec<&str> = kpis.iter().take(23).map(String::as_str).collect();
    let last = (1900 * 12 + PERIODS) as i64;
    let start = Instant::now();
    for _ in 0..20 {
        readings::current_many(store, cluster, &shown, last - 24, last).await?;
    }
    println!("{engine}: a dashboard of 23 KPIs × 24 months: {:?}", start.elapsed() / 20);

    let start = Instant::now();
    let writers: Vec<_> = (0..16)
        .map(|writer| {
            let store = store.clone();
            tokio::spawn(async move {
                for round in 0..50 {
                    let mut tx = store.begin().await?;
                    let seq = tx.next_seq(cluster).await?;
                    let period = format!("{}-01", 2100 + writer);
                    readings::put(&mut tx, cluster, seq, &new_value(&period, round)).await?;
                    tx.append_change(&change(cluster, seq)).await?;
                    tx.commit().await?;
                }
                Ok::<_, vigie_store::StoreError>(())
            })
        })
        .collect();
    for writer in writers {
        writer.await.expect("a writer")?;
    }
    println!("{engine}: durable single writes, 16 writers: {:.0}/s", 800.0 / start.elapsed().as_secs_f64());
    Ok(())
}

fn new<'a>(kpi: &'a str, period: &'a str, number: usize) -> NewReading<'a> {
    NewReading {
        kpi,
        period,
        granularity: "month",
        first_month: (1900 * 12 + number) as i64,
        state: "known",
        value: Some("1234.5"),
        numerator: None,
        denominator: None,
        n: None,
        reason: None,
        comment: None,
        actor_id: None,
        at: 0,
        command_id: None,
    }
}

fn new_value(period: &str, round: i64) -> NewReading<'_> {
    NewReading { at: round, ..new("number-of-something-0", period, 0) }
}

fn change(cluster_id: &str, seq: i64) -> NewChange<'_> {
    NewChange {
        cluster_id,
        seq,
        at: 0,
        actor_id: None,
        kind: "record",
        subject: "number-of-something-0 2100-01",
        reason: None,
        device: None,
    }
}
