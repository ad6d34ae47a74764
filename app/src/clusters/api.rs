//! Clusters over the wire.

use leptos::prelude::*;
use leptos::server_fn::codec::Json;
use serde::{Deserialize, Serialize};
use vigie_domain::access::Role;
use vigie_domain::{Cluster, Key};

use crate::error::AppError;

/// Who is signed in and which clusters they may see.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Home {
    pub user: String,
    pub name: String,
    pub email: String,
    pub lang: vigie_domain::Lang,
    pub admin: bool,
    pub clusters: Vec<Entry>,
}

/// A cluster in the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    pub slug: String,
    pub name: String,
    pub region: Option<String>,
    pub role: Role,
    pub archived: bool,
}

/// What the first step asks for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewCluster {
    pub name: String,
    pub country: String,
    pub region: Option<String>,
    pub currency: Option<String>,
    /// 1 to 12.
    pub financial_year_starts: u8,
    /// Language tags, the main one first.
    pub languages: Vec<String>,
    pub time_zone: Option<String>,
}

#[server(prefix = "/api/app", endpoint = "home", input = Json, output = Json)]
pub async fn fetch_home() -> Result<Home, AppError> {
    let (service, caller) = crate::request::caller().await?;
    let clusters = service.clusters(&caller).await?;
    let person = caller.person().ok_or(AppError::SignedOut)?;
    Ok(Home {
        user: person.user.to_string(),
        name: person.name.clone(),
        email: person.email.clone(),
        lang: person.lang,
        admin: person.admin,
        clusters: clusters
            .into_iter()
            .map(|info| Entry {
                slug: info.slug,
                name: info.name,
                region: info.cluster.region,
                role: info.role,
                archived: info.archived,
            })
            .collect(),
    })
}

#[server(prefix = "/api/app", endpoint = "clusters/create", input = Json, output = Json)]
pub async fn create_cluster(new: NewCluster) -> Result<Cluster, AppError> {
    let (service, caller) = crate::request::caller().await?;
    let new = vigie_service::NewCluster {
        slug: None,
        name: new.name,
        country: new.country,
        region: new.region,
        currency: new.currency,
        financial_year_starts: Some(new.financial_year_starts),
        languages: new.languages,
        time_zone: new.time_zone,
    };
    Ok(service.create_cluster(&caller, new).await?)
}

#[server(prefix = "/api/app", endpoint = "clusters/example", input = Json, output = Json)]
pub async fn create_example() -> Result<Cluster, AppError> {
    let (service, caller) = crate::request::caller().await?;
    Ok(service.create_example(&caller, vigie_service::Example::Fictional).await?)
}

#[server(prefix = "/api/app", endpoint = "clusters/save", input = Json, output = Json)]
pub async fn save_cluster(slug: String, cluster: Cluster) -> Result<u64, AppError> {
    let (service, caller) = crate::request::caller().await?;
    Ok(service.save_cluster(&caller, &slug, cluster).await?)
}

/// The cluster's logo from now on. `base64`: the bytes of a file of any kind that may become one.
#[server(prefix = "/api/app", endpoint = "clusters/logo", input = Json, output = Json)]
pub async fn save_logo(slug: String, base64: String) -> Result<u64, AppError> {
    use base64::Engine as _;
    let (service, caller) = crate::request::caller().await?;
    let file = base64::engine::general_purpose::STANDARD.decode(base64).map_err(|_| AppError::Malformed)?;
    Ok(service.save_logo(&caller, &slug, file).await?)
}

#[server(prefix = "/api/app", endpoint = "clusters/logo/remove", input = Json, output = Json)]
pub async fn remove_logo(slug: String) -> Result<u64, AppError> {
    let (service, caller) = crate::request::caller().await?;
    Ok(service.remove_logo(&caller, &slug).await?)
}

/// Takes over a kit: its KPIs and objectives, in one change.
#[server(prefix = "/api/app", endpoint = "clusters/kit", input = Json, output = Json)]
pub async fn add_kit(slug: String, kit: String) -> Result<u64, AppError> {
    let (service, caller) = crate::request::caller().await?;
    Ok(service.add_kit(&caller, &slug, &kit).await?)
}

/// Takes over single KPIs of the packs.
#[server(prefix = "/api/app", endpoint = "clusters/pack", input = Json, output = Json)]
pub async fn add_from_pack(slug: String, keys: Vec<Key>) -> Result<u64, AppError> {
    let (service, caller) = crate::request::caller().await?;
    Ok(service.add_from_pack(&caller, &slug, &keys).await?)
}

/// The language in which the person reads Vigie.
#[server(prefix = "/api/app", endpoint = "me/lang", input = Json, output = Json)]
pub async fn set_lang(lang: vigie_domain::Lang) -> Result<(), AppError> {
    let (service, caller) = crate::request::caller().await?;
    Ok(service.set_lang(&caller, lang).await?)
}
