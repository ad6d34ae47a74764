//! `/s/{token}`: one dashboard for whoever has the link.

use std::net::SocketAddr;

use axum::extract::{ConnectInfo, OriginalUri, State};
use axum::http::header::{ETAG, IF_NONE_MATCH};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{Html, IntoResponse as _, Response};

use crate::headers::cache;
use crate::state::Server;
use crate::{answers, etag, fallback, pages};

/// 32 random bytes as base64url.
const TOKEN_LENGTH: usize = 43;

/// The page. Wrong, expired, revoked and never issued tokens answer alike; query parameters change nothing.
pub async fn page(
    State(server): State<Server>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    OriginalUri(uri): OriginalUri,
    headers: HeaderMap,
) -> Response {
    // Not decoded: a token has nothing to decode, and what can't be decoded is not there either.
    let token = uri.path().strip_prefix("/s/").unwrap_or_default();
    let found = if has_shape(token) { server.service().open_share(token).await } else { Ok(None) };
    match found {
        Ok(Some(shared)) => {
            let page = pages::share(&shared);
            let tag = etag::of(page.as_bytes());
            let mut response = if headers.get(IF_NONE_MATCH) == Some(&tag) {
                StatusCode::NOT_MODIFIED.into_response()
            } else {
                Html(page).into_response()
            };
            response.headers_mut().insert(ETAG, tag);
            cache(response.headers_mut(), "private, no-cache");
            response
        }
        Ok(None) => match server.limits().wrong_token(server.address(peer, &headers)) {
            Ok(()) => fallback::not_found(&uri, &headers),
            Err(wait) => {
                answers::too_many(fallback::page(&uri, &headers, StatusCode::TOO_MANY_REQUESTS), wait)
            }
        },
        Err(error) => answers::failed(error, fallback::page(&uri, &headers, StatusCode::SERVICE_UNAVAILABLE)),
    }
}

fn has_shape(token: &str) -> bool {
    token.len() == TOKEN_LENGTH
        && token.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
}
