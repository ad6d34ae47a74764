//! What a device holds of a cluster: a snapshot, then what changed since. Both are read from one state of the database.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use uuid::Uuid;
use vigie_domain::access::{Action, Role};
use vigie_domain::period_state::PeriodMark;
use vigie_domain::sync::{Changes, FORM, Held, HeldReadings, Me, Person, Snapshot};
use vigie_domain::{Book, Key, Kpi, Period, Problem, ProblemCode};
use vigie_store::documents::{self, CLUSTER, Kind};
use vigie_store::evidence::EvidenceRow;
use vigie_store::messages::MessageRow;
use vigie_store::readings::{self, ReadingRow};
use vigie_store::{clusters, evidence, grants, messages, users};

use crate::Service;
use crate::access::{Seen, id_of};
use crate::book::{self, assemble};
use crate::caller::Caller;
use crate::dashboards::with_overview;
use crate::error::{Error, Result};
use crate::evidence::{evidence as proof_of, message as message_of};
use crate::pen::{PERIODS, revision};
use crate::readings::revision_of;
use crate::report::AsOf;

/// Periods of each KPI that a device gets at once; older spans are fetched.
const PERIODS_HELD: i32 = 60;

impl Service {
    /// Definitions and the last periods of each KPI.
    pub async fn snapshot(&self, caller: &Caller, slug: &str) -> Result<Snapshot> {
        let seen = self.seen(caller, slug, Action::Read).await?;
        // Before the state is held: whoever holds a connection never asks for a second one.
        let people = self.people(caller, &seen).await?;
        let me = self.me(caller, &seen).await?;
        let mut state = self.store.snapshot().await?;
        let row = clusters::by_id(&mut state, seen.id()).await?.ok_or(Error::NotFound)?;
        let proofs = evidence::current(&mut state, seen.id()).await?;
        let said = messages::current(&mut state, seen.id()).await?;
        let documents = documents::current(&mut state, seen.id(), None).await?;
        let book = assemble(&documents, &[])?;
        let today = self.edge.today(&book.cluster.time_zone);
        let mut held = HeldReadings::default();
        for (frequency, keys) in by_frequency(&book) {
            let last = Period::of_date(today, frequency, book.fy());
            let first = last.shift(1 - PERIODS_HELD).months(book.fy()).first;
            let keys: Vec<&str> = keys.iter().map(|key| key.as_str()).collect();
            let rows = readings::current_many(&mut state, seen.id(), &keys, first.into(), book::ALL_MONTHS.1)
                .await?;
            for row in &rows {
                held.take(held_of(row)?);
            }
            // A series that ended before that is held as it ended: there is nothing newer to show.
            let ended: Vec<&str> =
                keys.into_iter().filter(|key| !rows.iter().any(|row| row.kpi == **key)).collect();
            if !ended.is_empty() {
                let all =
                    readings::current_many(&mut state, seen.id(), &ended, book::ALL_MONTHS.0, first.into())
                        .await?;
                for row in last_of_each(&all) {
                    held.take(held_of(row)?);
                }
            }
        }
        Ok(Snapshot {
            form: FORM,
            seq: revision(row.seq)?,
            today,
            taken_at: (self.edge.now)(),
            me,
            people,
            cluster: book.cluster,
            kpis: book.kpis,
            objectives: book.objectives,
            dashboards: with_overview(book.dashboards),
            period_states: book.period_states.iter().collect(),
            readings: held,
            evidence: proofs.iter().map(proof_of).collect::<Result<_>>()?,
            messages: said.iter().map(message_of).collect::<Result<_>>()?,
        })
    }

