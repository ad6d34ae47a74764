//! Evidence: attached where one records, also without the server, and it arrives once.

use serde_json::json;
use thirtyfour::By;
use vigie_tests::{Installation, PASSWORD, Running};

use crate::support::{Browser, EMAIL, Kind, Stage, changes, free_address, story, until};

const PNG: &[u8] = b"\x89PNG\r\n\x1a\n a picture of a list of members";

/// Names of what the server holds for a KPI.
fn held(server: &Running) -> Vec<String> {
    let snapshot = server.signed_in(EMAIL).json("/api/app/snapshot", &json!({ "slug": "alpes" })).json();
    let all = snapshot["evidence"].as_array().expect("evidence").iter();
    all.map(|one| {
        let proof = &one["proof"];
        proof["file"]["name"].as_str().or(proof["link"]["url"].as_str()).expect("a name").to_owned()
    })
    .collect()
}

async fn choose(browser: &Browser, installation: &Installation, name: &str, bytes: &[u8]) {
    let path = installation.folder().join(name);
    std::fs::write(&path, bytes).expect("written");
    until("to choose a file", async || {
        let input = browser.driver().find(By::Css(".proof-add input[multiple]")).await;
        let chosen = async { input?.send_keys(path.to_str().expect("UTF-8")).await };
        chosen.await.map_err(|error| error.to_string())
    })
    .await;
}

#[test]
fn a_file_attached_without_the_server_arrives_once() {
    story(async {
        let listen = free_address();
        let stage = Stage::with_alpes(Installation::sqlite().with("VIGIE_LISTEN", &listen));
        let browser = Browser::open(&stage, Kind::default()).await;
        browser.sign_in(EMAIL, PASSWORD).await;
        browser.arrives("/app/alpes").await;
        browser.reads("All saved").await;
        browser.holds("navigator.serviceWorker.controller?.state === 'activated'").await;
        let Stage { installation, server } = stage;
        let seq = changes(&installation);
        assert!(server.terminate().success());

        browser.visit("/app/alpes/record/members-total?period=2026-10").await;
        browser.reads("Attach a file").await;
        choose(&browser, &installation, "list.exe", b"MZ\x90\0").await;
        browser.reads("is of a kind that is not taken").await;
        choose(&browser, &installation, "members.png", PNG).await;
        browser.reads("waiting to be sent").await;
        browser.reads("1 unsent").await;
        assert_eq!(browser.findings().await, Vec::<String>::new());
        // It is kept on the device, not in the page.
        browser.reload().await;
        browser.reads("members.png").await;
        browser.visit("/app/unsent").await;
        browser.reads("Evidence: members.png").await;
        assert_eq!(browser.findings().await, Vec::<String>::new());

        let server = installation.serve();
        browser.reads("All saved").await;
        assert_eq!((held(&server), changes(&installation)), (vec!["members.png".to_owned()], seq + 1));
        browser.visit("/app/alpes/kpis/members-total").await;
        browser.press_css("#tab-evidence").await;
        browser.reads("members.png").await;
        browser.reads_no_more("waiting to be sent").await;
        let address = browser
            .script("return document.querySelector('.proof-list a').getAttribute('href')", vec![])
            .await;
        let client = server.signed_in(EMAIL);
        assert_eq!(client.get(address.as_str().expect("an address")).body, PNG);
        assert_eq!(browser.findings().await, Vec::<String>::new());

        // What is with the server alone says so where it cannot be opened.
        assert!(server.terminate().success());
        browser.reload().await;
        browser.reads("No connection.").await;
        browser.press_css("#tab-evidence").await;
        browser.press_css(".proof-list a").await;
        browser.reads("it opens as soon as there is a connection").await;
        browser.close().await;
    });
}

fn attaches_and_takes_back(installation: Installation) {
    story(async {
        let stage = Stage::with_alpes(installation);
        let browser = Browser::open(&stage, Kind::default()).await;
        browser.sign_in(EMAIL, PASSWORD).await;
        browser.arrives("/app/alpes").await;
        browser.visit("/app/alpes/record/members-total?period=2026-10").await;
        browser.press("Add a link").await;
        browser.fill("proof-url", "javascript:alert(1)\u{e007}").await;
        browser.reads("It begins with https:// or http://.").await;
        browser.fill("proof-url", "https://example.org/list\u{e007}").await;
        arrives(&stage, &["https://example.org/list"]).await;
        // Enter in the field of the link has recorded nothing.
        browser.reads_no_more("Recorded for").await;
        browser.press("Remove “https://example.org/list”").await;
        arrives(&stage, &[]).await;
        browser.press("Undo").await;
        arrives(&stage, &["https://example.org/list"]).await;
        browser.reads("https://example.org/list").await;

        // A step of a milestone has its own.
        browser.visit("/app/alpes/kpis/internationalisation-steps-completed").await;
        browser.press_css("#tab-evidence").await;
        browser.choose("proof-on", "step 2").await;
        choose(&browser, &stage.installation, "minutes.txt", b"decided").await;
        arrives(&stage, &["https://example.org/list", "minutes.txt"]).await;
        browser.reads("Step 2").await;
        assert_eq!(browser.complaints().await, Vec::<String>::new());
        browser.close().await;
    });
}

async fn arrives(stage: &Stage, names: &[&str]) {
    until("the server to hold it", async || {
        let held = held(&stage.server);
        if held == names { Ok(()) } else { Err(format!("{held:?}")) }
    })
    .await;
}

#[test]
fn attaches_and_takes_back_on_sqlite() {
    attaches_and_takes_back(Installation::sqlite());
}

#[test]
fn attaches_and_takes_back_on_postgres() {
    attaches_and_takes_back(Installation::postgres());
}
