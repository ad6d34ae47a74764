//! Both databases against the rules alone: a random cluster that went through the import and the database gives the report
//! and the file that it gives in memory, byte for byte.

use vigie_domain::period_state::PeriodStates;
use vigie_domain::report::report;
use vigie_domain::testing::{Random, cluster, query};
use vigie_domain::{Book, Lang, Reading, Readings, file};
use vigie_service::{Asked, Format, ImportOptions, Words};

use crate::support::{World, key, stories};

const CLUSTERS: u64 = 60;

stories! {
    what_went_through_the_database_is_unchanged
    a_workbook_and_a_csv_bring_the_same_readings_back
}

/// Texts that a spreadsheet could take for something else.
const TEXTS: [&str; 8] =
    ["=1+1", "'quoted", "-5", " two\r\nlines\t", "_x000D_ and _x0041_", "@x", "n.d.", "\u{1}\u{feff}é"];

/// Whatever a binary number cannot carry, and whatever a text begins with.
async fn a_workbook_and_a_csv_bring_the_same_readings_back(world: World) {
    let mut long = 0;
    for seed in 0..25 {
        let slug = format!("random-{seed}");
        let mut random = Random::new(seed);
        let mut book = cluster(seed);
        book.cluster.slug = key(&slug);
        let all: Vec<Reading> = book.readings.iter().cloned().collect();
        for reading in all {
            let comment = random.chance(10).then(|| random.pick(&TEXTS).to_owned());
            book.readings.insert(Reading { comment, ..reading });
        }
        let definitions =
            Book { readings: Readings::default(), period_states: PeriodStates::default(), ..book.clone() };
        world.cluster(&slug).await;
        assert_eq!(world.import(&slug, &file::write(&book)).await.problems, [], "cluster {seed}");
        let csv = world.service.export(&world.admin, &slug, Format::Csv).await.unwrap();
        let words = Words { lang: Lang::Fr, word: |_, word| format!("{word:?}").chars().take(30).collect() };
        let workbook = world.service.export_workbook(&world.admin, &slug, words).await.unwrap();
        long += book.readings.iter().filter(|reading| reading.figure.edit(Lang::En).len() > 17).count();

        for (form, bytes) in [("csv", csv.as_bytes()), ("xlsx", &workbook)] {
            let copy = format!("{form}-{seed}");
            world.cluster(&copy).await;
            let empty = file::write(&definitions).replace(&format!("\"{slug}\""), &format!("\"{copy}\""));
            assert_eq!(world.import(&copy, &empty).await.problems, [], "{copy}");
            // Without a reading there is nothing to import, and no period to find.
            if !book.readings.is_empty() {
                let options = ImportOptions::default();
                let outcome = world.service.import(&world.admin, &copy, form, bytes, options).await.unwrap();
                assert_eq!((outcome.problems, outcome.changed), (vec![], 0), "{copy}");
            }
            assert_eq!(world.service.export(&world.admin, &copy, Format::Csv).await.unwrap(), csv, "{copy}");
        }
    }
    assert!(long > 20, "only {long} readings are longer than a cell keeps");
}

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
