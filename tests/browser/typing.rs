//! What somebody is typing stays, while the copy below it moves because others record.

use serde_json::json;
use vigie_tests::{Installation, PASSWORD};

use crate::support::{Browser, EMAIL, Kind, Stage, story, until};

const PAGES: [&str; 8] = [
    "/app/start/alpes?step=figures",
    "/app/alpes/record/members-total?period=2026-10",
    "/app/alpes/kpis/members-total",
    "/app/alpes/kpis/members-total/edit",
    "/app/alpes/kpis/new",
    "/app/alpes/objectives/grow",
    "/app/alpes/shares?new=overview",
    "/app/alpes/settings",
];

/// The id of the first field for text, of a dialog if one is open.
const FIELD: &str = "
    const place = document.querySelector('dialog[open]') ?? document.querySelector('#main');
    const fields = [...(place?.querySelectorAll('input') ?? [])];
    return fields.find((field) => field.type === 'text' && field.id && field.checkVisibility())?.id ?? ''";

/// How often the page has asked for what changed.
const ASKED: &str = "return performance.getEntriesByType('resource')
    .filter((entry) => /\\/api\\/app\\/(changes|snapshot)$/.test(entry.name) && entry.responseEnd > 0).length";

async fn number(browser: &Browser, body: &str) -> u64 {
    browser.script(body, Vec::new()).await.as_u64().expect("a number")
}

/// Somebody else records; the page is told as if one came back to its window.
async fn others_record(stage: &Stage, browser: &Browser, members: usize) {
    let file = stage.installation.folder().join("others.csv");
    std::fs::write(&file, format!("kpi,period,value\nmembers-total,2026-09,{members}\n")).expect("a file");
    let file = file.to_str().expect("a path");
    stage.installation.run(&["import", "alpes", file, "--update"]);
    let before = number(browser, ASKED).await;
    browser.script("window.dispatchEvent(new Event('focus'))", Vec::new()).await;
    until("the page to ask what changed", async || {
        let asked = number(browser, ASKED).await;
        if asked > before { Ok(()) } else { Err(browser.report().await) }
    })
    .await;
    // What came is taken in and shown before the next frames are drawn.
    for _ in 0..3 {
        browser.frame().await;
    }
}

#[test]
fn stays_while_others_record() {
    story(async {
        let stage = Stage::with_alpes(Installation::sqlite());
        let browser = Browser::open(&stage, Kind::default()).await;
        browser.sign_in(EMAIL, PASSWORD).await;
        browser.arrives("/app/alpes").await;
        let mut lost = Vec::new();
        for (path, members) in PAGES.into_iter().zip(300..) {
            browser.visit(path).await;
            browser.settles().await.expect("it settles");
            let id = browser.script(FIELD, Vec::new()).await;
            let id = id.as_str().filter(|id| !id.is_empty()).unwrap_or_else(|| panic!("{path}: no field"));
            browser.fill(id, "42").await;
            others_record(&stage, &browser, members).await;
            if path.contains("/record/") {
                // The value before the one that is typed: the copy has moved indeed.
                browser.reads(&members.to_string()).await;
            }
            let read = "const field = document.activeElement; return [field.id, field.value]";
            let now = browser.script(read, Vec::new()).await;
            if now != json!([id, "42"]) {
                lost.push(format!("{path}: {now} instead of {id} with 42"));
            }
        }
        assert!(lost.is_empty(), "{}", lost.join("\n"));
        browser.close().await;
    });
}
