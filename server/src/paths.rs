//! Refuses addresses that two programs could read differently, before any route sees them.
//!
//! `//api`, `/app/../api`, `/%2e%2e/`, encoded slashes and NUL mean one thing to a proxy and another to a router;
//! no address of Vigie needs them, so they do not exist.

use axum::extract::Request;
use axum::middleware::Next;
use axum::response::Response;

use crate::fallback;

/// Answers 404 for an ambiguous path.
pub async fn only_plain(request: Request, next: Next) -> Response {
    if is_plain(request.uri().path()) {
        next.run(request).await
    } else {
        fallback::not_found(request.uri(), request.headers())
    }
}

fn is_plain(path: &str) -> bool {
    let lower = path.to_ascii_lowercase();
    let tricky = ["//", "%2f", "%5c", "%00", "%25", "\\", ";", "%3b"];
    if !lower.starts_with('/') || tricky.iter().any(|sign| lower.contains(sign)) {
        return false;
    }
    lower.split('/').all(|segment| !matches!(segment.replace("%2e", ".").as_str(), "." | ".."))
}

#[cfg(test)]
mod tests {
    use super::is_plain;

    #[test]
    fn ambiguous_paths_do_not_exist() {
        for path in ["/", "/app", "/app/alpes/kpis", "/app/", "/s/abc_-", "/app/%C3%A9", "/assets/app-1.js"] {
            assert!(is_plain(path), "{path}");
        }
        for path in [
            "//api",
            "/app//x",
            "/app/../api",
            "/app/..",
            "/app/%2e%2e/api",
            "/app/.%2E/api",
            "/s/%00",
            "/a;x",
            "/a%2Fb",
            "/a\\b",
            "/a%5cb",
            "/%252e%252e/",
            "*",
        ] {
            assert!(!is_plain(path), "{path}");
        }
    }
}
