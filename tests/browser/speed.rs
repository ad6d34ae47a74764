//! How quick recording is for a person, on a device four times slower than this machine. Prints figures and asserts none:
//! `cargo test -p vigie-tests --test browser -- --ignored --nocapture how_quick`.

use std::time::Instant;

use serde_json::{Value, json};
use vigie_tests::{Installation, PASSWORD};

use crate::support::{Browser, EMAIL, Kind, Stage, free_address, story};

const SLOWER: u32 = 4;
const KPIS: usize = 80;
const MONTHS: usize = 36;

/// From a key to the next picture, as the browser itself measures it.
const WATCH: &str = "window.took = [];
    new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) if (entry.name === 'keydown') window.took.push(entry.duration);
    }).observe({ type: 'event', durationThreshold: 16 })";

/// Milliseconds until the block is taken, and until it is seen.
const PASTE: &str = "const [text, done] = arguments;
    const data = new DataTransfer();
    data.setData('text/plain', text);
    const begun = performance.now();
    document.activeElement.dispatchEvent(
        new ClipboardEvent('paste', { bubbles: true, cancelable: true, clipboardData: data }));
    const taken = performance.now() - begun;
    requestAnimationFrame(() => setTimeout(() => done([taken, performance.now() - begun])))";

/// Milliseconds from the beginning of a visit to the picture with the first cell. Asking again and again from outside would
/// slow down what is measured.
const USABLE: &str = "new MutationObserver((_, watch) => {
        if (!document.querySelector('td[role=gridcell]')) return;
        watch.disconnect();
        requestAnimationFrame(() => setTimeout(() => { window.usable = performance.now(); }));
    }).observe(document, { childList: true, subtree: true })";

const FIRST: &str = "const cell = document.querySelector('td[role=gridcell]');
    cell.dispatchEvent(new PointerEvent('pointerdown', { bubbles: true, button: 0, pointerType: 'mouse' }));";

/// Figures of which none is another's.
fn block(rows: usize, columns: usize, from: usize) -> String {
    let row = |row: usize| {
        let cells = (0..columns).map(|column| (from + row * 1_000 + column).to_string());
        cells.collect::<Vec<_>>().join("\t")
    };
    (0..rows).map(row).collect::<Vec<_>>().join("\n")
}

fn filled(installation: &Installation) {
    let months = (0..MONTHS).map(|month| (2024 + month / 12, 1 + month % 12));
    let rows: String = months
        .flat_map(|(year, month)| (0..KPIS).map(move |kpi| format!("kpi-{kpi:02},{year}-{month:02},{kpi}\n")))
        .collect();
    installation.run(&["cluster", "add", "big", "--name", "Big"]);
    let imported = installation.try_run(&["import", "big", "-"], &format!("kpi,period,value\n{rows}"));
    assert!(imported.status.success());
}

async fn at_grid(browser: &Browser) {
    browser.holds("document.querySelector('td[role=gridcell]') !== null").await;
}

async fn typed(browser: &Browser) -> (f64, f64) {
    browser.script(FIRST, Vec::new()).await;
    browser.script(WATCH, Vec::new()).await;
    for number in 0..40 {
        let element = browser.driver().active_element().await.expect("a cell");
        let keys = if number % 4 == 3 { "\u{e007}".to_owned() } else { (number % 10).to_string() };
        element.send_keys(&keys).await.expect("typed");
        browser.settles().await.expect("a calm page");
    }
    let took = browser.script("return window.took", Vec::new()).await;
    let mut took: Vec<f64> = took.as_array().expect("figures").iter().filter_map(Value::as_f64).collect();
    took.sort_by(f64::total_cmp);
    (took[took.len() / 2], took[took.len() * 95 / 100])
}

async fn pasted(browser: &Browser, block: String) -> (f64, f64) {
    browser.script(FIRST, Vec::new()).await;
    browser.settles().await.expect("a calm page");
    let element = browser.driver().active_element().await.expect("a cell");
    // Control and Home: to the first cell of all.
    element.send_keys("\u{e009}\u{e011}").await.expect("typed");
    browser.holds("document.activeElement.id === 'grid-0-0'").await;
    let took = browser.driver().execute_async(PASTE, vec![json!(block)]).await.expect("pasted");
    let took = took.json().as_array().expect("two figures").clone();
    (took[0].as_f64().expect("a figure"), took[1].as_f64().expect("a figure"))
}

#[test]
#[ignore = "prints figures"]
fn how_quick() {
    story(async {
        let installation = Installation::sqlite().with("VIGIE_LISTEN", &free_address());
        filled(&installation);
        installation.add_user(EMAIL, "admin", None);
        let stage = Stage::empty(installation);
        let browser = Browser::open(&stage, Kind::default()).await;
        browser.sign_in(EMAIL, PASSWORD).await;
        browser.arrives("/app").await;
        browser.visit("/app/big/grid").await;
        at_grid(&browser).await;
        browser.holds("navigator.serviceWorker.controller?.state === 'activated'").await;
        browser.slow_down(SLOWER).await;

        let (median, late) = typed(&browser).await;
        println!(
            "| key to paint in a grid of {KPIS} × {MONTHS}, {SLOWER}× slower | median {median:.0} ms, 95 % within {late:.0} ms |"
        );
        browser.reads("All saved").await;
        let (taken, seen) = pasted(&browser, block(KPIS, 25, 100_000)).await;
        println!(
            "| 2,000 cells pasted, {SLOWER}× slower | taken in {taken:.0} ms, seen after {seen:.0} ms |"
        );
        browser.slow_down(1).await;
        let begun = Instant::now();
        browser.reads("All saved").await;
        println!("| until the server had them | {:.1} s |", begun.elapsed().as_secs_f64());

        let Stage { installation, server } = stage;
        assert!(server.terminate().success());
        browser.slow_down(SLOWER).await;
        browser.begins_with(USABLE).await;
        browser.reload().await;
        browser.holds("window.usable").await;
        println!(
            "| a second visit to the grid without a network, {SLOWER}× slower | {:.0} ms |",
            browser.script("return window.usable", Vec::new()).await.as_f64().expect("a figure")
        );
        browser.slow_down(1).await;
        pasted(&browser, block(KPIS / 2, 25, 500_000)).await;
        browser.reads("1,000 unsent").await;
        let _server = installation.serve();
        let begun = Instant::now();
        browser.reads("All saved").await;
        println!(
            "| 1,000 entries that waited, from the server's start on | {:.1} s |",
            begun.elapsed().as_secs_f64()
        );
        browser.close().await;
    });
}
