//! Who signs out leaves nothing behind on the device, and is asked before something unsent is lost.

use serde_json::json;
use vigie_tests::{Installation, PASSWORD};

use crate::support::{Browser, EMAIL, Kind, Stage, story, until};

/// Databases and keys of this site that tell whose device it was.
const LEFT: &str = "
    const done = arguments[arguments.length - 1];
    indexedDB.databases().then((all) => done([all.map((one) => one.name), localStorage.getItem('vigie-home')]))";

async fn left(browser: &Browser) -> serde_json::Value {
    browser.driver().execute_async(LEFT, Vec::new()).await.expect("an answer").json().clone()
}

async fn signs_out(kind: Kind) {
    let stage = Stage::with_alpes(Installation::sqlite());
    let browser = Browser::open(&stage, kind).await;
    browser.sign_in(EMAIL, PASSWORD).await;
    browser.arrives("/app/alpes").await;
    browser.reads("Members, total").await;
    assert_ne!(left(&browser).await, json!([[], null]), "what is to be taken away");

    browser.press_css("details.person > summary").await;
    browser.press("Sign out").await;
    browser.arrives("/login").await;
    assert!(!browser.is_signed_in().await);
    assert_eq!(left(&browser).await, json!([[], null]));
    // The shell is kept; what it opens is empty.
    browser.visit("/app/alpes").await;
    browser.arrives("/login").await;
    browser.close().await;
}

#[test]
fn at_a_desk() {
    story(signs_out(Kind::default()));
}

#[test]
fn on_a_phone() {
    story(signs_out(Kind { phone: true, ..Kind::default() }));
}

#[test]
fn is_asked_about_what_is_unsent() {
    story(async {
        let stage = Stage::with_alpes(Installation::sqlite());
        let browser = Browser::open(&stage, Kind::default()).await;
        browser.sign_in(EMAIL, PASSWORD).await;
        browser.arrives("/app/alpes").await;
        browser.visit("/app/alpes/record/members-total?period=2026-10").await;
        browser.reads("Oct 2026").await;
        assert!(stage.server.terminate().success());
        browser.fill("record-value", "193").await;
        browser.press_css("form.record .primary").await;
        browser.reads("1 unsent").await;

        browser.press_css("details.person > summary").await;
        browser.press("Sign out").await;
        let question = until("to be asked", async || {
            browser.driver().get_alert_text().await.map_err(|error| error.to_string())
        })
        .await;
        assert!(question.contains("1 reading has not reached the server"), "{question}");
        browser.driver().dismiss_alert().await.expect("it closes");
        browser.reads("1 unsent").await;
        assert_ne!(left(&browser).await, json!([[], null]), "nothing is lost");
        browser.close().await;
    });
}
