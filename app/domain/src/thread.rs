//! The thread of a KPI: messages of the team, with people named in them. A person is named by id, so that a message follows
//! a change of name and keeps nothing of who was erased.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::key::Key;
use crate::problem::{Problem, ProblemCode};

const LONGEST: usize = 4000;

/// As it stands now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Message {
    pub id: Uuid,
    /// The change that gave it this text: what is newer than what somebody has read.
    pub seq: u64,
    pub kpi: Key,
    /// With people as `@[id]`.
    pub text: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<Uuid>,
    pub at: DateTime<Utc>,
    /// Amended since it was said.
    #[serde(default, skip_serializing_if = "crate::defaults::is_default")]
    pub amended: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part<'a> {
    Text(&'a str),
    Person(Uuid),
}

/// The text in its parts.
pub fn parts(text: &str) -> Vec<Part<'_>> {
    let mut parts = Vec::new();
    let mut plain = 0;
    for (at, _) in text.match_indices("@[") {
        let inside = &text[at + 2..];
        let person = inside.find(']').and_then(|end| Some((Uuid::parse_str(inside.get(..end)?).ok()?, end)));
        if let Some((person, end)) = person {
            if plain < at {
                parts.push(Part::Text(&text[plain..at]));
            }
            parts.push(Part::Person(person));
            plain = at + 2 + end + 1;
        }
    }
    if plain < text.len() {
        parts.push(Part::Text(&text[plain..]));
    }
    parts
}

/// How a person is named in a text.
pub fn named(person: Uuid) -> String {
    format!("@[{person}]")
}

/// Who is named.
pub fn mentioned(text: &str) -> impl Iterator<Item = Uuid> {
    parts(text).into_iter().filter_map(|part| match part {
        Part::Person(person) => Some(person),
        Part::Text(_) => None,
    })
}

/// The text to keep, or why it is none.
pub fn check(text: &str) -> Result<String, Problem> {
    let text = text.trim();
    if text.is_empty() {
        return Err(Problem::new(ProblemCode::MessageEmpty).at("text"));
    }
    if text.chars().count() > LONGEST {
        return Err(Problem::new(ProblemCode::FieldTooLong).at("text"));
    }
    Ok(text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    const ADA: Uuid = Uuid::from_u128(0xada);

    #[test]
    fn people_are_found_in_a_text() {
        let ada = named(ADA);
        for (text, expected) in [
            ("plain".to_owned(), vec![Part::Text("plain")]),
            (ada.clone(), vec![Part::Person(ADA)]),
            (
                format!("é {ada}, {ada} ?"),
                vec![
                    Part::Text("é "),
                    Part::Person(ADA),
                    Part::Text(", "),
                    Part::Person(ADA),
                    Part::Text(" ?"),
                ],
            ),
            ("a@[b] @[".to_owned(), vec![Part::Text("a@[b] @[")]),
            (format!("@[{ada}"), vec![Part::Text("@["), Part::Person(ADA)]),
            (String::new(), vec![]),
        ] {
            assert_eq!(parts(&text), expected, "{text}");
        }
        assert_eq!(mentioned(&format!("{ada} and {ada}")).collect::<Vec<_>>(), [ADA, ADA]);
    }

    #[test]
    fn a_message_says_something() {
        let code = |text: &str| check(text).map_err(|problem| problem.code);
        assert_eq!(code(" a\n"), Ok("a".to_owned()));
        assert_eq!(code(" \n"), Err(ProblemCode::MessageEmpty));
        assert_eq!(code(&"x".repeat(LONGEST + 1)), Err(ProblemCode::FieldTooLong));
    }
}
