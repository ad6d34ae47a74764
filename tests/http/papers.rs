//! Documents and the pictures of links, from the server and from the command line.

use crate::on_both;
use crate::support::{Answer, Client, Installation};

fn cluster(installation: &Installation) {
    installation.run(&["cluster", "add", "alpes", "--name", "Alpes"]);
    installation.add_user("ada@example.org", "admin", None);
    let csv = "kpi,period,value,comment\nmembers,2026-01,130,fair\nmembers,2026-02,131,\nstaff,2026-01,7,\n";
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

fn comparable(answer: &Answer) -> (u16, Vec<(String, String)>, String) {
    let mut headers = answer.headers.clone();
    headers.retain(|(name, _)| name != "date");
    (answer.status, headers, answer.text())
}

fn is_pdf(answer: &Answer) -> bool {
    let kind = answer.header("content-type") == Some("application/pdf");
    answer.status == 200 && kind && answer.body.starts_with(b"%PDF-")
}

fn pdf(client: &Client, path: &str) -> Answer {
    client.get(&format!("{path}/report.pdf"))
}

fn a_link_gives_its_page_as_a_document(installation: &Installation) {
    cluster(installation);
    let running = installation.serve();
    let (id, path) = share(installation, &[], "");
    let page = running.client().get(&path).text();
    assert!(page.contains(&format!("href=\"{path}/report.pdf\"")), "{page}");
    let first = pdf(&running.client(), &path);
    assert!(is_pdf(&first), "{}", first.status);
    assert_eq!(first.header("cache-control"), Some("private, no-cache"));
    assert!(first.header("content-disposition").is_some_and(|it| it.starts_with("attachment")));
    assert!(pdf(&running.client(), &path).body == first.body, "kept, and the same anyhow");
    let wide = running.client().get(&format!("{path}/report.pdf?from=1900&set=x&kpi=other&lang=de"));
    assert!(wide.body == first.body, "parameters change nothing");
    let tag = first.header("etag").expect("a tag");
    assert_eq!(running.client().with("if-none-match", tag).get(&format!("{path}/report.pdf")).status, 304);
    let csv = "kpi,period,value\nmembers,2026-03,9876\n";
    assert!(installation.try_run(&["import", "alpes", "-"], csv).status.success());
    assert!(pdf(&running.client(), &path).body != first.body, "a figure has come");

    installation.run(&["share", "revoke", &id]);
    let never = comparable(&pdf(&running.client(), &format!("/s/{}", "A".repeat(43))));
    assert_eq!((never.0, comparable(&pdf(&running.client(), &path))), (404, never.clone()));
    let picture = running.client().get(&format!("{path}/preview.png"));
    assert_eq!(comparable(&picture), never);
}

fn a_fixed_document_stays(installation: &Installation) {
    cluster(installation);
    let running = installation.serve();
    let (_, path) = share(installation, &["--fixed", "--language", "fr"], "");
    let first = pdf(&running.client(), &path);
    let picture = running.client().get(&format!("{path}/preview.png"));
    assert!(is_pdf(&first) && picture.body.starts_with(b"\x89PNG"));
    let csv = "kpi,period,value\nmembers,2026-02,999\nmembers,2026-03,140\n";
    assert!(installation.try_run(&["import", "alpes", "-", "--update"], csv).status.success());
    assert!(pdf(&running.client(), &path).body == first.body);
    assert!(running.client().get(&format!("{path}/preview.png")).body == picture.body);
    running.terminate();
    assert!(pdf(&installation.serve().client(), &path).body == first.body, "also after a restart");
}

fn behind_a_password_is_everything(installation: &Installation) {
    cluster(installation);
    let running = installation.serve();
    let (_, path) = share(installation, &["--password"], "correct horse\n");
    let mut client = running.client();
    let door = client.get(&path).text();
    assert!(!door.contains("og:") && !door.contains("report.pdf"), "{door}");
    assert_eq!(pdf(&client, &path).status, 404);
    let answer = client.form(&path, &[("password", "correct horse")]);
    assert_eq!(answer.status, 303);
    assert!(is_pdf(&pdf(&client, &path)));
    let page = client.get(&path).text();
    assert!(!page.contains("og:") && page.contains("report.pdf"));
    assert_eq!(client.get(&format!("{path}/preview.png")).status, 404, "also for who knows it");
}

fn messengers_get_a_picture(installation: &Installation) {
    cluster(installation);
    let running = installation.serve();
    let (_, path) = share(installation, &["--name", "Board <1>"], "");
    let page = running.client().get(&path).text();
    let image = page.split("og:image\" content=\"").nth(1).and_then(|rest| rest.split('"').next());
    let image = image.expect("a picture");
    assert!(image.starts_with("http://") && image.ends_with(&format!("{path}/preview.png")), "{image}");
    for tag in [
        "og:title\" content=\"",
        "og:description\" content=\"",
        "twitter:card\" content=\"summary_large_image",
    ] {
        assert!(page.contains(tag), "{tag} in {page}");
    }
    let picture = running.client().get(&format!("{path}/preview.png"));
    assert_eq!((picture.status, picture.header("content-type")), (200, Some("image/png")));
    assert_eq!(picture.header("cross-origin-resource-policy"), Some("cross-origin"));
    assert!(picture.body.starts_with(b"\x89PNG"));
    for other in ["preview.jpg", "preview", "report", "report.pdf/"] {
        assert_eq!(running.client().get(&format!("{path}/{other}")).status, 404, "{other}");
    }
}

fn the_team_gets_its_dashboards(installation: &Installation) {
    cluster(installation);
    installation.run(&["cluster", "add", "south", "--name", "South"]);
    installation.add_user("bob@example.org", "reader", Some("south"));
    let running = installation.serve();
    let path = "/api/app/paper/alpes/overview";
    assert_eq!(running.client().get(path).status, 401);
    let (ada, bob) = (running.signed_in("ada@example.org"), running.signed_in("bob@example.org"));
    let own = ada.get(path);
    assert!(is_pdf(&own), "{}", own.text());
    assert_eq!(own.header("cache-control"), Some("private, no-store"));
    assert!(own.header("content-disposition").is_some_and(|it| it.contains("filename=\"alpes-")));
    assert!(ada.get(&format!("{path}?lang=de")).body != own.body);
    assert!(is_pdf(&bob.get("/api/app/paper/south/overview")), "an empty one too");
    let nowhere = bob.get("/api/app/paper/nowhere/overview");
    assert_eq!(nowhere.status, 404);
    assert_eq!(comparable(&bob.get(path)), comparable(&nowhere), "what may not be seen is not there");
    assert_eq!(ada.get("/api/app/paper/alpes/none").status, 404);
    assert_eq!(ada.get(&format!("{path}?as_of=1999-01-01")).status, 422, "before there was anything");
    assert_eq!(ada.get(&format!("{path}?as_of=soon")).status, 400);
}

fn it_has_the_clusters_that_its_reader_may_see(installation: &Installation) {
    cluster(installation);
    let side = r#"{"vigie": 1, "cluster": {"slug": "alpes", "name": "Alpes"}, "dashboards": [{"id": "side",
        "name": {"en": "Side by side"}, "span": {"from": "2026-Q1", "to": "2026-Q1"},
        "cards": [{"kind": "comparison", "clusters": ["south", "nowhere"]}]}]}"#;
    assert!(installation.try_run(&["import", "alpes", "-"], side).status.success());
    installation.run(&["cluster", "add", "south", "--name", "South"]);
    let csv = |members: u32| format!("kpi,period,value\nmembers,2026-01,{members}\n");
    assert!(installation.try_run(&["import", "south", "-"], &csv(40)).status.success());
    installation.add_user("carl@example.org", "reader", Some("alpes"));
    let running = installation.serve();
    let (ada, carl) = (running.signed_in("ada@example.org"), running.signed_in("carl@example.org"));
    let path = "/api/app/paper/alpes/side?lang=en";
    let (both, alone) = (ada.get(path), carl.get(path));
    assert!(is_pdf(&both) && is_pdf(&alone), "{} {}", both.status, alone.status);
    assert!(both.body.len() > alone.body.len(), "{} {}", both.body.len(), alone.body.len());
    assert!(installation.try_run(&["import", "south", "-", "--update"], &csv(41)).status.success());
    assert!(ada.get(path).body != both.body, "a figure of the other has moved");
    assert!(carl.get(path).body == alone.body, "which is nothing to who may not see it");
}

