//! The one error of the wire: what a server function answers when it can't do what was asked.

use leptos::server_fn::codec::JsonEncoding;
use leptos::server_fn::error::{FromServerFnError, ServerFnErrorErr};
use serde::{Deserialize, Serialize};
use vigie_domain::{Lang, Problem};

use crate::locale::{problem_text, t};

/// Typed, with no driver text inside: safe to show and to store.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "error", content = "detail")]
pub enum AppError {
    /// Nobody is signed in (any more).
    SignedOut,
    /// Does not exist, or is not for this person: the two answer alike.
    NotFound,
    /// May be seen, but not done, by this person.
    Forbidden,
    /// What was sent has problems, each with its place.
    Invalid(Vec<Problem>),
    /// Something else changed it in between.
    Conflict,
    /// The server can't write just now (busy, disk full, read only).
    Unavailable,
    /// The server was not reached.
    Offline,
    /// What was sent could not be read at all.
    Malformed,
    /// An answer that was not understood.
    Unexpected,
}

impl AppError {
    /// In the reader's words, a whole sentence.
    pub fn text(&self, lang: Lang) -> String {
        match self {
            Self::SignedOut => t::errors::signed_out(lang).to_owned(),
            Self::NotFound => t::errors::not_found(lang).to_owned(),
            Self::Forbidden => t::errors::forbidden(lang).to_owned(),
            Self::Malformed => t::errors::unexpected(lang).to_owned(),
            Self::Invalid(problems) => match problems.first() {
                Some(problem) => problem_text(lang, problem),
                None => t::errors::unexpected(lang).to_owned(),
            },
            Self::Conflict => t::errors::conflict(lang).to_owned(),
            Self::Unavailable => t::errors::unavailable(lang).to_owned(),
            Self::Offline => t::errors::offline(lang).to_owned(),
            Self::Unexpected => t::errors::unexpected(lang).to_owned(),
        }
    }
}

impl std::fmt::Display for AppError {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str(&self.text(Lang::En))
    }
}

impl std::error::Error for AppError {}

impl FromServerFnError for AppError {
    type Encoder = JsonEncoding;

    fn from_server_fn_error(error: ServerFnErrorErr) -> Self {
        match error {
            ServerFnErrorErr::Request(_) => Self::Offline,
            ServerFnErrorErr::Args(_) | ServerFnErrorErr::MissingArg(_) => Self::Malformed,
            // On the server it is the question that can't be read, in the browser the answer.
            #[cfg(feature = "ssr")]
            ServerFnErrorErr::Deserialization(_) => Self::Malformed,
            _ => Self::Unexpected,
        }
    }
}
