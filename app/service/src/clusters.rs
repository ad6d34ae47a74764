//! Clusters: making them, listing them, their settings.

use vigie_domain::access::{Action, Role};
use vigie_domain::cluster::is_reserved;
use vigie_domain::problem::{Problem, ProblemCode};
use vigie_domain::{Cluster, FinancialYear, Key, file};
use vigie_store::Tx;
use vigie_store::clusters::{self as rows, ClusterRow};
use vigie_store::documents::{CLUSTER, Kind};

use crate::Service;
use crate::access::{Seen, in_office};
use crate::book;
use crate::caller::Caller;
use crate::countries::time_zone_of;
use crate::error::{Error, Result, refuse};
use crate::problems;

/// What is left empty takes its default; the slug is made from the name, the time zone from the country.
#[derive(Clone, Debug, Default)]
pub struct NewCluster {
    pub slug: Option<String>,
    pub name: String,
    pub country: String,
    pub region: Option<String>,
    pub currency: Option<String>,
    /// 1 to 12.
    pub financial_year_starts: Option<u8>,
    pub languages: Vec<String>,
    pub time_zone: Option<String>,
}

/// A cluster as the caller has it.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct ClusterInfo {
    pub id: String,
    pub slug: String,
    pub name: String,
    pub role: Role,
    /// The number of its latest change.
    pub seq: u64,
    pub archived: bool,
    pub cluster: Cluster,
}

impl Service {
    /// A new cluster without KPIs. It has the dashboard `overview` at once (`dashboards`).
    pub async fn create_cluster(&self, caller: &Caller, new: NewCluster) -> Result<Cluster> {
        if caller.office().is_some() {
            in_office(caller, Action::AddCluster)?;
        }
        let (cluster, slug_is_chosen) = settings_of(new)?;
        let mut tx = self.store.begin().await?;
        let office = self.office_or_new(&mut tx, caller, &cluster.name).await?;
        let (tx, _, cluster) =
            self.insert_cluster(caller, tx, &office, cluster, slug_is_chosen, "cluster.created").await?;
        tx.commit().await?;
        Ok(cluster)
    }

    /// Inserts a cluster with its settings and first change; a slug that was not chosen gives way to a taken one.
    pub(crate) async fn insert_cluster(
        &self,
        caller: &Caller,
        mut tx: Tx,
        office: &str,
        mut cluster: Cluster,
        slug_is_chosen: bool,
        kind: &str,
    ) -> Result<(Tx, ClusterRow, Cluster)> {
        if !slug_is_chosen {
            cluster.slug = free_slug(&mut tx, cluster.slug).await?;
        } else if is_reserved(cluster.slug.as_str()) {
            return Err(problems::duplicate("slug", cluster.slug.as_str()).into());
        }
        let id = self.edge.id();
        rows::insert(&mut tx, &id, office, cluster.slug.as_str(), self.edge.millis()).await?;
        let mut pen = self.pen_on(caller, tx, &id).await?;
        pen.put(Kind::Cluster, CLUSTER, &cluster).await?;
        pen.note(kind, cluster.slug.as_str(), None).await?;
        let mut tx = pen.tx;
        let row = rows::by_id(&mut tx, &id).await?.ok_or(Error::NotFound)?;
        Ok((tx, row, cluster))
    }

    /// The clusters that the caller may see.
    pub async fn clusters(&self, caller: &Caller) -> Result<Vec<ClusterInfo>> {
        let mut infos = Vec::new();
        match caller {
            Caller::Person(person) => {
                for own in rows::of_user(&self.store, &person.user.to_string()).await? {
                    let role = Role::parse(&own.role)
                        .ok_or_else(|| Error::inconsistent("grants.role", &own.role))?;
                    let document = own.document.as_deref().map(serde_json::from_str).transpose();
                    let cluster =
                        document.map_err(|error| Error::inconsistent("documents cluster", error))?;
                    let cluster =
                        cluster.ok_or_else(|| Error::inconsistent("documents cluster", "missing"))?;
                    infos.push(info(own.cluster, role, cluster)?);
                }
            }
            Caller::Program { office: Some(office), .. } => {
                for row in rows::of_office(&self.store, &office.to_string()).await? {
                    let cluster = book::settings(&self.store, &row).await?;
                    infos.push(info(row, Role::Admin, cluster)?);
                }
            }
            Caller::Program { office: None, .. } => {}
        }
        Ok(infos)
    }

    pub async fn cluster(&self, caller: &Caller, slug: &str) -> Result<ClusterInfo> {
        let seen = self.seen(caller, slug, Action::Read).await?;
        let role = seen.role(caller).ok_or(Error::NotFound)?;
        let cluster = book::settings(&self.store, &seen.row).await?;
        info(seen.row, role, cluster)
    }

