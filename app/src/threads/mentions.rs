//! Messages that name this person and wait to be read, in what is to do.

use leptos::prelude::*;
use vigie_domain::thread::{Message, readable};
use vigie_domain::{Book, Lang};

use crate::locale::{t, use_lang};
use crate::ui::{Glyph, Icon};
use crate::workspace::{Desk, use_desk};

/// Characters of a message that are shown.
const BEGINNING: usize = 120;

#[component]
pub fn Mentions() -> impl IntoView {
    let lang = use_lang();
    let desk = use_desk();
    let lines = move || {
        let book = desk.book()?;
        let waiting: Vec<Message> = desk
            .snapshot
            .with(|snapshot| snapshot.iter().flat_map(|snapshot| snapshot.mentions()).cloned().collect());
        if waiting.is_empty() || desk.past.with(Option::is_some) {
            return None;
        }
        let n = waiting.len();
        let lines = waiting.iter().map(|message| line(lang, desk, &book, message)).collect_view();
        Some(view! {
            <section class="card" aria-labelledby="mentions-title">
                <header class="head"><h2 id="mentions-title">{t::threads::mentions(lang)}</h2><span class="count hot">{n}</span></header>
                <ul class="todo">{lines}</ul>
            </section>
        })
    };
    view! { {lines} }
}

fn line(lang: Lang, desk: Desk, book: &Book, message: &Message) -> impl IntoView + use<> {
    let name = |id: Option<uuid::Uuid>| {
        desk.snapshot.with_untracked(|snapshot| {
            let people = snapshot.iter().flat_map(|snapshot| &snapshot.people);
            people.into_iter().find(|person| Some(person.id) == id).map(|person| person.name.clone())
        })
    };
    let who = name(message.by).unwrap_or_else(|| t::evidence::somebody(lang).to_owned());
    let kpi = book.kpi(&message.kpi).map(|kpi| kpi.name.in_lang(lang, &book.cluster.languages).to_owned());
    let kpi = kpi.unwrap_or_else(|| message.kpi.to_string());
    let text: String = readable(&message.text, |id| name(Some(id))).chars().take(BEGINNING).collect();
    let href = desk.href(&format!("/kpis/{}?tab=thread", message.kpi));
    let label = t::threads::read_of(lang, &who, &kpi);
    view! {
        <li class="now">
            <Icon glyph=Glyph::Message small=true/>
            <div><b>{t::threads::from(lang, who, kpi)}</b><small>{text}</small></div>
            <a class="btn small" href=href aria-label=label>{t::threads::read(lang)}</a>
        </li>
    }
}
