//! The queue of commands on a device, as a pure state machine: what is stored and sent is the caller's. One bad entry
//! never blocks the rest, nothing is dropped before an answer, and at most one command per reading is under way, so
//! that a later edit is based on what the earlier one became.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::key::Key;
use crate::period::Period;
use crate::problem::Problem;
use crate::record::{Answer, Command, Revision};

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "lowercase")]
pub enum EntryState {
    Waiting,
    Sending,
    /// Refused: kept with its reason for its author to see.
    Parked {
        problem: Problem,
    },
    /// Another revision came between: the author decides.
    Conflict {
        current: Option<Box<Revision>>,
    },
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    pub command: Command,
    #[serde(flatten)]
    pub state: EntryState,
    /// It was sent before without an answer: perhaps it is recorded already.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub tried: bool,
}

impl Entry {
    pub fn new(command: Command) -> Entry {
        Entry { command, state: EntryState::Waiting, tried: false }
    }
}

/// What a person sees of an entry: whether it is being sent just now makes no difference.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Standing {
    Unsent,
    Refused(Problem),
    InConflict,
}

impl Standing {
    fn of(state: &EntryState) -> Standing {
        match state {
            EntryState::Waiting | EntryState::Sending => Standing::Unsent,
            EntryState::Parked { problem } => Standing::Refused(problem.clone()),
            EntryState::Conflict { .. } => Standing::InConflict,
        }
    }
}

/// Why a batch has no answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Failure {
    /// No network, a time-out, the server is away: try again as it is.
    Unreachable,
    /// Signed out: try again after signing in.
    Unauthenticated,
    /// The batch as a whole was refused: send its entries one by one.
    Rejected,
}

/// What the caller has to do to its stored queue and its local copy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Settled {
    /// Recorded under this revision: the entry is gone.
    Done {
        revision: u64,
    },
    Parked,
    Conflicting,
    /// Not recorded, but its author has edited the same reading since: that edit stands for it, the entry is gone.
    Superseded,
    /// No such entry: an answer that came twice.
    Unknown,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Outbox {
    entries: Vec<Entry>,
    #[serde(skip)]
    one_by_one: bool,
}

impl Default for Outbox {
    fn default() -> Outbox {
        Outbox::new(Vec::new())
    }
}

impl Outbox {
    /// From what the device stored; what was being sent when it stopped is sent again: ids make that harmless. Any of it may
    /// have been sent before.
    pub fn new(mut entries: Vec<Entry>) -> Outbox {
        for entry in &mut entries {
            if matches!(entry.state, EntryState::Sending | EntryState::Waiting) {
                entry.state = EntryState::Waiting;
                entry.tried = true;
            }
        }
        Outbox { entries, one_by_one: false }
    }

    /// Follows what the device holds, which other tabs change too: takes in what they queued, lets go what they settled,
    /// and their word of what was refused. `kept`: ids that this tab has seen on the device; what it queued a moment ago
    /// is not there yet and stays. What this tab is sending is its own matter.
    pub fn follow(&mut self, stored: Vec<Entry>, kept: &BTreeSet<Uuid>) {
        // Sent by a tab that was closed before the answer came: ids make another try harmless.
        let mut stored: BTreeMap<Uuid, Entry> =
            Outbox::new(stored).entries.into_iter().map(|entry| (entry.command.id, entry)).collect();
        self.entries.retain_mut(|own| match (stored.remove(&own.command.id), &own.state) {
            (_, EntryState::Sending) => true,
            (Some(theirs), _) => {
                own.command.based_on = own.command.based_on.max(theirs.command.based_on);
                own.state = theirs.state;
                true
            }
            (None, _) => !kept.contains(&own.command.id),
        });
        self.entries.extend(stored.into_values());
        self.entries.sort_by_key(|entry| entry.command.id);
    }

    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Not yet with the server and nothing wrong with them.
    pub fn pending(&self) -> usize {
        let pending = |entry: &&Entry| matches!(entry.state, EntryState::Waiting | EntryState::Sending);
        self.entries.iter().filter(pending).count()
    }

    /// How it stands with the newest entry of each reading.
    pub fn standings(&self) -> BTreeMap<Key, BTreeMap<Period, Standing>> {
        let mut all = BTreeMap::<Key, BTreeMap<Period, Standing>>::new();
        for Entry { command, state, .. } in &self.entries {
            all.entry(command.kpi.clone()).or_default().insert(command.period, Standing::of(state));
        }
        all
    }

    /// The newest entry of a reading.
    pub fn of(&self, kpi: &Key, period: Period) -> Option<&Entry> {
        self.entries.iter().rev().find(|entry| same(&entry.command, kpi, period))
    }

    /// Takes the place of what still waits for the same reading (and of what was parked or in conflict: the author has
    /// decided anew). Gives the ids of the entries it replaced. The first of them says what the edit was based on. What may
    /// have been recorded already stays before it: its answer says which revision the edit follows.
    pub fn enqueue(&mut self, command: Command) -> Vec<Uuid> {
        self.enqueue_all(vec![command])
    }

