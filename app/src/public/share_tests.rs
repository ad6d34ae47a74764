//! What a share reveals, and what it looks like.

use vigie_domain::{Card, Dashboard, Key, Lang, Text, file};
use vigie_service::{ShareInfo, SharedBook};

use super::{Assets, share};

const FILE: &str = r#"{"vigie": 1,
 "cluster": {"slug": "alpes", "name": "Alpes <Mécatronique>", "country": "FR", "region": "Auvergne-Rhône-Alpes",
             "languages": ["fr", "en"], "time_zone": "Europe/Paris", "hue": 170},
 "kpis": [
  {"key": "members-total", "name": {"en": "Members", "fr": "Adhérents"}, "nature": "stock", "frequency": "quarter",
   "responsible": "claire@alpes.example", "deputy": "luc@alpes.example",
   "baseline": {"period": "2025-Q1", "value": "120"},
   "targets": [{"set": "internal", "points": [{"period": "2026-Q4", "value": "200"}]}],
   "versions": [{"from": "2025-Q4", "reason": "sites no longer counted", "breaks": false}]},
  {"key": "projects", "name": {"en": "Projects", "fr": "Projets"}, "nature": "flow", "frequency": "quarter",
   "targets": [{"set": "internal", "points": [{"period": "2026", "value": "12"}]}]},
  {"key": "secret-margin", "name": {"en": "Secret margin"}, "nature": "stock", "frequency": "quarter"}],
 "objectives": [
  {"id": "grow-7f3a", "title": {"en": "Grow", "fr": "Grandir"}, "responsible": "claire@alpes.example", "due": "2026-12-31",
   "kpis": [{"key": "members-total"}, {"key": "projects"}]}],
 "readings": [
  {"kpi": "members-total", "period": "2025-Q1", "value": "120"},
  {"kpi": "members-total", "period": "2025-Q2", "value": "127"},
  {"kpi": "members-total", "period": "2025-Q3", "value": "133"},
  {"kpi": "members-total", "period": "2025-Q4", "value": "150", "comment": "salon de Lyon"},
  {"kpi": "members-total", "period": "2026-Q1", "state": "not_available", "reason": "late"},
  {"kpi": "members-total", "period": "2026-Q2", "value": "1234"},
  {"kpi": "projects", "period": "2026-Q1", "value": "3"},
  {"kpi": "projects", "period": "2026-Q2", "value": "1"},
  {"kpi": "secret-margin", "period": "2026-Q1", "value": "42424242"}]}"#;

fn shared(cards: Vec<Card>, keys: &[&str]) -> SharedBook {
    let key = |text: &&str| Key::parse(text).expect("a key");
    let dashboard = Dashboard {
        id: "d-internal-id".to_owned(),
        name: Text::new("fr", "Contrat à mi-parcours"),
        span: None,
        by: None,
        set: None,
        cards,
    };
    let share = ShareInfo {
        id: "s-internal-id".to_owned(),
        cluster: "alpes".to_owned(),
        dashboard: dashboard.id.clone(),
        name: "Pour la Région".to_owned(),
        lang: Lang::Fr,
        set: None,
        span: None,
        by: None,
        expires_on: None,
        created_at: None,
        revoked: false,
        expired: false,
        visits: 7,
        last_visit_at: None,
    };
    let book = file::read(FILE).unwrap_or_else(|problems| panic!("{problems:?}"));
    let today = "2026-07-10".parse().expect("a date");
    SharedBook { share, dashboard, keys: keys.iter().map(key).collect(), book, today, seq: 1 }
}

fn all() -> SharedBook {
    let key = Key::parse("members-total").expect("a key");
    let flow = Key::parse("projects").expect("a key");
    let text = Text::new("fr", "Un accord.\n\nUn <salon>.");
    let cards = vec![
        Card::Text { text },
        Card::Objectives,
        Card::Kpis,
        Card::Trend { key },
        Card::Trend { key: flow },
    ];
    shared(cards, &["members-total", "projects"])
}

