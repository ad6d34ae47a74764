//! `/s/{token}/embed`: the dashboard or one of its cards inside of a page of its owner's choice. No program runs there.

use leptos::prelude::*;
use vigie_domain::Lang;
use vigie_service::{Opened, SharedBook};

use super::document::{Assets, Document};
use super::render::html;
use super::share::{self, Finished};
use crate::dashboards::view::{BoardView, CardView};
use crate::locale::{t, use_lang};
use crate::shares::page::Cover;

/// How the page around wants it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct EmbedLook {
    pub theme: Option<Theme>,
    /// Of a live share; a fixed one keeps its own.
    pub lang: Option<Lang>,
    /// The number of the only card, from 1.
    pub card: Option<usize>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Theme {
    Light,
    Dark,
}

/// `path`: `/s/{token}`. None where there is no such card, or what was kept can't be read.
pub fn embed(assets: &Assets, opened: &Opened, path: &str, look: EmbedLook) -> Option<String> {
    let Finished { cover, hue, cards, .. } = match opened {
        Opened::Live(shared) => live(shared, look)?,
        Opened::Fixed(page) => {
            let mut kept = share::kept(&page.body)?;
            if let Some(card) = look.card {
                kept.cards = kept.pieces.into_iter().nth(card.checked_sub(1)?)?;
            }
            Finished { pieces: Vec::new(), ..kept }
        }
    };
    let (lang, href) = (cover.lang, path.to_owned());
    let title = format!("{} · {}", cover.title, cover.cluster);
    let body = html(lang, move || {
        view! {
            <main class="embedded stack">
                <div class="stack loose" inner_html=cards></div>
                <Foot cluster=cover.cluster date=cover.date href/>
            </main>
        }
    });
    let theme = look.theme.map(|theme| match theme {
        Theme::Light => "light",
        Theme::Dark => "dark",
    });
    let document = Document {
        assets,
        lang,
        title: &title,
        description: None,
        preview: None,
        page: "embed",
        theme,
        hue,
        manifest: None,
        data: None,
        body: &body,
    };
    Some(document.write())
}

#[component]
fn Foot(cluster: String, date: String, href: String) -> impl IntoView {
    let lang = use_lang();
    view! {
        <footer class="row">
            <span>{cluster}" · "{t::shares::as_of(lang, date)}</span>
            <a class="push" href=href target="_blank" rel="noopener">{t::shares::embed_whole(lang)}</a>
        </footer>
    }
}

fn live(shared: &SharedBook, look: EmbedLook) -> Option<Finished> {
    let lang = look.lang.unwrap_or(shared.share.lang);
    let board = share::board(shared, lang, None);
    let cover = Cover { lang, ..share::cover(shared, &board) };
    let hue = shared.book.cluster.hue;
    let cards = match look.card {
        None => html(lang, move || view! { <BoardView board/> }),
        Some(number) => {
            let card = board.cards.into_iter().nth(number.checked_sub(1)?)?;
            html(lang, move || view! { <CardView card previous=board.previous/> })
        }
    };
    Some(Finished { cover, hue, cards, ..Finished::default() })
}
