//! What the decisions about a batch rest on, read once, and what they leave to be written. Commands of one batch meet each
//! other as if each had been written before the next was looked at.

use std::collections::{BTreeSet, HashMap, HashSet};

use chrono::DateTime;
use vigie_domain::access::{self, Action, Actor};
use vigie_domain::period_state::PeriodStates;
use vigie_domain::problem::ProblemCode;
use vigie_domain::record::{Admission, Answer, Command, Content, Revision, Standing, admit};
use vigie_domain::{Cluster, Key, Kpi, Period, Reading};
use vigie_store::documents::{self, Kind};
use vigie_store::{Tx, commands, readings};

use super::queue::Waiting;
use super::refused;
use crate::access::Seen;
use crate::book;
use crate::caller::Person;
use crate::error::{Error, Result};
use crate::pen::revision;
use crate::readings::{revision_of, settings_among};
use crate::token::hash;

type Place = (Key, Period);

pub(super) struct Sheet {
    pub(super) cluster: Cluster,
    states: PeriodStates,
    kpis: HashMap<Key, Kpi>,
    /// When the batch is written: milliseconds since 1970 UTC.
    pub(super) at: i64,
    /// The number that the next change would get.
    next: i64,
    current: HashMap<Place, Revision>,
    /// Kept answers by person and id, with the hash of the body.
    answered: HashMap<(String, String), (String, Answer)>,
    /// What is to be written, in the order of the changes.
    pub(super) applied: Vec<Applied>,
    /// Which of them came last for a reading.
    latest: HashMap<Place, usize>,
    pub(super) answers: Vec<Answered>,
}

/// Who sent a command, and to which cluster.
pub(super) struct By<'a> {
    pub(super) person: &'a Person,
    pub(super) actor: &'a Actor,
    pub(super) cluster: &'a Seen,
}

/// A change to be written.
pub(super) struct Applied {
    pub(super) seq: i64,
    pub(super) actor_id: String,
    pub(super) command_id: String,
    pub(super) kpi: Key,
    pub(super) period: Period,
    /// None where it is withdrawn.
    pub(super) reading: Option<Reading>,
    pub(super) correction: Option<String>,
    /// The number of the change in this batch that followed it already.
    pub(super) followed_by: Option<i64>,
    /// Whether a revision of the database ends with it.
    pub(super) ends_current: bool,
}

/// An answer to be kept.
pub(super) struct Answered {
    pub(super) user_id: String,
    pub(super) id: String,
    pub(super) body_hash: String,
    pub(super) text: String,
}

impl Sheet {
    /// `seen`: read with the lock.
    pub(super) async fn read(tx: &mut Tx, seen: &Seen, at: i64, batch: &[Waiting]) -> Result<Sheet> {
        let commands = || batch.iter().flat_map(|waiting| &waiting.commands);
        let keys: BTreeSet<&str> = commands().map(|command| command.kpi.as_str()).collect();
        let keys: Vec<&str> = keys.into_iter().collect();
        let documents = documents::kpis_and_settings(tx, seen.id(), &keys).await?;
        let (cluster, states) = settings_among(&documents)?;
        let mut kpis = HashMap::new();
        for row in documents.iter().filter(|row| row.kind == Kind::Kpi) {
            let kpi: Kpi = book::body(row)?;
            kpis.insert(kpi.key.clone(), kpi);
        }
        let mut sheet = Sheet {
            current: current(tx, seen, &cluster, &keys, commands()).await?,
            answered: answered(tx, batch).await?,
            cluster,
            states,
            kpis,
            at,
            next: seen.row.seq + 1,
            applied: Vec::new(),
            latest: HashMap::new(),
            answers: Vec::new(),
        };
        sheet.add_withdrawn(tx, seen, commands()).await?;
        Ok(sheet)
    }

    /// A withdrawn reading is a revision too for who saw one; for who never saw a reading there is none.
    async fn add_withdrawn(
        &mut self,
        tx: &mut Tx,
        seen: &Seen,
        commands: impl Iterator<Item = &Command>,
    ) -> Result<()> {
        let mut asked = HashSet::new();
        for command in commands.filter(|command| command.based_on.is_some()) {
            let place = (command.kpi.clone(), command.period);
            if self.current.contains_key(&place) || !asked.insert(place.clone()) {
                continue;
            }
            let period = command.period.to_string();
            let past = readings::history(&mut *tx, seen.id(), command.kpi.as_str(), &period).await?;
            if let Some(seq) = past.last().and_then(|row| row.seq_to) {
                self.current.insert(place, withdrawn(revision(seq)?));
            }
        }
        Ok(())
    }

