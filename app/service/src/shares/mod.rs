//! Links to one dashboard for people without an account. The token is handed out once; what does not open answers alike,
//! whether it is wrong, expired, revoked or was never issued.

mod compared;
mod fixed;
mod open;
mod sheet;
mod terms;
mod visits;

use chrono::{DateTime, NaiveDate, Utc};
use vigie_domain::access::Action;
use vigie_domain::problem::{Problem, ProblemCode};
use vigie_domain::{Book, Dashboard, Granularity, Key, Lang, Period, Span};
use vigie_store::clusters;
use vigie_store::shares::{self, Compared, ShareRow};

use crate::Service;
use crate::access::Seen;
use crate::accounts::check_password;
use crate::book;
use crate::caller::Caller;
use crate::dashboards::{OVERVIEW, with_overview};
use crate::error::{Error, Result, refuse};
use crate::offices::checked_name;
use crate::problems;
use crate::token::Token;

pub use fixed::FixedPage;
pub use open::{Edition, Opened, Opening, SharedBook};
pub use sheet::{DataCell, DataSheet};
pub use terms::{Password, Terms};
pub(crate) use visits::Visits;

#[derive(Clone, Debug)]
pub struct NewShare {
    /// Id or name of a dashboard; empty: `overview`.
    pub dashboard: String,
    pub lang: Lang,
    /// The target set by whose colours it is seen.
    pub set: Option<String>,
    pub span: Option<Span>,
    pub by: Option<Granularity>,
    pub terms: Terms,
    /// Writes the finished page of a fixed share, which then stays as it is; none: the share is live.
    pub fixed: Option<fn(&SharedBook) -> String>,
}

impl NewShare {
    /// A live one without an end, as the dashboard is.
    pub fn of(dashboard: impl Into<String>, lang: Lang) -> NewShare {
        let (dashboard, terms) = (dashboard.into(), Terms::default());
        NewShare { dashboard, lang, set: None, span: None, by: None, terms, fixed: None }
    }
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
    pub has_password: bool,
    pub left_out: Vec<Key>,
    pub with_data: bool,
    pub embedded_in: Vec<String>,
    /// Of a fixed one: the day whose figures it shows for ever.
    pub fixed_on: Option<NaiveDate>,
    /// Slugs of the other clusters that its comparison cards may show.
    pub clusters: Vec<String>,
}

impl Service {
    /// Makes a link. The token is in no row and no log: this is the one time it can be seen.
    pub async fn add_share(
        &self,
        caller: &Caller,
        slug: &str,
        mut new: NewShare,
    ) -> Result<(ShareInfo, Token)> {
        let seen = self.seen(caller, slug, Action::Share).await?;
        let password_hash = self.share_password(&new.terms.password).await?.flatten();
        let (id, token) = (self.edge.id(), Token::new(&self.edge));
        let (draft, compared) = self.draft(caller, &seen, &id, &mut new).await?;
        let page = match new.fixed {
            Some(write) => Some(self.finished(&seen, draft.info.clone(), write).await?),
            None => None,
        };
        let mut pen = self.pen(caller, &seen).await?;
        let created_by = caller.actor_id();
        let texts = Texts::of(&new.terms)?;
        let row = shares::NewShare {
            id: &id,
            cluster_id: seen.id(),
            dashboard_id: &draft.info.dashboard,
            token_hash: &token.hash(),
            lang: new.lang.tag(),
            target_set: new.set.as_deref(),
            span_from: draft.from.as_deref(),
            span_to: draft.to.as_deref(),
            granularity: new.by.map(Granularity::as_str),
            created_by: created_by.as_deref(),
            at: pen.at,
            terms: texts.row(&draft.info.name, password_hash.as_deref(), new.terms.with_data, pen.seq),
            fixed_seq: page.as_ref().map(|page| page.seq),
            fixed_on: page.as_ref().map(|page| page.day.as_str()),
        };
        shares::insert(&mut pen.tx, &row).await?;
        for cluster in &compared {
            shares::compare(&mut pen.tx, &id, cluster).await?;
        }
        if let Some(page) = &page {
            shares::keep_page(&mut pen.tx, &id, &page.body).await?;
        }
        pen.finish("share.added", &id, None).await?;
        Ok((self.share_info(&id, slug, draft.today).await?, token))
    }

