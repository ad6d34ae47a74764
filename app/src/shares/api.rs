//! Shares over the wire; online only.

use chrono::{DateTime, NaiveDate, Utc};
use leptos::prelude::*;
use leptos::server_fn::codec::Json;
use serde::{Deserialize, Serialize};
use vigie_domain::{Key, Lang};

use crate::error::AppError;

/// What the dialog asks for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewShare {
    pub dashboard: String,
    pub lang: Lang,
    pub set: Option<String>,
    /// Today's figures for ever.
    #[serde(default)]
    pub fixed: bool,
    #[serde(flatten)]
    pub terms: Terms,
}

/// What can be changed later as well.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Terms {
    pub name: String,
    /// The last day on which it opens.
    pub expires_on: Option<NaiveDate>,
    #[serde(default)]
    pub password: Password,
    #[serde(default)]
    pub left_out: Vec<Key>,
    #[serde(default)]
    pub with_data: bool,
    /// Origins of the sites that may embed it.
    #[serde(default)]
    pub embedded_in: Vec<String>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Password {
    #[default]
    Keep,
    Remove,
    Set(String),
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
    pub has_password: bool,
    pub left_out: Vec<Key>,
    pub with_data: bool,
    pub embedded_in: Vec<String>,
    pub fixed_on: Option<NaiveDate>,
    /// Slug of the cluster whose dashboard it shows, and of the others that it may show beside it.
    #[serde(default)]
    pub cluster: String,
    #[serde(default)]
    pub clusters: Vec<String>,
}

/// A new share with the path of its link; the token is seen this once.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Made {
    pub share: Entry,
    /// `/s/{token}`
    pub path: String,
}

#[cfg(feature = "ssr")]
impl From<Terms> for vigie_service::ShareTerms {
    fn from(terms: Terms) -> Self {
        Self {
            name: terms.name,
            expires_on: terms.expires_on,
            password: match terms.password {
                Password::Keep => vigie_service::Password::Keep,
                Password::Remove => vigie_service::Password::Remove,
                Password::Set(text) => vigie_service::Password::Set(text),
            },
            left_out: terms.left_out,
            with_data: terms.with_data,
            embedded_in: terms.embedded_in,
        }
    }
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
            has_password: info.has_password,
            left_out: info.left_out,
            with_data: info.with_data,
            embedded_in: info.embedded_in,
            cluster: info.cluster,
            clusters: info.clusters,
            fixed_on: info.fixed_on,
        }
    }
}

#[server(prefix = "/api/app", endpoint = "shares/add", input = Json, output = Json)]
pub async fn add_share(slug: String, new: NewShare) -> Result<Made, AppError> {
    let (service, caller) = crate::request::caller().await?;
    let new = vigie_service::NewShare {
        set: new.set,
        terms: new.terms.into(),
        fixed: new.fixed.then_some(crate::public::finished),
        ..vigie_service::NewShare::of(new.dashboard, new.lang)
    };
    let (info, token) = service.add_share(&caller, &slug, new).await?;
    Ok(Made { share: info.into(), path: format!("/s/{}", token.as_str()) })
}

#[server(prefix = "/api/app", endpoint = "shares/change", input = Json, output = Json)]
pub async fn change_share(id: String, terms: Terms) -> Result<Entry, AppError> {
    let (service, caller) = crate::request::caller().await?;
    Ok(service.change_share(&caller, &id, terms.into()).await?.into())
}

/// Another address for the same link.
#[server(prefix = "/api/app", endpoint = "shares/renew", input = Json, output = Json)]
pub async fn renew_share(id: String) -> Result<Made, AppError> {
    let (service, caller) = crate::request::caller().await?;
    let (info, token) = service.renew_share(&caller, &id).await?;
    Ok(Made { share: info.into(), path: format!("/s/{}", token.as_str()) })
}

/// The address of a link as a picture (SVG). Made here so that no browser has to load what makes it.
#[server(prefix = "/api/app", endpoint = "shares/qr", input = Json, output = Json)]
pub async fn qr(address: String) -> Result<Option<String>, AppError> {
    crate::request::caller().await?;
    Ok(super::qr::svg(&address))
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
