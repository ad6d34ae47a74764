//! What a link opens: whose figures, which dashboard, of which day, then its cards.
//!
//! The cards stand in the page as they came from the server and are not built again in the browser: nothing on them
//! changes there, and so their figures are sent once, not once as markup and once as data. What comes alive are the
//! buttons and the reading of charts (`alive`, `pointer`).

use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use vigie_domain::Lang;

use crate::locale::{t, use_lang};
use crate::ui::{Glyph, Icon};

/// The id of the data in the page's head.
pub const DATA: &str = "data";

/// The texts around the cards; sent along for the browser.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cover {
    pub lang: Lang,
    pub cluster: String,
    pub region: String,
    /// Of the dashboard.
    pub title: String,
    /// Of the share, where it has another.
    pub name: String,
    /// As it is read.
    pub date: String,
    /// The target set by whose colours it is seen; empty: each KPI's own.
    #[serde(default)]
    pub set: String,
    /// It shows that day for ever.
    #[serde(default)]
    pub fixed: bool,
    /// Below which address the data are; empty: they do not go with it.
    #[serde(default)]
    pub data: String,
    /// Where it is as a document; empty: it is none.
    #[serde(default)]
    pub pdf: String,
}

/// Markup that came from the server and stands in the browser already: empty there.
#[derive(Clone, Debug, Default)]
pub struct Still {
    /// The cluster's logo, or its initials.
    pub mark: String,
    /// The board.
    pub cards: String,
    /// What it can be narrowed to.
    pub narrows: String,
}

#[component]
pub fn SharePage(cover: Cover, still: Still) -> impl IntoView {
    let lang = use_lang();
    let alive = RwSignal::new(false);
    Effect::new(move |_| alive.set(true));
    let Cover { cluster, region, title, name, date, set, fixed, data, pdf, .. } = cover;
    let Still { mark, cards, narrows } = still;
    let above = if name.is_empty() { region } else { name };
    view! {
        <div class="public share-page">
            <a class="skip" href="#main">{t::common::skip(lang)}</a>
            <header class="public-head">
                <span class="row">
                    <span class="own-mark" inner_html=mark></span>
                    <b>{cluster}</b>
                </span>
                <nav class="row push" class:waiting=move || !alive.get() aria-label=t::shares::page(lang)>
                    <button type="button" class="btn quiet small" on:click=|_| switch_theme()>
                        <Icon glyph=Glyph::Moon small=true/>
                        <span>{t::shares::theme(lang)}</span>
                    </button>
                    <button type="button" class="btn quiet small" on:click=|_| print()>
                        <Icon glyph=Glyph::Print small=true/>
                        <span>{t::shares::print(lang)}</span>
                    </button>
                    {document(pdf)}
                </nav>
            </header>
            <main class="main" id="main">
                <header class="hero">
                    <div>
                        <p class="eyebrow">{above}</p>
                        <h1>{title}</h1>
                        <p class="copy-of" role="status">{t::shares::page_copy(lang, &date)}</p>
                        <p class="lede">{if fixed { t::shares::page_fixed(lang, &date) } else { t::shares::page_lede(lang, &date) }}</p>
                        {(!set.is_empty()).then(|| view! { <p class="hint">{t::shares::page_set(lang, &set)}</p> })}
                        <div class="narrows" inner_html=narrows></div>
                    </div>
                </header>
                <div class="stack loose" inner_html=cards></div>
                <Data at=data/>
            </main>
            <footer class="public-foot">
                <span class="row">
                    <Icon glyph=Glyph::Calendar small=true/>
                    {t::shares::as_of(lang, &date)}
                </span>
                <span>{t::shares::differences(lang)}</span>
                <span class="push">{t::shares::made_with(lang)}</span>
            </footer>
        </div>
    }
}

/// The same on paper.
fn document(href: String) -> Option<AnyView> {
    let lang = use_lang();
    let link = view! {
        <a class="btn quiet small" href=href.clone() download rel="nofollow" title=t::paper::pdf_hint(lang)>
            <Icon glyph=Glyph::Download small=true/>
            <span>"PDF"</span>
        </a>
    };
    (!href.is_empty()).then(|| link.into_any())
}

/// The figures to take along.
#[component]
fn Data(at: String) -> impl IntoView {
    let lang = use_lang();
    (!at.is_empty()).then(|| {
        view! {
            <section class="card row take-along" aria-label=t::shares::data_take(lang)>
                <p class="grow">{t::shares::data_text(lang)}</p>
                <a class="btn small" href=format!("{at}.xlsx") download rel="nofollow"><Icon glyph=Glyph::Download small=true/>"Excel"</a>
                <a class="btn small" href=format!("{at}.csv") download rel="nofollow"><Icon glyph=Glyph::Download small=true/>"CSV"</a>
            </section>
        }
    })
}

#[cfg(feature = "hydrate")]
use super::alive::print;
#[cfg(feature = "hydrate")]
use crate::ui::switch_theme;

/// Without a browser there is nobody to press.
#[cfg(not(feature = "hydrate"))]
fn print() {}

#[cfg(not(feature = "hydrate"))]
fn switch_theme() {}
