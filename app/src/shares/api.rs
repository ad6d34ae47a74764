//! Shares over the wire; online only.

use chrono::{DateTime, NaiveDate, Utc};
use leptos::prelude::*;
use leptos::server_fn::codec::Json;
use serde::{Deserialize, Serialize};
use vigie_domain::Lang;

use crate::error::AppError;

/// What the dialog asks for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewShare {
    pub dashboard: String,
    pub name: String,
    pub lang: Lang,
    /// The last day on which it opens.
    pub expires_on: Option<NaiveDate>,
    pub set: Option<String>,
}

/// A share in the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    pub id: String,
    pub dashboard: String,
    pub name: String,
    pub lang: Lang,
    pub set: Option<String>,
    pub expires_on: Option<NaiveDate>,
    pub created_at: Option<DateTime<Utc>>,
    pub revoked: bool,
    pub expired: bool,
    pub visits: u64,
    pub last_visit_at: Option<DateTime<Utc>>,
}

/// A new share with the path of its link; the token is seen this once.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Made {
    pub share: Entry,
    /// `/s/{token}`
    pub path: String,
}

#[cfg(feature = "ssr")]
impl From<vigie_service::ShareInfo> for Entry {
    fn from(info: vigie_service::ShareInfo) -> Self {
        Self {
            id: info.id,
            dashboard: info.dashboard,
            name: info.name,
            lang: info.lang,
            set: info.set,
            expires_on: info.expires_on,
            created_at: info.created_at,
            revoked: info.revoked,
            expired: info.expired,
            visits: info.visits,
            last_visit_at: info.last_visit_at,
        }
    }
}

#[server(prefix = "/api/app", endpoint = "shares/add", input = Json, output = Json)]
pub async fn add_share(slug: String, new: NewShare) -> Result<Made, AppError> {
    let (service, caller) = crate::request::caller().await?;
    let new = vigie_service::NewShare {
        dashboard: new.dashboard,
        name: new.name,
        lang: new.lang,
        expires_on: new.expires_on,
        set: new.set,
        span: None,
        by: None,
    };
    let (info, token) = service.add_share(&caller, &slug, new).await?;
    Ok(Made { share: info.into(), path: format!("/s/{}", token.as_str()) })
}

#[server(prefix = "/api/app", endpoint = "shares/list", input = Json, output = Json)]
pub async fn shares(slug: String) -> Result<Vec<Entry>, AppError> {
    let (service, caller) = crate::request::caller().await?;
    Ok(service.shares(&caller, Some(&slug)).await?.into_iter().map(Entry::from).collect())
}

#[server(prefix = "/api/app", endpoint = "shares/revoke", input = Json, output = Json)]
pub async fn revoke_share(id: String) -> Result<(), AppError> {
    let (service, caller) = crate::request::caller().await?;
    Ok(service.revoke_share(&caller, &id).await?)
}
