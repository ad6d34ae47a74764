//! What is wrong, as a value: where, a stable code, and the facts of the message. The texts live in the locales.

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

pub use crate::problem_code::ProblemCode;

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// Such as `kpis[2].formula`; empty where the value itself is all there is.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub place: String,
    pub code: ProblemCode,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub args: BTreeMap<String, String>,
}

/// Between the code and the arguments in the one string a serde error can carry.
const MARK: char = '\u{1f}';

impl Problem {
    pub fn new(code: ProblemCode) -> Problem {
        Problem { place: String::new(), code, args: BTreeMap::new() }
    }

    pub fn at(mut self, place: impl Into<String>) -> Problem {
        self.place = place.into();
        self
    }

    pub fn with(mut self, name: &str, value: impl fmt::Display) -> Problem {
        self.args.insert(name.to_owned(), value.to_string());
        self
    }

    /// The same problem seen from outside: `formula` within `kpis[2]` is `kpis[2].formula`.
    pub fn within(mut self, outer: &str) -> Problem {
        self.place = match (outer, self.place.as_str()) {
            (outer, "") => outer.to_owned(),
            ("", inner) => inner.to_owned(),
            (outer, inner) if inner.starts_with('[') => format!("{outer}{inner}"),
            (outer, inner) => format!("{outer}.{inner}"),
        };
        self
    }

    /// Carries code and arguments through a serde error, which is only text.
    pub(crate) fn into_serde<E: serde::de::Error>(self) -> E {
        let mut text = format!("{MARK}{}", self.code.as_str());
        // The place within is carried as an argument without a name.
        let place = Some(("", &self.place)).filter(|(_, place)| !place.is_empty());
        for (name, value) in
            place.into_iter().chain(self.args.iter().map(|(name, value)| (name.as_str(), value)))
        {
            text.push(MARK);
            text.push_str(name);
            text.push(MARK);
            text.push_str(value);
        }
        text.push(MARK);
        E::custom(text)
    }

    /// The way back from `into_serde`; what serde says itself is kept as the detail of a general code.
    pub(crate) fn from_serde(message: &str) -> Problem {
        let mut parts = message.split(MARK).skip(1);
        let Some(code) = parts.next().and_then(ProblemCode::parse) else {
            return Problem::new(general(message)).with("detail", message);
        };
        let mut problem = Problem::new(code);
        while let (Some(name), Some(value)) = (parts.next(), parts.next()) {
            problem = if name.is_empty() { problem.at(value) } else { problem.with(name, value) };
        }
        problem
    }
}

fn general(message: &str) -> ProblemCode {
    if message.starts_with("unknown field") || message.starts_with("unknown variant") {
        ProblemCode::FieldUnknown
    } else if message.starts_with("missing field") {
        ProblemCode::FieldMissing
    } else {
        ProblemCode::FieldMalformed
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.place.is_empty() {
            write!(f, "{}: ", self.place)?;
        }
        f.write_str(self.code.as_str())?;
        for (name, value) in &self.args {
            write!(f, " {name}={value}")?;
        }
        Ok(())
    }
}

impl std::error::Error for Problem {}

impl Serialize for ProblemCode {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for ProblemCode {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<ProblemCode, D::Error> {
        let text = String::deserialize(deserializer)?;
        Ok(ProblemCode::parse(&text).unwrap_or(ProblemCode::Unknown))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_seen_from_outside() {
        let problem =
            Problem::new(ProblemCode::NumberEmpty).at("value").within("points[1]").within("targets[0]");
        assert_eq!(problem.place, "targets[0].points[1].value");
    }

    #[test]
    fn every_code_has_its_own_text() {
        let mut texts: Vec<_> = ProblemCode::ALL.iter().map(|code| code.as_str()).collect();
        assert!(ProblemCode::ALL.iter().all(|code| ProblemCode::parse(code.as_str()) == Some(*code)));
        texts.sort_unstable();
        texts.dedup();
        assert_eq!(texts.len(), ProblemCode::ALL.len());
    }
}
