//! Readings over the wire: the command endpoint, the local copy's snapshot and changes, a reading's history.

use chrono::NaiveDate;
use leptos::prelude::*;
use leptos::server_fn::codec::Json;
use serde::{Deserialize, Serialize};
use vigie_domain::act::Act;
use vigie_domain::period_state::{PeriodMark, PeriodState};
use vigie_domain::record::{Answer, Command, Revision};
use vigie_domain::sync::{Changes, Snapshot};
use vigie_domain::{Key, Period};

use crate::error::AppError;

/// One revision with the name of who made it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Revised {
    pub revision: Revision,
    pub name: Option<String>,
}

/// The command endpoint: the same id gets the same answer however often it is sent.
#[server(prefix = "/api/app", endpoint = "record", input = Json, output = Json)]
pub async fn record(commands: Vec<Command>) -> Result<Vec<Answer>, AppError> {
    let (service, caller) = crate::request::caller().await?;
    Ok(service.record(&caller, commands).await?)
}

/// The same for evidence and messages. A file comes by an address of its own, with its bytes.
#[server(prefix = "/api/app", endpoint = "act", input = Json, output = Json)]
pub async fn carry_out(act: Act) -> Result<Answer, AppError> {
    let (service, caller) = crate::request::caller().await?;
    Ok(service.act(&caller, &act, None).await?)
}

#[server(prefix = "/api/app", endpoint = "snapshot", input = Json, output = Json)]
pub async fn fetch_snapshot(slug: String) -> Result<Snapshot, AppError> {
    let (service, caller) = crate::request::caller().await?;
    Ok(service.snapshot(&caller, &slug).await?)
}

/// The cluster as it was known at the end of a day.
#[server(prefix = "/api/app", endpoint = "as-of", input = Json, output = Json)]
pub async fn fetch_as_of(slug: String, day: NaiveDate) -> Result<Snapshot, AppError> {
    let (service, caller) = crate::request::caller().await?;
    Ok(service.snapshot_as_of(&caller, &slug, day).await?)
}

#[server(prefix = "/api/app", endpoint = "changes", input = Json, output = Json)]
pub async fn fetch_changes(slug: String, since: u64) -> Result<Changes, AppError> {
    let (service, caller) = crate::request::caller().await?;
    Ok(service.changes(&caller, &slug, since).await?)
}

#[server(prefix = "/api/app", endpoint = "history", input = Json, output = Json)]
pub async fn history(slug: String, kpi: Key, period: Period) -> Result<Vec<Revised>, AppError> {
    let (service, caller) = crate::request::caller().await?;
    let revisions = service.history(&caller, &slug, &kpi, period).await?;
    Ok(revisions
        .into_iter()
        .map(|revised| Revised { revision: revised.revision, name: revised.name })
        .collect())
}

/// Moves a period on or back from the state in which it was seen.
#[server(prefix = "/api/app", endpoint = "periods/set", input = Json, output = Json)]
pub async fn set_period_state(slug: String, mark: PeriodMark, seen: PeriodState) -> Result<u64, AppError> {
    let (service, caller) = crate::request::caller().await?;
    Ok(service.set_period_state(&caller, &slug, mark, seen).await?)
}
