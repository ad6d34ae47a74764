//! Clusters side by side: who brings which of them onto a dashboard, and onto a link.

use vigie_domain::access::Role;
use vigie_domain::dashboard::Comparison;
use vigie_domain::{Dashboard, Lang, Show, Text};
use vigie_service::{Caller, Edition, Error, NewShare, Opened, SharedBook};

use crate::support::{World, key, problems, stories};

stories! {
    who_sees_one_cluster_learns_of_no_other
    a_link_shows_only_what_its_maker_may_share
    what_no_other_cluster_has_is_not_part_of_it
    a_link_moves_on_with_each_of_its_clusters
    what_is_confidential_there_stays_there
    whoever_answers_for_a_cluster_can_end_what_shows_it
    a_fixed_link_keeps_its_clusters
}

const FIGURES: &str = "kpi,period,value\nmembers,2026-05,10\nmembers,2026-06,12\nown,2026-06,1\n";

/// `alpes`, `loire` and `rhone`, each with figures of the same KPI.
async fn three(world: &World) {
    for slug in ["alpes", "loire", "rhone"] {
        world.cluster(slug).await;
        world.import(slug, FIGURES).await;
    }
}

fn comparing(clusters: &[&str]) -> Dashboard {
    let clusters = clusters.iter().map(|slug| key(slug)).collect();
    let comparison = Comparison { clusters, keys: vec![key("members")], objectives: true };
    Dashboard::new("", Text::new("en", "Side by side"), [Show::Comparison(comparison)])
}

async fn saved(world: &World, clusters: &[&str]) -> Dashboard {
    world.service.save_dashboard(&world.admin, "alpes", comparing(clusters), None).await.unwrap()
}

async fn shared(world: &World, caller: &Caller, dashboard: &Dashboard) -> (vigie_service::ShareInfo, String) {
    let new = NewShare::of(dashboard.id.as_str(), Lang::En);
    let (info, token) = world.service.add_share(caller, "alpes", new).await.unwrap();
    (info, token.as_str().to_owned())
}

async fn live(world: &World, token: &str) -> SharedBook {
    match world.service.open_share(token).await.unwrap().unwrap() {
        Opened::Live(shared) => *shared,
        Opened::Fixed(page) => panic!("fixed: {page:?}"),
    }
}

async fn edition(world: &World, token: &str) -> Edition {
    world.service.opening(token).await.unwrap().unwrap().edition
}

fn beside(shared: &SharedBook) -> Vec<&str> {
    shared.beside.iter().map(|book| book.cluster.slug.as_str()).collect()
}

async fn who_sees_one_cluster_learns_of_no_other(world: World) {
    three(&world).await;
    let mona = world.user("mona@alpes.example", Role::Manager, "alpes").await;
    let own: Vec<_> =
        world.service.clusters(&mona).await.unwrap().into_iter().map(|info| info.slug).collect();
    assert_eq!(own, ["alpes"]);
    // What is elsewhere answers as what is not.
    for slug in ["loire", "nowhere"] {
        assert!(matches!(world.service.snapshot(&mona, slug).await, Err(Error::NotFound)), "{slug}");
        assert!(matches!(world.service.changes(&mona, slug, 1).await, Err(Error::NotFound)), "{slug}");
    }
    let refused = async |slug: &str| {
        let saved = world.service.save_dashboard(&mona, "alpes", comparing(&[slug]), None).await;
        problems(saved)
    };
    assert_eq!(refused("loire").await, refused("nowhere").await);
    // What somebody else has named may stay, though nothing more comes.
    let before = saved(&world, &["loire"]).await;
    let renamed = Dashboard { name: Text::new("en", "Renamed"), ..before.clone() };
    world.service.save_dashboard(&mona, "alpes", renamed.clone(), Some(&before)).await.unwrap();
    let more = Dashboard { id: before.id, ..comparing(&["loire", "rhone"]) };
    let widened = world.service.save_dashboard(&mona, "alpes", more, Some(&renamed)).await;
    assert_eq!(problems(widened), refused("rhone").await);
}

async fn a_link_shows_only_what_its_maker_may_share(world: World) {
    three(&world).await;
    let dashboard = saved(&world, &["rhone", "loire", "alpes"]).await;
    let (info, token) = shared(&world, &world.admin, &dashboard).await;
    assert_eq!(info.clusters, ["loire", "rhone"]);
    let opened = live(&world, &token).await;
    assert_eq!(beside(&opened), ["loire", "rhone"]);
    let keys: Vec<_> = opened.beside[0].kpis.iter().map(|kpi| kpi.key.as_str()).collect();
    assert_eq!((keys, opened.beside[0].readings.len()), (vec!["members"], 2));
    // A manager of this cluster alone shares this cluster alone.
    let mona = world.user("mona@alpes.example", Role::Manager, "alpes").await;
    let (info, token) = shared(&world, &mona, &dashboard).await;
    assert!(info.clusters.is_empty() && beside(&live(&world, &token).await).is_empty());
    // To be allowed to read is not enough.
    let token = {
        let rita = world.user("rita@alpes.example", Role::Reader, "loire").await;
        assert!(world.service.snapshot(&rita, "loire").await.is_ok());
        let new = NewShare::of(dashboard.id.as_str(), Lang::En);
        assert!(matches!(world.service.add_share(&rita, "alpes", new).await, Err(Error::NotFound)));
        shared(&world, &world.admin, &saved(&world, &["loire"]).await).await.1
    };
    // What the dashboard names later is not shown by an earlier link.
    let narrow = live(&world, &token).await.dashboard;
    let wider = Dashboard { id: narrow.id.clone(), ..comparing(&["loire", "rhone"]) };
    world.service.save_dashboard(&world.admin, "alpes", wider, Some(&narrow)).await.unwrap();
    assert_eq!(beside(&live(&world, &token).await), ["loire"]);
}

