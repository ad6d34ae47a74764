//! What is done beside recording: evidence and messages. A command as recording is one: made on the device, kept until it
//! is answered, the same id answered alike however often it is sent. Unlike recording it meets nothing that could be in
//! its way: two people who attach two files have attached two files.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::evidence::{Given, Spot};
use crate::key::Key;
use crate::outbox::{Failure, Settled};
use crate::problem::{Problem, ProblemCode};
use crate::record::Answer;

pub const VERSION: u8 = 1;

/// Its body is a versioned contract, as that of a recording command.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Act {
    pub v: u8,
    /// Also the id of the evidence or message that it makes.
    pub id: Uuid,
    pub cluster: Key,
    pub kpi: Key,
    pub deed: Deed,
    /// By the device's clock: information, never used for order.
    pub recorded_at: DateTime<Utc>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase", deny_unknown_fields)]
pub enum Deed {
    Attach {
        on: Spot,
        given: Given,
    },
    /// The history keeps it.
    Remove {
        evidence: Uuid,
    },
    /// Takes a removal back.
    Restore {
        evidence: Uuid,
    },
    Say {
        text: String,
    },
    /// Another text in place of one's own.
    Amend {
        message: Uuid,
        text: String,
    },
    /// Takes one's own message away.
    Unsay {
        message: Uuid,
    },
}

impl Act {
    /// Bytes come beside it.
    pub fn has_file(&self) -> bool {
        matches!(&self.deed, Deed::Attach { given: Given::File { .. }, .. })
    }

    pub fn check_version(&self) -> Result<(), Problem> {
        if self.v == VERSION {
            return Ok(());
        }
        Err(Problem::new(ProblemCode::VersionUnsupported).with("version", self.v).at("v"))
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "lowercase")]
pub enum WaitState {
    Waiting,
    Sending,
    /// Refused: kept with its reason for its author to see.
    Parked {
        problem: Problem,
    },
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Waiting {
    pub act: Act,
    #[serde(flatten)]
    pub state: WaitState,
}

/// What waits on a device, as a pure state machine. One at a time is sent, in the order in which it was done; what is
/// refused blocks nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Acts {
    entries: Vec<Waiting>,
}

impl Acts {
    pub fn entries(&self) -> &[Waiting] {
        &self.entries
    }

    /// Not yet with the server and nothing wrong with them.
    pub fn pending(&self) -> usize {
        self.entries.iter().filter(|entry| !matches!(entry.state, WaitState::Parked { .. })).count()
    }

    /// What is under way, in its order: what a view lays over what the server has said.
    pub fn under_way(&self) -> impl DoubleEndedIterator<Item = &Act> {
        let under_way = |entry: &&Waiting| !matches!(entry.state, WaitState::Parked { .. });
        self.entries.iter().filter(under_way).map(|entry| &entry.act)
    }

    /// Follows what the device holds, which other tabs change too (see [`crate::outbox::Outbox::follow`]). `kept`: ids that
    /// this tab has seen there.
    pub fn follow(&mut self, stored: Vec<Waiting>, kept: impl Fn(Uuid) -> bool) {
        let mine = std::mem::take(&mut self.entries);
        let sending =
            |id: Uuid| mine.iter().any(|entry| entry.act.id == id && entry.state == WaitState::Sending);
        let mut all: Vec<Waiting> = stored
            .into_iter()
            .map(|mut entry| {
                // What a closed tab was sending is sent again: ids make that harmless.
                if entry.state == WaitState::Sending {
                    entry.state = WaitState::Waiting;
                }
                if sending(entry.act.id) {
                    entry.state = WaitState::Sending;
                }
                entry
            })
            .collect();
        let new = |entry: &Waiting| !all.iter().any(|known| known.act.id == entry.act.id);
        let own: Vec<Waiting> = mine
            .iter()
            .filter(|entry| new(entry) && (!kept(entry.act.id) || entry.state == WaitState::Sending))
            .cloned()
            .collect();
        all.extend(own);
        all.sort_by_key(|entry| entry.act.id);
        self.entries = all;
    }

    pub fn enqueue(&mut self, act: Act) {
        self.entries.push(Waiting { act, state: WaitState::Waiting });
    }

    /// The next one to send, marked as being sent.
    pub fn take(&mut self) -> Option<Act> {
        let next = self.entries.iter_mut().find(|entry| entry.state == WaitState::Waiting)?;
        next.state = WaitState::Sending;
        Some(next.act.clone())
    }

    pub fn settle(&mut self, answer: Answer) -> Settled {
        let Some(at) = self.entries.iter().position(|entry| entry.act.id == answer.id()) else {
            return Settled::Unknown;
        };
        match answer {
            Answer::Applied { revision, .. } | Answer::Duplicate { revision, .. } => {
                self.entries.remove(at);
                Settled::Done { revision }
            }
            Answer::Refused { problem, .. } => {
                self.entries[at].state = WaitState::Parked { problem };
                Settled::Parked
            }
            // No act is ever answered so; a server that did has not taken it.
            Answer::Conflict { .. } => {
                let problem = Problem::new(ProblemCode::Contradiction);
                self.entries[at].state = WaitState::Parked { problem };
                Settled::Parked
            }
        }
    }

    /// No answer came to what is being sent.
    pub fn failed(&mut self, failure: Failure, problem: &Problem) {
        for entry in self.entries.iter_mut().filter(|entry| entry.state == WaitState::Sending) {
            entry.state = match failure {
                Failure::Rejected => WaitState::Parked { problem: problem.clone() },
                Failure::Unreachable | Failure::Unauthenticated => WaitState::Waiting,
            };
        }
    }

    /// The author lets it go; none where it is being sent.
    pub fn discard(&mut self, id: Uuid) -> Option<Act> {
        let gone = |entry: &Waiting| entry.act.id == id && entry.state != WaitState::Sending;
        let at = self.entries.iter().position(gone)?;
        Some(self.entries.remove(at).act)
    }

    /// The author sends what was refused once more.
    pub fn retry(&mut self, id: Uuid) -> bool {
        let parked =
            |entry: &&mut Waiting| entry.act.id == id && matches!(entry.state, WaitState::Parked { .. });
        match self.entries.iter_mut().find(parked) {
            Some(entry) => {
                entry.state = WaitState::Waiting;
                true
            }
            None => false,
        }
    }
}

#[cfg(test)]
#[path = "act_tests.rs"]
mod tests;
