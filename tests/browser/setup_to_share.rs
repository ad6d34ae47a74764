//! From an empty database to a dashboard that somebody else has open.

use serde_json::json;
use vigie_tests::{Installation, PASSWORD};

use crate::support::{Browser, Kind, Stage, story};

const MEMBERS: &str = "Members, total";
/// Columns of figures begin with their period.
const PAST: &str = "[QH]?[1-4]? ?20|[A-Z][a-z]{2} 20";

/// Types into the table of the first run by what each cell is called; a screen reader hears the same. `column`: how its
/// name begins; where several do, the last one.
async fn type_in(browser: &Browser, kpi: &str, column: &str, text: &str) {
    let find = "return [...document.querySelectorAll('input')]
        .filter((cell) => new RegExp(`^${arguments[0]}, (?:${arguments[1]})`).test(cell.ariaLabel ?? ''))
        .at(-1)?.id ?? ''";
    let id = browser.script(find, vec![json!(kpi), json!(column)]).await;
    browser.fill(id.as_str().expect("an id"), text).await;
}

async fn from_nothing_to_a_link(installation: Installation) {
    let mut stage = Stage::empty(installation);
    let token = stage.server.setup_token();
    let browser = Browser::open(&stage, Kind::default()).await;

    // The account.
    browser.visit(&format!("/setup?token={token}")).await;
    browser.fill("name", "Claire Martin").await;
    browser.fill("email", "claire@photonik.example").await;
    browser.fill("password", PASSWORD).await;
    browser.fill("office", "Photonik e. V.").await;
    browser.press("Create the account").await;

    // The cluster.
    browser.arrives("/app/start").await;
    browser.press("Start mine").await;
    browser.fill("cluster-name", "Gipfel Photonik").await;
    browser.choose("cluster-country", "AT").await;
    browser.press("Continue").await;

    // The kit.
    browser.arrives("/app/start/gipfel-photonik").await;
    browser.press_css("input[name=purpose][value=new-cluster]").await;
    browser.reads(MEMBERS).await;
    browser.press("Continue").await;

    // A few figures.
    browser.reads("Your figures").await;
    let year = year_of(&browser).await;
    browser.reads(&(year - 1).to_string()).await;
    type_in(&browser, MEMBERS, "Target", "240").await;
    type_in(&browser, MEMBERS, "By when", &format!("{}", year + 1)).await;
    type_in(&browser, MEMBERS, "baseline", "120").await;
    type_in(&browser, MEMBERS, PAST, "176").await;
    browser.press("Show my dashboard").await;
    browser.reads("Your dashboard is ready").await;
    browser.press("Open the workspace").await;

    // The dashboard, a KPI, another value: the chart moves.
    browser.arrives("/app/gipfel-photonik").await;
    browser.reads("All saved").await;
    browser.reads("176").await;
    browser.press(MEMBERS).await;
    browser.arrives("/app/gipfel-photonik/kpis/members-total").await;
    // As after a full load: the window has another title, and who listens begins at the heading.
    browser
        .holds("document.title.startsWith('Members, total') && document.activeElement.tagName === 'H1'")
        .await;
    let before = browser.text_of("figcaption").await;
    assert!(before.contains("176"), "{before}");
    browser.fill("record-value", "207").await;
    browser.press_css("form.record .primary").await;
    browser.holds("document.querySelector('figcaption')?.textContent.includes('207')").await;
    browser.press("Show the table").await;
    browser.holds("document.querySelector('.chart-table tbody')?.textContent.includes('207')").await;
    browser.reads("All saved").await;

    // The link.
    browser.press("Overview").await;
    browser.reads("207").await;
    browser.press("Share").await;
    browser.press("Make the link").await;
    browser.reads("The link is ready").await;
    let address =
        browser.script("return document.querySelector('.address textarea').value", Vec::new()).await;
    let address =
        address.as_str().and_then(|url| url.strip_prefix(&stage.origin())).expect("an address").to_owned();
    browser.press("Done").await;

    reads_without_script(&stage, &address).await;
    comes_alive_with_script(&stage, &address).await;

    // The end of the link.
    browser.visit("/app/gipfel-photonik/shares").await;
    browser.press_css("td.act button.danger").await;
    browser.press("Revoke the link").await;
    browser.reads("The link is revoked.").await;
    assert_eq!(stage.server.client().get(&address).status, 404);
    browser.visit(&address).await;
    browser.reads("There is nothing here").await;
    let complaints = browser.complaints().await;
    let ours: Vec<_> = complaints.iter().filter(|line| !line.contains("status of 404")).collect();
    assert!(ours.is_empty(), "{ours:?}");
    browser.close().await;
}

/// The device's; close enough for a target that is still to come.
async fn year_of(browser: &Browser) -> i64 {
    browser.script("return new Date().getFullYear()", Vec::new()).await.as_i64().expect("a year")
}

async fn reads_without_script(stage: &Stage, address: &str) {
    let reader = Browser::open(stage, Kind { without_script: true, ..Kind::default() }).await;
    reader.visit(address).await;
    // In the language of the cluster, which its country chose.
    for words in ["Gipfel Photonik", "Mitglieder gesamt", "207"] {
        reader.reads(words).await;
    }
    let charts = reader.script("return document.querySelectorAll('main svg path').length", Vec::new()).await;
    assert!(charts.as_i64() > Some(0), "{}", reader.report().await);
    let ran = reader.script("return window.__RESOLVED_RESOURCES !== undefined", Vec::new()).await;
    assert_eq!(ran, false, "no script of the page has run");
    reader.close().await;
}

async fn comes_alive_with_script(stage: &Stage, address: &str) {
    let reader = Browser::open(stage, Kind { phone: true, ..Kind::default() }).await;
    reader.visit(address).await;
    reader.is_alive().await;
    reader.reads("207").await;
    reader.press("Hell oder dunkel").await;
    reader.holds("document.documentElement.dataset.theme === 'dark'").await;
    assert_eq!(reader.complaints().await, Vec::<String>::new());
    reader.close().await;
}

#[test]
fn on_sqlite() {
    story(from_nothing_to_a_link(Installation::sqlite()));
}

#[test]
fn on_postgres() {
    story(from_nothing_to_a_link(Installation::postgres()));
}
