//! `/api/app/logo`: what the workspace shows of a cluster's own logo. On pages of shares and in documents it stands itself.

use axum::extract::{Path, State};
use axum::http::HeaderValue;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::{IntoResponse as _, Response};

use crate::api::Signed;
use crate::problem::Refusal;
use crate::state::Server;

/// `GET …/{slug}/{sha256}`: a PNG that this program wrote.
pub async fn show(
    State(server): State<Server>,
    Signed(caller): Signed,
    Path((slug, sha256)): Path<(String, String)>,
) -> Result<Response, Refusal> {
    let mut response = server.service().kept_logo(&caller, &slug, &sha256).await?.into_response();
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("image/png"));
    // Nothing of it stays on a device that another person uses next.
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("private, no-store"));
    Ok(response)
}
