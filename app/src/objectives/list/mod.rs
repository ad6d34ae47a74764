//! What the cluster wants: the tree of objectives with how far each is, and the KPIs that show it.

mod archived;
mod card;
mod node;
mod online;

use leptos::prelude::*;

use self::archived::Archived;
pub use self::archived::archive;
pub use self::card::ObjectiveCard;
pub use self::node::{Node, nodes};
use self::online::OnlineLink;
use crate::locale::{t, use_lang};
use crate::ui::{Empty, Glyph};
use crate::workspace::{Desk, use_desk};

/// The tree of the open cluster; none while it is being loaded.
pub fn tree(desk: Desk) -> Memo<Option<Vec<Node>>> {
    let lang = use_lang();
    Memo::new(move |_| {
        let (book, today) = (desk.book()?, desk.today());
        desk.snapshot.with(|snapshot| Some(nodes(&book, snapshot.as_ref()?, today, lang)))
    })
}

#[component]
pub fn ObjectiveList() -> impl IntoView {
    let lang = use_lang();
    crate::ui::title(move || t::objectives::title(lang).to_owned());
    let desk = use_desk();
    let tree = tree(desk);
    let body = move || {
        match tree.get() {
        None => view! { <div class="card pad stack"><span class="skeleton title"></span><span class="skeleton block"></span></div> }.into_any(),
        Some(nodes) if nodes.is_empty() => view! { <NoObjectives/> }.into_any(),
        Some(nodes) => {
            let cards = nodes.into_iter().map(|node| view! { <ObjectiveCard node/> }).collect_view();
            view! { <p class="hint tick-key">{t::objectives::expected_today(lang)}</p> {cards} }.into_any()
        }
    }
    };
    view! {
        <header class="page-head">
            <div>
                <h1>{t::objectives::title(lang)}</h1>
                <p class="lede">{t::objectives::lede(lang)}</p>
            </div>
            <Show when=move || desk.is_manager()>
                <div class="row actions">
                    <OnlineLink class="btn primary" href=Signal::derive(move || desk.href("/objectives/new")) glyph=Glyph::Plus words=t::objectives::new(lang)/>
                </div>
            </Show>
        </header>
        {body}
        <Archived/>
    }
}

#[component]
fn NoObjectives() -> impl IntoView {
    let lang = use_lang();
    let desk = use_desk();
    let text =
        if desk.is_manager() { t::objectives::empty_text(lang) } else { t::objectives::empty_reader(lang) };
    view! {
        <Empty glyph=Glyph::Objectives title=t::objectives::empty(lang) text>
            <Show when=move || desk.is_manager()>
                <OnlineLink class="btn primary" href=Signal::derive(move || desk.href("/objectives/new")) glyph=Glyph::Plus words=t::objectives::new(lang)/>
                <OnlineLink
                    class="btn"
                    href=Signal::derive(move || format!("/app/start/{}?step=library", desk.slug.get().unwrap_or_default()))
                    glyph=Glyph::Library
                    words=t::objectives::from_kit(lang)
                />
            </Show>
        </Empty>
    }
}
