//! `/api/app/live`: one line for each change of a cluster that the person may see: its slug and its number. What changed
//! is asked for as always; this only says when.

use std::convert::Infallible;
use std::time::Duration;

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse as _, Response};
use futures_util::stream;

use crate::problem::Refusal;
use crate::state::Server;

/// Proxies close what is silent for a minute.
const SIGN_OF_LIFE: Duration = Duration::from_secs(25);

pub async fn stream(State(server): State<Server>, headers: HeaderMap) -> Response {
    let Some(session) = server.token(&headers) else {
        return Refusal::new(StatusCode::UNAUTHORIZED, "signed-out").into_response();
    };
    if server.service().caller(&session).await.is_err() {
        return Refusal::new(StatusCode::UNAUTHORIZED, "signed-out").into_response();
    }
    let watch = server.service().watch();
    let news = stream::unfold((server, watch, session), |(server, mut watch, session)| async move {
        let ending = server.ending();
        let next = tokio::select! {
            next = server.service().next_news(&mut watch, &session) => next.ok()?,
            () = ending => return None,
        };
        let event = Event::default().data(format!("{} {}", next.1, next.0));
        Some((Ok::<_, Infallible>(event), (server, watch, session)))
    });
    Sse::new(news).keep_alive(KeepAlive::new().interval(SIGN_OF_LIFE)).into_response()
}
