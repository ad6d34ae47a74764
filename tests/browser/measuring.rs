//! Defining how something is measured: what is typed shows at once what comes of it, and stands after a reload, also on a
//! share without script.

use serde_json::json;
use thirtyfour::{Key, TypingData};
use vigie_tests::{Installation, PASSWORD};

use crate::support::{Browser, EMAIL, Kind, Stage, story};

async fn begin(installation: Installation, path: &str) -> (Stage, Browser) {
    let stage = Stage::with_alpes(installation);
    let browser = Browser::open(&stage, Kind::default()).await;
    browser.sign_in(EMAIL, PASSWORD).await;
    browser.arrives("/app/alpes").await;
    open(&browser, path).await;
    (stage, browser)
}

async fn open(browser: &Browser, path: &str) {
    browser.visit(path).await;
    browser.settles().await.expect("it settles");
}

/// Puts the focus on what the expression finds; what stands in a field is replaced by what is typed next.
async fn focus(browser: &Browser, element: &str) {
    browser.holds(element).await;
    let body = format!("const found = {element}; found.focus(); found.select?.()");
    browser.script(&body, Vec::new()).await;
}

/// Into what has the focus.
async fn keys(browser: &Browser, keys: impl Into<TypingData>) {
    let focused = browser.driver().active_element().await.expect("a focus");
    focused.send_keys(keys).await.expect("it takes keys");
}

/// A block from a spreadsheet, into what has the focus.
async fn paste(browser: &Browser, block: &str) {
    let body = "const data = new DataTransfer();
        data.setData('text/plain', arguments[0]);
        const paste = new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true });
        document.activeElement.dispatchEvent(paste)";
    browser.script(body, vec![json!(block)]).await;
}

async fn is_clean(browser: &Browser) {
    browser.settles().await.expect("it settles");
    assert_eq!(browser.findings().await, Vec::<String>::new());
    assert_eq!(browser.complaints().await, Vec::<String>::new());
}

/// The last target set of the form.
const SET: &str = "[...document.querySelectorAll('.target-set')].at(-1)";

async fn targets(installation: Installation) {
    let (_stage, browser) = begin(installation, "/app/alpes/kpis/members-total/edit").await;
    browser.press("Add another target set").await;
    focus(&browser, &format!("{SET}.querySelector('input')")).await;
    keys(&browser, "Region").await;
    focus(&browser, &format!("{SET}.querySelector('.plan-grid input')")).await;
    paste(&browser, "2027\t400\n2028\t450\n").await;
    browser.holds(&format!("{SET}.querySelectorAll('.plan-grid tbody tr').length === 2")).await;
    browser.holds(&format!("{SET}.querySelector('.chart path.path')")).await;
    browser.holds(&format!("{SET}.textContent.includes('450 (2028)')")).await;

    // Enter makes the next row; what cannot be read is said at its cell once it is left.
    focus(&browser, &format!("[...{SET}.querySelectorAll('.plan-grid input')].at(-1)")).await;
    keys(&browser, Key::Enter).await;
    browser.holds(&format!("{SET}.querySelectorAll('.plan-grid tbody tr').length === 3")).await;
    keys(&browser, "someday").await;
    keys(&browser, Key::Tab).await;
    browser.holds(&format!("{SET}.querySelector('[aria-invalid=true]')?.value === 'someday'")).await;
    is_clean(&browser).await;
    keys(&browser, "500").await;
    browser.press("Save").await;
    browser.reads("One thing needs correcting").await;
    focus(&browser, &format!("{SET}.querySelector('[aria-invalid=true]')")).await;
    keys(&browser, "2029").await;
    browser.press("Save").await;
    browser.arrives("/app/alpes/kpis/members-total").await;
    browser.reload().await;
    browser.settles().await.expect("it settles");
    browser.press("Targets").await;
    browser.reads("Region").await;
    for value in ["450", "500"] {
        let cells = "[...document.querySelectorAll('.target-points td')]";
        browser.holds(&format!("{cells}.some((cell) => cell.textContent === '{value}')")).await;
    }
    is_clean(&browser).await;
    browser.close().await;
}

