//! Taking an import back.

use vigie_domain::Lang;
use vigie_domain::record::Answer;
use vigie_service::{Error, Format, ImportOptions, Kept, Why};

use crate::support::{MEMBERS, World, command, key, period, stories, value};

stories! {
    an_import_is_taken_back_as_one_change
    what_was_recorded_since_stays
    what_is_frozen_or_needed_stays
    a_cluster_file_is_taken_back_too
    only_imports_are_taken_back
    links_go_and_what_is_proved_or_discussed_stays
}

const FILE: &str = "kpi,period,value\nmembers,2026-01,1\nmembers,2026-02,2\nevents,2026-01,3\n";

async fn export(world: &World) -> String {
    world.service.export(&world.admin, "alpes", Format::Json).await.unwrap()
}

async fn import(world: &World, file: &str) -> u64 {
    let update = ImportOptions { update: true, ..ImportOptions::default() };
    let outcome = world.import_with("alpes", file, update).await;
    assert_eq!(outcome.problems, []);
    outcome.seq.unwrap()
}

async fn an_import_is_taken_back_as_one_change(world: World) {
    world.cluster("alpes").await;
    world.kpi("alpes", MEMBERS).await;
    world.import("alpes", "kpi,period,value\nmembers,2026-01,7\n").await;
    let before = export(&world).await;
    let seq = import(&world, FILE).await;
    let past = world.service.past_imports(&world.admin, "alpes").await.unwrap();
    assert_eq!(
        (past.len(), past[0].seq, past[0].stands, past[0].name.as_deref()),
        (2, seq, true, Some("Ada"))
    );
    let undone = world.service.undo_import(&world.admin, "alpes", seq).await.unwrap();
    assert_eq!(
        (undone.readings, undone.definitions, undone.seq, &undone.kept[..]),
        (3, 1, Some(seq + 1), &[][..])
    );
    assert_eq!(export(&world).await, before);
    // The history keeps all of it.
    let history =
        world.service.history(&world.admin, "alpes", &key("members"), period("2026-01")).await.unwrap();
    let said = |revised: &vigie_service::Revised| {
        revised.revision.reading.as_ref().map(|it| it.figure.edit(Lang::En))
    };
    assert_eq!(history.iter().map(said).collect::<Vec<_>>(), ["7", "1", "7"].map(|it| Some(it.to_owned())));
    assert!(!world.service.past_imports(&world.admin, "alpes").await.unwrap()[0].stands);
    // Once more does nothing, and the file can be imported again.
    let again = world.service.undo_import(&world.admin, "alpes", seq).await.unwrap();
    assert_eq!((again.seq, again.readings, world.seq("alpes").await), (None, 0, seq + 1));
    import(&world, FILE).await;
}

async fn what_was_recorded_since_stays(world: World) {
    world.cluster("alpes").await;
    world.kpi("alpes", MEMBERS).await;
    let seq = import(&world, FILE).await;
    let later = command("2026-01", value("9"), Some(seq));
    assert!(matches!(world.record(&world.admin, &later).await, Answer::Applied { .. }));
    let undone = world.service.undo_import(&world.admin, "alpes", seq).await.unwrap();
    let kept = Kept { subject: "members".to_owned(), period: Some(period("2026-01")), why: Why::Later };
    assert_eq!((undone.readings, undone.kept), (2, vec![kept]));
    let book = world.service.book(&world.admin, "alpes", None).await.unwrap();
    assert_eq!(book.readings.len(), 1);
    assert_eq!(book.readings.get(&key("members"), period("2026-01")).unwrap().figure, value("9").unwrap());
}

