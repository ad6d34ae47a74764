//! What answers where there is nothing, or nothing just now.

use leptos::prelude::*;
use vigie_domain::Lang;

use super::document::{Assets, unlisted};
use super::door::Door;
use super::render::html;
use crate::locale::t;

/// Wrong, expired, revoked and never issued look alike.
pub fn not_found(assets: &Assets, lang: Lang) -> String {
    refusal(assets, lang, t::public::missing_title(lang), t::public::missing_text(lang))
}

/// Too many requests, or a server that can't answer.
pub fn unavailable(assets: &Assets, lang: Lang) -> String {
    refusal(assets, lang, t::public::busy_title(lang), t::public::busy_text(lang))
}

fn refusal(assets: &Assets, lang: Lang, title: &str, text: &str) -> String {
    let (heading, says) = (title.to_owned(), text.to_owned());
    let body = html(lang, move || {
        view! {
            <Door>
                <h1>{heading}</h1>
                <p class="muted">{says}</p>
                <p class="onward"><a class="btn" href="/">{t::public::to_start(lang)}</a></p>
            </Door>
        }
    });
    unlisted(assets, lang, title, &body)
}
