//! The command line: what can be asked, and where each answer is.

mod accounts;
mod clusters;
mod config;
mod database;
mod offices;
mod output;
mod paper;
mod report;
mod shares;
mod transfer;
mod values;

use std::path::PathBuf;
use std::process::ExitCode;

use chrono::NaiveDate;
use clap::{Parser, Subcommand};
use vigie_domain::{Key, Period};

use crate::config::Config;
use crate::failure::Failure;
use crate::{demo, logs, serve};
use output::Output;

/// The program that the people who run clusters measure their objectives with.
#[derive(Debug, Parser)]
#[command(name = "vigie", version, after_help = crate::config::HELP, arg_required_else_help = true)]
pub struct Cli {
    /// Print JSON for programs instead of text for people
    #[arg(long, global = true)]
    json: bool,
    /// The office, where there are several [default: the only one]
    #[arg(long, global = true, value_name = "NAME")]
    office: Option<String>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Run the web server
    Serve,
    /// Run a throw-away server with example clusters; nothing remains when it ends
    Demo,
    /// Make the database or bring it up to date
    Migrate,
    /// Copy the database into FILE while it is in use, and check the copy
    Backup {
        /// The file to write; it must not exist
        file: PathBuf,
    },
    /// Check FILE and put it in the place of the database, which must not exist
    Restore {
        /// A file written by `vigie backup`
        file: PathBuf,
    },
    /// Check the database from end to end
    Verify,
    /// Look at the configuration
    #[command(subcommand)]
    Config(config::Command),
    /// Offices: who runs clusters
    #[command(subcommand)]
    Office(offices::Command),
    /// People with an account
    #[command(subcommand)]
    User(accounts::Command),
    /// Clusters: what is measured
    #[command(subcommand)]
    Cluster(clusters::Command),
    /// Take a file into a cluster: a cluster file, tidy or wide CSV
    Import(ImportArgs),
    /// Write a cluster as a file
    Export(ExportArgs),
    /// Print the figures of a cluster
    Report(ReportArgs),
    /// Links to a dashboard for people without an account
    #[command(subcommand)]
    Share(shares::Command),
}

/// `vigie import`.
#[derive(Debug, clap::Args)]
struct ImportArgs {
    /// Slug of the cluster
    cluster: String,
    /// The file, or - for standard input
    #[arg(required_unless_present = "undo")]
    file: Option<PathBuf>,
    /// Say what would happen and change nothing
    #[arg(long)]
    dry_run: bool,
    /// Where the file contradicts the cluster, make it a new version or revision
    #[arg(long)]
    update: bool,
    /// The sheet of a workbook to read [default: the first in which periods are found]
    #[arg(long, value_name = "NAME")]
    sheet: Option<String>,
    /// Take back the import that is this change, instead of importing
    #[arg(long, value_name = "SEQ", conflicts_with_all = ["file", "dry_run", "update", "sheet"])]
    undo: Option<u64>,
}

/// `vigie export`.
#[derive(Debug, clap::Args)]
struct ExportArgs {
    /// Slug of the cluster
    cluster: String,
    /// json is the whole cluster, csv its readings, xlsx readings, definitions and charts
    #[arg(long, value_enum, default_value = "json")]
    format: ExportFormat,
    /// What was known at a sequence number or at the end of a day [default: now]
    #[arg(long, value_name = "SEQ|DATE", value_parser = report::as_of)]
    as_of: Option<vigie_service::AsOf>,
    /// The file to write [default: standard output]
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum ExportFormat {
    Json,
    Csv,
    Xlsx,
}

/// `vigie report`.
#[derive(Debug, clap::Args)]
struct ReportArgs {
    /// Slug of the cluster
    cluster: String,
    /// One KPI [default: all]
    #[arg(long, value_name = "KEY", value_parser = values::key)]
    kpi: Option<Key>,
    /// Granularity of the rows [default: each KPI's own]
    #[arg(long, value_enum)]
    by: Option<By>,
    /// First period [default: that of the first reading]
    #[arg(long, value_name = "PERIOD", value_parser = values::period)]
    from: Option<Period>,
    /// Last period [default: the last closed one]
    #[arg(long, value_name = "PERIOD", value_parser = values::period)]
    to: Option<Period>,
    /// The date that counts as today [default: today in the cluster's time zone]
    #[arg(long, value_name = "DATE", value_parser = values::date)]
    today: Option<NaiveDate>,
    /// What was known at a sequence number or at the end of a day [default: now]
    #[arg(long, value_name = "SEQ|DATE", value_parser = report::as_of)]
    as_of: Option<vigie_service::AsOf>,
    /// Name of the target set [default: each KPI's first]
    #[arg(long, value_name = "NAME")]
    set: Option<String>,
    /// Write a document for printing instead: charts, tables, definitions
    #[arg(long, value_name = "FILE")]
    pdf: Option<PathBuf>,
    /// Language of the document: en, fr or de [default: that of the terminal]
    #[arg(long, value_name = "LANG", value_parser = values::language, requires = "pdf")]
    language: Option<vigie_domain::Lang>,
}

#[derive(Clone, Copy, Debug, clap::ValueEnum)]
enum By {
    Month,
    Quarter,
    Half,
    Year,
}

/// Runs what was asked. Wrong usage has ended with 2 before.
pub fn main() -> ExitCode {
    let cli = Cli::parse();
    let runtime = match runtime() {
        Ok(runtime) => runtime,
        Err(error) => return Failure::from(error).report(),
    };
    match runtime.block_on(run(cli)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => failure.report(),
    }
}

/// Two workers: the database and the hashing of passwords have threads of their own, and each costs memory.
fn runtime() -> std::io::Result<tokio::runtime::Runtime> {
    tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .max_blocking_threads(32)
        .enable_all()
        .build()
}

async fn run(cli: Cli) -> Result<(), Failure> {
    let config = Config::from_env()?;
    let serves = matches!(cli.command, Command::Serve | Command::Demo);
    // A command speaks for itself; the log of what is underneath would only repeat it in other words.
    logs::start(if serves { &config.log } else { "off" });
    let out = Output { json: cli.json };
    let office = cli.office.as_deref();
    match cli.command {
        Command::Serve => serve::serve(&config).await,
        Command::Demo => demo::demo(&config, out.json).await,
        Command::Migrate => database::migrate(&config, out).await,
        Command::Backup { file } => database::backup(&config, &file, out).await,
        Command::Restore { file } => database::restore(&config, &file, out).await,
        Command::Verify => database::verify(&config, out).await,
        Command::Config(config::Command::Check) => config::check(&config, out).await,
        Command::Office(command) => offices::run(&config, command, out).await,
        Command::User(command) => accounts::run(&config, office, command, out).await,
        Command::Cluster(command) => clusters::run(&config, office, command, out).await,
        Command::Import(args) => transfer::import(&config, office, &args, out).await,
        Command::Export(args) => transfer::export(&config, office, &args, out).await,
        Command::Report(args) => report::run(&config, office, args, out).await,
        Command::Share(command) => shares::run(&config, office, command, out).await,
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    #[test]
    fn the_command_line_is_sound() {
        super::Cli::command().debug_assert();
    }
}
