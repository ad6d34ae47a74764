//! The way in and out works without JavaScript.

use vigie_tests::{Installation, PASSWORD};

use crate::support::{Browser, EMAIL, Kind, Stage, story};

#[test]
fn in_and_out() {
    story(async {
        let stage = Stage::with_alpes(Installation::sqlite());
        let browser = Browser::open(&stage, Kind { without_script: true, ..Kind::default() }).await;
        browser.visit("/app/alpes/kpis").await;
        browser.reads("The workspace of Vigie needs JavaScript.").await;

        browser.sign_in(EMAIL, "not the password").await;
        browser.reads("E-mail or password is not right.").await;
        browser.arrives("/login").await;
        let typed = browser.script("return document.getElementById('email').value", Vec::new()).await;
        assert_eq!(typed, EMAIL, "what was typed is kept");
        assert!(!browser.is_signed_in().await);

        browser.fill("password", PASSWORD).await;
        browser.press("Sign in").await;
        browser.arrives("/app").await;
        browser.reads("The workspace of Vigie needs JavaScript.").await;
        assert!(browser.is_signed_in().await);

        browser.press("Sign out").await;
        browser.arrives("/login").await;
        assert!(!browser.is_signed_in().await);
        browser.close().await;
    });
}
