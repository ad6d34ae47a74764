//! Two clusters side by side: totals, one KPI over its periods, without the server, and for whom there is nothing to see.

use vigie_tests::{Installation, PASSWORD};

use crate::grid::keys;
use crate::support::{Browser, EMAIL, Kind, Stage, free_address, story};

const READER: &str = "rita@alpes.example";

async fn open(stage: &Stage, email: &str, kind: Kind) -> Browser {
    let browser = Browser::open(stage, kind).await;
    browser.sign_in(email, PASSWORD).await;
    browser
}

fn stage(installation: Installation) -> Stage {
    installation.add_alpes();
    installation.add_loire();
    installation.add_user(EMAIL, "admin", None);
    installation.add_user(READER, "reader", Some("alpes"));
    Stage::empty(installation)
}

#[test]
fn clusters_stand_side_by_side() {
    story(async {
        let stage = stage(Installation::sqlite().with("VIGIE_LISTEN", &free_address()));
        let browser = open(&stage, EMAIL, Kind::default()).await;
        browser.arrives("/app").await;
        browser.press("Portfolio").await;
        browser.arrives("/app/portfolio").await;
        browser.reads("2 clusters side by side").await;
        browser.reads("Members, total").await;
        // Only what both have, until all is asked for.
        browser.reads_no_more("Remote participation").await;
        browser.press("All").await;
        browser.reads("Remote participation").await;
        browser.reads("not measured").await;
        browser.reads("Each cluster has its own steps and labels.").await;
        assert_eq!(browser.findings().await, Vec::<String>::new());

        browser.wear(true).await;
        assert_eq!(browser.findings().await, Vec::<String>::new());

        // By keyboard to one of them.
        browser
            .script("document.querySelector('.compare a[href$=\"/members-total\"]').focus()", Vec::new())
            .await;
        keys(&browser, "\u{e007}").await;
        browser.arrives("/app/portfolio/members-total").await;
        browser.holds("document.querySelectorAll('.legend li').length >= 3").await;
        browser.press("Show the table").await;
        // 181 and 80 at the end of June.
        let row =
            "[...document.querySelectorAll('tbody tr')].find(row => row.textContent.startsWith('Q2 2026'))";
        browser.holds(&format!("{row}?.children[3].textContent === '261'")).await;
        assert_eq!(browser.findings().await, Vec::<String>::new());

        // Without the server the copies on the device say the same.
        browser.holds("navigator.serviceWorker.controller?.state === 'activated'").await;
        let Stage { server, .. } = stage;
        assert!(server.terminate().success());
        browser.reload().await;
        browser.reads("No connection.").await;
        browser.press("Show the table").await;
        browser.holds(&format!("{row}?.children[3].textContent === '261'")).await;
        browser.close().await;
    });
}

#[test]
fn a_person_of_one_cluster_has_no_portfolio() {
    story(async {
        let stage = stage(Installation::sqlite());
        let browser = open(&stage, READER, Kind { phone: true, ..Kind::default() }).await;
        browser.arrives("/app/alpes").await;
        browser.reads("Members, total").await;
        browser.holds("!document.querySelector('a[href=\"/app/portfolio\"]')").await;
        browser.visit("/app/portfolio").await;
        browser.reads("Nothing to put side by side yet").await;
        browser.visit("/app/portfolio/members-total").await;
        browser.reads("Nothing to put side by side yet").await;
        browser.reads_no_more("Loire").await;
        assert_eq!(browser.findings().await, Vec::<String>::new());
        browser.close().await;
    });
}

#[test]
fn a_portfolio_is_shared_as_a_dashboard() {
    story(async {
        let stage = stage(Installation::sqlite());
        let browser = open(&stage, EMAIL, Kind::default()).await;
        browser.arrives("/app").await;
        browser.visit("/app/alpes/dashboards").await;
        browser.reads("This cluster and the others of the office").await;
        browser.press_css(".picker li:nth-child(4) .kind").await;
        browser.arrives("/app/alpes/dashboards/portfolio/edit").await;
        let shows_loire = "document.querySelector('.compare thead')?.textContent.includes('Loire')";
        browser.holds(shows_loire).await;
        browser.press_css(".arranged [data-id=\"0\"] .name").await;
        browser.reads("With which clusters").await;
        assert_eq!(browser.findings().await, Vec::<String>::new());
        browser.visit("/app/alpes/dashboards/portfolio").await;
        browser.holds(shows_loire).await;

        // For whoever has the link, without an account.
        let guest = Browser::open(&stage, Kind { phone: true, ..Kind::default() }).await;
        guest.visit(&stage.share("portfolio")).await;
        guest.reads("Clusters side by side").await;
        guest.holds(shows_loire).await;
        guest.holds("!document.querySelector('.compare a')").await;
        assert_eq!(guest.findings().await, Vec::<String>::new());
        guest.close().await;

        // Whoever answers for the other cluster sees that link and can end it there.
        browser.visit("/app/loire/shares").await;
        browser.reads("dashboard of Alpes").await;
        browser.reads("also shows Loire").await;
        assert_eq!(browser.findings().await, Vec::<String>::new());
        browser.close().await;
    });
}
