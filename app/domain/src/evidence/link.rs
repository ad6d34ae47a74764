//! The address of a link: one that a browser opens and never one that it runs.

use super::LONGEST_URL;
use crate::problem::{Problem, ProblemCode};

/// `http` or `https` and a host. Everything else (`javascript:`, `data:`, `file:`, an address without a scheme, one with
/// a password) is refused.
pub fn check(url: &str) -> Result<String, Problem> {
    let url = url.trim();
    let malformed = || Problem::new(ProblemCode::LinkMalformed);
    if url.chars().count() > LONGEST_URL {
        return Err(Problem::new(ProblemCode::FieldTooLong));
    }
    let lower = url.to_ascii_lowercase();
    let rest =
        lower.strip_prefix("https://").or_else(|| lower.strip_prefix("http://")).ok_or_else(malformed)?;
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let host = authority.rsplit_once(':').map_or(authority, |(host, _)| host);
    let strange = |c: char| c.is_whitespace() || c.is_control() || matches!(c, '<' | '>' | '"' | '\\' | '`');
    if host.is_empty()
        || authority.contains('@')
        || url.contains(strange)
        || url.contains(super::media::turns)
    {
        return Err(malformed());
    }
    Ok(url.to_owned())
}
