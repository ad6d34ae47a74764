//! What a share reveals, and what it looks like.

use vigie_domain::dashboard::{Comparison, Narrow, Trend};
use vigie_domain::{Dashboard, Key, Lang, Show, Text, file};
use vigie_service::{FixedPage, Opened, ShareInfo, SharedBook};

use super::Assets;

mod fixed;
mod narrowed;

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

fn shared(cards: Vec<Show>, keys: &[&str]) -> SharedBook {
    let key = |text: &&str| Key::parse(text).expect("a key");
    let dashboard = Dashboard::new("d-internal-id", Text::new("fr", "Contrat à mi-parcours"), cards);
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
        has_password: false,
        left_out: Vec::new(),
        with_data: false,
        embedded_in: Vec::new(),
        fixed_on: None,
        clusters: Vec::new(),
    };
    let book = file::read(FILE).unwrap_or_else(|problems| panic!("{problems:?}"));
    let today = "2026-07-10".parse().expect("a date");
    SharedBook {
        share,
        cluster: String::new(),
        dashboard,
        keys: keys.iter().map(key).collect(),
        book,
        today,
        seq: 1,
        logo: None,
        small_logo: None,
        beside: Vec::new(),
        others: Vec::new(),
    }
}

fn share(assets: &Assets, shared: &SharedBook) -> String {
    page(assets, &Opened::Live(Box::new(shared.clone())), None)
}

fn page(assets: &Assets, opened: &Opened, narrow: Option<Narrow>) -> String {
    let link = super::Link { origin: "https://v.example".to_owned(), path: "/s/token".to_owned() };
    super::share(assets, opened, &link, narrow).expect("a page").html
}

/// All that its document is made from.
fn printed(shared: &SharedBook) -> String {
    serde_json::to_string(&crate::paper::of_share(shared)).expect("json")
}

fn all() -> SharedBook {
    let key = Key::parse("members-total").expect("a key");
    let flow = Key::parse("projects").expect("a key");
    let text = Text::new("fr", "Un accord.\n\nUn <salon>.");
    let cards = vec![
        Show::Text { text },
        Show::Objectives {},
        Show::Kpis {},
        Show::Trend(Trend::of(key.clone())),
        Show::Trend(Trend::of(flow)),
        Show::Matrix { keys: Vec::new() },
        Show::Progress { keys: Vec::new() },
        Show::Table { keys: vec![key.clone()] },
        Show::Kpi { key },
        Show::Highlights {},
    ];
    shared(cards, &["members-total", "projects"])
}

/// The service has taken away before what may not be shown of the other; only what the card names shows here.
#[test]
fn shows_clusters_side_by_side() {
    let key = |text: &str| Key::parse(text).expect("a key");
    let comparison = Comparison {
        clusters: vec![key("loire"), key("rhone")],
        keys: vec![key("members-total")],
        objectives: true,
    };
    let mut shared = shared(vec![Show::Comparison(comparison)], &["members-total"]);
    assert!(!share(&Assets::default(), &shared).contains("compare"), "alone there is nothing to compare");
    let mut loire = file::read(FILE).unwrap_or_else(|problems| panic!("{problems:?}"));
    loire.cluster.slug = key("loire");
    loire.cluster.name = "Loire".to_owned();
    shared.beside = vec![loire];
    let page = share(&Assets::default(), &shared);
    // 1 234 in each.
    for there in ["Alpes &lt;Mécatronique&gt;", "Loire", "Adhérents", "2\u{202f}468", "Grandir", "T2 2026"]
    {
        assert!(page.contains(there), "{there} in {page}");
    }
    // A count of the KPIs of one of them would not be about this page.
    assert!(!page.contains("verdict"), "{page}");
    for hidden in ["Projets", "secret", "Secret", "/app/", "claire", "@alpes", "members-total", "grow-7f3a"] {
        assert!(!page.contains(hidden), "{hidden} in {page}");
    }
}

/// Even where the book that it is made from holds more: the service takes it away before, the board does not rely on it.
#[test]
fn reveals_nothing_that_is_not_shown() {
    let (page, paper) = (share(&Assets::default(), &all()), printed(&all()));
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
        assert!(!paper.contains(hidden), "{hidden} in {paper}");
    }
    assert!(page.contains("salon de Lyon") && paper.contains("salon de Lyon"), "comments are part of it");
}

#[test]
fn a_trend_of_a_kpi_that_may_not_be_shown_is_left_out() {
    let key = Key::parse("secret-margin").expect("a key");
    let page = share(
        &Assets::default(),
        &shared(vec![Show::Trend(Trend::of(key.clone())), Show::Kpi { key }], &["projects"]),
    );
    assert!(!page.contains("secret") && !page.contains("<article"), "{page}");
}

/// A card with one figure says no more on paper: the course and the comments are for who sees them on the page.
#[test]
fn paper_shows_periods_and_comments_only_where_the_page_does() {
    let key = Key::parse("members-total").expect("a key");
    let figure = shared(vec![Show::Kpi { key: key.clone() }], &["members-total"]);
    let paper = crate::paper::of_share(&figure);
    assert_eq!((paper.figures.len(), paper.details.len(), paper.definitions.len()), (1, 0, 1));
    assert!(!printed(&figure).contains("salon de Lyon"));
    let mut silent = Trend::of(key);
    silent.notes = false;
    let trend = shared(vec![Show::Trend(silent)], &["members-total"]);
    assert_eq!(crate::paper::of_share(&trend).details.len(), 1);
    assert!(!printed(&trend).contains("salon de Lyon"), "a card without notes has none on paper");
}

