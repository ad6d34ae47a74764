//! The cluster's own logo: chosen in the settings, seen by the others at once and on a share.

use thirtyfour::By;
use vigie_tests::{Installation, PASSWORD};

use crate::support::{Browser, EMAIL, Kind, Stage, story, until};

const SVG: &str = "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 60 40'><path d='M0 40 30 0l30 40z' fill='#14466b'/></svg>";

async fn choose(browser: &Browser, installation: &Installation, name: &str, text: &str) {
    let path = installation.folder().join(name);
    std::fs::write(&path, text).expect("written");
    until("to choose a file", async || {
        let input = browser.driver().find(By::Id("cluster-logo")).await;
        let chosen = async { input?.send_keys(path.to_str().expect("UTF-8")).await };
        chosen.await.map_err(|error| error.to_string())
    })
    .await;
}

/// A picture with something in it; `place`: a selector.
async fn shows(browser: &Browser, place: &str) {
    browser.holds(&format!("document.querySelector('{place} .own-logo img')?.naturalWidth > 0")).await;
}

fn a_logo_is_chosen_and_seen(installation: Installation) {
    story(async {
        let stage = Stage::with_alpes(installation);
        let path = stage.share("overview");
        let browser = Browser::open(&stage, Kind::default()).await;
        browser.sign_in(EMAIL, PASSWORD).await;
        browser.arrives("/app/alpes").await;
        let other = Browser::open(&stage, Kind::default()).await;
        other.sign_in(EMAIL, PASSWORD).await;
        other.arrives("/app/alpes").await;
        other.holds("document.querySelector('.switch .mono')?.textContent.length == 2").await;

        browser.visit("/app/alpes/settings").await;
        choose(&browser, &stage.installation, "figures.csv", "kpi,period,value\n").await;
        browser.reads("This file can’t be used as a logo.").await;
        choose(&browser, &stage.installation, "text.svg", &SVG.replace("<path", "<text>Alpes</text><path"))
            .await;
        browser.reads("This SVG contains “text”").await;
        assert_eq!(browser.findings().await, Vec::<String>::new());
        choose(&browser, &stage.installation, "alpes.svg", SVG).await;
        browser.reads("The logo is saved.").await;
        browser.reads_no_more("This SVG holds").await;
        shows(&browser, ".logo-field").await;
        assert_eq!(browser.findings().await, Vec::<String>::new());
        shows(&other, ".switch").await;

        other.visit(&path).await;
        shows(&other, ".share-page").await;
        other.is_alive().await;
        // What came to life has left it as it was.
        shows(&other, ".share-page").await;
        assert_eq!(other.findings().await, Vec::<String>::new());

        browser.press("Remove").await;
        browser.reads("The logo is removed.").await;
        browser
            .holds("!document.querySelector('.own-logo') && document.querySelector('.logo-field .mono')")
            .await;
        browser.press("Undo").await;
        shows(&browser, ".logo-field").await;
        browser.close().await;
        other.close().await;
    });
}

#[test]
fn a_logo_is_chosen_and_seen_on_sqlite() {
    a_logo_is_chosen_and_seen(Installation::sqlite());
}

#[test]
fn a_logo_is_chosen_and_seen_on_postgres() {
    a_logo_is_chosen_and_seen(Installation::postgres());
}
