//! From rows to what the domain knows, and back. What can't be read is an inconsistency of the database, named by row.

use std::borrow::Cow;

use serde::de::DeserializeOwned;
use vigie_domain::period_state::PeriodMark;
use vigie_domain::reading::Fields;
use vigie_domain::{Book, Cluster, FinancialYear, Key, Number, Period, Reading};
use vigie_store::documents::{self, CLUSTER, DocumentRow, Kind};
use vigie_store::readings::{self, NewReading, ReadingRow};
use vigie_store::{Snapshot, Tx, clusters};

use crate::error::{Error, Result};
use crate::pen::PERIODS;

/// The months that no period is before or after.
pub(crate) const ALL_MONTHS: (i64, i64) = (i64::MIN, i64::MAX);

/// A whole cluster, as it is or as it was after change `seq`.
pub(crate) async fn load(snapshot: &mut Snapshot, cluster_id: &str, seq: Option<i64>) -> Result<Book> {
    let (documents, readings) = match seq {
        None => (
            documents::current(&mut *snapshot, cluster_id, None).await?,
            readings::all(snapshot, cluster_id).await?,
        ),
        Some(seq) => (
            documents::as_of(&mut *snapshot, cluster_id, seq).await?,
            readings::as_of(snapshot, cluster_id, seq).await?,
        ),
    };
    assemble(&documents, &readings)
}

/// A whole cluster as a transaction sees it.
pub(crate) async fn load_in(tx: &mut Tx, cluster_id: &str) -> Result<Book> {
    let documents = documents::current(&mut *tx, cluster_id, None).await?;
    let readings = readings::all(tx, cluster_id).await?;
    assemble(&documents, &readings)
}

/// The definitions of a cluster.
pub(crate) async fn load_definitions(snapshot: &mut Snapshot, cluster_id: &str) -> Result<Book> {
    assemble(&documents::current(snapshot, cluster_id, None).await?, &[])
}

/// Adds the readings of these KPIs and of all that their formulas need to definitions.
pub(crate) async fn load_readings(
    snapshot: &mut Snapshot,
    cluster_id: &str,
    book: &mut Book,
    keys: &[Key],
) -> Result<()> {
    let needed = with_operands(book, keys);
    let names: Vec<&str> = needed.iter().map(Key::as_str).collect();
    let (from, to) = ALL_MONTHS;
    for row in &readings::current_many(snapshot, cluster_id, &names, from, to).await? {
        book.readings.insert(reading(row)?);
    }
    Ok(())
}

/// These KPIs and, through formulas, those from which they are computed.
pub(crate) fn with_operands(book: &Book, keys: &[Key]) -> Vec<Key> {
    let mut all: Vec<Key> = Vec::new();
    let mut next: Vec<Key> = keys.to_vec();
    while let Some(key) = next.pop() {
        if all.contains(&key) {
            continue;
        }
        let formula = book.kpi(&key).and_then(|kpi| kpi.formula.as_deref());
        let parsed = formula.and_then(|formula| vigie_domain::formula::parse(formula).ok());
        next.extend(parsed.iter().flat_map(|expr| expr.operands()).cloned());
        all.push(key);
    }
    all
}

pub(crate) async fn settings(store: &vigie_store::Store, row: &clusters::ClusterRow) -> Result<Cluster> {
    let document = documents::one(store, &row.id, Kind::Cluster, CLUSTER).await?;
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

pub(crate) fn reading(row: &ReadingRow) -> Result<Reading> {
    let wrong = |problem: vigie_domain::Problem| {
        Error::inconsistent(&format!("readings {} {} from {}", row.kpi, row.period, row.seq_from), problem)
    };
    let number = |text: &Option<String>| text.as_deref().map(Number::parse).transpose().map_err(wrong);
    let fields = Fields {
        value: number(&row.value)?,
        numerator: number(&row.numerator)?,
        denominator: number(&row.denominator)?,
        n: number(&row.n)?,
        state: Some(row.state.clone()),
        reason: row.reason.clone(),
    };
    Ok(Reading {
        kpi: Key::parse(&row.kpi).map_err(wrong)?,
        period: Period::parse(&row.period).map_err(wrong)?,
        figure: fields.figure().map_err(wrong)?,
        comment: row.comment.clone(),
    })
}

/// A reading as the texts of a row, which borrows them.
pub(crate) struct Columns<'a> {
    kpi: &'a str,
    period: String,
    granularity: &'static str,
    first_month: i64,
    state: &'static str,
    value: Option<String>,
    numerator: Option<String>,
    denominator: Option<String>,
    n: Option<String>,
    reason: Option<String>,
    comment: Option<Cow<'a, str>>,
}

impl<'a> Columns<'a> {
    pub(crate) fn of(reading: &'a Reading, fy: FinancialYear) -> Columns<'a> {
        let fields = Fields::of(&reading.figure);
        let text = |number: Option<Number>| number.map(|number| number.to_string());
        Columns {
            kpi: reading.kpi.as_str(),
            period: reading.period.to_string(),
            granularity: reading.period.granularity.as_str(),
            first_month: reading.period.months(fy).first.into(),
            state: reading.figure.state().as_str(),
            value: text(fields.value),
            numerator: text(fields.numerator),
            denominator: text(fields.denominator),
            n: text(fields.n),
            reason: fields.reason,
            comment: reading.comment.as_deref().map(Cow::Borrowed),
        }
    }

    pub(crate) fn row<'b>(&'b self, actor_id: Option<&'b str>, at: i64) -> NewReading<'b> {
        NewReading {
            kpi: self.kpi,
            period: &self.period,
            granularity: self.granularity,
            first_month: self.first_month,
            state: self.state,
            value: self.value.as_deref(),
            numerator: self.numerator.as_deref(),
            denominator: self.denominator.as_deref(),
            n: self.n.as_deref(),
            reason: self.reason.as_deref(),
            comment: self.comment.as_deref(),
            actor_id,
            at,
            command_id: None,
        }
    }
}
