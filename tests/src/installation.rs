//! One installation: a folder, a database, the program.
//!
//! The program is the one that cargo built for the tests of this package; `VIGIE_TEST_BINARY` names another, such as
//! that of a release.

use std::io::{BufRead as _, BufReader, Write as _};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};

use crate::{Answer, Client};

pub const PASSWORD: &str = "a lookout on the ridge";

/// A folder and a database that only this test uses.
pub struct Installation {
    pub folder: PathBuf,
    database: String,
    settings: Vec<(String, String)>,
}

impl Installation {
    pub fn sqlite() -> Self {
        let folder = new_folder();
        let database = format!("sqlite://{}/vigie.db", folder.display());
        Self { folder, database, settings: Vec::new() }
    }

    pub fn postgres() -> Self {
        Self { folder: new_folder(), database: vigie_test_postgres::database(), settings: Vec::new() }
    }

    /// The same with one more variable.
    pub fn with(mut self, name: &str, value: &str) -> Self {
        self.settings.push((name.to_owned(), value.to_owned()));
        self
    }

    /// The same with an up-to-date database.
    pub fn migrated(self) -> Self {
        self.run(&["migrate"]);
        self
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(program());
        for (name, _) in std::env::vars_os() {
            if name.to_string_lossy().starts_with("VIGIE_") {
                command.env_remove(name);
            }
        }
        command
            .args(arguments)
            .current_dir(&self.folder)
            .env("VIGIE_DATABASE_URL", &self.database)
            .env("VIGIE_LISTEN", "127.0.0.1:0")
            .env("LC_ALL", "C")
            .envs(self.settings.iter().map(|(name, value)| (name, value)));
        command
    }

    /// Runs a command to its end; `input` on its standard input.
    pub fn try_run(&self, arguments: &[&str], input: &str) -> Output {
        let mut child = self
            .command(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program starts");
        // A program that does not read its input may have ended already.
        let _ = child.stdin.take().expect("a pipe").write_all(input.as_bytes());
        child.wait_with_output().expect("the program ends")
    }

    /// The same for what must work; what it printed.
    pub fn run(&self, arguments: &[&str]) -> String {
        let output = self.try_run(arguments, "");
        let errors = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{arguments:?}: {errors}");
        String::from_utf8(output.stdout).expect("UTF-8")
    }

    /// The same for `--json`.
    pub fn run_json(&self, arguments: &[&str]) -> serde_json::Value {
        let text = self.run(&[arguments, &["--json"]].concat());
        serde_json::from_str(&text).unwrap_or_else(|error| panic!("{arguments:?}: {error}: {text}"))
    }

    /// The fictional cluster of the demo, slug `alpes`.
    pub fn add_alpes(&self) {
        let file = concat!(env!("CARGO_MANIFEST_DIR"), "/../app/packs/demo/alpes.json");
        self.run(&["cluster", "add", "alpes", "--name", "Alpes"]);
        self.run(&["import", "alpes", file]);
    }

    /// The other fictional cluster of the demo, slug `loire`: it has some of the KPIs of `alpes`.
    pub fn add_loire(&self) {
        let file = concat!(env!("CARGO_MANIFEST_DIR"), "/../app/packs/demo/loire.json");
        self.run(&["cluster", "add", "loire", "--name", "Loire"]);
        self.run(&["import", "loire", file]);
    }

    /// An account with the usual password.
    pub fn add_user(&self, email: &str, role: &str, cluster: Option<&str>) {
        let mut arguments = vec!["user", "add", email, "--name", "Somebody", "--role", role];
        if let Some(cluster) = cluster {
            arguments.extend(["--cluster", cluster]);
        }
        let output = self.try_run(&arguments, PASSWORD);
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    }

    /// Starts the web server, on a free port unless `VIGIE_LISTEN` was set.
    pub fn serve(&self) -> Running {
        let mut child = self
            .command(&["serve"])
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::inherit())
            .spawn()
            .expect("the program starts");
        let mut lines = BufReader::new(child.stdout.take().expect("a pipe")).lines();
        let mut line = || lines.next().expect("a line").expect("UTF-8");
        let first = line();
        let address = first.rsplit("http://").next().and_then(|text| text.trim().parse().ok());
        let address = address.unwrap_or_else(|| panic!("no address in: {first}"));
        Running { child, address, lines: Box::new(move || lines.next().and_then(Result::ok)) }
    }

    pub fn folder(&self) -> &Path {
        &self.folder
    }
}

impl Drop for Installation {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

/// A running server; dropped, it is killed.
pub struct Running {
    child: Child,
    pub address: SocketAddr,
    lines: Box<dyn FnMut() -> Option<String> + Send>,
}

impl Running {
    /// Nobody.
    pub fn client(&self) -> Client {
        Client::new(self.address)
    }

    /// The token that a new installation prints.
    pub fn setup_token(&mut self) -> String {
        let line = (self.lines)().expect("a second line");
        line.rsplit("token=").next().expect("a token").trim().to_owned()
    }

    /// Somebody who has signed in.
    pub fn signed_in(&self, email: &str) -> Client {
        let mut client = self.client();
        let answer = login(&mut client, email, PASSWORD);
        assert_eq!(answer.status, 303, "{email}: {}", answer.text());
        client
    }

    /// Asks the server to end and waits for it.
    pub fn terminate(mut self) -> std::process::ExitStatus {
        let id = self.child.id().to_string();
        assert!(Command::new("kill").args(["-TERM", &id]).status().is_ok_and(|status| status.success()));
        self.child.wait().expect("it ends")
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Sends the form of `/login`.
pub fn login(client: &mut Client, email: &str, password: &str) -> Answer {
    client.form("/login", &[("email", email), ("password", password)])
}

/// Cargo tells it to the tests themselves only; from here it is found beside them.
fn program() -> PathBuf {
    if let Some(chosen) = std::env::var_os("VIGIE_TEST_BINARY") {
        return chosen.into();
    }
    let tests = std::env::current_exe().expect("the tests have a path");
    let built = tests.ancestors().nth(2).expect("target/…/deps/test");
    built.join("vigie-under-test").with_extension(std::env::consts::EXE_EXTENSION)
}

/// An empty folder that no other test has.
pub fn new_folder() -> PathBuf {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    let number = COUNT.fetch_add(1, Ordering::Relaxed);
    let folder = std::env::temp_dir().join(format!("vigie-test-{}-{number}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a folder");
    folder
}
