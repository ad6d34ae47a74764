//! A published series that ended years ago (US jobs by industry, 2006 to 2015): imported as it is, it shows as it ended, to
//! the team and to whoever has the link.

use vigie_tests::{Installation, PASSWORD};

use crate::support::{Browser, EMAIL, Kind, Stage, story};

/// Jobs outside farming in December 2015, in thousands: the last line of the file.
const LATEST: &str = "143,093";
const FILE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/data/us-employment.csv");
/// Cards whose curve is drawn.
const CURVES: &str = "document.querySelectorAll('.kpi-card .spark path.series').length === 23";

async fn shows_as_it_ended(installation: Installation) {
    installation.run(&["cluster", "add", "us", "--name", "US jobs", "--country", "US", "--language", "en"]);
    installation.run(&["import", "us", FILE]);
    installation.add_user(EMAIL, "admin", None);
    let made = installation.run_json(&["share", "add", "us", "--language", "en"]);
    let url = made["url"].as_str().expect("an address");
    let share = url[url.find("/s/").expect("a share")..].to_owned();
    let stage = Stage::empty(installation);

    let team = Browser::open(&stage, Kind::default()).await;
    team.sign_in(EMAIL, PASSWORD).await;
    team.arrives("/app/us").await;
    team.reads(LATEST).await;
    team.reads("Dec 2015").await;
    team.holds(CURVES).await;
    team.visit("/app/us/kpis/nonfarm").await;
    team.reads(LATEST).await;
    team.holds("document.querySelector('.chart path.series')").await;
    team.close().await;

    let guest = Browser::open(&stage, Kind { without_script: true, ..Kind::default() }).await;
    guest.visit(&share).await;
    guest.reads(LATEST).await;
    guest.reads("Dec 2015").await;
    let curves = guest.driver().find_all(thirtyfour::By::Css(".kpi-card .spark path.series")).await;
    assert_eq!(curves.expect("the page").len(), 23);
    guest.close().await;
}

#[test]
fn on_sqlite() {
    story(shows_as_it_ended(Installation::sqlite()));
}

#[test]
fn on_postgres() {
    story(shows_as_it_ended(Installation::postgres()));
}