async fn formula(installation: Installation) {
    let (_stage, browser) = begin(installation, "/app/alpes/kpis/projects-per-100-members/edit").await;
    browser.reads("The formula can be computed.").await;
    browser.fill("kpi-formula", "projects-labelled / members-totl * 100").await;
    browser.reads("members-totl").await;
    browser.holds("document.querySelector('.formula-editor mark')?.textContent === 'members-totl'").await;
    is_clean(&browser).await;
    browser.fill("kpi-formula", "(projects-labelled + ) / members-total").await;
    browser.reads("character 22").await;
    browser.fill("kpi-formula", "projects-per-100-members + 1").await;
    browser.reads("The formula would depend on itself").await;
    browser.fill("kpi-formula", "members-total + active-members-share").await;
    browser.reads("Check that this is meant.").await;
    is_clean(&browser).await;

    // Put in by name and by the list of functions.
    browser.fill("kpi-formula", "projects-labelled / memb").await;
    browser.press_css(".offered button").await;
    browser
        .holds("document.getElementById('kpi-formula').value === 'projects-labelled / members-total'")
        .await;
    browser.reads("What it gives on your figures").await;
    let computed =
        "[...document.querySelectorAll('.tried .result b')].some((cell) => /\\d/.test(cell.textContent))";
    browser.holds(computed).await;
    is_clean(&browser).await;
    browser.press("Save").await;
    browser.arrives("/app/alpes/kpis/projects-per-100-members").await;
    browser.reads("projects-labelled / members-total").await;
    browser.close().await;
}

async fn changed_definition(installation: Installation) {
    let (stage, browser) = begin(installation, "/app/alpes/kpis/members-total/edit").await;
    browser.press_css("#kpi-part-versions > summary").await;
    browser.press("The definition changes").await;
    focus(&browser, "document.querySelector('#kpi-part-versions input')").await;
    keys(&browser, "Jan 2026").await;
    focus(&browser, "document.querySelectorAll('#kpi-part-versions input')[1]").await;
    keys(&browser, "Sites count once").await;
    browser.press_css("#kpi-part-versions input[type=checkbox]").await;
    browser.reads("dates from before the change").await;
    is_clean(&browser).await;
    browser.press("Save").await;
    browser.reads("Give a new baseline").await;
    for (at, text) in [(2, "Jan 2026"), (3, "250")] {
        let field =
            format!("document.querySelectorAll('#kpi-part-versions input:not([type=checkbox])')[{at}]");
        focus(&browser, &field).await;
        keys(&browser, text).await;
    }
    browser.reads_no_more("dates from before the change").await;
    browser.press("Save").await;
    browser.arrives("/app/alpes/kpis/members-total").await;
    browser.reload().await;
    browser.settles().await.expect("it settles");
    // One mark, and a line that begins anew behind it.
    browser.holds("document.querySelector('.chart .break')").await;
    browser
        .holds("document.querySelector('.chart path.series').getAttribute('d').match(/M/g).length > 1")
        .await;
    browser.press("Definition").await;
    browser.reads("Sites count once").await;
    is_clean(&browser).await;
    browser.close().await;

    let guest = Browser::open(&stage, Kind { without_script: true, ..Kind::default() }).await;
    guest.visit(&stage.share("board")).await;
    let page = guest.driver().source().await.expect("the page");
    assert!(page.contains("class=\"break\""), "the mark stands on the share");
    guest.close().await;
}

async fn order(installation: Installation) {
    let (_stage, browser) = begin(installation, "/app/alpes/kpis").await;
    browser.press("Arrange").await;
    let names = "[...document.querySelectorAll('.arrange li .grow')].map((name) => name.textContent)";
    browser.holds(&format!("{names}.length > 3")).await;
    let before = browser.script(&format!("return {names}"), Vec::new()).await;
    let name = before[0].as_str().expect("a name").to_owned();
    focus(&browser, "document.querySelector('.arrange .down')").await;
    keys(&browser, Key::Enter).await;
    browser.reads(&format!("“{name}” is now no. 2 of")).await;
    // The focus goes along.
    browser.holds("document.activeElement?.classList.contains('down')").await;
    keys(&browser, Key::Enter).await;
    browser.holds(&format!("{names}[2] === {}", json!(name))).await;
    is_clean(&browser).await;
    browser.press("Save the order").await;
    browser.reads("The order is saved.").await;
    browser.reload().await;
    browser.settles().await.expect("it settles");
    browser.press("All in order").await;
    let listed = "[...document.querySelectorAll('.kpi-table tbody th a')].map((name) => name.textContent)";
    browser.holds(&format!("{listed}[2] === {}", json!(name))).await;
    browser.close().await;
}

