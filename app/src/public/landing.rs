//! `/` for who is not signed in: what Vigie is, and the way in.

use leptos::prelude::*;
use vigie_domain::Lang;

use super::document::{Assets, plain};
use super::door::{Horizon, Languages, Logo};
use super::render::html;
use crate::locale::t;
use crate::ui::{Glyph, Icon};

pub fn landing(assets: &Assets, lang: Lang) -> String {
    let title = t::public::landing_title(lang);
    let points = [
        (Glyph::Target, t::public::landing_measure(lang), t::public::landing_measure_text(lang)),
        (Glyph::Record, t::public::landing_record(lang), t::public::landing_record_text(lang)),
        (Glyph::Share, t::public::landing_share(lang), t::public::landing_share_text(lang)),
    ];
    let body = html(lang, move || {
        let points = points.map(|(glyph, title, text)| {
            view! {
                <li class="card pad stack tight">
                    <Icon glyph/>
                    <h2>{title}</h2>
                    <p class="muted">{text}</p>
                </li>
            }
        });
        view! {
            <div class="public landing">
                <Horizon/>
                <a class="skip" href="#main">{t::common::skip(lang)}</a>
                <header class="public-head">
                    <span class="brand"><Logo/>"Vigie"</span>
                    <a class="btn push" href="/login">{t::public::login_button(lang)}</a>
                </header>
                <main class="main" id="main">
                    <header class="hero">
                        <div>
                            <h1>{title}</h1>
                            <p class="lede">{t::public::landing_lede(lang)}</p>
                        </div>
                    </header>
                    <ul class="cards">{points.into_iter().collect_view()}</ul>
                </main>
                <footer class="public-foot"><Languages/></footer>
            </div>
        }
    });
    plain(assets, lang, title, &body)
}
