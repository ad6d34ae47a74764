//! What the cluster wants: the tree of objectives with how far each is, and the KPIs that show it.

mod archived;
mod assessment;
mod card;
mod node;
mod order;

use leptos::prelude::*;

use self::archived::Archived;
pub use self::archived::archive;
use self::assessment::{Assessments, Judging};
pub use self::card::ObjectiveCard;
pub use self::node::{Node, nodes};
use self::order::ArrangeObjectives;
use crate::locale::{t, use_lang};
use crate::ui::{Empty, Glyph, Icon, OnlineLink};
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
    let online = Signal::derive(move || desk.is_online());
    let arranging = RwSignal::new(false);
    let judging = Judging::provide();
    let several =
        move || tree.with(|tree| tree.as_ref().is_some_and(|nodes| !nodes.is_empty())) && !arranging.get();
    let body = move || {
        match tree.get() {
        None => view! { <div class="card pad stack"><span class="skeleton title"></span><span class="skeleton block"></span></div> }.into_any(),
        Some(_) if arranging.get() => view! { <ArrangeObjectives open=arranging/> }.into_any(),
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
                    <Show when=several>
                        <button
                            type="button"
                            class="btn"
                            disabled=move || !online.get()
                            title=move || (!online.get()).then(|| t::common::needs_connection(lang))
                            on:click=move |_| arranging.set(true)
                        >
                            <Icon glyph=Glyph::Sort small=true/>
                            {t::common::arrange(lang)}
                        </button>
                    </Show>
                    <OnlineLink online class="btn primary" href=Signal::derive(move || desk.href("/objectives/new")) glyph=Glyph::Plus words=t::objectives::new(lang)/>
                </div>
            </Show>
        </header>
        {body}
        <Archived/>
        <Assessments judging/>
    }
}

#[component]
fn NoObjectives() -> impl IntoView {
    let lang = use_lang();
    let desk = use_desk();
    let online = Signal::derive(move || desk.is_online());
    let text = move || {
        if desk.is_manager() { t::objectives::empty_text(lang) } else { t::objectives::empty_reader(lang) }
    };
    move || {
        view! {
            <Empty glyph=Glyph::Objectives title=t::objectives::empty(lang) text=text()>
                <Show when=move || desk.is_manager()>
                    <OnlineLink online class="btn primary" href=Signal::derive(move || desk.href("/objectives/new")) glyph=Glyph::Plus words=t::objectives::new(lang)/>
                    <OnlineLink
                        online
                        class="btn"
                        href=Signal::derive(move || format!("/app/start/{}?step=library", desk.slug.get().unwrap_or_default()))
                        glyph=Glyph::Library
                        words=t::objectives::from_kit(lang)
                    />
                </Show>
            </Empty>
        }
    }
}