async fn what_is_frozen_or_needed_stays(world: World) {
    world.cluster("alpes").await;
    let seq = import(&world, FILE).await;
    let frozen = r#"{"vigie": 1, "cluster": {"slug": "alpes", "name": "Cluster alpes", "country": "FR", "currency": "EUR",
        "languages": ["fr", "en"], "time_zone": "Europe/Paris"}, "period_states": [{"period": "2026-02", "state": "frozen"}]}"#;
    assert_eq!(world.import("alpes", frozen).await.problems, []);
    world
        .kpi(
            "alpes",
            r#""key": "double", "nature": "formula", "frequency": "month", "formula": "events * 2""#,
        )
        .await;
    let undone = world.service.undo_import(&world.admin, "alpes", seq).await.unwrap();
    assert_eq!(undone.readings, 2);
    let kept: Vec<_> = undone.kept.iter().map(|kept| (kept.subject.as_str(), kept.why)).collect();
    assert_eq!(kept, [("members", Why::Frozen), ("events", Why::Needed), ("members", Why::Needed)]);
    let book = world.service.book(&world.admin, "alpes", None).await.unwrap();
    assert_eq!((book.kpis.len(), book.readings.len()), (3, 1));
}

async fn a_cluster_file_is_taken_back_too(world: World) {
    world.cluster("alpes").await;
    world.kpi("alpes", MEMBERS).await;
    let before = export(&world).await;
    let file = r#"{"vigie": 1, "cluster": {"slug": "alpes", "name": "Alpes", "languages": ["fr"]}, "kpis": [
        {"key": "members", "name": {"fr": "Adhérents"}, "nature": "stock", "frequency": "month"},
        {"key": "a", "name": {"fr": "A"}, "nature": "stock", "frequency": "month"},
        {"key": "b", "name": {"fr": "B"}, "nature": "formula", "formula": "a * 2", "frequency": "month"}],
        "objectives": [{"id": "grow", "title": {"fr": "Croître"}, "kpis": [{"key": "b", "weight": "1"}], "children": []}],
        "readings": [{"kpi": "a", "period": "2026-01", "value": "1"}],
        "evidence": [{"kpi": "a", "period": "2026-01", "title": "Minutes", "url": "https://alpes.example/minutes"}]}"#;
    let seq = import(&world, file).await;
    let undone = world.service.undo_import(&world.admin, "alpes", seq).await.unwrap();
    assert_eq!((undone.kept, undone.definitions), (vec![], 6));
    assert_eq!(export(&world).await, before);
}

async fn only_imports_are_taken_back(world: World) {
    world.cluster("alpes").await;
    world.kpi("alpes", MEMBERS).await;
    let seq = world.seq("alpes").await;
    for seq in [0, seq, seq + 1, u64::MAX] {
        let undone = world.service.undo_import(&world.admin, "alpes", seq).await;
        assert!(matches!(undone, Err(Error::NotFound)), "{seq}");
    }
    let seq = import(&world, FILE).await;
    let reader = world.user("rita@alpes.example", vigie_domain::access::Role::Reader, "alpes").await;
    assert!(matches!(world.service.undo_import(&reader, "alpes", seq).await, Err(Error::Forbidden)));
    assert!(matches!(world.service.past_imports(&reader, "alpes").await, Err(Error::Forbidden)));
}

async fn links_go_and_what_is_proved_or_discussed_stays(world: World) {
    world.cluster("alpes").await;
    world.kpi("alpes", MEMBERS).await;
    let file = export(&world).await;
    let link = r#"{"kpi": "members", "period": "2026-01", "url": "https://example.org"}"#;
    let seq = import(&world, &file.replacen("]}", &format!("], \"evidence\": [{link}]}}"), 1)).await;
    assert!(export(&world).await.contains("https://example.org"));
    assert!(world.service.past_imports(&world.admin, "alpes").await.unwrap()[0].stands);
    let undone = world.service.undo_import(&world.admin, "alpes", seq).await.unwrap();
    assert_eq!((undone.definitions, undone.readings, &undone.kept[..]), (1, 0, &[][..]));
    assert_eq!(export(&world).await, file);

    // A KPI that the import brought and that people talk about by now.
    let seq = import(&world, FILE).await;
    let deed = vigie_domain::act::Deed::Say { text: "Which events?".to_owned() };
    let say = vigie_domain::act::Act { kpi: key("events"), ..crate::evidence::act(deed) };
    crate::evidence::told(&world, &world.admin, &say).await.unwrap();
    let undone = world.service.undo_import(&world.admin, "alpes", seq).await.unwrap();
    let kept = Kept { subject: "events".to_owned(), period: None, why: Why::Needed };
    assert_eq!((undone.readings, undone.kept), (3, vec![kept]));
}
