//! What the holder of a link gets. Two questions: which edition of the page it is, asked at every visit and answered by one
//! short row, and what stands in it, asked once for each edition.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use vigie_domain::{Book, Cluster, Dashboard, Key, Lang, Objective};
use vigie_store::changes::{self, ChangeRow};
use vigie_store::clusters::ClusterRow;
use vigie_store::documents::{self, Kind};
use vigie_store::{Snapshot, clusters, shares};

use super::compared::{load_beside, others};
use super::{FixedPage, ShareInfo, date, info, list};
use crate::Service;
use crate::book;
use crate::dashboards::{OVERVIEW, overview};
use crate::error::{Error, Result};
use crate::logo::{self, Picture};
use crate::pen::revision;
use crate::token::hash_of;

/// All that the page of a link depends on: the same edition is the same page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edition {
    /// Id of the share.
    pub share: String,
    /// Id of its cluster.
    pub cluster: String,
    pub lang: Lang,
    /// The number of the cluster's latest change. Whoever changes a share takes one as well. Of a fixed share the number of
    /// the change that made it or changed it last: nothing else changes its page.
    pub seq: u64,
    /// The civil date of the cluster; of a fixed share the day that it shows.
    pub today: NaiveDate,
    /// The other clusters that it may show, by id, with the numbers of their latest changes; of a fixed share none.
    pub others: Vec<(String, u64)>,
}

/// How a link opens, asked at every visit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opening {
    pub edition: Edition,
    /// With a password: what a visitor must bring, from [`Service::try_share_password`].
    pub key: Option<String>,
    /// The sites that may embed it.
    pub embedded_in: Vec<String>,
}

/// What a link shows.
#[derive(Clone, Debug)]
pub enum Opened {
    Live(Box<SharedBook>),
    Fixed(Box<FixedPage>),
}

impl Opened {
    pub fn share(&self) -> &ShareInfo {
        match self {
            Opened::Live(shared) => &shared.share,
            Opened::Fixed(page) => &page.share,
        }
    }

    pub fn edition(&self) -> Edition {
        match self {
            Opened::Live(shared) => shared.edition(),
            Opened::Fixed(page) => page.edition.clone(),
        }
    }

    /// The KPIs from whose readings the page is made anew.
    pub fn sources(&self) -> BTreeSet<Key> {
        match self {
            Opened::Live(shared) => shared.sources(),
            Opened::Fixed(_) => BTreeSet::new(),
        }
    }
}

/// What the holder of a link sees, and nothing else: the KPIs and objectives of the dashboard, without names of
/// persons, e-mail addresses and what only the team needs.
#[derive(Clone, Debug)]
pub struct SharedBook {
    pub share: ShareInfo,
    /// Id of the cluster.
    pub cluster: String,
    pub dashboard: Dashboard,
    /// The KPIs that may be shown.
    pub keys: Vec<Key>,
    /// Besides these KPIs it holds what their formulas are computed from (as archived): it is for computing, not for handing on.
    pub book: Book,
    pub today: NaiveDate,
    pub seq: u64,
    /// The cluster's own, for documents.
    pub logo: Option<Picture>,
    /// The same for pages.
    pub small_logo: Option<Picture>,
    /// Other clusters for its comparison cards, each with what of it may be shown.
    pub beside: Vec<Book>,
    /// As the edition has them.
    pub others: Vec<(String, u64)>,
}

impl SharedBook {
    /// The target set by whose colours it is seen: the share's comes before the dashboard's; none: each KPI's own.
    pub fn set(&self) -> Option<&str> {
        self.share.set.as_deref().or(self.dashboard.set.as_deref())
    }

    pub fn edition(&self) -> Edition {
        let (share, cluster) = (self.share.id.clone(), self.cluster.clone());
        let (lang, others) = (self.share.lang, self.others.clone());
        Edition { share, cluster, lang, seq: self.seq, today: self.today, others }
    }

    /// The KPIs from whose readings the page is made.
    pub fn sources(&self) -> BTreeSet<Key> {
        self.book.kpis.iter().map(|kpi| kpi.key.clone()).collect()
    }
}

const MOST_CHANGES: u32 = 200;

impl Service {
    /// How a link opens now; none where it does not.
    pub async fn opening(&self, token: &str) -> Result<Option<Opening>> {
        let Some(hash) = hash_of(token) else { return Ok(None) };
        let Some(row) = shares::standing(&self.store, &hash).await? else { return Ok(None) };
        if row.revoked_at.is_some() || row.archived_at.is_some() {
            return Ok(None);
        }
        let place = format!("shares {}", row.id);
        let settings: Cluster = serde_json::from_str(&row.settings)
            .map_err(|error| Error::inconsistent(&format!("documents of {place}"), error))?;
        let today = self.edge.today(&settings.time_zone);
        if date(row.expires_on.as_deref(), &place)?.is_some_and(|last| last < today) {
            return Ok(None);
        }
        let lang = Lang::from_tag(&row.lang).unwrap_or_default();
        let (seq, today, others) = match date(row.fixed_on.as_deref(), &place)? {
            Some(day) => (row.share_seq, day, Vec::new()),
            None if row.compares => (row.seq, today, others(&shares::compared(&self.store, &row.id).await?)?),
            None => (row.seq, today, Vec::new()),
        };
        let edition =
            Edition { share: row.id, cluster: row.cluster_id, lang, seq: revision(seq)?, today, others };
        let key = row.password_hash.as_deref().map(|kept| key_of(token, kept));
        Ok(Some(Opening { edition, key, embedded_in: list(&row.embedded_in, &place)? }))
    }

