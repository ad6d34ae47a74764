//! How a story runs, and how it waits.

use std::time::{Duration, Instant};

use vigie_tests::{Installation, Running};

/// The slowest thing that a page waits for is the first start of the program on a busy machine.
const PATIENCE: Duration = Duration::from_secs(45);
const PAUSE: Duration = Duration::from_millis(50);

/// Runs a story to its end.
pub fn story(told: impl Future<Output = ()>) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    runtime.block_on(told);
}

/// Asks until there is an answer; without one in time, fails with `what` and what the last try said.
pub async fn until<T>(what: &str, ask: impl AsyncFnMut() -> Result<T, String>) -> T {
    in_time(ask).await.unwrap_or_else(|instead| panic!("waited in vain: {what}\n{instead}"))
}

/// The same for who goes on without the answer.
pub async fn in_time<T>(mut ask: impl AsyncFnMut() -> Result<T, String>) -> Result<T, String> {
    let end = Instant::now() + PATIENCE;
    loop {
        match ask().await {
            Err(_) if Instant::now() < end => tokio::time::sleep(PAUSE).await,
            answer => return answer,
        }
    }
}

/// A running server with the front end in it.
pub struct Stage {
    pub installation: Installation,
    pub server: Running,
}

/// Whom `with_alpes` adds, with the usual password.
pub const EMAIL: &str = "claire@alpes.example";

impl Stage {
    /// Nothing but an empty database.
    pub fn empty(installation: Installation) -> Self {
        let server = installation.serve();
        let shell = server.client().get("/app").text();
        assert!(
            !shell.contains("data-version=\"\""),
            "This server has no front end in it: run `make dist`, then the tests again."
        );
        Self { installation, server }
    }

    /// With the fictional cluster `alpes` and an admin.
    pub fn with_alpes(installation: Installation) -> Self {
        installation.add_alpes();
        installation.add_user(EMAIL, "admin", None);
        Self::empty(installation)
    }

    /// `http://127.0.0.1:…`
    pub fn origin(&self) -> String {
        format!("http://{}", self.server.address)
    }

    /// A link to the dashboard, as a path.
    pub fn share(&self, dashboard: &str) -> String {
        let arguments = ["share", "add", "alpes", "--dashboard", dashboard, "--language", "en"];
        let made = self.installation.run_json(&arguments);
        let url = made["url"].as_str().expect("an address");
        url[url.find("/s/").expect("a share")..].to_owned()
    }
}
