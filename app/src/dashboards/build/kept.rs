//! What somebody was arranging when they went to another page: it waits in the memory of this tab, unsaved.

use std::cell::RefCell;
use std::collections::BTreeMap;

use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use vigie_domain::Dashboard;

use super::draft::Draft;
use super::{Building, use_building};
use crate::dashboards::desk_board::find as saved;
use crate::locale::{t, use_lang};
use crate::ui::{Banner, BannerKind, Glyph, say_with, way_back};

/// Slug of the cluster, id of the dashboard.
type Place = (String, String);

#[derive(Clone, Debug)]
pub(super) struct Kept {
    /// Over what it is to be saved.
    pub before: Dashboard,
    pub now: Dashboard,
    /// As it stands in the fields: first and last period, day of the previous board.
    pub typed: [String; 3],
}

thread_local! {
    static KEPT: RefCell<BTreeMap<Place, Kept>> = const { RefCell::new(BTreeMap::new()) };
}

pub(super) fn find(place: &Place) -> Option<Kept> {
    KEPT.with_borrow(|kept| kept.get(place).cloned())
}

pub(super) fn forget(place: &Place) -> Option<Kept> {
    KEPT.with_borrow_mut(|all| all.remove(place))
}

fn keep(place: Place, kept: Kept) {
    KEPT.with_borrow_mut(|all| all.insert(place, kept));
}

/// Keeps what differs from what the editor began with while it is arranged, and says so to whoever goes away.
pub(super) fn keep_while_arranged(building: Building) {
    let Building { draft, before, book, .. } = building;
    let place = building.place();
    let read = move |draft: &Draft| (draft.read().0, draft.typed());
    // What was saved as the same fields say it.
    let saved = book.with_value(|book| before.with_value(|before| Draft::of(before, book, draft.lang)));
    let saved = untrack(|| read(&saved));
    let own = place.clone();
    Effect::new(move || {
        let arranged = read(&draft);
        if arranged == saved {
            forget(&own);
        } else {
            let (now, typed) = arranged;
            keep(own.clone(), Kept { before: before.get_value(), now, typed });
        }
    });
    let own = place.clone();
    let handle = window_event_listener_untyped("beforeunload", move |event| {
        if find(&own).is_some() {
            event.prevent_default();
        }
    });
    on_cleanup(move || handle.remove());
    let lang = draft.lang;
    let navigate = use_navigate();
    let path = building.own_path();
    let again = way_back(move || navigate(&path, NavigateOptions::default()));
    on_cleanup(move || {
        if find(&place).is_some() {
            say_with(Glyph::Info, t::build::left_said(lang), t::build::left_back(lang), again);
        }
    });
}

/// Gives it up, and offers a way back.
pub(super) fn discard(building: Building) -> impl Fn() + 'static {
    let lang = building.draft.lang;
    let navigate = use_navigate();
    let path = building.own_path();
    move || {
        let place = building.place();
        let Some(kept) = forget(&place) else { return };
        let (navigate, path) = (navigate.clone(), path.clone());
        let undo = way_back(move || {
            keep(place.clone(), kept.clone());
            navigate(&path, NavigateOptions::default());
        });
        say_with(Glyph::Check, t::build::discarded_said(lang), t::common::undo(lang), undo);
    }
}

/// That this is not what is saved, for whoever comes back to it.
#[component]
pub(super) fn Continued() -> impl IntoView {
    let lang = use_lang();
    let building = use_building();
    let anew = move |_| {
        let Some(kept) = forget(&building.place()) else { return };
        let book = building.desk.book.get_untracked();
        let saved = book.and_then(|book| saved(&book, &kept.before.id));
        building.begin_anew(saved.unwrap_or(kept.before));
    };
    view! {
        <Banner kind=BannerKind::Note glyph=Glyph::Info>
            <p class="grow">{t::build::continued(lang)}</p>
            <button type="button" class="btn small" on:click=anew>{t::build::continued_anew(lang)}</button>
        </Banner>
    }
}
