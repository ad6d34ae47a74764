//! From rows to what the domain knows, and back. What can't be read is an inconsistency of the database, named by row.

mod rows;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde::de::DeserializeOwned;
use vigie_domain::file::Link;
use vigie_domain::period_state::PeriodMark;
use vigie_domain::reading::OfKpi;
use vigie_domain::{Book, Cluster, Key, Kpi, Readings};
use vigie_store::documents::{self, CLUSTER, DocumentRow, Kind};
use vigie_store::evidence::{self, EvidenceRow};
use vigie_store::facts;
use vigie_store::readings::{self, ReadingRow};
use vigie_store::{Snapshot, Tx, clusters};

use crate::error::{Error, Result};
use crate::pen::PERIODS;

pub(crate) use rows::{Columns, reading};

/// The months that no period is before or after.
pub(crate) const ALL_MONTHS: (i64, i64) = (i64::MIN, i64::MAX);

/// A whole cluster, as it is or as it was after change `seq`. As it is, its readings come as one text per KPI.
pub(crate) async fn load(snapshot: &mut Snapshot, cluster_id: &str, seq: Option<i64>) -> Result<Book> {
    let Some(seq) = seq else {
        let documents = documents::current(&mut *snapshot, cluster_id, None).await?;
        let proofs = evidence::current(&mut *snapshot, cluster_id).await?;
        let mut book = whole(&documents, &[], &proofs)?;
        let keys: Vec<Key> = book.kpis.iter().map(|kpi| kpi.key.clone()).collect();
        book.readings = readings_of(snapshot, cluster_id, &keys).await?;
        return Ok(book);
    };
    let documents = documents::as_of(&mut *snapshot, cluster_id, seq).await?;
    let readings = readings::as_of(&mut *snapshot, cluster_id, seq).await?;
    let proofs = evidence::as_of(snapshot, cluster_id, seq).await?;
    whole(&documents, &readings, &proofs)
}

/// A whole cluster as a transaction sees it.
pub(crate) async fn load_in(tx: &mut Tx, cluster_id: &str) -> Result<Book> {
    let documents = documents::current(&mut *tx, cluster_id, None).await?;
    let readings = readings::all(&mut *tx, cluster_id).await?;
    let proofs = evidence::current(tx, cluster_id).await?;
    whole(&documents, &readings, &proofs)
}

fn whole(documents: &[DocumentRow], readings: &[ReadingRow], proofs: &[EvidenceRow]) -> Result<Book> {
    let mut book = assemble(documents, readings)?;
    for row in proofs.iter().filter(|row| row.url.is_some()) {
        book.links.extend(Link::of(&crate::evidence::evidence(row)?));
    }
    Ok(book)
}

/// The definitions of a cluster.
pub(crate) async fn load_definitions(snapshot: &mut Snapshot, cluster_id: &str) -> Result<Book> {
    assemble(&documents::current(snapshot, cluster_id, None).await?, &[])
}

/// These KPIs and those that their formulas need, in their order. One question for each level of formulas.
pub(crate) async fn load_kpis(
    snapshot: &mut Snapshot,
    cluster_id: &str,
    keys: BTreeSet<Key>,
) -> Result<Vec<Kpi>> {
    let (mut asked, mut next) = (keys.clone(), keys);
    let mut found: Vec<(i64, Kpi)> = Vec::new();
    while !next.is_empty() {
        let names: Vec<&str> = next.iter().map(Key::as_str).collect();
        let rows = documents::some(&mut *snapshot, cluster_id, Kind::Kpi, &names).await?;
        next = BTreeSet::new();
        for row in rows {
            let kpi: Kpi = body(&row)?;
            next.extend(operands(&kpi).into_iter().filter(|key| asked.insert(key.clone())));
            found.push((row.position, kpi));
        }
    }
    found.sort_by(|one, other| (one.0, &one.1.key).cmp(&(other.0, &other.1.key)));
    Ok(found.into_iter().map(|(_, kpi)| kpi).collect())
}

