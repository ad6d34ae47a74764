//! The grid asks why a figure is off the path, and does not stand in the way.

use vigie_tests::{Installation, PASSWORD};

use crate::grid::{arrives, keys, stand};
use crate::support::{Browser, EMAIL, Kind, Stage, story};

#[test]
fn asks_why_without_standing_in_the_way() {
    story(async {
        let stage = Stage::with_alpes(Installation::sqlite());
        let browser = Browser::open(&stage, Kind::default()).await;
        browser.sign_in(EMAIL, PASSWORD).await;
        browser.arrives("/app/alpes").await;
        browser.visit("/app/alpes/grid?from=2026").await;
        // Far off the path, with a comment that stands: nothing is asked.
        stand(&browser, "members-total", "Oct 2026").await;
        keys(&browser, "100\u{e007}").await;
        arrives(&stage, "members-total", "2026-10", "value", "100").await;
        browser.reads_no_more("off the path").await;
        stand(&browser, "members-total", "Aug 2026").await;
        keys(&browser, "101\u{e007}").await;
        browser.reads("1 figure is off the path").await;
        // It is recorded all the same, and one has gone on.
        arrives(&stage, "members-total", "2026-08", "value", "101").await;
        browser.holds("document.activeElement.closest('td[role=gridcell]')").await;
        assert_eq!(browser.findings().await, Vec::<String>::new());
        browser.press_css(".grid-asks input").await;
        keys(&browser, "Counted on another day\u{e007}").await;
        arrives(&stage, "members-total", "2026-08", "comment", "Counted on another day").await;
        browser.reads_no_more("off the path").await;
        // On the path again: nothing to explain.
        stand(&browser, "members-total", "Jul 2026").await;
        keys(&browser, "99\u{e007}").await;
        browser.reads("1 figure is off the path").await;
        stand(&browser, "members-total", "Jul 2026").await;
        keys(&browser, "199\u{e007}").await;
        browser.reads_no_more("off the path").await;
        assert_eq!(browser.complaints().await, Vec::<String>::new());
        browser.close().await;
    });
}
