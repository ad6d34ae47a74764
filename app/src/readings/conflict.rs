//! Two figures for one reading, side by side: what was recorded here, and what somebody else recorded in between.

use std::sync::Arc;

use leptos::prelude::*;
use vigie_domain::outbox::Entry;
use vigie_domain::record::Revision;
use vigie_domain::sync::Snapshot;
use vigie_domain::{Figure, Lang};

use crate::format;
use crate::locale::{t, use_lang};

#[component]
pub fn BothFigures(
    entry: Entry,
    theirs: Option<Box<Revision>>,
    copy: Option<Arc<Snapshot>>,
) -> impl IntoView {
    let lang = use_lang();
    let mine = entry.command.content().ok();
    let comment = mine.as_ref().and_then(|content| content.comment.clone());
    let figure = figure_text(lang, mine.and_then(|content| content.figure).as_ref());
    let recorded = format::moment(lang, entry.command.recorded_at);
    let other = theirs.map(|revision| {
        let reading = revision.reading.as_ref();
        let figure = figure_text(lang, reading.map(|reading| &reading.figure));
        let comment = reading.and_then(|reading| reading.comment.clone());
        view! { <Side whose=t::readings::side_theirs(lang) figure comment when=who_and_when(copy.as_deref(), lang, &revision)/> }
    });
    view! {
        <div class="conflict">
            <Side whose=t::readings::side_mine(lang) figure comment when=recorded/>
            {other}
        </div>
    }
}

#[component]
fn Side(whose: &'static str, figure: String, comment: Option<String>, when: String) -> impl IntoView {
    view! {
        <div>
            <small>{whose}</small>
            <b>{figure}</b>
            {comment.map(|comment| view! { <p>{comment}</p> })}
            <small>{when}</small>
        </div>
    }
}

fn who_and_when(copy: Option<&Snapshot>, lang: Lang, revision: &Revision) -> String {
    let when = revision.at.map(|at| format::moment(lang, at)).unwrap_or_default();
    let who = copy.and_then(|copy| copy.people.iter().find(|person| Some(person.id) == revision.by));
    match who {
        Some(person) => t::readings::by_whom(lang, &person.name, when),
        None => when,
    }
}

/// As it is typed; words where it was withdrawn.
pub fn figure_text(lang: Lang, figure: Option<&Figure>) -> String {
    figure.map_or_else(|| t::readings::withdrawn_figure(lang).to_owned(), |figure| figure.edit(lang))
}
