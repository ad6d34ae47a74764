//! `/s/{token}`: a dashboard for whoever has the link.

use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use vigie_service::{DataSheet, Opened, SharedBook};

use super::document::{Assets, Document};
use super::render::html;
use crate::dashboards::board::{Audience, Board, Source};
use crate::dashboards::data;
use crate::dashboards::view::BoardView;
use crate::shares::page::{Cover, SharePage};

/// All that a page shows. Of a fixed share it is kept as it is, and so the page stays the same.
#[derive(Serialize, Deserialize)]
struct Finished {
    cover: Cover,
    hue: Option<u16>,
    /// Markup.
    cards: String,
    data: DataSheet,
}

/// The page of a fixed share, to be kept.
pub fn finished(shared: &SharedBook) -> String {
    let mut finished = of_book(shared);
    finished.cover.fixed = true;
    finished.data = data::sheet(shared);
    serde_json::to_string(&finished).unwrap_or_default()
}

/// `path`: `/s/{token}`. None where what was kept can't be read.
pub fn share(assets: &Assets, opened: &Opened, path: &str) -> Option<String> {
    let mut finished = match opened {
        Opened::Live(shared) => of_book(shared),
        Opened::Fixed(page) => serde_json::from_str(&page.body).ok()?,
    };
    if opened.share().with_data {
        finished.cover.data = format!("{path}/data");
    }
    let Finished { cover, hue, cards, .. } = finished;
    let data = serde_json::to_string(&cover).unwrap_or_default();
    let (lang, title) = (cover.lang, format!("{} · {}", cover.title, cover.cluster));
    let body = html(lang, move || view! { <SharePage cover cards/> });
    let document = Document {
        assets,
        lang,
        title: &title,
        description: None,
        page: "share",
        hue,
        data: Some(&data),
        body: &body,
    };
    Some(document.write())
}

/// The data that go with the page.
pub fn share_data(opened: &Opened) -> Option<DataSheet> {
    match opened {
        Opened::Live(shared) => Some(data::sheet(shared)),
        Opened::Fixed(page) => serde_json::from_str::<Finished>(&page.body).ok().map(|kept| kept.data),
    }
}

fn of_book(shared: &SharedBook) -> Finished {
    let share = &shared.share;
    let board = Board::of(&Source {
        book: &shared.book,
        dashboard: &shared.dashboard,
        keys: Some(&shared.keys),
        today: shared.today,
        lang: share.lang,
        set: share.set.as_deref(),
        audience: Audience::Link,
    });
    let cover = Cover {
        lang: share.lang,
        cluster: board.cluster.clone(),
        region: board.region.clone(),
        name: if share.name == board.title { String::new() } else { share.name.clone() },
        title: board.title.clone(),
        date: board.date.clone(),
        ..Cover::default()
    };
    let cards = html(share.lang, move || view! { <BoardView board/> });
    Finished { cover, hue: shared.book.cluster.hue, cards, data: DataSheet::default() }
}
