//! What the team says about a KPI, and who is named in it.

use vigie_tests::{Installation, PASSWORD};

use crate::grid::keys;
use crate::support::{Browser, EMAIL, Kind, Stage, story};

const BEN: &str = "ben@alpes.example";

async fn open(stage: &Stage, email: &str, path: &str) -> Browser {
    let browser = Browser::open(stage, Kind::default()).await;
    browser.sign_in(email, PASSWORD).await;
    browser.arrives("/app/alpes").await;
    browser.visit(path).await;
    browser
}

fn somebody_is_named(installation: Installation) {
    story(async {
        let stage = Stage::with_alpes(installation);
        let ben = ["user", "add", BEN, "--name", "Ben Ott", "--role", "contributor", "--cluster", "alpes"];
        assert!(stage.installation.try_run(&ben, PASSWORD).status.success());
        let thread = "/app/alpes/kpis/members-total?tab=thread";
        let claire = open(&stage, EMAIL, thread).await;
        claire.reads("Nobody has said anything").await;
        claire.press_css("#thread-say").await;
        keys(&claire, "Is it right, @be").await;
        claire.reads("Ben Ott").await;
        assert_eq!(claire.findings().await, Vec::<String>::new());
        keys(&claire, "\u{e007}?").await;
        claire.holds("document.querySelector('#thread-say').value === 'Is it right, @Ben Ott ?'").await;
        claire.press("Send").await;
        claire.holds("document.querySelector('.said .mention')?.textContent === '@Ben Ott'").await;
        claire.reads("All saved").await;
        claire.reads_no_more("waiting to be sent").await;
        assert_eq!(claire.findings().await, Vec::<String>::new());

        let ben = open(&stage, BEN, "/app/alpes/record").await;
        ben.reads("You were named").await;
        assert_eq!(ben.findings().await, Vec::<String>::new());
        ben.press("Read").await;
        ben.arrives("/app/alpes/kpis/members-total").await;
        ben.reads("Is it right").await;
        // Somebody else's: neither to be changed nor to be deleted; and he does not record this KPI.
        ben.holds("!document.querySelector('.messages button') && !document.querySelector('#thread-say')")
            .await;
        ben.visit("/app/alpes/record").await;
        ben.reads("To do").await;
        ben.reads_no_more("You were named").await;
        ben.close().await;

        claire.press_css(".messages li button").await;
        claire.press_css("textarea[id^=message-]").await;
        keys(&claire, " Please answer.").await;
        claire.press("Save").await;
        claire.reads("Please answer.").await;
        claire.reads(", changed").await;
        claire.reads("All saved").await;
        claire.press("Delete").await;
        claire.reads("Nobody has said anything").await;
        claire.press("Undo").await;
        claire.reads("Please answer.").await;
        assert_eq!(claire.complaints().await, Vec::<String>::new());
        claire.close().await;
    });
}

#[test]
fn somebody_is_named_on_sqlite() {
    somebody_is_named(Installation::sqlite());
}

#[test]
fn somebody_is_named_on_postgres() {
    somebody_is_named(Installation::postgres());
}