async fn assessment(installation: Installation) {
    let (stage, browser) = begin(installation, "/app/alpes/kpis/members-total").await;
    let status = browser.text_of("h1 .chip").await;
    judge(&browser, "Give an assessment", 2, "The fair is yet to come").await;
    browser.reads("The fair is yet to come").await;
    assert_eq!(browser.text_of("h1 .chip").await, status, "the computed status stays");
    is_clean(&browser).await;
    open(&browser, "/app/alpes/objectives").await;
    judge(&browser, "Give an assessment", 1, "Two large firms have said yes").await;
    browser.reads("Two large firms have said yes").await;
    is_clean(&browser).await;
    browser.close().await;

    let guest = Browser::open(&stage, Kind { without_script: true, ..Kind::default() }).await;
    guest.visit(&stage.share("overview")).await;
    guest.reads("The fair is yet to come").await;
    guest.reads("Two large firms have said yes").await;
    let page = guest.driver().source().await.expect("the page");
    assert!(!page.contains("Somebody") && !page.contains(EMAIL), "who judged is not said");
    guest.close().await;
}

/// The first button of that name; the statuses go from the best to the worst.
async fn judge(browser: &Browser, button: &str, status: usize, comment: &str) {
    let own = format!(
        "[...document.querySelectorAll('main button')].find((own) => own.textContent.includes({}))",
        json!(button)
    );
    browser.holds(&own).await;
    browser.script(&format!("({own}).click()"), Vec::new()).await;
    browser.holds("document.querySelector('dialog[open]')").await;
    is_clean(browser).await;
    browser
        .script(
            &format!("document.querySelectorAll('dialog[open] input[type=radio]')[{status}].click()"),
            Vec::new(),
        )
        .await;
    focus(browser, "document.querySelector('dialog[open] textarea')").await;
    keys(browser, comment).await;
    browser.press_css("dialog[open] .btn.primary").await;
    browser.reads("The assessment is saved.").await;
}

#[test]
fn targets_are_pasted_and_drawn() {
    story(targets(Installation::sqlite()));
}

#[test]
fn a_formula_is_checked_and_tried_while_it_is_typed() {
    story(formula(Installation::sqlite()));
}

#[test]
fn a_changed_definition_breaks_the_line_and_asks_for_a_baseline() {
    story(changed_definition(Installation::sqlite()));
}

#[test]
fn an_order_is_made_by_keyboard() {
    story(order(Installation::sqlite()));
}

#[test]
fn an_assessment_stands_beside_the_status() {
    story(assessment(Installation::sqlite()));
}

#[test]
fn the_same_on_postgres() {
    story(async {
        order(Installation::postgres()).await;
        assessment(Installation::postgres()).await;
    });
}

/// A small cluster with every nature, whose dashboard shows all of it.
const NATURES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/data/natures.json");

/// What the page of a share must say by itself.
const SAID: [&str; 17] = [
    "First joint stand",
    "done in H1 2026",
    "Office opened",
    "to do",
    "fully met from 4\u{a0}of 4 steps",
    "solid",
    "growing",
    "37 of 130",
    "Denmark",
    "Source: European Clusters Days 2015",
    "Exports inside the group left out",
    "20 to 45%",
    "gold from 4",
    "Our assessment",
    "The survey came late",
    "The stand in Hanover is booked",
    "out of 5",
];

#[test]
fn a_share_says_all_of_it_without_script_and_names_nobody() {
    story(async {
        let installation = Installation::sqlite();
        installation.run(&["cluster", "add", "natures", "--name", "Natures"]);
        installation.run(&["import", "natures", NATURES]);
        installation.add_user("claire@natures.example", "manager", Some("natures"));
        let arguments = ["share", "add", "natures", "--dashboard", "By the rules", "--language", "en"];
        let made = installation.run_json(&arguments);
        let url = made["url"].as_str().expect("an address");
        let share = url[url.find("/s/").expect("a share")..].to_owned();
        let stage = Stage::empty(installation);
        let guest = Browser::open(&stage, Kind { without_script: true, ..Kind::default() }).await;
        guest.visit(&share).await;
        let plain = |text: &str| text.replace('\u{a0}', " ");
        let text = plain(&guest.text().await);
        let missing: Vec<_> = SAID.into_iter().filter(|words| !text.contains(&plain(words))).collect();
        let page = guest.driver().source().await.expect("the page");
        assert!(missing.is_empty(), "{missing:?} missing in {text}");
        assert!(
            page.contains("class=\"break\"") && page.contains("class=\"reference\""),
            "marks of the chart"
        );
        for name in ["claire", "Somebody", "@natures"] {
            assert!(!page.contains(name), "{name}");
        }
        guest.close().await;
    });
}
