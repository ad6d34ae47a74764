//! What was put aside: at the end, closed, with the way back.

use leptos::prelude::*;
use leptos::task::spawn_local_scoped;
use vigie_domain::Key;

use crate::kpis::api;
use crate::locale::{t, use_lang};
use crate::ui::{Aside, Named, say, say_error, way_back};
use crate::workspace::{Desk, use_desk};

/// Puts a KPI aside or takes it back, says so, and offers the way back.
pub fn archive(desk: Desk, key: Key, name: String, archived: bool) {
    let lang = use_lang();
    spawn_local_scoped(async move {
        match api::archive_kpi(desk.slug(), key.clone(), archived).await {
            Ok(_) => {
                desk.refresh();
                let text = if archived {
                    t::kpis::archived_said(lang, &name)
                } else {
                    t::kpis::restored_said(lang, &name)
                };
                say(text, way_back(move || archive(desk, key.clone(), name.clone(), !archived)));
            }
            Err(error) => say_error(&error),
        }
    });
}

/// Key and name of the KPIs, those in use or those put aside. Tracks.
pub fn named(desk: Desk, archived: bool) -> Vec<Named> {
    let lang = use_lang();
    let Some(book) = desk.book() else { return Vec::new() };
    let languages = &book.cluster.languages;
    let wanted = book.kpis.iter().filter(|kpi| kpi.archived == archived);
    wanted.map(|kpi| (kpi.key.to_string(), kpi.name.in_lang(lang, languages).to_owned())).collect()
}

/// The same as something to press.
pub fn archiving(desk: Desk, archived: bool) -> Callback<Named> {
    Callback::new(move |(key, name): Named| {
        if let Ok(key) = Key::parse(&key) {
            archive(desk, key, name, archived);
        }
    })
}

#[component]
pub fn Archived() -> impl IntoView {
    let desk = use_desk();
    let items = Memo::new(move |_| named(desk, true));
    let (may, online) = (Signal::derive(move || desk.is_manager()), Signal::derive(move || desk.is_online()));
    view! { <Aside items=items.into() title=t::kpis::n_archived may online restore=archiving(desk, false)/> }
}
