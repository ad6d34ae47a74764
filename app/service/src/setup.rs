//! The first run: guarded by a token that the server prints, and done exactly once.

use vigie_domain::Lang;
use vigie_store::{offices, setup, users};

use crate::Service;
use crate::error::{Error, Result};
use crate::token::{Token, hash};
use crate::users::{Account, checked_account};

/// The account of the first admin.
#[derive(Clone, Debug)]
pub struct FirstAccount {
    pub email: String,
    pub name: String,
    pub password: String,
    pub lang: Lang,
    /// Name of the office; empty: made from the e-mail address.
    pub office: String,
    pub user_agent: String,
}

impl Service {
    /// Whether the first run is still to be done.
    pub async fn setup_open(&self) -> Result<bool> {
        Ok(setup::state(&self.store).await?.completed_at.is_none() && !users::any(&self.store).await?)
    }

    /// A new token for the first run, in place of an older one; none once it is done. For the server's start.
    pub async fn setup_token(&self) -> Result<Option<Token>> {
        if !self.setup_open().await? {
            return Ok(None);
        }
        let token = Token::new(&self.edge);
        let mut tx = self.store.begin().await?;
        let open = setup::set_token(&mut tx, &token.hash()).await?;
        tx.commit().await?;
        Ok(open.then_some(token))
    }

    /// Whether this is the token of the open first run.
    pub async fn setup_token_fits(&self, token: &str) -> Result<bool> {
        let state = setup::state(&self.store).await?;
        Ok(state.completed_at.is_none() && state.token_hash.is_some_and(|kept| kept == hash(token)))
    }

    /// Makes the first admin and their office, and signs them in. [`Error::Forbidden`] with another token,
    /// [`Error::NotFound`] once it is done.
    pub async fn setup(&self, token: &str, first: FirstAccount) -> Result<Token> {
        if !self.setup_open().await? {
            return Err(Error::NotFound);
        }
        if !self.setup_token_fits(token).await? {
            return Err(Error::Forbidden);
        }
        let account = Account {
            email: &first.email,
            name: &first.name,
            password: &first.password,
            lang: first.lang,
            admin: true,
        };
        let account = checked_account(account)?;
        let password_hash = self.hasher.hash(account.password, &self.edge).await?;

        let mut tx = self.store.begin().await?;
        // Whoever comes second waits here, then finds it done.
        if !setup::complete(&mut tx, self.edge.millis()).await? || users::any(&mut tx).await? {
            return Err(Error::NotFound);
        }
        let office = match offices::list(&mut tx).await?.into_iter().next() {
            Some(made_by_command_line) => made_by_command_line.id,
            None => self.make_office(&mut tx, &office_name(&first.office, account.email)).await?,
        };
        let user = self.insert_account(&mut tx, &office, &account, &password_hash).await?;
        self.log(&mut tx, &office, Some(&user), "setup.completed", "").await?;
        let session = self.start_session(&mut tx, &office, &user, &first.user_agent).await?;
        tx.commit().await?;
        Ok(session)
    }
}

/// What was typed, else the domain of the e-mail address.
pub(crate) fn office_name(typed: &str, email: &str) -> String {
    let typed: String = typed.trim().chars().filter(|c| !c.is_control()).take(200).collect();
    let of_email = email.rsplit_once('@').map_or(email, |(_, domain)| domain);
    if typed.is_empty() { of_email.to_owned() } else { typed }
}
