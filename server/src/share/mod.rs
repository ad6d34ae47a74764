//! `/s/{token}`: one dashboard for whoever has the link, and what belongs to it.

mod data;
mod door;
mod embed;
mod installed;
mod kept;
mod paper;
#[cfg(test)]
mod tests;

use std::net::SocketAddr;
use std::sync::Arc;

use axum::extract::{ConnectInfo, OriginalUri, State};
use axum::http::header::{CONTENT_ENCODING, CONTENT_TYPE, ETAG, VARY};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, Uri};
use axum::response::{IntoResponse as _, Response};
use vigie_domain::dashboard::Narrow;
use vigie_service::{Edition, Error, Opening};

pub use self::data::download;
pub use self::door::submit;
pub use self::embed::{badge, embed};
pub use self::installed::{manifest, worker};
pub use self::kept::SharedPages;
use self::kept::{Look, Page};
pub use self::paper::{pdf, preview};
use crate::coding::Coding;
use crate::headers::cache;
use crate::state::Server;
use crate::{answers, etag, fallback};

/// 32 random bytes as base64url.
const TOKEN_LENGTH: usize = 43;

/// Who asks for what of a share.
struct Visit<'a> {
    server: &'a Server,
    peer: SocketAddr,
    uri: &'a Uri,
    headers: &'a HeaderMap,
    /// Not decoded: a token has nothing to decode, and what can't be decoded is not there either.
    token: &'a str,
}

/// The page. Wrong, expired, revoked and never issued tokens answer alike. `?span=` narrows it to one of the choices that it
/// offers; whatever else stands there changes nothing.
pub async fn page(
    State(server): State<Server>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    OriginalUri(uri): OriginalUri,
    method: Method,
    headers: HeaderMap,
) -> Response {
    let token = uri.path().strip_prefix("/s/").unwrap_or_default();
    let visit = Visit { server: &server, peer, uri: &uri, headers: &headers, token };
    let opening = match visit.opening().await {
        Ok(Some(opening)) => opening,
        Ok(None) => return visit.nothing(),
        Err(error) => return visit.failed(error),
    };
    if !door::is_open(&visit, &opening) {
        return door::page(&opening, None);
    }
    match visit.page(&opening.edition).await {
        Ok(Some(page)) => {
            // Programs that watch whether it is there are no visitors; who has the page already is one.
            if method == Method::GET && !visit.goes_on() {
                server.service().count_visit(page.share());
            }
            answer(&page, &headers)
        }
        Ok(None) => visit.nothing(),
        Err(error) => visit.failed(error),
    }
}

impl Visit<'_> {
    /// Whether the link opens is asked each time, before any page that is kept.
    async fn opening(&self) -> Result<Option<Opening>, Error> {
        if !has_shape(self.token) {
            return Ok(None);
        }
        self.server.service().opening(self.token).await
    }

    /// The page, narrowed where it offers that.
    async fn page(&self, edition: &Edition) -> Result<Option<Arc<Page>>, Error> {
        let (server, coding) = (self.server, Coding::of_request(self.headers));
        let look = |look| server.shared_pages().page(server.service(), self.token, edition, look, coding);
        let whole = look(Look::Page).await?;
        match (self.narrow(), &whole) {
            (Some(narrow), Some(page)) if page.offers(narrow) => look(Look::Narrowed(narrow)).await,
            _ => Ok(whole),
        }
    }

    /// Nothing to decode: the choices have letters and digits only.
    fn narrow(&self) -> Option<Narrow> {
        self.uri.query()?.split('&').find_map(|part| part.strip_prefix("span=")).and_then(Narrow::parse)
    }

    /// Somebody narrows the page that they have opened: all of its links back to itself have a `?`.
    fn goes_on(&self) -> bool {
        let is_inside = self.headers.get("sec-fetch-site").is_some_and(|site| site == "same-origin");
        is_inside && self.uri.query().is_some()
    }

    /// The same for all that does not open.
    fn nothing(&self) -> Response {
        match self.server.limits().wrong_token(self.server.address(self.peer, self.headers)) {
            Ok(()) => fallback::not_found(self.uri, self.headers),
            Err(wait) => {
                let page = fallback::page(self.uri, self.headers, StatusCode::TOO_MANY_REQUESTS);
                answers::too_many(page, wait)
            }
        }
    }

    fn failed(&self, error: Error) -> Response {
        let page = fallback::page(self.uri, self.headers, StatusCode::SERVICE_UNAVAILABLE);
        answers::failed(error, page)
    }
}

fn answer(page: &Page, headers: &HeaderMap) -> Response {
    let is_known = etag::is_known(headers, &page.tag);
    let mut response = match is_known {
        true => StatusCode::NOT_MODIFIED.into_response(),
        false => page.body.clone().into_response(),
    };
    let out = response.headers_mut();
    if !is_known {
        out.insert(CONTENT_TYPE, HeaderValue::from_static(page.look.mime()));
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
