//! `/api/app/evidence`: files of evidence. One comes in with its act in the address and its bytes as the body; one goes out
//! as a download, or as a picture in its place, and is never run.

use axum::Json;
use axum::body::{Body, Bytes};
use axum::extract::{Path, Query, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_SECURITY_POLICY, CONTENT_TYPE};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse as _, Response};
use serde::Deserialize;
use vigie_domain::act::Act;
use vigie_domain::record::Answer;

use crate::api::Signed;
use crate::problem::Refusal;
use crate::state::Server;

/// Where one comes in; `bodies` lets this address carry more.
pub const PATH: &str = "/api/app/evidence";

/// Nothing of it loads, runs, is framed or knows where it is.
const ALONE: &str = "default-src 'none'; img-src 'self'; frame-ancestors 'none'; sandbox";

#[derive(Deserialize)]
pub struct Wanted {
    /// An [`Act`] as JSON.
    act: String,
}

/// `POST …?act={…}`: the same act gets the same answer however often it is sent.
pub async fn upload(
    State(server): State<Server>,
    Signed(caller): Signed,
    Query(wanted): Query<Wanted>,
    body: Bytes,
) -> Result<Json<Answer>, Refusal> {
    let malformed = |_| Refusal::new(StatusCode::BAD_REQUEST, "malformed");
    let act: Act = serde_json::from_str(&wanted.act).map_err(malformed)?;
    Ok(Json(server.service().act(&caller, &act, Some(&body)).await?))
}

#[derive(Deserialize)]
pub struct Shown {
    /// `inline`: a picture in its place; everything else is a download all the same.
    #[serde(default)]
    show: String,
}

/// `GET …/{slug}/{id}`.
pub async fn download(
    State(server): State<Server>,
    Signed(caller): Signed,
    Path((slug, id)): Path<(String, String)>,
    Query(shown): Query<Shown>,
) -> Result<Response, Refusal> {
    let file = server.service().attached(&caller, &slug, &id).await?;
    let inline = shown.show == "inline" && file.media.is_image();
    let how = if inline { "inline" } else { "attachment" };
    let mut response = Body::from(file.body).into_response();
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(file.media.mime()));
    headers.insert(CONTENT_SECURITY_POLICY, HeaderValue::from_static(ALONE));
    // Nothing of it stays on a device that another person uses next.
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("private, no-store"));
    let disposition = format!("{how}; filename*=UTF-8''{}", escaped(&file.name));
    if let Ok(disposition) = HeaderValue::from_str(&disposition) {
        headers.insert(CONTENT_DISPOSITION, disposition);
    }
    Ok(response)
}

/// As RFC 8187 wants it.
fn escaped(name: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_');
    name.bytes()
        .map(|byte| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") })
        .collect()
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_name_fits_into_a_header() {
        assert_eq!(super::escaped("Bericht \"é\";\r\n.pdf"), "Bericht%20%22%C3%A9%22%3B%0D%0A.pdf");
    }
}
