//! A throw-away Postgres for tests.
//!
//! Each test process starts at most one server, on a free port of the loopback, with its files in a temporary folder.
//! A small shell stands between: it waits for the end of its standard input, which the test process holds
//! open, then stops the server and removes the folder. So nothing remains, also after a `kill -9` of the tests.
//!
//! A missing Postgres makes a test fail, never skip: half of the promises are about it.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

/// The name with which tests log in.
const USER: &str = "vigie";

/// Address of a new, empty database on the server that the tests of this process share.
pub fn database() -> String {
    static SHARED: OnceLock<Server> = OnceLock::new();
    SHARED.get_or_init(|| Server::start(Durability::Off)).new_database()
}

/// Whether the server waits for the disk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Durability {
    /// As in production: for tests that kill the server.
    On,
    /// Quick: for all the others.
    Off,
}

/// A running server. Dropped, it is stopped and its files are removed.
#[derive(Debug)]
pub struct Server {
    durability: Durability,
    folder: PathBuf,
    port: u16,
    guard: Child,
    databases: AtomicU32,
}

/// The databases order text as French does, so that a statement which relies on bytes and does not say so is found.
///
/// Started with `sh -c`: folder, programs, port, arguments of the server. Says `started` or why not, then waits.
const GUARD: &str = r#"
folder=$1; bin=$2; port=$3; shift 3
# Ctrl-C reaches the whole group; what ends the guard is the end of the tests.
trap '' INT TERM HUP
umask 077
if [ ! -d "$folder/data" ]; then
    mkdir -p "$folder" && "$bin/initdb" --pgdata="$folder/data" --username=vigie --auth=trust --encoding=UTF8 \
        --locale=C --locale-provider=icu --icu-locale=fr --no-sync >"$folder/initdb.log" 2>&1 || { cat "$folder/initdb.log"; rm -rf "$folder"; exit 1; }
fi
"$bin/postgres" -D "$folder/data" -k "$folder" -p "$port" -c listen_addresses=127.0.0.1 -c max_connections=200 "$@" \
    >>"$folder/server.log" 2>&1 </dev/null &
server=$!
tries=0
# By its socket and not by its port: at the port another server could answer.
until "$bin/pg_isready" --quiet --host="$folder" --port="$port" --username=vigie --dbname=postgres; do
    tries=$((tries + 1))
    if [ "$tries" -gt 600 ] || ! kill -0 "$server" 2>/dev/null; then
        tail -n 5 "$folder/server.log"
        kill -KILL "$server" 2>/dev/null
        exit 1
    fi
    sleep 0.05
done
echo started
action=$(cat)
case "$action" in
    kill) kill -KILL "$server" ;;
    *) kill -QUIT "$server" ;;
esac
wait "$server" 2>/dev/null
[ "$action" = kill ] || rm -rf "$folder"
"#;

impl Server {
    /// Starts a server with an empty folder. Panics with a clear line if it can't.
    pub fn start(durability: Durability) -> Self {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let number = COUNT.fetch_add(1, Ordering::Relaxed);
        let folder = std::env::temp_dir().join(format!("vigie-postgres-{}-{number}", std::process::id()));
        let (port, guard) = launch(&folder, durability);
        Self { durability, folder, port, guard, databases: AtomicU32::new(0) }
    }

    /// Address of a new, empty database.
    pub fn new_database(&self) -> String {
        let name = format!("test_{}", self.databases.fetch_add(1, Ordering::Relaxed));
        let port = self.port.to_string();
        let made = Command::new(programs().join("createdb"))
            .args(["--host=127.0.0.1", "--username", USER, "--port", &port, &name])
            .output()
            .unwrap_or_else(|error| panic!("createdb does not start: {error}"));
        assert!(made.status.success(), "createdb: {}", String::from_utf8_lossy(&made.stderr));
        self.address(&name)
    }

    /// Address of a database of this server.
    pub fn address(&self, database: &str) -> String {
        format!("postgres://{USER}@127.0.0.1:{}/{database}", self.port)
    }

