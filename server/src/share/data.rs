//! `/s/{token}/data.csv` and `.xlsx`: the figures of the page, where its owner lets them go.

use std::net::SocketAddr;

use axum::extract::{ConnectInfo, OriginalUri, State};
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::http::{HeaderMap, HeaderValue};
use axum::response::{IntoResponse as _, Response};
use vigie_app::public::share_data;
use vigie_service::Error;

use super::{Visit, door};
use crate::state::Server;

const WORKBOOK: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// As the page does, it answers alike for all that does not open; without the password, or where the data stay inside, too.
pub async fn download(
    State(server): State<Server>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    OriginalUri(uri): OriginalUri,
    headers: HeaderMap,
) -> Response {
    let path = uri.path().strip_prefix("/s/").unwrap_or_default();
    let (token, file) = path.split_once('/').unwrap_or((path, ""));
    let visit = Visit { server: &server, peer, uri: &uri, headers: &headers, token };
    match write(&visit, file).await {
        Ok(Some((bytes, kind))) => {
            let mut response = bytes.into_response();
            let out = response.headers_mut();
            out.insert(CONTENT_TYPE, HeaderValue::from_static(kind));
            if let Ok(name) = HeaderValue::from_str(&format!("attachment; filename=\"{file}\"")) {
                out.insert(CONTENT_DISPOSITION, name);
            }
            response
        }
        Ok(None) => visit.nothing(),
        Err(error) => visit.failed(error),
    }
}

async fn write(visit: &Visit<'_>, file: &str) -> Result<Option<(Vec<u8>, &'static str)>, Error> {
    if !visit.opening().await?.is_some_and(|opening| door::is_open(visit, &opening)) {
        return Ok(None);
    }
    let _core = visit.server.shared_pages().core().await;
    let opened = visit.server.service().open_share(visit.token).await?;
    let Some(opened) = opened.filter(|opened| opened.share().with_data) else { return Ok(None) };
    let is_workbook = file == "data.xlsx";
    let written = tokio::task::spawn_blocking(move || {
        let Some(sheet) = share_data(&opened) else { return Ok(None) };
        Ok(Some(match is_workbook {
            true => (sheet.workbook()?, WORKBOOK),
            false => (sheet.csv()?.into_bytes(), "text/csv; charset=utf-8"),
        }))
    });
    written.await.map_err(|error| Error::Internal(error.into()))?
}
