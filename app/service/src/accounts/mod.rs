//! Signing in and out, and who a session belongs to.

mod password;

use vigie_domain::Lang;
use vigie_domain::access::{Grant, Role};
use vigie_store::sessions::{self, Found, NewSession};
use vigie_store::{Tx, users};

use crate::Service;
use crate::access::id_of;
use crate::caller::{Caller, Person};
use crate::error::{Error, Result};
use crate::token::{Token, hash_of};

pub(crate) use password::{Hasher, check as check_password};

const MINUTE: i64 = 60_000;
const DAY: i64 = 24 * 60 * MINUTE;
/// A session holds so long after it was last used.
const HOLDS: i64 = 30 * DAY;
/// How exactly "last used" is kept: a request is not to cost a durable write.
const SEEN_EVERY: i64 = 60 * MINUTE;

impl Service {
    /// [`Error::SignedOut`] unless e-mail and password fit; unknown and known addresses answer alike, and as slowly.
    pub async fn sign_in(&self, email: &str, password: &str, user_agent: &str) -> Result<Token> {
        let user = users::by_email(&self.store, email).await?.filter(|user| user.disabled_at.is_none());
        let kept = user.as_ref().map(|user| user.password_hash.as_str()).filter(|hash| !hash.is_empty());
        let fits = self.hasher.verify(password, kept, &self.edge).await?;
        let Some(user) = user.filter(|_| fits) else { return Err(Error::SignedOut) };
        let mut tx = self.store.begin().await?;
        let token = self.start_session(&mut tx, &user.office_id, &user.id, user_agent).await?;
        tx.commit().await?;
        Ok(token)
    }

    /// Ends the session of this token, if there is one.
    pub async fn sign_out(&self, token: &str) -> Result<()> {
        let Some(hash) = hash_of(token) else { return Ok(()) };
        let Some(found) = sessions::find(&self.store, &hash, self.edge.millis()).await? else {
            return Ok(());
        };
        let mut tx = self.store.begin().await?;
        sessions::delete(&mut tx, &hash).await?;
        self.log(&mut tx, &found.office_id, Some(&found.user_id), "session.ended", "").await?;
        Ok(tx.commit().await?)
    }

    /// Who this session belongs to, with the rights they have at this moment.
    pub async fn caller(&self, token: &str) -> Result<Caller> {
        let hash = hash_of(token).ok_or(Error::SignedOut)?;
        let now = self.edge.millis();
        let found = sessions::find(&self.store, &hash, now).await?.ok_or(Error::SignedOut)?;
        if now - found.last_seen_at > SEEN_EVERY {
            self.touch(&hash, now).await;
        }
        person(found).map(Caller::Person)
    }

    /// Reading goes on where nothing can be written.
    async fn touch(&self, hash: &str, now: i64) {
        let touched = async {
            let mut tx = self.store.begin().await?;
            sessions::touch(&mut tx, hash, now, now + HOLDS).await?;
            tx.commit().await
        };
        if let Err(error) = touched.await {
            tracing::warn!(%error, "a session was not prolonged");
        }
    }

    pub(crate) async fn start_session(
        &self,
        tx: &mut Tx,
        office: &str,
        user: &str,
        user_agent: &str,
    ) -> Result<Token> {
        let token = Token::new(&self.edge);
        let at = self.edge.millis();
        let user_agent: String = user_agent.chars().filter(|c| !c.is_control()).take(200).collect();
        let session = NewSession {
            id_hash: &token.hash(),
            user_id: user,
            at,
            expires_at: at + HOLDS,
            user_agent: &user_agent,
        };
        sessions::insert(tx, &session).await?;
        self.log(tx, office, Some(user), "session.started", &user_agent).await?;
        Ok(token)
    }
}

fn person(found: Found) -> Result<Person> {
    let mut own = Vec::new();
    for (cluster, role) in &found.grants {
        let role = Role::parse(role).ok_or_else(|| Error::inconsistent("grants.role", role))?;
        own.push(Grant { cluster: id_of("grants.cluster_id", cluster)?, role, all_kpis: false });
    }
    Ok(Person {
        user: id_of("users.id", &found.user_id)?,
        office: id_of("users.office_id", &found.office_id)?,
        name: found.name,
        email: found.email,
        lang: Lang::from_tag(&found.lang).unwrap_or_default(),
        admin: found.admin,
        grants: own,
        session: Some(found.id_hash),
    })
}
