//! A dashboard is arranged with the keyboard alone, and whoever has a link sees it without script.

use serde_json::json;
use thirtyfour::{Key, TypingData};
use vigie_tests::{Installation, PASSWORD};

use crate::support::{Browser, EMAIL, Kind, Stage, story};

async fn focus(browser: &Browser, element: &str) {
    browser.holds(element).await;
    browser.script(&format!("const found = {element}; found.focus(); found.select?.()"), Vec::new()).await;
}

async fn keys(browser: &Browser, keys: impl Into<TypingData>) {
    let focused = browser.driver().active_element().await.expect("a focus");
    focused.send_keys(keys).await.expect("it takes keys");
}

/// The button of these words, by the keyboard.
async fn enter(browser: &Browser, words: &str) {
    let named = format!(
        "[...document.querySelectorAll('button')].find((button) => !button.disabled && (button.getAttribute('aria-label') ?? button.querySelector('b')?.textContent ?? button.textContent).trim() === {})",
        json!(words)
    );
    focus(browser, &named).await;
    keys(browser, Key::Enter).await;
}

async fn is_clean(browser: &Browser) {
    browser.settles().await.expect("it settles");
    assert_eq!(browser.findings().await, Vec::<String>::new());
    assert_eq!(browser.complaints().await, Vec::<String>::new());
}

async fn built_by_keyboard(installation: Installation) {
    let stage = Stage::with_alpes(installation);
    let browser = Browser::open(&stage, Kind::default()).await;
    browser.sign_in(EMAIL, PASSWORD).await;
    browser.arrives("/app/alpes").await;
    browser.visit("/app/alpes/dashboards").await;
    browser.settles().await.expect("it settles");
    enter(&browser, "Empty").await;
    browser.holds("location.pathname.endsWith('/edit') && document.querySelector('.arranged')").await;

    focus(&browser, "document.querySelector('#dashboard-name')").await;
    keys(&browser, "Keyboard").await;
    enter(&browser, "Figure").await;
    // The new card has the focus.
    browser.holds("document.activeElement.closest('.arranged [data-id]')").await;
    browser.holds("document.querySelector('.build-preview .kpi-card')").await;
    // Whoever is quicker than the next picture types where they are, and goes on there when it has come.
    let held = "window.pictures = []; window.own = requestAnimationFrame; requestAnimationFrame = (then) => pictures.push(then)";
    browser.script(held, Vec::new()).await;
    enter(&browser, "Text").await;
    focus(&browser, "document.querySelector('.arranged li:last-child textarea')").await;
    let drawn = "requestAnimationFrame = window.own; pictures.forEach((then) => then(performance.now()))";
    browser.script(drawn, Vec::new()).await;
    keys(&browser, "## Bonjour\n\n- un **accord**").await;
    browser
        .holds("document.querySelector('.build-preview .prose li strong')?.textContent === 'accord'")
        .await;

    enter(&browser, "Move “Text” up").await;
    browser.reads("“Text” is now no. 1 of 2.").await;
    browser
        .holds("document.querySelector('.dashboard').firstElementChild.classList.contains('card-text')")
        .await;
    enter(&browser, "Half").await;
    browser.holds("document.querySelector('.dashboard > .card-text.half')").await;
    enter(&browser, "Undo").await;
    browser.holds("document.querySelector('.dashboard > .card-text.full')").await;
    is_clean(&browser).await;

    enter(&browser, "Save").await;
    browser.holds("!location.pathname.endsWith('/edit')").await;
    browser.reads("“Keyboard” is saved.").await;
    browser.reads("Bonjour").await;
    is_clean(&browser).await;

    let path = stage.share("Keyboard");
    let guest = Browser::open(&stage, Kind { without_script: true, ..Kind::default() }).await;
    guest.visit(&path).await;
    guest.reads("Bonjour").await;
    guest.reads("Members, total").await;
    let page = guest.driver().source().await.expect("the page");
    assert!(page.contains("<strong>accord</strong>"), "{page}");
    guest.close().await;

    // Gone at once, and back.
    browser.visit("/app/alpes/dashboards").await;
    browser.settles().await.expect("it settles");
    enter(&browser, "Delete “Keyboard”").await;
    browser.reads("Links to it show nothing any more.").await;
    browser.holds("!document.querySelector('.dashboards').textContent.includes('Keyboard')").await;
    enter(&browser, "Undo").await;
    browser.holds("document.querySelector('.dashboards').textContent.includes('Keyboard')").await;
    is_clean(&browser).await;
    browser.close().await;
}

#[test]
fn a_dashboard_is_built_by_keyboard_and_shared() {
    story(built_by_keyboard(Installation::sqlite()));
}

#[test]
fn the_same_on_postgres() {
    story(built_by_keyboard(Installation::postgres()));
}

