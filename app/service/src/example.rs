//! Example clusters, one click to have and one to remove.

use vigie_domain::access::Action;
use vigie_domain::{Book, Cluster, file};

use crate::Service;
use crate::access::in_office;
use crate::caller::Caller;
use crate::error::{Error, Result};
use crate::logo::whole;
use crate::packs;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Example {
    /// A fictional cluster with objectives, targets and two years of readings.
    Fictional,
    /// Another fictional one of the same office, with some of the same KPIs: side by side they make a portfolio.
    Sister,
    /// Published figures of real clusters, with their sources.
    Published,
}

impl Service {
    /// Makes the cluster of an example; its slug gives way to one that is taken.
    pub async fn create_example(&self, caller: &Caller, kind: Example) -> Result<Cluster> {
        if caller.office().is_some() {
            in_office(caller, Action::AddCluster)?;
        }
        let path = match kind {
            Example::Fictional => "demo/alpes.json",
            Example::Sister => "demo/loire.json",
            Example::Published => "demo/published.json",
        };
        let text = packs::file(path)?;
        let fault = |why: &str| Error::internal(format!("packs/{path}: {why}"));
        let mut content = file::parse(text).map_err(|problem| fault(&problem.to_string()))?;
        if kind == Example::Fictional {
            content.cluster.logo = Some(whole(packs::file("demo/alpes.svg")?.as_bytes()));
        }
        let logo = self.take_logo(&mut content).await?;
        let mut tx = self.store.begin().await?;
        let office = self.office_or_new(&mut tx, caller, &content.cluster.name).await?;
        let settings = content.cluster.clone();
        let (tx, row, cluster) =
            self.insert_cluster(caller, tx, &office, settings, false, "cluster.created").await?;
        let merge = file::merge(&Book::new(cluster.clone()), &content, false).map_err(|problems| {
            fault(&problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("; "))
        })?;
        let mut pen = self.pen_on(caller, tx, &row.id).await?;
        if let Some(logo) = logo {
            logo.keep(&mut pen.tx, &row.id).await?;
        }
        pen.put_merge(&merge, &Book::new(cluster.clone()), |_| {}).await?;
        pen.finish("import", path, None).await?;
        Ok(cluster)
    }
}
