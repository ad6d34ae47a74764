//! `/login` and `/logout`: plain forms that work without script.

use std::net::SocketAddr;

use axum::Form;
use axum::extract::{ConnectInfo, OriginalUri, Query, State};
use axum::http::header::USER_AGENT;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{Html, IntoResponse as _, Redirect, Response};
use serde::Deserialize;
use vigie_app::public::{Login, LoginProblem};
use vigie_service::Error;

use crate::pages;
use crate::state::Server;
use crate::{answers, language};

/// What the address says.
#[derive(Default, Deserialize)]
pub struct Wanted {
    next: Option<String>,
}

/// What the form sends.
#[derive(Deserialize)]
pub struct Typed {
    #[serde(default)]
    email: String,
    #[serde(default)]
    password: String,
    next: Option<String>,
}

/// The form, or on to the workspace for who is signed in.
pub async fn page(
    State(server): State<Server>,
    OriginalUri(uri): OriginalUri,
    Query(wanted): Query<Wanted>,
    headers: HeaderMap,
) -> Response {
    let next = inside(wanted.next.as_deref());
    if let Some(token) = server.token(&headers)
        && server.service().caller(&token).await.is_ok()
    {
        return Redirect::to(next).into_response();
    }
    let lang = language::of_request(uri.query(), &headers);
    let mut response = Html(pages::login(lang, &Login { email: "", next, problem: None })).into_response();
    language::remember(&mut response, &uri);
    response
}

/// Signs in. An unknown e-mail and a wrong password answer alike.
pub async fn submit(
    State(server): State<Server>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    OriginalUri(uri): OriginalUri,
    headers: HeaderMap,
    Form(typed): Form<Typed>,
) -> Response {
    let lang = language::of_request(uri.query(), &headers);
    let next = inside(typed.next.as_deref());
    let form =
        |problem| Html(pages::login(lang, &Login { email: &typed.email, next, problem: Some(problem) }));
    let attempt = match server.limits().may_try(&typed.email, server.address(peer, &headers)).await {
        Ok(attempt) => attempt,
        Err(wait) => return answers::too_many(form(LoginProblem::TooMany), wait),
    };
    match server.service().sign_in(&typed.email, &typed.password, agent(&headers)).await {
        Ok(token) => {
            let mut response = Redirect::to(next).into_response();
            server.cookies().set(response.headers_mut(), token.as_str());
            response
        }
        Err(Error::SignedOut) => match attempt.failed() {
            Ok(()) => (StatusCode::UNAUTHORIZED, form(LoginProblem::Wrong)).into_response(),
            Err(wait) => answers::too_many(form(LoginProblem::TooMany), wait),
        },
        Err(error) => answers::failed(error, form(LoginProblem::Unavailable)),
    }
}

/// Signs out, here only.
pub async fn leave(State(server): State<Server>, headers: HeaderMap) -> Response {
    if let Some(token) = server.token(&headers)
        && let Err(error) = server.service().sign_out(&token).await
    {
        tracing::warn!(?error, "the session could not be ended");
    }
    let mut response = Redirect::to("/login").into_response();
    server.cookies().clear(response.headers_mut());
    response
}

/// What the browser calls itself, so that a person recognises their sessions.
pub fn agent(headers: &HeaderMap) -> &str {
    headers.get(USER_AGENT).and_then(|value| value.to_str().ok()).unwrap_or_default()
}

/// Where to go afterwards: only into the workspace, never to another site.
fn inside(next: Option<&str>) -> &str {
    let fits = |path: &&str| {
        (*path == "/app" || path.starts_with("/app/") || path.starts_with("/app?"))
            && path.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\')
            && !path.contains("//")
    };
    next.filter(fits).unwrap_or("/app")
}

#[cfg(test)]
mod tests {
    use super::inside;

    #[test]
    fn no_way_out() {
        assert_eq!(inside(Some("/app/alpes/kpis?by=month")), "/app/alpes/kpis?by=month");
        for next in [
            "//evil.example",
            "https://evil.example",
            "/apple",
            "/app//x",
            "/app/\r\nx: y",
            "/app/\\x",
            "/s/x",
            "",
        ] {
            assert_eq!(inside(Some(next)), "/app", "{next}");
        }
    }
}
