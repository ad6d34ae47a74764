//! What has not reached the server: waiting, refused with its reason, in conflict with another revision. Nothing leaves
//! this list without an answer or a person's decision.

use leptos::prelude::*;
use leptos::task::spawn_local;
use vigie_domain::Lang;
use vigie_domain::outbox::{Entry, EntryState};
use vigie_domain::record::Revision;

use crate::format;
use crate::locale::{problem_text, t, use_lang};
use crate::offline::{self, Change};
use crate::ui::{Empty, Glyph, Icon};
use crate::workspace::{Desk, use_desk};

#[component]
pub fn UnsentPage() -> impl IntoView {
    let lang = use_lang();
    crate::ui::title(move || t::readings::unsent(lang).to_owned());
    let desk = use_desk();
    let entries = move || {
        let entries = desk.outbox.get().entries().to_vec();
        if entries.is_empty() {
            return view! { <Empty glyph=Glyph::Synced title=t::readings::nothing_unsent(lang) text=t::readings::nothing_unsent_text(lang)/> }.into_any();
        }
        let lines = entries.into_iter().map(|entry| view! { <Line entry/> }).collect_view();
        view! { <section class="card"><ul class="history pad">{lines}</ul></section> }.into_any()
    };
    let send = move |_| spawn_local(offline::flush(desk));
    let file = move || {
        let text =
            desk.outbox.with(|outbox| serde_json::to_string_pretty(outbox.entries())).unwrap_or_default();
        let encoded = String::from(js_sys::encode_uri_component(&text));
        format!("data:application/json;charset=utf-8,{encoded}")
    };
    let some = move || desk.outbox.with(|outbox| !outbox.is_empty());
    view! {
        <header class="page-head">
            <div>
                <h1>{t::readings::unsent(lang)}</h1>
                <p class="lede">{t::readings::unsent_lede(lang)}</p>
            </div>
            <div class="row actions">
                <Show when=some>
                    <a class="btn quiet" href=file download=format!("vigie-unsent-{}.json", offline::today_here())>
                        <Icon glyph=Glyph::Download small=true/>
                        {t::readings::save_as_file(lang)}
                    </a>
                </Show>
                <button class="btn" on:click=send>{t::readings::send_now(lang)}</button>
            </div>
        </header>
        {entries}
    }
}

#[component]
fn Line(entry: Entry) -> impl IntoView {
    let lang = use_lang();
    let desk = use_desk();
    let command = entry.command.clone();
    let what = t::readings::entry_of(
        lang,
        command.cluster.as_str(),
        name_of(desk, lang, &entry),
        command.period.to_string(),
    );
    let typed = figure_text(lang, &command.content().ok().and_then(|content| content.figure));
    let (words, current) = match &entry.state {
        EntryState::Waiting => (t::readings::entry_waiting(lang).to_owned(), None),
        EntryState::Sending => (t::readings::entry_sending(lang).to_owned(), None),
        EntryState::Parked { problem } => (problem_text(lang, problem), None),
        EntryState::Conflict { current } => {
            (t::readings::entry_conflict(lang).to_owned(), current.as_deref().map(|at| theirs(lang, at)))
        }
    };
    let id = command.id;
    let decided = matches!(entry.state, EntryState::Parked { .. } | EntryState::Conflict { .. });
    let based_on = match &entry.state {
        EntryState::Conflict { current } => Some(current.as_ref().map(|at| at.revision)),
        _ => None,
    };
    let drop_it = move |_| {
        desk.outbox.update(|outbox| drop(outbox.discard(id)));
        spawn_local(async move { desk.write(Change { gone: &[id], ..Change::default() }).await });
    };
    let again = move |_| match based_on {
        // Mine shall stand: the same figure, now based on what the other wrote.
        Some(_) => {
            if let Ok(content) = command.content() {
                desk.record(&command.kpi, command.period, content);
            }
        }
        None => {
            desk.outbox.update(|outbox| {
                outbox.retry(id);
            });
            spawn_local(offline::flush(desk));
        }
    };
    view! {
        <li>
            <span class="dot"></span>
            <div>
                <p><b>{what}</b>" "<ins>{typed}</ins></p>
                <p class="hint">{words}</p>
                {current}
            </div>
            {decided.then(|| view! {
                <div class="row tight">
                    <button class="btn small" on:click=again>{if based_on.is_some() { t::readings::keep_mine(lang) } else { t::readings::send_again(lang) }}</button>
                    <button class="btn small quiet" on:click=drop_it>{if based_on.is_some() { t::readings::keep_theirs(lang) } else { t::readings::discard(lang) }}</button>
                </div>
            })}
        </li>
    }
}

fn name_of(desk: Desk, lang: Lang, entry: &Entry) -> String {
    let book = desk.book.get_untracked();
    let kpi = book.as_ref().and_then(|book| Some((book.kpi(&entry.command.kpi)?, book)));
    kpi.map_or_else(
        || entry.command.kpi.to_string(),
        |(kpi, book)| kpi.name.in_lang(lang, &book.cluster.languages).to_owned(),
    )
}

fn theirs(lang: Lang, at: &Revision) -> impl IntoView + use<> {
    let text = figure_text(lang, &at.reading.as_ref().map(|reading| reading.figure.clone()));
    let when = at.at.map(|at| format::moment(lang, at)).unwrap_or_default();
    view! { <p>{t::readings::theirs(lang, text, when)}</p> }
}

fn figure_text(lang: Lang, figure: &Option<vigie_domain::Figure>) -> String {
    match figure {
        None => t::readings::withdrawn_figure(lang).to_owned(),
        Some(figure) => figure.edit(lang),
    }
}