/// What is looked at in one chart is marked in the others; a chart is saved as a picture that says itself what it is.
#[test]
fn charts_share_a_crosshair_and_are_saved_as_pictures() {
    story(async {
        let stage = Stage::with_alpes(Installation::sqlite());
        let browser = Browser::open(&stage, Kind::default()).await;
        browser.sign_in(EMAIL, PASSWORD).await;
        browser.arrives("/app/alpes").await;
        browser.visit("/app/alpes/dashboards/board").await;
        browser.settles().await.expect("it settles");
        focus(&browser, "document.querySelector('.chart-keys')").await;
        keys(&browser, Key::Left).await;
        browser
            .holds("[...document.querySelectorAll('.chart-cross')].filter((line) => !line.hidden).length > 1")
            .await;
        keys(&browser, Key::Escape).await;
        browser.holds("[...document.querySelectorAll('.chart-cross')].every((line) => line.hidden)").await;
        // What would be downloaded is looked at instead.
        browser
            .script(
                "window.saved = []; HTMLAnchorElement.prototype.click = function () { saved.push([this.download, this.href]) }",
                Vec::new(),
            )
            .await;
        enter(&browser, "Save “Members, total” as SVG").await;
        enter(&browser, "Save “Members, total” as PNG").await;
        browser.holds("saved.length === 2").await;
        browser.holds("saved[0][0] === 'Members-total.svg' && saved[1][0] === 'Members-total.png'").await;
        let svg = "const text = decodeURIComponent(saved[0][1].split(',').slice(1).join(','));
            const picture = new DOMParser().parseFromString(text, 'image/svg+xml');
            return [picture.querySelector('parsererror') === null, picture.querySelectorAll('text').length > 10,
                text.includes('Members, total'), !text.includes('var('), !text.includes('class=')]";
        assert_eq!(browser.script(svg, Vec::new()).await, json!([true, true, true, true, true]));
        browser.script("const picture = new Image(); picture.onload = () => { window.size = [picture.width, picture.height] }; picture.src = saved[1][1]", Vec::new()).await;
        browser.holds("window.size?.[0] === 1920").await;
        is_clean(&browser).await;
        browser.close().await;
    });
}

/// Whoever goes away before saving finds what was arranged again, says so, and may give it up.
#[test]
fn what_is_not_saved_waits() {
    story(async {
        let stage = Stage::with_alpes(Installation::sqlite());
        let browser = Browser::open(&stage, Kind::default()).await;
        browser.sign_in(EMAIL, PASSWORD).await;
        browser.arrives("/app/alpes").await;
        browser.visit("/app/alpes/dashboards").await;
        let edit = "a[href='/app/alpes/dashboards/board/edit']";
        browser.press_css(edit).await;
        browser.arrives("/app/alpes/dashboards/board/edit").await;
        browser.settles().await.expect("it settles");
        let cards = "document.querySelectorAll('.arranged > li').length";
        let saved = browser.script(&format!("return {cards}"), Vec::new()).await;
        let began = browser
            .script("return JSON.stringify(document.querySelector('#dashboard-from').value)", Vec::new())
            .await;
        let began = began.as_str().expect("a text").to_owned();
        let more = saved.as_u64().expect("a number") + 1;

        // Nothing was touched: nothing is said.
        browser.press_css(".crumbs a").await;
        browser.arrives("/app/alpes/dashboards").await;
        browser.settles().await.expect("it settles");
        assert!(!browser.text().await.contains("Not saved yet"));
        browser.press_css(edit).await;
        browser.holds(&format!("{cards} === {saved}")).await;

        enter(&browser, "Figure").await;
        browser.holds(&format!("{cards} === {more}")).await;
        // What others do meanwhile changes nothing here: it arrives, as the number of what is due says.
        let due = "Number(document.querySelector('.side a[href$=\"/record\"]').textContent.match(/\\d+/)?.[0] ?? 0)";
        let before = browser.script(&format!("return {due}"), Vec::new()).await.as_u64().expect("a number");
        let other = Browser::open(&stage, Kind::default()).await;
        other.sign_in(EMAIL, PASSWORD).await;
        other.arrives("/app/alpes").await;
        other.visit("/app/alpes/record/funding-horizon?period=2026-Q3").await;
        other.reads("Q3 2026").await;
        other.fill("record-numerator", "312000").await;
        other.fill("record-denominator", "1359").await;
        other.press_css("form.record .primary").await;
        other.reads("All saved").await;
        other.close().await;
        browser.holds(&format!("{due} === {}", before - 1)).await;
        assert!(!browser.text().await.contains("Not saved yet"));
        browser.holds(&format!("{cards} === {more}")).await;
        browser.press_css(".build .fold-line > summary").await;
        browser.fill("dashboard-from", "Q9").await;
        // By the browser's own way back, which no page can hold up.
        browser.driver().back().await.expect("back");
        browser.arrives("/app/alpes/dashboards").await;
        browser.reads("Not saved yet").await;
        enter(&browser, "Go on arranging").await;
        browser.arrives("/app/alpes/dashboards/board/edit").await;
        browser.reads("You go on with what you arranged before.").await;
        browser
            .holds(&format!("{cards} === {more} && document.querySelector('#dashboard-from').value === 'Q9'"))
            .await;
        is_clean(&browser).await;

        // Given up, and taken back. Nobody says meanwhile that something is not saved.
        browser.press_css(".form-foot a").await;
        browser.arrives("/app/alpes/dashboards/board").await;
        browser.reads("What you arranged is discarded.").await;
        enter(&browser, "Undo").await;
        browser.arrives("/app/alpes/dashboards/board/edit").await;
        browser.holds(&format!("{cards} === {more}")).await;
        enter(&browser, "Begin with what is saved").await;
        browser
            .holds(&format!(
                "{cards} === {saved} && document.querySelector('#dashboard-from').value === {began}"
            ))
            .await;

        // What is saved waits no more.
        enter(&browser, "Figure").await;
        browser.holds(&format!("{cards} === {more}")).await;
        enter(&browser, "Save").await;
        browser.arrives("/app/alpes/dashboards/board").await;
        browser.reads("is saved.").await;
        browser.visit("/app/alpes/dashboards/board/edit").await;
        browser.holds(&format!("{cards} === {more}")).await;
        assert!(!browser.text().await.contains("You go on"));
        browser.close().await;
    });
}
