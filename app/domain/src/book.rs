//! The facts of one cluster: what every computation takes. Where they come from (file, database, local copy) is not
//! known here.

use crate::cluster::Cluster;
use crate::dashboard::Dashboard;
use crate::file::Link;
use crate::key::Key;
use crate::kpi::Kpi;
use crate::objective::Objective;
use crate::period::FinancialYear;
use crate::period_state::PeriodStates;
use crate::reading::Readings;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Book {
    pub cluster: Cluster,
    pub kpis: Vec<Kpi>,
    pub objectives: Vec<Objective>,
    pub dashboards: Vec<Dashboard>,
    pub period_states: PeriodStates,
    pub readings: Readings,
    /// Links of evidence, where a cluster is read to be written out; nothing is computed from them.
    pub links: Vec<Link>,
}

impl Book {
    pub fn new(cluster: Cluster) -> Book {
        Book {
            cluster,
            kpis: Vec::new(),
            objectives: Vec::new(),
            dashboards: Vec::new(),
            period_states: PeriodStates::default(),
            readings: Readings::default(),
            links: Vec::new(),
        }
    }

    pub fn fy(&self) -> FinancialYear {
        self.cluster.financial_year_starts
    }

    pub fn kpi(&self, key: &Key) -> Option<&Kpi> {
        self.kpis.iter().find(|kpi| kpi.key == *key)
    }

    /// Nothing but settings: an import is taken whole.
    pub fn is_empty(&self) -> bool {
        self.kpis.is_empty()
            && self.objectives.is_empty()
            && self.dashboards.is_empty()
            && self.period_states.is_empty()
            && self.readings.is_empty()
            && self.links.is_empty()
    }
}
