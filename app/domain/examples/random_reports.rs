//! Random clusters with what is asked of them and their reports, one JSON document per line: what
//! `tests/worked/check.py -` compares with its own figures. `random_reports FROM TO` names the seeds.

use vigie_domain::file;
use vigie_domain::report::report;
use vigie_domain::testing::{Random, cluster, query};

fn main() {
    let mut seeds = std::env::args().skip(1).map(|seed| seed.parse().expect("a number"));
    let (from, to): (u64, u64) = (seeds.next().unwrap_or(0), seeds.next().unwrap_or(100));
    for seed in from..to {
        let book = cluster(seed);
        let query = query(&mut Random::new(!seed));
        let cluster: serde_json::Value = serde_json::from_str(&file::write(&book)).expect("a cluster file");
        let case = serde_json::json!({
            "seed": seed, "file": cluster, "report": report(&book, &query), "today": query.today, "set": query.set,
            "by": query.by.map(|by| by.as_str()), "from": query.from, "to": query.to,
        });
        println!("{case}");
    }
}
