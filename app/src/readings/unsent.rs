//! What has not reached the server: waiting, refused with its reason, in conflict with another revision. Nothing leaves
//! this list without an answer or a person's decision.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::{spawn_local, spawn_local_scoped};
use vigie_domain::outbox::{Entry, EntryState};
use vigie_domain::sync::Snapshot;
use vigie_domain::{Key, Lang};

use super::conflict::{BothFigures, figure_text};
use super::unsent_acts::ActLine;
use crate::locale::{problem_text, t, use_lang};
use crate::offline::{self, Change};
use crate::ui::{Empty, Glyph, Icon};
use crate::workspace::{Desk, use_desk};

#[component]
pub fn UnsentPage() -> impl IntoView {
    let lang = use_lang();
    crate::ui::title(move || t::readings::unsent(lang).to_owned());
    let desk = use_desk();
    let copies = copies(desk);
    let entries = move || {
        let copies = copies.get();
        let entries = desk.outbox.get().entries().to_vec();
        let acts = desk.acts.get().entries().to_vec();
        let strange = desk.strange.with(Vec::len);
        if entries.is_empty() && acts.is_empty() && strange == 0 {
            return view! { <Empty glyph=Glyph::Synced title=t::readings::nothing_unsent(lang) text=t::readings::nothing_unsent_text(lang)/> }.into_any();
        }
        let lines = entries
            .into_iter()
            .map(|entry| {
                let copy = copies.get(&entry.command.cluster).cloned();
                view! { <Line entry copy/> }
            })
            .collect_view();
        let acts = acts.into_iter().map(|waiting| view! { <ActLine waiting/> }).collect_view();
        let strange = (strange > 0).then(|| {
            let says = t::readings::unsent_strange(lang, i64::try_from(strange).unwrap_or(i64::MAX));
            view! { <li><span class="dot"></span><div><p>{says}</p></div></li> }
        });
        view! { <section class="card pad"><ul class="history">{lines}{acts}{strange}</ul></section> }
            .into_any()
    };
    let send = move |_| spawn_local(offline::flush(desk));
    let file = move || {
        let encoded = String::from(js_sys::encode_uri_component(&all(desk)));
        format!("data:application/json;charset=utf-8,{encoded}")
    };
    let some = move || desk.unsent() > 0;
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

/// All that waits, as the device keeps it; of files that wait the names, not the bytes. Tracks.
fn all(desk: Desk) -> String {
    let file = serde_json::json!({
        "readings": desk.outbox.with(|outbox| serde_json::to_value(outbox.entries()).unwrap_or_default()),
        "acts": desk.acts.with(|acts| serde_json::to_value(acts.entries()).unwrap_or_default()),
        "unread": desk.strange.get(),
    });
    serde_json::to_string_pretty(&file).unwrap_or_default()
}

#[component]
fn Line(entry: Entry, copy: Option<Arc<Snapshot>>) -> impl IntoView {
    let lang = use_lang();
    let desk = use_desk();
    let command = entry.command.clone();
    let what = t::readings::entry_of(
        lang,
        copy.as_ref().map_or_else(|| command.cluster.to_string(), |copy| copy.cluster.name.clone()),
        name_of(copy.as_deref(), lang, &entry),
        copy.as_ref().map_or_else(
            || command.period.to_string(),
            |copy| command.period.show(lang, copy.cluster.financial_year_starts),
        ),
    );
    let typed = figure_text(lang, command.content().ok().and_then(|content| content.figure).as_ref());
    let (words, current) = match &entry.state {
        EntryState::Waiting => (t::readings::entry_waiting(lang).to_owned(), None),
        EntryState::Sending => (t::readings::entry_sending(lang).to_owned(), None),
        EntryState::Parked { problem } => (problem_text(lang, problem), None),
        EntryState::Conflict { current } => {
            let both = view! { <BothFigures entry=entry.clone() theirs=current.clone() copy=copy.clone()/> };
            (t::readings::entry_conflict(lang).to_owned(), Some(both))
        }
    };
    let id = command.id;
    let in_conflict = matches!(entry.state, EntryState::Conflict { .. });
    // Another figure than either: the form decides by what is recorded there.
    let edit = in_conflict
        .then(|| format!("/app/{}/record/{}?period={}", command.cluster, command.kpi, command.period));
    let decided = matches!(entry.state, EntryState::Parked { .. } | EntryState::Conflict { .. });
    let drop_it = move |_| {
        desk.outbox.update(|outbox| drop(outbox.discard(id)));
        spawn_local(async move { desk.write(Change { gone: &[id], ..Change::default() }).await });
    };
    let again = move |_| {
        if in_conflict {
            return desk.insist(id);
        }
        desk.outbox.update(|outbox| {
            outbox.retry(id);
        });
        spawn_local(offline::flush(desk));
    };
    view! {
        <li>
            <span class="dot"></span>
            <div>
                <p><b>{what}</b>" "{current.is_none().then(|| view! { <ins>{typed}</ins> })}</p>
                <p class="hint">{words}</p>
                {current}
            </div>
            {decided.then(|| view! {
                <div class="row tight">
                    {edit.map(|href| view! { <a class="btn small quiet" href=href>{t::common::edit(lang)}</a> })}
                    <button class="btn small" on:click=again>{if in_conflict { t::readings::keep_mine(lang) } else { t::readings::send_again(lang) }}</button>
                    <button class="btn small quiet" on:click=drop_it>{if in_conflict { t::readings::keep_theirs(lang) } else { t::readings::discard(lang) }}</button>
                </div>
            })}
        </li>
    }
}

/// What the device holds of the clusters whose entries wait: this page belongs to none of them.
fn copies(desk: Desk) -> RwSignal<BTreeMap<Key, Arc<Snapshot>>> {
    let held = RwSignal::new(BTreeMap::<Key, Arc<Snapshot>>::new());
    let clusters = Memo::new(move |_| {
        // Before it is known who is here, nobody's copy is open.
        let someone = desk.home.with(Option::is_some);
        desk.outbox.with(|outbox| {
            let waiting = outbox.entries().iter().filter(|_| someone);
            waiting.map(|entry| entry.command.cluster.clone()).collect::<BTreeSet<_>>()
        })
    });
    Effect::new(move |_| {
        let clusters = clusters.get();
        let Some(local) = desk.local() else { return };
        for cluster in clusters {
            let local = local.clone();
            spawn_local_scoped(async move {
                if let Ok(Some(copy)) = local.snapshot(cluster.as_str()).await {
                    held.try_update(|held| drop(held.insert(cluster, copy)));
                }
            });
        }
    });
    held
}

fn name_of(copy: Option<&Snapshot>, lang: Lang, entry: &Entry) -> String {
    let kpi = copy.and_then(|copy| {
        let kpi = copy.kpis.iter().find(|kpi| kpi.key == entry.command.kpi)?;
        Some(kpi.name.in_lang(lang, &copy.cluster.languages).to_owned())
    });
    kpi.unwrap_or_else(|| entry.command.kpi.to_string())
}