    /// Other terms for a link that opens; its address stays.
    pub async fn change_share(&self, caller: &Caller, id: &str, mut terms: Terms) -> Result<ShareInfo> {
        let (row, slug, seen) = self.own_share(caller, id).await?;
        let password = self.share_password(&terms.password).await?;
        let mut pen = self.pen(caller, &seen).await?;
        let book = pen.definitions().await?;
        let today = self.edge.today(&book.cluster.time_zone);
        let name = checked_name(&terms.name)?.to_owned();
        let kept = row.password_hash.clone();
        refuse(terms.check(&book, today, Some(&info(row, &slug, today, &[])?)))?;
        let password_hash = password.unwrap_or(kept);
        let texts = Texts::of(&terms)?;
        let changed = texts.row(&name, password_hash.as_deref(), terms.with_data, pen.seq);
        shares::change(&mut pen.tx, id, &changed).await?;
        pen.finish("share.changed", id, None).await?;
        self.share_info(id, &slug, today).await
    }

    /// Another address for the same link; the former one opens no more.
    pub async fn renew_share(&self, caller: &Caller, id: &str) -> Result<(ShareInfo, Token)> {
        let (_, slug, seen) = self.own_share(caller, id).await?;
        let token = Token::new(&self.edge);
        let mut pen = self.pen(caller, &seen).await?;
        shares::renew(&mut pen.tx, id, &token.hash(), pen.seq).await?;
        pen.finish("share.renewed", id, None).await?;
        let today = self.today_of(&seen).await?;
        Ok((self.share_info(id, &slug, today).await?, token))
    }

    /// What is to be kept of a password; none where it stays as it is.
    async fn share_password(&self, password: &Password) -> Result<Option<Option<String>>> {
        match password {
            Password::Keep => Ok(None),
            Password::Remove => Ok(Some(None)),
            Password::Set(text) => {
                refuse(check_password(text, "").into_iter().collect())?;
                Ok(Some(Some(self.hasher.hash(text, &self.edge).await?)))
            }
        }
    }

    async fn share_info(&self, id: &str, slug: &str, today: NaiveDate) -> Result<ShareInfo> {
        let row = shares::by_id(&self.store, id).await?.ok_or(Error::NotFound)?;
        info(row, slug, today, &shares::compared(&self.store, id).await?)
    }

