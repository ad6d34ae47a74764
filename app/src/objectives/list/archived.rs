//! Objectives that were put aside: at the end, closed, with the way back.

use leptos::prelude::*;
use leptos::task::spawn_local_scoped;

use crate::locale::{t, use_lang};
use crate::objectives::api;
use crate::ui::{Aside, Named, say, say_error, way_back};
use crate::workspace::{Desk, use_desk};

/// Puts an objective aside or takes it back, says so, and offers the way back.
pub fn archive(desk: Desk, id: String, title: String, archived: bool) {
    let lang = use_lang();
    spawn_local_scoped(async move {
        match api::archive_objective(desk.slug(), id.clone(), archived).await {
            Ok(_) => {
                desk.refresh();
                let text = if archived {
                    t::objectives::archived_said(lang, &title)
                } else {
                    t::objectives::restored_said(lang, &title)
                };
                say(text, way_back(move || archive(desk, id.clone(), title.clone(), !archived)));
            }
            Err(error) => say_error(&error),
        }
    });
}

/// Id and title of the objectives, those in use or those put aside. Tracks.
pub fn named(desk: Desk, archived: bool) -> Vec<Named> {
    let lang = use_lang();
    let Some(book) = desk.book() else { return Vec::new() };
    let languages = &book.cluster.languages;
    let wanted = book.objectives.iter().filter(|objective| objective.archived == archived);
    wanted
        .map(|objective| (objective.id.clone(), objective.title.in_lang(lang, languages).to_owned()))
        .collect()
}

/// The same as something to press.
pub fn archiving(desk: Desk, archived: bool) -> Callback<Named> {
    Callback::new(move |(id, title): Named| archive(desk, id, title, archived))
}

#[component]
pub fn Archived() -> impl IntoView {
    let desk = use_desk();
    let items = Memo::new(move |_| named(desk, true));
    let (may, online) = (Signal::derive(move || desk.is_manager()), Signal::derive(move || desk.is_online()));
    view! { <Aside items=items.into() title=t::objectives::n_archived may online restore=archiving(desk, false)/> }
}
