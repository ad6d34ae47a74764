//! A cluster file is the cluster: written and read again it is the same, merged with itself it changes nothing, and what
//! it does not know is refused by name.

use proptest::prelude::*;
use vigie_domain::file::{self, ClusterFile};
use vigie_domain::testing::cluster;
use vigie_domain::{Book, Cluster, ProblemCode};

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    #[test]
    fn a_cluster_file_reads_as_what_it_was_written_from(seed: u64) {
        let book = cluster(seed);
        let written = file::write(&book);
        let read = file::read(&written);
        prop_assert_eq!(read.as_ref(), Ok(&book));
        prop_assert_eq!(file::write(&book), written);
        // Into an empty cluster it is taken whole, and a second time it changes nothing.
        let empty = Book::new(Cluster::new(book.cluster.slug.clone(), "empty"));
        let merge = file::merge(&empty, &ClusterFile::of(&book), false).expect("no contradiction");
        prop_assert_eq!(&merge.applied(&empty), &book);
        prop_assert!(file::merge(&book, &ClusterFile::of(&book), false).expect("the same").is_empty());
    }

    /// A later version's field is refused by name, wherever it stands.
    #[test]
    fn what_a_file_does_not_know_is_refused_by_name(seed: u64, at in 0usize..1000) {
        let mut json: serde_json::Value = serde_json::from_str(&file::write(&cluster(seed))).expect("json");
        let mut objects = Vec::new();
        collect(&mut json, String::new(), &mut objects);
        let place = objects.swap_remove(at % objects.len());
        let object = json.pointer_mut(&place).and_then(serde_json::Value::as_object_mut).expect("an object");
        object.insert("from-a-later-version".to_owned(), serde_json::json!("1"));
        let problems = file::read(&json.to_string()).expect_err("refused");
        prop_assert_eq!(problems[0].code, ProblemCode::FieldUnknown);
        let named = format!("{} {:?}", problems[0].place, problems[0].args);
        prop_assert!(named.contains("from-a-later-version"), "{}", named);
    }
}

/// JSON pointers of all objects but the texts, whose fields are languages.
fn collect(json: &mut serde_json::Value, place: String, found: &mut Vec<String>) {
    const TEXTS: [&str; 12] = [
        "name",
        "definition",
        "unit_label",
        "source",
        "method",
        "numerator_name",
        "denominator_name",
        "caption",
        "text",
        "title",
        "why",
        "reason",
    ];
    match json {
        serde_json::Value::Object(fields) => {
            found.push(place.clone());
            for (name, value) in fields.iter_mut().filter(|(name, _)| !TEXTS.contains(&name.as_str())) {
                collect(value, format!("{place}/{name}"), found);
            }
        }
        serde_json::Value::Array(items) if !place.ends_with("/steps") && !place.ends_with("/labels") => {
            for (i, item) in items.iter_mut().enumerate() {
                collect(item, format!("{place}/{i}"), found);
            }
        }
        _ => {}
    }
}
