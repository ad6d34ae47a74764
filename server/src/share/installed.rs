//! What makes a share an app of its own: `/s/{token}/manifest.webmanifest` and `/s/{token}/sw.js`. A share with a password
//! has neither: a copy on the device would open without it.

use std::net::SocketAddr;

use axum::extract::{ConnectInfo, OriginalUri, State};
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderMap, HeaderValue, Uri};
use axum::response::{IntoResponse as _, Response};
use vigie_service::{Error, Opened};

use super::Visit;
use crate::headers::cache;
use crate::state::Server;
use crate::{assets, pages};

pub async fn manifest(
    State(server): State<Server>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    OriginalUri(uri): OriginalUri,
    headers: HeaderMap,
) -> Response {
    let visit = visit(&server, peer, &uri, &headers, "/manifest.webmanifest");
    match opened(&visit).await {
        Ok(Some(opened)) => answer(pages::share_manifest(&opened, &at(&visit)), "application/manifest+json"),
        Ok(None) => visit.nothing(),
        Err(error) => visit.failed(error),
    }
}

/// The same script for every share; which one it looks after says its scope.
pub async fn worker(
    State(server): State<Server>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    OriginalUri(uri): OriginalUri,
    headers: HeaderMap,
) -> Response {
    let visit = visit(&server, peer, &uri, &headers, "/sw.js");
    let (script, scope) = match (opened(&visit).await, HeaderValue::from_str(&at(&visit))) {
        (Ok(Some(_)), Ok(scope)) => (assets::text("share-sw.js"), scope),
        (Err(error), _) => return visit.failed(error),
        _ => return visit.nothing(),
    };
    let Some(script) = script else { return visit.nothing() };
    let mut response = answer(script, "text/javascript; charset=utf-8");
    response.headers_mut().insert("service-worker-allowed", scope);
    response
}

fn visit<'a>(
    server: &'a Server,
    peer: SocketAddr,
    uri: &'a Uri,
    headers: &'a HeaderMap,
    below: &str,
) -> Visit<'a> {
    let token = uri.path().strip_prefix("/s/").and_then(|path| path.strip_suffix(below)).unwrap_or_default();
    Visit { server, peer, uri, headers, token }
}

fn at(visit: &Visit<'_>) -> String {
    format!("/s/{}", visit.token)
}

async fn opened(visit: &Visit<'_>) -> Result<Option<Opened>, Error> {
    if visit.opening().await?.is_none_or(|opening| opening.key.is_some()) {
        return Ok(None);
    }
    visit.server.service().open_share(visit.token).await
}

fn answer(text: String, kind: &'static str) -> Response {
    let mut response = text.into_response();
    let out = response.headers_mut();
    out.insert(CONTENT_TYPE, HeaderValue::from_static(kind));
    cache(out, "private, no-cache");
    response
}
