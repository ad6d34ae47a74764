//! Links to dashboards for people without an account. Only the hash of a link's token is kept.

use crate::tx::found;
use crate::{Source, StoreError, Tx};

macro_rules! shares {
    ($rest:literal) => {
        concat!(
            "SELECT id, cluster_id, dashboard_id, name, lang, target_set, span_from, span_to, granularity, expires_on, ",
            "created_by, created_at, revoked_at, visits, last_visit_at, password_hash, left_out, with_data, embedded_in, seq, ",
            "fixed_seq, fixed_on FROM shares ",
            $rest
        )
    };
}

statements! {
    INSERT = "INSERT INTO shares (id, cluster_id, dashboard_id, name, token_hash, lang, target_set, span_from, \
              span_to, granularity, expires_on, created_by, created_at, password_hash, left_out, with_data, \
              embedded_in, seq, fixed_seq, fixed_on) \
              VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20)";
    CHANGE = "UPDATE shares SET name = $2, expires_on = $3, password_hash = $4, left_out = $5, with_data = $6, \
              embedded_in = $7, seq = $8 WHERE id = $1 AND revoked_at IS NULL";
    RENEW = "UPDATE shares SET token_hash = $2, seq = $3 WHERE id = $1 AND revoked_at IS NULL";
    KEEP = "INSERT INTO fixed_pages (share_id, body) VALUES ($1, $2)";
    KEPT = "SELECT body FROM fixed_pages WHERE share_id = $1";
    BY_TOKEN = shares!("WHERE token_hash = $1");
    BY_ID = shares!("WHERE id = $1");
    STANDING = "SELECT s.id, s.cluster_id, s.lang, s.expires_on, s.revoked_at, s.password_hash, s.embedded_in, \
                s.seq AS share_seq, s.fixed_on, c.seq, c.archived_at, d.body AS settings, \
                EXISTS (SELECT 1 FROM share_clusters b WHERE b.share_id = s.id) AS compares \
                FROM shares s JOIN clusters c ON c.id = s.cluster_id \
                JOIN documents d ON d.cluster_id = c.id AND d.kind = 'cluster' AND d.id = 'cluster' AND d.seq_to IS NULL \
                WHERE s.token_hash = $1";
    OF_CLUSTER = shares!("WHERE cluster_id = $1 ORDER BY created_at, id");
    SHOWING = shares!("WHERE id IN (SELECT b.share_id FROM share_clusters b WHERE b.cluster_id = $1) ORDER BY created_at, id");
    COMPARE = "INSERT INTO share_clusters (share_id, cluster_id) VALUES ($1, $2)";
    COMPARED = "SELECT c.id, c.slug, c.seq FROM share_clusters b JOIN clusters c ON c.id = b.cluster_id \
                WHERE b.share_id = $1 AND c.archived_at IS NULL ORDER BY c.slug";
    REVOKE = "UPDATE shares SET revoked_at = $2 WHERE id = $1 AND revoked_at IS NULL";
    VISITED = "UPDATE shares SET visits = visits + $2, \
               last_visit_at = CASE WHEN last_visit_at > $3 THEN last_visit_at ELSE $3 END WHERE id = $1";
}

#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct ShareRow {
    pub id: String,
    pub cluster_id: String,
    pub dashboard_id: String,
    pub name: String,
    pub lang: String,
    /// The target set by whose colours it is seen; none: each KPI's first.
    pub target_set: Option<String>,
    /// First period of the span, as text.
    pub span_from: Option<String>,
    /// Last period of the span, as text.
    pub span_to: Option<String>,
    /// `month`, `quarter`, `half` or `year`; none: each KPI's own.
    pub granularity: Option<String>,
    /// The last day on which it opens, `YYYY-MM-DD`.
    pub expires_on: Option<String>,
    pub created_by: Option<String>,
    pub created_at: i64,
    pub revoked_at: Option<i64>,
    pub visits: i64,
    pub last_visit_at: Option<i64>,
    pub password_hash: Option<String>,
    /// JSON: keys of KPIs.
    pub left_out: String,
    pub with_data: bool,
    /// JSON: origins.
    pub embedded_in: String,
    /// The number of the change that made it or changed it last.
    pub seq: i64,
    /// Of a fixed one: the number of the latest change that it shows.
    pub fixed_seq: Option<i64>,
    /// Of a fixed one: the day, `YYYY-MM-DD`.
    pub fixed_on: Option<String>,
}

/// What is asked each time a link is opened: whether it still opens, and whether what it shows has changed.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Standing {
    pub id: String,
    pub cluster_id: String,
    pub lang: String,
    pub expires_on: Option<String>,
    pub revoked_at: Option<i64>,
    pub password_hash: Option<String>,
    pub embedded_in: String,
    /// The number of the change that made the share or changed it last.
    pub share_seq: i64,
    pub fixed_on: Option<String>,
    /// The number of the cluster's latest change.
    pub seq: i64,
    pub archived_at: Option<i64>,
    /// The cluster's document: its time zone says which day it is.
    pub settings: String,
    /// It may show other clusters: [`compared`].
    pub compares: bool,
}

