//! Imports over the wire.

use leptos::prelude::*;
use leptos::server_fn::codec::Json;
use serde::{Deserialize, Serialize};
use vigie_domain::{Granularity, Key, Mapping, Nature, Period, Problem};

use crate::error::AppError;

/// A file for an import. Its bytes travel as base64: which encoding its text has is found out in one place, the service.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Upload {
    pub name: String,
    pub base64: String,
    /// What contradicts the cluster becomes a new version or revision instead of a refusal.
    pub update: bool,
    /// Which sheet of a workbook is to be looked at.
    #[serde(default)]
    pub sheet: Option<String>,
    /// How the table is understood, where a person has said it.
    #[serde(default)]
    pub mapping: Option<Mapping>,
    /// By which its progress is asked for, made up by the browser.
    #[serde(default)]
    pub watch: Option<String>,
}

/// How far an import is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Progress {
    Reading,
    Checking,
    /// Readings.
    Writing {
        done: u32,
        of: u32,
    },
}

/// What an import did or would do; with problems nothing was or will be written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Imported {
    pub added_kpis: u32,
    pub added_readings: u32,
    pub changed: u32,
    pub unchanged: u32,
    pub notes: Vec<Note>,
    /// The first of them.
    pub problems: Vec<Problem>,
    /// How many there are.
    pub refused: u32,
    /// A contradiction is among them: the import may be told to update.
    pub contradicts: bool,
    /// The change that took it.
    pub seq: Option<u64>,
    /// None for a cluster file.
    pub table: Option<Table>,
}

/// A table as it was understood.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Table {
    /// The sheets that could be read instead; none for a CSV.
    pub sheets: Vec<String>,
    /// None where no periods were found.
    pub mapping: Option<Mapping>,
    /// Its first rows.
    pub head: Vec<HeadRow>,
    pub series: Vec<Found>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HeadRow {
    /// As a spreadsheet counts.
    pub number: u32,
    pub cells: Vec<String>,
}

/// A series of figures in the table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Found {
    /// What it is called there; choices name it so.
    pub label: String,
    /// The KPI of the cluster that it is.
    pub kpi: Option<Key>,
    pub is_left: bool,
    /// Cells with something in them.
    pub cells: u32,
    pub samples: Vec<String>,
    /// How the KPI is that would be made for it.
    pub new: Option<Proposed>,
    /// Its target and when it is due, as the table has them.
    pub target: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proposed {
    pub nature: Nature,
    pub frequency: Granularity,
    pub unit: String,
    pub decimals: u8,
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
    /// Targets of the table become points of the default set.
    Targets {
        count: u32,
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

/// An import of the past.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Past {
    pub seq: u64,
    pub at: chrono::DateTime<chrono::Utc>,
    /// Who; none for the command line.
    pub name: Option<String>,
    pub file: String,
    /// Something of it still stands.
    pub stands: bool,
}

/// What an undo did, and what it left.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Undone {
    pub readings: u32,
    pub definitions: u32,
    /// The first of them.
    pub kept: Vec<Kept>,
    /// How many there are.
    pub stays: u32,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kept {
    pub subject: String,
    pub period: Option<Period>,
    pub why: Why,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Why {
    /// Somebody recorded or changed it since.
    Later,
    /// Its period is frozen.
    Frozen,
    /// Something else needs it.
    Needed,
}

/// Says what an import of this file would do.
#[server(prefix = "/api/app", endpoint = "clusters/import-preview", input = Json, output = Json)]
pub async fn preview_import(slug: String, file: Upload) -> Result<Imported, AppError> {
    super::serve::import(&slug, file, true).await
}

/// Takes the file in: all or nothing, one change.
#[server(prefix = "/api/app", endpoint = "clusters/import", input = Json, output = Json)]
pub async fn import_file(slug: String, file: Upload) -> Result<Imported, AppError> {
    super::serve::import(&slug, file, false).await
}

/// How far it is; none where it has ended, or runs on another server.
#[server(prefix = "/api/app", endpoint = "clusters/import-progress", input = Json, output = Json)]
pub async fn import_progress(watch: String) -> Result<Option<Progress>, AppError> {
    super::serve::progress(watch).await
}

/// The latest imports, the last one first.
#[server(prefix = "/api/app", endpoint = "clusters/past-imports", input = Json, output = Json)]
pub async fn past_imports(slug: String) -> Result<Vec<Past>, AppError> {
    super::serve::past(&slug).await
}

/// Takes the import back that is change `seq`.
#[server(prefix = "/api/app", endpoint = "clusters/undo-import", input = Json, output = Json)]
pub async fn undo_import(slug: String, seq: u64) -> Result<Undone, AppError> {
    super::serve::undo(&slug, seq).await
}
