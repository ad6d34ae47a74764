//! Opening the database for a command, and saying in one line why something did not work.

use vigie_app::locale::import_problem_text;
use vigie_domain::{Lang, Problem};
use vigie_service::{Caller, Edge, Error, Service};
use vigie_store::{OpenError, Options, Store};

use crate::config::Config;
use crate::failure::Failure;
use crate::language;

/// Opens the database, brought up to date; an SQLite file is made when there is none.
pub async fn open(config: &Config) -> Result<Service, Failure> {
    Service::open(&config.database_url, Edge::real()).await.map_err(not_opened)
}

/// Opens it as it is, or says why that can't be: makes nothing, changes nothing.
pub async fn look(config: &Config) -> Result<Store, Failure> {
    let options = Options { migrate: false, ..Options::default() };
    Store::open(&config.database_url, options).await.map_err(not_opened)
}

fn not_opened(error: OpenError) -> Failure {
    match error {
        // The variable is what the person can change.
        error @ OpenError::Address { .. } => Failure::failed(format!("VIGIE_DATABASE_URL: {error}")),
        error => Failure::failed(error.to_string()),
    }
}

/// The command line in the office it was asked for.
pub async fn program(service: &Service, office: Option<&str>) -> Result<Caller, Failure> {
    service.program("cli", office).await.map_err(|error| match (error, office) {
        (Error::Invalid(_), Some(name)) => {
            Failure::failed(format!("there is no single office {name}; see `vigie office list`"))
        }
        (Error::Invalid(_), None) => {
            Failure::usage("there are several offices; say which with --office NAME")
        }
        (error, _) => refused(error),
    })
}

/// What a use case refused, for the terminal. `NotFound` is said by the command, which knows what was looked for.
pub fn refused(error: Error) -> Failure {
    let line = match error {
        Error::Invalid(problems) => return problems_of(&problems, ""),
        Error::SignedOut | Error::Forbidden => "this is not allowed",
        Error::NotFound => "there is no such thing",
        Error::Conflict => "something else changed it in between; nothing was written",
        Error::TooMany | Error::Busy => "the database is busy; nothing was written, try again",
        Error::Unavailable => "the database can't be read or written just now",
        Error::Internal(_) => "an inconsistency in the database; `vigie verify` looks at it",
    };
    Failure::failed(line)
}

/// The same, where it is known what was looked for.
pub fn refused_or_missing(what: &str) -> impl FnOnce(Error) -> Failure + use<'_> {
    move |error| match error {
        Error::NotFound => Failure::failed(format!("there is no {what}")),
        error => refused(error),
    }
}

/// A line for each problem, the place in front, in the language of the terminal.
pub fn problems_of(problems: &[Problem], file: &str) -> Failure {
    let lang = lang();
    let lines = problems.iter().map(|problem| {
        let text = import_problem_text(lang, problem);
        [file, &problem.place, &text]
            .into_iter()
            .filter(|part| !part.is_empty())
            .collect::<Vec<_>>()
            .join(": ")
    });
    Failure::problems(lines.collect())
}

/// What the terminal speaks, as far as Vigie does.
#[allow(clippy::disallowed_methods, reason = "the edge: what the terminal speaks is known nowhere else")]
pub fn lang() -> Lang {
    ["LC_ALL", "LC_MESSAGES", "LANG"]
        .iter()
        .find_map(|name| std::env::var(name).ok().filter(|value| !value.is_empty()))
        .and_then(|value| language::of_tag(&value))
        .unwrap_or(Lang::En)
}
