//! A dashboard of the open cluster as the team sees it.

use std::sync::Arc;

use leptos::prelude::*;
use vigie_domain::{Book, Dashboard, Lang, Show, Text};

use super::board::{Audience, Board, Source};
use crate::compare::Side;
use crate::locale::{t, use_lang};
use crate::offline::beside::{Clusters, hold, sides};
use crate::workspace::Desk;

pub const OVERVIEW: &str = "overview";

/// By its id; the overview also where nobody has changed it.
pub fn find(book: &Book, id: &str) -> Option<Dashboard> {
    let saved = book.dashboards.iter().find(|dashboard| dashboard.id == id).cloned();
    saved.or_else(|| (id == OVERVIEW).then(bare))
}

/// The overview that nobody has changed.
pub fn bare() -> Dashboard {
    let name = Lang::ALL
        .into_iter()
        .fold(Text::default(), |name, lang| name.with(lang.tag(), t::workspace::overview(lang)));
    Dashboard::new(OVERVIEW, name, [Show::Objectives {}, Show::Kpis {}])
}

/// Id and name of every dashboard, the overview first.
pub fn all(book: &Book, lang: Lang) -> Vec<(String, String)> {
    let others = book.dashboards.iter().filter(|dashboard| dashboard.id != OVERVIEW).cloned();
    let first = find(book, OVERVIEW);
    first
        .into_iter()
        .chain(others)
        .map(|it| (it.id, it.name.in_lang(lang, &book.cluster.languages).to_owned()))
        .collect()
}

/// Computed anew when the facts move, shown anew only where it says something else.
pub fn board(desk: Desk, id: Signal<String>) -> Memo<Option<Arc<Board>>> {
    let beside = held(desk, id);
    memo(desk, id, move |desk, book, dashboard, lang| shown(desk, book, dashboard, &beside, lang))
}

/// The other clusters of a dashboard.
fn held(desk: Desk, id: Signal<String>) -> Clusters {
    hold(desk, move || {
        let dashboard = desk.book().and_then(|book| id.with(|id| find(&book, id)));
        dashboard.map(|dashboard| others(desk, &dashboard)).unwrap_or_default()
    })
}

/// Slug and name of the other clusters that a dashboard names and this person may see. Tracks.
fn others(desk: Desk, dashboard: &Dashboard) -> Vec<(String, String)> {
    let named = dashboard.compared();
    let all = desk.several().into_iter().filter(|entry| named.iter().any(|slug| slug.as_str() == entry.slug));
    all.map(|entry| (entry.slug, entry.name)).collect()
}

/// The same of a dashboard with plain cards only ([`Board::plain`]).
pub fn plain_board(desk: Desk, id: Signal<String>) -> Memo<Option<Arc<Board>>> {
    memo(desk, id, |desk, book, dashboard, lang| made(desk, book, dashboard, lang, &[], Board::plain))
}

/// For board mode: every KPI on a card of its own.
pub fn one_by_one(desk: Desk, id: Signal<String>) -> Memo<Option<Arc<Board>>> {
    let beside = held(desk, id);
    memo(desk, id, move |desk, book, dashboard, lang| {
        shown(desk, book, &dashboard.one_by_one(book), &beside, lang)
    })
}

fn memo(
    desk: Desk,
    id: Signal<String>,
    make: impl Fn(Desk, &Book, &Dashboard, Lang) -> Board + Send + Sync + 'static,
) -> Memo<Option<Arc<Board>>> {
    let lang = use_lang();
    Memo::new(move |_| {
        let book = desk.book()?;
        let dashboard = id.with(|id| find(&book, id))?;
        Some(Arc::new(make(desk, &book, &dashboard, lang)))
    })
}

/// As the team sees it, with the other clusters that are held. Tracks them, who there is and what day it is.
pub fn shown(desk: Desk, book: &Book, dashboard: &Dashboard, beside: &Clusters, lang: Lang) -> Board {
    // Who looks back sees one cluster as it was; the others would be those of today.
    let looks_back = desk.past.with(Option::is_some);
    let books = if looks_back || dashboard.compared().is_empty() { Vec::new() } else { beside.books() };
    made(desk, book, dashboard, lang, &sides(&books), Board::of)
}

type Make = fn(&Source<'_>) -> Board;

fn made(
    desk: Desk,
    book: &Book,
    dashboard: &Dashboard,
    lang: Lang,
    beside: &[Side<'_>],
    make: Make,
) -> Board {
    let base = desk.href("");
    let people: Vec<(String, String)> = desk.snapshot.with(|snapshot| {
        let people = snapshot.iter().flat_map(|snapshot| &snapshot.people);
        people.map(|person| (person.email.to_lowercase(), person.name.clone())).collect()
    });
    let names = |email: &str| {
        let email = email.to_lowercase();
        people.iter().find(|(known, _)| *known == email).map(|(_, name)| name.clone())
    };
    let audience = Audience::Team { base: &base, names: &names };
    make(&Source {
        book,
        dashboard,
        keys: None,
        today: desk.today(),
        lang,
        set: None,
        audience,
        beside,
        only: None,
    })
}
