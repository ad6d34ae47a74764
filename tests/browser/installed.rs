//! A share that somebody has installed opens without a network, and its copy goes with the link.

use serde_json::json;
use vigie_tests::Installation;

use crate::support::{Browser, Kind, Stage, free_address, story};

/// As `boot.js` does once the share is installed, which a headless browser can't be asked to do.
const INSTALL: &str = "const [path, done] = arguments;
    navigator.serviceWorker.register(`${path}/sw.js`, { scope: path })
        .then(() => navigator.serviceWorker.ready).then(() => done(true), (error) => done(String(error)))";

#[test]
fn an_installed_share_opens_without_a_network_until_it_is_revoked() {
    story(async {
        let stage = Stage::with_alpes(Installation::sqlite().with("VIGIE_LISTEN", &free_address()));
        let path = stage.share("overview");
        let browser = Browser::open(&stage, Kind::default()).await;
        browser.visit(&path).await;
        browser.reads("188").await;
        let kept = browser.driver().execute_async(INSTALL, vec![json!(path)]).await.expect("a script");
        assert_eq!(kept.json(), &json!(true));
        browser.holds("navigator.serviceWorker.controller?.state === 'activated'").await;
        browser.reads_no_more("this is the copy of").await;

        let Stage { installation, server } = stage;
        assert!(server.terminate().success());
        browser.reload().await;
        browser.reads("188").await;
        browser.reads("No connection: this is the copy of").await;
        let styled = "getComputedStyle(document.querySelector('.copy-of')).display === 'block'";
        browser.holds(styled).await;
        let idle = browser.script("return document.querySelector('.waiting') !== null", Vec::new()).await;
        assert_eq!(idle, json!(true), "the copy is not brought to life");

        let server = installation.serve();
        let shares = installation.run_json(&["share", "list", "alpes"]);
        browser.reload().await;
        browser.reads_no_more("this is the copy of").await;
        installation.run(&["share", "revoke", shares[0]["id"].as_str().expect("an id")]);
        browser.reload().await;
        browser.reads("There is nothing here").await;
        assert!(server.terminate().success());
        // The copy went with it: the browser itself says that there is no connection.
        let there = browser.try_script("return caches.keys().then((keys) => keys.length)", Vec::new()).await;
        assert_eq!(there, Ok(json!(0)));
        browser.close().await;
    });
}
