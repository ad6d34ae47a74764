use vigie_store::facts::{self, Fact};
use vigie_store::readings::{self, NewReading, ReadingRow};
use vigie_store::{StoreError, documents};

use crate::support::{NOW, World, reading, stories};

stories! {
    a_revision_follows_and_never_overwrites
    a_dashboard_reads_its_kpis_and_span
    facts_are_read_by_kpi
    what_was_is_read_as_of_a_change
    since_says_what_a_copy_lacks
    one_change_writes_one_revision
    an_import_writes_many_at_once
    an_import_does_not_overwrite
    every_field_comes_back
    a_snapshot_sees_one_state
}

fn told(rows: &[ReadingRow]) -> Vec<(&str, &str, &str, i64, Option<i64>)> {
    rows.iter()
        .map(|row| {
            (
                row.kpi.as_str(),
                row.period.as_str(),
                row.value.as_deref().unwrap_or("-"),
                row.seq_from,
                row.seq_to,
            )
        })
        .collect()
}

async fn put(world: &World, new: NewReading<'_>) -> i64 {
    world.write(async |tx, seq| readings::put(tx, "alpes", seq, &new).await.unwrap()).await
}

async fn close(world: &World, kpi: &str, period: &str) -> i64 {
    world.write(async |tx, seq| readings::close(tx, "alpes", kpi, period, seq).await.unwrap()).await
}

async fn a_revision_follows_and_never_overwrites(world: World) {
    put(&world, reading("members", "2026-01", "120")).await;
    put(&world, reading("members", "2026-01", "121.5")).await;
    close(&world, "members", "2026-01").await;
    put(&world, reading("members", "2026-01", "0")).await;
    let history = readings::history(&world.store, "alpes", "members", "2026-01").await.unwrap();
    assert_eq!(
        told(&history),
        [
            ("members", "2026-01", "120", 1, Some(2)),
            ("members", "2026-01", "121.5", 2, Some(3)),
            ("members", "2026-01", "0", 4, None)
        ]
    );
    let mut tx = world.begin().await;
    let current = readings::current(&mut tx, "alpes", "members", "2026-01").await.unwrap();
    assert_eq!(current.as_ref(), history.last());
    assert!(readings::any_of_kpi(&mut tx, "alpes", "members").await.unwrap());
    assert!(!readings::any_of_kpi(&mut tx, "alpes", "jobs").await.unwrap());
    let missing = readings::close(&mut tx, "alpes", "jobs", "2026-01", 5).await;
    assert!(matches!(missing, Err(StoreError::NotFound)));
}

async fn a_dashboard_reads_its_kpis_and_span(world: World) {
    for kpi in ["members", "jobs", "patents"] {
        for (period, value) in [("2026-01", "1"), ("2026-02", "2"), ("2026-03", "3"), ("2026-04", "4")] {
            put(&world, reading(kpi, period, value)).await;
        }
    }
    put(&world, reading("jobs", "2026-02", "20")).await;
    let february = 2026 * 12 + 1;
    let rows = readings::current_many(
        &world.store,
        "alpes",
        &["members", "jobs", "no-such"],
        february,
        february + 1,
    )
    .await
    .unwrap();
    assert_eq!(
        told(&rows),
        [
            ("jobs", "2026-02", "20", 13, None),
            ("jobs", "2026-03", "3", 7, None),
            ("members", "2026-02", "2", 2, None),
            ("members", "2026-03", "3", 3, None),
        ]
    );
    assert_eq!(readings::current_many(&world.store, "alpes", &[], 0, i64::MAX).await.unwrap(), []);
    assert_eq!(readings::current_many(&world.store, "other", &["jobs"], 0, i64::MAX).await.unwrap(), []);
    assert_eq!(readings::all(&world.store, "alpes").await.unwrap().len(), 12);
}

async fn facts_are_read_by_kpi(world: World) {
    put(&world, reading("members", "2026-01", "120")).await;
    put(&world, reading("members", "2026-01", "121.5")).await;
    let comment = Some("a \"new\" count\nof <all>");
    put(&world, NewReading { comment, ..reading("members", "2026-02", "-3") }).await;
    put(&world, reading("jobs", "2026-01", "7")).await;
    close(&world, "jobs", "2026-01").await;
    put(&world, reading("other", "2026-01", "9")).await;
    let found = facts::current(&world.store, "alpes", &["members", "jobs", "nothing"]).await.unwrap();
    assert_eq!(found.iter().map(|row| row.kpi.as_str()).collect::<Vec<_>>(), ["members"]);
    let mut read = found[0].read().unwrap();
    read.sort_by_key(|fact| fact.0);
    let fact = |period, value, comment: Option<&str>| {
        Fact(period, "known", Some(value), None, None, None, None, comment.map(str::to_owned))
    };
    assert_eq!(read, [fact("2026-01", "121.5", None), fact("2026-02", "-3", comment)]);
}

async fn what_was_is_read_as_of_a_change(world: World) {
    put(&world, reading("members", "2026-01", "1")).await;
    put(&world, reading("members", "2026-01", "2")).await;
    close(&world, "members", "2026-01").await;
    let mut values = Vec::new();
    for seq in 0..=3 {
        let rows = readings::as_of(&world.store, "alpes", seq).await.unwrap();
        values.push(rows.first().and_then(|row| row.value.clone()).unwrap_or_default());
    }
    assert_eq!(values, ["", "1", "2", ""]);
}