/// Neither on the page nor in what is taken along.
async fn what_no_other_cluster_has_is_not_part_of_it(world: World) {
    three(&world).await;
    world.import("alpes", "kpi,period,value\nalone,2026-06,7\n").await;
    let comparison = Comparison { clusters: vec![key("loire")], ..Comparison::default() };
    let all = Dashboard::new("", Text::new("en", "Shared"), [Show::Comparison(comparison)]);
    let all = world.service.save_dashboard(&world.admin, "alpes", all, None).await.unwrap();
    let (_, token) = shared(&world, &world.admin, &all).await;
    let keys = async || live(&world, &token).await.keys.iter().map(ToString::to_string).collect::<Vec<_>>();
    assert_eq!(keys().await, ["members", "own"]);
    world.service.archive_cluster(&world.admin, "loire", true).await.unwrap();
    assert!(keys().await.is_empty());
}

async fn a_link_moves_on_with_each_of_its_clusters(world: World) {
    three(&world).await;
    let (_, token) = shared(&world, &world.admin, &saved(&world, &["loire", "rhone"]).await).await;
    let first = edition(&world, &token).await;
    assert_eq!((first.others.len(), live(&world, &token).await.edition()), (2, first.clone()));
    world.import("loire", "kpi,period,value\nmembers,2026-07,13\n").await;
    let moved = edition(&world, &token).await;
    assert_eq!(moved.seq, first.seq);
    assert_ne!(moved.others, first.others);
    let same = world.service.shows_the_same(&first, &moved, &live(&world, &token).await.sources()).await;
    assert!(!same.unwrap(), "the kept page goes");
    assert_eq!(live(&world, &token).await.beside[0].readings.len(), 3);
    world.service.archive_cluster(&world.admin, "rhone", true).await.unwrap();
    let without = edition(&world, &token).await;
    assert_eq!(without.others.len(), 1);
    assert_eq!(
        (beside(&live(&world, &token).await), live(&world, &token).await.edition()),
        (vec!["loire"], without)
    );
    world.service.delete_cluster(&world.admin, "loire").await.unwrap();
    assert!(edition(&world, &token).await.others.is_empty());
    assert!(beside(&live(&world, &token).await).is_empty());
    // A link that compares nothing asks for nothing.
    let (_, plain) = shared(&world, &world.admin, &vigie_service::overview()).await;
    assert!(edition(&world, &plain).await.others.is_empty());
}

async fn what_is_confidential_there_stays_there(world: World) {
    three(&world).await;
    let (_, token) = shared(&world, &world.admin, &saved(&world, &["loire"]).await).await;
    let mut members =
        world.service.book(&world.admin, "loire", None).await.unwrap().kpi(&key("members")).unwrap().clone();
    members.confidential = true;
    members.responsible = Some("carl@alpes.example".to_owned());
    world.service.save_kpi(&world.admin, "loire", members).await.unwrap();
    let opened = live(&world, &token).await;
    let book = opened.beside.first();
    assert!(book.is_none_or(|book| book.kpis.is_empty() && book.readings.is_empty()), "{book:?}");
}

async fn whoever_answers_for_a_cluster_can_end_what_shows_it(world: World) {
    three(&world).await;
    let (info, token) = shared(&world, &world.admin, &saved(&world, &["loire"]).await).await;
    let lou = world.user("lou@loire.example", Role::Manager, "loire").await;
    let rhea = world.user("rhea@rhone.example", Role::Manager, "rhone").await;
    let listed = world.service.shares(&lou, Some("loire")).await.unwrap();
    assert_eq!(
        listed.iter().map(|share| (&share.id, share.cluster.as_str())).collect::<Vec<_>>(),
        [(&info.id, "alpes")]
    );
    assert!(world.service.shares(&rhea, Some("rhone")).await.unwrap().is_empty());
    // To change it is not theirs; to others it is as if it did not exist.
    let changed = world.service.change_share(&lou, &info.id, vigie_service::ShareTerms::default()).await;
    assert!(matches!(changed, Err(Error::NotFound)));
    for id in [info.id.as_str(), "nothing"] {
        assert!(matches!(world.service.revoke_share(&rhea, id).await, Err(Error::NotFound)), "{id}");
    }
    assert!(world.service.opening(&token).await.unwrap().is_some());
    world.service.revoke_share(&lou, &info.id).await.unwrap();
    assert!(world.service.opening(&token).await.unwrap().is_none());
}

async fn a_fixed_link_keeps_its_clusters(world: World) {
    three(&world).await;
    let dashboard = saved(&world, &["loire"]).await;
    let write = |shared: &SharedBook| {
        let values = shared.beside.iter().flat_map(|book| book.readings.iter());
        format!("{:?}", values.map(|reading| reading.figure.clone()).collect::<Vec<_>>())
    };
    let new = NewShare { fixed: Some(write), ..NewShare::of(dashboard.id.as_str(), Lang::En) };
    let (_, token) = world.service.add_share(&world.admin, "alpes", new).await.unwrap();
    let body = async || match world.service.open_share(token.as_str()).await.unwrap().unwrap() {
        Opened::Fixed(page) => page.body,
        Opened::Live(_) => panic!("live"),
    };
    let written = body().await;
    assert!(written.contains("12"), "{written}");
    let before = edition(&world, token.as_str()).await;
    world.import("loire", "kpi,period,value\nmembers,2026-07,13\n").await;
    assert_eq!((body().await, edition(&world, token.as_str()).await), (written, before));
}
