//! What was put aside: at the end, closed, with the way back.

use leptos::prelude::*;
use leptos::task::spawn_local_scoped;
use vigie_domain::Key;

use crate::kpis::api;
use crate::locale::{t, use_lang};
use crate::ui::{Glyph, Icon, say, say_error, way_back};
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

#[component]
pub fn Archived() -> impl IntoView {
    let lang = use_lang();
    let desk = use_desk();
    let archived = Memo::new(move |_| {
        let book = desk.book()?;
        let languages = &book.cluster.languages;
        let aside = book.kpis.iter().filter(|kpi| kpi.archived);
        Some(
            aside
                .map(|kpi| (kpi.key.clone(), kpi.name.in_lang(lang, languages).to_owned()))
                .collect::<Vec<_>>(),
        )
    });
    move || {
        let archived = archived.get().filter(|archived| !archived.is_empty())?;
        let title = t::kpis::n_archived(lang, i64::try_from(archived.len()).unwrap_or(i64::MAX));
        let items = archived.into_iter().map(|(key, name)| view! { <Aside key_=key name/> }).collect_view();
        Some(view! {
            <details class="fold">
                <summary>{title}</summary>
                <ul class="list">{items}</ul>
            </details>
        })
    }
}

#[component]
fn Aside(key_: Key, name: String) -> impl IntoView {
    let lang = use_lang();
    let desk = use_desk();
    let below = format!("/kpis/{key_}");
    let named = StoredValue::new((key_, name.clone()));
    let restore = move |_| {
        let (key, name) = named.get_value();
        archive(desk, key, name, false);
    };
    view! {
        <li>
            <span class="grow"><a href=move || desk.href(&below)>{name}</a></span>
            <Show when=move || desk.is_manager()>
                <button
                    type="button"
                    class="btn small"
                    disabled=move || !desk.is_online()
                    title=move || (!desk.is_online()).then(|| t::kpis::needs_connection(lang))
                    on:click=restore
                >
                    <Icon glyph=Glyph::Restore small=true/>
                    {t::common::restore(lang)}
                    <span class="visually-hidden">{move || named.with_value(|(_, name)| name.clone())}</span>
                </button>
            </Show>
        </li>
    }
}
