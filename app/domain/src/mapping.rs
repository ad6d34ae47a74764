//! How a table that somebody brings is understood: where its periods and its names stand, and which KPI each series of figures
//! is. Guessed from the table, corrected by hand, remembered for the next file of the same shape.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::key::Key;
use crate::kpi::Nature;
use crate::lang::Lang;

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mapping {
    /// Of a workbook with several.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sheet: Option<String>,
    pub shape: Shape,
    /// The row of the header, from 1 as a spreadsheet counts.
    pub header: u32,
    /// Columns from 0 by what stands in them: `kpi`, `period`, `value`, … of [`Shape::Rows`], only `period` of
    /// [`Shape::Down`]; of [`Shape::Across`] what stands beside the figures, `unit`, `target` and `due`.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub columns: BTreeMap<String, u32>,
    /// In whose marks typed numbers are read.
    pub marks: Lang,
    /// By what the series is called in the table. What is not named here is met by key or name, or is new.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub choices: BTreeMap<String, Choice>,
    /// How new KPIs are made, by the same names, where it is not as the table suggests.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub made: BTreeMap<String, Made>,
}

/// What a person says of a KPI that is made for a series; the rest is as the table suggests.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Made {
    /// Of one value each: of figures with parts or n the table decides.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub nature: Option<Nature>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decimals: Option<u8>,
}

/// Where the figures of a KPI lie.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Shape {
    /// A row per reading, which names its KPI and its period.
    Rows,
    /// Periods one below the other, a column per KPI.
    Down,
    /// Periods side by side, a row per KPI.
    Across,
}

/// What is done with a series.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Choice {
    /// It is this KPI of the cluster.
    Kpi(Key),
    /// A KPI is made for it.
    New,
    /// It is left out.
    Leave,
}
