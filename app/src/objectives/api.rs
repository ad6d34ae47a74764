//! Objectives over the wire; online only.

use leptos::prelude::*;
use leptos::server_fn::codec::Json;
use vigie_domain::Objective;

use crate::error::AppError;

/// Creates or updates a top-level objective with its children; an empty id gets one.
#[server(prefix = "/api/app", endpoint = "objectives/save", input = Json, output = Json)]
pub async fn save_objective(slug: String, objective: Objective) -> Result<Objective, AppError> {
    let (service, caller) = crate::request::caller().await?;
    Ok(service.save_objective(&caller, &slug, objective).await?)
}

#[server(prefix = "/api/app", endpoint = "objectives/archive", input = Json, output = Json)]
pub async fn archive_objective(slug: String, id: String, archived: bool) -> Result<u64, AppError> {
    let (service, caller) = crate::request::caller().await?;
    Ok(service.archive_objective(&caller, &slug, &id, archived).await?)
}

#[server(prefix = "/api/app", endpoint = "objectives/reorder", input = Json, output = Json)]
pub async fn reorder_objectives(slug: String, order: Vec<String>) -> Result<u64, AppError> {
    let (service, caller) = crate::request::caller().await?;
    Ok(service.reorder_objectives(&caller, &slug, &order).await?)
}
