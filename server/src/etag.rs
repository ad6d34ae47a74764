//! A name for the bytes of an answer, so that it need not be sent twice.

use std::fmt::Write as _;

use axum::http::header::IF_NONE_MATCH;
use axum::http::{HeaderMap, HeaderValue};
use sha2::{Digest as _, Sha256};

/// Weak, because a compressing layer may change the bytes but not what they say.
pub fn of(bytes: &[u8]) -> HeaderValue {
    of_hash(&Sha256::digest(bytes), "")
}

/// The same for bytes whose hash is known; `form` tells two forms of them apart.
pub fn of_hash(hash: &[u8], form: &str) -> HeaderValue {
    let mut text = String::from("W/\"");
    for byte in hash.iter().take(12) {
        let _ = write!(text, "{byte:02x}");
    }
    let _ = write!(text, "{form}\"");
    HeaderValue::from_str(&text).unwrap_or(HeaderValue::from_static("W/\"\""))
}

/// Has the client these bytes already? A proxy may have made the tag strong or added others.
pub fn is_known(headers: &HeaderMap, tag: &HeaderValue) -> bool {
    let wanted = opaque(tag.to_str().unwrap_or_default());
    let known = headers.get_all(IF_NONE_MATCH).iter().filter_map(|value| value.to_str().ok());
    known.flat_map(|value| value.split(',')).any(|known| opaque(known) == wanted)
}

fn opaque(tag: &str) -> &str {
    let tag = tag.trim();
    tag.strip_prefix("W/").unwrap_or(tag)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_that_a_client_names() {
        let tag = of(b"page");
        let text = tag.to_str().expect("text").to_owned();
        for (header, known) in [
            (text.clone(), true),
            (text.replace("W/", ""), true),
            (format!("\"other\", {text}"), true),
            ("\"other\"".to_owned(), false),
            (String::new(), false),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert(IF_NONE_MATCH, header.parse().expect("header"));
            assert_eq!(is_known(&headers, &tag), known, "{header}");
        }
        assert!(!is_known(&HeaderMap::new(), &tag));
    }
}
