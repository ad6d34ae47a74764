//! Arguments that are checked while they are parsed, so that a mistake is wrong usage.

use std::io::{BufRead as _, IsTerminal as _};

use chrono::NaiveDate;
use vigie_domain::{Key, Lang, Period};

use crate::failure::Failure;

/// A slug of a cluster or the key of a KPI.
pub fn key(text: &str) -> Result<Key, String> {
    Key::parse(text)
        .map_err(|_| "a name of a-z, 0-9 and -, beginning with a letter, at most 64 characters".to_owned())
}

pub fn slug(text: &str) -> Result<String, String> {
    key(text).map(|_| text.to_owned())
}

/// `2026`, `2026-H1`, `2026-Q3`, `2026-07`.
pub fn period(text: &str) -> Result<Period, String> {
    Period::parse(text).map_err(|_| "a period such as 2026, 2026-H1, 2026-Q3 or 2026-07".to_owned())
}

pub fn date(text: &str) -> Result<NaiveDate, String> {
    text.parse().map_err(|_| "a date such as 2026-07-31".to_owned())
}

/// A language Vigie speaks.
pub fn language(text: &str) -> Result<Lang, String> {
    crate::language::of_tag(text).ok_or_else(|| "Vigie speaks en, fr and de".to_owned())
}

/// The first line of standard input.
pub fn password() -> Result<String, Failure> {
    let input = std::io::stdin().lock();
    if input.is_terminal() {
        eprint!("Password (8 to 128 characters, shown while typed): ");
    }
    let line = input.lines().next().transpose()?;
    line.filter(|line| !line.is_empty())
        .ok_or_else(|| Failure::usage("the password is read from standard input, which was empty"))
}
