//! `/s/{token}`: a dashboard for whoever has the link.

use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use vigie_domain::Lang;
use vigie_domain::dashboard::Narrow;
use vigie_service::{DataSheet, Opened, Picture, SharedBook};

use super::badge::Badge;
use super::document::{Assets, Card, Document};
use super::mark::mark;
use super::narrowed::{Choice, Narrowed, control};
use super::render::html;
use crate::compare::Side;
use crate::dashboards::board::{Audience, Board, Source};
use crate::dashboards::data;
use crate::dashboards::view::{BoardView, CardView};
use crate::locale::t;
use crate::paper::{self, Paper};
use crate::shares::page::{Cover, SharePage, Still};

/// All that a page shows. Of a fixed share it is kept as it is, and so the page stays the same.
#[derive(Default, Serialize, Deserialize)]
pub(super) struct Finished {
    pub cover: Cover,
    pub hue: Option<u16>,
    #[serde(default)]
    pub logo: Option<Picture>,
    /// Markup.
    pub cards: String,
    /// The same card by card, to be embedded alone.
    #[serde(default)]
    pub pieces: Vec<String>,
    /// What its reader can narrow it to; none of shares that were fixed before that could be. Of a live share without markup.
    #[serde(default)]
    pub narrowed: Vec<Narrowed>,
    #[serde(default)]
    pub badge: Badge,
    pub data: DataSheet,
    /// None of shares that were fixed before there were documents.
    #[serde(default)]
    pub paper: Option<Box<Paper>>,
}

pub(super) fn kept(body: &str) -> Option<Finished> {
    serde_json::from_str(body).ok()
}

/// The page of a fixed share, to be kept.
pub fn finished(shared: &SharedBook) -> String {
    let mut finished = of_book(shared, None).0;
    finished.cover.fixed = true;
    for narrowed in &mut finished.narrowed {
        narrowed.cards =
            Narrow::parse(&narrowed.choice.key).map(|narrow| cards(shared, narrow)).unwrap_or_default();
    }
    finished.data = data::sheet(shared);
    finished.paper = Some(Box::new(paper::of_share(shared)));
    let board = board(shared, shared.share.lang, None);
    finished.badge = Badge::of(shared.share.lang, &board);
    let piece = |card| {
        let previous = board.previous.clone();
        html(shared.share.lang, move || view! { <CardView card previous/> })
    };
    finished.pieces = board.cards.into_iter().map(piece).collect();
    serde_json::to_string(&finished).unwrap_or_default()
}

/// Where a share is.
pub struct Link {
    /// The public address of the server.
    pub origin: String,
    /// `/s/{token}`
    pub path: String,
}

/// The page of a share, and what its reader can narrow it to.
pub struct Written {
    pub html: String,
    pub narrows: Vec<Narrow>,
}

/// None where what was kept can't be read. `narrow`: what is none of its own choices shows the whole.
pub fn share(assets: &Assets, opened: &Opened, link: &Link, narrow: Option<Narrow>) -> Option<Written> {
    let Link { origin, path } = link;
    let (mut finished, chosen) = match opened {
        Opened::Live(shared) => of_book(shared, narrow),
        Opened::Fixed(page) => kept(&page.body)?.only(narrow),
    };
    if opened.share().with_data {
        finished.cover.data = format!("{path}/data");
    }
    let Finished { mut cover, hue, logo, cards, narrowed, badge, paper, .. } = finished;
    // A share that was fixed before there were documents has none.
    let has_paper = matches!(opened, Opened::Live(_)) || paper.is_some();
    if has_paper {
        cover.pdf = format!("{path}/report.pdf");
    }
    let data = serde_json::to_string(&cover).unwrap_or_default();
    let choices: Vec<Choice> = narrowed.into_iter().map(|narrowed| narrowed.choice).collect();
    let has_files = !cover.pdf.is_empty() || !cover.data.is_empty();
    let narrows = control(cover.lang, &choices, chosen.as_deref(), has_files);
    let (lang, title) = (cover.lang, format!("{} · {}", cover.title, cover.cluster));
    let as_of = t::shares::as_of(lang, &cover.date);
    let said = match badge.standing() {
        Some(standing) => format!("{standing} · {as_of}"),
        None => as_of,
    };
    let image = format!("{origin}{path}/preview.png");
    // Behind a password nothing is said to who was not asked for it.
    let preview = (has_paper && !opened.share().has_password).then_some(Card { text: &said, image: &image });
    let still = Still { mark: mark(&cover.cluster, logo.as_ref()), cards, narrows };
    let body = html(lang, move || view! { <SharePage cover still/> });
    // A copy on the device would open without the password.
    let manifest = (!opened.share().has_password).then(|| format!("{path}/manifest.webmanifest"));
    let document = Document {
        assets,
        lang,
        title: &title,
        description: None,
        preview,
        page: "share",
        theme: None,
        hue,
        manifest: manifest.as_deref(),
        data: Some(&data),
        body: &body,
    };
    let narrows = choices.iter().filter_map(|choice| Narrow::parse(&choice.key)).collect();
    Some(Written { html: document.write(), narrows })
}

