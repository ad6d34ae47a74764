//! The program is updated while entries wait: nobody is interrupted, and each entry arrives once.

use serde_json::Value;
use vigie_tests::{Installation, PASSWORD};

use crate::support::{Browser, EMAIL, Kind, Relay, Stage, changes, free_address, reading, story, until};

const RECORD: &str = "/app/alpes/record/members-total?period=2026-10";

fn held(installation: &Installation) -> Value {
    reading(installation, "members-total", "2026-10")["value"].clone()
}

async fn version(browser: &Browser) -> Value {
    browser.script("return document.documentElement.dataset.version", Vec::new()).await
}

/// A browser on the first version that works without the server, and where the server will come back.
async fn opened() -> (Stage, Relay, Browser) {
    let listen = free_address();
    let stage = Stage::with_alpes(Installation::sqlite().with("VIGIE_LISTEN", &listen));
    let relay = Relay::before(&listen).await;
    let browser = Browser::open_at(&relay.origin, Kind::default()).await;
    browser.sign_in(EMAIL, PASSWORD).await;
    browser.arrives("/app/alpes").await;
    browser.reads("All saved").await;
    browser.holds("navigator.serviceWorker.controller?.state === 'activated'").await;
    (stage, relay, browser)
}

async fn record(browser: &Browser, value: &str) {
    browser.visit(RECORD).await;
    browser.reads("Oct 2026").await;
    browser.fill("record-value", value).await;
    browser.press_css("form.record .primary").await;
    browser.reads("1 unsent").await;
}

/// Until the page hears of the new version. It is left alone meanwhile: Chromium does not look for one while somebody asks
/// what the page says twenty times a second.
async fn is_offered(browser: &Browser) {
    let heard = "
        const done = arguments[arguments.length - 1];
        if ('update' in document.documentElement.dataset) done(true);
        else addEventListener('vigie:update', () => done(true), { once: true });";
    browser.driver().execute_async(heard, Vec::new()).await.expect("a new version");
}

/// Until the worker that answers keeps this version and no other.
async fn is_kept(browser: &Browser, version: &Value) {
    let kept = "const done = arguments[arguments.length - 1]; caches.keys().then(done)";
    let only = serde_json::json!([format!("vigie-shell-{}", version.as_str().unwrap_or_default())]);
    until("only the new version to be kept", async || {
        let keys = browser.driver().execute_async(kept, Vec::new()).await.expect("an answer").json().clone();
        if keys == only { Ok(()) } else { Err(keys.to_string()) }
    })
    .await;
}

/// Without the server too it is this version that starts.
async fn starts_alone(browser: &Browser, version: &Value) {
    browser.reload().await;
    browser.reads("No connection.").await;
    browser.reads("Members, total").await;
    assert_eq!(self::version(browser).await, *version);
}

#[test]
fn in_a_page_that_stays_open_it_is_offered() {
    story(async {
        let (stage, relay, browser) = opened().await;
        let Stage { installation, server } = stage;
        let (seq, first) = (changes(&installation), version(&browser).await);
        assert!(server.terminate().success());
        record(&browser, "193").await;
        browser.visit("/app/alpes/record/new-members?period=2026-Q4").await;
        browser.reads("Q4 2026").await;
        browser.fill("record-comment", "half a sen").await;
        browser.script("window.untouched = true", Vec::new()).await;

        relay.is_later();
        relay.loses_answers(true);
        let server = installation.serve();
        is_offered(&browser).await;
        browser.reads("A new version of Vigie is ready.").await;
        until("it to arrive without an answer", async || {
            let now = held(&installation);
            if now == "193" { Ok(()) } else { Err(now.to_string()) }
        })
        .await;
        browser.reads("1 unsent").await;
        assert_eq!(browser.script("return window.untouched", Vec::new()).await, true, "it was not reloaded");
        browser.holds("document.getElementById('record-comment').value === 'half a sen'").await;
        assert_eq!(version(&browser).await, first);
        assert_eq!(browser.findings().await, Vec::<String>::new());
        // A part that this page has not loaded yet: the server has it under another name by now.
        browser.press_css("a[href='/app/alpes/kpis']").await;
        browser.arrives("/app/alpes/kpis").await;
        browser.reads("Members, total").await;

        browser.press("Use it now").await;
        browser.holds("window.untouched === undefined && document.querySelector('h1')").await;
        let second = version(&browser).await;
        assert_ne!(second, first);
        browser.reads("1 unsent").await;
        relay.loses_answers(false);
        browser.reads("All saved").await;
        browser.reads_no_more("A new version of Vigie is ready.").await;
        assert_eq!((held(&installation), changes(&installation)), ("193".into(), seq + 1));

        is_kept(&browser, &second).await;
        assert!(server.terminate().success());
        starts_alone(&browser, &second).await;
        browser.close().await;
    });
}

#[test]
fn in_a_page_that_was_closed_meanwhile_it_is_simply_there() {
    story(async {
        let (stage, relay, browser) = opened().await;
        let Stage { installation, server } = stage;
        let (seq, first) = (changes(&installation), version(&browser).await);
        assert!(server.terminate().success());
        record(&browser, "193").await;
        browser.driver().goto("about:blank").await.expect("it leaves");

        relay.is_later();
        let server = installation.serve();
        browser.visit("/app/alpes").await;
        browser.reads("All saved").await;
        let second = version(&browser).await;
        assert_ne!(second, first);
        assert_eq!((held(&installation), changes(&installation)), ("193".into(), seq + 1));
        is_kept(&browser, &second).await;
        browser.reads_no_more("A new version of Vigie is ready.").await;

        assert!(server.terminate().success());
        starts_alone(&browser, &second).await;
        browser.close().await;
    });
}
