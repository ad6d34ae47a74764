//! Takes an import back, as one change of its own: what it added is gone again, what it changed stands as before. What
//! somebody recorded or changed since is never touched, and said.

use std::collections::BTreeMap;

use serde::Serialize;
use vigie_domain::access::Action;
use vigie_domain::evidence::Spot;
use vigie_domain::file::{ClusterFile, check};
use vigie_domain::period_state::PeriodState;
use vigie_domain::{Book, Key, Period, Reading};
use vigie_store::documents::{self, CLUSTER, DocumentRow, Kind};
use vigie_store::readings::{self, ReadingRow};
use vigie_store::{changes, clusters, evidence, messages, users};

use super::IMPORT;
use super::remember::MAPPINGS;
use crate::Service;
use crate::access::Seen;
use crate::book;
use crate::caller::Caller;
use crate::error::{Error, Result};
use crate::evidence::spot;
use crate::pen::{PERIODS, Pen, revision};

/// The kind of change that takes an import back.
const UNDONE: &str = "import.undone";
/// So many of the latest changes are looked through for imports, and so many imports are named.
const LOOKED: u32 = 300;
const NAMED: usize = 5;

/// What an undo did, and what it left.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Undone {
    /// The change that took it back; none where there was nothing to take back.
    pub seq: Option<u64>,
    pub readings: usize,
    /// Definitions, objectives, dashboards, settings, links of evidence.
    pub definitions: usize,
    pub kept: Vec<Kept>,
}

/// What stays although the import made it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Kept {
    /// A KPI's key or another definition's id.
    pub subject: String,
    /// Of a reading.
    pub period: Option<Period>,
    pub why: Why,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Why {
    /// Somebody recorded or changed it since.
    Later,
    /// Its period is frozen.
    Frozen,
    /// Something else needs it: readings, evidence, messages, a formula, an objective, a dashboard.
    Needed,
}

/// An import of the past.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PastImport {
    pub seq: u64,
    /// Milliseconds since 1970 UTC.
    pub at: i64,
    /// Who; none for the command line.
    pub name: Option<String>,
    pub file: String,
    /// Something of it still stands.
    pub stands: bool,
}

impl Service {
    /// The latest imports, the last one first.
    pub async fn past_imports(&self, caller: &Caller, slug: &str) -> Result<Vec<PastImport>> {
        let seen = self.seen(caller, slug, Action::Define).await?;
        let rows = changes::before(&self.store, seen.id(), i64::MAX, LOOKED).await?;
        let mut past = Vec::new();
        for row in rows.into_iter().filter(|row| row.kind == IMPORT).take(NAMED) {
            let name = match &row.actor_id {
                Some(id) => users::by_id(&self.store, id).await?.map(|user| user.name),
                None => None,
            };
            let links = evidence::made_by(&self.store, seen.id(), row.seq).await?;
            let stands = readings::stands_of(&self.store, seen.id(), row.seq).await?
                || links.iter().any(|row| row.seq_to.is_none())
                || {
                    let made = documents::made_by(&self.store, seen.id(), row.seq).await?;
                    made.iter().any(|row| row.seq_to.is_none() && row.id != MAPPINGS)
                };
            past.push(PastImport { seq: revision(row.seq)?, at: row.at, name, file: row.subject, stands });
        }
        Ok(past)
    }

    /// Takes the import back that is change `seq`.
    pub async fn undo_import(&self, caller: &Caller, slug: &str, seq: u64) -> Result<Undone> {
        let seen = self.seen(caller, slug, Action::Define).await?;
        let seq = i64::try_from(seq).map_err(|_| Error::NotFound)?;
        let mut tx = self.store.begin().await?;
        clusters::lock(&mut tx, seen.id()).await?;
        let change = changes::by_seq(&mut tx, seen.id(), seq).await?;
        let change = change.filter(|change| change.kind == IMPORT).ok_or(Error::NotFound)?;
        let mut pen = self.pen_on(caller, tx, seen.id()).await?;
        let mut undone = Undone::default();
        let mut book = pen.definitions().await?;
        take_back_readings(&mut pen, &seen, seq, &book, &mut undone).await?;
        take_back_links(&mut pen, &seen, seq, &book, &mut undone).await?;
        take_back_documents(&mut pen, &seen, seq, &mut book, &mut undone).await?;
        if undone.readings + undone.definitions > 0 {
            undone.seq = Some(pen.finish(UNDONE, &change.subject, None).await?);
        }
        Ok(undone)
    }
}

async fn take_back_readings(
    pen: &mut Pen<'_>,
    seen: &Seen,
    seq: i64,
    book: &Book,
    undone: &mut Undone,
) -> Result<()> {
    let made = readings::made_by(&mut pen.tx, seen.id(), seq).await?;
    let before = readings::ended_by(&mut pen.tx, seen.id(), seq).await?;
    let before: BTreeMap<(&str, &str), &ReadingRow> =
        before.iter().map(|row| ((row.kpi.as_str(), row.period.as_str()), row)).collect();
    let mut back: Vec<&ReadingRow> = Vec::new();
    for row in &made {
        let period = book::reading(row)?.period;
        let is_frozen = || book.period_states.of(period, book.fy()) == PeriodState::Frozen;
        let why = if row.seq_to.is_some() {
            Why::Later
        } else if is_frozen() {
            Why::Frozen
        } else {
            back.push(row);
            continue;
        };
        undone.kept.push(Kept { subject: row.kpi.clone(), period: Some(period), why });
    }
    let is_whole = back.len() == made.iter().filter(|row| row.seq_to.is_none()).count();
    if is_whole {
        readings::close_of(&mut pen.tx, seen.id(), seq, pen.seq).await?;
    } else {
        for row in &back {
            pen.close_reading(&row.kpi, &row.period).await?;
        }
    }
    let place = |row: &&ReadingRow| before.get(&(row.kpi.as_str(), row.period.as_str())).copied();
    let earlier = back.iter().filter_map(place).map(book::reading).collect::<Result<Vec<Reading>>>()?;
    pen.insert_readings(&earlier.iter().collect::<Vec<_>>(), book.fy()).await?;
    undone.readings = back.len();
    Ok(())
}

