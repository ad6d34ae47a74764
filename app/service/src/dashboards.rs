//! Dashboards. Every cluster has `overview`, also while nobody has changed it: it is no document until somebody saves it, so
//! that a new cluster is still empty for an import, and an export holds only what people made.

use std::collections::BTreeSet;

use vigie_domain::access::Action;
use vigie_domain::{Card, Dashboard, Key, Text};
use vigie_store::documents::Kind;

use crate::Service;
use crate::caller::Caller;
use crate::error::{Result, refuse};
use crate::objectives::free_id;

/// The id of the dashboard that every cluster has.
pub const OVERVIEW: &str = "overview";

/// Objectives, then all KPIs.
pub fn overview() -> Dashboard {
    Dashboard {
        id: OVERVIEW.to_owned(),
        name: Text::new("en", "Overview").with("fr", "Vue d’ensemble").with("de", "Überblick"),
        span: None,
        by: None,
        set: None,
        cards: vec![Card::Objectives, Card::Kpis],
    }
}

/// The dashboards of a cluster, `overview` among them.
pub(crate) fn with_overview(mut saved: Vec<Dashboard>) -> Vec<Dashboard> {
    if !saved.iter().any(|dashboard| dashboard.id == OVERVIEW) {
        saved.insert(0, overview());
    }
    saved
}

/// The KPIs that a dashboard shows, of a cluster with these KPIs and objectives.
pub(crate) fn shown(dashboard: &Dashboard, book: &vigie_domain::Book) -> BTreeSet<Key> {
    let mut keys = BTreeSet::new();
    for card in &dashboard.cards {
        match card {
            Card::Kpis => {
                keys.extend(book.kpis.iter().filter(|kpi| !kpi.archived).map(|kpi| kpi.key.clone()))
            }
            Card::Kpi { key } | Card::Trend { key } => {
                keys.insert(key.clone());
            }
            Card::Objectives | Card::Text { .. } => {}
        }
    }
    keys
}

impl Service {
    /// Adds a dashboard or writes a new version of it. Without an id it gets one from its name.
    pub async fn save_dashboard(
        &self,
        caller: &Caller,
        slug: &str,
        mut dashboard: Dashboard,
    ) -> Result<Dashboard> {
        let seen = self.seen(caller, slug, Action::Define).await?;
        let mut pen = self.pen(caller, &seen).await?;
        let book = pen.definitions().await?;
        if dashboard.id.is_empty() {
            let mut taken: BTreeSet<String> = book.dashboards.iter().map(|other| other.id.clone()).collect();
            taken.insert(OVERVIEW.to_owned());
            dashboard.id =
                free_id(dashboard.name.in_lang(Default::default(), &book.cluster.languages), &taken);
        }
        refuse(dashboard.check(&|key| book.kpi(key).is_some()))?;
        pen.put(Kind::Dashboard, &dashboard.id, &dashboard).await?;
        pen.finish("dashboard.saved", &dashboard.id, None).await?;
        Ok(dashboard)
    }
}
