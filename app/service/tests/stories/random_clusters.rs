//! Both databases against the rules alone: a random cluster that went through the import and the database gives the report
//! and the file that it gives in memory, byte for byte.

use vigie_domain::file;
use vigie_domain::report::report;
use vigie_domain::testing::{Random, cluster, query};
use vigie_service::{Asked, Format};

use crate::support::{World, key, stories};

const CLUSTERS: u64 = 60;

stories! { what_went_through_the_database_is_unchanged }

async fn what_went_through_the_database_is_unchanged(world: World) {
    let mut readings = 0;
    for seed in 0..CLUSTERS {
        let slug = format!("random-{seed}");
        let mut book = cluster(seed);
        book.cluster.slug = key(&slug);
        let written = file::write(&book);
        world.cluster(&slug).await;
        let outcome = world.import(&slug, &written).await;
        assert_eq!(outcome.problems, [], "cluster {seed}");
        readings += outcome.added_readings;

        let asked = query(&mut Random::new(!seed));
        let expected = serde_json::to_string(&report(&book, &asked)).unwrap();
        let asked = Asked {
            by: asked.by,
            from: asked.from,
            to: asked.to,
            today: Some(asked.today),
            set: asked.set,
            ..Asked::default()
        };
        let found = world.service.report(&world.admin, &slug, asked).await.unwrap();
        assert_eq!(serde_json::to_string(&found).unwrap(), expected, "cluster {seed}");

        let exported = world.service.export(&world.admin, &slug, Format::Json).await.unwrap();
        assert_eq!(exported, written, "cluster {seed}");
    }
    assert!(readings > 1000, "only {readings} readings were compared");
}
