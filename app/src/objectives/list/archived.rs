//! Objectives that were put aside: at the end, closed, with the way back.

use leptos::prelude::*;
use leptos::task::spawn_local_scoped;

use crate::locale::{t, use_lang};
use crate::objectives::api;
use crate::ui::{Glyph, Icon, say, say_error, way_back};
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

#[component]
pub fn Archived() -> impl IntoView {
    let lang = use_lang();
    let desk = use_desk();
    let archived = Memo::new(move |_| {
        let book = desk.book()?;
        let languages = &book.cluster.languages;
        let aside = book.objectives.iter().filter(|objective| objective.archived);
        Some(
            aside
                .map(|objective| (objective.id.clone(), objective.title.in_lang(lang, languages).to_owned()))
                .collect::<Vec<_>>(),
        )
    });
    move || {
        let archived = archived.get().filter(|archived| !archived.is_empty())?;
        let title = t::objectives::n_archived(lang, i64::try_from(archived.len()).unwrap_or(i64::MAX));
        let items = archived.into_iter().map(|(id, title)| view! { <Aside id title/> }).collect_view();
        Some(view! {
            <details class="fold">
                <summary>{title}</summary>
                <ul class="list">{items}</ul>
            </details>
        })
    }
}

#[component]
fn Aside(id: String, title: String) -> impl IntoView {
    let lang = use_lang();
    let desk = use_desk();
    let named = StoredValue::new((id, title.clone()));
    let restore = move |_| {
        let (id, title) = named.get_value();
        archive(desk, id, title, false);
    };
    view! {
        <li>
            <span class="grow">{title}</span>
            <Show when=move || desk.is_manager()>
                <button
                    type="button"
                    class="btn small"
                    disabled=move || !desk.is_online()
                    title=move || (!desk.is_online()).then(|| t::objectives::needs_connection(lang))
                    on:click=restore
                >
                    <Icon glyph=Glyph::Restore small=true/>
                    {t::common::restore(lang)}
                    <span class="visually-hidden">{move || named.with_value(|(_, title)| title.clone())}</span>
                </button>
            </Show>
        </li>
    }
}
