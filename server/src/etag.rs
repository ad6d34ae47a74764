//! A name for the bytes of an answer, so that it need not be sent twice.

use std::fmt::Write as _;

use axum::http::HeaderValue;
use sha2::{Digest as _, Sha256};

/// Weak, because a compressing layer may change the bytes but not what they say.
pub fn of(bytes: &[u8]) -> HeaderValue {
    let mut text = String::from("W/\"");
    for byte in Sha256::digest(bytes).iter().take(12) {
        let _ = write!(text, "{byte:02x}");
    }
    text.push('"');
    HeaderValue::from_str(&text).unwrap_or(HeaderValue::from_static("W/\"\""))
}
