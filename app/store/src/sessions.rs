//! Who is logged in. Only the hash of a session's id is kept, so that a copy of the database opens no session.

use crate::tx::found;
use crate::{Source, StoreError, Tx};

statements! {
    INSERT = "INSERT INTO sessions (id_hash, user_id, created_at, last_seen_at, expires_at, user_agent) \
              VALUES ($1, $2, $3, $3, $4, $5)";
    FIND = "SELECT s.id_hash, s.created_at, s.last_seen_at, s.expires_at, \
            u.id AS user_id, u.office_id, u.email, u.name, u.lang, u.admin, g.cluster_id, g.role \
            FROM sessions s JOIN users u ON u.id = s.user_id LEFT JOIN grants g ON g.user_id = u.id \
            WHERE s.id_hash = $1 AND s.expires_at > $2 AND u.disabled_at IS NULL ORDER BY g.cluster_id";
    OF_USER = "SELECT id_hash, user_id, created_at, last_seen_at, expires_at, user_agent FROM sessions \
               WHERE user_id = $1 ORDER BY last_seen_at DESC, id_hash";
    TOUCH = "UPDATE sessions SET last_seen_at = $2, expires_at = $3 WHERE id_hash = $1";
    DELETE = "DELETE FROM sessions WHERE id_hash = $1";
    DELETE_OF_USER = "DELETE FROM sessions WHERE user_id = $1 AND id_hash <> $2";
    DELETE_EXPIRED = "DELETE FROM sessions WHERE expires_at <= $1";
}

#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct SessionRow {
    pub id_hash: String,
    pub user_id: String,
    pub created_at: i64,
    pub last_seen_at: i64,
    pub expires_at: i64,
    pub user_agent: String,
}

/// A session that holds, with its person.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Found {
    pub id_hash: String,
    pub created_at: i64,
    pub last_seen_at: i64,
    pub expires_at: i64,
    pub user_id: String,
    pub office_id: String,
    pub email: String,
    pub name: String,
    pub lang: String,
    pub admin: bool,
    /// Clusters with the person's role in each.
    #[sqlx(skip)]
    pub grants: Vec<(String, String)>,
}

/// A row for each grant, one without any.
#[derive(sqlx::FromRow)]
struct FoundRow {
    #[sqlx(flatten)]
    found: Found,
    cluster_id: Option<String>,
    role: Option<String>,
}

pub struct NewSession<'a> {
    pub id_hash: &'a str,
    pub user_id: &'a str,
    pub at: i64,
    pub expires_at: i64,
    pub user_agent: &'a str,
}

pub async fn insert(tx: &mut Tx, session: &NewSession<'_>) -> Result<(), StoreError> {
    exec!(tx, INSERT, session.id_hash, session.user_id, session.at, session.expires_at, session.user_agent)
        .map(drop)
}

/// The session with this hash, unless it is over at `now` or its account is closed. Asked at every request, so it is one
/// statement with all that rights depend on.
pub async fn find(
    source: impl Into<Source<'_>>,
    id_hash: &str,
    now: i64,
) -> Result<Option<Found>, StoreError> {
    let rows: Vec<FoundRow> = rows!(source, FIND, id_hash, now)?;
    let mut found = None;
    for row in rows {
        let found = found.get_or_insert(row.found);
        found.grants.extend(row.cluster_id.zip(row.role));
    }
    Ok(found)
}

/// The sessions of a person, the last used first.
pub async fn of_user(source: impl Into<Source<'_>>, user_id: &str) -> Result<Vec<SessionRow>, StoreError> {
    rows!(source, OF_USER, user_id)
}

/// Notes that a session was used, and until when it holds now. To be called now and then, not at each request.
pub async fn touch(tx: &mut Tx, id_hash: &str, at: i64, expires_at: i64) -> Result<(), StoreError> {
    found(exec!(tx, TOUCH, id_hash, at, expires_at)?)
}

/// Ends a session; whether there was one.
pub async fn delete(tx: &mut Tx, id_hash: &str) -> Result<bool, StoreError> {
    exec!(tx, DELETE, id_hash).map(|rows| rows > 0)
}

/// Ends the sessions of a person, except the one with this hash; how many.
pub async fn delete_of_user(tx: &mut Tx, user_id: &str, except: Option<&str>) -> Result<u64, StoreError> {
    exec!(tx, DELETE_OF_USER, user_id, except.unwrap_or_default())
}

/// Removes what is over; how many.
pub async fn delete_expired(tx: &mut Tx, now: i64) -> Result<u64, StoreError> {
    exec!(tx, DELETE_EXPIRED, now)
}
