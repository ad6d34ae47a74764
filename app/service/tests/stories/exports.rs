use vigie_service::{Format, ImportOptions, NewCluster};

use crate::support::{World, stories};

stories! { export_import_export_is_the_same csv_comes_back_as_it_was the_example_file_of_the_contract }

const EMPLOYMENT: &str = include_str!("../../../../tests/data/us-employment.csv");

/// Into a cluster of the same address in another database.
async fn copied(world: &World, file: &str, slug: &str) -> String {
    let (other, _folder) = crate::support::empty_sqlite().await;
    let program = other.program("cli", None).await.unwrap();
    let new = NewCluster { slug: Some(slug.to_owned()), name: "Empty".to_owned(), ..NewCluster::default() };
    other.create_cluster(&program, new).await.unwrap();
    let program = other.program("cli", None).await.unwrap();
    let outcome =
        other.import(&program, slug, "file.json", file.as_bytes(), ImportOptions::default()).await.unwrap();
    assert_eq!(outcome.problems, []);
    let exported = other.export(&program, slug, Format::Json).await.unwrap();

    // And into a database without the cluster.
    let (bare, _folder) = crate::support::empty_sqlite().await;
    let nobody = bare.program("cli", None).await.unwrap();
    let outcome =
        bare.import(&nobody, slug, "file.json", file.as_bytes(), ImportOptions::default()).await.unwrap();
    assert_eq!(outcome.problems, []);
    let program = bare.program("cli", None).await.unwrap();
    assert_eq!(bare.export(&program, slug, Format::Json).await.unwrap(), exported);

    // Once more into where it comes from: nothing changes.
    let seq = world.seq(slug).await;
    let outcome = world.import(slug, file).await;
    assert_eq!((outcome.problems, outcome.added_readings, outcome.changed), (vec![], 0, 0));
    assert_eq!(world.seq(slug).await, seq);
    exported
}

async fn export_import_export_is_the_same(world: World) {
    world.cluster("jobs").await;
    let outcome = world.import("jobs", EMPLOYMENT).await;
    assert_eq!(outcome.problems, []);
    assert_eq!((outcome.added_kpis.len(), outcome.added_readings), (23, 2760));
    assert!(outcome.added_kpis.iter().any(|key| key.as_str() == "trade-transportation-utilties"));
    let file = world.service.export(&world.admin, "jobs", Format::Json).await.unwrap();
    assert_eq!(copied(&world, &file, "jobs").await, file);

    let example =
        world.service.create_example(&world.admin, vigie_service::Example::Fictional).await.unwrap();
    let file = world.service.export(&world.admin, example.slug.as_str(), Format::Json).await.unwrap();
    assert_eq!(copied(&world, &file, example.slug.as_str()).await, file);
}

async fn csv_comes_back_as_it_was(world: World) {
    world.cluster("alpes").await;
    world.cluster("copy").await;
    let file = r#"{"vigie": 1, "cluster": {"slug": "alpes", "name": "Alpes"}, "kpis": [
        {"key": "a", "name": {"en": "A"}, "nature": "stock", "frequency": "month", "decimals": 1},
        {"key": "r", "name": {"en": "R"}, "nature": "ratio", "frequency": "quarter"},
        {"key": "m", "name": {"en": "M"}, "nature": "mean", "frequency": "year", "decimals": 1}], "readings": [
        {"kpi": "a", "period": "2026-01", "value": "-5.5", "comment": "=1+1"},
        {"kpi": "a", "period": "2026-02", "value": "0", "comment": "'quoted', \"and\"\r\nsecond line "},
        {"kpi": "a", "period": "2026-03", "state": "not_applicable", "comment": "-"},
        {"kpi": "a", "period": "2026-04", "state": "not_available", "reason": "@late"},
        {"kpi": "r", "period": "2026-Q1", "numerator": "37", "denominator": "130", "comment": "\tx"},
        {"kpi": "m", "period": "2026", "value": "4.1", "n": "88"}]}"#;
    assert_eq!(world.import("alpes", file).await.problems, []);
    let csv = world.service.export(&world.admin, "alpes", Format::Csv).await.unwrap();
    assert!(csv.contains("a,2026-01,-5.5,,,,,,'=1+1\r\n"), "{csv}");
    assert!(csv.contains("not_available,'@late,"), "{csv}");
    let outcome = world.import("alpes", &csv).await;
    assert_eq!(
        (outcome.problems, outcome.added_readings, outcome.changed, outcome.unchanged),
        (vec![], 0, 0, 6)
    );
    // Elsewhere the KPIs are made as the file suggests.
    let outcome = world.import("copy", &csv).await;
    assert_eq!((outcome.problems, outcome.added_kpis.len(), outcome.added_readings), (vec![], 3, 6));
    assert_eq!(world.service.export(&world.admin, "copy", Format::Csv).await.unwrap(), csv);
}