    /// New settings. The slug stays, and so does the financial year where readings depend on it.
    /// A logo comes and goes by itself: what these settings say of it is not heard.
    pub async fn save_cluster(&self, caller: &Caller, slug: &str, mut cluster: Cluster) -> Result<u64> {
        let seen = self.seen(caller, slug, Action::Define).await?;
        refuse(check(&cluster))?;
        if cluster.slug.as_str() != slug {
            return Err(Problem::new(ProblemCode::Contradiction).with("slug", slug).at("slug").into());
        }
        let mut pen = self.pen(caller, &seen).await?;
        let current = pen.definitions().await?.cluster;
        let changes_year = current.financial_year_starts != cluster.financial_year_starts;
        if changes_year && file::has_financial_periods(&pen.book().await?) {
            return Err(Problem::new(ProblemCode::FinancialYearFixed).at("financial_year_starts").into());
        }
        cluster.logo = current.logo;
        pen.put(Kind::Cluster, CLUSTER, &cluster).await?;
        pen.finish("cluster.saved", slug, None).await
    }

    /// Removes a cluster with everything in it. There is no way back.
    pub async fn delete_cluster(&self, caller: &Caller, slug: &str) -> Result<()> {
        let seen = self.seen(caller, slug, Action::DeleteCluster).await?;
        let mut tx = self.store.begin().await?;
        rows::delete(&mut tx, seen.id()).await?;
        self.log(&mut tx, &seen.row.office_id, caller.actor_id().as_deref(), "cluster.deleted", slug).await?;
        Ok(tx.commit().await?)
    }

    /// Puts a cluster aside, or takes it back.
    pub async fn archive_cluster(&self, caller: &Caller, slug: &str, archived: bool) -> Result<()> {
        let seen = self.seen(caller, slug, Action::DeleteCluster).await?;
        let mut tx = self.store.begin().await?;
        rows::archive(&mut tx, seen.id(), archived.then(|| self.edge.millis())).await?;
        let kind = if archived { "cluster.archived" } else { "cluster.restored" };
        self.log(&mut tx, &seen.row.office_id, caller.actor_id().as_deref(), kind, slug).await?;
        Ok(tx.commit().await?)
    }

    pub(crate) async fn today_of(&self, seen: &Seen) -> Result<chrono::NaiveDate> {
        Ok(self.edge.today(&book::settings(&self.store, &seen.row).await?.time_zone))
    }
}

/// Everything that is wrong with settings; time zones are known here and not in the domain, which has no list of them.
pub(crate) fn check(cluster: &Cluster) -> Vec<Problem> {
    let mut problems = cluster.check();
    let known = cluster.time_zone.parse::<chrono_tz::Tz>().is_ok();
    if !known && !problems.iter().any(|problem| problem.place == "time_zone") {
        problems.push(problems::malformed("time_zone", &cluster.time_zone));
    }
    problems
}

fn settings_of(new: NewCluster) -> Result<(Cluster, bool)> {
    let chosen = new.slug.as_deref().map(str::trim).filter(|slug| !slug.is_empty());
    let slug = match chosen {
        Some(slug) => Key::parse(slug).map_err(|problem| problem.at("slug"))?,
        None => Key::from_header(&new.name).or_else(|_| Key::parse("cluster"))?,
    };
    let text = |text: Option<String>| text.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty());
    let mut cluster = Cluster::new(slug, new.name.trim());
    cluster.country = new.country.trim().to_uppercase();
    cluster.region = text(new.region);
    if let Some(currency) = text(new.currency) {
        cluster.currency = currency.to_uppercase();
    }
    if let Some(month) = new.financial_year_starts {
        let out_of_range = || Problem::new(ProblemCode::FieldOutOfRange).with("from", 1).with("to", 12);
        cluster.financial_year_starts =
            FinancialYear::starting(month).ok_or_else(|| out_of_range().at("financial_year_starts"))?;
    }
    if !new.languages.is_empty() {
        cluster.languages = new.languages;
    }
    cluster.time_zone = text(new.time_zone).unwrap_or_else(|| time_zone_of(&cluster.country).to_owned());
    refuse(check(&cluster))?;
    Ok((cluster, chosen.is_some()))
}

/// The slug, or the first of `slug-2`, `slug-3`, … that no cluster has and no other page.
async fn free_slug(tx: &mut Tx, wanted: Key) -> Result<Key> {
    let mut slug = wanted.clone();
    let mut number = 1;
    while is_reserved(slug.as_str()) || rows::by_slug(&mut *tx, slug.as_str()).await?.is_some() {
        number += 1;
        let stem = wanted.as_str().get(..56).unwrap_or(wanted.as_str()).trim_end_matches('-');
        slug = Key::parse(&format!("{stem}-{number}"))?;
    }
    Ok(slug)
}

fn info(row: ClusterRow, role: Role, cluster: Cluster) -> Result<ClusterInfo> {
    Ok(ClusterInfo {
        id: row.id,
        slug: row.slug,
        name: cluster.name.clone(),
        role,
        seq: crate::pen::revision(row.seq)?,
        archived: row.archived_at.is_some(),
        cluster,
    })
}
