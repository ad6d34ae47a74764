//! Errors of the programmable addresses as problem+json (RFC 9457), the same ones the screens get.

use axum::Json;
use axum::http::header::{CONTENT_TYPE, RETRY_AFTER};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use vigie_domain::Problem;
use vigie_service::Error;

/// One refusal.
#[derive(Debug, Serialize)]
pub struct Refusal {
    #[serde(rename = "type")]
    about: &'static str,
    title: &'static str,
    status: u16,
    /// Stable word for programs.
    code: &'static str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    problems: Vec<Problem>,
}

impl Refusal {
    pub fn new(status: StatusCode, code: &'static str) -> Self {
        Self {
            about: "about:blank",
            title: status.canonical_reason().unwrap_or("Error"),
            status: status.as_u16(),
            code,
            problems: Vec::new(),
        }
    }

    /// There is nothing here, or not for the one who asks: the two answer alike.
    pub fn not_found() -> Self {
        Self::new(StatusCode::NOT_FOUND, "not-found")
    }
}

impl From<Error> for Refusal {
    fn from(error: Error) -> Self {
        match error {
            Error::SignedOut => Self::new(StatusCode::UNAUTHORIZED, "signed-out"),
            Error::NotFound => Self::not_found(),
            Error::Forbidden => Self::new(StatusCode::FORBIDDEN, "forbidden"),
            Error::Invalid(problems) => {
                Self { problems, ..Self::new(StatusCode::UNPROCESSABLE_ENTITY, "invalid") }
            }
            Error::Conflict => Self::new(StatusCode::CONFLICT, "conflict"),
            Error::TooMany => Self::new(StatusCode::TOO_MANY_REQUESTS, "too-many"),
            Error::Busy => Self::new(StatusCode::SERVICE_UNAVAILABLE, "busy"),
            Error::Unavailable => Self::new(StatusCode::SERVICE_UNAVAILABLE, "unavailable"),
            Error::Internal(source) => {
                tracing::error!(%source, "request failed");
                Self::new(StatusCode::INTERNAL_SERVER_ERROR, "internal")
            }
        }
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let mut response = (status, Json(self)).into_response();
        let headers = response.headers_mut();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        if matches!(status, StatusCode::SERVICE_UNAVAILABLE) {
            headers.insert(RETRY_AFTER, HeaderValue::from_static("5"));
        }
        response
    }
}
