//! One browser with a profile of its own.

use std::cell::RefCell;

use serde_json::{Value, json};
use thirtyfour::prelude::*;
use thirtyfour::{ChromeCapabilities, LoggingPrefsLogLevel};
use vigie_tests::Running;

use super::{Stage, chromedriver, in_time, until};

/// What kind of device and habits.
#[derive(Clone, Copy, Debug, Default)]
pub struct Kind {
    pub without_script: bool,
    pub dark: bool,
    pub phone: bool,
}

/// Closed by `close`; one that a failed story leaves open ends with the tests.
pub struct Browser {
    driver: Option<WebDriver>,
    origin: String,
    kind: Kind,
    /// What the console said and nobody has asked for yet.
    log: RefCell<Vec<String>>,
}

const FLAGS: [&str; 13] = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-extensions",
    "--lang=en",
    // Charts and dialogs are where they will be at once.
    "--force-prefers-reduced-motion",
    "--hide-scrollbars",
];

impl Browser {
    pub async fn open(stage: &Stage, kind: Kind) -> Self {
        Self::open_on(&stage.server, kind).await
    }

    /// The same for another server than the stage's.
    pub async fn open_on(server: &Running, kind: Kind) -> Self {
        Self::open_at(&format!("http://{}", server.address), kind).await
    }

