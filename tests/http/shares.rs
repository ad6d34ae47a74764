//! Links without an account.

use crate::on_both;
use crate::support::{Answer, Installation};

fn cluster(installation: &Installation) {
    installation.run(&["cluster", "add", "alpes", "--name", "Alpes"]);
    installation.add_user("ada@example.org", "admin", None);
    let csv = "kpi,period,value\nmembers,2026-01,130\nmembers,2026-02,131\n";
    let output = installation.try_run(&["import", "alpes", "-"], csv);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

/// Id and path of a new link.
fn share(installation: &Installation) -> (String, String) {
    let share = installation.run_json(&["share", "add", "alpes"]);
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

on_both!(what_does_not_open_answers_alike, a_share_says_no_more_than_it_must);
