//! Files of evidence from outside: who sends, who reads, what is refused before it is read.

use serde_json::{Value, json};

use crate::on_both;
use crate::support::{Answer, Client, Installation};

const PNG: &[u8] = b"\x89PNG\r\n\x1a\n picture";

fn made(number: u32, deed: Value) -> Value {
    json!({
        "v": 1, "id": format!("01912345-0000-7000-8000-{number:012}"), "cluster": "alpes", "kpi": "members",
        "deed": deed, "recorded_at": "2026-07-01T08:00:00Z",
    })
}

fn file(number: u32, name: &str) -> Value {
    made(
        number,
        json!({ "attach": { "on": { "period": "2026-01" }, "given": { "file": { "name": name } } } }),
    )
}

fn escaped(text: &str) -> String {
    text.bytes().map(|byte| format!("%{byte:02X}")).collect()
}

fn send(client: &Client, act: &Value, bytes: &[u8]) -> Answer {
    let path = format!("/api/app/evidence?act={}", escaped(&act.to_string()));
    client.send("POST", &path, &[("content-type", "application/octet-stream")], bytes)
}

fn cluster(installation: &Installation) {
    for slug in ["alpes", "rhin"] {
        installation.run(&["cluster", "add", slug, "--name", slug]);
    }
    let output = installation.try_run(&["import", "alpes", "-"], "kpi,period,value\nmembers,2026-01,130\n");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    installation.add_user("ada@example.org", "admin", None);
    installation.add_user("rita@example.org", "reader", Some("alpes"));
    installation.add_user("sam@example.org", "manager", Some("rhin"));
}

fn a_file_comes_in_once_and_goes_out(installation: &Installation) {
    cluster(installation);
    let running = installation.serve();
    let ada = running.signed_in("ada@example.org");
    let act = file(1, "../Foto \"1\".exe");
    let answers: Vec<Value> = (0..3).map(|_| send(&ada, &act, PNG).json()).collect();
    assert_eq!(answers[0]["answer"], "applied");
    assert!(answers.iter().all(|answer| *answer == answers[0]));
    let snapshot = ada.json("/api/app/snapshot", &json!({ "slug": "alpes" })).json();
    assert_eq!(snapshot["evidence"].as_array().map(Vec::len), Some(1));
    assert_eq!(snapshot["evidence"][0]["proof"]["file"]["media"], "png");

    let path = format!("/api/app/evidence/alpes/{}", act["id"].as_str().expect("an id"));
    let download = ada.get(&path);
    assert_eq!((download.status, &download.body[..]), (200, PNG));
    assert_eq!(download.header("content-type"), Some("image/png"));
    let disposition = "attachment; filename*=UTF-8''Foto%20_1_.exe.png";
    assert_eq!(download.header("content-disposition"), Some(disposition));
    let inline = ada.get(&format!("{path}?show=inline"));
    assert_eq!(
        inline.header("content-disposition"),
        Some(disposition.replace("attachment", "inline").as_str())
    );
    for answer in [&download, &inline] {
        assert_eq!(answer.header("x-content-type-options"), Some("nosniff"));
        assert_eq!(answer.header("cache-control"), Some("private, no-store"));
        let policy = answer.header("content-security-policy").expect("a policy");
        assert!(policy.contains("default-src 'none'") && policy.contains("sandbox"), "{policy}");
        assert!(!policy.contains("script"), "{policy}");
    }
    // A page that calls itself a text is one for reading.
    let page = file(2, "page.html");
    assert_eq!(send(&ada, &page, b"<script>alert(1)</script>").json()["answer"], "applied");
    let path = format!("/api/app/evidence/alpes/{}?show=inline", page["id"].as_str().expect("an id"));
    let page = ada.get(&path);
    assert_eq!(page.header("content-type"), Some("text/plain; charset=utf-8"));
    assert_eq!(page.header("content-disposition"), Some("attachment; filename*=UTF-8''page.html.txt"));

    // An export says what it does not carry.
    let link = made(
        3,
        json!({ "attach": { "on": { "period": "2026-01" }, "given": { "link": { "url": "https://example.org" } } } }),
    );
    assert_eq!(ada.json("/api/app/act", &json!({ "act": link })).json()["answer"], "applied");
    for (format, left) in [("json", "2"), ("csv", "3"), ("xlsx", "3")] {
        let exported = ada.get(&format!("/api/v1/clusters/alpes/export?format={format}"));
        assert_eq!(exported.header("x-vigie-evidence-left-out"), Some(left), "{format}");
        let output = installation.try_run(&["export", "alpes", "--format", format], "");
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.success() && said.contains(&format!("not in this export: {left};")), "{said}");
    }
}

