//! What makes a share an app of its own: `/s/{token}/manifest.webmanifest` and `/s/{token}/sw.js`. A share with a password
//! has neither: a copy on the device would open without it.

use std::net::SocketAddr;
use std::sync::Arc;

use axum::extract::{ConnectInfo, OriginalUri, State};
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderMap, HeaderValue, Uri};
use axum::response::{IntoResponse as _, Response};
use vigie_service::{Error, Opening};

use super::kept::{Look, Page};
use super::{Visit, answer};
use crate::assets;
use crate::coding::Coding;
use crate::headers::cache;
use crate::state::Server;

pub async fn manifest(
    State(server): State<Server>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    OriginalUri(uri): OriginalUri,
    headers: HeaderMap,
) -> Response {
    let visit = visit(&server, peer, &uri, &headers, "/manifest.webmanifest");
    match kept(&visit).await {
        Ok(Some(page)) => answer(&page, &headers),
        Ok(None) => visit.nothing(),
        Err(error) => visit.failed(error),
    }
}

async fn kept(visit: &Visit<'_>) -> Result<Option<Arc<Page>>, Error> {
    let Some(opening) = installable(visit).await? else { return Ok(None) };
    let (server, coding) = (visit.server, Coding::of_request(visit.headers));
    let pages = server.shared_pages();
    pages.page(server.service(), visit.token, &opening.edition, Look::Manifest, coding).await
}

/// The same script for every share; which one it looks after says its scope.
pub async fn worker(
    State(server): State<Server>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    OriginalUri(uri): OriginalUri,
    headers: HeaderMap,
) -> Response {
    let visit = visit(&server, peer, &uri, &headers, "/sw.js");
    let (script, scope) = match (installable(&visit).await, HeaderValue::from_str(uri_of(&uri))) {
        (Ok(Some(_)), Ok(scope)) => (assets::text("share-sw.js"), scope),
        (Err(error), _) => return visit.failed(error),
        _ => return visit.nothing(),
    };
    let Some(script) = script else { return visit.nothing() };
    let mut response = script.into_response();
    let out = response.headers_mut();
    out.insert(CONTENT_TYPE, HeaderValue::from_static("text/javascript; charset=utf-8"));
    out.insert("service-worker-allowed", scope);
    cache(out, "private, no-cache");
    response
}

/// `/s/{token}` of what lies below it.
fn uri_of(uri: &Uri) -> &str {
    uri.path().rsplit_once('/').map_or("", |(page, _)| page)
}

async fn installable(visit: &Visit<'_>) -> Result<Option<Opening>, Error> {
    Ok(visit.opening().await?.filter(|opening| opening.key.is_none()))
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
