//! Links to one dashboard for people without an account. The token is handed out once; what does not open answers alike,
//! whether it is wrong, expired, revoked or was never issued.

use std::collections::{BTreeSet, HashMap};
use std::sync::{Arc, Mutex, PoisonError};

use chrono::{DateTime, NaiveDate, Utc};
use vigie_domain::access::Action;
use vigie_domain::problem::{Problem, ProblemCode};
use vigie_domain::{Book, Card, Dashboard, Granularity, Key, Lang, Objective, Period, Span};
use vigie_store::clusters;
use vigie_store::shares::{self, ShareRow};

use crate::Service;
use crate::book;
use crate::caller::Caller;
use crate::dashboards::{OVERVIEW, shown, with_overview};
use crate::error::{Error, Result, refuse};
use crate::offices::checked_name;
use crate::problems;
use crate::token::{Token, hash_of};

#[derive(Clone, Debug)]
pub struct NewShare {
    /// Id or name of a dashboard; empty: `overview`.
    pub dashboard: String,
    /// Empty: the dashboard's.
    pub name: String,
    pub lang: Lang,
    /// The last day on which it opens.
    pub expires_on: Option<NaiveDate>,
    /// The target set by whose colours it is seen.
    pub set: Option<String>,
    pub span: Option<Span>,
    pub by: Option<Granularity>,
}

#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct ShareInfo {
    pub id: String,
    pub cluster: String,
    pub dashboard: String,
    pub name: String,
    pub lang: Lang,
    pub set: Option<String>,
    pub span: Option<Span>,
    pub by: Option<Granularity>,
    pub expires_on: Option<NaiveDate>,
    pub created_at: Option<DateTime<Utc>>,
    pub revoked: bool,
    pub expired: bool,
    pub visits: u64,
    pub last_visit_at: Option<DateTime<Utc>>,
}

/// What the holder of a link sees, and nothing else: the KPIs and objectives of the dashboard, without names of
/// persons, e-mail addresses and what only the team needs.
#[derive(Clone, Debug)]
pub struct SharedBook {
    pub share: ShareInfo,
    pub dashboard: Dashboard,
    /// The KPIs that may be shown.
    pub keys: Vec<Key>,
    /// Besides these KPIs it holds what their formulas are computed from (as archived): it is for computing, not for handing on.
    pub book: Book,
    pub today: NaiveDate,
    pub seq: u64,
}

/// Visits counted since they were last written, by share: a visit is not to cost a durable write.
#[derive(Clone, Default)]
pub(crate) struct Visits(Arc<Mutex<HashMap<String, (u32, i64)>>>);

impl Service {
    /// Makes a link. The token is in no row and no log: this is the one time it can be seen.
    pub async fn add_share(&self, caller: &Caller, slug: &str, new: NewShare) -> Result<(ShareInfo, Token)> {
        let seen = self.seen(caller, slug, Action::Share).await?;
        let mut pen = self.pen(caller, &seen).await?;
        let book = pen.definitions().await?;
        let dashboard = find(&book, &new.dashboard).ok_or_else(|| problems::not_found("dashboard"))?;
        let name = match new.name.trim() {
            "" => dashboard.name.in_lang(new.lang, &book.cluster.languages).to_owned(),
            name => checked_name(name)?.to_owned(),
        };
        let today = self.edge.today(&book.cluster.time_zone);
        refuse(check(&new, &book, today))?;
        let (id, token) = (self.edge.id(), Token::new(&self.edge));
        let text = |period: Option<Period>| period.map(|period| period.to_string());
        let (from, to) = (text(new.span.map(|span| span.from)), text(new.span.map(|span| span.to)));
        let expires_on = new.expires_on.map(|day| day.to_string());
        let created_by = caller.actor_id();
        let row = shares::NewShare {
            id: &id,
            cluster_id: seen.id(),
            dashboard_id: &dashboard.id,
            name: &name,
            token_hash: &token.hash(),
            lang: new.lang.tag(),
            target_set: new.set.as_deref(),
            span_from: from.as_deref(),
            span_to: to.as_deref(),
            granularity: new.by.map(Granularity::as_str),
            expires_on: expires_on.as_deref(),
            created_by: created_by.as_deref(),
            at: pen.at,
        };
        shares::insert(&mut pen.tx, &row).await?;
        pen.finish("share.added", &id, None).await?;
        let row = shares::by_id(&self.store, &id).await?.ok_or(Error::NotFound)?;
        Ok((info(row, slug, today)?, token))
    }

