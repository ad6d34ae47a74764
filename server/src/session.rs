//! The session cookie. Its value is a random token; who it belongs to only the service knows.

use axum::http::header::{COOKIE, SET_COOKIE};
use axum::http::{HeaderMap, HeaderValue};

/// The server ends a session 30 days after it was last used; the browser keeps the cookie as long as it may, so that
/// using it need not set it again each time.
const DAYS: u32 = 400;

/// How cookies are written here: with a public https address they are bound to it, on plain http (loopback) a
/// browser would refuse that.
#[derive(Clone, Copy, Debug)]
pub struct Cookies {
    pub https: bool,
}

impl Cookies {
    fn name(self) -> &'static str {
        if self.https { "__Host-vigie" } else { "vigie" }
    }

    /// The token a request carries.
    pub fn token(self, headers: &HeaderMap) -> Option<&str> {
        cookie(headers, self.name()).filter(|token| !token.is_empty())
    }

    /// After signing in.
    pub fn set(self, headers: &mut HeaderMap, token: &str) {
        self.write(headers, token, DAYS * 24 * 60 * 60);
    }

    /// After signing out.
    pub fn clear(self, headers: &mut HeaderMap) {
        self.write(headers, "", 0);
    }

    fn write(self, headers: &mut HeaderMap, value: &str, seconds: u32) {
        let secure = if self.https { "; Secure" } else { "" };
        let text =
            format!("{}={value}; Path=/; Max-Age={seconds}; HttpOnly; SameSite=Lax{secure}", self.name());
        if let Ok(value) = HeaderValue::from_str(&text) {
            headers.append(SET_COOKIE, value);
        }
    }
}

/// The value of one cookie.
pub fn cookie<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers
        .get_all(COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .find_map(|pair| pair.trim().strip_prefix(name)?.strip_prefix('='))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn written_and_read() {
        for (https, text) in [
            (true, "__Host-vigie=abc; Path=/; Max-Age=34560000; HttpOnly; SameSite=Lax; Secure"),
            (false, "vigie=abc; Path=/; Max-Age=34560000; HttpOnly; SameSite=Lax"),
        ] {
            let mut headers = HeaderMap::new();
            Cookies { https }.set(&mut headers, "abc");
            assert_eq!(headers[SET_COOKIE], text);
        }
        let mut headers = HeaderMap::new();
        headers.insert(COOKIE, HeaderValue::from_static("vigie2=no; vigie=abc; lang=fr"));
        assert_eq!(Cookies { https: false }.token(&headers), Some("abc"));
        assert_eq!(
            Cookies { https: true }.token(&headers),
            None,
            "a plain cookie is not taken for the bound one"
        );
    }
}