    /// To somebody who may see the cluster.
    pub(super) fn answer(&mut self, by: &By<'_>, command: &Command) -> Result<Answer> {
        let body_hash = hash(&serde_json::to_string(command).map_err(Error::internal)?);
        let owner = (by.person.user.to_string(), command.id.to_string());
        if let Some((hash, answer)) = self.answered.get(&owner) {
            let same = *hash == body_hash;
            return Ok(if same { answer.clone() } else { refused(command, ProblemCode::IdReused, "id") });
        }
        // Answers for want of a right or a KPI are not kept: they change with them.
        let Some(kpi) = self.kpis.get(&command.kpi) else {
            return Ok(refused(command, ProblemCode::KpiUnknown, "kpi"));
        };
        let resource = by.cluster.of_kpi(kpi);
        if !access::can(by.actor, Action::Record, resource) {
            return Ok(refused(command, ProblemCode::NotAllowed, "kpi"));
        }
        let standing = Standing {
            state: self.states.of(command.period, self.cluster.financial_year_starts),
            may_correct: access::can(by.actor, Action::Correct, resource),
        };
        let current = self.current.get(&(command.kpi.clone(), command.period));
        let current = current.filter(|current| current.reading.is_some() || command.based_on.is_some());
        let answer = match admit(kpi, standing, current, command) {
            Admission::Applied(content) => self.apply(by.person, command, content)?,
            Admission::Duplicate => {
                Answer::Duplicate { id: command.id, revision: current.map_or(0, |current| current.revision) }
            }
            Admission::Conflict { current } => Answer::Conflict { id: command.id, current },
            Admission::Refused(problem) => Answer::Refused { id: command.id, problem },
        };
        let text = serde_json::to_string(&answer).map_err(Error::internal)?;
        let (user_id, id) = owner.clone();
        self.answers.push(Answered { user_id, id, body_hash: body_hash.clone(), text });
        self.answered.insert(owner, (body_hash, answer.clone()));
        Ok(answer)
    }

    fn apply(&mut self, person: &Person, command: &Command, content: Content) -> Result<Answer> {
        let seq = self.next;
        self.next += 1;
        let (kpi, period) = (command.kpi.clone(), command.period);
        let place = (kpi.clone(), period);
        let reading = content.figure.map(|figure| Reading {
            kpi: kpi.clone(),
            period,
            figure,
            comment: content.comment,
        });
        let revision = revision(seq)?;
        let now = Revision {
            revision,
            reading: reading.clone(),
            at: DateTime::from_timestamp_millis(self.at),
            by: Some(person.user),
        };
        let before = self.current.insert(place.clone(), now);
        let earlier = self.latest.insert(place, self.applied.len());
        if let Some(earlier) = earlier.and_then(|index| self.applied.get_mut(index)) {
            earlier.followed_by = Some(seq);
        }
        let ends_current = earlier.is_none() && before.is_some_and(|before| before.reading.is_some());
        self.applied.push(Applied {
            seq,
            actor_id: person.user.to_string(),
            command_id: command.id.to_string(),
            kpi,
            period,
            reading,
            correction: command.correction.clone(),
            followed_by: None,
            ends_current,
        });
        Ok(Answer::Applied { id: command.id, revision })
    }
}

fn withdrawn(revision: u64) -> Revision {
    Revision { revision, reading: None, at: None, by: None }
}

/// The current readings of the KPIs in the span of the commands.
async fn current(
    tx: &mut Tx,
    seen: &Seen,
    cluster: &Cluster,
    keys: &[&str],
    commands: impl Iterator<Item = &Command>,
) -> Result<HashMap<Place, Revision>> {
    let months =
        commands.map(|command| i64::from(command.period.months(cluster.financial_year_starts).first));
    let (from, to) = months.fold((i64::MAX, i64::MIN), |(from, to), month| (from.min(month), to.max(month)));
    let mut current = HashMap::new();
    for row in readings::current_many(&mut *tx, seen.id(), keys, from, to).await? {
        let revision = revision_of(&row)?;
        if let Some(reading) = &revision.reading {
            current.insert((reading.kpi.clone(), reading.period), revision);
        }
    }
    Ok(current)
}

async fn answered(tx: &mut Tx, batch: &[Waiting]) -> Result<HashMap<(String, String), (String, Answer)>> {
    let users: BTreeSet<String> = batch.iter().filter_map(|waiting| waiting.caller.actor_id()).collect();
    let users: Vec<&str> = users.iter().map(String::as_str).collect();
    let ids: Vec<String> =
        batch.iter().flat_map(|waiting| &waiting.commands).map(|command| command.id.to_string()).collect();
    let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
    let mut answered = HashMap::new();
    for row in commands::stored_of(&mut *tx, &users, &ids).await? {
        let answer = serde_json::from_str(&row.stored.answer)
            .map_err(|error| Error::inconsistent(&format!("commands {}", row.id), error))?;
        answered.insert((row.user_id, row.id), (row.stored.body_hash, answer));
    }
    Ok(answered)
}
