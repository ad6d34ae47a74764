//! Writing what an import changes, within one change.

use vigie_domain::file::Merge;
use vigie_domain::period_state::PeriodMark;
use vigie_domain::{Book, Reading};
use vigie_store::documents::{CLUSTER, Kind};

use super::Step;
use crate::error::Result;
use crate::pen::{PERIODS, Pen};

/// So many readings are written before it is told how far it is.
const TOLD: usize = 10_000;

impl Pen<'_> {
    /// `current` is the cluster as it is, on which the merge was planned.
    pub(crate) async fn put_merge(
        &mut self,
        merge: &Merge,
        current: &Book,
        tell: impl Fn(Step),
    ) -> Result<()> {
        let fy = merge.cluster.as_ref().map_or(current.fy(), |cluster| cluster.financial_year_starts);
        if let Some(cluster) = &merge.cluster {
            self.put(Kind::Cluster, CLUSTER, cluster).await?;
        }
        for kpi in &merge.kpis {
            self.put(Kind::Kpi, kpi.key.as_str(), kpi).await?;
        }
        for objective in &merge.objectives {
            self.put(Kind::Objective, &objective.id, objective).await?;
        }
        for dashboard in &merge.dashboards {
            self.put(Kind::Dashboard, &dashboard.id, dashboard).await?;
        }
        if !merge.period_states.is_empty() {
            let mut states = current.period_states.clone();
            merge.period_states.iter().for_each(|mark| states.set(mark.period, mark.state));
            let marks: Vec<PeriodMark> = states.iter().collect();
            self.put(Kind::Cluster, PERIODS, &marks).await?;
        }
        let is_new = |reading: &&Reading| current.readings.get(&reading.kpi, reading.period).is_none();
        let (new, revised): (Vec<&Reading>, Vec<&Reading>) = merge.readings.iter().partition(is_new);
        for reading in revised {
            self.put_reading(reading, fy, None).await?;
        }
        for (index, part) in new.chunks(TOLD).enumerate() {
            self.insert_readings(part, fy).await?;
            tell(Step::Writing { done: index * TOLD + part.len(), of: new.len() });
        }
        for link in &merge.links {
            self.attach(link).await?;
        }
        Ok(())
    }
}
