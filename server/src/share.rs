//! `/s/{token}`: one dashboard for whoever has the link.

use std::net::SocketAddr;
use std::sync::Arc;

use axum::extract::{ConnectInfo, OriginalUri, State};
use axum::http::header::{CONTENT_ENCODING, CONTENT_TYPE, ETAG, VARY};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode};
use axum::response::{IntoResponse as _, Response};
use vigie_service::Error;

use crate::coding::Coding;
use crate::headers::cache;
use crate::shared_pages::Page;
use crate::state::Server;
use crate::{answers, etag, fallback};

/// 32 random bytes as base64url.
const TOKEN_LENGTH: usize = 43;

/// The page. Wrong, expired, revoked and never issued tokens answer alike; query parameters change nothing.
pub async fn page(
    State(server): State<Server>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    OriginalUri(uri): OriginalUri,
    method: Method,
    headers: HeaderMap,
) -> Response {
    // Not decoded: a token has nothing to decode, and what can't be decoded is not there either.
    let token = uri.path().strip_prefix("/s/").unwrap_or_default();
    match shown(&server, token, &headers).await {
        Ok(Some(page)) => {
            // Programs that watch whether it is there are no visitors; who has the page already is one.
            if method == Method::GET {
                server.service().count_visit(page.share());
            }
            answer(&page, &headers)
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

/// Whether the link opens is asked each time, before any page that is kept.
async fn shown(server: &Server, token: &str, headers: &HeaderMap) -> Result<Option<Arc<Page>>, Error> {
    if !has_shape(token) {
        return Ok(None);
    }
    let service = server.service();
    let Some(edition) = service.edition(token).await? else { return Ok(None) };
    server.shared_pages().page(service, token, &edition, Coding::of_request(headers)).await
}

fn answer(page: &Page, headers: &HeaderMap) -> Response {
    let is_known = etag::is_known(headers, &page.tag);
    let mut response = match is_known {
        true => StatusCode::NOT_MODIFIED.into_response(),
        false => page.body.clone().into_response(),
    };
    let out = response.headers_mut();
    if !is_known {
        out.insert(CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
        if let Some(coding) = page.coding.header() {
            out.insert(CONTENT_ENCODING, coding);
        }
    }
    out.insert(ETAG, page.tag.clone());
    out.insert(VARY, HeaderValue::from_static("accept-encoding"));
    cache(out, "private, no-cache");
    response
}

fn has_shape(token: &str) -> bool {
    token.len() == TOKEN_LENGTH
        && token.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
}