    /// The links of a cluster, or of all clusters that the caller may see, revoked ones too.
    pub async fn shares(&self, caller: &Caller, slug: Option<&str>) -> Result<Vec<ShareInfo>> {
        self.flush_visits().await?;
        let slugs = match slug {
            Some(slug) => vec![slug.to_owned()],
            None => self.clusters(caller).await?.into_iter().map(|cluster| cluster.slug).collect(),
        };
        let mut all = Vec::new();
        for each in slugs {
            let seen = match self.seen(caller, &each, Action::Share).await {
                Err(Error::Forbidden | Error::NotFound) if slug.is_none() => continue,
                seen => seen?,
            };
            let today = self.today_of(&seen).await?;
            for row in shares::of_cluster(&self.store, seen.id()).await? {
                all.push(info(row, &each, today)?);
            }
        }
        Ok(all)
    }

    /// Ends a link at once and for ever. Ending it twice is no error.
    pub async fn revoke_share(&self, caller: &Caller, id: &str) -> Result<()> {
        let row = shares::by_id(&self.store, id).await?.ok_or(Error::NotFound)?;
        let cluster = clusters::by_id(&self.store, &row.cluster_id).await?.ok_or(Error::NotFound)?;
        let seen = self.seen(caller, &cluster.slug, Action::Share).await?;
        if row.revoked_at.is_some() {
            return Ok(());
        }
        let mut pen = self.pen(caller, &seen).await?;
        if shares::revoke(&mut pen.tx, id, pen.at).await? {
            pen.finish("share.revoked", id, None).await?;
        }
        Ok(())
    }

    /// What the link shows; none where it does not open.
    pub async fn open_share(&self, token: &str) -> Result<Option<SharedBook>> {
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
        let mut whole = book::load_definitions(&mut state, &cluster.id).await?;
        let today = self.edge.today(&whole.cluster.time_zone);
        let Some(mut dashboard) = find(&whole, &row.dashboard_id) else { return Ok(None) };
        let share = info(row, &cluster.slug, today)?;
        if share.expired {
            return Ok(None);
        }
        let keys: Vec<Key> = keys_of(&dashboard, &whole).into_iter().collect();
        book::load_readings(&mut state, &cluster.id, &mut whole, &keys).await?;
        self.visits.count(&share.id, self.edge.millis());
        let seq = crate::pen::revision(cluster.seq)?;
        let book = limited(whole, &dashboard);
        dashboard.cards.retain(|card| card.key().is_none_or(|key| keys.contains(key)));
        Ok(Some(SharedBook { share, dashboard, keys, book, today, seq }))
    }

    /// Writes the visits that were counted in memory.
    pub async fn flush_visits(&self) -> Result<()> {
        let counted = self.visits.take();
        if counted.is_empty() {
            return Ok(());
        }
        let mut tx = match self.store.begin().await {
            Ok(tx) => tx,
            Err(error) => {
                self.visits.put_back(counted);
                return Err(error.into());
            }
        };
        for (id, (visits, last)) in &counted {
            match shares::count_visits(&mut tx, id, *visits, *last).await {
                // Its cluster was deleted meanwhile.
                Ok(()) | Err(vigie_store::StoreError::NotFound) => {}
                Err(error) => return Err(error.into()),
            }
        }
        Ok(tx.commit().await?)
    }
}

impl Visits {
    fn count(&self, id: &str, at: i64) {
        self.add(id.to_owned(), 1, at);
    }

    fn add(&self, id: String, visits: u32, at: i64) {
        let mut counted = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let entry = counted.entry(id).or_default();
        *entry = (entry.0.saturating_add(visits), entry.1.max(at));
    }

    fn take(&self) -> HashMap<String, (u32, i64)> {
        std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }

