//! Evidence and messages that have not reached the server, in the list of what has not.

use leptos::prelude::*;
use leptos::task::spawn_local;
use vigie_domain::Lang;
use vigie_domain::act::{Act, Deed, WaitState, Waiting};
use vigie_domain::evidence::Given;

use crate::locale::{problem_text, t, use_lang};
use crate::offline::{self, Change, files};
use crate::workspace::{Desk, use_desk};

#[component]
pub fn ActLine(waiting: Waiting) -> impl IntoView {
    let lang = use_lang();
    let desk = use_desk();
    let Waiting { act, state } = waiting;
    let words = match &state {
        WaitState::Waiting => t::readings::entry_waiting(lang).to_owned(),
        WaitState::Sending => t::readings::entry_sending(lang).to_owned(),
        WaitState::Parked { problem } => problem_text(lang, problem),
    };
    let id = act.id;
    let refused = matches!(state, WaitState::Parked { .. });
    let drop_it = move |_| {
        desk.acts.update(|acts| drop(acts.discard(id)));
        spawn_local(async move {
            desk.write(Change { gone: &[id], ..Change::default() }).await;
            let user = desk.home.with_untracked(|home| home.as_ref().map(|home| home.user.clone()));
            files::forget(&user.unwrap_or_default(), id).await;
        });
    };
    let again = move |_| {
        desk.acts.update(|acts| {
            acts.retry(id);
        });
        spawn_local(offline::flush(desk));
    };
    view! {
        <li>
            <span class="dot"></span>
            <div>
                <p><b>{act.cluster.to_string()}" · "{name_of(desk, lang, &act)}</b>" "<ins>{what(lang, &act)}</ins></p>
                <p class="hint">{words}</p>
            </div>
            {refused.then(|| view! {
                <div class="row tight">
                    <button class="btn small" on:click=again>{t::readings::send_again(lang)}</button>
                    <button class="btn small quiet" on:click=drop_it>{t::readings::discard(lang)}</button>
                </div>
            })}
        </li>
    }
}

fn what(lang: Lang, act: &Act) -> String {
    match &act.deed {
        Deed::Attach { given: Given::File { name }, .. } => t::evidence::entry_attach(lang, name),
        Deed::Attach { given: Given::Link { url, .. }, .. } => t::evidence::entry_attach(lang, url),
        Deed::Remove { .. } => t::evidence::entry_remove(lang).to_owned(),
        Deed::Restore { .. } => t::evidence::entry_restore(lang).to_owned(),
        Deed::Say { text } => t::evidence::entry_say(lang, text),
        Deed::Amend { text, .. } => t::evidence::entry_amend(lang, text),
        Deed::Unsay { .. } => t::evidence::entry_unsay(lang).to_owned(),
    }
}

fn name_of(desk: Desk, lang: Lang, act: &Act) -> String {
    let book = desk.book.get_untracked().filter(|book| book.cluster.slug == act.cluster);
    let kpi = book.as_ref().and_then(|book| Some((book.kpi(&act.kpi)?, book)));
    kpi.map_or_else(
        || act.kpi.to_string(),
        |(kpi, book)| kpi.name.in_lang(lang, &book.cluster.languages).to_owned(),
    )
}
