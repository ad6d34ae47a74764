//! The program that drives Chromium: one for all tests of a process, on a free port.
//!
//! A small shell stands between, as for Postgres: it waits for the end of the tests' process, then ends the driver, every
//! browser that still runs (they are one process group) and their folders. So nothing remains, also after a failed test
//! or a `kill -9`.

use std::io::{BufRead as _, BufReader};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};

use vigie_tests::new_folder;

const GUARD: &str = r#"
trap '' INT TERM HUP
setsid chromedriver --port=0 2>&1 </dev/null &
driver=$!
while kill -0 "$2" 2>/dev/null; do sleep 0.2; done
kill -s KILL -- "-$driver"
wait "$driver" 2>/dev/null
rm -rf "$1"
"#;

struct Driver {
    address: String,
    folder: PathBuf,
    // Ends by itself after this process.
    _guard: Child,
}

fn driver() -> &'static Driver {
    static SHARED: OnceLock<Driver> = OnceLock::new();
    SHARED.get_or_init(start)
}

/// Where it listens.
pub fn address() -> &'static str {
    &driver().address
}

/// A folder for one browser's profile.
pub fn new_profile() -> PathBuf {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    driver().folder.join(COUNT.fetch_add(1, Ordering::Relaxed).to_string())
}

fn start() -> Driver {
    let folder = new_folder();
    let mut guard = Command::new("sh")
        .args(["-c", GUARD, "guard"])
        .arg(&folder)
        .arg(std::process::id().to_string())
        .stdin(Stdio::null())
        .stderr(Stdio::null())
        .stdout(Stdio::piped())
        .spawn()
        .expect("a shell");
    let mut lines = BufReader::new(guard.stdout.take().expect("a pipe")).lines().map_while(Result::ok);
    let mut said = String::new();
    while let Some(line) = lines.next() {
        if let Some((_, port)) = line.split_once("started successfully on port ") {
            let address = format!("http://127.0.0.1:{}", port.trim_end_matches('.'));
            // Nobody reads what else it says, but a closed pipe would end it.
            std::thread::spawn(move || lines.for_each(drop));
            return Driver { address, folder, _guard: guard };
        }
        said.push_str(&line);
        said.push('\n');
    }
    let _ = guard.wait();
    panic!("chromedriver does not start; `make test-tools` installs it.\n{said}");
}
