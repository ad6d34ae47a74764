use vigie_domain::problem::ProblemCode;
use vigie_service::{Error, NewCluster};

use crate::support::{MEMBERS, World, command, key, kpi, problems, stories, value};

stories! {
    what_readings_rest_on_stays
    formulas_hold_together
    a_key_is_new_or_known
    order_and_archive
    kits_and_packs
}

async fn what_readings_rest_on_stays(world: World) {
    world.cluster("alpes").await;
    world.kpi("alpes", MEMBERS).await;
    let save = async |json: &str| world.service.save_kpi(&world.admin, "alpes", kpi(json)).await;
    // Nothing was recorded yet.
    save(r#""key": "members", "nature": "flow", "frequency": "quarter", "unit": "EUR""#).await.unwrap();
    save(MEMBERS).await.unwrap();
    world.record(&world.admin, &command("2026-01", value("1"), None)).await;
    let changed = save(r#""key": "members", "nature": "flow", "frequency": "quarter", "unit": "EUR""#).await;
    assert_eq!(
        problems(changed),
        [
            (ProblemCode::UnitFixed, "unit".to_owned()),
            (ProblemCode::NatureFixed, "nature".to_owned()),
            (ProblemCode::FrequencyFixed, "frequency".to_owned()),
        ]
    );
    // Everything else may change, also after the reading was withdrawn.
    save(&format!(r#"{MEMBERS}, "decimals": 2, "direction": "down""#)).await.unwrap();
}

async fn formulas_hold_together(world: World) {
    world.cluster("alpes").await;
    world.kpi("alpes", MEMBERS).await;
    let save = async |json: &str| world.service.save_kpi(&world.admin, "alpes", kpi(json)).await;
    save(r#""key": "double", "nature": "formula", "frequency": "month", "formula": "members * 2""#)
        .await
        .unwrap();
    let cycle =
        save(r#""key": "double", "nature": "formula", "frequency": "month", "formula": "prev(double)""#)
            .await;
    assert_eq!(problems(cycle), [(ProblemCode::FormulaCycle, "formula".to_owned())]);
    let unknown =
        save(r#""key": "half", "nature": "formula", "frequency": "month", "formula": "nothing / 2""#).await;
    assert_eq!(problems(unknown), [(ProblemCode::KpiUnknown, "formula".to_owned())]);
    let coarser = save(r#""key": "members", "nature": "stock", "frequency": "quarter""#).await;
    assert_eq!(problems(coarser), [(ProblemCode::FormulaOperandCoarser, "formula".to_owned())]);
}

async fn a_key_is_new_or_known(world: World) {
    world.cluster("alpes").await;
    world.kpi("alpes", MEMBERS).await;
    let twice = world.service.add_kpi(&world.admin, "alpes", kpi(MEMBERS)).await;
    assert_eq!(problems(twice), [(ProblemCode::Duplicate, "key".to_owned())]);
    let nothing = world.service.archive_kpi(&world.admin, "alpes", &key("nothing"), true).await;
    assert!(matches!(nothing, Err(Error::NotFound)));
}

async fn order_and_archive(world: World) {
    world.cluster("alpes").await;
    for name in ["a", "b", "c"] {
        world.kpi("alpes", &format!(r#""key": "{name}", "nature": "stock", "frequency": "month""#)).await;
    }
    world.service.reorder_kpis(&world.admin, "alpes", &[key("c"), key("a")]).await.unwrap();
    world.service.archive_kpi(&world.admin, "alpes", &key("a"), true).await.unwrap();
    world.kpi("alpes", r#""key": "d", "nature": "stock", "frequency": "month""#).await;
    let book = world.service.book(&world.admin, "alpes", None).await.unwrap();
    let order: Vec<_> = book.kpis.iter().map(|kpi| (kpi.key.as_str(), kpi.archived)).collect();
    assert_eq!(order, [("c", false), ("a", true), ("b", false), ("d", false)]);
}

async fn kits_and_packs(world: World) {
    let new = NewCluster {
        name: "Suisse".to_owned(),
        country: "CH".to_owned(),
        currency: Some("CHF".to_owned()),
        ..NewCluster::default()
    };
    world.service.create_cluster(&world.admin, new).await.unwrap();
    let before = world.seq("suisse").await;
    world.service.add_kit(&world.admin, "suisse", "pole-contract").await.unwrap();
    let book = world.service.book(&world.admin, "suisse", None).await.unwrap();
    assert_eq!(world.seq("suisse").await, before + 1, "one change");
    assert!((8..=12).contains(&book.kpis.len()) && (3..=4).contains(&book.objectives.len()));
    // What is there stays as it is.
    world.service.add_kit(&world.admin, "suisse", "pole-contract").await.unwrap();
    assert_eq!(world.service.book(&world.admin, "suisse", None).await.unwrap(), book);
    let money = key("equity-raised-members");
    world.service.add_from_pack(&world.admin, "suisse", std::slice::from_ref(&money)).await.unwrap();
    let book = world.service.book(&world.admin, "suisse", None).await.unwrap();
    assert_eq!(book.kpi(&money).unwrap().unit, "CHF");
    let unknown = world.service.add_from_pack(&world.admin, "suisse", &[key("nothing")]).await;
    assert_eq!(problems(unknown), [(ProblemCode::NotFound, "keys".to_owned())]);
    assert!(matches!(world.service.add_kit(&world.admin, "suisse", "nothing").await, Err(Error::NotFound)));
}
