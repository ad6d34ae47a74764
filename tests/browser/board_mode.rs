//! Board mode: card by card with the keys of a presenter's remote, dark while it lasts.

use vigie_tests::{Installation, PASSWORD};

use crate::support::{Browser, EMAIL, Kind, Stage, story};

const BOARD: &str = "/app/alpes/dashboards/overview/board";

async fn press(browser: &Browser, key: &str) {
    let script = format!(
        "document.activeElement.dispatchEvent(new KeyboardEvent('keydown', {{ key: {key:?}, bubbles: true }}))"
    );
    browser.script(&script, Vec::new()).await;
}

async fn is_clean(browser: &Browser) {
    browser.settles().await.expect("it settles");
    assert_eq!(browser.findings().await, Vec::<String>::new());
    assert_eq!(browser.complaints().await, Vec::<String>::new());
}

#[test]
fn a_remote_leads_through_the_cards() {
    story(async {
        let stage = Stage::with_alpes(Installation::sqlite());
        let browser = Browser::open(&stage, Kind::default()).await;
        browser.sign_in(EMAIL, PASSWORD).await;
        browser.arrives("/app/alpes").await;
        browser.visit(BOARD).await;
        browser.reads("Slide 1 of").await;
        browser.holds("document.documentElement.dataset.theme === 'dark'").await;
        is_clean(&browser).await;

        press(&browser, "PageDown").await;
        browser.reads("Slide 2 of").await;
        browser.holds("document.querySelector('.board .objectives') !== null").await;
        is_clean(&browser).await;
        press(&browser, "PageDown").await;
        browser.holds("document.querySelector('.board-kpi .figure') !== null").await;
        browser.holds("document.querySelector('.board-kpi svg.chart') !== null").await;
        is_clean(&browser).await;
        // Where one stands stays after a reload.
        browser.reload().await;
        browser.reads("Slide 3 of").await;
        press(&browser, "End").await;
        browser.reads_no_more("Slide 3 of").await;
        press(&browser, "ArrowRight").await;
        press(&browser, "Home").await;
        browser.reads("Slide 1 of").await;
        press(&browser, "PageUp").await;
        browser.reads("Slide 1 of").await;

        press(&browser, "b").await;
        browser.holds("document.querySelector('.board.blank') !== null").await;
        press(&browser, "ArrowRight").await;
        browser.holds("document.querySelector('.board.blank') === null").await;
        press(&browser, "Escape").await;
        browser.arrives("/app/alpes/dashboards/overview").await;
        browser.holds("document.documentElement.dataset.theme !== 'dark'").await;
        browser.close().await;
    });
}
