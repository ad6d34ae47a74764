//! Links without an account.

use std::sync::atomic::{AtomicBool, Ordering};

use serde_json::json;

use crate::on_both;
use crate::support::{Answer, Client, Installation};

fn cluster(installation: &Installation) {
    installation.run(&["cluster", "add", "alpes", "--name", "Alpes"]);
    installation.add_user("ada@example.org", "admin", None);
    let csv = "kpi,period,value\nmembers,2026-01,130\nmembers,2026-02,131\n";
    let output = installation.try_run(&["import", "alpes", "-"], csv);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

/// Id and path of a new link.
fn share(installation: &Installation) -> (String, String) {
    share_in(installation, "en")
}

fn share_in(installation: &Installation, language: &str) -> (String, String) {
    let share = installation.run_json(&["share", "add", "alpes", "--language", language]);
    let url = share["url"].as_str().expect("an address");
    let path = url.split_once("/s/").map(|(_, token)| format!("/s/{token}")).expect("a path");
    (share["id"].as_str().expect("an id").to_owned(), path)
}

fn comparable(answer: &Answer) -> (u16, Vec<(String, String)>, String) {
    let mut headers = answer.headers.clone();
    headers.retain(|(name, _)| name != "date");
    (answer.status, headers, answer.text())
}

fn what_does_not_open_answers_alike(installation: &Installation) {
    cluster(installation);
    let running = installation.serve();
    let (id, path) = share(installation);
    let open = running.client().get(&path);
    assert_eq!(open.status, 200);
    installation.run(&["share", "revoke", &id]);
    let revoked = comparable(&running.client().get(&path));
    assert_eq!(revoked.0, 404);
    let tag = open.header("etag").expect("a tag").to_owned();
    assert_eq!(
        comparable(&running.client().with("if-none-match", &tag).get(&path)),
        revoked,
        "at once, the copy too"
    );
    for other in ["/s/0000000000000000000000000000000000000000000", "/s/short", "/s/:token", "/s/%00"] {
        assert_eq!(comparable(&running.client().get(other)), revoked, "{other}");
    }
}

fn a_share_says_no_more_than_it_must(installation: &Installation) {
    cluster(installation);
    let running = installation.serve();
    let (id, path) = share(installation);
    let answer = running.client().get(&path);
    assert_eq!(answer.status, 200);
    assert_eq!(answer.header("cache-control"), Some("private, no-cache"));
    assert_eq!(answer.header("referrer-policy"), Some("no-referrer"));
    assert!(answer.header("x-robots-tag").is_some_and(|value| value.contains("noindex")));
    let html = answer.text();
    assert!(html.contains("131"), "the latest value is in the page before any script");
    assert!(!html.contains("ada@example.org") && !html.contains(&id), "no people, no inner ids");
    let wide = running.client().get(&format!("{path}?from=1900-01&to=2999-12&kpi=other&set=x"));
    assert_eq!(wide.text(), html, "parameters change nothing");
    let tag = answer.header("etag").expect("a tag");
    let same = running.client().with("if-none-match", tag).get(&path);
    assert_eq!((same.status, same.body.len()), (304, 0));
    let compressed = running.client().with("accept-encoding", "br").get(&path);
    assert_eq!(compressed.header("content-encoding"), Some("br"));
    assert!(compressed.body.len() < answer.body.len());
    assert_eq!(compressed.header("etag"), answer.header("etag"), "the same page");
    assert_eq!(compressed.header("vary"), Some("accept-encoding"));
    let zipped = running.client().with("accept-encoding", "gzip").get(&path);
    assert_eq!(zipped.header("content-encoding"), Some("gzip"));
    assert!(zipped.body.len() < answer.body.len());
}

/// One more month of the KPI `projects`, over the command endpoint; the value as its card shows it.
fn record(client: &Client, number: u32) -> String {
    let command = json!({
        "v": 1, "id": format!("01912345-0000-7000-8000-{number:012}"), "cluster": "alpes", "kpi": "projects",
        "period": format!("{}-{:02}", 2020 + number / 12, number % 12 + 1), "value": format!("{}", 200_000 + number),
        "recorded_at": "2026-07-01T08:00:00Z",
    });
    let answer = client.json("/api/app/record", &json!({ "commands": [command] }));
    assert_eq!(answer.json()[0]["answer"], "applied", "{}", answer.text());
    format!("200,0{number:02}")
}

fn a_page_stays_the_same_until_a_figure_changes(installation: &Installation) {
    cluster(installation);
    let running = installation.serve();
    let (_, path) = share(installation);
    let browser = running.client().with("accept-encoding", "gzip, deflate, br");
    let first = browser.get(&path);
    let tag = first.header("etag").expect("a tag");
    let again = browser.get(&path);
    assert_eq!((again.status, again.header("etag"), &again.body), (200, Some(tag), &first.body));
    let same = browser.with("if-none-match", tag).get(&path);
    assert_eq!((same.status, same.header("etag"), same.body.len()), (304, Some(tag), 0));
    assert_eq!(same.header("cache-control"), Some("private, no-cache"));
    // By another program than the one that serves the page.
    let csv = "kpi,period,value\nmembers,2026-03,9876\n";
    assert!(installation.try_run(&["import", "alpes", "-"], csv).status.success());
    let changed = browser.with("if-none-match", tag).get(&path);
    assert_eq!(changed.status, 200);
    assert_ne!(changed.header("etag"), Some(tag));
    assert!(running.client().get(&path).text().contains("9,876"));
}

/// While others read: whoever has an answer to what was recorded sees it on the page.
fn what_is_recorded_is_in_the_next_answer(installation: &Installation) {
    cluster(installation);
    let csv = "kpi,period,value\nprojects,2019-12,1\n";
    assert!(installation.try_run(&["import", "alpes", "-"], csv).status.success());
    let running = installation.serve();
    let (_, path) = share(installation);
    let (writer, reader) = (running.signed_in("ada@example.org"), running.client());
    let done = AtomicBool::new(false);
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                while !done.load(Ordering::Relaxed) {
                    assert_eq!(reader.get(&path).status, 200);
                }
            });
        }
        let mut seen = String::new();
        for number in 0..20 {
            let value = record(&writer, number);
            let page = reader.with("if-none-match", &seen).get(&path);
            assert!(page.text().contains(&value), "{value}: {}", page.status);
            page.header("etag").expect("a tag").clone_into(&mut seen);
        }
        done.store(true, Ordering::Relaxed);
    });
}

