//! `vigie user …`. Passwords come from standard input: arguments can be seen by everybody on the machine.

use serde_json::json;
use vigie_domain::access::Role;
use vigie_service::NewUser;

use super::output::Output;
use super::values;
use crate::config::Config;
use crate::failure::Failure;
use crate::open::{open, program, refused, refused_or_missing};

#[derive(Debug, clap::Subcommand)]
pub enum Command {
    /// Add somebody; the password is read from standard input
    Add {
        /// E-mail address, the name to sign in with
        email: String,
        /// Their name
        #[arg(long)]
        name: String,
        /// What they may do: admin in the whole office, the others in one cluster
        #[arg(long, value_enum)]
        role: RoleName,
        /// Slug of the cluster in which the role holds
        #[arg(long, value_name = "SLUG")]
        cluster: Option<String>,
        /// Language of their screens
        #[arg(long, value_name = "en|fr|de", value_parser = values::language, default_value = "en")]
        language: vigie_domain::Lang,
    },
    /// List the people of the office
    List,
    /// Set a new password, read from standard input; ends the person's sessions
    ResetPassword {
        /// E-mail address
        email: String,
    },
}

#[derive(Clone, Copy, Debug, clap::ValueEnum)]
pub enum RoleName {
    Admin,
    Manager,
    Contributor,
    Reader,
}

impl From<RoleName> for Role {
    fn from(name: RoleName) -> Self {
        match name {
            RoleName::Admin => Self::Admin,
            RoleName::Manager => Self::Manager,
            RoleName::Contributor => Self::Contributor,
            RoleName::Reader => Self::Reader,
        }
    }
}

pub async fn run(
    config: &Config,
    office: Option<&str>,
    command: Command,
    out: Output,
) -> Result<(), Failure> {
    if let Command::Add { role, cluster, .. } = &command {
        match (role, cluster) {
            (RoleName::Admin, Some(_)) => {
                return Err(Failure::usage("an admin has no --cluster: the role holds in all"));
            }
            (RoleName::Manager | RoleName::Contributor | RoleName::Reader, None) => {
                return Err(Failure::usage("this role needs --cluster SLUG"));
            }
            _ => {}
        }
    }
    let service = open(config).await?;
    let caller = program(&service, office).await?;
    match command {
        Command::Add { email, name, role, cluster, language } => {
            let what = cluster.as_ref().map_or_else(String::new, |slug| format!("cluster {slug}"));
            let new = NewUser {
                email,
                name,
                password: values::password()?,
                lang: language,
                role: role.into(),
                cluster,
            };
            let user = service.add_user(&caller, new).await.map_err(refused_or_missing(&what))?;
            out.one(&format!("{} added", user.email), &user)
        }
        // An empty database has no office yet, so nobody in it.
        Command::List if caller.office().is_none() => {
            out.list(["E-MAIL"], &[] as &[String], |_| [String::new()])
        }
        Command::List => {
            let users = service.users(&caller).await.map_err(refused)?;
            out.list(["E-MAIL", "NAME", "ROLE"], &users, |user| {
                let mut roles: Vec<String> = user
                    .clusters
                    .iter()
                    .map(|own| format!("{} of {}", own.role.as_str(), own.slug))
                    .collect();
                if user.admin {
                    roles.insert(0, "admin".to_owned());
                }
                if user.disabled {
                    roles.insert(0, "disabled".to_owned());
                }
                [user.email.clone(), user.name.clone(), roles.join(", ")]
            })
        }
        Command::ResetPassword { email } => {
            service
                .reset_password(&caller, &email, &values::password()?)
                .await
                .map_err(refused_or_missing(&email))?;
            out.one(&format!("{email} has a new password"), &json!({ "email": email, "reset": true }))
        }
    }
}
