//! Evidence: attached, taken away, brought back.

use vigie_domain::evidence::{Given, Proof, Spot, check_room, check_spot, check_state};
use vigie_domain::problem::{Problem, ProblemCode};
use vigie_store::Tx;
use vigie_store::evidence::{self, EvidenceRow};

use super::write::Writing;
use super::{Case, Decided, No, not_allowed, not_found};
use crate::error::Error;
use crate::readings::settings;

impl<'a> Case<'a> {
    pub(super) async fn attach(&self, tx: &mut Tx, on: Spot, given: &Given) -> Decided<'a> {
        let proof = given.prove(self.file)?;
        self.check(tx, on, true).await?;
        let id = self.act.id.to_string();
        if let Some(row) = evidence::versions(&mut *tx, self.seen.id(), &id).await?.pop() {
            return self.made_before(&row.kpi, row.actor_id.as_deref(), row.seq_from);
        }
        if let (Some(sha256), Some(file)) = (&self.sha256, self.file) {
            let kept = evidence::kept_beside(&mut *tx, self.seen.id(), sha256).await?;
            check_room(u64::try_from(kept).map_err(Error::internal)?, file.len() as u64)?;
        }
        let (period, step) = match on {
            Spot::Period(period) => (Some(period.to_string()), None),
            Spot::Step(step) => (None, Some(i64::from(step))),
        };
        let (name, url, media, size) = match proof {
            Proof::File { name, media, size } => {
                let size = i64::try_from(size).map_err(Error::internal)?;
                (name, None, Some(media.as_str().to_owned()), Some(size))
            }
            Proof::Link { url, title } => (title, Some(url), None, None),
        };
        let kpi = self.kpi.key.to_string();
        let sha256 = self.sha256.clone();
        // Number, person and time are those of the pen.
        let (seq_from, seq_to, actor_id, at) = (0, None, None, 0);
        let row = EvidenceRow {
            id,
            seq_from,
            seq_to,
            kpi,
            period,
            step,
            name,
            url,
            media,
            size,
            sha256,
            actor_id,
            at,
        };
        Ok(Writing::Attached(Box::new(row), self.file))
    }

    pub(super) async fn remove(&self, tx: &mut Tx, id: &str) -> Decided<'a> {
        let row = self.evidence(tx, id).await?;
        if let Some(gone) = row.seq_to {
            return Ok(Writing::Nothing(gone));
        }
        self.check(tx, crate::evidence::spot(&row)?, false).await?;
        Ok(Writing::Removed(Box::new(row)))
    }

    pub(super) async fn restore(&self, tx: &mut Tx, id: &str) -> Decided<'a> {
        let row = self.evidence(tx, id).await?;
        if row.seq_to.is_none() {
            return Ok(Writing::Nothing(row.seq_from));
        }
        self.check(tx, crate::evidence::spot(&row)?, true).await?;
        Ok(Writing::Restored(Box::new(row)))
    }

    /// The latest version of one of this KPI that the person may take away: managers any, others what they attached.
    async fn evidence(&self, tx: &mut Tx, id: &str) -> Result<EvidenceRow, No> {
        let last = evidence::versions(&mut *tx, self.seen.id(), id).await?.pop();
        let row = last.filter(|row| row.kpi == self.kpi.key.as_str()).ok_or_else(|| not_found("evidence"))?;
        if !self.manages() && !self.is_mine(row.actor_id.as_deref()) {
            return Err(not_allowed("evidence"));
        }
        Ok(row)
    }

    /// Whether the place takes evidence (`adds`) or lets it go.
    async fn check(&self, tx: &mut Tx, on: Spot, adds: bool) -> Result<(), No> {
        if adds {
            check_spot(self.kpi, on)?;
            if self.kpi.archived {
                let problem = Problem::new(ProblemCode::KpiArchived).with("kpi", &self.kpi.key);
                return Err(problem.at("kpi").into());
            }
        }
        if let Spot::Period(period) = on {
            let (cluster, states) = settings(tx, self.seen).await?;
            let state = states.of(period, cluster.financial_year_starts);
            check_state(state, period, self.manages(), adds)?;
        }
        Ok(())
    }
}
