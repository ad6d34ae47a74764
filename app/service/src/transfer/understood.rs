//! What a person sees of a table before it is taken: its first rows, how it was understood, and the series in it.

use serde::Serialize;
use vigie_domain::{Granularity, Key, Kpi, Mapping, Nature};

use super::draft::{Said, Series};
use super::table::Table;

/// Rows and columns of the table that are shown.
const ROWS: usize = 20;
const COLUMNS: usize = 40;
/// Values of a series that are shown.
const SAMPLES: usize = 3;

/// A table as it was understood.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Understood {
    /// The sheets that could be read instead; none for a CSV.
    pub sheets: Vec<String>,
    /// None where no periods were found.
    pub mapping: Option<Mapping>,
    /// The mapping is that of an earlier import of a file of the same shape.
    pub is_remembered: bool,
    /// Its first rows.
    pub head: Vec<HeadRow>,
    pub series: Vec<Found>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct HeadRow {
    /// As a spreadsheet counts.
    pub number: usize,
    /// From the first column on.
    pub cells: Vec<String>,
}

/// A series of figures in the table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Found {
    /// What it is called there; choices name it so.
    pub label: String,
    /// The KPI of the cluster that it is; none for a new one, and for what is left out.
    pub kpi: Option<Key>,
    pub is_left: bool,
    /// Cells with something in them.
    pub cells: usize,
    /// The first of them.
    pub samples: Vec<String>,
    /// How the KPI is that is made for it.
    pub new: Option<Proposed>,
    /// Its target and when it is due, as the table has them.
    pub target: Option<String>,
}

/// What is proposed for a new KPI, or was said by a person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Proposed {
    pub nature: Nature,
    pub frequency: Granularity,
    pub unit: String,
    pub decimals: u8,
}

impl Proposed {
    pub(crate) fn of(kpi: &Kpi) -> Proposed {
        Proposed {
            nature: kpi.nature,
            frequency: kpi.frequency,
            unit: kpi.unit.clone(),
            decimals: kpi.decimals,
        }
    }
}

impl Found {
    pub(crate) fn of(series: &Series, label: &str, known: Option<&Kpi>, is_left: bool) -> Found {
        let text = |said: &Said| match said {
            Said::Cell { text, .. } => text.clone(),
            Said::Row { figure, .. } => figure.edit(vigie_domain::Lang::En),
        };
        Found {
            label: label.to_owned(),
            kpi: known.map(|kpi| kpi.key.clone()),
            is_left,
            cells: series.entries.len(),
            samples: series.entries.iter().take(SAMPLES).map(|entry| text(&entry.said)).collect(),
            new: None,
            target: None,
        }
    }
}

pub(crate) fn head(table: &Table) -> Vec<HeadRow> {
    let width = table.width().min(COLUMNS);
    let row = |row: super::table::Row<'_>| HeadRow {
        number: row.number,
        cells: (0..width).map(|column| row.cell(column).chars().take(80).collect()).collect(),
    };
    table.rows().take(ROWS).map(row).collect()
}
