//! What one records, others hear of at once.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::time::Duration;

use serde_json::json;

use crate::on_both;
use crate::support::{Client, Installation, Running};

/// Opens the stream with a session and reads until the head is over.
fn open(running: &Running, client: &Client) -> BufReader<TcpStream> {
    let mut stream = TcpStream::connect(running.address).expect("the server listens");
    stream.set_read_timeout(Some(Duration::from_secs(20))).expect("a timeout");
    let request = format!(
        "GET /api/app/live HTTP/1.1\r\nhost: {}\r\ncookie: {}\r\n\r\n",
        running.address,
        client.cookie.as_deref().expect("a session")
    );
    stream.write_all(request.as_bytes()).expect("sent");
    let mut reader = BufReader::new(stream);
    let mut head = String::new();
    while !head.ends_with("\r\n\r\n") {
        assert!(reader.read_line(&mut head).expect("a head") > 0);
    }
    assert!(head.starts_with("HTTP/1.1 200") && head.to_lowercase().contains("text/event-stream"), "{head}");
    reader
}

fn next(reader: &mut BufReader<TcpStream>) -> String {
    loop {
        let mut line = String::new();
        assert!(reader.read_line(&mut line).expect("something within the time") > 0, "the stream has ended");
        if let Some(data) = line.strip_prefix("data:") {
            return data.trim().to_owned();
        }
    }
}

fn add_kpi(client: &Client, slug: &str) {
    let kpi = json!({ "key": "events", "name": { "en": "Events" }, "nature": "flow", "frequency": "month" });
    let answer = client.json("/api/app/kpis/add", &json!({ "slug": slug, "kpi": kpi }));
    assert_eq!(answer.status, 200, "{}", answer.text());
}

fn a_change_is_said_to_those_who_may_see_it(installation: &Installation) {
    for slug in ["alpes", "rhin"] {
        installation.run(&["cluster", "add", slug, "--name", slug]);
    }
    installation.add_user("ada@example.org", "admin", None);
    installation.add_user("rita@example.org", "reader", Some("alpes"));
    let running = installation.serve();
    assert_eq!(running.client().get("/api/app/live").status, 401);
    let (ada, rita) = (running.signed_in("ada@example.org"), running.signed_in("rita@example.org"));
    let (mut to_ada, mut to_rita) = (open(&running, &ada), open(&running, &rita));
    add_kpi(&ada, "rhin");
    add_kpi(&ada, "alpes");
    let mut heard = [next(&mut to_ada), next(&mut to_ada)]
        .map(|news| news.split_once(' ').map(|(_, slug)| slug.to_owned()));
    heard.sort();
    assert_eq!(heard.map(Option::unwrap_or_default), ["alpes", "rhin"]);
    assert!(next(&mut to_rita).ends_with(" alpes"), "the other cluster is not for her to know");
    // Open streams end with the server, as streams end.
    assert!(running.terminate().success());
    let mut rest = String::new();
    to_ada.read_to_string(&mut rest).expect("an end");
    assert!(rest.ends_with("0\r\n\r\n"), "{rest:?}");
}

on_both!(a_change_is_said_to_those_who_may_see_it);
