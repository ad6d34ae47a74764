//! Several browsers, tabs and people: nothing is overwritten unseen, sent twice, or sent as somebody else.

use serde_json::Value;
use vigie_tests::{Installation, PASSWORD};

use crate::support::{Browser, EMAIL, Kind, Stage, changes, free_address, in_time, reading, story, until};

const RECORD: &str = "/app/alpes/record/members-total?period=2026-10";

fn stage() -> Stage {
    Stage::with_alpes(Installation::sqlite().with("VIGIE_LISTEN", &free_address()))
}

/// Members in October 2026, as the server has them.
fn held(installation: &Installation) -> Value {
    reading(installation, "members-total", "2026-10")["value"].clone()
}

async fn opened(stage: &Stage) -> Browser {
    let browser = Browser::open(stage, Kind::default()).await;
    browser.sign_in(EMAIL, PASSWORD).await;
    at_home(&browser).await;
    browser.holds("navigator.serviceWorker.controller?.state === 'activated'").await;
    browser
}

async fn at_home(browser: &Browser) {
    browser.arrives("/app/alpes").await;
    browser.reads("Members, total").await;
    browser.reads("All saved").await;
}

async fn record(browser: &Browser, value: &str) {
    browser.visit(RECORD).await;
    browser.reads("Oct 2026").await;
    browser.fill("record-value", value).await;
    browser.press_css("form.record .primary").await;
    browser.reads("1 unsent").await;
}

#[test]
fn two_who_edit_the_same_figure_offline_are_asked() {
    story(async {
        let stage = stage();
        let (one, other) = (opened(&stage).await, opened(&stage).await);
        let Stage { installation, server } = stage;
        let seq = changes(&installation);
        assert!(server.terminate().success());
        record(&one, "201").await;
        record(&other, "202").await;

        let _server = installation.serve();
        until("one of them to arrive", async || {
            let now = held(&installation);
            if now == "201" || now == "202" { Ok(()) } else { Err(now.to_string()) }
        })
        .await;
        let (late, mine, theirs) = match held(&installation) == "201" {
            true => (&other, "202", "201"),
            false => (&one, "201", "202"),
        };
        late.visit("/app/unsent").await;
        for words in ["Recorded here", "Recorded in between", mine, theirs, "Somebody", "Members, total"] {
            late.reads(words).await;
        }
        assert_eq!(late.findings().await, Vec::<String>::new());
        assert_eq!((held(&installation), changes(&installation)), (theirs.into(), seq + 1));

        late.press("Keep mine").await;
        late.reads("All saved").await;
        assert_eq!((held(&installation), changes(&installation)), (mine.into(), seq + 2));
        for browser in [&one, &other] {
            browser.visit("/app/alpes/kpis/members-total").await;
            browser.reads(mine).await;
        }
        one.close().await;
        other.close().await;
    });
}

#[test]
fn two_tabs_have_one_queue_and_send_it_once() {
    story(async {
        let stage = stage();
        let browser = opened(&stage).await;
        let first = browser.driver().window().await.expect("a tab");
        let second = browser.driver().new_tab().await.expect("another tab");
        browser.driver().switch_to_window(second.clone()).await.expect("there");
        browser.visit("/app/alpes").await;
        at_home(&browser).await;
        let Stage { installation, server } = stage;
        let seq = changes(&installation);
        assert!(server.terminate().success());

        browser.driver().switch_to_window(first).await.expect("back");
        record(&browser, "203").await;
        browser.driver().switch_to_window(second).await.expect("there again");
        browser.reads("1 unsent").await;

        let _server = installation.serve();
        browser.reads("All saved").await;
        until("it to arrive", async || {
            let now = held(&installation);
            if now == "203" { Ok(()) } else { Err(now.to_string()) }
        })
        .await;
        assert_eq!(changes(&installation), seq + 1);
        browser.close().await;
    });
}

#[test]
fn what_waits_when_the_session_ends_is_sent_by_its_author_only() {
    story(async {
        let stage = stage();
        stage.installation.add_user("mona@alpes.example", "manager", Some("alpes"));
        let browser = opened(&stage).await;
        let before = held(&stage.installation);
        // Another password ends every session.
        let reset = stage.installation.try_run(&["user", "reset-password", EMAIL], "another good password");
        assert!(reset.status.success());
        record(&browser, "204").await;
        browser.reads("Your session has ended.").await;
        assert_eq!(held(&stage.installation), before);

        browser.sign_in("mona@alpes.example", PASSWORD).await;
        at_home(&browser).await;
        let sent = in_time(async || match held(&stage.installation) == before {
            true => Err(String::new()),
            false => Ok(()),
        });
        let patience = std::time::Duration::from_secs(8);
        assert!(tokio::time::timeout(patience, sent).await.is_err(), "sent as somebody else");
        browser.visit("/app/unsent").await;
        browser.reads_no_more("204").await;
        browser.press_css(".side details.person summary").await;
        browser.press("Sign out").await;
        browser.arrives("/login").await;

        browser.sign_in(EMAIL, "another good password").await;
        at_home(&browser).await;
        assert_eq!(held(&stage.installation), "204");
        browser.close().await;
    });
}
