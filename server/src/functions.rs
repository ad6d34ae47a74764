//! `/api/app/…`: the server functions of the workspace. Who calls is put into their context; they decide nothing
//! about HTTP, so the status of their errors is set here.

use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::http::header::{ACCEPT, CACHE_CONTROL, REFERER};
use axum::http::{HeaderValue, Method, StatusCode};
use axum::response::{IntoResponse as _, Response};
use leptos::prelude::provide_context;
use leptos::server_fn::axum::get_server_fn_service;
use leptos_axum::handle_server_fns_with_context;
use vigie_app::request::Request as AppRequest;

use crate::problem::Refusal;
use crate::state::Server;

/// Error answers are small; what is larger is none.
const LONGEST_ERROR: usize = 256 * 1024;

/// One call.
pub async fn call(State(server): State<Server>, mut request: Request) -> Response {
    let path = request.uri().path();
    if get_server_fn_service(path, request.method().clone()).is_none() {
        let is_known = get_server_fn_service(path, Method::POST).is_some();
        return match is_known {
            true => Refusal::new(StatusCode::METHOD_NOT_ALLOWED, "method-not-allowed").into_response(),
            false => Refusal::not_found().into_response(),
        };
    }
    // Plain form posts (a redirect to the referrer) are not served: forms without script are ours.
    request.headers_mut().remove(REFERER);
    request.headers_mut().insert(ACCEPT, HeaderValue::from_static("application/json"));
    let context = AppRequest { service: server.service().clone(), session: server.token(request.headers()) };
    let response = handle_server_fns_with_context(move || provide_context(context.clone()), request).await;
    let mut response = with_status(response.into_response()).await;
    response.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("private, no-store"));
    response
}

/// Server functions answer 500 for every error; the word inside says which it is.
async fn with_status(response: Response) -> Response {
    if response.status() != StatusCode::INTERNAL_SERVER_ERROR {
        return response;
    }
    let (mut parts, body) = response.into_parts();
    let bytes = to_bytes(body, LONGEST_ERROR).await.unwrap_or_default();
    let word = serde_json::from_slice::<serde_json::Value>(&bytes).ok();
    let word = word.as_ref().and_then(|value| value["error"].as_str()).unwrap_or_default();
    parts.status = match word {
        "signed_out" => StatusCode::UNAUTHORIZED,
        "forbidden" => StatusCode::FORBIDDEN,
        "not_found" => StatusCode::NOT_FOUND,
        "invalid" => StatusCode::UNPROCESSABLE_ENTITY,
        "malformed" => StatusCode::BAD_REQUEST,
        "conflict" => StatusCode::CONFLICT,
        "unavailable" | "busy" => StatusCode::SERVICE_UNAVAILABLE,
        _ => StatusCode::INTERNAL_SERVER_ERROR,
    };
    Response::from_parts(parts, Body::from(bytes))
}