    fn put_back(&self, counted: HashMap<String, (u32, i64)>) {
        for (id, (visits, at)) in counted {
            self.add(id, visits, at);
        }
    }
}

fn check(new: &NewShare, book: &Book, today: NaiveDate) -> Vec<Problem> {
    let mut problems = Vec::new();
    if new.expires_on.is_some_and(|day| day < today) {
        problems.push(Problem::new(ProblemCode::FieldOutOfRange).with("from", today).at("expires_on"));
    }
    if new.span.is_some_and(|span| span.from.first_day(book.fy()) > span.to.last_day(book.fy())) {
        problems.push(Problem::new(ProblemCode::SpanReversed).at("span"));
    }
    let sets = || book.kpis.iter().flat_map(|kpi| &kpi.targets);
    if let Some(set) = new.set.as_ref().filter(|wanted| !sets().any(|set| set.set == **wanted)) {
        problems.push(problems::not_found("set").with("text", set));
    }
    problems
}

/// By id, else by a name in any language.
fn find(book: &Book, wanted: &str) -> Option<Dashboard> {
    let wanted = if wanted.trim().is_empty() { OVERVIEW } else { wanted.trim() };
    let all = with_overview(book.dashboards.clone());
    let named = |dashboard: &&Dashboard| dashboard.name.iter().any(|(_, name)| name == wanted);
    let found = all.iter().find(|dashboard| dashboard.id == wanted).or_else(|| all.iter().find(named));
    found.cloned()
}

/// The KPIs of the dashboard and of the objectives that it shows, without confidential ones and archived ones.
fn keys_of(dashboard: &Dashboard, book: &Book) -> BTreeSet<Key> {
    let mut keys = shown(dashboard, book);
    if dashboard.cards.contains(&Card::Objectives) {
        let active = book.objectives.iter().filter(|objective| !objective.archived);
        let of_objectives = active.flat_map(Objective::flat).filter(|objective| !objective.archived);
        keys.extend(of_objectives.flat_map(|objective| &objective.kpis).map(|share| share.key.clone()));
    }
    keys.retain(|key| book.kpi(key).is_some_and(|kpi| !kpi.confidential && !kpi.archived));
    keys
}

/// From a list of what may be seen, not of what may not: whatever the domain adds later stays inside.
fn limited(whole: Book, dashboard: &Dashboard) -> Book {
    let keys = keys_of(dashboard, &whole);
    let needed = book::with_operands(&whole, &keys.iter().cloned().collect::<Vec<_>>());
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
    if dashboard.cards.contains(&Card::Objectives) {
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
    for reading in whole.readings.iter().filter(|reading| needed.contains(&reading.kpi)) {
        book.readings.insert(reading.clone());
    }
    book
}

fn info(row: ShareRow, cluster: &str, today: NaiveDate) -> Result<ShareInfo> {
    let place = format!("shares {}", row.id);
    let wrong = |problem: Problem| Error::inconsistent(&place, problem);
    let period = |text: &Option<String>| text.as_deref().map(Period::parse).transpose().map_err(wrong);
    let expires_on: Option<NaiveDate> = row
        .expires_on
        .as_deref()
        .map(str::parse)
        .transpose()
        .map_err(|error| Error::inconsistent(&place, error))?;
    let span = match (period(&row.span_from)?, period(&row.span_to)?) {
        (Some(from), Some(to)) => Some(Span { from, to }),
        _ => None,
    };
    Ok(ShareInfo {
        cluster: cluster.to_owned(),
        dashboard: row.dashboard_id,
        name: row.name,
        lang: Lang::from_tag(&row.lang).unwrap_or_default(),
        set: row.target_set,
        span,
        by: row.granularity.as_deref().and_then(Granularity::parse),
        expires_on,
        created_at: DateTime::from_timestamp_millis(row.created_at),
        revoked: row.revoked_at.is_some(),
        expired: expires_on.is_some_and(|day| day < today),
        visits: u64::try_from(row.visits).unwrap_or(0),
        last_visit_at: row.last_visit_at.and_then(DateTime::from_timestamp_millis),
        id: row.id,
    })
}
