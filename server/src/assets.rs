//! The front end, compiled into the program: hashed files for ever, root files checked each time.

use axum::http::header::{CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE, ETAG, VARY};
use axum::http::{HeaderMap, HeaderValue, StatusCode, Uri};
use axum::response::{IntoResponse as _, Response};
use rust_embed::{EmbeddedFile, RustEmbed};

use crate::coding::accepts_brotli;
use crate::{etag, fallback};

/// Made by the front end's build (`make dist`), or a stub that says so.
#[derive(RustEmbed)]
#[folder = "../dist"]
struct Dist;

const FOR_EVER: &str = "public, max-age=31536000, immutable";
const A_DAY: &str = "public, max-age=86400";
const ASK_EACH_TIME: &str = "no-cache";

/// The text of a file.
pub fn text(name: &str) -> Option<String> {
    String::from_utf8(Dist::get(name)?.data.into_owned()).ok()
}

/// `/assets/{name}`: names carry the hash of their bytes, so they can be kept for ever.
pub async fn hashed(uri: Uri, headers: HeaderMap) -> Response {
    or_not_found(serve(uri.path(), FOR_EVER, &headers), &uri, &headers)
}

/// `/icons/{name}`, `/favicon.ico`.
pub async fn icon(uri: Uri, headers: HeaderMap) -> Response {
    let path = if uri.path() == "/favicon.ico" { "/icons/favicon.svg" } else { uri.path() };
    or_not_found(serve(path, A_DAY, &headers), &uri, &headers)
}

/// `/sw.js`, `/manifest.webmanifest`: found again by their name, so asked for each time.
pub async fn root(uri: Uri, headers: HeaderMap) -> Response {
    or_not_found(serve(uri.path(), ASK_EACH_TIME, &headers), &uri, &headers)
}

/// `/app`, everything below it, and `/app/shell` for the service worker: the same page, without a person in it.
pub async fn shell(uri: Uri, headers: HeaderMap) -> Response {
    or_not_found(serve("/shell.html", ASK_EACH_TIME, &headers), &uri, &headers)
}

fn or_not_found(found: Option<Response>, uri: &Uri, headers: &HeaderMap) -> Response {
    found.unwrap_or_else(|| fallback::not_found(uri, headers))
}

fn serve(path: &str, cache: &'static str, headers: &HeaderMap) -> Option<Response> {
    let path = path.strip_prefix('/')?;
    if path.ends_with(".br") {
        return None;
    }
    let file = Dist::get(path)?;
    let compressed = accepts_brotli(headers).then(|| Dist::get(&format!("{path}.br"))).flatten();
    let encoded = compressed.is_some();
    let tag = tag_of(&file, encoded);
    let mut response = if etag::is_known(headers, &tag) {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        compressed.unwrap_or(file).data.into_response()
    };
    let out = response.headers_mut();
    out.insert(CONTENT_TYPE, HeaderValue::from_static(content_type(path)));
    out.insert(CACHE_CONTROL, HeaderValue::from_static(cache));
    out.insert(VARY, HeaderValue::from_static("accept-encoding"));
    if encoded {
        out.insert(CONTENT_ENCODING, HeaderValue::from_static("br"));
    }
    out.insert(ETAG, tag);
    Some(response)
}

/// By the hash that the program was built with.
fn tag_of(file: &EmbeddedFile, encoded: bool) -> HeaderValue {
    etag::of_hash(&file.metadata.sha256_hash(), if encoded { "-br" } else { "" })
}

fn content_type(path: &str) -> &'static str {
    match path.rsplit('.').next().unwrap_or_default() {
        "js" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "wasm" => "application/wasm",
        "html" => "text/html; charset=utf-8",
        "json" => "application/json",
        "webmanifest" => "application/manifest+json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        _ => "application/octet-stream",
    }
}
