//! The people of an office: accounts and their roles in clusters.

use vigie_domain::Lang;
use vigie_domain::access::{Action, Role};
use vigie_domain::problem::{Problem, ProblemCode};
use vigie_store::users::{self as rows, UserRow};
use vigie_store::{Tx, clusters, grants, sessions, setup};

use crate::Service;
use crate::access::in_office;
use crate::accounts::check_password;
use crate::caller::Caller;
use crate::error::{Error, Result, refuse};
use crate::offices::checked_name;
use crate::problems;
use crate::setup::office_name;

#[derive(Clone, Debug)]
pub struct NewUser {
    pub email: String,
    pub name: String,
    pub password: String,
    pub lang: Lang,
    pub role: Role,
    /// Where the role holds; admins have theirs in the whole office.
    pub cluster: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct UserInfo {
    pub id: String,
    pub email: String,
    pub name: String,
    pub lang: Lang,
    pub admin: bool,
    pub disabled: bool,
    pub clusters: Vec<UserGrant>,
}

#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct UserGrant {
    pub slug: String,
    pub role: Role,
}

/// An account to make, before and after its check.
pub(crate) struct Account<'a> {
    pub(crate) email: &'a str,
    pub(crate) name: &'a str,
    pub(crate) password: &'a str,
    pub(crate) lang: Lang,
    pub(crate) admin: bool,
}

