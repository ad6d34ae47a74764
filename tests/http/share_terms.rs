//! What a link can have besides: a password, a state that stays, figures to take along.

use crate::on_both;
use crate::support::{Answer, Client, Installation};

fn cluster(installation: &Installation) {
    installation.run(&["cluster", "add", "alpes", "--name", "Alpes"]);
    let csv = "kpi,period,value,comment\nmembers,2026-01,130,=fair\nmembers,2026-02,131,\nstaff,2026-01,7,\n";
    let output = installation.try_run(&["import", "alpes", "-"], csv);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

/// Id and path of a new link.
fn share(installation: &Installation, options: &[&str], input: &str) -> (String, String) {
    let arguments = [&["share", "add", "alpes", "--json"], options].concat();
    let output = installation.try_run(&arguments, input);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let share: serde_json::Value = serde_json::from_slice(&output.stdout).expect("json");
    let url = share["url"].as_str().expect("an address");
    let path = url.split_once("/s/").map(|(_, token)| format!("/s/{token}")).expect("a path");
    (share["id"].as_str().expect("an id").to_owned(), path)
}

fn try_password(client: &mut Client, path: &str, password: &str) -> (u16, Option<String>) {
    let answer = client.form(path, &[("password", password)]);
    (answer.status, answer.header("set-cookie").map(str::to_owned))
}

fn a_password_stands_before_everything(installation: &Installation) {
    cluster(installation);
    let running = installation.serve();
    let (_, path) = share(installation, &["--password", "--with-data"], "correct horse\n");
    let door = running.client().get(&path);
    assert_eq!((door.status, door.header("cache-control")), (401, Some("private, no-store")));
    let text = door.text();
    assert!(text.contains("type=\"password\"") && !text.contains("Alpes") && !text.contains("131"), "{text}");
    assert_eq!(running.client().get(&format!("{path}/data.csv")).status, 404);
    assert_eq!(running.client().with("cookie", "vigie-share=").get(&path).status, 401);

    let mut client = running.client();
    assert_eq!(try_password(&mut client, &path, "correct house").0, 401);
    let (status, cookie) = try_password(&mut client, &path, "correct horse");
    let cookie = cookie.expect("a cookie");
    assert_eq!(status, 303);
    assert!(cookie.contains(&format!("Path={path};")) && cookie.contains("HttpOnly"), "{cookie}");
    let pair = cookie.split(';').next().expect("a pair");
    let open = running.client().with("cookie", pair);
    assert!(open.get(&path).status == 200 && open.get(&path).text().contains("131"));
    assert_eq!(open.get(&format!("{path}/data.csv")).status, 200);

    // Of another link with the same password.
    let (_, other) = share(installation, &["--password"], "correct horse\n");
    assert_eq!(open.get(&other).status, 401);
    // Wrong ones are limited, and a link that is none asks for nothing.
    let mut guesser = running.client();
    let statuses: Vec<u16> =
        (0..25).map(|i| try_password(&mut guesser, &path, &format!("wrong {i}")).0).collect();
    assert!(statuses.contains(&429), "{statuses:?}");
    assert_eq!(open.get(&path).status, 200, "who has it is not shut out by others' tries");
    assert_eq!(try_password(&mut running.client(), &format!("/s/{}", "A".repeat(43)), "x").0, 404);
    let foreign =
        running.client().with("origin", "https://elsewhere.example").with("sec-fetch-site", "cross-site");
    let foreign = foreign.send(
        "POST",
        &path,
        &[("content-type", "application/x-www-form-urlencoded")],
        b"password=correct+horse",
    );
    assert_eq!(foreign.status, 403);
}

/// The text of a page, without the address of the server, which has another port after a restart.
fn anywhere(page: &Answer) -> String {
    let text = page.text();
    let origin = text.split_once("og:image\" content=\"").and_then(|(_, rest)| rest.split_once("/s/"));
    let origin = origin.expect("a picture").0.to_owned();
    text.replace(&origin, "")
}

fn a_fixed_page_stays_byte_for_byte(installation: &Installation) {
    cluster(installation);
    let running = installation.serve();
    let (id, path) = share(installation, &["--fixed", "--with-data"], "");
    let first = running.client().get(&path);
    let data = running.client().get(&format!("{path}/data.csv")).text();
    assert!(first.text().contains("131") && data.contains(",131,"), "{data}");
    let csv = "kpi,period,value\nmembers,2026-02,999\nmembers,2026-03,140\n";
    let update = installation.try_run(&["import", "alpes", "-", "--update"], csv);
    assert!(update.status.success(), "{}", String::from_utf8_lossy(&update.stderr));
    let (_, live) = share(installation, &[], "");
    assert!(running.client().get(&live).text().contains("140"));
    let again = running.client().get(&path);
    assert_eq!(
        (again.body, again.headers.iter().find(|(name, _)| name == "etag")),
        (first.body.clone(), first.headers.iter().find(|(name, _)| name == "etag"))
    );
    assert_eq!(running.client().get(&format!("{path}/data.csv")).text(), data);
    // Also after a restart, and at another address.
    running.terminate();
    let running = installation.serve();
    assert!(anywhere(&running.client().get(&path)) == anywhere(&first));
    let renewed = installation.run_json(&["share", "renew", &id]);
    let other = renewed["url"]
        .as_str()
        .and_then(|url| url.split_once("/s/"))
        .map(|(_, token)| format!("/s/{token}"))
        .expect("a path");
    assert_eq!(running.client().get(&path).status, 404);
    let moved = running.client().get(&other);
    assert_eq!(anywhere(&moved), anywhere(&first).replace(&path, &other), "only its own address");
}

fn figures_are_taken_along_where_they_may(installation: &Installation) {
    cluster(installation);
    let running = installation.serve();
    let (_, without) = share(installation, &[], "");
    assert_eq!(running.client().get(&format!("{without}/data.csv")).status, 404);
    let (_, path) = share(installation, &["--with-data", "--without", "staff"], "");
    let page = running.client().get(&path).text();
    assert!(page.contains(&format!("{path}/data.xlsx")) && !page.contains("staff"));
    let csv = running.client().get(&format!("{path}/data.csv"));
    assert_eq!(csv.header("content-type"), Some("text/csv; charset=utf-8"));
    assert_eq!(
        csv.text(),
        "KPI,Unit,Period,Value,Numerator,Denominator,Expected,Status,Comment\n\
         members,,Jan 2026,130,,,,No target,'=fair\n\
         members,,Feb 2026,131,,,,No target,\n"
    );
    let workbook = running.client().get(&format!("{path}/data.xlsx"));
    assert!(workbook.status == 200 && workbook.body.starts_with(b"PK"));
    for other in ["data.json", "data", "data.csv/", "..%2fdata.csv"] {
        assert_eq!(running.client().get(&format!("{path}/{other}")).status, 404, "{other}");
    }
}

fn it_is_installed_as_an_app_of_its_own(installation: &Installation) {
    cluster(installation);
    let running = installation.serve();
    let client = running.client();
    let (id, path) = share(installation, &["--language", "fr"], "");
    assert!(
        client.get(&path).text().contains(&format!("rel=\"manifest\" href=\"{path}/manifest.webmanifest\""))
    );
    let manifest = client.get(&format!("{path}/manifest.webmanifest"));
    assert_eq!(manifest.header("content-type"), Some("application/manifest+json"));
    let manifest: serde_json::Value = serde_json::from_str(&manifest.text()).expect("json");
    assert_eq!((&manifest["start_url"], &manifest["scope"]), (&path.clone().into(), &path.clone().into()));
    assert_eq!((manifest["lang"].as_str(), manifest["short_name"].as_str()), (Some("fr"), Some("Alpes")));
    let worker = client.get(&format!("{path}/sw.js"));
    assert_eq!((worker.status, worker.header("service-worker-allowed")), (200, Some(path.as_str())));
    assert!(worker.text().contains("data-offline"));
    // Behind a password there is no copy; after the end there is nothing.
    let (_, locked) = share(installation, &["--password"], "correct horse\n");
    installation.run(&["share", "revoke", &id]);
    let never = format!("/s/{}", "A".repeat(43));
    for path in [&locked, &path, &never] {
        for below in ["manifest.webmanifest", "sw.js"] {
            assert_eq!(client.get(&format!("{path}/{below}")).status, 404, "{below}");
        }
    }
}

fn it_is_embedded_only_where_its_owner_says(installation: &Installation) {
    cluster(installation);
    let running = installation.serve();
    let (_, nowhere) = share(installation, &[], "");
    assert_eq!(running.client().get(&format!("{nowhere}/embed")).status, 404);
    let (_, path) =
        share(installation, &["--embed-in", "region.example", "--embed-in", "http://localhost:3000/"], "");
    let embed = format!("{path}/embed");
    let answer = running.client().get(&embed);
    let policy = answer.header("content-security-policy").expect("a policy");
    assert!(policy.ends_with("frame-ancestors https://region.example http://localhost:3000"), "{policy}");
    assert!(policy.contains("script-src 'self'") && answer.header("x-frame-options").is_none());
    assert!(answer.text().contains("131") && answer.text().contains("data-page=\"embed\""));
    let page = running.client().get(&path);
    assert_eq!(page.header("x-frame-options"), Some("DENY"), "the page itself nowhere");
    let text = |query: &str| running.client().get(&format!("{embed}?{query}")).text();
    assert!(text("theme=dark").contains("data-theme=\"dark\"") && text("lang=fr").contains("lang=\"fr\""));
    assert_eq!(text("theme=%22%3E&lang=xx&card=x&set=x"), answer.text());
    assert!(text("card=1").len() < answer.text().len());
    assert_eq!(running.client().get(&format!("{embed}?card=50")).status, 404);
    let badge = running.client().get(&format!("{path}/badge.svg"));
    assert_eq!(badge.header("content-type"), Some("image/svg+xml"));
    assert_eq!(badge.header("cross-origin-resource-policy"), Some("cross-origin"));
    assert!(badge.text().contains("nothing to compare yet"), "{}", badge.text());
    assert_eq!(running.client().get(&format!("{nowhere}/badge.svg")).status, 404);
    let (_, fixed) = share(installation, &["--embed-in", "https://region.example", "--fixed"], "");
    assert!(running.client().get(&format!("{fixed}/embed?card=1")).text().contains("131"));
    let password = installation.try_run(
        &["share", "add", "alpes", "--embed-in", "https://region.example", "--password"],
        "correct horse\n",
    );
    assert_eq!(password.status.code(), Some(1), "no cookie comes with an embedded page");
}

on_both!(
    a_password_stands_before_everything,
    a_fixed_page_stays_byte_for_byte,
    figures_are_taken_along_where_they_may,
    it_is_installed_as_an_app_of_its_own,
    it_is_embedded_only_where_its_owner_says,
);