fn the_command_line_writes_one(installation: &Installation) {
    cluster(installation);
    let write = |options: &[&str]| {
        let arguments =
            [&["report", "alpes", "--pdf", "report.pdf", "--today", "2026-03-10"], options].concat();
        let said = installation.run_json(&arguments);
        assert_eq!(said["file"], "report.pdf");
        said["bytes"].as_u64().expect("a number")
    };
    let whole = write(&["--language", "fr"]);
    let one = write(&[
        "--language",
        "fr",
        "--kpi",
        "members",
        "--from",
        "2026-01",
        "--to",
        "2026-02",
        "--by",
        "month",
    ]);
    assert!(10_000 < one && one < whole, "{one} {whole}");
    assert!(write(&["--as-of", "2", "--set", "internal"]) > 10_000);
    for (options, code, words) in [
        (&["--kpi", "nothing"][..], 1, "no such KPI"),
        (&["--from", "2026-02", "--to", "2026-01"], 1, ""),
        (&["--language", "it"], 2, "en, fr and de"),
    ] {
        let arguments = [&["report", "alpes", "--pdf", "other.pdf"], options].concat();
        let output = installation.try_run(&arguments, "");
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.code() == Some(code) && said.contains(words), "{said}");
    }
}

on_both!(
    a_link_gives_its_page_as_a_document,
    a_fixed_document_stays,
    behind_a_password_is_everything,
    messengers_get_a_picture,
    the_team_gets_its_dashboards,
    it_has_the_clusters_that_its_reader_may_see,
    the_command_line_writes_one,
);