    /// The same as it was known at the end of a day, with that day as today. Refused (`as_of`) for days before the cluster
    /// began and for days to come.
    pub async fn snapshot_as_of(&self, caller: &Caller, slug: &str, day: NaiveDate) -> Result<Snapshot> {
        let seen = self.seen(caller, slug, Action::Read).await?;
        if day > self.today_of(&seen).await? {
            return Err(Problem::new(ProblemCode::FieldOutOfRange).at("as_of").into());
        }
        let seq = self.seq_of(&seen, AsOf::Date(day)).await?;
        let people = self.people(caller, &seen).await?;
        let me = self.me(caller, &seen).await?;
        let mut state = self.store.snapshot().await?;
        let book = assemble(&documents::as_of(&mut state, seen.id(), seq).await?, &[])?;
        let rows = readings::as_of(&mut state, seen.id(), seq).await?;
        let proofs = evidence::as_of(&mut state, seen.id(), seq).await?;
        let said = messages::as_of(&mut state, seen.id(), seq).await?;
        // Withdrawn or followed since: what is known of that now does not count.
        let held = recent(&book, day, &rows).map(|row| held_of(&ReadingRow { seq_to: None, ..row.clone() }));
        Ok(Snapshot {
            form: FORM,
            seq: revision(seq)?,
            today: day,
            taken_at: (self.edge.now)(),
            me,
            people,
            cluster: book.cluster.clone(),
            kpis: book.kpis.clone(),
            objectives: book.objectives.clone(),
            dashboards: with_overview(book.dashboards.clone()),
            period_states: book.period_states.iter().collect(),
            readings: held.collect::<Result<HeldReadings>>()?,
            evidence: proofs.iter().map(proof_of).collect::<Result<_>>()?,
            messages: said.iter().map(message_of).collect::<Result<_>>()?,
        })
    }

    /// What changed after number `since`: definitions of a kind whole where one of them changed. A number from the
    /// future (another database) is not found: the device starts anew with a snapshot.
    pub async fn changes(&self, caller: &Caller, slug: &str, since: u64) -> Result<Changes> {
        let seen = self.seen(caller, slug, Action::Read).await?;
        let people = self.people(caller, &seen).await?;
        let me = self.me(caller, &seen).await?;
        let mut state = self.store.snapshot().await?;
        let row = clusters::by_id(&mut state, seen.id()).await?.ok_or(Error::NotFound)?;
        let seq = revision(row.seq)?;
        if since > seq {
            return Err(Error::NotFound);
        }
        let from = i64::try_from(since).map_err(Error::internal)?;
        let changed =
            if since == seq { Vec::new() } else { documents::since(&mut state, seen.id(), from).await? };
        let rows =
            if since == seq { Vec::new() } else { readings::since(&mut state, seen.id(), from).await? };
        let readings = rows.iter().map(held_of).collect::<Result<Vec<_>>>()?;
        let (proofs, said) = match since == seq {
            true => (Vec::new(), Vec::new()),
            false => (
                evidence::since(&mut state, seen.id(), from).await?,
                messages::since(&mut state, seen.id(), from).await?,
            ),
        };
        let is = |kind: Kind| changed.iter().any(|row| row.kind == kind && row.id != PERIODS);
        let book = if changed.is_empty() {
            None
        } else {
            Some(assemble(&documents::current(&mut state, seen.id(), None).await?, &[])?)
        };
        let zone = match &book {
            Some(book) => book.cluster.time_zone.clone(),
            None => book::settings_in(&mut state, &row).await?.time_zone,
        };
        let today = self.edge.today(&zone);
        let periods = changed.iter().any(|row| row.kind == Kind::Cluster && row.id == PERIODS);
        let settings = changed.iter().any(|row| row.kind == Kind::Cluster && row.id == CLUSTER);
        let book = book.as_ref();
        Ok(Changes {
            since,
            seq,
            today,
            taken_at: (self.edge.now)(),
            // Roles and people are no part of the cluster's log: they always come as they are.
            me: Some(me),
            people: Some(people),
            cluster: book.filter(|_| settings).map(|book| book.cluster.clone()),
            kpis: book.filter(|_| is(Kind::Kpi)).map(|book| book.kpis.clone()),
            objectives: book.filter(|_| is(Kind::Objective)).map(|book| book.objectives.clone()),
            dashboards: book
                .filter(|_| is(Kind::Dashboard))
                .map(|book| with_overview(book.dashboards.clone())),
            period_states: book
                .filter(|_| periods)
                .map(|book| book.period_states.iter().collect::<Vec<PeriodMark>>()),
            readings,
            evidence: there(&proofs, |row| row.seq_to).map(proof_of).collect::<Result<_>>()?,
            messages: there(&said, |row| row.seq_to).map(message_of).collect::<Result<_>>()?,
            gone: gone(&proofs, &said)?,
        })
    }

