//! Answers of the plain forms that are not simply a page.

use std::time::Duration;

use axum::http::header::RETRY_AFTER;
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use vigie_service::Error;

/// 429 with the seconds to wait.
pub fn too_many(page: impl IntoResponse, wait: Duration) -> Response {
    let mut response = (StatusCode::TOO_MANY_REQUESTS, page).into_response();
    response.headers_mut().insert(RETRY_AFTER, HeaderValue::from(wait.as_secs().saturating_add(1)));
    response
}

/// The server could not do it: the cause is logged, the page says to try again.
pub fn failed(error: Error, page: impl IntoResponse) -> Response {
    tracing::error!(?error, "a form could not be answered");
    (StatusCode::SERVICE_UNAVAILABLE, page).into_response()
}
