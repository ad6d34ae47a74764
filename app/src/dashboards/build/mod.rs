//! A dashboard is arranged: its cards in a list, what it will look like beside it.

mod draft;
mod kept;
mod options;
mod picker;
mod rows;
mod save;
mod settings;
pub mod templates;
mod words;

use std::sync::Arc;
use std::time::Duration;

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use vigie_domain::{Book, Dashboard, Lang, Problem};

use self::draft::Draft;
use self::kept::{Continued, keep_while_arranged};
use self::picker::Picker;
use self::rows::Rows;
use self::save::{Foot, Wrong};
use self::settings::Settings;
use super::desk_board::{find, shown};
use super::page::Missing;
use super::view::BoardView;
use crate::error::AppError;
use crate::locale::{problem_text, t, use_lang};
use crate::offline::beside::hold;
use crate::ui::{Empty, Glyph, Order};
use crate::workspace::{Desk, use_desk};

/// The preview follows so long after the last change.
const SETTLED: Duration = Duration::from_millis(250);

/// What the parts of the page share.
#[derive(Clone, Copy)]
pub struct Building {
    pub desk: Desk,
    pub draft: Draft,
    pub book: StoredValue<Arc<Book>>,
    /// What the editor began with.
    pub before: StoredValue<Dashboard>,
    /// The card whose options are open.
    pub open: RwSignal<Option<u32>>,
    pub problems: RwSignal<Vec<Problem>>,
    pub failed: RwSignal<Option<AppError>>,
    pub busy: RwSignal<bool>,
    /// With what the page is built anew.
    anew: RwSignal<Option<Dashboard>>,
}

pub fn use_building() -> Building {
    expect_context::<Building>()
}

impl Building {
    /// What is said at a place; empty where nothing is wrong. Tracks.
    pub fn error(&self, place: &str) -> String {
        let lang = self.draft.lang;
        self.problems.with(|problems| {
            let at =
                |problem: &&Problem| problem.place == place || (place == "to" && problem.place == "span");
            problems.iter().find(at).map(|problem| problem_text(lang, problem)).unwrap_or_default()
        })
    }

    /// Slug of the cluster, id of the dashboard.
    fn place(&self) -> (String, String) {
        (self.desk.slug(), self.draft.id.get_value())
    }

    /// The address of this editor.
    fn own_path(&self) -> String {
        untrack(|| self.desk.href(&format!("/dashboards/{}/edit", self.draft.id.get_value())))
    }

    /// What was arranged here is given up.
    pub fn begin_anew(&self, dashboard: Dashboard) {
        kept::forget(&self.place());
        self.anew.set(Some(dashboard));
    }
}

/// The name of a language as its speakers call it; its tag where the interface does not speak it.
pub fn language_name(_: Lang, tag: &str) -> String {
    Lang::from_tag(tag)
        .map_or_else(|| tag.to_uppercase(), |lang| t::workspace::language_name(lang).to_owned())
}

#[component]
pub fn BuildPage() -> impl IntoView {
    let desk = use_desk();
    let params = use_params_map();
    let id = Memo::new(move |_| params.with(|params| params.get("id").unwrap_or_default()));
    let loaded = Memo::new(move |_| desk.book().is_some());
    // It may still be on its way here; what is being arranged stays, whatever becomes of it elsewhere.
    let there = Memo::new(move |before: Option<&(String, bool)>| {
        let id = id.get();
        let found = desk.book().is_some_and(|book| find(&book, &id).is_some());
        let kept = before.is_some_and(|(own, there)| *own == id && *there);
        (id, found || kept)
    });
    let anew = RwSignal::new(None::<Dashboard>);
    // Built once the book is there, and not again when it changes: what was arranged stays.
    move || {
        if !loaded.get() {
            return view! { <super::home::Waiting/> }.into_any();
        }
        // Read, not only tracked: a memo that nobody has read says at the first chance that it has changed.
        there.with(|_| ());
        let Some(book) = desk.book.get_untracked() else { return ().into_any() };
        let found =
            anew.get().filter(|anew| id.with(|id| anew.id == *id)).or_else(|| id.with(|id| find(&book, id)));
        match found {
            None => view! { <Missing/> }.into_any(),
            Some(_) if !untrack(|| desk.is_manager()) => view! { <Refused/> }.into_any(),
            Some(dashboard) => view! { <Build book dashboard anew/> }.into_any(),
        }
    }
}