pub(crate) fn checked_account(account: Account<'_>) -> Result<Account<'_>> {
    let email = account.email.trim();
    let mut problems = Vec::new();
    problems.extend(check_email(email));
    if let Err(Error::Invalid(of_name)) = checked_name(account.name) {
        problems.extend(of_name);
    }
    problems.extend(check_password(account.password, email));
    refuse(problems)?;
    Ok(Account { email, name: account.name.trim(), ..account })
}

/// One `@` with something on both sides and no space: only a mail that arrives proves more.
fn check_email(email: &str) -> Option<Problem> {
    if email.is_empty() {
        return Some(problems::missing("email"));
    }
    let fits = email.len() <= 254
        && !email.contains(|c: char| c.is_whitespace() || c.is_control())
        && email
            .split_once('@')
            .is_some_and(|(who, at)| !who.is_empty() && !at.is_empty() && !at.contains('@'));
    (!fits).then(|| problems::malformed("email", email))
}

impl Service {
    /// Adds an account. Admins of the office may; managers only to the team of their cluster.
    pub async fn add_user(&self, caller: &Caller, new: NewUser) -> Result<UserInfo> {
        let seen = match (&new.cluster, new.role) {
            (Some(_), Role::Admin) => {
                return Err(Problem::new(ProblemCode::FieldUnwanted).at("cluster").into());
            }
            (Some(slug), _) => Some(self.seen(caller, slug, Action::ManageTeam).await?),
            (None, _) if caller.office().is_none() => None,
            (None, _) => in_office(caller, Action::AdministerOffice).map(|_| None)?,
        };
        let admin = new.role == Role::Admin;
        let account =
            Account { email: &new.email, name: &new.name, password: &new.password, lang: new.lang, admin };
        let account = checked_account(account)?;
        let password_hash = self.hasher.hash(account.password, &self.edge).await?;

        let mut tx = self.store.begin().await?;
        let office = self.office_or_new(&mut tx, caller, &office_name("", account.email)).await?;
        let id = self.insert_account(&mut tx, &office, &account, &password_hash).await?;
        let detail = format!("{id} {}", new.role.as_str());
        if let Some(seen) = &seen {
            grants::set(&mut tx, &id, seen.id(), new.role.as_str()).await?;
        }
        self.log(&mut tx, &office, caller.actor_id().as_deref(), "user.added", &detail).await?;
        // Who can sign in needs no first run.
        setup::complete(&mut tx, self.edge.millis()).await?;
        let user = rows::by_id(&mut tx, &id).await?.ok_or(Error::NotFound)?;
        tx.commit().await?;
        self.user_info(user).await
    }

    /// The people of the office.
    pub async fn users(&self, caller: &Caller) -> Result<Vec<UserInfo>> {
        let office = in_office(caller, Action::AdministerOffice)?;
        let mut users = Vec::new();
        for user in rows::list(&self.store, &office.to_string()).await? {
            users.push(self.user_info(user).await?);
        }
        Ok(users)
    }

    /// Gives somebody of the office a role in a cluster, or takes it away.
    pub async fn set_role(&self, caller: &Caller, slug: &str, email: &str, role: Option<Role>) -> Result<()> {
        let seen = self.seen(caller, slug, Action::ManageTeam).await?;
        let user = self.colleague(&seen.row.office_id, email).await?;
        let mut tx = self.store.begin().await?;
        match role {
            Some(Role::Admin) => return Err(Problem::new(ProblemCode::FieldUnwanted).at("role").into()),
            Some(role) => grants::set(&mut tx, &user.id, seen.id(), role.as_str()).await?,
            None => {
                grants::delete(&mut tx, &user.id, seen.id()).await?;
            }
        }
        let detail = format!("{} {} {slug}", user.id, role.map_or("none", Role::as_str));
        self.log(&mut tx, &seen.row.office_id, caller.actor_id().as_deref(), "role.set", &detail).await?;
        Ok(tx.commit().await?)
    }

    /// Sets a new password for somebody of the office and ends their sessions.
    pub async fn reset_password(&self, caller: &Caller, email: &str, password: &str) -> Result<()> {
        let office = in_office(caller, Action::AdministerOffice)?.to_string();
        let user = self.colleague(&office, email).await?;
        self.put_password(caller, &user, password, None).await
    }

    /// Sets one's own password; the other sessions end.
    pub async fn change_password(&self, caller: &Caller, old: &str, new: &str) -> Result<()> {
        let person = caller.person().ok_or(Error::Forbidden)?;
        let user = rows::by_id(&self.store, &person.user.to_string()).await?.ok_or(Error::SignedOut)?;
        if !self.hasher.verify(old, Some(&user.password_hash), &self.edge).await? {
            return Err(Problem::new(ProblemCode::NotAllowed).at("old_password").into());
        }
        self.put_password(caller, &user, new, person.session.as_deref()).await
    }

    /// The language of one's interface.
    pub async fn set_lang(&self, caller: &Caller, lang: Lang) -> Result<()> {
        let person = caller.person().ok_or(Error::Forbidden)?;
        let mut tx = self.store.begin().await?;
        rows::update(&mut tx, &person.user.to_string(), &person.name, lang.tag()).await?;
        Ok(tx.commit().await?)
    }

    /// Closes an account or opens it again; its sessions end at once. The last admin stays.
    pub async fn set_disabled(&self, caller: &Caller, email: &str, disabled: bool) -> Result<()> {
        let office = in_office(caller, Action::AdministerOffice)?.to_string();
        let user = self.colleague(&office, email).await?;
        let mut tx = self.store.begin().await?;
        let at = disabled.then(|| self.edge.millis());
        rows::set_disabled(&mut tx, &user.id, at).await?;
        if disabled && user.admin && rows::admins(&mut tx, &office).await? == 0 {
            return Err(Problem::new(ProblemCode::NotAllowed).at("email").into());
        }
        sessions::delete_of_user(&mut tx, &user.id, None).await?;
        let kind = if disabled { "user.disabled" } else { "user.enabled" };
        self.log(&mut tx, &office, caller.actor_id().as_deref(), kind, &user.id).await?;
        Ok(tx.commit().await?)
    }

    async fn put_password(
        &self,
        caller: &Caller,
        user: &UserRow,
        password: &str,
        except: Option<&str>,
    ) -> Result<()> {
        refuse(check_password(password, &user.email).into_iter().collect())?;
        let password_hash = self.hasher.hash(password, &self.edge).await?;
        let mut tx = self.store.begin().await?;
        rows::set_password(&mut tx, &user.id, &password_hash).await?;
        sessions::delete_of_user(&mut tx, &user.id, except).await?;
        self.log(&mut tx, &user.office_id, caller.actor_id().as_deref(), "password.set", &user.id).await?;
        Ok(tx.commit().await?)
    }

    /// Somebody of this office; people of others are not found.
    async fn colleague(&self, office: &str, email: &str) -> Result<UserRow> {
        let user = rows::by_email(&self.store, email).await?.filter(|user| user.office_id == office);
        user.ok_or_else(|| problems::not_found("email").into())
    }

    pub(crate) async fn insert_account(
        &self,
        tx: &mut Tx,
        office: &str,
        account: &Account<'_>,
        password_hash: &str,
    ) -> Result<String> {
        let id = self.edge.id();
        let user = rows::NewUser {
            id: &id,
            office_id: office,
            email: account.email,
            name: account.name,
            password_hash,
            lang: account.lang.tag(),
            admin: account.admin,
            at: self.edge.millis(),
        };
        rows::insert(tx, &user).await?;
        Ok(id)
    }

    async fn user_info(&self, user: UserRow) -> Result<UserInfo> {
        let mut own = Vec::new();
        for grant in grants::of_user(&self.store, &user.id).await? {
            let role =
                Role::parse(&grant.role).ok_or_else(|| Error::inconsistent("grants.role", &grant.role))?;
            if let Some(cluster) = clusters::by_id(&self.store, &grant.cluster_id).await? {
                own.push(UserGrant { slug: cluster.slug, role });
            }
        }
        own.sort_by(|a, b| a.slug.cmp(&b.slug));
        Ok(UserInfo {
            id: user.id,
            email: user.email,
            name: user.name,
            lang: Lang::from_tag(&user.lang).unwrap_or_default(),
            admin: user.admin,
            disabled: user.disabled_at.is_some(),
            clusters: own,
        })
    }
}