/// What proves a frozen period stays.
async fn take_back_links(
    pen: &mut Pen<'_>,
    seen: &Seen,
    seq: i64,
    book: &Book,
    undone: &mut Undone,
) -> Result<()> {
    for row in evidence::made_by(&mut pen.tx, seen.id(), seq).await?.iter().filter(|row| row.seq_to.is_none())
    {
        let period = match spot(row)? {
            Spot::Period(period) => Some(period),
            Spot::Step(_) => None,
        };
        let state = period.map(|period| book.period_states.of(period, book.fy()));
        if state == Some(PeriodState::Frozen) {
            undone.kept.push(Kept { subject: row.kpi.clone(), period, why: Why::Frozen });
            continue;
        }
        evidence::close(&mut pen.tx, seen.id(), &row.id, pen.seq).await?;
        undone.definitions += 1;
    }
    Ok(())
}

/// Readings, evidence or messages.
async fn holds_something(pen: &mut Pen<'_>, seen: &Seen, kpi: &str) -> Result<bool> {
    Ok(readings::stands(&mut pen.tx, seen.id(), kpi).await?
        || evidence::stands(&mut pen.tx, seen.id(), kpi).await?
        || messages::stands(&mut pen.tx, seen.id(), kpi).await?)
}

/// What needs others goes before what is needed.
const ORDER: [Kind; 4] = [Kind::Dashboard, Kind::Objective, Kind::Kpi, Kind::Cluster];

/// `book` has the definitions as they are, and afterwards as they are then.
async fn take_back_documents(
    pen: &mut Pen<'_>,
    seen: &Seen,
    seq: i64,
    book: &mut Book,
    undone: &mut Undone,
) -> Result<()> {
    let mut made = documents::made_by(&mut pen.tx, seen.id(), seq).await?;
    made.retain(|row| row.id != MAPPINGS);
    made.sort_by_key(|row| ORDER.iter().position(|kind| *kind == row.kind));
    // A formula that the import brought goes before its operands.
    let (kpis, others): (Vec<_>, Vec<_>) = made.into_iter().partition(|row| row.kind == Kind::Kpi);
    let at = others.iter().position(|row| row.kind == Kind::Cluster).unwrap_or(others.len());
    let (first, last) = others.split_at(at);
    let before = documents::ended_by(&mut pen.tx, seen.id(), seq).await?;
    for row in first.iter().chain(kpis.iter().rev()).chain(last) {
        let earlier = before.iter().find(|old| old.kind == row.kind && old.id == row.id);
        let why = match row.seq_to {
            Some(_) => Some(Why::Later),
            None => take_back_one(pen, seen, row, earlier, book).await?,
        };
        match why {
            None => undone.definitions += 1,
            Some(why) => undone.kept.push(Kept { subject: row.id.clone(), period: None, why }),
        }
    }
    Ok(())
}

/// Why not, if it stays.
async fn take_back_one(
    pen: &mut Pen<'_>,
    seen: &Seen,
    row: &DocumentRow,
    earlier: Option<&DocumentRow>,
    book: &mut Book,
) -> Result<Option<Why>> {
    let mut then = book.clone();
    match row.kind {
        Kind::Kpi => {
            let key = Key::parse(&row.id).map_err(|problem| Error::inconsistent("documents.id", problem))?;
            then.kpis.retain(|kpi| kpi.key != key);
            match earlier {
                Some(earlier) => then.kpis.push(book::body(earlier)?),
                None if holds_something(pen, seen, key.as_str()).await? => {
                    return Ok(Some(Why::Needed));
                }
                None => {}
            }
        }
        Kind::Objective => {
            then.objectives.retain(|objective| objective.id != row.id);
            then.objectives.extend(earlier.map(book::body).transpose()?);
        }
        Kind::Dashboard => {
            then.dashboards.retain(|dashboard| dashboard.id != row.id);
            then.dashboards.extend(earlier.map(book::body).transpose()?);
        }
        Kind::Cluster if row.id == CLUSTER => {
            let Some(earlier) = earlier else { return Ok(Some(Why::Needed)) };
            then.cluster = book::body(earlier)?;
        }
        // What was frozen stays so.
        Kind::Cluster if row.id == PERIODS => {
            if book.period_states.iter().any(|mark| mark.state == PeriodState::Frozen) {
                return Ok(Some(Why::Frozen));
            }
        }
        Kind::Cluster => {}
    }
    if !check(&ClusterFile::of(&then)).is_empty() {
        return Ok(Some(Why::Needed));
    }
    *book = then;
    match earlier {
        Some(earlier) => {
            let (kind, id, body) = (earlier.kind, &earlier.id, &earlier.body);
            documents::put(&mut pen.tx, seen.id(), kind, id, earlier.position, body, pen.seq).await?;
        }
        None => documents::close(&mut pen.tx, seen.id(), row.kind, &row.id, pen.seq).await?,
    }
    Ok(None)
}
