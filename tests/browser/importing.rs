//! A file of somebody's own making: corrected by hand, taken in whole, taken back, and understood the next time.

use thirtyfour::By;
use vigie_tests::{Installation, PASSWORD};

use crate::support::{Browser, Kind, Stage, story};

const ADA: &str = "ada@example.org";

fn file(stage: &Stage, name: &str, text: &str) -> String {
    let file = stage.installation.folder().join(name);
    std::fs::write(&file, text).expect("a file");
    file.to_str().expect("a path").to_owned()
}

async fn bring(browser: &Browser, file: &str) {
    browser.holds("document.querySelector('input[type=file]:enabled')").await;
    let input = browser.driver().find(By::Css("input[type=file]")).await.expect("a place for files");
    input.send_keys(file).await.expect("it is chosen");
}

/// What was asked is answered.
async fn answered(browser: &Browser) {
    browser.holds("document.querySelector('.card:not([aria-busy]) > .foot .primary')").await;
}

async fn brought_corrected_taken_back(installation: Installation) {
    installation.run(&["cluster", "add", "alpes", "--name", "Alpes", "--language", "en"]);
    installation.add_user(ADA, "manager", Some("alpes"));
    let stage = Stage::empty(installation);
    let members = file(&stage, "members.csv", "kpi,period,value\nmembers,2025-12,7\n");
    stage.installation.run(&["import", "alpes", &members]);
    let before = stage.installation.run(&["export", "alpes"]);

    let browser = Browser::open(&stage, Kind::default()).await;
    browser.sign_in(ADA, PASSWORD).await;
    browser.arrives("/app/alpes").await;
    browser.visit("/app/alpes/kpis").await;
    browser.press("Import").await;
    browser.arrives("/app/alpes/import").await;
    let month = |month: &str| format!("Indicateur;Date;Chiffre\nAdhérents;{month};1,5\nSalariés;{month};9\n");
    bring(&browser, &file(&stage, "janvier.csv", &month("2026-01"))).await;

    // Two figures for one month: refused, with their place, until it is said what they are.
    browser.reads("1 place cannot be imported").await;
    browser.reads("C3").await;
    browser.choose("import-shape", "rows").await;
    browser.reads("2 new KPIs").await;
    browser.press_css("select[aria-label='KPI for Adhérents'] option[value='members']").await;
    browser.reads("1 new KPI").await;
    answered(&browser).await;
    browser.press_css("select[aria-label='KPI for Salariés'] option[value='-']").await;
    browser.reads_no_more("1 new KPI").await;
    browser.reads("1 new reading").await;
    answered(&browser).await;
    assert_eq!(stage.installation.run(&["export", "alpes"]), before, "looking changes nothing");

    browser.press_css(".foot .primary").await;
    browser.reads("1 entry was imported.").await;
    let taken = stage.installation.run(&["export", "alpes", "--format", "csv"]);
    assert!(taken.contains("members,2026-01,1.5,"), "{taken}");
    browser.press("Undo the whole import").await;
    browser.reads("The import was taken back: 1 entry.").await;
    assert_eq!(stage.installation.run(&["export", "alpes"]), before);

    // The next month.
    bring(&browser, &file(&stage, "février.csv", &month("2026-02"))).await;
    browser.reads("Understood as your last file of this shape.").await;
    answered(&browser).await;
    browser.press_css(".foot .primary").await;
    browser.reads("1 entry was imported.").await;
    let taken = stage.installation.run(&["export", "alpes", "--format", "csv"]);
    assert!(taken.contains("members,2026-02,1.5,") && !taken.contains("2026-01"), "{taken}");
    assert_eq!(browser.complaints().await, Vec::<String>::new());
    browser.close().await;
}

#[test]
fn on_sqlite() {
    story(brought_corrected_taken_back(Installation::sqlite()));
}

#[test]
fn on_postgres() {
    story(brought_corrected_taken_back(Installation::postgres()));
}
