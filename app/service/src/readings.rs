//! The history of one value, and what a decision about it rests on.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use chrono::{DateTime, Utc};
use vigie_domain::access::Action;
use vigie_domain::period_state::PeriodStates;
use vigie_domain::record::Revision;
use vigie_domain::{Cluster, Key, Kpi, Period};
use vigie_store::changes;
use vigie_store::documents::{self, CLUSTER, DocumentRow, Kind};
use vigie_store::readings::ReadingRow;
use vigie_store::{Tx, readings, users};

use crate::Service;
use crate::access::{Seen, id_of};
use crate::book;
use crate::caller::Caller;
use crate::error::{Error, Result};
use crate::pen::{PERIODS, revision};

/// One revision of a reading with who made it.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Revised {
    #[serde(flatten)]
    pub revision: Revision,
    /// Name of the person, as it is now; none for the command line.
    pub name: Option<String>,
}

impl Service {
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

/// Only the documents that the decision needs: a write is not to cost more in a cluster with more KPIs.
pub(crate) async fn kpi(tx: &mut Tx, seen: &Seen, key: &Key) -> Result<Option<Kpi>> {
    let row = documents::one(&mut *tx, seen.id(), Kind::Kpi, key.as_str()).await?;
    row.as_ref().map(book::body).transpose()
}

/// The cluster as it is set, and the states of its periods.
pub(crate) async fn settings(tx: &mut Tx, seen: &Seen) -> Result<(Cluster, PeriodStates)> {
    settings_among(&documents::current(&mut *tx, seen.id(), Some(Kind::Cluster)).await?)
}

/// The same from documents of which they are some.
pub(crate) fn settings_among(rows: &[DocumentRow]) -> Result<(Cluster, PeriodStates)> {
    let find = |id: &str| rows.iter().find(|row| row.kind == Kind::Cluster && row.id == id);
    let cluster = find(CLUSTER).ok_or_else(|| Error::inconsistent("documents cluster", "missing"))?;
    let marks = find(PERIODS).map(book::body::<Vec<_>>).transpose()?;
    Ok((book::body(cluster)?, marks.unwrap_or_default().into_iter().collect()))
}

pub(crate) fn revision_of(row: &ReadingRow) -> Result<Revision> {
    Ok(Revision {
        revision: revision(row.seq_from)?,
        reading: Some(book::reading(row)?),
        at: DateTime::<Utc>::from_timestamp_millis(row.at),
        by: row.actor_id.as_deref().map(|id| id_of("readings.actor_id", id)).transpose()?,
    })
}
