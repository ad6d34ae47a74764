//! The state of a period: open, submitted, validated, frozen.

use vigie_domain::access::Action;
use vigie_domain::period_state::{PeriodMark, PeriodState};
use vigie_domain::{Problem, ProblemCode};
use vigie_store::documents::Kind;

use crate::Service;
use crate::caller::Caller;
use crate::error::{Error, Result};
use crate::pen::PERIODS;
use crate::readings::settings;

impl Service {
    /// Moves a period of a cluster on or back. Refused where the person's role may not, or where it is not in the state
    /// that was seen any more.
    pub async fn set_period_state(
        &self,
        caller: &Caller,
        slug: &str,
        mark: PeriodMark,
        seen_state: PeriodState,
    ) -> Result<u64> {
        let seen = self.seen(caller, slug, Action::SubmitPeriod).await?;
        let role = seen.role(caller).ok_or(Error::Forbidden)?;
        let mut pen = self.pen(caller, &seen).await?;
        let (cluster, mut states) = settings(&mut pen.tx, &seen).await?;
        if states.own(mark.period) != seen_state {
            return Err(Error::Conflict);
        }
        if !seen_state.may_become(mark.state, role) {
            return Err(Error::Forbidden);
        }
        let around = states.of(mark.period, cluster.financial_year_starts);
        if around > mark.state.max(seen_state) {
            let problem = Problem::new(ProblemCode::PeriodLocked).with("period", mark.period).at("period");
            return Err(Error::Invalid(vec![problem]));
        }
        states.set(mark.period, mark.state);
        pen.put(Kind::Cluster, PERIODS, &states.iter().collect::<Vec<_>>()).await?;
        pen.finish(&format!("period.{}", mark.state.as_str()), &mark.period.to_string(), None).await
    }
}
