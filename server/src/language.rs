//! The language of a public page: what was asked for, else what was chosen before, else what the browser prefers.

use axum::http::header::{ACCEPT_LANGUAGE, SET_COOKIE};
use axum::http::{HeaderMap, HeaderValue, Uri};
use axum::response::Response;
use vigie_domain::Lang;

use crate::session;

/// `?lang=`, then the cookie `lang`, then `Accept-Language`; English for all others.
pub fn of_request(query: Option<&str>, headers: &HeaderMap) -> Lang {
    asked(query)
        .or_else(|| session::cookie(headers, "lang").and_then(of_tag))
        .or_else(|| headers.get(ACCEPT_LANGUAGE).and_then(|value| preferred(value.to_str().ok()?)))
        .unwrap_or(Lang::En)
}

/// Keeps what was asked for by `?lang=`, so that the next page is in it too.
pub fn remember(response: &mut Response, uri: &Uri) {
    let Some(lang) = asked(uri.query()) else { return };
    let text = format!("lang={}; Path=/; Max-Age=31536000; SameSite=Lax", lang.tag());
    if let Ok(value) = HeaderValue::from_str(&text) {
        response.headers_mut().append(SET_COOKIE, value);
    }
}

fn asked(query: Option<&str>) -> Option<Lang> {
    query.unwrap_or_default().split('&').find_map(|pair| pair.strip_prefix("lang=")).and_then(of_tag)
}

/// `fr`, `fr-CH`, `FR_fr.UTF-8`: the first part counts.
pub fn of_tag(tag: &str) -> Option<Lang> {
    match tag.split(['-', '_', '.']).next()?.trim().to_ascii_lowercase().as_str() {
        "en" => Some(Lang::En),
        "fr" => Some(Lang::Fr),
        "de" => Some(Lang::De),
        _ => None,
    }
}

/// The known language with the highest weight; of equal ones the first.
fn preferred(header: &str) -> Option<Lang> {
    let mut best: Option<(Lang, f32)> = None;
    for part in header.split(',').take(32) {
        let mut pieces = part.split(';');
        let Some(lang) = pieces.next().and_then(of_tag) else { continue };
        let weight = pieces
            .find_map(|piece| piece.trim().strip_prefix("q="))
            .map_or(1.0, |text| text.trim().parse::<f32>().unwrap_or(0.0));
        if weight > 0.0 && best.is_none_or(|(_, found)| weight > found) {
            best = Some((lang, weight));
        }
    }
    best.map(|(lang, _)| lang)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accept_language() {
        for (header, lang) in [
            ("fr-CH, fr;q=0.9, en;q=0.8, de;q=0.7, *;q=0.5", Some(Lang::Fr)),
            ("it, de;q=0.6, en;q=0.4", Some(Lang::De)),
            ("en;q=0, de", Some(Lang::De)),
            ("it", None),
            ("", None),
        ] {
            assert_eq!(preferred(header), lang, "{header}");
        }
    }
}