/// Even where the book that it is made from holds more: the service takes it away before, the board does not rely on it.
#[test]
fn reveals_nothing_that_is_not_shown() {
    let page = share(&Assets::default(), &all());
    for hidden in [
        "@alpes",
        "claire",
        "secret-margin",
        "Secret margin",
        "42424242",
        "42 424 242",
        "internal-id",
        "grow-7f3a",
        "members-total",
        "\"seq",
    ] {
        assert!(!page.contains(hidden), "{hidden} in {page}");
    }
    assert!(page.contains("salon de Lyon"), "comments are part of it");
}

#[test]
fn a_trend_of_a_kpi_that_may_not_be_shown_is_left_out() {
    let key = Key::parse("secret-margin").expect("a key");
    let page = share(
        &Assets::default(),
        &shared(vec![Card::Trend { key: key.clone() }, Card::Kpi { key }], &["projects"]),
    );
    assert!(!page.contains("secret") && !page.contains("<article"), "{page}");
}

#[test]
fn has_no_script_and_no_style_inside() {
    let page = share(&Assets::default(), &all());
    assert!(!page.contains("style=") && !page.contains("<style") && !page.contains("<script>"));
    assert!(page.contains("Alpes &lt;Mécatronique&gt;"), "texts are escaped");
    assert!(!page.contains("<Mécatronique>") && !page.contains("<salon>"));
}

#[test]
fn body() {
    let page = share(&Assets::default(), &all());
    let body = page
        .split_once("<body>")
        .and_then(|(_, rest)| rest.split_once("</body>"))
        .map(|(body, _)| body)
        .expect("a body");
    // One tag a line, so that a change can be read.
    insta::assert_snapshot!(body.replace("><", ">\n<"));
}

#[test]
#[ignore]
fn dump_large() {
    let mut seed = 42u64;
    let mut next = move || {
        seed = seed.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        (seed >> 40) as f64 / (1u64 << 24) as f64
    };
    let mut kpis = Vec::new();
    let mut readings = Vec::new();
    let mut keys = Vec::new();
    for k in 0..23 {
        let key = format!("kpi-{k}");
        kpis.push(format!(r#"{{"key": "{key}", "name": {{"en": "Indicator number {k}"}}, "nature": "{}", "frequency": "month", "decimals": {},
          "baseline": {{"period": "2016-07", "value": "100"}}, "targets": [{{"set": "internal", "points": [{}]}}]}}"#,
            if k % 4 == 0 { "flow" } else { "stock" }, k % 3,
            if k % 4 == 0 { (2016..2027).map(|y| format!(r#"{{"period": "{y}", "value": "{}"}}"#, 1200 + y)).collect::<Vec<_>>().join(",") } else { r#"{"period": "2026-12", "value": "423"}"#.to_owned() }));
        let mut value = 100.0;
        for m in 0..120 {
            value += next() * 12.0 - 4.0;
            let (y, month) = (2016 + (6 + m) / 12, (6 + m) % 12 + 1);
            readings.push(format!(
                r#"{{"kpi": "{key}", "period": "{y}-{month:02}", "value": "{:.*}"}}"#,
                (k % 3) as usize,
                value
            ));
        }
        keys.push(key);
    }
    let text = format!(
        r#"{{"vigie":1,"cluster":{{"slug":"big","name":"Big Cluster","country":"FR"}},"kpis":[{}],"objectives":[],"readings":[{}]}}"#,
        kpis.join(","),
        readings.join(",")
    );
    let mut large = all();
    large.book = file::read(&text).unwrap_or_else(|p| panic!("{p:?}"));
    large.keys = keys.iter().map(|k| Key::parse(k).unwrap()).collect();
    large.dashboard.cards = large.keys.iter().map(|key| Card::Trend { key: key.clone() }).collect();
    let start = std::time::Instant::now();
    let page = share(&Assets::default(), &large);
    println!("{:?} {}", start.elapsed(), page.len());
    let n = 20;
    let start = std::time::Instant::now();
    for _ in 0..n {
        std::hint::black_box(share(&Assets::default(), &large));
    }
    println!("{:?} each", start.elapsed() / n);
    std::fs::write("/tmp/large.html", page).unwrap();
}
