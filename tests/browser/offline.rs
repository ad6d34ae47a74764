//! The server goes away and comes back: the workspace opens with the last data, takes values, and sends each once.

use serde_json::Value;
use vigie_tests::{Installation, PASSWORD};

use crate::support::{Browser, EMAIL, Kind, Stage, changes, free_address, reading, story, until};

/// Of `members-total` in October 2026: in the file, and what is recorded instead.
const BEFORE: &str = "188";
const AFTER: &str = "193";

/// What the server holds for October 2026.
fn held(installation: &Installation) -> Value {
    reading(installation, "members-total", "2026-10")["value"].clone()
}

#[test]
fn a_value_recorded_without_the_server_arrives_once() {
    story(async {
        let listen = free_address();
        let stage = Stage::with_alpes(Installation::sqlite().with("VIGIE_LISTEN", &listen));
        let browser = Browser::open(&stage, Kind::default()).await;
        browser.sign_in(EMAIL, PASSWORD).await;
        browser.arrives("/app/alpes").await;
        browser.reads(BEFORE).await;
        browser.reads("All saved").await;
        // From here on the worker answers for this page, and has everything that it needs.
        browser.holds("navigator.serviceWorker.controller?.state === 'activated'").await;
        let Stage { installation, server } = stage;
        assert_eq!(held(&installation), BEFORE);
        let seq = changes(&installation);

        assert!(server.terminate().success());
        browser.reload().await;
        browser.reads("No connection.").await;
        browser.reads("Members, total").await;
        browser.reads(BEFORE).await;

        // Another page that was never opened before, by its address.
        browser.visit("/app/alpes/record/members-total?period=2026-10").await;
        browser.reads("Oct 2026").await;
        browser.fill("record-value", AFTER).await;
        browser.press_css("form.record .primary").await;
        browser.reads("1 unsent").await;
        browser.press("Overview").await;
        browser.arrives("/app/alpes").await;
        browser.reads(AFTER).await;

        // It is kept on the device, not in the page.
        browser.reload().await;
        browser.reads("1 unsent").await;
        browser.reads(AFTER).await;
        browser.press_css("a[href='/app/unsent']").await;
        browser.arrives("/app/unsent").await;
        browser.reads("Waiting to be sent").await;
        assert_eq!(browser.findings().await, Vec::<String>::new());
        assert_eq!((held(&installation), changes(&installation)), (BEFORE.into(), seq));

        // The page notices by itself.
        let server = installation.serve();
        assert_eq!(server.address.to_string(), listen);
        browser.reads("All saved").await;
        browser.reads_no_more("No connection.").await;
        assert_eq!(held(&installation), AFTER);
        assert_eq!(changes(&installation), seq + 1, "one change, however often it was sent");

        browser.visit("/app/alpes").await;
        browser.reads(AFTER).await;
        browser.reads("All saved").await;
        until("nothing more to be sent", async || {
            let seq_now = changes(&installation);
            if seq_now == seq + 1 { Ok(()) } else { Err(seq_now.to_string()) }
        })
        .await;
        browser.close().await;
    });
}