    /// What proves from now on that somebody knew the password of this link; none where it is wrong or there is none. Whether the
    /// link opens says [`Service::opening`].
    pub async fn try_share_password(&self, token: &str, password: &str) -> Result<Option<String>> {
        let row = match hash_of(token) {
            Some(hash) => shares::standing(&self.store, &hash).await?,
            None => None,
        };
        let kept = row.and_then(|row| row.password_hash);
        let fits = self.hasher.verify(password, kept.as_deref(), &self.edge).await?;
        Ok(kept.filter(|_| fits).map(|kept| key_of(token, &kept)))
    }

    /// Whether an edition shows just what a later one would: since then there were only readings of KPIs that are none of its
    /// `sources`, evidence and messages. False also after so many changes that a new page costs less than to read what they were.
    pub async fn shows_the_same(
        &self,
        kept: &Edition,
        later: &Edition,
        sources: &BTreeSet<Key>,
    ) -> Result<bool> {
        if *kept != (Edition { seq: kept.seq, ..later.clone() }) {
            return Ok(false);
        }
        let since = i64::try_from(kept.seq).map_err(Error::internal)?;
        let mut changes = changes::since(&self.store, &kept.cluster, since, MOST_CHANGES).await?;
        changes.retain(|change| u64::try_from(change.seq).is_ok_and(|seq| seq <= later.seq));
        let others = |change: &ChangeRow| {
            let kpi = change.subject.split_once(' ').and_then(|(kpi, _)| Key::parse(kpi).ok());
            kpi.is_some_and(|kpi| !sources.contains(&kpi))
        };
        let is_elsewhere = |change: &ChangeRow| match change.kind.split_once('.') {
            Some(("reading", _)) => others(change),
            // On no share.
            Some(("evidence" | "message", _)) => true,
            _ => false,
        };
        let are_all = u64::try_from(changes.len()).is_ok_and(|found| kept.seq + found >= later.seq);
        Ok(are_all && changes.iter().all(is_elsewhere))
    }

    /// What the link shows; none where it does not open. The password is asked for before ([`Service::opening`]).
    pub async fn open_share(&self, token: &str) -> Result<Option<Opened>> {
        let Some(hash) = hash_of(token) else { return Ok(None) };
        let mut state = self.store.snapshot().await?;
        let Some(row) = shares::by_token(&mut state, &hash).await?.filter(|row| row.revoked_at.is_none())
        else {
            return Ok(None);
        };
        let Some(cluster) = clusters::by_id(&mut state, &row.cluster_id).await? else { return Ok(None) };
        if cluster.archived_at.is_some() {
            return Ok(None);
        }
        let settings = book::settings_in(&mut state, &cluster).await?;
        let today = self.edge.today(&settings.time_zone);
        let seq = revision(row.seq)?;
        let compared = shares::compared(&mut state, &row.id).await?;
        let share = info(row, &cluster.slug, today, &compared)?;
        if share.expired {
            return Ok(None);
        }
        if let Some(day) = share.fixed_on {
            let Some(body) = shares::kept_page(&mut state, &share.id).await? else { return Ok(None) };
            let (id, lang, others) = (share.id.clone(), share.lang, Vec::new());
            let edition = Edition { share: id, cluster: cluster.id, lang, seq, today: day, others };
            return Ok(Some(Opened::Fixed(Box::new(FixedPage { share, edition, body }))));
        }
        let book = self.shared_book(&mut state, &cluster, share).await?;
        Ok(book.map(|book| Opened::Live(Box::new(book))))
    }

