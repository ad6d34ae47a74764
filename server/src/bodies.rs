//! What a request may carry: how much, of which type, and for how long it may take to send it.

use std::time::Duration;

use axum::body::{Body, to_bytes};
use axum::extract::Request;
use axum::http::header::{CONTENT_LENGTH, CONTENT_TYPE};
use axum::http::{HeaderMap, Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use vigie_domain::evidence::LARGEST;

use crate::problem::Refusal;
use crate::{evidence, fallback};

const USUAL: usize = 1024 * 1024;
const IMPORT: usize = 20 * 1024 * 1024;
/// One that is a little too large still hears so at its field.
const LOGO: usize = 2 * vigie_domain::logo::LARGEST;
/// A phone on a bad line needs a while for a workbook; longer only ties up the server.
const TO_SEND: Duration = Duration::from_secs(60);

/// Reads the body in whole before a handler runs, so that too much is refused early and alike everywhere.
pub async fn within_limits(request: Request, next: Next) -> Response {
    if matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS) {
        return next.run(request).await;
    }
    let (parts, body) = request.into_parts();
    let refuse = |status| refuse(&parts.uri, &parts.headers, status);
    let path = parts.uri.path();
    let is_api = fallback::is_api(path);
    if is_api && !has_type(&parts.headers, "application/json") && !may_be_file(path) {
        return refuse(StatusCode::UNSUPPORTED_MEDIA_TYPE);
    }
    let limit = match path {
        evidence::PATH => LARGEST,
        path if is_api && may_be_file(path) => IMPORT,
        "/api/app/clusters/logo" => LOGO,
        _ => USUAL,
    };
    if announced(&parts.headers).is_some_and(|length| length > limit) {
        return refuse(StatusCode::PAYLOAD_TOO_LARGE);
    }
    let bytes = match tokio::time::timeout(TO_SEND, to_bytes(body, limit)).await {
        Ok(Ok(bytes)) => bytes,
        Ok(Err(_)) => return refuse(StatusCode::PAYLOAD_TOO_LARGE),
        Err(_) => return refuse(StatusCode::REQUEST_TIMEOUT),
    };
    next.run(Request::from_parts(parts, Body::from(bytes))).await
}

/// Imports and evidence carry a file.
fn may_be_file(path: &str) -> bool {
    path == evidence::PATH || path.rsplit('/').next().is_some_and(|last| last.starts_with("import"))
}

fn announced(headers: &HeaderMap) -> Option<usize> {
    headers.get(CONTENT_LENGTH)?.to_str().ok()?.parse().ok()
}

fn has_type(headers: &HeaderMap, wanted: &str) -> bool {
    headers
        .get(CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .and_then(|value| value.split(';').next())
        .is_some_and(|found| found.trim().eq_ignore_ascii_case(wanted))
}

fn refuse(uri: &axum::http::Uri, headers: &HeaderMap, status: StatusCode) -> Response {
    let code = match status {
        StatusCode::PAYLOAD_TOO_LARGE => "too-large",
        StatusCode::REQUEST_TIMEOUT => "timeout",
        _ => "unsupported-media-type",
    };
    if fallback::is_api(uri.path()) {
        Refusal::new(status, code).into_response()
    } else {
        fallback::page(uri, headers, status)
    }
}
