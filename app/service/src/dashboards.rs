//! Dashboards. Every cluster has `overview`, also while nobody has changed it: it is no document until somebody saves it, so
//! that a new cluster is still empty for an import, and an export holds only what people made.

use std::collections::BTreeSet;

use vigie_domain::access::Action;
use vigie_domain::problem::Problem;
use vigie_domain::{Book, Dashboard, Show, Text};
use vigie_store::documents::Kind;

use crate::Service;
use crate::caller::Caller;
use crate::error::{Error, Result, refuse};
use crate::objectives::free_id;
use crate::problems;

/// The id of the dashboard that every cluster has.
pub const OVERVIEW: &str = "overview";

/// Objectives, then all KPIs.
pub fn overview() -> Dashboard {
    let name = Text::new("en", "Overview").with("fr", "Vue d’ensemble").with("de", "Überblick");
    Dashboard::new(OVERVIEW, name, [Show::Objectives {}, Show::Kpis {}])
}

/// The dashboards of a cluster, `overview` among them.
pub(crate) fn with_overview(mut saved: Vec<Dashboard>) -> Vec<Dashboard> {
    if !saved.iter().any(|dashboard| dashboard.id == OVERVIEW) {
        saved.insert(0, overview());
    }
    saved
}

impl Service {
    /// Adds a dashboard or writes a new version of it. Without an id it gets one from its name. `before`: what the editor
    /// began with, none for one that was not there; where it has changed since, nothing is written and it is a conflict.
    pub async fn save_dashboard(
        &self,
        caller: &Caller,
        slug: &str,
        mut dashboard: Dashboard,
        before: Option<&Dashboard>,
    ) -> Result<Dashboard> {
        let seen = self.seen(caller, slug, Action::Define).await?;
        refuse(self.unseen_clusters(caller, &dashboard, before).await?)?;
        let mut pen = self.pen(caller, &seen).await?;
        let book = pen.definitions().await?;
        if dashboard.id.is_empty() {
            let mut taken: BTreeSet<String> = book.dashboards.iter().map(|other| other.id.clone()).collect();
            taken.insert(OVERVIEW.to_owned());
            dashboard.id =
                free_id(dashboard.name.in_lang(Default::default(), &book.cluster.languages), &taken);
        } else {
            unchanged(&book, &dashboard.id, before)?;
        }
        refuse(dashboard.check(book.fy(), &|key| book.kpi(key).is_some()))?;
        pen.put(Kind::Dashboard, &dashboard.id, &dashboard).await?;
        pen.finish("dashboard.saved", &dashboard.id, None).await?;
        Ok(dashboard)
    }

    /// Clusters that a comparison names and that this person may not see are for them as if they did not exist. Those that stood
    /// there before may stay: others of the team see them.
    async fn unseen_clusters(
        &self,
        caller: &Caller,
        dashboard: &Dashboard,
        before: Option<&Dashboard>,
    ) -> Result<Vec<Problem>> {
        let known = before.map(Dashboard::compared).unwrap_or_default();
        let mut problems = Vec::new();
        for slug in dashboard.compared().difference(&known) {
            match self.seen(caller, slug.as_str(), Action::Read).await {
                Ok(_) => {}
                Err(Error::NotFound | Error::Forbidden) => {
                    problems.push(problems::not_found("clusters").with("text", slug));
                }
                Err(error) => return Err(error),
            }
        }
        Ok(problems)
    }

    /// Takes a dashboard away; of `overview` what people made of it. Links to it show nothing until it is saved again.
    pub async fn delete_dashboard(&self, caller: &Caller, slug: &str, before: &Dashboard) -> Result<u64> {
        let seen = self.seen(caller, slug, Action::Define).await?;
        let mut pen = self.pen(caller, &seen).await?;
        let book = pen.definitions().await?;
        unchanged(&book, &before.id, Some(before))?;
        pen.close(Kind::Dashboard, &before.id).await?;
        pen.finish("dashboard.deleted", &before.id, None).await
    }
}

/// Whether a dashboard is still what somebody saw. An overview that nobody has saved is as good as none.
fn unchanged(book: &Book, id: &str, before: Option<&Dashboard>) -> Result<()> {
    let now = book.dashboards.iter().find(|dashboard| dashboard.id == id);
    let is_bare = now.is_none() && before.is_some_and(|before| *before == overview());
    if now == before || is_bare { Ok(()) } else { Err(Error::Conflict) }
}
