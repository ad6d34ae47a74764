//! On a phone: one KPI a screen, on to the next by buttons or a swipe, and what was typed is not lost.

use serde_json::json;
use vigie_tests::{Installation, PASSWORD};

use crate::support::{Browser, EMAIL, Kind, Stage, story};

/// A finger drawn across the form.
const SWIPE: &str = "const [from, to] = arguments;
    const card = document.querySelector('.swiped');
    const finger = (kind, x) => card.dispatchEvent(new PointerEvent(kind, { bubbles: true, isPrimary: true, pointerType: 'touch', clientX: x, clientY: 400 }));
    finger('pointerdown', from);
    finger('pointerup', to);";

async fn types(browser: &Browser, text: &str) {
    browser.holds("document.querySelector('.figure-input')?.inputMode === 'decimal'").await;
    let ids = "return [...document.querySelectorAll('.figure-input')].map((field) => field.id)";
    let ids = browser.script(ids, Vec::new()).await;
    for id in ids.as_array().expect("fields") {
        browser.fill(id.as_str().expect("an id"), text).await;
    }
}

async fn holds(browser: &Browser, text: &str) {
    let all = "[...document.querySelectorAll('.figure-input')]";
    browser.holds(&format!("{all}.length && {all}.every((field) => field.value === '{text}')")).await;
}

#[test]
fn one_kpi_a_screen() {
    story(async {
        let stage = Stage::with_alpes(Installation::sqlite());
        let browser = Browser::open(&stage, Kind { phone: true, ..Kind::default() }).await;
        browser.sign_in(EMAIL, PASSWORD).await;
        browser.arrives("/app/alpes").await;
        browser.visit("/app/alpes/record").await;
        browser.press_css(".start-run a").await;
        browser.reads("1 of ").await;
        browser.reads("Target by").await;
        types(&browser, "7").await;
        assert_eq!(browser.findings().await, Vec::<String>::new());
        browser.script(SWIPE, vec![json!(300), json!(100)]).await;
        browser.reads("2 of ").await;
        holds(&browser, "").await;
        browser.script(SWIPE, vec![json!(100), json!(300)]).await;
        browser.reads("1 of ").await;
        holds(&browser, "7").await;
        // Too short to be meant.
        browser.script(SWIPE, vec![json!(130), json!(100)]).await;
        browser.frame().await;
        browser.reads("1 of ").await;
        browser.press_css(".steps a").await;
        browser.reads("2 of ").await;
        browser.press_css(".steps a").await;
        browser.reads("1 of ").await;
        holds(&browser, "7").await;
        browser.press_css("form.record .primary").await;
        browser.reads("Recorded for").await;
        browser.reads("2 of ").await;
        // Back at what was recorded: still the first stop.
        browser.press_css(".steps a").await;
        browser.reads("1 of ").await;
        holds(&browser, "7").await;
        assert_eq!(browser.complaints().await, Vec::<String>::new());
        browser.close().await;
    });
}