    /// The same for what stands before a server.
    pub async fn open_at(origin: &str, kind: Kind) -> Self {
        // On a busy machine Chromium does not always come up at once.
        let driver = until("Chromium to start", async || {
            let started = WebDriver::new(chromedriver::address(), wanted(kind)).await;
            started.map_err(|error| error.to_string())
        })
        .await;
        let browser = Self { driver: Some(driver), origin: origin.to_owned(), kind, log: RefCell::default() };
        let (width, height) = if kind.phone { (360, 740) } else { (1440, 900) };
        let size = json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false });
        browser.tell("Emulation.setDeviceMetricsOverride", size).await;
        browser.wear(kind.dark).await;
        browser
    }

    /// What the system prefers.
    pub async fn wear(&self, dark: bool) {
        self.tell("Emulation.setEmulatedMedia", json!({ "features": colours(dark) })).await;
    }

    /// As on paper, or on the screen again.
    pub async fn prints(&self, on_paper: bool) {
        let media = if on_paper { "print" } else { "" };
        self.tell(
            "Emulation.setEmulatedMedia",
            json!({ "media": media, "features": colours(self.kind.dark) }),
        )
        .await;
    }

    /// As on a device that is so many times slower.
    pub async fn slow_down(&self, times: u32) {
        self.tell("Emulation.setCPUThrottlingRate", json!({ "rate": times })).await;
    }

    /// Runs at the start of every page from now on, before anything of the page does.
    pub async fn begins_with(&self, script: &str) {
        self.tell("Page.addScriptToEvaluateOnNewDocument", json!({ "source": script })).await;
    }

    async fn tell(&self, command: &str, with: Value) {
        let told = self.driver().cdp().send_raw(command, with).await;
        told.unwrap_or_else(|error| panic!("{command}: {error}"));
    }

    pub fn driver(&self) -> &WebDriver {
        self.driver.as_ref().expect("open")
    }

    pub async fn close(mut self) {
        if let Some(driver) = self.driver.take() {
            driver.quit().await.expect("it closes");
        }
    }

    /// To an address below the server's.
    pub async fn visit(&self, path: &str) {
        let went = self.driver().goto(format!("{}{path}", self.origin)).await;
        went.unwrap_or_else(|error| panic!("{path}: {error}"));
    }

    pub async fn reload(&self) {
        self.driver().refresh().await.expect("it reloads");
    }

    /// Path and query of where it is.
    pub async fn place(&self) -> String {
        let url = self.driver().current_url().await.expect("an address").to_string();
        url.strip_prefix(&self.origin).map(str::to_owned).unwrap_or(url)
    }

    /// Until it is at this path, whatever the query.
    pub async fn arrives(&self, path: &str) {
        until(&format!("to be at {path}"), async || {
            let place = self.place().await;
            let here = place.split(['?', '#']).next() == Some(path);
            if here { Ok(()) } else { Err(self.report().await) }
        })
        .await;
    }

    /// Runs a function's body in the page. Not before the page's own policy, which it does not meet.
    pub async fn script(&self, body: &str, arguments: Vec<Value>) -> Value {
        self.try_script(body, arguments).await.unwrap_or_else(|error| panic!("{body}: {error}"))
    }

    pub async fn try_script(&self, body: &str, arguments: Vec<Value>) -> Result<Value, String> {
        match self.driver().execute(body, arguments).await {
            Ok(answer) => Ok(answer.json().clone()),
            Err(error) => Err(error.to_string()),
        }
    }

    /// Until the expression is true in the page.
    pub async fn holds(&self, expression: &str) {
        until(&format!("that {expression}"), async || self.check(expression).await).await;
    }

    async fn check(&self, expression: &str) -> Result<(), String> {
        match self.try_script(&format!("return !!({expression})"), Vec::new()).await {
            Ok(Value::Bool(true)) => Ok(()),
            Ok(_) => Err(self.report().await),
            Err(error) => Err(error),
        }
    }

    /// Until a page stands there complete: a heading, nothing that is still being fetched or moves.
    pub async fn settles(&self) -> Result<(), String> {
        let complete = "document.readyState === 'complete' \
            && document.querySelector('h1')?.textContent.trim() \
            && ![...document.querySelectorAll('.skeleton, .boot, [aria-busy=true]')].some((part) => part.checkVisibility()) \
            && document.getAnimations().every((moving) => moving.playState !== 'running')";
        in_time(async || self.check(complete).await).await
    }

    /// Until a shared page has been taken up by the program.
    pub async fn is_alive(&self) {
        self.holds("document.querySelector('.public-head nav:not(.waiting)')").await;
    }

    /// Until the next frame but one was drawn.
    pub async fn frame(&self) {
        let drawn = "requestAnimationFrame(() => requestAnimationFrame(() => arguments[0](true)))";
        // Without script nothing moves, and nobody could wait for it.
        if !self.kind.without_script {
            self.driver().execute_async(drawn, Vec::new()).await.expect("frames are drawn");
        }
    }

    /// Whether it holds a session.
    pub async fn is_signed_in(&self) -> bool {
        let cookies = self.driver().get_all_cookies().await.expect("cookies");
        cookies.iter().any(|cookie| cookie.name == "vigie")
    }

    /// Warnings and errors since the last call: of the program, of the policy, of what could not be fetched.
    pub async fn complaints(&self) -> Vec<String> {
        self.listen().await;
        self.log.take()
    }

    async fn listen(&self) {
        let entries = self.driver().browser_log().await.expect("a log");
        let serious =
            entries.into_iter().filter(|entry| matches!(entry.level.as_str(), "SEVERE" | "WARNING"));
        self.log.borrow_mut().extend(serious.map(|entry| format!("{} {}", entry.level, entry.message)));
    }

    /// Where it is, what it shows and what it complained of, for who reads why a test failed.
    pub async fn report(&self) -> String {
        let (place, text) = (self.place().await, self.text().await);
        // A list of time zones says little.
        let text: String = text.chars().take(3000).collect();
        self.listen().await;
        let log = self.log.borrow().join("\n");
        format!("at {place}\n--- the page says\n{text}\n--- the console says\n{log}\n")
    }
}

/// What the system prefers, as Chromium is told it.
fn colours(dark: bool) -> Value {
    json!([{ "name": "prefers-color-scheme", "value": if dark { "dark" } else { "light" } }])
}

/// A new profile each time.
fn wanted(kind: Kind) -> ChromeCapabilities {
    let mut wanted = DesiredCapabilities::chrome();
    let profile = format!("--user-data-dir={}", chromedriver::new_profile().display());
    for flag in FLAGS.into_iter().chain([profile.as_str()]) {
        wanted.add_arg(flag).expect("a flag");
    }
    let mut preferences = json!({ "intl.accept_languages": "en" });
    if kind.without_script {
        preferences["profile.managed_default_content_settings.javascript"] = json!(2);
    }
    wanted.add_experimental_option("prefs", preferences).expect("preferences");
    wanted.set_browser_log_level(LoggingPrefsLogLevel::All).expect("a level");
    wanted
}

impl Drop for Browser {
    fn drop(&mut self) {
        // Waiting for an answer is not possible here; the guard of the driver ends the browser.
        if let Some(driver) = self.driver.take() {
            let _ = driver.leak();
        }
    }
}
