//! Links to one dashboard for people without an account. The token is handed out once; what does not open answers alike,
//! whether it is wrong, expired, revoked or was never issued.

mod open;
mod visits;

use chrono::{DateTime, NaiveDate, Utc};
use vigie_domain::access::Action;
use vigie_domain::problem::{Problem, ProblemCode};
use vigie_domain::{Book, Dashboard, Granularity, Lang, Period, Span};
use vigie_store::clusters;
use vigie_store::shares::{self, ShareRow};

use crate::Service;
use crate::caller::Caller;
use crate::dashboards::{OVERVIEW, with_overview};
use crate::error::{Error, Result, refuse};
use crate::offices::checked_name;
use crate::problems;
use crate::token::Token;

pub use open::{Edition, SharedBook};
pub(crate) use visits::Visits;

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

fn info(row: ShareRow, cluster: &str, today: NaiveDate) -> Result<ShareInfo> {
    let place = format!("shares {}", row.id);
    let wrong = |problem: Problem| Error::inconsistent(&place, problem);
    let period = |text: &Option<String>| text.as_deref().map(Period::parse).transpose().map_err(wrong);
    let expires_on = date(row.expires_on.as_deref(), &place)?;
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

fn date(text: Option<&str>, place: &str) -> Result<Option<NaiveDate>> {
    text.map(str::parse).transpose().map_err(|error| Error::inconsistent(place, error))
}
