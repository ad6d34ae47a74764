//! KPIs over the wire; online only.

use leptos::prelude::*;
use leptos::server_fn::codec::Json;
use vigie_domain::{Key, Kpi};

use crate::error::AppError;

/// A new KPI; a key that is taken is refused.
#[server(prefix = "/api/app", endpoint = "kpis/add", input = Json, output = Json)]
pub async fn add_kpi(slug: String, kpi: Kpi) -> Result<u64, AppError> {
    let (service, caller) = crate::request::caller().await?;
    Ok(service.add_kpi(&caller, &slug, kpi).await?)
}

#[server(prefix = "/api/app", endpoint = "kpis/save", input = Json, output = Json)]
pub async fn save_kpi(slug: String, kpi: Kpi) -> Result<u64, AppError> {
    let (service, caller) = crate::request::caller().await?;
    Ok(service.save_kpi(&caller, &slug, kpi).await?)
}

#[server(prefix = "/api/app", endpoint = "kpis/archive", input = Json, output = Json)]
pub async fn archive_kpi(slug: String, key: Key, archived: bool) -> Result<u64, AppError> {
    let (service, caller) = crate::request::caller().await?;
    Ok(service.archive_kpi(&caller, &slug, &key, archived).await?)
}

#[server(prefix = "/api/app", endpoint = "kpis/reorder", input = Json, output = Json)]
pub async fn reorder_kpis(slug: String, order: Vec<Key>) -> Result<u64, AppError> {
    let (service, caller) = crate::request::caller().await?;
    Ok(service.reorder_kpis(&caller, &slug, &order).await?)
}
