//! The address `/` and small answers that need no file of their own.

use axum::extract::{OriginalUri, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{Html, IntoResponse as _, Redirect, Response};

use crate::headers::cache;
use crate::problem::Refusal;
use crate::state::Server;
use crate::{language, pages};

/// `/`: the workspace for who is signed in, the setup for a new installation, else what Vigie is.
pub async fn home(
    State(server): State<Server>,
    OriginalUri(uri): OriginalUri,
    headers: HeaderMap,
) -> Response {
    if let Some(token) = server.token(&headers)
        && server.service().caller(&token).await.is_ok()
    {
        return Redirect::to("/app").into_response();
    }
    if server.service().setup_open().await.unwrap_or(false) {
        return Redirect::to("/setup").into_response();
    }
    let lang = language::of_request(uri.query(), &headers);
    let mut response = Html(pages::landing(lang)).into_response();
    language::remember(&mut response, &uri);
    response
}

/// `/robots.txt`. Shares are not listed here: they say `noindex` themselves, which is only read when fetched.
pub async fn robots() -> Response {
    let mut response = "User-agent: *\nDisallow: /app\nDisallow: /api/\n".into_response();
    cache(response.headers_mut(), "public, max-age=86400");
    response
}

/// A write that another site has sent.
pub fn foreign() -> Response {
    Refusal::new(StatusCode::FORBIDDEN, "foreign-origin").into_response()
}
