//! A write of one cluster: one transaction, the cluster's next number, one change. Whatever a decision rests on is read
//! from the transaction, after the number was taken: then no other writer comes in between.

use std::collections::HashMap;

use serde::Serialize;
use vigie_domain::file::Link;
use vigie_domain::{FinancialYear, Reading};
use vigie_store::Tx;
use vigie_store::changes::NewChange;
use vigie_store::documents::{self, Kind};
use vigie_store::evidence::{self, EvidenceRow};
use vigie_store::readings::{self, NewReading};

use crate::Service;
use crate::access::Seen;
use crate::book::{self, Columns};
use crate::caller::Caller;
use crate::edge::Edge;
use crate::error::{Error, Result};

pub(crate) struct Pen<'a> {
    pub(crate) tx: Tx,
    edge: Edge,
    caller: &'a Caller,
    cluster_id: String,
    pub(crate) seq: i64,
    pub(crate) at: i64,
    actor_id: Option<String>,
    /// Where the next new document of a kind is put, once it was asked.
    ends: HashMap<Kind, i64>,
}

/// The id of the document in which the period states stand, beside that of the settings.
pub(crate) const PERIODS: &str = "periods";

impl Service {
    /// Begins a write of a cluster that `seen` let through.
    pub(crate) async fn pen<'a>(&self, caller: &'a Caller, seen: &Seen) -> Result<Pen<'a>> {
        self.pen_on(caller, self.store.begin().await?, seen.id()).await
    }

    pub(crate) async fn pen_on<'a>(
        &self,
        caller: &'a Caller,
        mut tx: Tx,
        cluster_id: &str,
    ) -> Result<Pen<'a>> {
        let seq = tx.next_seq(cluster_id).await?;
        let (at, actor_id) = (self.edge.millis(), caller.actor_id());
        let edge = self.edge;
        Ok(Pen {
            tx,
            edge,
            caller,
            cluster_id: cluster_id.to_owned(),
            seq,
            at,
            actor_id,
            ends: HashMap::new(),
        })
    }
}

impl Pen<'_> {
    /// Under whose id this is written.
    pub(crate) fn actor(&self) -> Option<String> {
        self.actor_id.clone()
    }

    /// The cluster as it is now.
    pub(crate) async fn book(&mut self) -> Result<vigie_domain::Book> {
        book::load_in(&mut self.tx, &self.cluster_id).await
    }

    /// The definitions of the cluster as they are now, without readings.
    pub(crate) async fn definitions(&mut self) -> Result<vigie_domain::Book> {
        let documents = documents::current(&mut self.tx, &self.cluster_id, None).await?;
        book::assemble(&documents, &[])
    }

    /// A version of a document at the place it has; a new one comes after the others of its kind.
    pub(crate) async fn put<T: Serialize>(&mut self, kind: Kind, id: &str, body: &T) -> Result<()> {
        let position = match documents::one(&mut self.tx, &self.cluster_id, kind, id).await? {
            Some(row) => row.position,
            None => self.end_of(kind).await?,
        };
        self.put_at(kind, id, position, body).await
    }

    pub(crate) async fn put_at<T: Serialize>(
        &mut self,
        kind: Kind,
        id: &str,
        position: i64,
        body: &T,
    ) -> Result<()> {
        let body = serde_json::to_string(body).map_err(Error::internal)?;
        Ok(documents::put(&mut self.tx, &self.cluster_id, kind, id, position, &body, self.seq).await?)
    }

    /// Ends a document; its history stays. Not found where there is none.
    pub(crate) async fn close(&mut self, kind: Kind, id: &str) -> Result<()> {
        Ok(documents::close(&mut self.tx, &self.cluster_id, kind, id, self.seq).await?)
    }

    async fn end_of(&mut self, kind: Kind) -> Result<i64> {
        let end = match self.ends.get(&kind) {
            Some(end) => *end,
            None => {
                let rows = documents::current(&mut self.tx, &self.cluster_id, Some(kind)).await?;
                rows.iter().map(|row| row.position).max().map_or(0, |last| last + 1)
            }
        };
        self.ends.insert(kind, end + 1);
        Ok(end)
    }

    pub(crate) async fn put_reading(
        &mut self,
        reading: &Reading,
        fy: FinancialYear,
        command_id: Option<&str>,
    ) -> Result<()> {
        let columns = Columns::of(reading, fy);
        let new = NewReading { command_id, ..columns.row(self.actor_id.as_deref(), self.at) };
        Ok(readings::put(&mut self.tx, &self.cluster_id, self.seq, &new).await?)
    }

    /// Many readings for periods that have none.
    pub(crate) async fn insert_readings(&mut self, new: &[&Reading], fy: FinancialYear) -> Result<()> {
        let columns: Vec<_> = new.iter().map(|reading| Columns::of(reading, fy)).collect();
        let rows: Vec<_> =
            columns.iter().map(|columns| columns.row(self.actor_id.as_deref(), self.at)).collect();
        Ok(readings::insert_many(&mut self.tx, &self.cluster_id, self.seq, &rows).await?)
    }

    /// A link of evidence, as an import brings it.
    pub(crate) async fn attach(&mut self, link: &Link) -> Result<()> {
        let row = EvidenceRow {
            id: self.edge.id(),
            seq_from: self.seq,
            seq_to: None,
            kpi: link.kpi.to_string(),
            period: link.period.map(|period| period.to_string()),
            step: link.step.map(i64::from),
            name: link.title.clone(),
            url: Some(link.url.clone()),
            media: None,
            size: None,
            sha256: None,
            actor_id: self.actor_id.clone(),
            at: self.at,
        };
        Ok(evidence::insert(&mut self.tx, &self.cluster_id, &row).await?)
    }

    pub(crate) async fn close_reading(&mut self, kpi: &str, period: &str) -> Result<()> {
        Ok(readings::close(&mut self.tx, &self.cluster_id, kpi, period, self.seq).await?)
    }

    /// Appends the one change of this write.
    pub(crate) async fn note(&mut self, kind: &str, subject: &str, reason: Option<&str>) -> Result<()> {
        let change = NewChange {
            cluster_id: &self.cluster_id,
            seq: self.seq,
            at: self.at,
            actor_id: self.actor_id.as_deref(),
            kind,
            subject,
            reason,
            device: self.caller.device(),
        };
        Ok(self.tx.append_change(&change).await?)
    }

    /// Appends the change and makes all durable; the number of the change.
    pub(crate) async fn finish(mut self, kind: &str, subject: &str, reason: Option<&str>) -> Result<u64> {
        self.note(kind, subject, reason).await?;
        self.tx.commit().await?;
        revision(self.seq)
    }
}

/// A sequence number as the domain has it.
pub(crate) fn revision(seq: i64) -> Result<u64> {
    u64::try_from(seq).map_err(|error| Error::inconsistent("clusters.seq", error))
}
