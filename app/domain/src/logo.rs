//! The cluster's own logo, by what it is called. Its bytes are no part of what is measured: they lie beside it, and only a
//! cluster file has them with it.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::problem::{Problem, ProblemCode};

/// Bytes of a file that may become a logo.
pub const LARGEST: usize = 2 * 1024 * 1024;

/// How the address of a picture that stands whole in a text begins.
const WHOLE: &str = "data:";
/// Behind the hash of one that needs a dark ground.
const ON_DARK: &str = " dark";

/// One text: `data:image/png;base64,…`, or 64 hexadecimal digits and ` dark` where it is to stand on a dark ground.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Logo {
    /// The picture itself, as a cluster file has it.
    Whole(String),
    /// What the cluster keeps, by the SHA-256 of its PNG.
    Kept {
        sha256: String,
        /// It is too light to be seen on white.
        on_dark: bool,
    },
}

impl Logo {
    /// [`ProblemCode::FieldMalformed`] for any other text.
    pub fn parse(text: &str) -> Result<Logo, Problem> {
        if text.starts_with(WHOLE) {
            return Ok(Logo::Whole(text.to_owned()));
        }
        let (sha256, on_dark) = match text.strip_suffix(ON_DARK) {
            Some(sha256) => (sha256, true),
            None => (text, false),
        };
        let is_hash = sha256.len() == 64 && sha256.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
        match is_hash {
            true => Ok(Logo::Kept { sha256: sha256.to_owned(), on_dark }),
            false => Err(Problem::new(ProblemCode::FieldMalformed)),
        }
    }
}

impl Serialize for Logo {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Logo::Whole(text) => serializer.serialize_str(text),
            Logo::Kept { sha256, on_dark: false } => serializer.serialize_str(sha256),
            Logo::Kept { sha256, on_dark: true } => {
                serializer.collect_str(&format_args!("{sha256}{ON_DARK}"))
            }
        }
    }
}

impl<'de> Deserialize<'de> for Logo {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Logo, D::Error> {
        Logo::parse(&String::deserialize(deserializer)?).map_err(Problem::into_serde)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_logo_is_one_text() {
        let hash = "0123456789abcdef".repeat(4);
        let kept = |on_dark| Logo::Kept { sha256: hash.clone(), on_dark };
        let cases = [
            (hash.clone(), Some(kept(false))),
            (format!("{hash} dark"), Some(kept(true))),
            (
                "data:image/png;base64,AAAA".to_owned(),
                Some(Logo::Whole("data:image/png;base64,AAAA".to_owned())),
            ),
            (String::new(), None),
            (hash.to_uppercase(), None),
            (format!("{hash}dark"), None),
            ("https://alpes.example/logo.png".to_owned(), None),
        ];
        for (text, logo) in cases {
            assert_eq!(Logo::parse(&text).ok(), logo, "{text}");
            let json = serde_json::to_string(&text).expect("json");
            assert_eq!(serde_json::from_str(&json).ok(), logo, "{text}");
            if let Some(logo) = logo {
                assert_eq!(serde_json::to_string(&logo).expect("json"), json);
            }
        }
    }
}
