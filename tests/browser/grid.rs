//! The grid: typed, pasted and filled like a spreadsheet, and everything arrives.

use serde_json::json;
use vigie_tests::{Installation, PASSWORD};

use crate::support::{Browser, EMAIL, Kind, Stage, reading, story, until};

/// Where one stands: the cell's row and column of the grid, and what it shows.
const HERE: &str = "const cell = document.activeElement.closest('td');
    return cell ? [cell.parentElement.ariaRowIndex, cell.getAttribute('aria-colindex'), cell.firstChild?.textContent ?? ''] : []";

/// Puts the cursor into the cell of a KPI and a period, as a press with the mouse does.
const STAND: &str = "const [kpi, period] = arguments;
    const head = [...document.querySelectorAll('th.unit')].find((head) => head.textContent.trim() === period);
    const row = [...document.querySelectorAll('tr[aria-rowindex]')]
        .find((row) => row.querySelector(`th a[href$='/kpis/${kpi}']`));
    const cell = row.querySelector(`td[aria-colindex='${head.getAttribute('aria-colindex')}']`);
    cell.dispatchEvent(new PointerEvent('pointerdown', { bubbles: true, button: 0, pointerType: 'mouse' }));
    return cell.id";

/// What a spreadsheet puts on the clipboard arrives as this event.
const PASTE: &str = "const data = new DataTransfer();
    data.setData('text/plain', arguments[0]);
    document.activeElement.dispatchEvent(new ClipboardEvent('paste', { bubbles: true, cancelable: true, clipboardData: data }))";

const COPY: &str = "const data = new DataTransfer();
    document.activeElement.dispatchEvent(new ClipboardEvent('copy', { bubbles: true, cancelable: true, clipboardData: data }));
    return data.getData('text/plain')";

pub async fn stand(browser: &Browser, kpi: &str, period: &str) {
    browser.holds("document.querySelector('td[role=gridcell]') !== null").await;
    // The columns grow with the years; the first ones show 2026.
    browser.script("document.querySelector('.grid-wrap').scrollLeft = 0", Vec::new()).await;
    browser
        .holds(&format!(
            "[...document.querySelectorAll('th.unit')].some((head) => head.textContent.trim() === '{period}')"
        ))
        .await;
    let id = browser.script(STAND, vec![json!(kpi), json!(period)]).await;
    let here = format!("document.activeElement.id === '{}'", id.as_str().expect("a cell"));
    browser.holds(&here).await;
}

pub async fn keys(browser: &Browser, keys: &str) {
    let element = browser.driver().active_element().await.expect("something has the focus");
    element.send_keys(keys).await.expect("typed");
}

pub async fn arrives(stage: &Stage, kpi: &str, period: &str, field: &str, value: &str) {
    until("the server to hold it", async || {
        let held = reading(&stage.installation, kpi, period);
        if held[field] == value { Ok(()) } else { Err(held.to_string()) }
    })
    .await;
}

fn records(installation: Installation) {
    story(async {
        let stage = Stage::with_alpes(installation);
        let browser = Browser::open(&stage, Kind::default()).await;
        browser.sign_in(EMAIL, PASSWORD).await;
        browser.arrives("/app/alpes").await;
        browser.visit("/app/alpes/grid?from=2026").await;
        browser.reads("Members, total").await;

        // Typing replaces, Enter goes down, what cannot be read stays where it was typed.
        stand(&browser, "members-total", "Oct 2026").await;
        keys(&browser, "193\u{e007}").await;
        arrives(&stage, "members-total", "2026-10", "value", "193").await;
        stand(&browser, "members-total", "Oct 2026").await;
        keys(&browser, "12x\u{e007}").await;
        browser.reads("1 cannot be read").await;
        browser.reads("12x").await;
        assert_eq!(reading(&stage.installation, "members-total", "2026-10")["value"], "193");
        stand(&browser, "members-total", "Oct 2026").await;
        keys(&browser, "194\u{e007}").await;
        browser.reads_no_more("cannot be read").await;
        arrives(&stage, "members-total", "2026-10", "value", "194").await;

        // A block: two periods taken, one text that is no figure is named.
        stand(&browser, "members-total", "Aug 2026").await;
        browser.script(PASTE, vec![json!("1,201\t1,202\tabout 5")]).await;
        browser.reads("2 cells taken").await;
        browser.reads("1 cell was not taken").await;
        arrives(&stage, "members-total", "2026-08", "value", "1201").await;
        arrives(&stage, "members-total", "2026-09", "value", "1202").await;
        assert_eq!(browser.script(COPY, Vec::new()).await, "1201");

        // One step back takes all of it back.
        keys(&browser, "\u{e009}z\u{e000}").await;
        arrives(&stage, "members-total", "2026-08", "value", "183").await;
        arrives(&stage, "members-total", "2026-09", "value", "185").await;

        // A state has a key; a ratio is typed with both its parts.
        stand(&browser, "members-total", "Oct 2026").await;
        keys(&browser, "\u{e00a}n\u{e000}").await;
        arrives(&stage, "members-total", "2026-10", "state", "not_available").await;
        assert_eq!(browser.findings().await, Vec::<String>::new());
        assert_eq!(browser.complaints().await, Vec::<String>::new());
        browser.close().await;
    });
}

#[test]
fn records_on_sqlite() {
    records(Installation::sqlite());
}

#[test]
fn records_on_postgres() {
    records(Installation::postgres());
}

#[test]
fn shows_what_others_record_at_once() {
    story(async {
        let stage = Stage::with_alpes(Installation::postgres());
        let one = Browser::open(&stage, Kind::default()).await;
        one.sign_in(EMAIL, PASSWORD).await;
        one.arrives("/app/alpes").await;
        one.visit("/app/alpes/grid?from=2026").await;
        one.reads("Members, total").await;
        // Another server on the same database.
        let second = stage.installation.serve();
        let other = Browser::open_on(&second, Kind::default()).await;
        other.sign_in(EMAIL, PASSWORD).await;
        other.arrives("/app/alpes").await;
        other.visit("/app/alpes/grid?from=2026").await;
        other.reads("Members, total").await;
        stand(&other, "members-total", "Oct 2026").await;
        keys(&other, "19777\u{e007}").await;
        one.reads("19,777").await;
        one.close().await;
        other.close().await;
    });
}

#[test]
fn moves_by_keyboard_and_lets_one_out() {
    story(async {
        let stage = Stage::with_alpes(Installation::sqlite());
        let browser = Browser::open(&stage, Kind::default()).await;
        browser.sign_in(EMAIL, PASSWORD).await;
        browser.arrives("/app/alpes").await;
        browser.visit("/app/alpes/grid?from=2026").await;
        stand(&browser, "members-total", "Oct 2026").await;
        let here = browser.script(HERE, Vec::new()).await;
        keys(&browser, "\u{e012}\u{e014}").await;
        until("to be back", async || {
            let now = browser.script(HERE, Vec::new()).await;
            if now == here { Ok(()) } else { Err(now.to_string()) }
        })
        .await;
        // Far away: what was out of sight is there, what was in sight need not be.
        keys(&browser, "\u{e011}").await;
        browser.holds("document.activeElement.getAttribute('aria-colindex') === '2'").await;
        browser.holds("document.querySelectorAll('td[role=gridcell]').length < 1500").await;
        keys(&browser, "\u{e00c}").await;
        keys(&browser, "\u{e004}").await;
        browser.holds("!document.activeElement.closest('.grid-wrap')").await;
        browser.close().await;
    });
}
