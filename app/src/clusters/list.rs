//! The clusters of a person. Who has one goes straight into it, who has none begins.

use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_query_map};

use super::api::{Entry, Home};
use super::words;
use crate::locale::{t, use_lang};
use crate::ui::{Empty, Glyph, Icon};
use crate::workspace::use_desk;

#[component]
pub fn ClusterList() -> impl IntoView {
    let lang = use_lang();
    crate::ui::title(move || t::clusters::title(lang).to_owned());
    let desk = use_desk();
    let all = use_query_map().with_untracked(|query| query.get("all").is_some());
    let navigate = use_navigate();
    Effect::new(move |_| {
        let place = desk.home.with(|home| home.as_ref().and_then(|home| straight_to(home, all)));
        if let Some(place) = place {
            navigate(&place, NavigateOptions { replace: true, ..NavigateOptions::default() });
        }
    });
    let is_admin = move || desk.home.with(|home| home.as_ref().is_some_and(|home| home.admin));
    let body = move || {
        match desk.home.get() {
        None => view! { <div class="card pad stack" aria-busy="true"><span class="skeleton title"></span><span class="skeleton block"></span></div> }.into_any(),
        Some(home) if home.clusters.is_empty() => {
            view! { <Empty glyph=Glyph::Portfolio title=t::clusters::empty_title(lang) text=t::clusters::empty_text(lang)/> }.into_any()
        }
        Some(mut home) => {
            home.clusters.sort_by_key(|entry| entry.archived);
            let cards = home.clusters.into_iter().map(|entry| view! { <ClusterCard entry/> }).collect_view();
            view! { <ul class="cards clusters">{cards}</ul> }.into_any()
        }
    }
    };
    view! {
        <header class="page-head">
            <div><h1>{t::clusters::title(lang)}</h1></div>
            <div class="row actions">
                <Show when=move || !desk.several().is_empty()>
                    <a class="btn" href="/app/portfolio"><Icon glyph=Glyph::Portfolio small=true/>{t::portfolio::title(lang)}</a>
                </Show>
                <Show when=is_admin>
                    <a class="btn primary" href="/app/start"><Icon glyph=Glyph::Plus small=true/>{t::clusters::new(lang)}</a>
                </Show>
            </div>
        </header>
        {body}
    }
}

/// Where the list is no help: one cluster, or none and the right to make one.
fn straight_to(home: &Home, all: bool) -> Option<String> {
    let mut open = home.clusters.iter().filter(|entry| !entry.archived);
    match (open.next(), open.next()) {
        (Some(only), None) if !all => Some(format!("/app/{}", only.slug)),
        (None, _) if home.clusters.is_empty() && home.admin => Some("/app/start".to_owned()),
        _ => None,
    }
}

#[component]
fn ClusterCard(entry: Entry) -> impl IntoView {
    let lang = use_lang();
    view! {
        <li class="card pad cluster-card">
            <h2><a href=format!("/app/{}", entry.slug)>{entry.name}</a></h2>
            <p class="muted">{entry.region.unwrap_or_default()}</p>
            <p class="row tight">
                <span class="tag">{words::role(lang, entry.role)}</span>
                {entry.archived.then(|| view! { <span class="tag">{t::clusters::archived(lang)}</span> })}
            </p>
        </li>
    }
}
