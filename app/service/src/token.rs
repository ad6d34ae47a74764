//! Secrets that are handed out once and kept only as a hash: sessions, shares, the first run.

use std::fmt;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest, Sha256};

use crate::edge::Edge;

/// 256 random bits as 43 characters that fit into an address. Never shown by `Debug`, which gets into logs.
#[derive(Clone, PartialEq, Eq)]
pub struct Token(String);

impl Token {
    pub(crate) fn new(edge: &Edge) -> Token {
        let mut bytes = [0; 32];
        (edge.random)(&mut bytes);
        Token(URL_SAFE_NO_PAD.encode(bytes))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    pub(crate) fn hash(&self) -> String {
        hash(&self.0)
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token(…)")
    }
}

impl From<Token> for String {
    fn from(token: Token) -> String {
        token.0
    }
}

/// SHA-256 in hexadecimal. Enough for 256 random bits; passwords get a slow hash (`accounts::password`).
pub(crate) fn hash(text: &str) -> String {
    hash_bytes(text.as_bytes())
}

pub(crate) fn hash_bytes(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The hash of what may be a token; none for what can't be one, so that no lookup is spent on it.
pub(crate) fn hash_of(text: &str) -> Option<String> {
    let fits = text.len() == 43 && text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_');
    fits.then(|| hash(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_43_characters_and_never_the_same() {
        let edge = Edge::real();
        let tokens: std::collections::BTreeSet<_> =
            (0..100).map(|_| String::from(Token::new(&edge))).collect();
        assert_eq!(tokens.len(), 100);
        assert!(tokens.iter().all(|token| token.len() == 43 && hash_of(token).is_some()));
        assert_eq!(hash_of(":token"), None);
        assert_eq!(format!("{:?}", Token::new(&edge)), "Token(…)");
    }
}
