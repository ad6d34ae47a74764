//! Problems that only use cases have, in the domain's words. Made here so that each is worded once.

use vigie_domain::problem::{Problem, ProblemCode};

/// One of the most common passwords, or the e-mail address itself.
pub(crate) fn password_common() -> Problem {
    Problem::new(ProblemCode::FieldUnwanted).with("detail", "common-password").at("password")
}

pub(crate) fn missing(place: &str) -> Problem {
    Problem::new(ProblemCode::FieldMissing).at(place)
}

pub(crate) fn malformed(place: &str, text: &str) -> Problem {
    Problem::new(ProblemCode::FieldMalformed).with("text", text).at(place)
}

pub(crate) fn too_long(place: &str) -> Problem {
    Problem::new(ProblemCode::FieldTooLong).at(place)
}

pub(crate) fn duplicate(place: &str, text: &str) -> Problem {
    Problem::new(ProblemCode::Duplicate).with("text", text).at(place)
}

pub(crate) fn not_found(place: &str) -> Problem {
    Problem::new(ProblemCode::NotFound).at(place)
}

/// A file that can't be read as any of the forms that are taken; `detail` says which or why, as a stable word.
pub(crate) fn file(detail: &str) -> Problem {
    Problem::new(ProblemCode::FieldMalformed).with("detail", detail).at("file")
}
