//! Each page in light, in dark and on a phone: axe finds nothing, the console stays silent.

use vigie_tests::{Installation, PASSWORD};

use crate::support::{Browser, EMAIL, Kind, OPENED, PUBLIC, Stage, WORKSPACE, story};

/// Goes from page to page and collects what is wrong, to say all of it at once.
struct Walk<'a> {
    browser: &'a Browser,
    wrong: Vec<String>,
}

impl Walk<'_> {
    async fn visit(&mut self, path: &str) {
        self.browser.visit(path).await;
        self.look(path).await;
    }

    /// At the page where the browser is.
    async fn look(&mut self, path: &str) {
        if let Err(instead) = self.browser.settles().await {
            self.wrong.push(format!("{path} is never complete: {instead}"));
            return;
        }
        let heading = "return [document.title.split(' · ')[0], document.querySelector('h1').textContent]";
        let named = self.browser.script(heading, Vec::new()).await;
        let (title, heading) = (named[0].as_str().expect("a title"), named[1].as_str().expect("a heading"));
        if !heading.starts_with(title) {
            self.wrong.push(format!("{path}\n    its title is {title:?}, its heading {heading:?}"));
        }
        let findings = self.browser.findings().await;
        let complaints = self.browser.complaints().await.into_iter().filter(|line| !is_answer(line));
        let all = findings.into_iter().chain(complaints);
        self.wrong.extend(all.map(|what| format!("{path}\n    {what}")));
    }

    /// Fails if anything was wrong.
    fn ends(self) {
        assert!(self.wrong.is_empty(), "{} findings\n{}", self.wrong.len(), self.wrong.join("\n"));
    }
}

/// The browser notes each refusal; here they are what the page is about. A file that is missing is not.
fn is_answer(line: &str) -> bool {
    let refused = ["401", "403", "404"].iter().any(|status| line.contains(&format!("status of {status}")));
    refused && !["/assets/", "/icons/", "/sw.js"].iter().any(|file| line.contains(file))
}

async fn every_page(kind: Kind) {
    let empty = Stage::empty(Installation::sqlite());
    let stage = Stage::with_alpes(Installation::sqlite());
    let before = Browser::open(&empty, kind).await;
    let mut walk = Walk { browser: &before, wrong: Vec::new() };
    walk.visit("/setup").await;
    let mut server = empty.server;
    walk.visit(&format!("/setup?token={}", server.setup_token())).await;
    let mut wrong = std::mem::take(&mut walk.wrong);
    before.close().await;

    let browser = Browser::open(&stage, kind).await;
    let mut walk = Walk { browser: &browser, wrong: std::mem::take(&mut wrong) };
    for path in PUBLIC {
        walk.visit(path).await;
    }
    for dashboard in ["overview", "board", "funder", "members"] {
        let path = stage.share(dashboard);
        for path in [format!("{path}?span=2025"), path] {
            browser.visit(&path).await;
            browser.is_alive().await;
            walk.look(&path).await;
        }
    }
    browser.sign_in(EMAIL, "not the password").await;
    browser.reads("E-mail or password is not right.").await;
    walk.look("/login, refused").await;
    browser.sign_in(EMAIL, PASSWORD).await;
    browser.arrives("/app/alpes").await;
    for path in WORKSPACE {
        walk.visit(path).await;
    }
    for (path, button) in OPENED {
        browser.visit(path).await;
        browser.settles().await.expect("it settles");
        browser.press_css(button).await;
        walk.look(&format!("{path}, after {button}")).await;
    }
    walk.ends();
    browser.close().await;
}

#[test]
fn in_light() {
    story(every_page(Kind::default()));
}

#[test]
fn in_dark() {
    story(every_page(Kind { dark: true, ..Kind::default() }));
}

#[test]
fn on_a_phone() {
    story(every_page(Kind { phone: true, ..Kind::default() }));
}

/// That silence above is not deafness.
#[test]
fn what_is_wrong_is_noticed() {
    story(async {
        let stage = Stage::with_alpes(Installation::sqlite());
        let browser = Browser::open(&stage, Kind { dark: true, ..Kind::default() }).await;
        browser.visit("/login").await;
        browser.settles().await.expect("it settles");
        browser.holds("matchMedia('(prefers-color-scheme: dark)').matches").await;
        assert_eq!(browser.complaints().await, Vec::<String>::new());
        browser.script("console.error('something broke')", Vec::new()).await;
        browser.script("document.body.setAttribute('style', 'color: red')", Vec::new()).await;
        let complaints = browser.complaints().await.join("\n");
        assert!(complaints.contains("something broke"), "{complaints}");
        assert!(complaints.contains("Content Security Policy"), "{complaints}");
        browser
            .script("document.querySelector('main').append(document.createElement('button'))", Vec::new())
            .await;
        let findings = browser.findings().await.join("\n");
        assert!(findings.contains("button-name"), "{findings}");
        browser.close().await;
    });
}
