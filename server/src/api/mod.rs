//! `/api/v1`: reading for programs, with the session of a browser.

mod clusters;

use axum::Router;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::routing::get;
use vigie_service::{Caller, Error};

use crate::problem::Refusal;
use crate::state::Server;

/// Everything below `/api/v1`.
pub fn router() -> Router<Server> {
    Router::new()
        .route("/clusters", get(clusters::list))
        .route("/clusters/{slug}", get(clusters::one))
        .route("/clusters/{slug}/kpis", get(clusters::kpis))
        .route("/clusters/{slug}/kpis/{key}/readings", get(clusters::readings))
        .route("/clusters/{slug}/export", get(clusters::export))
}

/// Who asks; refused when nobody is signed in.
pub struct Signed(pub Caller);

impl FromRequestParts<Server> for Signed {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, server: &Server) -> Result<Self, Refusal> {
        let token = server.token(&parts.headers).ok_or(Error::SignedOut)?;
        Ok(Self(server.service().caller(&token).await?))
    }
}