/// The data that go with the page.
pub fn share_data(opened: &Opened) -> Option<DataSheet> {
    match opened {
        Opened::Live(shared) => Some(data::sheet(shared)),
        Opened::Fixed(page) => kept(&page.body).map(|kept| kept.data),
    }
}

/// The page as a document; none where nothing of it was kept.
pub fn share_paper(opened: &Opened) -> Option<Paper> {
    match opened {
        Opened::Live(shared) => Some(paper::of_share(shared)),
        Opened::Fixed(page) => kept(&page.body)?.paper.map(|paper| *paper),
    }
}

pub(super) fn board(shared: &SharedBook, lang: Lang, narrow: Option<Narrow>) -> Board {
    let beside: Vec<Side<'_>> = shared.beside.iter().map(|book| Side { book, today: shared.today }).collect();
    Board::of(&Source {
        book: &shared.book,
        dashboard: &shared.dashboard,
        keys: Some(&shared.keys),
        today: shared.today,
        lang,
        set: shared.share.set.as_deref(),
        audience: Audience::Link,
        beside: &beside,
        only: narrow.map(|narrow| narrow.months(shared.today, shared.book.fy())),
    })
}

pub(super) fn cover(shared: &SharedBook, board: &Board) -> Cover {
    let name = &shared.share.name;
    Cover {
        lang: shared.share.lang,
        cluster: board.cluster.clone(),
        region: board.region.clone(),
        name: if *name == board.title { String::new() } else { name.clone() },
        title: board.title.clone(),
        date: board.date.clone(),
        set: shared.set().unwrap_or_default().to_owned(),
        ..Cover::default()
    }
}

/// With the key of what it is narrowed to.
fn of_book(shared: &SharedBook, narrow: Option<Narrow>) -> (Finished, Option<String>) {
    let lang = shared.share.lang;
    let narrowed = narrow.map(|narrow| (narrow, board(shared, lang, Some(narrow))));
    let (narrow, board) = match narrowed.filter(|(narrow, board)| board.narrows.contains(narrow)) {
        Some((narrow, board)) => (Some(narrow), board),
        None => (None, board(shared, lang, None)),
    };
    let cover = cover(shared, &board);
    let badge = Badge::of(lang, &board);
    let choices = board.narrows.iter().map(|narrow| Choice::of(shared, *narrow));
    let narrowed = choices.map(|choice| Narrowed { choice, cards: String::new() }).collect();
    let cards = html(lang, move || view! { <BoardView board/> });
    let (hue, logo) = (shared.book.cluster.hue, shared.small_logo.clone());
    let finished = Finished { cover, hue, logo, cards, narrowed, badge, ..Finished::default() };
    (finished, narrow.map(|narrow| narrow.to_string()))
}

fn cards(shared: &SharedBook, narrow: Narrow) -> String {
    let board = board(shared, shared.share.lang, Some(narrow));
    html(shared.share.lang, move || view! { <BoardView board/> })
}

impl Finished {
    /// What was written when it was made, and the key of what it is narrowed to.
    fn only(mut self, narrow: Option<Narrow>) -> (Finished, Option<String>) {
        let key = narrow.map(|narrow| narrow.to_string());
        let found = self.narrowed.iter_mut().find(|narrowed| Some(&narrowed.choice.key) == key.as_ref());
        let Some(found) = found else { return (self, None) };
        self.cards = std::mem::take(&mut found.cards);
        (self, key)
    }
}
