//! The people with an account. An e-mail address is unique in the whole installation and kept in lower case.

use crate::tx::found;
use crate::{Source, StoreError, Tx};

macro_rules! users {
    ($rest:literal) => {
        concat!(
            "SELECT id, office_id, email, name, password_hash, lang, admin, created_at, disabled_at FROM users ",
            $rest
        )
    };
}

statements! {
    INSERT = "INSERT INTO users (id, office_id, email, name, password_hash, lang, admin, created_at) \
              VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    BY_ID = users!("WHERE id = $1");
    BY_EMAIL = users!("WHERE email = $1");
    LIST = users!("WHERE office_id = $1 ORDER BY email");
    ANY = "SELECT id FROM users LIMIT 1";
    SET_PASSWORD = "UPDATE users SET password_hash = $2 WHERE id = $1";
    UPDATE = "UPDATE users SET name = $2, lang = $3 WHERE id = $1";
    SET_ADMIN = "UPDATE users SET admin = $2 WHERE id = $1";
    SET_DISABLED = "UPDATE users SET disabled_at = $2 WHERE id = $1";
    ADMINS = "SELECT COUNT(*) FROM users WHERE office_id = $1 AND admin AND disabled_at IS NULL";
    ERASE = "UPDATE users SET email = $2, name = $3, password_hash = '', disabled_at = $4 WHERE id = $1";
}

#[derive(Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct UserRow {
    pub id: String,
    pub office_id: String,
    /// Lower case.
    pub email: String,
    pub name: String,
    pub password_hash: String,
    /// The language of the interface: `en`, `fr`, `de`.
    pub lang: String,
    /// Admin of the office.
    pub admin: bool,
    pub created_at: i64,
    /// Since when the account is closed.
    pub disabled_at: Option<i64>,
}

/// Without the hash: rows get into logs.
impl std::fmt::Debug for UserRow {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("UserRow").field("id", &self.id).field("admin", &self.admin).finish_non_exhaustive()
    }
}

pub struct NewUser<'a> {
    pub id: &'a str,
    pub office_id: &'a str,
    /// In any case.
    pub email: &'a str,
    pub name: &'a str,
    pub password_hash: &'a str,
    pub lang: &'a str,
    pub admin: bool,
    pub at: i64,
}

/// [`StoreError::Conflict`] `email` if the address has an account.
pub async fn insert(tx: &mut Tx, user: &NewUser<'_>) -> Result<(), StoreError> {
    let email = lower(user.email);
    exec!(
        tx,
        INSERT,
        user.id,
        user.office_id,
        &email,
        user.name,
        user.password_hash,
        user.lang,
        user.admin,
        user.at
    )
    .map(drop)
}

pub async fn by_id(source: impl Into<Source<'_>>, id: &str) -> Result<Option<UserRow>, StoreError> {
    row!(source, BY_ID, id)
}

/// The address in any case.
pub async fn by_email(source: impl Into<Source<'_>>, email: &str) -> Result<Option<UserRow>, StoreError> {
    let email = lower(email);
    row!(source, BY_EMAIL, &email)
}

/// The people of an office by address, disabled ones too.
pub async fn list(source: impl Into<Source<'_>>, office_id: &str) -> Result<Vec<UserRow>, StoreError> {
    rows!(source, LIST, office_id)
}

/// Whether the installation has any account.
pub async fn any(source: impl Into<Source<'_>>) -> Result<bool, StoreError> {
    let first: Option<(String,)> = row!(source, ANY)?;
    Ok(first.is_some())
}

/// How many admins of an office can log in (the last one must stay).
pub async fn admins(source: impl Into<Source<'_>>, office_id: &str) -> Result<i64, StoreError> {
    let count: Option<(i64,)> = row!(source, ADMINS, office_id)?;
    Ok(count.map_or(0, |(count,)| count))
}

pub async fn set_password(tx: &mut Tx, id: &str, password_hash: &str) -> Result<(), StoreError> {
    found(exec!(tx, SET_PASSWORD, id, password_hash)?)
}

pub async fn update(tx: &mut Tx, id: &str, name: &str, lang: &str) -> Result<(), StoreError> {
    found(exec!(tx, UPDATE, id, name, lang)?)
}

pub async fn set_admin(tx: &mut Tx, id: &str, admin: bool) -> Result<(), StoreError> {
    found(exec!(tx, SET_ADMIN, id, admin)?)
}

/// Closes an account, or opens it again with `None`. Its sessions are ended by [`crate::sessions::delete_of_user`].
pub async fn set_disabled(tx: &mut Tx, id: &str, at: Option<i64>) -> Result<(), StoreError> {
    found(exec!(tx, SET_DISABLED, id, at)?)
}

/// Erases a person: the pseudonym takes the place of name and address, the account is closed, what the
/// person did stays told by the id.
pub async fn erase(tx: &mut Tx, id: &str, pseudonym: &str, at: i64) -> Result<(), StoreError> {
    let email = format!("erased:{id}");
    found(exec!(tx, ERASE, id, &email, pseudonym, at)?)
}

fn lower(email: &str) -> String {
    email.trim().to_lowercase()
}
