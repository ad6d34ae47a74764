//! The password of a share. Who knew it gets a cookie for this one address, which holds until the password is changed; there is
//! no list of who may look.

use std::net::SocketAddr;

use axum::Form;
use axum::extract::{ConnectInfo, OriginalUri, State};
use axum::http::header::SET_COOKIE;
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{Html, IntoResponse as _, Redirect, Response};
use serde::Deserialize;
use vigie_app::public::ShareProblem;
use vigie_service::Opening;

use super::Visit;
use crate::session::cookie;
use crate::state::Server;
use crate::{answers, pages};

/// How long a browser keeps the cookie: a board meets four times a year.
const SECONDS: u32 = 100 * 24 * 60 * 60;

#[derive(Deserialize)]
pub struct Typed {
    #[serde(default)]
    password: String,
}

/// Whether the visitor has brought what the password gives.
pub(super) fn is_open(visit: &Visit<'_>, opening: &Opening) -> bool {
    opening.key.as_deref().is_none_or(|key| cookie(visit.headers, name(visit.server)) == Some(key))
}

/// The form. It says nothing of what is behind it.
pub(super) fn page(opening: &Opening, problem: Option<ShareProblem>) -> Response {
    (StatusCode::UNAUTHORIZED, form(opening, problem)).into_response()
}

fn form(opening: &Opening, problem: Option<ShareProblem>) -> Html<String> {
    Html(pages::share_door(opening.edition.lang, problem))
}

/// `POST /s/{token}`: the password.
pub async fn submit(
    State(server): State<Server>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    OriginalUri(uri): OriginalUri,
    headers: HeaderMap,
    Form(typed): Form<Typed>,
) -> Response {
    let token = uri.path().strip_prefix("/s/").unwrap_or_default();
    let visit = Visit { server: &server, peer, uri: &uri, headers: &headers, token };
    let opening = match visit.opening().await {
        Ok(Some(opening)) => opening,
        Ok(None) => return visit.nothing(),
        Err(error) => return visit.failed(error),
    };
    let onward = Redirect::to(uri.path());
    if opening.key.is_none() {
        return onward.into_response();
    }
    let account = format!("share {}", opening.edition.share);
    let attempt = match server.limits().may_try(&account, server.address(peer, &headers)).await {
        Ok(attempt) => attempt,
        Err(wait) => return answers::too_many(form(&opening, Some(ShareProblem::TooMany)), wait),
    };
    match server.service().try_share_password(token, &typed.password).await {
        Ok(Some(key)) => {
            let mut response = onward.into_response();
            let secure = if server.public_url().is_https() { "; Secure" } else { "" };
            let text = format!(
                "{}={key}; Path={}; Max-Age={SECONDS}; HttpOnly; SameSite=Lax{secure}",
                name(&server),
                uri.path()
            );
            if let Ok(value) = HeaderValue::from_str(&text) {
                response.headers_mut().append(SET_COOKIE, value);
            }
            response
        }
        Ok(None) => match attempt.failed() {
            Ok(()) => page(&opening, Some(ShareProblem::Wrong)),
            Err(wait) => answers::too_many(form(&opening, Some(ShareProblem::TooMany)), wait),
        },
        Err(error) => answers::failed(error, form(&opening, Some(ShareProblem::Unavailable))),
    }
}

/// With a public https address the browser takes it from nowhere else.
fn name(server: &Server) -> &'static str {
    if server.public_url().is_https() { "__Secure-vigie-share" } else { "vigie-share" }
}
