//! One transaction for what waits.

use vigie_domain::FinancialYear;
use vigie_domain::access::{self, Action};
use vigie_domain::problem::ProblemCode;
use vigie_domain::record::{Answer, Command};
use vigie_store::changes::NewChange;
use vigie_store::commands::NewAnswer;
use vigie_store::readings::{self, NewReading, NewRevision};
use vigie_store::{Tx, clusters, commands};

use super::queue::Waiting;
use super::refused;
use super::sheet::{Answered, Applied, By, Sheet};
use crate::Service;
use crate::access::Seen;
use crate::book::Columns;
use crate::error::{Error, Result};

impl Service {
    /// The answers of each request, once they are durable. All requests are of the cluster at this address; what each may do
    /// in it is asked here, with what stands under its lock.
    pub(super) async fn write_batch(&self, slug: &str, batch: &[Waiting]) -> Result<Vec<Vec<Answer>>> {
        let mut tx = self.store.begin().await?;
        let Some(row) = clusters::lock_at(&mut tx, slug).await? else {
            return Ok(batch.iter().map(|waiting| not_found(&waiting.commands)).collect());
        };
        let cluster = Seen::new(row)?;
        let mut sheet = Sheet::read(&mut tx, &cluster, self.edge.millis(), batch).await?;
        let mut answers = Vec::with_capacity(batch.len());
        for waiting in batch {
            let person = waiting.caller.person().ok_or(Error::Forbidden)?;
            let actor = waiting.caller.actor();
            if !access::can(&actor, Action::Read, cluster.resource()) {
                answers.push(not_found(&waiting.commands));
                continue;
            }
            let by = By { person, actor: &actor, cluster: &cluster };
            let of_one = waiting.commands.iter().map(|command| sheet.answer(&by, command));
            answers.push(of_one.collect::<Result<Vec<_>>>()?);
        }
        write_applied(&mut tx, cluster.id(), &sheet).await?;
        write_answers(&mut tx, sheet.at, &sheet.answers).await?;
        tx.commit().await?;
        Ok(answers)
    }
}

/// As where there is no such cluster: so it looks to who may not see it.
fn not_found(commands: &[Command]) -> Vec<Answer> {
    commands.iter().map(|command| refused(command, ProblemCode::NotFound, "cluster")).collect()
}

async fn write_applied(tx: &mut Tx, cluster_id: &str, sheet: &Sheet) -> Result<()> {
    let (applied, at) = (&sheet.applied, sheet.at);
    let Some(first) = applied.first() else { return Ok(()) };
    if tx.next_seqs(cluster_id, applied.len()).await? != first.seq {
        return Err(Error::inconsistent("clusters.seq", "moved on under its lock"));
    }
    for one in applied.iter().filter(|one| one.ends_current) {
        readings::end_current(tx, cluster_id, one.kpi.as_str(), &one.period.to_string(), one.seq).await?;
    }
    write_revisions(tx, cluster_id, at, applied, sheet.cluster.financial_year_starts).await?;
    let subjects: Vec<String> = applied.iter().map(|one| format!("{} {}", one.kpi, one.period)).collect();
    let changes: Vec<NewChange<'_>> = applied
        .iter()
        .zip(&subjects)
        .map(|(one, subject)| NewChange {
            cluster_id,
            seq: one.seq,
            at,
            actor_id: Some(&one.actor_id),
            kind: if one.reading.is_some() { "reading.recorded" } else { "reading.withdrawn" },
            subject,
            reason: one.correction.as_deref(),
            device: None,
        })
        .collect();
    Ok(tx.append_changes(&changes).await?)
}

async fn write_revisions(
    tx: &mut Tx,
    cluster_id: &str,
    at: i64,
    applied: &[Applied],
    fy: FinancialYear,
) -> Result<()> {
    let columns: Vec<(&Applied, Columns<'_>)> =
        applied.iter().filter_map(|one| Some((one, Columns::of(one.reading.as_ref()?, fy)))).collect();
    let revisions: Vec<NewRevision<'_>> = columns
        .iter()
        .map(|(one, columns)| NewRevision {
            seq_from: one.seq,
            seq_to: one.followed_by,
            reading: NewReading { command_id: Some(&one.command_id), ..columns.row(Some(&one.actor_id), at) },
        })
        .collect();
    Ok(readings::insert_revisions(tx, cluster_id, &revisions).await?)
}

async fn write_answers(tx: &mut Tx, at: i64, answers: &[Answered]) -> Result<()> {
    let new: Vec<NewAnswer<'_>> = answers
        .iter()
        .map(|one| NewAnswer {
            user_id: &one.user_id,
            id: &one.id,
            body_hash: &one.body_hash,
            answer: &one.text,
            at,
        })
        .collect();
    Ok(commands::store_many(tx, &new).await?)
}
