//! The stable name of a KPI or cluster in files, formulas and addresses: `[a-z][a-z0-9]*(-[a-z0-9]+)*`, at most 64.

use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::problem::{Problem, ProblemCode};

pub const LONGEST: usize = 64;

/// Cheap to clone: a key is copied into every command, row and queue entry.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key(Arc<str>);

impl Key {
    pub fn parse(text: &str) -> Result<Key, Problem> {
        if is_key(text) {
            Ok(Key(text.into()))
        } else {
            Err(Problem::new(ProblemCode::KeyMalformed).with("text", text))
        }
    }

    /// A column header as a key: lower case, accents off, every other character a dash.
    pub fn from_header(header: &str) -> Result<Key, Problem> {
        let mut key = String::new();
        for c in header.chars().flat_map(char::to_lowercase) {
            match fold(c) {
                Some(folded) => key.push_str(folded),
                None if c.is_ascii_alphanumeric() => key.push(c),
                None if key.ends_with('-') => {}
                None => key.push('-'),
            }
        }
        let mut key = key.trim_matches('-');
        if key.len() > LONGEST {
            key = key[..LONGEST].trim_end_matches('-');
        }
        Key::parse(key).map_err(|_| Problem::new(ProblemCode::KeyMalformed).with("text", header))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

fn is_key(text: &str) -> bool {
    text.len() <= LONGEST
        && text.starts_with(|c: char| c.is_ascii_lowercase())
        && text.split('-').all(|part| {
            !part.is_empty() && part.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
        })
}

/// A lower-case letter without its accent; none for what is no accented Latin letter.
pub(crate) fn fold(c: char) -> Option<&'static str> {
    Some(match c {
        'à' | 'á' | 'â' | 'ã' | 'ä' | 'å' | 'ā' | 'ă' | 'ą' => "a",
        'æ' => "ae",
        'ç' | 'ć' | 'č' => "c",
        'ď' | 'đ' => "d",
        'è' | 'é' | 'ê' | 'ë' | 'ē' | 'ė' | 'ę' | 'ě' => "e",
        'ì' | 'í' | 'î' | 'ï' | 'ī' | 'į' => "i",
        'ł' => "l",
        'ñ' | 'ń' | 'ň' => "n",
        'ò' | 'ó' | 'ô' | 'õ' | 'ö' | 'ø' | 'ō' | 'ő' => "o",
        'œ' => "oe",
        'ř' => "r",
        'ś' | 'š' | 'ş' => "s",
        'ß' => "ss",
        'ť' | 'ţ' => "t",
        'ù' | 'ú' | 'û' | 'ü' | 'ū' | 'ů' | 'ű' => "u",
        'ý' | 'ÿ' => "y",
        'ź' | 'ż' | 'ž' => "z",
        // A combining accent after its letter (decomposed text) is dropped.
        '\u{300}'..='\u{36f}' => "",
        _ => return None,
    })
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Serialize for Key {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for Key {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Key, D::Error> {
        let text = String::deserialize(deserializer)?;
        Key::parse(&text).map_err(Problem::into_serde)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_written_form_is_a_key() {
        for good in ["a", "members-total", "a1-2b", &"x".repeat(64)] {
            assert!(Key::parse(good).is_ok(), "{good}");
        }
        for bad in ["", "A", "1a", "a-", "-a", "a--b", "a_b", "é", &"x".repeat(65)] {
            assert!(Key::parse(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn a_header_becomes_a_key() {
        let key = |header| Key::from_header(header).map(|key| key.to_string()).ok();
        assert_eq!(key("Adhérents (total)").as_deref(), Some("adherents-total"));
        assert_eq!(key("Größe  %").as_deref(), Some("grosse"));
        assert_eq!(key("e\u{301}tat").as_deref(), Some("etat"));
        assert_eq!(key("2026"), None);
        assert_eq!(key("%%"), None);
        assert_eq!(key(&"a b".repeat(60)).map(|k| k.len()), Some(64));
    }
}
