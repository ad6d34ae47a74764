//! `vigie share …`.

use chrono::NaiveDate;
use serde_json::json;
use vigie_domain::{Lang, Period, Span};
use vigie_service::NewShare;

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
    /// Who it is for, seen by the team only
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
            let new = NewShare {
                dashboard: args.dashboard,
                name: args.name,
                lang: args.language,
                expires_on: args.expires,
                set: args.set,
                span,
                by: None,
            };
            let what = format!("cluster {}", args.cluster);
            let added = service.add_share(&caller, &args.cluster, new).await;
            let (share, token) = added.map_err(refused_or_missing(&what))?;
            let public_url =
                config.public_url.clone().unwrap_or_else(|| PublicUrl::of_address(config.listen));
            let url = format!("{}/s/{}", public_url.as_str(), token.as_str());
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
        Command::Revoke { id } => {
            service.revoke_share(&caller, &id).await.map_err(refused_or_missing(&format!("share {id}")))?;
            out.one(&format!("share {id} is revoked"), &json!({ "id": id, "revoked": true }))
        }
    }
}