#[component]
fn Refused() -> impl IntoView {
    let lang = use_lang();
    let desk = use_desk();
    crate::ui::title(move || t::build::title(lang).to_owned());
    view! {
        <Empty glyph=Glyph::Lock title=t::build::managers_only(lang) text=t::build::managers_only_text(lang) page=true>
            <a class="btn" href=move || desk.href("/dashboards")>{t::build::to_list(lang)}</a>
        </Empty>
    }
}

#[component]
fn Build(book: Arc<Book>, dashboard: Dashboard, anew: RwSignal<Option<Dashboard>>) -> impl IntoView {
    let lang = use_lang();
    let desk = use_desk();
    let kept = kept::find(&(desk.slug(), dashboard.id.clone()));
    let is_continued = kept.is_some();
    let (draft, dashboard) = match kept {
        Some(kept) => {
            let draft = Draft::of(&kept.now, &book, lang);
            draft.type_again(kept.typed);
            (draft, kept.before)
        }
        None => (Draft::of(&dashboard, &book, lang), dashboard),
    };
    let name = dashboard.name.in_lang(lang, &book.cluster.languages).to_owned();
    let building = Building {
        desk,
        draft,
        book: StoredValue::new(book),
        before: StoredValue::new(dashboard),
        open: RwSignal::new(None),
        problems: RwSignal::new(Vec::new()),
        failed: RwSignal::new(None),
        busy: RwSignal::new(false),
        anew,
    };
    provide_context(building);
    keep_while_arranged(building);
    let ids = Signal::derive(move || {
        draft.cards.with(|cards| cards.iter().map(|placed| placed.id.to_string()).collect::<Vec<_>>())
    });
    let put = Callback::new(move |(from, to): (usize, usize)| draft.put(from, to));
    let called = Callback::new(move |at: usize| building.book.with_value(|book| draft.name_at(at, book)));
    let order = Order::new(ids, put, called);
    let title =
        if name.is_empty() { t::build::title(lang).to_owned() } else { t::build::title_of(lang, name) };
    let named = title.clone();
    crate::ui::title(move || named.clone());
    view! {
        <header class="page-head">
            <div>
                <nav class="crumbs" aria-label=t::dashboards::dashboards(lang)>
                    <ol><li><a href=move || desk.href("/dashboards")>{t::dashboards::dashboards(lang)}</a></li></ol>
                </nav>
                <h1>{title}</h1>
                <p class="lede">{t::build::lede(lang)}</p>
            </div>
        </header>
        <div class="build">
            <div class="build-side">
                <Wrong/>
                {is_continued.then(|| view! { <Continued/> })}
                <Settings/>
                <section class="card" aria-labelledby="cards-title">
                    <header class="head"><h2 id="cards-title">{t::build::cards(lang)}</h2><span class="hint">{t::build::cards_hint(lang)}</span></header>
                    <Rows order/>
                </section>
                <Picker/>
                <Foot/>
            </div>
            <Preview/>
        </div>
    }
}

/// Slug and name of what this person may compare the open cluster with. Tracks.
pub fn other_clusters(desk: Desk) -> Vec<(String, String)> {
    let own = desk.slug.get();
    let others = desk.several().into_iter().filter(|entry| Some(&entry.slug) != own.as_ref());
    others.map(|entry| (entry.slug, entry.name)).collect()
}

/// As the team will see it, a moment after each change.
#[component]
fn Preview() -> impl IntoView {
    let lang = use_lang();
    let Building { desk, draft, book, .. } = use_building();
    let (seen, turn) = (RwSignal::new(untrack(|| draft.read().0)), StoredValue::new(0_u32));
    Effect::new(move |before: Option<()>| {
        let (dashboard, _) = draft.read();
        turn.update_value(|turn| *turn += 1);
        let own = turn.get_value();
        if before.is_some() {
            set_timeout(
                move || {
                    if turn.try_get_value() == Some(own) {
                        seen.try_set(dashboard);
                    }
                },
                SETTLED,
            );
        }
    });
    let compares = Memo::new(move |_| seen.with(|dashboard| !dashboard.compared().is_empty()));
    let beside = hold(desk, move || if compares.get() { other_clusters(desk) } else { Vec::new() });
    let board = Memo::new(move |_| {
        seen.with(|dashboard| book.with_value(|book| Arc::new(shown(desk, book, dashboard, &beside, lang))))
    });
    view! {
        <section class="build-preview" aria-labelledby="preview-title">
            <h2 id="preview-title" class="eyebrow">{t::build::preview(lang)}</h2>
            {move || view! { <BoardView board=(*board.get()).clone()/> }}
        </section>
    }
}