    /// The same with many at once, each for another reading.
    pub fn enqueue_all(&mut self, mut commands: Vec<Command>) -> Vec<Uuid> {
        let mut places: BTreeMap<(Key, Period), Option<Option<u64>>> =
            commands.iter().map(|command| (command.place(), None)).collect();
        let mut replaced = Vec::new();
        self.entries.retain(|entry| {
            let Some(based_on) = places.get_mut(&entry.command.place()) else { return true };
            let waits = entry.state == EntryState::Waiting;
            if waits {
                *based_on = based_on.or(Some(entry.command.based_on));
            }
            let stays = entry.state == EntryState::Sending || (waits && entry.tried);
            if !stays {
                replaced.push(entry.command.id);
            }
            stays
        });
        for command in &mut commands {
            if let Some(based_on) = places.get(&command.place()).copied().flatten() {
                command.based_on = based_on;
            }
        }
        self.entries.extend(commands.into_iter().map(Entry::new));
        replaced
    }

    /// The next commands to send, marked as being sent; empty when nothing waits. Never two of one reading.
    pub fn take_batch(&mut self, most: usize) -> Vec<Command> {
        let most = if self.one_by_one { most.min(1) } else { most };
        let sending = self.entries.iter().filter(|entry| entry.state == EntryState::Sending);
        let mut busy: BTreeSet<(Key, Period)> = sending.map(|entry| entry.command.place()).collect();
        let mut batch: Vec<Command> = Vec::new();
        let waiting = self.entries.iter_mut().filter(|entry| entry.state == EntryState::Waiting);
        for entry in waiting {
            if batch.len() == most {
                break;
            }
            if busy.insert(entry.command.place()) {
                batch.push(entry.command.clone());
                entry.state = EntryState::Sending;
            }
        }
        batch
    }

    /// Takes one answer. A later edit of the same reading moves on to the revision its forerunner became.
    pub fn settle(&mut self, answer: Answer) -> Settled {
        let id = answer.id();
        let Some(at) = self.entries.iter().position(|entry| entry.command.id == id) else {
            return Settled::Unknown;
        };
        match answer {
            Answer::Applied { revision, .. } | Answer::Duplicate { revision, .. } => {
                let done = self.entries.remove(at).command;
                for entry in &mut self.entries {
                    if entry.state == EntryState::Waiting && same(&entry.command, &done.kpi, done.period) {
                        entry.command.based_on = Some(revision);
                    }
                }
                if self.entries.iter().all(|entry| entry.state != EntryState::Waiting) {
                    self.one_by_one = false;
                }
                Settled::Done { revision }
            }
            Answer::Conflict { .. } | Answer::Refused { .. } if self.is_followed(at) => {
                self.entries.remove(at);
                Settled::Superseded
            }
            Answer::Conflict { current, .. } => {
                self.entries[at].state = EntryState::Conflict { current };
                Settled::Conflicting
            }
            Answer::Refused { problem, .. } => {
                self.entries[at].state = EntryState::Parked { problem };
                Settled::Parked
            }
        }
    }

    /// Its author has edited the same reading since.
    fn is_followed(&self, at: usize) -> bool {
        let Command { kpi, period, .. } = &self.entries[at].command;
        let mut later = self.entries[at + 1..].iter();
        later.any(|entry| entry.state == EntryState::Waiting && same(&entry.command, kpi, *period))
    }

    /// No answer came. A batch that was rejected whole is tried one by one; a single command that is rejected is parked.
    pub fn failed(&mut self, failure: Failure, problem: &Problem) {
        let sending = |entry: &Entry| entry.state == EntryState::Sending;
        let alone = self.entries.iter().filter(|entry| sending(entry)).count() == 1;
        for entry in self.entries.iter_mut().filter(|entry| sending(entry)) {
            entry.tried = true;
            entry.state = match failure {
                Failure::Rejected if alone => EntryState::Parked { problem: problem.clone() },
                _ => EntryState::Waiting,
            };
        }
        self.one_by_one |= failure == Failure::Rejected;
    }

    /// The author lets an entry go.
    pub fn discard(&mut self, id: Uuid) -> Option<Command> {
        let at = self
            .entries
            .iter()
            .position(|entry| entry.command.id == id && entry.state != EntryState::Sending)?;
        Some(self.entries.remove(at).command)
    }

    /// In a conflict the author's figure shall stand: the same as a new command (`new`) that follows what came between.
    pub fn insist(&mut self, id: Uuid, new: Uuid) -> bool {
        let Some(entry) = self.entries.iter_mut().find(|entry| entry.command.id == id) else { return false };
        let EntryState::Conflict { current } = &entry.state else { return false };
        let based_on = current.as_ref().map(|current| current.revision);
        *entry = Entry::new(Command { id: new, based_on, ..entry.command.clone() });
        true
    }

    /// The author sends a parked entry again as it is (signed in with more rights, the period reopened).
    pub fn retry(&mut self, id: Uuid) -> bool {
        let parked =
            |entry: &&mut Entry| entry.command.id == id && matches!(entry.state, EntryState::Parked { .. });
        match self.entries.iter_mut().find(parked) {
            Some(entry) => {
                entry.state = EntryState::Waiting;
                entry.tried = false;
                true
            }
            None => false,
        }
    }
}

fn same(command: &Command, kpi: &Key, period: Period) -> bool {
    command.period == period && command.kpi == *kpi
}

#[cfg(test)]
#[path = "outbox_tests.rs"]
mod tests;
