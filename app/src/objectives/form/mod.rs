//! The form of an objective with its children. Whoever may not change it sees it as the tree shows it.

mod draft;
mod fields;
mod save;
mod shared;
mod shares;
mod typed;

use std::sync::Arc;

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use vigie_domain::{Book, Objective, Text};

use self::draft::Draft;
use self::fields::{Children, OneObjective};
use self::save::{Foot, Wrong, save};
use self::shared::Form;
use super::list::{ObjectiveCard, tree};
use crate::locale::{t, use_lang};
use crate::ui::{Empty, Glyph};
use crate::workspace::use_desk;

#[component]
pub fn ObjectiveFormPage() -> impl IntoView {
    let desk = use_desk();
    let params = use_params_map();
    let id = Memo::new(move |_| params.with(|params| params.get("id")));
    let loaded = Memo::new(move |_| desk.book().is_some());
    // Built once the book is there, and not again when it changes: what was typed stays.
    move || {
        if !loaded.get() {
            return view! { <div class="card pad stack"><span class="skeleton title"></span><span class="skeleton block"></span></div> }.into_any();
        }
        let Some(book) = desk.book.get_untracked() else { return ().into_any() };
        // A child is edited within its parent.
        let found = id.get().map(|id| {
            book.objectives.iter().find(|objective| objective.flat().any(|own| own.id == id)).cloned()
        });
        match found {
            Some(None) => view! { <Nothing refused=false/> }.into_any(),
            Some(Some(objective)) if !untrack(|| desk.is_manager()) => {
                view! { <Only id=objective.id/> }.into_any()
            }
            None if !untrack(|| desk.is_manager()) => view! { <Nothing refused=true/> }.into_any(),
            Some(old) => view! { <FormOf book old/> }.into_any(),
            None => view! { <FormOf book old=None/> }.into_any(),
        }
    }
}

/// One objective to look at.
#[component]
fn Only(id: String) -> impl IntoView {
    let desk = use_desk();
    let tree = tree(desk);
    let found = move || tree.get()?.into_iter().find(|node| node.id == id);
    let named = found.clone();
    crate::ui::title(move || named().map(|node| node.title).unwrap_or_default());
    view! {
        <Crumbs/>
        {move || found().map(|node| view! { <h1>{node.title.clone()}</h1> <ObjectiveCard node/> })}
    }
}

#[component]
fn Crumbs() -> impl IntoView {
    let lang = use_lang();
    let desk = use_desk();
    view! {
        <nav class="crumbs" aria-label=t::objectives::path(lang)>
            <ol><li><a href=move || desk.href("/objectives")>{t::objectives::title(lang)}</a></li></ol>
        </nav>
    }
}

/// Nothing to see: it does not exist, or only managers write new ones.
#[component]
fn Nothing(refused: bool) -> impl IntoView {
    let lang = use_lang();
    crate::ui::title(move || t::objectives::title(lang).to_owned());
    let desk = use_desk();
    let (glyph, title, text) = if refused {
        (Glyph::Lock, t::objectives::managers_only(lang), t::objectives::managers_only_text(lang))
    } else {
        (Glyph::Search, t::objectives::missing(lang), t::objectives::missing_text(lang))
    };
    view! {
        <h1>{t::objectives::title(lang)}</h1>
        <Empty glyph title text>
            <a class="btn primary" href=move || desk.href("/objectives")>{t::objectives::to_list(lang)}</a>
        </Empty>
    }
}

#[component]
fn FormOf(book: Arc<Book>, old: Option<Objective>) -> impl IntoView {
    let lang = use_lang();
    let languages = book.cluster.languages.clone();
    let begin = old.clone().unwrap_or_else(|| Objective::new("", Text::default()));
    let draft = Draft::of(&begin, &languages, lang);
    let form = Form::new(&book, old.clone(), lang);
    provide_context(form);
    let title = match &old {
        Some(objective) => t::objectives::edit_title(lang, objective.title.in_lang(lang, &languages)),
        None => t::objectives::new(lang).to_owned(),
    };
    let named = title.clone();
    crate::ui::title(move || named.clone());
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        save(form, draft);
    };
    view! {
        <header class="page-head"><div><Crumbs/><h1>{title}</h1></div></header>
        <form class="form definition-form" novalidate=true on:submit=submit>
            <Wrong/>
            <section class="card pad form">
                <OneObjective draft id="objective" place=Signal::stored(String::new()) child=false/>
            </section>
            <Children draft/>
            <Foot/>
        </form>
    }
}