    /// A link that this person may change, with the slug of its cluster.
    async fn own_share(&self, caller: &Caller, id: &str) -> Result<(ShareRow, String, Seen)> {
        let row = shares::by_id(&self.store, id).await?.ok_or(Error::NotFound)?;
        let cluster = clusters::by_id(&self.store, &row.cluster_id).await?.ok_or(Error::NotFound)?;
        let seen = self.seen(caller, &cluster.slug, Action::Share).await?;
        Ok((row, cluster.slug, seen))
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
                let compared = shares::compared(&self.store, &row.id).await?;
                all.push(info(row, &each, today, &compared)?);
            }
            // Those of other clusters that show this one: whoever answers for it can end them.
            let elsewhere =
                if slug.is_some() { shares::showing(&self.store, seen.id()).await? } else { Vec::new() };
            for row in elsewhere {
                let Some(home) = clusters::by_id(&self.store, &row.cluster_id).await? else { continue };
                let compared = shares::compared(&self.store, &row.id).await?;
                all.push(info(row, &home.slug, today, &compared)?);
            }
        }
        Ok(all)
    }

    /// Ends a link at once and for ever. Ending it twice is no error. Whoever may share one of the clusters that it shows may
    /// end it, also where its own cluster is not theirs.
    pub async fn revoke_share(&self, caller: &Caller, id: &str) -> Result<()> {
        let (row, seen) = self.share_to_end(caller, id).await?;
        if row.revoked_at.is_some() {
            return Ok(());
        }
        let mut pen = self.pen(caller, &seen).await?;
        if shares::revoke(&mut pen.tx, id, pen.at).await? {
            pen.finish("share.revoked", id, None).await?;
        }
        Ok(())
    }

    /// A share as it will be, checked, and the ids of the other clusters that it may show.
    async fn draft(
        &self,
        caller: &Caller,
        seen: &Seen,
        id: &str,
        new: &mut NewShare,
    ) -> Result<(Draft, Vec<String>)> {
        let mut state = self.store.snapshot().await?;
        let book = book::load_definitions(&mut state, seen.id()).await?;
        drop(state);
        let dashboard = find(&book, &new.dashboard).ok_or_else(|| problems::not_found("dashboard"))?;
        let name = match new.terms.name.trim() {
            "" => dashboard.name.in_lang(new.lang, &book.cluster.languages).to_owned(),
            name => checked_name(name)?.to_owned(),
        };
        let (clusters, compared) = self.comparable(caller, seen, &dashboard).await?.into_iter().unzip();
        let today = self.edge.today(&book.cluster.time_zone);
        let mut problems = new.terms.check(&book, today, None);
        problems.extend(check(new, &book));
        refuse(problems)?;
        let text = |period: Option<Period>| period.map(|period| period.to_string());
        let info = ShareInfo {
            id: id.to_owned(),
            cluster: seen.row.slug.clone(),
            dashboard: dashboard.id,
            name,
            lang: new.lang,
            set: new.set.clone(),
            span: new.span,
            by: new.by,
            expires_on: new.terms.expires_on,
            created_at: None,
            revoked: false,
            expired: false,
            visits: 0,
            last_visit_at: None,
            has_password: matches!(new.terms.password, Password::Set(_)),
            left_out: new.terms.left_out.clone(),
            with_data: new.terms.with_data,
            embedded_in: new.terms.embedded_in.clone(),
            fixed_on: None,
            clusters,
        };
        let (from, to) = (text(new.span.map(|span| span.from)), text(new.span.map(|span| span.to)));
        Ok((Draft { info, today, from, to }, compared))
    }
}

struct Draft {
    info: ShareInfo,
    today: NaiveDate,
    from: Option<String>,
    to: Option<String>,
}

/// Terms as the texts of a row.
struct Texts {
    expires_on: Option<String>,
    left_out: String,
    embedded_in: String,
}

impl Texts {
    fn of(terms: &Terms) -> Result<Texts> {
        Ok(Texts {
            expires_on: terms.expires_on.map(|day| day.to_string()),
            left_out: serde_json::to_string(&terms.left_out).map_err(Error::internal)?,
            embedded_in: serde_json::to_string(&terms.embedded_in).map_err(Error::internal)?,
        })
    }

    fn row<'a>(
        &'a self,
        name: &'a str,
        password_hash: Option<&'a str>,
        with_data: bool,
        seq: i64,
    ) -> shares::Terms<'a> {
        shares::Terms {
            name,
            expires_on: self.expires_on.as_deref(),
            password_hash,
            left_out: &self.left_out,
            with_data,
            embedded_in: &self.embedded_in,
            seq,
        }
    }
}

fn check(new: &NewShare, book: &Book) -> Vec<Problem> {
    let mut problems = Vec::new();
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

fn info(row: ShareRow, cluster: &str, today: NaiveDate, compared: &[Compared]) -> Result<ShareInfo> {
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
        has_password: row.password_hash.is_some(),
        left_out: list(&row.left_out, &place)?,
        with_data: row.with_data,
        embedded_in: list(&row.embedded_in, &place)?,
        fixed_on: date(row.fixed_on.as_deref(), &place)?,
        clusters: compared.iter().map(|other| other.slug.clone()).collect(),
        id: row.id,
    })
}

fn date(text: Option<&str>, place: &str) -> Result<Option<NaiveDate>> {
    text.map(str::parse).transpose().map_err(|error| Error::inconsistent(place, error))
}

fn list<T: serde::de::DeserializeOwned>(json: &str, place: &str) -> Result<Vec<T>> {
    serde_json::from_str(json).map_err(|error| Error::inconsistent(place, error))
}
