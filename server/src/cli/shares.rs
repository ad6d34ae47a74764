//! `vigie share …`.

use chrono::NaiveDate;
use serde_json::json;
use vigie_app::public;
use vigie_domain::Key;
use vigie_domain::{Lang, Period, Span};
use vigie_service::{NewShare, Password, ShareTerms};

use super::output::Output;
use super::values;
use crate::config::{Config, PublicUrl};
use crate::failure::Failure;
use crate::open::{open, program, refused_or_missing};

#[derive(Debug, clap::Subcommand)]
pub enum Command {
    /// Make a link and print its address, which is shown only this once
    Add(AddArgs),
    /// List the links of one cluster or of all
    List {
        /// Slug of the cluster [default: all of the office]
        cluster: Option<String>,
    },
    /// Give a link another address at once; the former one opens no more
    Renew {
        /// Its id, see `vigie share list`
        id: String,
    },
    /// Close a link at once
    Revoke {
        /// Its id, see `vigie share list`
        id: String,
    },
}

#[derive(Debug, clap::Args)]
pub struct AddArgs {
    /// Slug of the cluster
    cluster: String,
    /// Id of the dashboard
    #[arg(long, value_name = "NAME", default_value = "overview")]
    dashboard: String,
    /// What stands above the title [default: the name of the dashboard]
    #[arg(long, default_value = "")]
    name: String,
    /// Language of the page
    #[arg(long, value_name = "en|fr|de", value_parser = values::language, default_value = "en")]
    language: Lang,
    /// Last day on which it opens [default: no end]
    #[arg(long, value_name = "DATE", value_parser = values::date)]
    expires: Option<NaiveDate>,
    /// Name of the target set it is seen with [default: each KPI's first]
    #[arg(long, value_name = "NAME")]
    set: Option<String>,
    /// First period shown [default: that of the dashboard]
    #[arg(long, value_name = "PERIOD", value_parser = values::period)]
    from: Option<Period>,
    /// Last period shown [default: that of the dashboard]
    #[arg(long, value_name = "PERIOD", value_parser = values::period)]
    to: Option<Period>,
    /// Show today's figures for ever, whatever is recorded later
    #[arg(long)]
    fixed: bool,
    /// Ask for a password, which is read from standard input
    #[arg(long)]
    password: bool,
    /// Key of a KPI that is not shown; can be given several times
    #[arg(long, value_name = "KEY", value_parser = values::key)]
    without: Vec<Key>,
    /// Let the figures be taken along as CSV and Excel
    #[arg(long)]
    with_data: bool,
    /// A site that may embed it, such as https://example.org; can be given several times
    #[arg(long, value_name = "SITE")]
    embed_in: Vec<String>,
}

fn address(config: &Config, token: &str) -> String {
    let public_url = config.public_url.clone().unwrap_or_else(|| PublicUrl::of_address(config.listen));
    format!("{}/s/{token}", public_url.as_str())
}

pub async fn run(
    config: &Config,
    office: Option<&str>,
    command: Command,
    out: Output,
) -> Result<(), Failure> {
    let service = open(config).await?;
    let caller = program(&service, office).await?;
    match command {
        Command::Add(args) => {
            let span = match (args.from, args.to) {
                (Some(from), Some(to)) => Some(Span { from, to }),
                (None, None) => None,
                _ => return Err(Failure::usage("--from and --to belong together")),
            };
            let password = match args.password {
                true => Password::Set(values::password()?),
                false => Password::Keep,
            };
            let new = NewShare {
                dashboard: args.dashboard,
                lang: args.language,
                set: args.set,
                span,
                by: None,
                terms: ShareTerms {
                    name: args.name,
                    expires_on: args.expires,
                    password,
                    left_out: args.without,
                    with_data: args.with_data,
                    embedded_in: args.embed_in,
                },
                fixed: args.fixed.then_some(public::finished),
            };
            let what = format!("cluster {}", args.cluster);
            let added = service.add_share(&caller, &args.cluster, new).await;
            let (share, token) = added.map_err(refused_or_missing(&what))?;
            let url = address(config, token.as_str());
            let value =
                json!({ "id": share.id, "url": url, "name": share.name, "expires_on": share.expires_on });
            out.one(&url, &value)
        }
        Command::List { cluster } => {
            let what = format!("cluster {}", cluster.as_deref().unwrap_or_default());
            let shares =
                service.shares(&caller, cluster.as_deref()).await.map_err(refused_or_missing(&what))?;
            out.list(["ID", "CLUSTER", "NAME", "OPENS", "VISITS"], &shares, |share| {
                let opens = match share.expires_on {
                    _ if share.revoked => "revoked".to_owned(),
                    _ if share.expired => "expired".to_owned(),
                    Some(day) => format!("until {day}"),
                    None => "always".to_owned(),
                };
                [share.id.clone(), share.cluster.clone(), share.name.clone(), opens, share.visits.to_string()]
            })
        }
        Command::Renew { id } => {
            let renewed = service.renew_share(&caller, &id).await;
            let (share, token) = renewed.map_err(refused_or_missing(&format!("share {id}")))?;
            let url = address(config, token.as_str());
            out.one(&url, &json!({ "id": share.id, "url": url, "name": share.name }))
        }
        Command::Revoke { id } => {
            service.revoke_share(&caller, &id).await.map_err(refused_or_missing(&format!("share {id}")))?;
            out.one(&format!("share {id} is revoked"), &json!({ "id": id, "revoked": true }))
        }
    }
}
