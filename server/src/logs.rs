//! One line per request, without anything that opens a door: the token of a share is not written, nor any query.

use std::io::IsTerminal as _;
use std::time::{Duration, Instant};

use axum::extract::Request;
use axum::middleware::Next;
use axum::response::Response;
use tracing_subscriber::EnvFilter;

/// Starts logging to standard error; `filter` as in `RUST_LOG`.
pub fn start(filter: &str) {
    let filter = EnvFilter::try_new(filter).unwrap_or_else(|_| EnvFilter::new("info"));
    // A second start (two servers in one process, in tests) keeps the first one's settings.
    let colours = std::io::stderr().is_terminal();
    let lines =
        tracing_subscriber::fmt().with_env_filter(filter).with_ansi(colours).with_writer(std::io::stderr);
    let _ = lines.try_init();
}

/// Requests are `debug`, so that a quiet server stays quiet; slow and failed ones are warnings.
pub async fn each_request(request: Request, next: Next) -> Response {
    let started = Instant::now();
    let method = request.method().clone();
    let path = without_token(request.uri().path()).to_owned();
    let response = next.run(request).await;
    let (status, took) = (response.status().as_u16(), started.elapsed());
    let ms = took.as_millis();
    if status >= 500 || took > Duration::from_secs(5) {
        tracing::warn!(%method, path, status, ms, "request");
    } else {
        tracing::debug!(%method, path, status, ms, "request");
    }
    response
}

fn without_token(path: &str) -> &str {
    if path.starts_with("/s/") { "/s/*" } else { path }
}

#[cfg(test)]
mod tests {
    #[test]
    fn tokens_are_not_logged() {
        assert_eq!(super::without_token("/s/abcdef"), "/s/*");
        assert_eq!(super::without_token("/app/s/1"), "/app/s/1");
    }
}
