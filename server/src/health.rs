//! For whoever watches the server: is the process alive, and can it answer?

use axum::extract::State;
use axum::http::StatusCode;

use crate::state::Server;

/// The process runs.
pub async fn alive() -> &'static str {
    "ok"
}

/// The database answers too.
pub async fn ready(State(server): State<Server>) -> (StatusCode, &'static str) {
    match server.service().ping().await {
        Ok(_) => (StatusCode::OK, "ready"),
        Err(_) => (StatusCode::SERVICE_UNAVAILABLE, "the database does not answer"),
    }
}
