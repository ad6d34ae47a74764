//! `vigie office …`.

use vigie_service::Caller;

use super::output::Output;
use crate::config::Config;
use crate::failure::Failure;
use crate::open::{open, refused};

#[derive(Debug, clap::Subcommand)]
pub enum Command {
    /// Add an office
    Add {
        /// Its name
        name: String,
    },
    /// List the offices
    List,
}

pub async fn run(config: &Config, command: Command, out: Output) -> Result<(), Failure> {
    let service = open(config).await?;
    let caller = Caller::Program { name: "cli".to_owned(), office: None };
    match command {
        Command::Add { name } => {
            let office = service.add_office(&caller, &name).await.map_err(refused)?;
            out.one(&format!("office {} added", office.name), &office)
        }
        Command::List => {
            let offices = service.offices(&caller).await.map_err(refused)?;
            out.list(["NAME", "ID"], &offices, |office| [office.name.clone(), office.id.clone()])
        }
    }
}
