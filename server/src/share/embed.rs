//! `/s/{token}/embed`: the dashboard or one card inside of pages of the sites that its owner has named.

use std::net::SocketAddr;

use axum::extract::{ConnectInfo, OriginalUri, Query, State};
use axum::http::header::{CONTENT_SECURITY_POLICY, CONTENT_TYPE};
use axum::http::{HeaderMap, HeaderValue, Method};
use axum::response::{IntoResponse as _, Response};
use serde::Deserialize;
use vigie_app::public::{EmbedLook, Theme};
use vigie_service::Error;

use super::kept::Look;
use super::{Visit, answer};
use crate::coding::Coding;
use crate::headers::{CSP, Framed, cache};
use crate::language;
use crate::state::Server;

/// What is not understood is as if it were not there.
#[derive(Deserialize)]
pub struct Wanted {
    theme: Option<String>,
    lang: Option<String>,
    card: Option<String>,
}

/// Where nobody may embed it, it answers as what does not open.
pub async fn embed(
    State(server): State<Server>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    OriginalUri(uri): OriginalUri,
    method: Method,
    Query(wanted): Query<Wanted>,
    headers: HeaderMap,
) -> Response {
    let token =
        uri.path().strip_prefix("/s/").and_then(|path| path.strip_suffix("/embed")).unwrap_or_default();
    let visit = Visit { server: &server, peer, uri: &uri, headers: &headers, token };
    let opening = match visit.opening().await {
        Ok(Some(opening)) if opening.key.is_none() && !opening.embedded_in.is_empty() => opening,
        Ok(_) => return visit.nothing(),
        Err(error) => return visit.failed(error),
    };
    let (look, coding) = (Look::Embed(look(&wanted)), Coding::of_request(&headers));
    match server.shared_pages().page(server.service(), token, &opening.edition, look, coding).await {
        Ok(Some(page)) => {
            if method == Method::GET {
                server.service().count_visit(page.share());
            }
            framed(answer(&page, &headers), &opening.embedded_in)
        }
        Ok(None) => visit.nothing(),
        Err(error) => visit.failed(error),
    }
}

/// `/s/{token}/badge.svg`: only where it may be embedded at all. A picture says less than any page, so every site may load it.
pub async fn badge(
    State(server): State<Server>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    OriginalUri(uri): OriginalUri,
    headers: HeaderMap,
) -> Response {
    let token = uri.path().strip_prefix("/s/").and_then(|path| path.strip_suffix("/badge.svg"));
    let token = token.unwrap_or_default();
    let visit = Visit { server: &server, peer, uri: &uri, headers: &headers, token };
    match write(&visit).await {
        Ok(Some(svg)) => {
            let mut response = svg.into_response();
            let out = response.headers_mut();
            out.insert(CONTENT_TYPE, HeaderValue::from_static("image/svg+xml"));
            out.insert("cross-origin-resource-policy", HeaderValue::from_static("cross-origin"));
            cache(out, "no-cache");
            response
        }
        Ok(None) => visit.nothing(),
        Err(error) => visit.failed(error),
    }
}

async fn write(visit: &Visit<'_>) -> Result<Option<String>, Error> {
    let opening = visit.opening().await?;
    if !opening.is_some_and(|opening| opening.key.is_none() && !opening.embedded_in.is_empty()) {
        return Ok(None);
    }
    let Some(opened) = visit.server.service().open_share(visit.token).await? else { return Ok(None) };
    let _core = visit.server.shared_pages().core().await;
    let written = tokio::task::spawn_blocking(move || vigie_app::public::badge(&opened));
    written.await.map_err(|error| Error::Internal(error.into()))
}

fn look(wanted: &Wanted) -> EmbedLook {
    EmbedLook {
        theme: match wanted.theme.as_deref() {
            Some("light") => Some(Theme::Light),
            Some("dark") => Some(Theme::Dark),
            _ => None,
        },
        lang: wanted.lang.as_deref().and_then(language::of_tag),
        card: wanted
            .card
            .as_deref()
            .and_then(|card| card.parse().ok())
            .filter(|card| (1..=99).contains(card)),
    }
}

/// Origins were brought into their plain form when they were kept: none breaks out of the policy.
fn framed(mut response: Response, origins: &[String]) -> Response {
    let policy = CSP.replace("frame-ancestors 'none'", &format!("frame-ancestors {}", origins.join(" ")));
    if let Ok(policy) = HeaderValue::from_str(&policy) {
        response.headers_mut().insert(CONTENT_SECURITY_POLICY, policy);
        response.extensions_mut().insert(Framed);
    }
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_understood_is_not_there() {
        let look = |theme: &str, lang: &str, card: &str| {
            let text = |text: &str| (!text.is_empty()).then(|| text.to_owned());
            look(&Wanted { theme: text(theme), lang: text(lang), card: text(card) })
        };
        assert_eq!(look("", "", ""), EmbedLook::default());
        let all = EmbedLook { theme: Some(Theme::Dark), lang: Some(vigie_domain::Lang::Fr), card: Some(2) };
        assert_eq!(look("dark", "fr", "2"), all);
        assert_eq!(look("<script>", "xx", "0"), EmbedLook::default());
        assert_eq!(look("", "", "1000000"), EmbedLook::default());
    }
}
