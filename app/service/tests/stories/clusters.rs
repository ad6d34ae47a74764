use vigie_domain::FinancialYear;
use vigie_domain::problem::ProblemCode;
use vigie_service::{Error, Example, NewCluster};

use crate::support::{World, problems, stories};

stories! {
    settings_start_with_sensible_defaults
    settings_are_checked
    the_financial_year_stays_once_it_matters
    examples_come_and_go
}

async fn settings_start_with_sensible_defaults(world: World) {
    let new = NewCluster {
        name: "Pôle Énergie & Co".to_owned(),
        country: "fr".to_owned(),
        ..NewCluster::default()
    };
    let cluster = world.service.create_cluster(&world.admin, new.clone()).await.unwrap();
    assert_eq!(cluster.slug.as_str(), "pole-energie-co");
    assert_eq!((cluster.country.as_str(), cluster.time_zone.as_str()), ("FR", "Europe/Paris"));
    let second = world.service.create_cluster(&world.admin, new).await.unwrap();
    assert_eq!(second.slug.as_str(), "pole-energie-co-2");
    let chosen = NewCluster {
        slug: Some("pole-energie-co".to_owned()),
        name: "X".to_owned(),
        ..NewCluster::default()
    };
    let taken = world.service.create_cluster(&world.admin, chosen).await;
    assert_eq!(problems(taken), [(ProblemCode::Duplicate, "slug".to_owned())]);
    // The addresses of the workspace's own pages are nobody's.
    let page =
        NewCluster { slug: Some("portfolio".to_owned()), name: "X".to_owned(), ..NewCluster::default() };
    let taken = world.service.create_cluster(&world.admin, page).await;
    assert_eq!(problems(taken), [(ProblemCode::Duplicate, "slug".to_owned())]);
    let named = NewCluster { name: "Portfolio".to_owned(), ..NewCluster::default() };
    let given = world.service.create_cluster(&world.admin, named).await.unwrap();
    assert_eq!(given.slug.as_str(), "portfolio-2");
    // Paris is ahead of UTC: there it is the next day already.
    assert_eq!(world.service.today(&world.admin, "pole-energie-co").await.unwrap().to_string(), "2026-08-01");
    crate::support::pass(chrono::Duration::hours(13));
    assert_eq!(world.service.today(&world.admin, "pole-energie-co").await.unwrap().to_string(), "2026-08-02");
}

async fn settings_are_checked(world: World) {
    let create = async |new: NewCluster| world.service.create_cluster(&world.admin, new).await;
    let named = || NewCluster { name: "Alpes".to_owned(), ..NewCluster::default() };
    let place = |result| problems(result).into_iter().map(|(_, place)| place).collect::<Vec<String>>();
    assert_eq!(place(create(NewCluster { name: " ".to_owned(), ..named() }).await), ["name"]);
    assert_eq!(
        place(create(NewCluster { time_zone: Some("Mars/Base".to_owned()), ..named() }).await),
        ["time_zone"]
    );
    assert_eq!(place(create(NewCluster { slug: Some("No slug".to_owned()), ..named() }).await), ["slug"]);
    let month = create(NewCluster { financial_year_starts: Some(13), ..named() }).await;
    assert_eq!(place(month), ["financial_year_starts"]);
}

async fn the_financial_year_stays_once_it_matters(world: World) {
    world.cluster("alpes").await;
    world.import("alpes", "kpi,period,value\nmonthly,2026-01,1\n").await;
    let mut cluster = world.service.cluster(&world.admin, "alpes").await.unwrap().cluster;
    cluster.financial_year_starts = FinancialYear::starting(7).unwrap();
    world.service.save_cluster(&world.admin, "alpes", cluster.clone()).await.unwrap();
    world.import("alpes", "kpi,period,value\nquarterly,2026-Q1,1\n").await;
    cluster.financial_year_starts = FinancialYear::CIVIL;
    let changed = world.service.save_cluster(&world.admin, "alpes", cluster).await;
    assert_eq!(problems(changed), [(ProblemCode::FinancialYearFixed, "financial_year_starts".to_owned())]);
}

async fn examples_come_and_go(world: World) {
    for kind in [Example::Fictional, Example::Published, Example::Fictional, Example::Sister] {
        let cluster = world.service.create_example(&world.admin, kind).await.unwrap();
        let book = world.service.book(&world.admin, cluster.slug.as_str(), None).await.unwrap();
        assert!(!book.readings.is_empty() && !book.kpis.is_empty());
        assert_eq!(book.cluster.slug, cluster.slug);
    }
    let slugs = async || {
        let clusters = world.service.clusters(&world.admin).await.unwrap();
        clusters.into_iter().map(|cluster| cluster.slug).collect::<Vec<_>>()
    };
    assert!(slugs().await.contains(&"alpes-2".to_owned()));
    world.service.delete_cluster(&world.admin, "alpes").await.unwrap();
    assert!(matches!(world.service.cluster(&world.admin, "alpes").await, Err(Error::NotFound)));
    assert_eq!(slugs().await.len(), 3);
}
