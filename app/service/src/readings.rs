//! Recording values, and the history of one value.
//!
//! Each command is a transaction of its own, so that a bad one never blocks the others. The answer is stored with the
//! command's id in that transaction: the same command again, however late, gets the same answer and does nothing.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use chrono::{DateTime, Utc};
use vigie_domain::access::{self, Action};
use vigie_domain::period_state::PeriodStates;
use vigie_domain::problem::{Problem, ProblemCode};
use vigie_domain::record::{Admission, Answer, Command, Content, Revision, Standing, admit};
use vigie_domain::{Cluster, Key, Kpi, Period, Reading};
use vigie_store::changes;
use vigie_store::documents::{self, CLUSTER, Kind};
use vigie_store::readings::ReadingRow;
use vigie_store::{Tx, clusters, commands, readings, users};

use crate::Service;
use crate::access::{Seen, id_of};
use crate::book;
use crate::caller::{Caller, Person};
use crate::error::{Error, Result};
use crate::pen::{PERIODS, Pen, revision};
use crate::token::hash;

/// More is refused as a whole: an outbox sends in batches.
const MOST: usize = 500;

/// One revision of a reading with who made it.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Revised {
    #[serde(flatten)]
    pub revision: Revision,
    /// Name of the person, as it is now; none for the command line.
    pub name: Option<String>,
}

impl Service {
    /// Answers each command, in their order. Only what is nobody's fault in the command (busy, unavailable) is an error of the
    /// whole; sending it all again is right then.
    pub async fn record(&self, caller: &Caller, commands: Vec<Command>) -> Result<Vec<Answer>> {
        let person = caller.person().ok_or(Error::Forbidden)?;
        if commands.len() > MOST {
            return Err(Problem::new(ProblemCode::FieldTooLong).with("to", MOST).at("commands").into());
        }
        let mut answers = Vec::with_capacity(commands.len());
        for command in &commands {
            answers.push(self.record_one(caller, person, command).await?);
        }
        Ok(answers)
    }

    async fn record_one(&self, caller: &Caller, person: &Person, command: &Command) -> Result<Answer> {
        let seen = match self.seen(caller, command.cluster.as_str(), Action::Read).await {
            Ok(seen) => seen,
            Err(Error::NotFound) => return Ok(refused(command, ProblemCode::NotFound, "cluster")),
            Err(error) => return Err(error),
        };
        let (user, id) = (person.user.to_string(), command.id.to_string());
        let body_hash = hash(&serde_json::to_string(command).map_err(Error::internal)?);

        let mut tx = self.store.begin().await?;
        clusters::lock(&mut tx, seen.id()).await?;
        if let Some(stored) = commands::stored(&mut tx, &user, &id).await? {
            if stored.body_hash != body_hash {
                return Ok(refused(command, ProblemCode::IdReused, "id"));
            }
            return serde_json::from_str(&stored.answer)
                .map_err(|error| Error::inconsistent(&format!("commands {id}"), error));
        }
        // Answers for want of a right or a KPI are not kept: they change with them.
        let Some(kpi) = kpi(&mut tx, &seen, &command.kpi).await? else {
            return Ok(refused(command, ProblemCode::KpiUnknown, "kpi"));
        };
        let resource = seen.of_kpi(&kpi);
        if !access::can(&caller.actor(), Action::Record, resource) {
            return Ok(refused(command, ProblemCode::NotAllowed, "kpi"));
        }
        let (cluster, states) = settings(&mut tx, &seen).await?;
        let standing = Standing {
            state: states.of(command.period, cluster.financial_year_starts),
            may_correct: access::can(&caller.actor(), Action::Correct, resource),
        };
        let current = current(&mut tx, &seen, command).await?;
        let (mut tx, answer) = match admit(&kpi, standing, current.as_ref(), command) {
            Admission::Applied(content) => {
                let mut pen = self.pen_on(caller, tx, seen.id()).await?;
                apply(&mut pen, &cluster, command, content).await?;
                let answer = Answer::Applied { id: command.id, revision: revision(pen.seq)? };
                (pen.tx, answer)
            }
            Admission::Duplicate => {
                let revision = current.as_ref().map_or(0, |current| current.revision);
                (tx, Answer::Duplicate { id: command.id, revision })
            }
            Admission::Conflict { current } => (tx, Answer::Conflict { id: command.id, current }),
            Admission::Refused(problem) => (tx, Answer::Refused { id: command.id, problem }),
        };
        let text = serde_json::to_string(&answer).map_err(Error::internal)?;
        commands::store(&mut tx, &user, &id, &body_hash, &text, self.edge.millis()).await?;
        tx.commit().await?;
        Ok(answer)
    }

