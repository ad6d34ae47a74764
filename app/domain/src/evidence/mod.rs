//! Evidence: a file or a link that proves a reading or a step. What it may be, where it may stand, who may take it away.

mod link;
mod media;
mod shown;
mod zip;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::key::Key;
use crate::kpi::{Kpi, Nature};
use crate::period::Period;
use crate::period_state::PeriodState;
use crate::problem::{Problem, ProblemCode};
use crate::reading::check_period;

pub use media::{Media, file_name};
pub use shown::{Shown, shown};

/// Bytes of a file.
pub const LARGEST: usize = 10 * 1024 * 1024;
/// Bytes of all files of a cluster together: a database that is backed up whole stays one that can be.
pub const MOST: u64 = 2 * 1024 * 1024 * 1024;
/// Characters of a file's name, a link's title, an address.
const LONGEST_NAME: usize = 200;
const LONGEST_URL: usize = 2000;

/// What is proved: a KPI's reading of a period, or one of its steps, counted from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Spot {
    Period(Period),
    Step(u32),
}

/// As it is given: the bytes of a file come beside it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase", deny_unknown_fields)]
pub enum Given {
    File {
        name: String,
    },
    Link {
        url: String,
        #[serde(default, skip_serializing_if = "String::is_empty")]
        title: String,
    },
}

/// As it is kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Proof {
    File {
        name: String,
        media: Media,
        /// Bytes.
        size: u64,
    },
    Link {
        url: String,
        #[serde(default, skip_serializing_if = "String::is_empty")]
        title: String,
    },
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evidence {
    pub id: Uuid,
    pub kpi: Key,
    pub on: Spot,
    pub proof: Proof,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<Uuid>,
    pub at: DateTime<Utc>,
}

impl Given {
    /// The proof that is kept, or why it is none. `file`: the bytes that came beside it.
    pub fn prove(&self, file: Option<&[u8]>) -> Result<Proof, Problem> {
        match (self, file) {
            (Given::File { .. }, None) => Err(Problem::new(ProblemCode::FieldMissing).at("file")),
            (Given::Link { .. }, Some(_)) => Err(Problem::new(ProblemCode::FieldUnwanted).at("file")),
            (Given::File { name }, Some(bytes)) => {
                let media = check_file(name, bytes)?;
                Ok(Proof::File { name: file_name(name, media), media, size: bytes.len() as u64 })
            }
            (Given::Link { url, title }, None) => {
                let url = link::check(url).map_err(|problem| problem.at("url"))?;
                let title = media::plain(title);
                if title.chars().count() > LONGEST_NAME {
                    return Err(Problem::new(ProblemCode::FieldTooLong).at("title"));
                }
                Ok(Proof::Link { url, title })
            }
        }
    }
}

/// What kind of file it is, by its content; or why it is not taken. Asked on the device too, before it is queued.
pub fn check_file(name: &str, bytes: &[u8]) -> Result<Media, Problem> {
    let problem = |code: ProblemCode| Problem::new(code).with("name", media::plain(name)).at("file");
    if bytes.is_empty() {
        return Err(problem(ProblemCode::FileEmpty));
    }
    if bytes.len() > LARGEST {
        return Err(problem(ProblemCode::FileTooLarge).with("limit", LARGEST / 1024 / 1024));
    }
    Media::of(name, bytes).ok_or_else(|| problem(ProblemCode::FileKind))
}

/// Whether a cluster takes so many bytes more beside what it keeps already, taken away or not: the history shows that too.
pub fn check_room(kept: u64, more: u64) -> Result<(), Problem> {
    if kept.saturating_add(more) <= MOST {
        return Ok(());
    }
    Err(Problem::new(ProblemCode::FileRoom).with("limit", MOST / 1024 / 1024 / 1024).at("file"))
}

/// Whether the KPI has such a period or step.
pub fn check_spot(kpi: &Kpi, on: Spot) -> Result<(), Problem> {
    match on {
        Spot::Period(_) if kpi.nature == Nature::Formula => Err(Problem::new(ProblemCode::ReadingOfFormula)),
        Spot::Period(period) => check_period(period, kpi),
        Spot::Step(step) if step == 0 || step as usize > kpi.steps.len() => {
            Err(Problem::new(ProblemCode::StepUnknown).with("step", step))
        }
        Spot::Step(_) => Ok(()),
    }
    .map_err(|problem| problem.at("on"))
}

/// What is validated is the manager's. A frozen period was published: a manager may add a proof, nobody takes one away.
pub fn check_state(state: PeriodState, period: Period, manages: bool, adds: bool) -> Result<(), Problem> {
    match state {
        PeriodState::Open | PeriodState::Submitted => Ok(()),
        PeriodState::Validated if manages => Ok(()),
        PeriodState::Frozen if manages && adds => Ok(()),
        PeriodState::Validated => Err(Problem::new(ProblemCode::PeriodLocked).with("period", period)),
        PeriodState::Frozen => Err(Problem::new(ProblemCode::EvidenceFrozen).with("period", period)),
    }
}

impl Proof {
    /// What a reader sees: the file's name, the link's title or else its address.
    pub fn name(&self) -> &str {
        match self {
            Proof::File { name, .. } => name,
            Proof::Link { url, title } if title.is_empty() => url,
            Proof::Link { title, .. } => title,
        }
    }
}

#[cfg(test)]
mod tests;