async fn the_example_file_of_the_contract(world: World) {
    let file = r#"{"vigie": 1,
 "cluster": {"slug": "alpes", "name": "Alpes Mécatronique", "country": "FR", "currency": "EUR",
             "financial_year_starts": 1, "languages": ["fr", "en"], "time_zone": "Europe/Paris"},
 "kpis": [
  {"key": "members-total", "name": {"en": "Members", "fr": "Adhérents"}, "unit": "count", "decimals": 0,
   "nature": "stock", "direction": "up", "frequency": "month", "lag": 15,
   "plausible": {"min": "0", "max": null}, "tolerance": {"green": "0", "amber": "0.1"},
   "baseline": {"period": "2025-12", "value": "120"},
   "targets": [{"set": "internal", "path": "linear", "points": [{"period": "2026-12", "value": "200"}]}]},
  {"key": "projects-labelled", "name": {"en": "Projects labelled", "fr": "Projets labellisés"}, "nature": "flow", "frequency": "quarter",
   "targets": [{"set": "State contract", "span": {"from": "2023", "to": "2026"},
                "points": [{"period": "2023", "value": "8"}, {"period": "2024", "value": "10"}, {"period": "2025", "value": "10"}, {"period": "2026", "value": "12"}]}],
   "versions": [{"from": "2025-Q1", "reason": "projects of other poles no longer counted", "breaks": true}]},
  {"key": "exporting-share", "name": {"en": "Exporting members"}, "unit": "percent", "decimals": 1, "nature": "ratio",
   "ratio": {"scale": "100", "numerator": "stock", "denominator": "stock"}, "direction": "up", "frequency": "quarter"},
  {"key": "projects-per-100-members", "name": {"en": "Projects per 100 members"}, "unit": "ratio", "decimals": 1, "nature": "formula",
   "formula": "projects-labelled / members-total * 100", "frequency": "quarter"}],
 "objectives": [
  {"id": "grow", "title": {"en": "Grow the cluster"}, "due": "2026-12-31", "rule": "weighted", "weight": "1",
   "kpis": [{"key": "members-total", "weight": "2"}, {"key": "exporting-share", "weight": "1"}], "children": []}],
 "readings": [
  {"kpi": "members-total", "period": "2026-01", "value": "130", "comment": "fair in January"},
  {"kpi": "exporting-share", "period": "2026-Q1", "numerator": "37", "denominator": "130"},
  {"kpi": "members-total", "period": "2026-02", "state": "not_available", "reason": "survey late"}]}"#;
    let import = |slug: &'static str| world.import(slug, file);
    let outcome = import("alpes").await;
    assert_eq!((outcome.problems, outcome.added_kpis.len(), outcome.added_readings), (vec![], 4, 3));
    let exported = world.service.export(&world.admin, "alpes", Format::Json).await.unwrap();
    assert_eq!(copied(&world, &exported, "alpes").await, exported);
}
