//! What is not there, and other refusals: a page for people, problem+json for programs.

use axum::extract::{OriginalUri, State};
use axum::http::{HeaderMap, StatusCode, Uri};
use axum::response::{Html, IntoResponse as _, Response};

use crate::problem::Refusal;
use crate::state::Server;
use crate::{language, pages};

/// Addresses for programs.
pub fn is_api(path: &str) -> bool {
    path == "/api" || path.starts_with("/api/")
}

/// The last route.
pub async fn unknown(State(server): State<Server>, OriginalUri(uri): OriginalUri, headers: HeaderMap) -> Response {
    not_found(&server, &uri, &headers)
}

/// A known address, asked in a way it does not know. `Allow` is added by the router.
pub async fn wrong_method(State(server): State<Server>, OriginalUri(uri): OriginalUri, headers: HeaderMap) -> Response {
    if is_api(uri.path()) {
        Refusal::new(StatusCode::METHOD_NOT_ALLOWED, "method-not-allowed").into_response()
    } else {
        page(&server, &uri, &headers, StatusCode::METHOD_NOT_ALLOWED)
    }
}

/// 404 for people or programs.
pub fn not_found(server: &Server, uri: &Uri, headers: &HeaderMap) -> Response {
    if is_api(uri.path()) {
        Refusal::not_found().into_response()
    } else {
        page(server, uri, headers, StatusCode::NOT_FOUND)
    }
}

/// The page that says it did not work, with this status. One text for all: what was wrong is for programs.
pub fn page(server: &Server, uri: &Uri, headers: &HeaderMap, status: StatusCode) -> Response {
    let lang = language::of_request(uri.query(), headers);
    (status, Html(pages::not_found(server, lang))).into_response()
}