fn each_link_has_its_language(installation: &Installation) {
    cluster(installation);
    let running = installation.serve();
    let pages: Vec<Answer> = ["en", "fr", "de"]
        .map(|language| running.client().get(&share_in(installation, language).1))
        .into_iter()
        .collect();
    for (page, language) in pages.iter().zip(["en", "fr", "de"]) {
        assert!(page.text().contains(&format!("<html lang=\"{language}\"")), "{language}");
    }
    assert!(
        pages[0].header("etag") != pages[1].header("etag")
            && pages[1].header("etag") != pages[2].header("etag")
    );
    // What the reader's browser prefers does not change what the owner of the link has chosen.
    let (_, path) = share_in(installation, "fr");
    let german = running.client().with("accept-language", "de").get(&path);
    assert!(german.text().contains("<html lang=\"fr\""));
}

/// Also by the command line, of which the server hears nothing: the page that is kept goes by its edition.
fn a_page_moves_on_with_each_cluster_that_it_compares(installation: &Installation) {
    let import = |slug: &str, text: &str| {
        let output = installation.try_run(&["import", slug, "-", "--update"], text);
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    };
    installation.add_user("ada@example.org", "admin", None);
    for slug in ["alpes", "loire"] {
        installation.run(&["cluster", "add", slug, "--name", slug]);
        import(slug, "kpi,period,value\nmembers,2025-12,130\n");
    }
    let file = json!({
        "vigie": 1,
        "cluster": {"slug": "alpes", "name": "alpes"},
        "dashboards": [{
            "id": "side", "name": {"en": "Side by side"}, "span": {"from": "2025-Q1", "to": "2025-Q4"},
            "cards": [{"kind": "comparison", "clusters": ["loire"]}]
        }]
    });
    import("alpes", &file.to_string());
    let running = installation.serve();
    let made = installation.run_json(&["share", "add", "alpes", "--dashboard", "side", "--language", "en"]);
    assert_eq!(installation.run_json(&["share", "list", "alpes"])[0]["clusters"], json!(["loire"]));
    let url = made["url"].as_str().expect("an address");
    let path = url.split_once("/s/").map(|(_, token)| format!("/s/{token}")).expect("a path");
    let client = running.client();
    let first = client.get(&path);
    assert!(first.text().contains("260") && first.text().contains("loire"), "{}", first.text());
    let tag = first.header("etag").expect("a tag").to_owned();
    assert_eq!(client.with("if-none-match", &tag).get(&path).status, 304);
    import("loire", "kpi,period,value\nmembers,2025-12,141\n");
    let moved = client.with("if-none-match", &tag).get(&path);
    assert_eq!(moved.status, 200);
    assert!(moved.text().contains("271"), "{}", moved.text());
    // Ended in the other cluster's list as well.
    let listed = installation.run_json(&["share", "list", "loire"]);
    assert_eq!((&listed[0]["id"], &listed[0]["cluster"]), (&made["id"], &json!("alpes")));
}

fn visits_are_counted_exactly(installation: &Installation) {
    cluster(installation);
    let running = installation.serve();
    let (id, path) = share(installation);
    let client = running.client();
    let tag = client.get(&path).header("etag").expect("a tag").to_owned();
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                for _ in 0..10 {
                    assert_eq!(client.get(&path).status, 200);
                    assert_eq!(client.with("if-none-match", &tag).get(&path).status, 304);
                }
            });
        }
    });
    assert_eq!(client.send("HEAD", &path, &[], b"").status, 200, "whoever only looks whether it is there");
    assert_eq!(client.get("/s/0000000000000000000000000000000000000000000").status, 404);
    installation.run(&["share", "revoke", &id]);
    assert_eq!(client.get(&path).status, 404);
    assert!(running.terminate().success(), "what is counted in memory is written at the end");
    let shares = installation.run_json(&["share", "list", "alpes"]);
    assert_eq!(shares[0]["visits"], 81, "{shares}");
}

#[test]
fn guessing_tokens_is_stopped_and_real_ones_still_open() {
    let installation = Installation::sqlite();
    cluster(&installation);
    let running = installation.serve();
    let (_, path) = share(&installation);
    let client = running.client();
    let statuses: Vec<u16> = (0..1000).map(|number| client.get(&format!("/s/{number:043}")).status).collect();
    assert!(statuses.iter().all(|status| matches!(status, 404 | 429)));
    assert_eq!(statuses.last(), Some(&429));
    assert_eq!(client.get(&path).status, 200);
}

on_both!(
    what_does_not_open_answers_alike,
    a_share_says_no_more_than_it_must,
    a_page_stays_the_same_until_a_figure_changes,
    what_is_recorded_is_in_the_next_answer,
    each_link_has_its_language,
    a_page_moves_on_with_each_cluster_that_it_compares,
    visits_are_counted_exactly,
);
