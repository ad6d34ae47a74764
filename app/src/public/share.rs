//! `/s/{token}`: a dashboard for whoever has the link.

use vigie_service::SharedBook;

use super::document::{Assets, Document};

pub fn share(assets: &Assets, shared: &SharedBook) -> String {
    let share = &shared.share;
    Document { assets, lang: share.lang, title: &share.name, description: None, page: "share", hue: shared.book.cluster.hue, data: None, body: "" }.write()
}