    /// What a share shows of one state of the database; none where its dashboard is gone.
    pub(super) async fn shared_book(
        &self,
        state: &mut Snapshot,
        cluster: &ClusterRow,
        share: ShareInfo,
    ) -> Result<Option<SharedBook>> {
        let mut settings = book::settings_in(state, cluster).await?;
        let logo = logo::picture(&mut *state, &cluster.id, &settings).await?;
        let small_logo = logo.as_ref().map(|whole| self.easel.small(&settings, whole));
        settings.logo = None;
        let today = self.edge.today(&settings.time_zone);
        let Some(mut dashboard) = load_dashboard(state, &cluster.id, &share.dashboard).await? else {
            return Ok(None);
        };
        // What the share fixes comes before what the dashboard says.
        dashboard.span = share.span.or(dashboard.span);
        dashboard.by = share.by.or(dashboard.by);
        let whole = load_shown(state, &cluster.id, settings, &dashboard).await?;
        let mut keys = keys_of(&dashboard, &whole);
        keys.retain(|key| !share.left_out.contains(key));
        let mut book = limited(whole, &dashboard, &keys);
        let mut keys: Vec<Key> = keys.into_iter().collect();
        book::load_readings(state, &cluster.id, &mut book, &keys).await?;
        let (mut beside, mut others) = (Vec::new(), Vec::new());
        for slug in &share.clusters {
            let Some(other) = clusters::by_slug(&mut *state, slug).await? else { continue };
            others.push((other.id.clone(), revision(other.seq)?));
            let is_named = dashboard.compared().iter().any(|named| named.as_str() == slug);
            if is_named && other.archived_at.is_none() {
                beside.extend(load_beside(state, &other, &dashboard, &keys, &share.left_out).await?);
            }
        }
        if dashboard.shows_what_is_shared() {
            let of_objectives: BTreeSet<Key> = keys_of_objectives(&book).collect();
            let shared = |key: &Key| {
                let has = |other: &Book| other.kpi(key).is_some_and(|kpi| !kpi.archived);
                beside.iter().any(has)
            };
            let named = |key: &Key| dashboard.named().any(|named| named == key);
            keys.retain(|key| of_objectives.contains(key) || shared(key) || named(key));
        }
        dashboard.limit(&|key| keys.contains(key));
        let (cluster_id, seq) = (cluster.id.clone(), revision(cluster.seq)?);
        Ok(Some(SharedBook {
            share,
            cluster: cluster_id,
            dashboard,
            keys,
            book,
            today,
            seq,
            logo,
            small_logo,
            beside,
            others,
        }))
    }
}

/// A cookie with it opens the link until the password is changed: it can be computed only from the hash of the password.
fn key_of(token: &str, kept: &str) -> String {
    crate::token::hash(&format!("{token} {kept}"))
}

async fn load_dashboard(state: &mut Snapshot, cluster_id: &str, id: &str) -> Result<Option<Dashboard>> {
    match documents::one(state, cluster_id, Kind::Dashboard, id).await? {
        Some(row) => Ok(Some(book::body(&row)?)),
        None => Ok((id == OVERVIEW).then(overview)),
    }
}

/// The definitions that a dashboard needs: those of its KPIs and objectives, not all of the cluster.
pub(super) async fn load_shown(
    state: &mut Snapshot,
    cluster_id: &str,
    settings: Cluster,
    dashboard: &Dashboard,
) -> Result<Book> {
    let mut whole = Book::new(settings);
    if dashboard.shows_objectives() {
        let rows = documents::current(&mut *state, cluster_id, Some(Kind::Objective)).await?;
        whole.objectives = rows.iter().map(book::body).collect::<Result<_>>()?;
    }
    whole.kpis = if dashboard.shows_all() {
        let rows = documents::current(state, cluster_id, Some(Kind::Kpi)).await?;
        rows.iter().map(book::body).collect::<Result<_>>()?
    } else {
        let mut keys: BTreeSet<Key> = dashboard.named().cloned().collect();
        keys.extend(keys_of_objectives(&whole));
        book::load_kpis(state, cluster_id, keys).await?
    };
    Ok(whole)
}

/// The KPIs of the dashboard and of the objectives that it shows, without confidential ones and archived ones.
pub(super) fn keys_of(dashboard: &Dashboard, book: &Book) -> BTreeSet<Key> {
    let mut keys = dashboard.shown(book);
    if dashboard.shows_objectives() {
        keys.extend(keys_of_objectives(book));
    }
    let open = book.kpis.iter().filter(|kpi| !kpi.confidential && !kpi.archived).map(|kpi| &kpi.key);
    let open: BTreeSet<&Key> = open.collect();
    keys.retain(|key| open.contains(key));
    keys
}

fn keys_of_objectives(book: &Book) -> impl Iterator<Item = Key> {
    let active = book.objectives.iter().filter(|objective| !objective.archived);
    let flat = active.flat_map(Objective::flat).filter(|objective| !objective.archived);
    flat.flat_map(|objective| &objective.kpis).map(|share| share.key.clone())
}

/// From a list of what may be seen, not of what may not: whatever the domain adds later stays inside.
pub(super) fn limited(whole: Book, dashboard: &Dashboard, keys: &BTreeSet<Key>) -> Book {
    let needed = book::with_operands(&whole, keys);
    let mut book = Book::new(whole.cluster);
    for mut kpi in whole.kpis {
        if !needed.contains(&kpi.key) {
            continue;
        }
        // An operand of a shown formula is needed to compute it, but is no card of its own.
        kpi.archived |= !keys.contains(&kpi.key);
        (kpi.responsible, kpi.deputy) = (None, None);
        book.kpis.push(kpi);
    }
    if dashboard.shows_objectives() {
        let strip = |mut objective: Objective| {
            objective.responsible = None;
            objective.kpis.retain(|share| keys.contains(&share.key));
            objective
        };
        for mut objective in whole.objectives.into_iter().filter(|objective| !objective.archived) {
            objective.children.retain(|child| !child.archived);
            objective.children = objective.children.into_iter().map(strip).collect();
            book.objectives.push(strip(objective));
        }
    }
    book
}
