//! Dashboards over the wire; online only.

use leptos::prelude::*;
use leptos::server_fn::codec::Json;
use vigie_domain::Dashboard;

use crate::error::AppError;

/// Creates or changes one; an empty id gets one. `before`: what the editor began with, none for a new one; where it is another by
/// now, the answer is a conflict and nothing is written.
#[server(prefix = "/api/app", endpoint = "dashboards/save", input = Json, output = Json)]
pub async fn save_dashboard(
    slug: String,
    dashboard: Dashboard,
    before: Option<Dashboard>,
) -> Result<Dashboard, AppError> {
    let (service, caller) = crate::request::caller().await?;
    Ok(service.save_dashboard(&caller, &slug, dashboard, before.as_ref()).await?)
}

#[server(prefix = "/api/app", endpoint = "dashboards/delete", input = Json, output = Json)]
pub async fn delete_dashboard(slug: String, before: Dashboard) -> Result<u64, AppError> {
    let (service, caller) = crate::request::caller().await?;
    Ok(service.delete_dashboard(&caller, &slug, &before).await?)
}
