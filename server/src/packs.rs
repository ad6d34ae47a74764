//! The ready-made KPIs and kits, fetched by the workspace when wanted rather than compiled into it.

use std::sync::LazyLock;

use axum::extract::State;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, ETAG};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse as _, Response};

use crate::etag;
use crate::state::Server;

static TAG: LazyLock<HeaderValue> = LazyLock::new(|| etag::of(vigie_service::packs_json().as_bytes()));

/// `/packs.json`.
pub async fn all(State(_): State<Server>, headers: HeaderMap) -> Response {
    let mut response = if etag::is_known(&headers, &TAG) {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        vigie_service::packs_json().into_response()
    };
    let out = response.headers_mut();
    out.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    out.insert(CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    out.insert(ETAG, TAG.clone());
    response
}
