//! Evidence and messages as the domain knows them, and the content of a file for who may see it.

use chrono::DateTime;
use vigie_domain::access::Action;
use vigie_domain::evidence::{Evidence, Media, Proof, Spot};
use vigie_domain::thread::Message;
use vigie_domain::{Key, Period};
use vigie_store::evidence::{self, EvidenceRow};
use vigie_store::messages::{self, MessageRow};

use crate::Service;
use crate::access::id_of;
use crate::caller::Caller;
use crate::error::{Error, Result};
use crate::pen::revision;

/// A file to be sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attached {
    pub name: String,
    pub media: Media,
    pub body: Vec<u8>,
}

impl Service {
    /// The content of a file, also of one that was taken away: the history shows it. Not found where it is a link, and for
    /// whom the cluster does not exist.
    pub async fn attached(&self, caller: &Caller, slug: &str, id: &str) -> Result<Attached> {
        let seen = self.seen(caller, slug, Action::Read).await?;
        let row = evidence::versions(&self.store, seen.id(), id).await?.pop().ok_or(Error::NotFound)?;
        let (Proof::File { name, media, .. }, Some(sha256)) = (evidence(&row)?.proof, &row.sha256) else {
            return Err(Error::NotFound);
        };
        let body = evidence::content(&self.store, seen.id(), sha256).await?;
        let body = body.ok_or_else(|| Error::inconsistent(&format!("evidence {id}"), "no content"))?;
        Ok(Attached { name, media, body })
    }

    /// How much evidence an export does not carry: files never, links only in the cluster file.
    pub async fn evidence_left_out(&self, caller: &Caller, slug: &str, has_links: bool) -> Result<usize> {
        let seen = self.seen(caller, slug, Action::Read).await?;
        let rows = evidence::current(&self.store, seen.id()).await?;
        Ok(rows.iter().filter(|row| !has_links || row.url.is_none()).count())
    }

    /// The person has seen the thread of a KPI as it stood after change `seq`.
    pub async fn read_thread(&self, caller: &Caller, slug: &str, kpi: &Key, seq: u64) -> Result<()> {
        let person = caller.person().ok_or(Error::Forbidden)?;
        let seen = self.seen(caller, slug, Action::Read).await?;
        // Nobody has read what is not there yet.
        let seq = i64::try_from(seq).map_err(Error::internal)?.min(seen.row.seq);
        let mut tx = self.store.begin().await?;
        messages::read(&mut tx, &person.user.to_string(), seen.id(), kpi.as_str(), seq).await?;
        Ok(tx.commit().await?)
    }
}

fn wrong(row: &EvidenceRow, why: &str) -> Error {
    Error::inconsistent(&format!("evidence {} from {}", row.id, row.seq_from), why)
}

pub(crate) fn spot(row: &EvidenceRow) -> Result<Spot> {
    match (&row.period, row.step) {
        (Some(period), None) => {
            Period::parse(period).map(Spot::Period).map_err(|problem| wrong(row, &problem.to_string()))
        }
        (None, Some(step)) => u32::try_from(step).map(Spot::Step).map_err(|_| wrong(row, "step")),
        _ => Err(wrong(row, "place")),
    }
}

pub(crate) fn evidence(row: &EvidenceRow) -> Result<Evidence> {
    let wrong = |why: &str| wrong(row, why);
    let on = spot(row)?;
    let proof = match (&row.url, &row.media, row.size) {
        (Some(url), ..) => Proof::Link { url: url.clone(), title: row.name.clone() },
        (None, Some(media), Some(size)) => Proof::File {
            name: row.name.clone(),
            media: Media::parse(media).ok_or_else(|| wrong("media"))?,
            size: u64::try_from(size).map_err(|_| wrong("size"))?,
        },
        _ => return Err(wrong("neither file nor link")),
    };
    Ok(Evidence {
        id: id_of("evidence.id", &row.id)?,
        kpi: Key::parse(&row.kpi).map_err(|problem| wrong(&problem.to_string()))?,
        on,
        proof,
        by: row.actor_id.as_deref().map(|id| id_of("evidence.actor_id", id)).transpose()?,
        at: DateTime::from_timestamp_millis(row.at).ok_or_else(|| wrong("at"))?,
    })
}

pub(crate) fn message(row: &MessageRow) -> Result<Message> {
    let wrong = |why: &str| Error::inconsistent(&format!("messages {} from {}", row.id, row.seq_from), why);
    Ok(Message {
        id: id_of("messages.id", &row.id)?,
        seq: revision(row.seq_from)?,
        kpi: Key::parse(&row.kpi).map_err(|problem| wrong(&problem.to_string()))?,
        text: row.text.clone(),
        by: row.actor_id.as_deref().map(|id| id_of("messages.actor_id", id)).transpose()?,
        at: DateTime::from_timestamp_millis(row.at).ok_or_else(|| wrong("at"))?,
        amended: row.amended_at.is_some(),
    })
}