fn outsiders_find_nothing(installation: &Installation) {
    cluster(installation);
    let running = installation.serve();
    let (ada, rita) = (running.signed_in("ada@example.org"), running.signed_in("rita@example.org"));
    let (sam, nobody) = (running.signed_in("sam@example.org"), running.client());
    let act = file(1, "a.png");
    assert_eq!(send(&nobody, &act, PNG).status, 401);
    let refused = |client: &Client| send(client, &act, PNG).json()["problem"]["code"].clone();
    assert_eq!((refused(&sam), refused(&rita)), ("not-found".into(), "not-allowed".into()));
    assert_eq!(send(&ada, &act, PNG).json()["answer"], "applied");
    let mut elsewhere = act.clone();
    elsewhere["cluster"] = "nowhere".into();
    assert_eq!(send(&sam, &act, PNG).body, send(&sam, &elsewhere, PNG).body);

    let (id, none) = ("01912345-0000-7000-8000-000000000001", "01912345-0000-7000-8000-000000000009");
    let get = |client: &Client, slug: &str, id: &str| client.get(&format!("/api/app/evidence/{slug}/{id}"));
    assert_eq!(get(&nobody, "alpes", id).status, 401);
    assert_eq!(get(&rita, "alpes", id).status, 200);
    let not_there = get(&sam, "nowhere", none);
    assert_eq!(not_there.status, 404);
    for (client, slug, id) in [
        (&sam, "alpes", id),
        (&sam, "alpes", none),
        (&sam, "rhin", id),
        (&rita, "alpes", none),
        (&rita, "alpes", "..%2F"),
        (&rita, "alpes", "%00"),
    ] {
        let answer = get(client, slug, id);
        assert_eq!((answer.status, &answer.body), (404, &not_there.body), "{slug} {id}");
    }
    // Nothing of it is in what leaves the house.
    let token = installation.run_json(&["share", "add", "alpes"])["url"].as_str().expect("a link").to_owned();
    let share = nobody.get(&token[token.find("/s/").expect("a token")..]).text();
    assert!(!share.contains(id) && !share.contains("a.png"), "{share}");
}

#[test]
fn what_does_not_fit_is_refused_early() {
    let installation = Installation::sqlite();
    cluster(&installation);
    let running = installation.serve();
    let ada = running.signed_in("ada@example.org");
    let path = format!("/api/app/evidence?act={}", escaped(&file(1, "a.txt").to_string()));
    // Said by its length alone, without a byte being sent.
    let announced = [("content-type", "application/octet-stream"), ("content-length", "10485761")];
    assert_eq!(ada.send("POST", &path, &announced, b"").status, 413);
    let largest = vec![b'a'; 10 * 1024 * 1024];
    assert_eq!(send(&ada, &file(1, "a.txt"), &largest).json()["answer"], "applied");
    for (bytes, code) in [(&b"MZ\x90\0"[..], "file-kind"), (b"", "file-empty")] {
        let answer = send(&ada, &file(2, "a.pdf"), bytes);
        assert_eq!((answer.status, &answer.json()["problem"]["code"]), (200, &code.into()));
    }
    for act in ["", "{", "{}", "null"] {
        let answer = ada.send("POST", &format!("/api/app/evidence?act={}", escaped(act)), &[], b"x");
        assert_eq!(answer.status, 400, "{act}: {}", answer.text());
        assert!(!answer.text().contains("line "), "{}", answer.text());
    }
    assert_eq!(ada.send("POST", "/api/app/evidence", &[], b"x").status, 400);
    assert_eq!(ada.get("/api/app/evidence").status, 405);
    let foreign = ada.with("origin", "https://evil.example");
    assert_eq!(send(&foreign, &file(3, "a.png"), PNG).status, 403);
    // By the way of the others there are no bytes.
    let without = ada.json("/api/app/act", &json!({ "act": file(4, "a.png") }));
    assert_eq!(without.json()["problem"]["code"], "field-missing");
}

on_both!(a_file_comes_in_once_and_goes_out, outsiders_find_nothing);
