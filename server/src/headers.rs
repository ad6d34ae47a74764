//! The headers of every answer, errors too: what a browser may do with it.

use axum::extract::{Request, State};
use axum::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, REFERRER_POLICY, STRICT_TRANSPORT_SECURITY,
    X_CONTENT_TYPE_OPTIONS, X_FRAME_OPTIONS,
};
use axum::http::{HeaderMap, HeaderName, HeaderValue};
use axum::middleware::Next;
use axum::response::Response;

use crate::state::Server;

/// Static: no page has a script or a style inside, so no nonce is needed and pages can be cached.
pub const CSP: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
    img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; manifest-src 'self'; worker-src 'self'; \
    form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

static ALWAYS: [(HeaderName, &str); 6] = [
    (CONTENT_SECURITY_POLICY, CSP),
    (X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (X_FRAME_OPTIONS, "DENY"),
    (
        HeaderName::from_static("permissions-policy"),
        "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    ),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
];

/// Put into an answer that sites of its policy may show inside of theirs: the older header knows only "nobody".
#[derive(Clone, Copy)]
pub struct Framed;

/// The outermost layer: what it adds is on refused, timed out and unknown requests as well.
pub async fn on_every_answer(State(server): State<Server>, request: Request, next: Next) -> Response {
    let is_share = request.uri().path().starts_with("/s/");
    let mut response = next.run(request).await;
    let is_framed = response.extensions().get::<Framed>().is_some();
    let headers = response.headers_mut();
    for (name, value) in ALWAYS.iter().filter(|(name, _)| !(is_framed && name == X_FRAME_OPTIONS)) {
        // A file of evidence has a stricter policy.
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    }
    if server.public_url().is_https() {
        headers.insert(STRICT_TRANSPORT_SECURITY, HeaderValue::from_static("max-age=31536000"));
    }
    // The address of a share is its key: it goes nowhere. Elsewhere forms need the referrer of their own site.
    headers.insert(
        REFERRER_POLICY,
        HeaderValue::from_static(if is_share { "no-referrer" } else { "same-origin" }),
    );
    if is_share {
        headers.insert("x-robots-tag", HeaderValue::from_static("noindex, nofollow"));
    }
    if !headers.contains_key(CACHE_CONTROL) {
        cache(headers, "private, no-store");
    }
    response
}

/// Says how long an answer may be kept; without it nothing is kept.
pub fn cache(headers: &mut HeaderMap, value: &'static str) {
    headers.insert(CACHE_CONTROL, HeaderValue::from_static(value));
}
