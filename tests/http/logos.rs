//! A cluster's own logo from outside: who gives it, what is refused, where it is seen and where it is not.

use serde_json::{Value, json};

use crate::on_both;
use crate::support::{Answer, Client, Installation};

const MANAGED: [(&str, &str); 4] =
    [("mia", "manager"), ("carl", "contributor"), ("rita", "reader"), ("sam", "manager")];

fn cluster(installation: &Installation) {
    for slug in ["alpes", "rhin"] {
        installation.run(&["cluster", "add", slug, "--name", slug]);
    }
    let output = installation.try_run(&["import", "alpes", "-"], "kpi,period,value\nmembers,2026-01,130\n");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    for (name, role) in MANAGED {
        let slug = if name == "sam" { "rhin" } else { "alpes" };
        installation.add_user(&format!("{name}@example.org"), role, Some(slug));
    }
}

fn svg(colour: &str) -> Vec<u8> {
    format!(
        "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 8 4'><circle cx='4' cy='2' r='2' fill='{colour}'/></svg>"
    )
    .into_bytes()
}

fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let group = |three: &[u8]| {
        let bits =
            three.iter().fold(0u32, |bits, byte| bits << 8 | u32::from(*byte)) << (8 * (3 - three.len()));
        let letter = |i: usize| match i <= three.len() {
            true => char::from(LETTERS[(bits >> (18 - 6 * i)) as usize & 63]),
            false => '=',
        };
        [0, 1, 2, 3].map(letter)
    };
    bytes.chunks(3).flat_map(group).collect()
}

fn give(client: &Client, slug: &str, bytes: &[u8]) -> Answer {
    client.json("/api/app/clusters/logo", &json!({ "slug": slug, "base64": base64(bytes) }))
}

fn take(client: &Client, slug: &str) -> Answer {
    client.json("/api/app/clusters/logo/remove", &json!({ "slug": slug }))
}

/// Path of a new link.
fn share(installation: &Installation, options: &[&str], input: &str) -> (String, String) {
    let arguments = [&["share", "add", "alpes", "--json"], options].concat();
    let output = installation.try_run(&arguments, input);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let share: Value = serde_json::from_slice(&output.stdout).expect("json");
    let path =
        share["url"].as_str().and_then(|url| url.split_once("/s/")).map(|(_, token)| format!("/s/{token}"));
    (share["id"].as_str().expect("an id").to_owned(), path.expect("a path"))
}

/// The logo of a page, where it has one.
fn shown(client: &Client, path: &str) -> Option<String> {
    let text = client.get(path).text();
    let (_, rest) = text.split_once("<img src=\"data:image/png;base64,")?;
    assert_eq!(text.matches("data:image/png").count(), 1, "once, and not in the data of the page");
    assert!(!text.contains("class=\"mono\""), "the initials give way");
    rest.split_once('"').map(|(logo, _)| logo.to_owned())
}

/// Where the workspace has it from.
fn address(client: &Client, slug: &str) -> String {
    let snapshot = client.json("/api/app/snapshot", &json!({ "slug": slug })).json();
    let logo = snapshot["cluster"]["logo"].as_str().expect("a logo");
    format!("/api/app/logo/{slug}/{}", logo.split(' ').next().expect("a hash"))
}

fn managers_give_it_and_others_do_not(installation: &Installation) {
    cluster(installation);
    let running = installation.serve();
    let [mia, carl, rita, sam] = MANAGED.map(|(name, _)| running.signed_in(&format!("{name}@example.org")));
    let nobody = running.client();
    assert_eq!(give(&mia, "alpes", &svg("navy")).status, 200);
    let address = address(&rita, "alpes");
    for (client, status) in [(&carl, 403), (&rita, 403), (&sam, 404), (&nobody, 401)] {
        assert_eq!(give(client, "alpes", &svg("red")).status, status);
        assert_eq!(take(client, "alpes").status, status);
    }
    assert_eq!(give(&sam, "alpes", &svg("red")).body, give(&sam, "nowhere", &svg("red")).body);

    let png = rita.get(&address);
    assert_eq!((png.status, png.header("content-type")), (200, Some("image/png")));
    assert!(png.body.starts_with(b"\x89PNG") && png.header("cache-control") == Some("private, no-store"));
    assert_eq!((sam.get(&address).status, nobody.get(&address).status), (404, 401));
    assert_eq!(sam.get(&address.replace("alpes", "rhin")).status, 404);
    assert_eq!(mia.get(&format!("/api/app/logo/alpes/{}", "0".repeat(64))).status, 404);
    // A file of evidence is none, whatever it is called by.
    assert_eq!(mia.get("/api/app/logo/alpes/..%2f..").status, 404);

    assert_eq!(take(&mia, "alpes").status, 200);
    assert!(
        mia.json("/api/app/snapshot", &json!({ "slug": "alpes" })).json()["cluster"].get("logo").is_none()
    );
}

