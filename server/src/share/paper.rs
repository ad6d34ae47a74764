//! `/s/{token}/report.pdf`: what the page shows, on A4. `/s/{token}/preview.png`: what a messenger shows beside the link.

use std::net::SocketAddr;

use axum::extract::{ConnectInfo, OriginalUri, State};
use axum::http::header::CONTENT_DISPOSITION;
use axum::http::{HeaderMap, HeaderValue};
use axum::response::Response;
use vigie_service::Error;

use super::kept::Look;
use super::{Visit, answer, door};
use crate::coding::Coding;
use crate::state::Server;

/// As the page does, it answers alike for all that does not open; without the password, too.
pub async fn pdf(
    State(server): State<Server>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    OriginalUri(uri): OriginalUri,
    headers: HeaderMap,
) -> Response {
    let visit = Visit { server: &server, peer, uri: &uri, headers: &headers, token: token(uri.path()) };
    match file(&visit, Look::Pdf).await {
        Ok(Some(mut response)) => {
            let name = HeaderValue::from_static("attachment; filename=\"vigie.pdf\"");
            response.headers_mut().insert(CONTENT_DISPOSITION, name);
            response
        }
        Ok(None) => visit.nothing(),
        Err(error) => visit.failed(error),
    }
}

/// None behind a password: whoever passes a link on has not been asked for it.
pub async fn preview(
    State(server): State<Server>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    OriginalUri(uri): OriginalUri,
    headers: HeaderMap,
) -> Response {
    let visit = Visit { server: &server, peer, uri: &uri, headers: &headers, token: token(uri.path()) };
    match file(&visit, Look::Preview).await {
        Ok(Some(mut response)) => {
            // The messenger shows it on a page of its own.
            let anywhere = HeaderValue::from_static("cross-origin");
            response.headers_mut().insert("cross-origin-resource-policy", anywhere);
            response
        }
        Ok(None) => visit.nothing(),
        Err(error) => visit.failed(error),
    }
}

async fn file(visit: &Visit<'_>, look: Look) -> Result<Option<Response>, Error> {
    let Some(opening) = visit.opening().await? else { return Ok(None) };
    let is_open = match look {
        Look::Preview => opening.key.is_none(),
        _ => door::is_open(visit, &opening),
    };
    if !is_open {
        return Ok(None);
    }
    let server = visit.server;
    let pages = server.shared_pages();
    let page = pages.page(server.service(), visit.token, &opening.edition, look, Coding::Identity).await?;
    Ok(page.map(|page| answer(&page, visit.headers)))
}

fn token(path: &str) -> &str {
    path.strip_prefix("/s/").and_then(|rest| rest.split_once('/')).map_or("", |(token, _)| token)
}
