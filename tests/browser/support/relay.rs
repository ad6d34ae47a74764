//! Stands between a browser and the server, for what a server alone does not do on demand: be of a later version, and
//! have its answers lost on the way.
//!
//! The later version is the same program under other names: in what names assets (the shell, the worker, the scripts)
//! every hash is written backwards, and only such names are found. So nothing has to be built twice.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};

/// As long as the story's runtime.
pub struct Relay {
    /// `http://127.0.0.1:…`
    pub origin: String,
    ways: Arc<Ways>,
}

#[derive(Default)]
struct Ways {
    later: AtomicBool,
    loses: AtomicBool,
}

impl Relay {
    /// Before the server that listens there, whenever it does: without it, connections end without an answer.
    pub async fn before(server: &str) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let origin = format!("http://{}", listener.local_addr().expect("an address"));
        let ways = Arc::<Ways>::default();
        tokio::spawn(accept(listener, server.to_owned(), ways.clone()));
        Self { origin, ways }
    }

    /// From now on the front end is of another version.
    pub fn is_later(&self) {
        self.ways.later.store(true, Ordering::Relaxed);
    }

    /// Whether what is recorded arrives, but its answer does not.
    pub fn loses_answers(&self, loses: bool) {
        self.ways.loses.store(loses, Ordering::Relaxed);
    }
}

async fn accept(listener: TcpListener, server: String, ways: Arc<Ways>) {
    while let Ok((browser, _)) = listener.accept().await {
        let (server, ways) = (server.clone(), ways.clone());
        // A connection that breaks is what some stories are about.
        tokio::spawn(async move { relay(browser, &server, &ways).await });
    }
}

/// One request, one answer.
async fn relay(mut browser: TcpStream, server: &str, ways: &Ways) -> std::io::Result<()> {
    let later = ways.later.load(Ordering::Relaxed);
    let (head, body) = request(&mut browser).await?;
    let Some(path) = head.split(' ').nth(1).map(str::to_owned) else { return Ok(()) };
    let mut server = TcpStream::connect(server).await?;
    let head = rewritten(&head, later && path.starts_with("/assets/"));
    server.write_all(head.as_bytes()).await?;
    server.write_all(&body).await?;
    if path == "/api/app/record" && ways.loses.load(Ordering::Relaxed) {
        return server.read_to_end(&mut Vec::new()).await.map(drop);
    }
    if !(later && names_assets(&path)) {
        return tokio::io::copy(&mut server, &mut browser).await.map(drop);
    }
    let mut answer = Vec::new();
    server.read_to_end(&mut answer).await?;
    browser.write_all(&backwards(&answer)).await
}

async fn request(browser: &mut TcpStream) -> std::io::Result<(String, Vec<u8>)> {
    let mut bytes = Vec::new();
    let end = loop {
        if browser.read_buf(&mut bytes).await? == 0 {
            return Ok(Default::default());
        }
        if let Some(at) = bytes.windows(4).position(|four| four == b"\r\n\r\n") {
            break at + 4;
        }
    };
    let mut body = bytes.split_off(end);
    let head = String::from_utf8_lossy(&bytes).into_owned();
    let announced = head.lines().filter_map(|line| line.split_once(": "));
    let mut length = announced.filter(|(name, _)| name.eq_ignore_ascii_case("content-length"));
    let length: usize = length.next_back().and_then(|(_, value)| value.parse().ok()).unwrap_or_default();
    while body.len() < length {
        if browser.read_buf(&mut body).await? == 0 {
            break;
        }
    }
    Ok((head, body))
}

/// As it goes on: for one answer, not packed, not compared with what the browser has of the other version.
fn rewritten(head: &str, renamed: bool) -> String {
    let mut lines = head.trim_end().split("\r\n");
    let first = lines.next().unwrap_or_default();
    let first = if renamed {
        String::from_utf8_lossy(&backwards(first.as_bytes())).into_owned()
    } else {
        first.to_owned()
    };
    let dropped = ["connection:", "accept-encoding:", "if-none-match:"];
    let kept = lines.filter(|line| !dropped.iter().any(|name| line.to_ascii_lowercase().starts_with(name)));
    let mut out = vec![first.as_str()];
    out.extend(kept);
    out.extend(["connection: close", "\r\n"]);
    out.join("\r\n")
}

fn names_assets(path: &str) -> bool {
    path == "/sw.js" || path.starts_with("/app") || (path.starts_with("/assets/") && path.ends_with(".js"))
}

/// Every run of exactly twelve hexadecimal digits is written backwards: the text stays as long as it was.
fn backwards(text: &[u8]) -> Vec<u8> {
    let mut out = text.to_vec();
    for run in out.chunk_by_mut(|one, next| is_digit(*one) == is_digit(*next)) {
        if run.len() == 12 && is_digit(run[0]) {
            run.reverse();
        }
    }
    out
}

fn is_digit(byte: u8) -> bool {
    matches!(byte, b'0'..=b'9' | b'a'..=b'f')
}
