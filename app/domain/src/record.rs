//! Recording: the command that a device sends, and what becomes of it. The body of a command is a versioned contract:
//! recorded bodies of every release are replayed in tests.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::key::Key;
use crate::kpi::Kpi;
use crate::number::Number;
use crate::period::Period;
use crate::period_state::PeriodState;
use crate::problem::{Problem, ProblemCode};
use crate::reading::{Fields, Figure, Reading};

pub const VERSION: u8 = 1;

/// Without figure fields it withdraws the reading, which has to be said: `"withdraw": true`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Command {
    pub v: u8,
    pub id: Uuid,
    pub cluster: Key,
    pub kpi: Key,
    pub period: Period,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<Number>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub numerator: Option<Number>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub denominator: Option<Number>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub n: Option<Number>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub state: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    #[serde(default, skip_serializing_if = "crate::defaults::is_default")]
    pub withdraw: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub comment: Option<String>,
    /// Why a frozen period is corrected.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub correction: Option<String>,
    /// The revision the person saw; none where they saw no reading.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub based_on: Option<u64>,
    /// By the device's clock: information, never used for order.
    pub recorded_at: DateTime<Utc>,
}

/// Where and when a command is made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stamp {
    pub id: Uuid,
    pub cluster: Key,
    pub recorded_at: DateTime<Utc>,
    pub based_on: Option<u64>,
}

/// What a reading is after a change: figure none means it was withdrawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Content {
    pub figure: Option<Figure>,
    pub comment: Option<String>,
}

impl Command {
    /// The reading that it is about.
    pub fn place(&self) -> (Key, Period) {
        (self.kpi.clone(), self.period)
    }

    pub fn new(stamp: Stamp, kpi: Key, period: Period, content: Content) -> Command {
        let fields = content.figure.as_ref().map(Fields::of).unwrap_or_default();
        Command {
            v: VERSION,
            id: stamp.id,
            cluster: stamp.cluster,
            kpi,
            period,
            value: fields.value,
            numerator: fields.numerator,
            denominator: fields.denominator,
            n: fields.n,
            state: fields.state,
            reason: fields.reason,
            withdraw: content.figure.is_none(),
            comment: content.comment,
            correction: None,
            based_on: stamp.based_on,
            recorded_at: stamp.recorded_at,
        }
    }

    pub fn content(&self) -> Result<Content, Problem> {
        let fields = Fields {
            value: self.value.clone(),
            numerator: self.numerator.clone(),
            denominator: self.denominator.clone(),
            n: self.n.clone(),
            state: self.state.clone(),
            reason: self.reason.clone(),
        };
        let figure = match self.withdraw {
            true if fields.is_empty() => None,
            true => return Err(Problem::new(ProblemCode::ReadingPartUnwanted).at("withdraw")),
            false => Some(fields.figure()?),
        };
        let comment = self.comment.clone().filter(|comment| !comment.trim().is_empty());
        Ok(Content { figure, comment })
    }
}

/// A recorded reading as the store and the local copy keep it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Revision {
    /// The cluster's sequence number at which it was recorded.
    pub revision: u64,
    /// None where it was withdrawn.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reading: Option<Reading>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<DateTime<Utc>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<Uuid>,
}

impl Revision {
    fn says(&self, content: &Content) -> bool {
        match (&self.reading, &content.figure) {
            (Some(reading), Some(figure)) => reading.figure == *figure && reading.comment == content.comment,
            (None, None) => true,
            _ => false,
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Admission {
    Applied(Content),
    /// Nothing to do: it already stands so.
    Duplicate,
    /// Another revision came between; both are kept.
    Conflict {
        current: Option<Box<Revision>>,
    },
    Refused(Problem),
}

/// What the person may do in the period, from `access::can` and the period's state.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
    pub state: PeriodState,
    /// May record in a validated period and correct a frozen one (`Action::Correct`).
    pub may_correct: bool,
}

/// Decides what becomes of a command. The caller has checked who it is, and has returned the stored answer where the id
/// was seen before.
pub fn admit(kpi: &Kpi, standing: Standing, current: Option<&Revision>, command: &Command) -> Admission {
    match decide(kpi, standing, current, command) {
        Ok(admission) => admission,
        Err(problem) => Admission::Refused(problem),
    }
}

fn decide(
    kpi: &Kpi,
    standing: Standing,
    current: Option<&Revision>,
    command: &Command,
) -> Result<Admission, Problem> {
    if command.v != VERSION {
        return Err(Problem::new(ProblemCode::VersionUnsupported).with("version", command.v).at("v"));
    }
    if kpi.key != command.kpi {
        return Err(Problem::new(ProblemCode::KpiUnknown).with("kpi", &command.kpi).at("kpi"));
    }
    let content = command.content()?;
    match &content.figure {
        Some(figure) => {
            let reading = Reading {
                kpi: command.kpi.clone(),
                period: command.period,
                figure: figure.clone(),
                comment: content.comment.clone(),
            };
            reading.check(kpi)?;
        }
        None => crate::reading::check_period(command.period, kpi).map_err(|problem| problem.at("period"))?,
    }
    if current.is_some_and(|current| current.says(&content))
        || (current.is_none() && content.figure.is_none())
    {
        return Ok(Admission::Duplicate);
    }
    if kpi.archived {
        return Err(Problem::new(ProblemCode::KpiArchived).with("kpi", &kpi.key).at("kpi"));
    }
    check_state(standing, command)?;
    if current.map(|current| current.revision) != command.based_on {
        return Ok(Admission::Conflict { current: current.cloned().map(Box::new) });
    }
    Ok(Admission::Applied(content))
}

/// A frozen period takes no reading but a manager's correction with a reason; what is validated is the manager's.
fn check_state(standing: Standing, command: &Command) -> Result<(), Problem> {
    let refuse = |code: ProblemCode| Err(Problem::new(code).with("period", command.period));
    let reason = command.correction.as_deref().is_some_and(|reason| !reason.trim().is_empty());
    match standing.state {
        PeriodState::Open | PeriodState::Submitted => Ok(()),
        PeriodState::Validated if standing.may_correct => Ok(()),
        PeriodState::Validated => refuse(ProblemCode::PeriodLocked),
        PeriodState::Frozen if !standing.may_correct => refuse(ProblemCode::PeriodFrozen),
        PeriodState::Frozen if reason => Ok(()),
        PeriodState::Frozen => refuse(ProblemCode::CorrectionReason),
    }
}

/// What the server says to one command; stored with its id, so that the same id gets the same answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "answer", rename_all = "lowercase")]
pub enum Answer {
    Applied { id: Uuid, revision: u64 },
    Duplicate { id: Uuid, revision: u64 },
    Conflict { id: Uuid, current: Option<Box<Revision>> },
    Refused { id: Uuid, problem: Problem },
}

impl Answer {
    pub fn id(&self) -> Uuid {
        match self {
            Answer::Applied { id, .. }
            | Answer::Duplicate { id, .. }
            | Answer::Conflict { id, .. }
            | Answer::Refused { id, .. } => *id,
        }
    }
}

#[cfg(test)]
mod tests;
