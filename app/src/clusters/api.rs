//! Clusters over the wire.

use leptos::prelude::*;
use leptos::server_fn::codec::Json;
use serde::{Deserialize, Serialize};
use vigie_domain::access::Role;
use vigie_domain::{Cluster, Granularity, Key, Nature, Problem};

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

/// A file for an import. Its bytes travel as base64: which encoding its text has is found out in one place, the service.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Upload {
    pub name: String,
    pub base64: String,
    /// What contradicts the cluster becomes a new version or revision instead of a refusal.
    pub update: bool,
}

/// What an import did or would do; with problems nothing was or will be written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Imported {
    pub added_kpis: u32,
    pub added_readings: u32,
    pub changed: u32,
    pub unchanged: u32,
    pub notes: Vec<Note>,
    pub problems: Vec<Problem>,
}

/// How the file was understood.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "note", rename_all = "snake_case")]
pub enum Note {
    KpiAdded {
        name: String,
        nature: Nature,
        frequency: Granularity,
    },
    /// A column or row without any figure.
    Ignored {
        place: String,
        text: String,
    },
    DecimalMark {
        mark: char,
    },
    /// Of several sheets this one was read.
    Sheet {
        name: String,
        of: u32,
    },
    /// Cells that held more than the 15 digits that a spreadsheet shows.
    Rounded {
        place: String,
        count: u32,
    },
    /// Understood as an earlier file of the same shape.
    Remembered,
    /// The file is of another cluster, whose settings are left out.
    OtherCluster,
}

/// Says what an import of this file would do.
#[server(prefix = "/api/app", endpoint = "clusters/import-preview", input = Json, output = Json)]
pub async fn preview_import(slug: String, file: Upload) -> Result<Imported, AppError> {
    run_import(&slug, file, true).await
}

/// Takes the file in: all or nothing, one change.
#[server(prefix = "/api/app", endpoint = "clusters/import", input = Json, output = Json)]
pub async fn import_file(slug: String, file: Upload) -> Result<Imported, AppError> {
    run_import(&slug, file, false).await
}

#[cfg(feature = "ssr")]
async fn run_import(slug: &str, file: Upload, dry_run: bool) -> Result<Imported, AppError> {
    use base64::Engine as _;
    let (service, caller) = crate::request::caller().await?;
    let bytes =
        base64::engine::general_purpose::STANDARD.decode(&file.base64).map_err(|_| AppError::Malformed)?;
    let options = vigie_service::ImportOptions { dry_run, update: file.update, ..Default::default() };
    let outcome = service.import(&caller, slug, &file.name, &bytes, options).await?;
    // A file that can't be read at all is refused; one that can be has a preview of its cells.
    if outcome.problems.iter().any(|problem| problem.place == "file") && outcome.table.is_none() {
        return Err(AppError::Invalid(outcome.problems));
    }
    Ok(outcome.into())
}

#[cfg(feature = "ssr")]
impl From<vigie_service::ImportOutcome> for Imported {
    fn from(outcome: vigie_service::ImportOutcome) -> Self {
        let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        Self {
            added_kpis: count(outcome.added_kpis.len()),
            added_readings: count(outcome.added_readings),
            changed: count(outcome.changed),
            unchanged: count(outcome.unchanged),
            notes: outcome.notes.into_iter().filter_map(note).collect(),
            problems: outcome.problems,
        }
    }
}

#[cfg(feature = "ssr")]
fn note(note: vigie_service::Note) -> Option<Note> {
    use vigie_service::Note as Said;
    Some(match note {
        Said::KpiAdded { name, nature, frequency, .. } => Note::KpiAdded { name, nature, frequency },
        Said::Ignored { place, text } => Note::Ignored { place, text },
        Said::DecimalMark { mark } => Note::DecimalMark { mark },
        Said::Sheet { name, of } => Note::Sheet { name, of: u32::try_from(of).unwrap_or(u32::MAX) },
        Said::Rounded { place, count } => {
            Note::Rounded { place, count: u32::try_from(count).unwrap_or(u32::MAX) }
        }
        Said::Remembered => Note::Remembered,
        Said::SlugKept { .. } => Note::OtherCluster,
        Said::ClusterAdded { .. } => return None,
    })
}
