//! Why a use case was not carried out. Safe to show: what drivers say stays in the log.

use std::error::Error as StdError;

use vigie_domain::problem::{Problem, ProblemCode};
use vigie_store::StoreError;

#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Nobody is signed in with this session (any more), or e-mail and password do not fit.
    #[error("not signed in")]
    SignedOut,
    /// Does not exist, or is not for this person to see: the two answer alike.
    #[error("not found")]
    NotFound,
    /// May be seen but not done.
    #[error("not allowed")]
    Forbidden,
    /// What was sent has problems, each with its place.
    #[error("not valid")]
    Invalid(Vec<Problem>),
    /// Something else changed it in between.
    #[error("changed in between")]
    Conflict,
    /// Too many at once: try again a little later.
    #[error("too many at once")]
    TooMany,
    /// Other writers were not done in time; nothing was written.
    #[error("busy")]
    Busy,
    /// The database can't be reached or written just now; what was asked may be tried again.
    #[error("unavailable")]
    Unavailable,
    /// A fault of the program or a damaged database.
    #[error("internal error")]
    Internal(#[source] Box<dyn StdError + Send + Sync>),
}

pub type Result<T> = std::result::Result<T, Error>;

impl Error {
    pub(crate) fn problem(problem: Problem) -> Error {
        Error::Invalid(vec![problem])
    }

    /// A row that says what the domain does not know: named, so that it can be found.
    pub(crate) fn inconsistent(row: &str, why: impl std::fmt::Display) -> Error {
        let text = format!("inconsistency in row {row}: {why}");
        tracing::error!("{text}");
        Error::Internal(text.into())
    }

    pub fn internal(why: impl Into<Box<dyn StdError + Send + Sync>>) -> Error {
        let why = why.into();
        tracing::error!(error = %why, "internal error");
        Error::Internal(why)
    }
}

impl From<Problem> for Error {
    fn from(problem: Problem) -> Error {
        Error::problem(problem)
    }
}

impl From<StoreError> for Error {
    fn from(error: StoreError) -> Error {
        match error {
            StoreError::NotFound => Error::NotFound,
            StoreError::Conflict(field) if matches!(field, "email" | "slug" | "id") => {
                Error::problem(Problem::new(ProblemCode::Duplicate).at(field))
            }
            StoreError::Conflict(_) => Error::Conflict,
            StoreError::Busy(_) => Error::Busy,
            StoreError::Full(_) | StoreError::ReadOnly(_) | StoreError::Unavailable(_) => {
                tracing::warn!(error = &error as &dyn StdError, "the database can't be used");
                Error::Unavailable
            }
            error => Error::internal(error),
        }
    }
}

/// Nothing to refuse, or all of it at once.
pub(crate) fn refuse(problems: Vec<Problem>) -> Result<()> {
    if problems.is_empty() { Ok(()) } else { Err(Error::Invalid(problems)) }
}