    /// Every revision of one reading, the first one first; one without a reading says that it was withdrawn.
    pub async fn history(
        &self,
        caller: &Caller,
        slug: &str,
        kpi: &Key,
        period: Period,
    ) -> Result<Vec<Revised>> {
        let seen = self.seen(caller, slug, Action::Read).await?;
        let rows = readings::history(&self.store, seen.id(), kpi.as_str(), &period.to_string()).await?;
        let mut history = Vec::with_capacity(rows.len());
        for (i, row) in rows.iter().enumerate() {
            history.push(revision_of(row)?);
            let next = rows.get(i + 1).map(|next| next.seq_from);
            if let Some(ended) = row.seq_to.filter(|ended| next != Some(*ended)) {
                history.push(self.withdrawal(&seen, ended).await?);
            }
        }
        let mut names: HashMap<_, Option<String>> = HashMap::new();
        for id in history.iter().filter_map(|revision| revision.by) {
            if let Entry::Vacant(place) = names.entry(id) {
                let user = users::by_id(&self.store, &id.to_string()).await?;
                place.insert(user.map(|user| user.name));
            }
        }
        let named = |revision: Revision| {
            let name = revision.by.and_then(|id| names.get(&id).cloned().flatten());
            Revised { revision, name }
        };
        Ok(history.into_iter().map(named).collect())
    }

    async fn withdrawal(&self, seen: &Seen, seq: i64) -> Result<Revision> {
        let change = changes::by_seq(&self.store, seen.id(), seq).await?;
        let by = change.as_ref().and_then(|change| change.actor_id.as_deref());
        Ok(Revision {
            revision: revision(seq)?,
            reading: None,
            at: change.as_ref().and_then(|change| DateTime::<Utc>::from_timestamp_millis(change.at)),
            by: by.map(|id| id_of("changes.actor_id", id)).transpose()?,
        })
    }
}

fn refused(command: &Command, code: ProblemCode, place: &str) -> Answer {
    Answer::Refused { id: command.id, problem: Problem::new(code).at(place) }
}

/// Only the documents that the decision needs: a write is not to cost more in a cluster with more KPIs.
pub(crate) async fn kpi(tx: &mut Tx, seen: &Seen, key: &Key) -> Result<Option<Kpi>> {
    let row = documents::one(&mut *tx, seen.id(), Kind::Kpi, key.as_str()).await?;
    row.as_ref().map(book::body).transpose()
}

/// The cluster as it is set, and the states of its periods.
pub(crate) async fn settings(tx: &mut Tx, seen: &Seen) -> Result<(Cluster, PeriodStates)> {
    let rows = documents::current(&mut *tx, seen.id(), Some(Kind::Cluster)).await?;
    let find = |id: &str| rows.iter().find(|row| row.id == id);
    let cluster = find(CLUSTER).ok_or_else(|| Error::inconsistent("documents cluster", "missing"))?;
    let marks = find(PERIODS).map(book::body::<Vec<_>>).transpose()?;
    Ok((book::body(cluster)?, marks.unwrap_or_default().into_iter().collect()))
}

/// The revision that the command meets. A withdrawn reading counts as one only for who saw a revision; for who never
/// saw a reading there is none.
async fn current(tx: &mut Tx, seen: &Seen, command: &Command) -> Result<Option<Revision>> {
    let (kpi, period) = (command.kpi.as_str(), command.period.to_string());
    if let Some(row) = readings::current(&mut *tx, seen.id(), kpi, &period).await? {
        return revision_of(&row).map(Some);
    }
    if command.based_on.is_none() {
        return Ok(None);
    }
    let past = readings::history(&mut *tx, seen.id(), kpi, &period).await?;
    let withdrawn = past.last().and_then(|row| row.seq_to).map(revision).transpose()?;
    Ok(withdrawn.map(|revision| Revision { revision, reading: None, at: None, by: None }))
}

async fn apply(pen: &mut Pen<'_>, cluster: &Cluster, command: &Command, content: Content) -> Result<()> {
    let period = command.period.to_string();
    let kind = match content.figure {
        Some(figure) => {
            let (kpi, period, comment) = (command.kpi.clone(), command.period, content.comment);
            let reading = Reading { kpi, period, figure, comment };
            let id = command.id.to_string();
            pen.put_reading(&reading, cluster.financial_year_starts, Some(&id)).await?;
            "reading.recorded"
        }
        None => {
            pen.close_reading(command.kpi.as_str(), &period).await?;
            "reading.withdrawn"
        }
    };
    let subject = format!("{} {period}", command.kpi);
    pen.note(kind, &subject, command.correction.as_deref()).await
}

pub(crate) fn revision_of(row: &ReadingRow) -> Result<Revision> {
    Ok(Revision {
        revision: revision(row.seq_from)?,
        reading: Some(book::reading(row)?),
        at: DateTime::<Utc>::from_timestamp_millis(row.at),
        by: row.actor_id.as_deref().map(|id| id_of("readings.actor_id", id)).transpose()?,
    })
}
