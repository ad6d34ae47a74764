//! `vigie cluster …`.

use vigie_service::NewCluster;

use super::output::Output;
use super::values;
use crate::config::Config;
use crate::failure::Failure;
use crate::open::{open, program, refused};

#[derive(Debug, clap::Subcommand)]
pub enum Command {
    /// Add a cluster
    Add {
        /// Its short name in addresses and files: a-z, 0-9 and -
        #[arg(value_parser = values::slug)]
        slug: String,
        /// Its name
        #[arg(long)]
        name: String,
        /// Two letters, such as FR [default: none]
        #[arg(long, value_name = "CC", default_value = "", hide_default_value = true)]
        country: String,
        /// Region within the country [default: none]
        #[arg(long)]
        region: Option<String>,
        /// Three letters
        #[arg(long, value_name = "CCC", default_value = "EUR")]
        currency: String,
        /// First month of the financial year
        #[arg(long, value_name = "1-12", default_value_t = 1, value_parser = clap::value_parser!(u8).range(1..=12))]
        financial_year_starts: u8,
        /// Languages of its texts, the main one first; can be given several times
        #[arg(long, value_name = "TAG", default_value = "en")]
        language: Vec<String>,
        /// Name such as Europe/Paris [default: that of the country, else UTC]
        #[arg(long, value_name = "ZONE")]
        time_zone: Option<String>,
    },
    /// List the clusters of the office
    List,
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
        Command::Add {
            slug,
            name,
            country,
            region,
            currency,
            financial_year_starts,
            language,
            time_zone,
        } => {
            let new = NewCluster {
                slug: Some(slug),
                name,
                country,
                region,
                currency: Some(currency),
                financial_year_starts: Some(financial_year_starts),
                languages: language,
                time_zone,
            };
            let cluster = service.create_cluster(&caller, new).await.map_err(refused)?;
            out.one(&format!("cluster {} added", cluster.slug), &cluster)
        }
        Command::List => {
            let clusters = service.clusters(&caller).await.map_err(refused)?;
            out.list(["SLUG", "NAME", "COUNTRY", "CHANGES"], &clusters, |info| {
                let name =
                    if info.archived { format!("{} (archived)", info.name) } else { info.name.clone() };
                [info.slug.clone(), name, info.cluster.country.clone(), info.seq.to_string()]
            })
        }
    }
}
