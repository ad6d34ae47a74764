use vigie_domain::problem::ProblemCode;
use vigie_service::{Error, Format, ImportOptions, ImportOutcome, Note};

use crate::support::{MEMBERS, World, key, period, stories};

stories! {
    a_preview_writes_nothing
    all_or_nothing_with_each_cell_named
    a_contradiction_needs_update
    a_frozen_period_takes_nothing
    one_import_is_one_change
    what_is_no_file_is_refused
    a_hundred_thousand_readings
}

fn refusals(outcome: &ImportOutcome) -> Vec<(ProblemCode, &str)> {
    outcome.problems.iter().map(|problem| (problem.code, problem.place.as_str())).collect()
}

async fn a_preview_writes_nothing(world: World) {
    world.cluster("alpes").await;
    let seq = world.seq("alpes").await;
    let preview = ImportOptions { dry_run: true, ..ImportOptions::default() };
    let file = "kpi,period,value\nmembers,2026-01,1.5\nmembers,2026-02,2\n";
    let outcome = world.import_with("alpes", file, preview).await;
    assert_eq!((outcome.added_kpis.len(), outcome.added_readings), (1, 2));
    assert!(matches!(&outcome.notes[..], [Note::KpiAdded { decimals: 1, .. }]), "{:?}", outcome.notes);
    assert_eq!(world.seq("alpes").await, seq);
    let seq = Some(seq + 1);
    let expected = ImportOutcome { seq, ..outcome };
    assert_eq!(world.import("alpes", file).await, expected, "the import does what the preview says");
}

async fn all_or_nothing_with_each_cell_named(world: World) {
    world.cluster("alpes").await;
    world.kpi("alpes", MEMBERS).await;
    let seq = world.seq("alpes").await;
    let file = "kpi,period,value,state\nmembers,2026-01,1,\nmembers,2026-02,\"1,5\",\nmembers,soon,3,\n\
                members,2026-Q1,4,\nmembers,2026-01,5,\nmembers,2026-03,6,missing\n,2026-04,7,\n";
    let outcome = world.import("alpes", file).await;
    assert_eq!(
        refusals(&outcome),
        [
            (ProblemCode::NumberMalformed, "C3"),
            (ProblemCode::PeriodMalformed, "B4"),
            (ProblemCode::ReadingStateMissing, "D7"),
            (ProblemCode::FieldMissing, "A8"),
            (ProblemCode::PeriodGranularity, "C5"),
            (ProblemCode::Duplicate, "C6"),
        ]
    );
    let problem = &outcome.problems[0];
    assert_eq!((problem.args["row"].as_str(), problem.args["column"].as_str()), ("3", "value"));
    assert_eq!(world.seq("alpes").await, seq);
}

async fn a_contradiction_needs_update(world: World) {
    world.cluster("alpes").await;
    world.import("alpes", "kpi,period,value\nmembers,2026-01,1\nmembers,2026-02,2\n").await;
    let file = "kpi,period,value\nmembers,2026-01,1\nmembers,2026-02,3\nmembers,2026-03,4\n";
    let outcome = world.import("alpes", file).await;
    assert_eq!(refusals(&outcome), [(ProblemCode::Contradiction, "C3")]);
    let outcome =
        world.import_with("alpes", file, ImportOptions { update: true, ..ImportOptions::default() }).await;
    assert_eq!((outcome.added_readings, outcome.changed, outcome.unchanged), (1, 1, 1));
    let history =
        world.service.history(&world.admin, "alpes", &key("members"), period("2026-02")).await.unwrap();
    assert_eq!(history.len(), 2);
}

async fn a_frozen_period_takes_nothing(world: World) {
    world.cluster("alpes").await;
    let file = r#"{"vigie": 1, "cluster": {"slug": "alpes", "name": "Alpes"},
        "kpis": [{"key": "members", "name": {"en": "M"}, "nature": "stock", "frequency": "month"}],
        "period_states": [{"period": "2026-Q1", "state": "frozen"}],
        "readings": [{"kpi": "members", "period": "2026-01", "value": "1"}]}"#;
    assert_eq!(world.import("alpes", file).await.problems, []);
    let update = ImportOptions { update: true, ..ImportOptions::default() };
    let outcome =
        world.import_with("alpes", "kpi,period,value\nmembers,2026-01,1\nmembers,2026-02,2\n", update).await;
    assert_eq!(refusals(&outcome), [(ProblemCode::PeriodFrozen, "C3")]);
    let outcome = world.import("alpes", "kpi,period,value\nmembers,2026-01,1\nmembers,2026-04,2\n").await;
    assert_eq!((outcome.problems, outcome.added_readings), (vec![], 1));
}

async fn one_import_is_one_change(world: World) {
    world.cluster("alpes").await;
    let seq = world.seq("alpes").await;
    let bytes = b"kpi,period,value\na,2026-01,1\nb,2026-01,2\n";
    let name = "../folder\\figures.csv";
    world.service.import(&world.admin, "alpes", name, bytes, ImportOptions::default()).await.unwrap();
    assert_eq!(world.seq("alpes").await, seq + 1);
    let book = world.service.book(&world.admin, "alpes", None).await.unwrap();
    assert_eq!((book.kpis.len(), book.readings.len()), (2, 2));
}

async fn what_is_no_file_is_refused(world: World) {
    world.cluster("alpes").await;
    let place = async |bytes: &[u8]| {
        let options = ImportOptions::default();
        let outcome = world.service.import(&world.admin, "alpes", "x", bytes, options).await.unwrap();
        outcome.problems.into_iter().map(|problem| problem.place).collect::<Vec<_>>()
    };
    assert_eq!(place(b"PK\x03\x04 a workbook").await, ["file"]);
    assert_eq!(place(b"").await, ["file"]);
    assert_eq!(place(b"no table at all").await, ["file"]);
    assert_eq!(
        place(br#"{"vigie": 1, "cluster": {"slug": "alpes", "name": "A"}, "kpis": [{"key": "a"}]}"#).await,
        ["kpis[0]"]
    );
    let zone = br#"{"vigie": 1, "cluster": {"slug": "alpes", "name": "A", "time_zone": "Mars/Base"}}"#;
    assert_eq!(place(zone).await, ["cluster.time_zone"]);
    let elsewhere =
        world.service.import(&world.admin, "nothing", "x", b"kpi,period,value\n", ImportOptions::default());
    assert!(matches!(elsewhere.await, Err(Error::NotFound)));
}

async fn a_hundred_thousand_readings(world: World) {
    world.cluster("alpes").await;
    let mut file = String::from("kpi,period,value\n");
    for kpi in 0..200 {
        for month in 0..500 {
            let (year, month) = (1985 + month / 12, month % 12 + 1);
            file.push_str(&format!("kpi-{kpi},{year}-{month:02},{kpi}.5\n"));
        }
    }
    let outcome = world.import("alpes", &file).await;
    assert_eq!((outcome.problems, outcome.added_readings), (vec![], 100_000));
    let exported = world.service.export(&world.admin, "alpes", Format::Csv).await.unwrap();
    assert_eq!(exported.lines().count(), 100_001);
}
