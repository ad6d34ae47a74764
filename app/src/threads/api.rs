//! How far one has read, over the wire. Messages themselves are acts (`readings::api::carry_out`).

use leptos::prelude::*;
use leptos::server_fn::codec::Json;
use vigie_domain::Key;

use crate::error::AppError;

/// The thread of a KPI was seen as it stood after change `seq`.
#[server(prefix = "/api/app", endpoint = "threads/read", input = Json, output = Json)]
pub async fn read_thread(slug: String, kpi: Key, seq: u64) -> Result<(), AppError> {
    let (service, caller) = crate::request::caller().await?;
    Ok(service.read_thread(&caller, &slug, &kpi, seq).await?)
}