fn what_is_no_logo_is_refused(installation: &Installation) {
    cluster(installation);
    let running = installation.serve();
    let mia = running.signed_in("mia@example.org");
    let drawn =
        |inside: &str| format!("<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'>{inside}</svg>");
    let bomb = "<g id='g'><use href='#g'/><use href='#g'/></g>";
    let cases: [(&str, Vec<u8>); 8] = [
        ("logo-kind", Vec::new()),
        ("logo-kind", b"MZ\x90\0".to_vec()),
        ("logo-kind", b"<html><script>alert(1)</script></html>".to_vec()),
        ("logo-unreadable", b"\x89PNG\r\n\x1a\n picture".to_vec()),
        ("logo-holds", drawn("<image href='http://127.0.0.1/x.png' width='9' height='9'/>").into_bytes()),
        ("logo-holds", format!("<!DOCTYPE svg [<!ENTITY a 'b'>]>{}", drawn("")).into_bytes()),
        ("logo-elaborate", drawn(bomb).into_bytes()),
        ("logo-too-large", vec![b'x'; 2 * 1024 * 1024 + 1]),
    ];
    for (code, bytes) in cases {
        let answer = give(&mia, "alpes", &bytes);
        let problem = &answer.json()["detail"][0];
        assert_eq!((answer.status, &problem["code"], &problem["place"]), (422, &json!(code), &json!("logo")));
    }
    assert_eq!(give(&mia, "alpes", &vec![b'x'; 4 * 1024 * 1024]).status, 413);
    let broken = json!({ "slug": "alpes", "base64": "%%%" });
    assert_eq!(mia.json("/api/app/clusters/logo", &broken).status, 400);
    assert!(
        mia.json("/api/app/snapshot", &json!({ "slug": "alpes" })).json()["cluster"].get("logo").is_none()
    );
}

fn a_link_shows_it_where_it_opens(installation: &Installation) {
    cluster(installation);
    let running = installation.serve();
    let mia = running.signed_in("mia@example.org");
    let visitor = running.client();
    let (id, live) = share(installation, &[], "");
    let (_, locked) = share(installation, &["--password"], "correct horse\n");
    let plain = visitor.get(&format!("{live}/report.pdf")).body;
    assert_eq!(shown(&visitor, &live), None);
    give(&mia, "alpes", &svg("navy"));
    let navy = shown(&visitor, &live).expect("at once");
    let (_, fixed) = share(installation, &["--fixed"], "");
    assert_eq!(shown(&visitor, &fixed).as_ref(), Some(&navy));
    assert_ne!(visitor.get(&format!("{live}/report.pdf")).body, plain, "on paper too");
    let kept = ["", "/report.pdf", "/preview.png"].map(|file| visitor.get(&format!("{fixed}{file}")).body);
    let door = visitor.get(&locked);
    assert!(door.status == 401 && !door.text().contains("data:image"));

    give(&mia, "alpes", &svg("red"));
    assert!(shown(&visitor, &live).is_some_and(|red| red != navy));
    take(&mia, "alpes");
    assert_eq!(shown(&visitor, &live), None);
    assert_eq!(visitor.get(&format!("{live}/report.pdf")).body, plain);
    // What is fixed stays, also after the server has forgotten what it kept.
    assert_eq!(
        ["", "/report.pdf", "/preview.png"].map(|file| visitor.get(&format!("{fixed}{file}")).body),
        kept
    );
    installation.run(&["share", "revoke", &id]);
    assert_eq!(visitor.get(&live).status, 404);
}

fn it_goes_with_the_cluster_file(installation: &Installation) {
    cluster(installation);
    let running = installation.serve();
    let mia = running.signed_in("mia@example.org");
    give(&mia, "alpes", &svg("white"));
    let exported = installation.run(&["export", "alpes"]);
    assert!(exported.contains("\"logo\":\"data:image/png;base64,"), "{exported}");
    let other = Installation::sqlite();
    let taken = other.try_run(&["import", "alpes", "-"], &exported);
    assert!(taken.status.success(), "{}", String::from_utf8_lossy(&taken.stderr));
    assert_eq!(other.run(&["export", "alpes"]), exported);
    let wrong = exported.replace("data:image/png;base64,", "data:image/png;base64,AA");
    let refused = other.try_run(&["import", "alpes", "-", "--json"], &wrong);
    let said =
        String::from_utf8_lossy(&refused.stdout).into_owned() + &String::from_utf8_lossy(&refused.stderr);
    assert!(!refused.status.success() && said.contains("cluster.logo"), "{said}");
}

on_both![
    managers_give_it_and_others_do_not,
    what_is_no_logo_is_refused,
    a_link_shows_it_where_it_opens,
    it_goes_with_the_cluster_file,
];
