//! `/s/{token}`: a dashboard for whoever has the link.

use leptos::prelude::*;
use vigie_service::SharedBook;

use super::document::{Assets, Document};
use super::render::html;
use crate::dashboards::board::{Audience, Board, Source};
use crate::dashboards::view::BoardView;
use crate::shares::page::{Cover, SharePage};

pub fn share(assets: &Assets, shared: &SharedBook) -> String {
    let share = &shared.share;
    let mut dashboard = shared.dashboard.clone();
    // What the share fixes comes before what the dashboard says.
    dashboard.span = share.span.or(dashboard.span);
    dashboard.by = share.by.or(dashboard.by);
    let board = Board::of(&Source {
        book: &shared.book,
        dashboard: &dashboard,
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
    };
    let data = serde_json::to_string(&cover).unwrap_or_default();
    let title = format!("{} · {}", board.title, board.cluster);
    let body = html(share.lang, move || {
        let cards = view! { <BoardView board/> }.to_html();
        view! { <SharePage cover cards/> }
    });
    let hue = shared.book.cluster.hue;
    Document {
        assets,
        lang: share.lang,
        title: &title,
        description: None,
        page: "share",
        hue,
        data: Some(&data),
        body: &body,
    }
    .write()
}
