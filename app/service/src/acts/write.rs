//! What an act writes once it is clear that it may: rows and the one change.

use vigie_store::evidence::{self, EvidenceRow};
use vigie_store::messages::{self, MessageRow};

use crate::error::Result;
use crate::pen::Pen;

pub(super) enum Writing<'a> {
    /// For a file with its content.
    Attached(Box<EvidenceRow>, Option<&'a [u8]>),
    Removed(Box<EvidenceRow>),
    Restored(Box<EvidenceRow>),
    Said(Box<MessageRow>),
    Amended(Box<MessageRow>),
    Unsaid(Box<MessageRow>),
    /// It stands so already, under this number.
    Nothing(i64),
}

pub(super) async fn write(pen: &mut Pen<'_>, cluster: &str, writing: Writing<'_>) -> Result<()> {
    let (seq, at, actor_id) = (pen.seq, pen.at, pen.actor());
    let (kind, subject) = match writing {
        Writing::Attached(row, file) => {
            if let (Some(sha256), Some(bytes)) = (&row.sha256, file) {
                evidence::keep(&mut pen.tx, cluster, sha256, bytes).await?;
            }
            let row = EvidenceRow { seq_from: seq, at, actor_id, ..*row };
            evidence::insert(&mut pen.tx, cluster, &row).await?;
            ("evidence.attached", of_evidence(&row))
        }
        Writing::Removed(row) => {
            evidence::close(&mut pen.tx, cluster, &row.id, seq).await?;
            ("evidence.removed", of_evidence(&row))
        }
        // What comes back is what it was, and of whom it was.
        Writing::Restored(row) => {
            evidence::insert(&mut pen.tx, cluster, &EvidenceRow { seq_from: seq, ..(*row).clone() }).await?;
            ("evidence.restored", of_evidence(&row))
        }
        Writing::Said(row) => {
            let row = MessageRow { seq_from: seq, at, actor_id, ..*row };
            messages::insert(&mut pen.tx, cluster, &row).await?;
            ("message.said", of_message(&row))
        }
        Writing::Amended(row) => {
            messages::close(&mut pen.tx, cluster, &row.id, seq).await?;
            let row = MessageRow { seq_from: seq, amended_at: Some(at), ..*row };
            messages::insert(&mut pen.tx, cluster, &row).await?;
            ("message.amended", of_message(&row))
        }
        Writing::Unsaid(row) => {
            messages::close(&mut pen.tx, cluster, &row.id, seq).await?;
            ("message.withdrawn", of_message(&row))
        }
        Writing::Nothing(_) => return Ok(()),
    };
    pen.note(kind, &subject, None).await
}

fn of_evidence(row: &EvidenceRow) -> String {
    let step = || row.step.map(|step| format!("step-{step}"));
    let place = row.period.clone().or_else(step).unwrap_or_default();
    format!("{} {place} {}", row.kpi, row.id)
}

fn of_message(row: &MessageRow) -> String {
    format!("{} {}", row.kpi, row.id)
}