async fn since_says_what_a_copy_lacks(world: World) {
    put(&world, reading("members", "2026-01", "1")).await;
    put(&world, reading("members", "2026-02", "2")).await;
    put(&world, reading("members", "2026-02", "3")).await;
    close(&world, "members", "2026-01").await;
    put(&world, reading("jobs", "2026-01", "5")).await;
    let mut snapshot = world.store.snapshot().await.unwrap();
    assert_eq!(
        told(&readings::since(&mut snapshot, "alpes", 2).await.unwrap()),
        [
            ("members", "2026-02", "3", 3, None),
            ("jobs", "2026-01", "5", 5, None),
            ("members", "2026-01", "1", 1, Some(4)),
        ]
    );
    assert_eq!(readings::since(&mut snapshot, "alpes", 5).await.unwrap(), []);
}

async fn one_change_writes_one_revision(world: World) {
    put(&world, reading("members", "2026-01", "1")).await;
    world
        .write(async |tx, seq| {
            readings::put(tx, "alpes", seq, &reading("members", "2026-01", "2")).await.unwrap();
            readings::put(tx, "alpes", seq, &reading("members", "2026-01", "3")).await.unwrap();
        })
        .await;
    let history = readings::history(&world.store, "alpes", "members", "2026-01").await.unwrap();
    assert_eq!(
        told(&history),
        [("members", "2026-01", "1", 1, Some(2)), ("members", "2026-01", "3", 2, None)]
    );
}

async fn an_import_writes_many_at_once(world: World) {
    let kpis: Vec<String> = (0..150).map(|number| format!("kpi-{number}")).collect();
    let periods: Vec<String> = (1..=12).map(|month| format!("2026-{month:02}")).collect();
    let new: Vec<NewReading<'_>> =
        kpis.iter().flat_map(|kpi| periods.iter().map(|period| reading(kpi, period, "1.5"))).collect();
    let seq = world.write(async |tx, seq| readings::insert_many(tx, "alpes", seq, &new).await.unwrap()).await;
    let all = readings::all(&world.store, "alpes").await.unwrap();
    assert_eq!((all.len(), seq), (1800, 1));
    assert!(all.iter().all(|row| row.seq_from == 1 && row.value.as_deref() == Some("1.5")));
    // By bytes, on both engines.
    assert!(all.is_sorted_by_key(|row| (row.kpi.clone(), row.first_month)));

    let mut tx = world.begin().await;
    readings::insert_many(&mut tx, "alpes", 2, &[]).await.unwrap();
}

async fn an_import_does_not_overwrite(world: World) {
    put(&world, reading("members", "2026-01", "1")).await;
    let mut tx = world.begin().await;
    let seq = tx.next_seq("alpes").await.unwrap();
    let new = [reading("members", "2026-02", "2"), reading("members", "2026-01", "2")];
    let refused = readings::insert_many(&mut tx, "alpes", seq, &new).await;
    assert!(matches!(refused, Err(StoreError::Conflict("period"))), "{refused:?}");
    drop(tx);
    assert_eq!(readings::all(&world.store, "alpes").await.unwrap().len(), 1);
}

async fn every_field_comes_back(world: World) {
    let unavailable = NewReading {
        granularity: "quarter",
        state: "not_available",
        value: None,
        reason: Some("enquête tardive"),
        comment: Some("l’été"),
        command_id: Some("c-1"),
        actor_id: None,
        ..reading("satisfaction", "2026-07", "1")
    };
    let parts = NewReading {
        value: None,
        numerator: Some("37"),
        denominator: Some("130"),
        ..reading("exporting-share", "2026-01", "1")
    };
    let mean = NewReading { n: Some("42"), ..reading("trust", "2026-01", "-7.25") };
    world
        .write(async |tx, seq| {
            readings::put(tx, "alpes", seq, &unavailable).await.unwrap();
            readings::insert_many(tx, "alpes", seq, &[parts, mean]).await.unwrap();
        })
        .await;
    let expected = |new: NewReading<'_>| ReadingRow {
        kpi: new.kpi.into(),
        period: new.period.into(),
        granularity: new.granularity.into(),
        first_month: new.first_month,
        seq_from: 1,
        seq_to: None,
        state: new.state.into(),
        value: new.value.map(Into::into),
        numerator: new.numerator.map(Into::into),
        denominator: new.denominator.map(Into::into),
        n: new.n.map(Into::into),
        reason: new.reason.map(Into::into),
        comment: new.comment.map(Into::into),
        actor_id: new.actor_id.map(Into::into),
        at: NOW,
        command_id: new.command_id.map(Into::into),
    };
    let all = readings::all(&world.store, "alpes").await.unwrap();
    assert_eq!(all, [expected(parts), expected(unavailable), expected(mean)]);
}

async fn a_snapshot_sees_one_state(world: World) {
    put(&world, reading("members", "2026-01", "1")).await;
    let mut snapshot = world.store.snapshot().await.unwrap();
    assert_eq!(readings::all(&mut snapshot, "alpes").await.unwrap().len(), 1);
    put(&world, reading("members", "2026-02", "2")).await;
    assert_eq!(readings::all(&mut snapshot, "alpes").await.unwrap().len(), 1);
    assert_eq!(documents::current(&mut snapshot, "alpes", None).await.unwrap(), []);
    assert_eq!(readings::all(&world.store, "alpes").await.unwrap().len(), 2);
}