/// Rows of the tables, which have the figures of the charts; columns of the status period by period.
/// A row says of which plan its figure is, where those beside it are of another, and what it is measured by.
#[test]
fn objectives_say_what_they_rest_on() {
    let rests = |file: &str, set: Option<&str>| {
        let mut shared = shared(vec![Show::Objectives {}], &["members-total", "projects"]);
        shared.book = file::read(file).unwrap_or_else(|problems| panic!("{problems:?}"));
        shared.share.set = set.map(str::to_owned);
        share(&Assets::default(), &shared)
    };
    let own = FILE.replace("\"due\": \"2026-12-31\",\n", "\"due\": \"2026-12-31\", \"set\": \"Région\",\n");
    assert!(rests(FILE, None).contains("<p>Indicateurs mesurés\u{202f}: 2 sur 2 · échéance déc. 2026<"));
    assert!(rests(&own, None).contains(" · cibles «\u{202f}Région\u{202f}» · "));
    assert!(!rests(&own, Some("Région")).contains(" · cibles «"), "the page says it once for all");
    let kpis = "[{\"key\": \"members-total\"}, {\"key\": \"projects\"}]";
    let child =
        "\"children\": [{\"id\": \"b\", \"title\": {\"fr\": \"Bis\"}, \"kpis\": [{\"key\": \"projects\"}]}]";
    let both = FILE.replace(kpis, &format!("{kpis}, {child}"));
    assert!(rests(&both, None).contains("Indicateurs et sous-objectifs mesurés\u{202f}: 3 sur 3"));
    let children = FILE.replace(kpis, &format!("[], {child}"));
    assert!(rests(&children, None).contains("Sous-objectif mesuré\u{202f}: 1 sur 1"));
}

#[test]
fn says_what_messengers_show_but_not_behind_a_password() {
    let page = share(&Assets::default(), &all());
    assert!(page.contains("og:image\" content=\"https://v.example/s/token/preview.png\""), "{page}");
    assert!(page.contains("href=\"/s/token/report.pdf\""));
    let mut behind = all();
    behind.share.has_password = true;
    let page = share(&Assets::default(), &behind);
    assert!(!page.contains("og:") && page.contains("report.pdf"));
}

#[test]
fn has_no_script_and_no_style_inside() {
    let page = share(&Assets::default(), &all());
    assert!(!page.contains("style=") && !page.contains("<style") && !page.contains("<script>"));
    assert!(page.contains("Alpes &lt;Mécatronique&gt;"), "texts are escaped");
    assert!(!page.contains("<Mécatronique>") && !page.contains("<salon>"));
}

/// Two papers in one room with other colours: each says whose targets they are.
#[test]
fn it_says_with_which_targets_it_is_compared() {
    let said = |shared: &SharedBook| {
        let page = share(&Assets::default(), shared);
        let (_, after) = page.split_once("Comparé aux cibles «\u{202f}")?;
        after.split_once('\u{202f}').map(|(set, _)| set.to_owned())
    };
    let mut shared = all();
    assert_eq!(said(&shared), None);
    shared.dashboard.set = Some("internal".to_owned());
    assert_eq!(said(&shared).as_deref(), Some("internal"));
    shared.share.set = Some("Région & État".to_owned());
    assert_eq!(said(&shared).as_deref(), Some("Région &amp; État"));
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

/// A long board must be there before anybody waits for it: its figures are in the page once, as compact as HTML allows.
#[test]
fn many_long_charts_stay_small() {
    let key = |number: u32| Key::parse(&format!("kpi-{number}")).expect("a key");
    let kpi = |number: u32| {
        format!(
            r#"{{"key": "kpi-{number}", "name": {{"en": "KPI {number}"}}, "nature": "stock", "frequency": "month",
            "baseline": {{"period": "2016-07", "value": "100"}},
            "targets": [{{"set": "internal", "points": [{{"period": "2026-12", "value": "423"}}]}}]}}"#
        )
    };
    let reading = |number: u32, month: u32| {
        let (year, of_year) = (2016 + (6 + month) / 12, (6 + month) % 12 + 1);
        let value = 100 + month * 2 + (month * month * 7 + number * 13) % 23;
        format!(r#"{{"kpi": "kpi-{number}", "period": "{year}-{of_year:02}", "value": "{value}"}}"#)
    };
    let kpis: Vec<String> = (0..23).map(kpi).collect();
    let readings: Vec<String> =
        (0..23).flat_map(|number| (0..120).map(move |month| reading(number, month))).collect();
    let text = format!(
        r#"{{"vigie": 1, "cluster": {{"slug": "big", "name": "Big", "country": "FR"}}, "kpis": [{}], "readings": [{}]}}"#,
        kpis.join(","),
        readings.join(",")
    );
    let mut large = shared((0..23).map(|number| Show::Trend(Trend::of(key(number)))).collect(), &[]);
    large.book = file::read(&text).unwrap_or_else(|problems| panic!("{problems:?}"));
    large.keys = (0..23).map(key).collect();
    let page = share(&Assets::default(), &large);
    assert_eq!(page.matches("<svg class=\"chart").count(), 23);
    assert!(page.len() < 540_000, "{}", page.len());
}