    async fn me(&self, caller: &Caller, seen: &Seen) -> Result<Me> {
        let person = caller.person().ok_or(Error::Forbidden)?;
        let read = messages::reads(&self.store, &person.user.to_string(), seen.id()).await?;
        let read = read.into_iter().map(|(kpi, seq)| {
            let kpi = Key::parse(&kpi).map_err(|problem| Error::inconsistent("thread_reads.kpi", problem))?;
            Ok((kpi, revision(seq)?))
        });
        let all_kpis = person.grants.iter().any(|grant| grant.cluster == seen.cluster && grant.all_kpis);
        Ok(Me {
            id: person.user,
            office: seen.office,
            cluster: seen.cluster,
            email: person.email.clone(),
            name: person.name.clone(),
            role: seen.role(caller).ok_or(Error::NotFound)?,
            all_kpis,
            read: read.collect::<Result<_>>()?,
        })
    }

    /// The team of the cluster and the admins of the office, without who can't sign in any more.
    async fn people(&self, caller: &Caller, seen: &Seen) -> Result<Vec<Person>> {
        let roles: BTreeMap<String, String> = grants::of_cluster(&self.store, seen.id())
            .await?
            .into_iter()
            .map(|grant| (grant.user_id, grant.role))
            .collect();
        let own = caller.actor_id();
        let mut people = Vec::new();
        for user in users::list(&self.store, &seen.row.office_id).await? {
            let role = if user.admin {
                Some(Role::Admin)
            } else {
                roles.get(&user.id).and_then(|role| Role::parse(role))
            };
            let Some(role) = role else { continue };
            if user.disabled_at.is_none() || own.as_deref() == Some(user.id.as_str()) {
                let id = id_of("users.id", &user.id)?;
                people.push(Person { id, email: user.email, name: user.name, role });
            }
        }
        Ok(people)
    }
}

fn there<T>(rows: &[T], ended: impl Fn(&T) -> Option<i64>) -> impl Iterator<Item = &T> {
    rows.iter().filter(move |row| ended(row).is_none())
}

/// The ids of what was taken away.
fn gone(proofs: &[EvidenceRow], said: &[MessageRow]) -> Result<Vec<Uuid>> {
    let proofs = proofs.iter().filter(|row| row.seq_to.is_some()).map(|row| &row.id);
    let said = said.iter().filter(|row| row.seq_to.is_some()).map(|row| &row.id);
    proofs.chain(said).map(|id| id_of("id", id)).collect()
}

/// Withdrawn readings too: without a reading, under the number of the change that withdrew them.
fn held_of(row: &ReadingRow) -> Result<Held> {
    let mut current = revision_of(row)?;
    let reading = book::reading(row)?;
    if let Some(withdrawn) = row.seq_to {
        current = vigie_domain::record::Revision {
            revision: revision(withdrawn)?,
            reading: None,
            at: None,
            by: None,
        };
    }
    Ok(Held { kpi: reading.kpi, period: reading.period, current })
}

/// Of rows by KPI and month those that a device gets: the latest periods before `day`.
fn recent<'r>(book: &Book, day: NaiveDate, rows: &'r [ReadingRow]) -> impl Iterator<Item = &'r ReadingRow> {
    let first: BTreeMap<String, i64> = book
        .kpis
        .iter()
        .map(|kpi| {
            let last = Period::of_date(day, kpi.frequency, book.fy());
            (kpi.key.to_string(), last.shift(1 - PERIODS_HELD).months(book.fy()).first.into())
        })
        .collect();
    rows.iter().filter(move |row| first.get(&row.kpi).is_none_or(|first| row.first_month >= *first))
}

/// The newest periods of each KPI; `rows` may come in any order.
fn last_of_each(rows: &[ReadingRow]) -> Vec<&ReadingRow> {
    let mut newest: Vec<&ReadingRow> = rows.iter().collect();
    newest.sort_by(|a, b| (&a.kpi, b.first_month).cmp(&(&b.kpi, a.first_month)));
    let mut taken = BTreeMap::<&str, i32>::new();
    newest.retain(|row| {
        let count = taken.entry(row.kpi.as_str()).or_default();
        *count += 1;
        *count <= PERIODS_HELD
    });
    newest
}

fn by_frequency(book: &Book) -> BTreeMap<vigie_domain::Granularity, Vec<&Key>> {
    let mut groups: BTreeMap<_, Vec<&Key>> = BTreeMap::new();
    for Kpi { key, frequency, .. } in &book.kpis {
        groups.entry(*frequency).or_default().push(key);
    }
    groups
}
