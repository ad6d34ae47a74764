use vigie_domain::problem::ProblemCode;
use vigie_domain::{Dashboard, Objective, Show, Text};
use vigie_service::{Error, OVERVIEW, overview};

use crate::support::{World, key, problems, stories};

stories! { every_cluster_has_an_overview two_editors_never_overwrite_each_other objectives_are_named_and_unique objectives_keep_their_order }

async fn every_cluster_has_an_overview(world: World) {
    world.cluster("alpes").await;
    let ids = async || {
        let snapshot = world.service.snapshot(&world.admin, "alpes").await.unwrap();
        snapshot.dashboards.into_iter().map(|dashboard| dashboard.id).collect::<Vec<_>>()
    };
    assert_eq!(ids().await, [OVERVIEW]);
    assert!(world.service.book(&world.admin, "alpes", None).await.unwrap().is_empty(), "no document");
    let board =
        Dashboard { id: String::new(), name: Text::new("fr", "Conseil d’administration"), ..overview() };
    let saved = world.service.save_dashboard(&world.admin, "alpes", board, None).await.unwrap();
    assert_eq!(ids().await, [OVERVIEW, saved.id.as_str()]);
    let changed = Dashboard { cards: vec![Show::Kpis {}.into()], ..overview() };
    world.service.save_dashboard(&world.admin, "alpes", changed, Some(&overview())).await.unwrap();
    assert_eq!(ids().await, [saved.id.as_str(), OVERVIEW]);
    let unknown =
        Dashboard { cards: vec![Show::Kpi { key: key("nothing") }.into()], id: String::new(), ..overview() };
    let refused = world.service.save_dashboard(&world.admin, "alpes", unknown, None).await;
    assert_eq!(problems(refused), [(ProblemCode::KpiUnknown, "cards[0].key".to_owned())]);
}

async fn objectives_are_named_and_unique(world: World) {
    world.cluster("alpes").await;
    let objective = |id: &str, title: &str| Objective::new(id, Text::new("en", title));
    let save =
        async |objective: Objective| world.service.save_objective(&world.admin, "alpes", objective).await;
    let mut grow = objective("", "Grow the cluster");
    grow.children = vec![objective("", "More members"), objective("", "More members")];
    let grow = save(grow).await.unwrap();
    let ids: Vec<_> = grow.flat().map(|objective| objective.id.as_str()).collect();
    assert_eq!(ids, ["grow-the-cluster", "more-members", "more-members-2"]);
    let twice = save(objective("more-members", "Again")).await;
    assert_eq!(problems(twice), [(ProblemCode::Duplicate, "id".to_owned())]);
    world.service.archive_objective(&world.admin, "alpes", "grow-the-cluster", true).await.unwrap();
    let book = world.service.book(&world.admin, "alpes", None).await.unwrap();
    assert!(book.objectives[0].archived);
}

async fn objectives_keep_their_order(world: World) {
    world.cluster("alpes").await;
    for id in ["a", "b", "c"] {
        let objective = Objective::new(id, Text::new("en", id));
        world.service.save_objective(&world.admin, "alpes", objective).await.unwrap();
    }
    let order = ["c".to_owned(), "a".to_owned()];
    world.service.reorder_objectives(&world.admin, "alpes", &order).await.unwrap();
    world.service.archive_objective(&world.admin, "alpes", "c", true).await.unwrap();
    let book = world.service.book(&world.admin, "alpes", None).await.unwrap();
    let ids: Vec<_> = book.objectives.iter().map(|objective| objective.id.as_str()).collect();
    assert_eq!(ids, ["c", "a", "b"]);
}

async fn two_editors_never_overwrite_each_other(world: World) {
    world.cluster("alpes").await;
    let save = async |dashboard: &Dashboard, before: Option<&Dashboard>| {
        world.service.save_dashboard(&world.admin, "alpes", dashboard.clone(), before).await
    };
    let first = save(&Dashboard::new("", Text::new("en", "Board"), []), None).await.unwrap();
    let mine = Dashboard { cards: vec![Show::Kpis {}.into()], ..first.clone() };
    let theirs = Dashboard { cards: vec![Show::Objectives {}.into()], ..first.clone() };
    save(&mine, Some(&first)).await.unwrap();
    assert!(matches!(save(&theirs, Some(&first)).await, Err(Error::Conflict)));
    assert!(matches!(save(&theirs, None).await, Err(Error::Conflict)), "nor as a new one");
    let deleted = world.service.delete_dashboard(&world.admin, "alpes", &first).await;
    assert!(matches!(deleted, Err(Error::Conflict)));
    // Who has seen what the other made of it decides.
    save(&theirs, Some(&mine)).await.unwrap();
    world.service.delete_dashboard(&world.admin, "alpes", &theirs).await.unwrap();
    assert!(matches!(save(&mine, Some(&theirs)).await, Err(Error::Conflict)), "gone meanwhile");
}
