//! What is not there, and other refusals: a page for people, problem+json for programs.

use axum::extract::OriginalUri;
use axum::http::{HeaderMap, StatusCode, Uri};
use axum::response::{Html, IntoResponse as _, Response};

use crate::problem::Refusal;
use crate::{language, pages};

/// Addresses for programs.
pub fn is_api(path: &str) -> bool {
    path == "/api" || path.starts_with("/api/")
}

/// The last route.
pub async fn unknown(OriginalUri(uri): OriginalUri, headers: HeaderMap) -> Response {
    not_found(&uri, &headers)
}

/// A known address, asked in a way it does not know. `Allow` is added by the router.
pub async fn wrong_method(OriginalUri(uri): OriginalUri, headers: HeaderMap) -> Response {
    if is_api(uri.path()) {
        Refusal::new(StatusCode::METHOD_NOT_ALLOWED, "method-not-allowed").into_response()
    } else {
        page(&uri, &headers, StatusCode::METHOD_NOT_ALLOWED)
    }
}

/// 404 for people or programs.
pub fn not_found(uri: &Uri, headers: &HeaderMap) -> Response {
    if is_api(uri.path()) {
        Refusal::not_found().into_response()
    } else {
        page(uri, headers, StatusCode::NOT_FOUND)
    }
}

/// The page that says it did not work, with this status.
pub fn page(uri: &Uri, headers: &HeaderMap, status: StatusCode) -> Response {
    let lang = language::of_request(uri.query(), headers);
    let is_later = matches!(status, StatusCode::TOO_MANY_REQUESTS | StatusCode::SERVICE_UNAVAILABLE);
    let page = if is_later { pages::unavailable(lang) } else { pages::not_found(lang) };
    (status, Html(page)).into_response()
}