/// Adds the readings of these KPIs and of all that their formulas need to definitions. Of all periods: a KPI has one
/// a month at most, and a card looks back from what it shows (baseline, running total, last year, forecast).
pub(crate) async fn load_readings(
    snapshot: &mut Snapshot,
    cluster_id: &str,
    book: &mut Book,
    keys: &[Key],
) -> Result<()> {
    let needed: Vec<Key> = with_operands(book, keys).into_iter().collect();
    read_into(&mut book.readings, snapshot, cluster_id, &needed).await
}

/// The readings of these KPIs alone.
pub(crate) async fn readings_of(snapshot: &mut Snapshot, cluster_id: &str, keys: &[Key]) -> Result<Readings> {
    let mut all = Readings::default();
    read_into(&mut all, snapshot, cluster_id, keys).await?;
    Ok(all)
}

async fn read_into(
    all: &mut Readings,
    snapshot: &mut Snapshot,
    cluster_id: &str,
    keys: &[Key],
) -> Result<()> {
    let names: Vec<&str> = keys.iter().map(Key::as_str).collect();
    for row in &facts::current(snapshot, cluster_id, &names).await? {
        let key = Key::parse(&row.kpi)
            .map_err(|problem| Error::inconsistent(&format!("readings {}", row.kpi), problem))?;
        let known = |fact| rows::known(&key, fact).map(|reading| (reading.period, reading));
        let of_kpi = row.read()?.into_iter().map(known).collect::<Result<OfKpi>>()?;
        all.share(key, Arc::new(of_kpi));
    }
    Ok(())
}

/// These KPIs and, through formulas, those from which they are computed.
pub(crate) fn with_operands<'k>(book: &Book, keys: impl IntoIterator<Item = &'k Key>) -> BTreeSet<Key> {
    let kpis: BTreeMap<&Key, &Kpi> = book.kpis.iter().map(|kpi| (&kpi.key, kpi)).collect();
    let mut all = BTreeSet::new();
    let mut next: Vec<Key> = keys.into_iter().cloned().collect();
    while let Some(key) = next.pop() {
        next.extend(kpis.get(&key).into_iter().filter(|_| !all.contains(&key)).flat_map(|kpi| operands(kpi)));
        all.insert(key);
    }
    all
}

fn operands(kpi: &Kpi) -> Vec<Key> {
    let parsed = kpi.formula.as_deref().and_then(|formula| vigie_domain::formula::parse(formula).ok());
    parsed.iter().flat_map(|expr| expr.operands()).cloned().collect()
}

pub(crate) async fn settings(store: &vigie_store::Store, row: &clusters::ClusterRow) -> Result<Cluster> {
    settings_of(row, documents::one(store, &row.id, Kind::Cluster, CLUSTER).await?)
}

pub(crate) async fn settings_in(snapshot: &mut Snapshot, row: &clusters::ClusterRow) -> Result<Cluster> {
    settings_of(row, documents::one(snapshot, &row.id, Kind::Cluster, CLUSTER).await?)
}

fn settings_of(row: &clusters::ClusterRow, document: Option<DocumentRow>) -> Result<Cluster> {
    let document =
        document.ok_or_else(|| Error::inconsistent(&format!("clusters {}", row.id), "no settings"))?;
    body(&document)
}

pub(crate) fn assemble(documents: &[DocumentRow], rows: &[ReadingRow]) -> Result<Book> {
    let settings = documents.iter().find(|row| row.kind == Kind::Cluster && row.id == CLUSTER);
    let settings = settings.ok_or_else(|| Error::inconsistent("documents", "a cluster without settings"))?;
    let mut book = Book::new(body(settings)?);
    for row in documents {
        match row.kind {
            Kind::Cluster if row.id == PERIODS => {
                book.period_states = body::<Vec<PeriodMark>>(row)?.into_iter().collect();
            }
            Kind::Cluster => {}
            Kind::Kpi => book.kpis.push(body(row)?),
            Kind::Objective => book.objectives.push(body(row)?),
            Kind::Dashboard => book.dashboards.push(body(row)?),
        }
    }
    for row in rows {
        book.readings.insert(reading(row)?);
    }
    Ok(book)
}

pub(crate) fn body<T: DeserializeOwned>(row: &DocumentRow) -> Result<T> {
    serde_json::from_str(&row.body).map_err(|error| {
        Error::inconsistent(
            &format!("documents {} {} from {}", row.kind.as_str(), row.id, row.seq_from),
            error,
        )
    })
}