    /// Kills the server in the middle of whatever it does, as a crash would, and starts it again on the same port.
    pub fn crash(&mut self) {
        self.finish("kill");
        // The processes of the killed server still hold its memory until each has seen that it is gone.
        let until = Instant::now() + Duration::from_secs(60);
        self.guard = loop {
            match launch_on(&self.folder, self.durability, self.port) {
                Ok(guard) => break guard,
                Err(why) if why.contains("still in use") && Instant::now() < until => {
                    std::thread::sleep(Duration::from_millis(50));
                }
                Err(why) => panic!("Postgres does not start again after a crash: {why}"),
            }
        };
    }

    /// Ends the guard, and with it the server.
    fn finish(&mut self, action: &str) {
        if let Some(mut input) = self.guard.stdin.take() {
            // An error means that the guard is gone already.
            let _ = input.write_all(action.as_bytes());
        }
        let _ = self.guard.wait();
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.finish("stop");
        // The guard has removed it, unless the server did not come back from a crash.
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

fn launch(folder: &Path, durability: Durability) -> (u16, Child) {
    let mut last = String::new();
    // The port is free when it is asked for; another process may be quicker.
    for _ in 0..5 {
        let port = TcpListener::bind("127.0.0.1:0").and_then(|listener| listener.local_addr());
        let port = port.unwrap_or_else(|error| panic!("no free port: {error}")).port();
        match launch_on(folder, durability, port) {
            Ok(guard) => return (port, guard),
            Err(why) => last = why,
        }
    }
    panic!("Postgres does not start: {last}");
}

fn launch_on(folder: &Path, durability: Durability, port: u16) -> Result<Child, String> {
    let mut command = as_postgres("sh");
    command.args(["-c", GUARD, "vigie-postgres"]).arg(folder).arg(programs()).arg(port.to_string());
    if durability == Durability::Off {
        command.args(["-c", "fsync=off", "-c", "full_page_writes=off"]);
    }
    let mut guard = command
        // The current folder may not be readable for the user `postgres`.
        .current_dir("/")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .map_err(|error| error.to_string())?;
    let mut output = BufReader::new(guard.stdout.take().expect("its output is a pipe"));
    let mut said = String::new();
    match output.read_line(&mut said) {
        Ok(_) if said == "started\n" => Ok(guard),
        _ => {
            let _ = output.read_to_string(&mut said);
            let _ = guard.wait();
            Err(said)
        }
    }
}

/// A command as the user `postgres` when the tests run as root, because Postgres refuses to run as root.
fn as_postgres(program: &str) -> Command {
    let root = Command::new("id").arg("-u").output().is_ok_and(|id| id.stdout.trim_ascii() == b"0");
    if !root {
        return Command::new(program);
    }
    let mut command = Command::new("runuser");
    command.args(["-u", "postgres", "--", program]);
    command
}

/// The folder of the newest installed Postgres.
fn programs() -> &'static Path {
    static FOLDER: OnceLock<PathBuf> = OnceLock::new();
    FOLDER.get_or_init(|| {
        let installed = |folder: &PathBuf| folder.join("initdb").exists() && folder.join("postgres").exists();
        let mut versions: Vec<(u32, PathBuf)> = std::fs::read_dir("/usr/lib/postgresql")
            .into_iter()
            .flatten()
            .flatten()
            .filter_map(|entry| Some((entry.file_name().to_str()?.parse().ok()?, entry.path().join("bin"))))
            .filter(|(_, folder)| installed(folder))
            .collect();
        versions.sort();
        let path = std::env::var_os("PATH").unwrap_or_default();
        versions
            .pop()
            .map(|(_, folder)| folder)
            .or_else(|| std::env::split_paths(&path).find(installed))
            .unwrap_or_else(|| {
                panic!("Postgres is not installed (looked in /usr/lib/postgresql and PATH): apt-get install postgresql")
            })
    })
}

#[cfg(test)]
mod tests {
    use super::{Durability, Server};

    #[test]
    fn a_server_starts_crashes_comes_back_and_leaves_nothing() {
        let mut server = Server::start(Durability::On);
        let first = server.new_database();
        server.crash();
        let second = server.new_database();
        assert_ne!(first, second);
        let folder = server.folder.clone();
        assert!(folder.exists());
        drop(server);
        assert!(!folder.exists());
    }
}