/// Another cluster that a share may show.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Compared {
    pub id: String,
    pub slug: String,
    /// The number of its latest change.
    pub seq: i64,
}

pub struct NewShare<'a> {
    pub id: &'a str,
    pub cluster_id: &'a str,
    pub dashboard_id: &'a str,
    pub token_hash: &'a str,
    pub lang: &'a str,
    pub target_set: Option<&'a str>,
    pub span_from: Option<&'a str>,
    pub span_to: Option<&'a str>,
    pub granularity: Option<&'a str>,
    pub created_by: Option<&'a str>,
    pub at: i64,
    pub terms: Terms<'a>,
    pub fixed_seq: Option<i64>,
    pub fixed_on: Option<&'a str>,
}

/// What can be changed of a share.
#[derive(Clone, Copy)]
pub struct Terms<'a> {
    pub name: &'a str,
    pub expires_on: Option<&'a str>,
    pub password_hash: Option<&'a str>,
    pub left_out: &'a str,
    pub with_data: bool,
    pub embedded_in: &'a str,
    /// The number of the change.
    pub seq: i64,
}

pub async fn insert(tx: &mut Tx, new: &NewShare<'_>) -> Result<(), StoreError> {
    exec!(
        tx,
        INSERT,
        new.id,
        new.cluster_id,
        new.dashboard_id,
        new.terms.name,
        new.token_hash,
        new.lang,
        new.target_set,
        new.span_from,
        new.span_to,
        new.granularity,
        new.terms.expires_on,
        new.created_by,
        new.at,
        new.terms.password_hash,
        new.terms.left_out,
        new.terms.with_data,
        new.terms.embedded_in,
        new.terms.seq,
        new.fixed_seq,
        new.fixed_on
    )
    .map(drop)
}

/// Other terms; [`StoreError::NotFound`] if it does not open any more.
pub async fn change(tx: &mut Tx, id: &str, terms: &Terms<'_>) -> Result<(), StoreError> {
    let Terms { name, expires_on, password_hash, left_out, with_data, embedded_in, seq } = *terms;
    found(exec!(tx, CHANGE, id, name, expires_on, password_hash, left_out, with_data, embedded_in, seq)?)
}

/// Another token: the former address is none any more.
pub async fn renew(tx: &mut Tx, id: &str, token_hash: &str, seq: i64) -> Result<(), StoreError> {
    found(exec!(tx, RENEW, id, token_hash, seq)?)
}

/// Keeps the finished page of a fixed share, for ever.
pub async fn keep_page(tx: &mut Tx, id: &str, body: &str) -> Result<(), StoreError> {
    exec!(tx, KEEP, id, body).map(drop)
}

pub async fn kept_page(source: impl Into<Source<'_>>, id: &str) -> Result<Option<String>, StoreError> {
    let row: Option<(String,)> = row!(source, KEPT, id)?;
    Ok(row.map(|(body,)| body))
}

/// The share with this token, also when it is revoked or over: the caller answers alike for all that do not open.
pub async fn by_token(
    source: impl Into<Source<'_>>,
    token_hash: &str,
) -> Result<Option<ShareRow>, StoreError> {
    row!(source, BY_TOKEN, token_hash)
}

/// The same as one short row.
pub async fn standing(
    source: impl Into<Source<'_>>,
    token_hash: &str,
) -> Result<Option<Standing>, StoreError> {
    row!(source, STANDING, token_hash)
}

pub async fn by_id(source: impl Into<Source<'_>>, id: &str) -> Result<Option<ShareRow>, StoreError> {
    row!(source, BY_ID, id)
}

/// The shares of a cluster in the order they were made, revoked ones too.
pub async fn of_cluster(
    source: impl Into<Source<'_>>,
    cluster_id: &str,
) -> Result<Vec<ShareRow>, StoreError> {
    rows!(source, OF_CLUSTER, cluster_id)
}

/// The shares of other clusters that show this one.
pub async fn showing(source: impl Into<Source<'_>>, cluster_id: &str) -> Result<Vec<ShareRow>, StoreError> {
    rows!(source, SHOWING, cluster_id)
}

/// Lets a share show another cluster.
pub async fn compare(tx: &mut Tx, id: &str, cluster_id: &str) -> Result<(), StoreError> {
    exec!(tx, COMPARE, id, cluster_id).map(drop)
}

/// The other clusters that a share may show, without archived ones, by their slugs.
pub async fn compared(source: impl Into<Source<'_>>, id: &str) -> Result<Vec<Compared>, StoreError> {
    rows!(source, COMPARED, id)
}

/// Revokes a share; `false` if it was before.
pub async fn revoke(tx: &mut Tx, id: &str, at: i64) -> Result<bool, StoreError> {
    exec!(tx, REVOKE, id, at).map(|rows| rows == 1)
}

/// Counts visits, several in one go: a visit must not cost a durable write of its own.
pub async fn count_visits(tx: &mut Tx, id: &str, visits: u32, last_at: i64) -> Result<(), StoreError> {
    found(exec!(tx, VISITED, id, i64::from(visits), last_at)?)
}
