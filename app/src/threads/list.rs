//! The messages of a KPI, the oldest first, and the field for the next one.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use vigie_domain::act::{Acts, Deed};
use vigie_domain::thread::{Shown, shown};
use vigie_domain::{Key, Kpi};

use super::api::read_thread;
use super::composer::Composer;
use super::message::MessageItem;
use crate::locale::{t, use_lang};
use crate::offline;
use crate::workspace::{Desk, use_desk};

#[component]
pub fn Thread(key: Signal<String>) -> impl IntoView {
    let desk = use_desk();
    let kpi = Memo::new(move |_| {
        let key = Key::parse(&key.get()).ok()?;
        desk.book().and_then(|book| book.kpi(&key).cloned())
    });
    move || {
        // Who looks back only reads; who comes back to today may write again.
        desk.past.track();
        kpi.get().map(|kpi| view! { <Of kpi/> })
    }
}

#[component]
fn Of(kpi: Kpi) -> impl IntoView {
    let lang = use_lang();
    let desk = use_desk();
    // As the server decides: who records comments.
    let speaks = untrack(|| desk.may_record(&kpi));
    let key = StoredValue::new(kpi.key);
    let all = Memo::new(move |_| of_kpi(desk, &key.read_value()));
    Effect::new(move |_| mark_read(desk, &key.read_value()));
    let none =
        move || all.with(Vec::is_empty).then(|| view! { <p class="hint">{t::threads::none(lang)}</p> });
    let said = Callback::new(move |text: String| {
        desk.act(offline::uuid(), &key.read_value(), Deed::Say { text });
    });
    view! {
        <div class="body pad thread">
            {none}
            <ol class="messages">
                <For each=move || all.get() key=|one| (one.message.id, one.message.text.clone(), one.waiting) let:one>
                    <MessageItem one key/>
                </For>
            </ol>
            {speaks.then(|| view! { <Composer id="thread-say" label=t::threads::say(lang) action=t::threads::send(lang) done=said/> })}
        </div>
    }
}

/// With what waits on this device; on an earlier day what stood then. Tracks.
fn of_kpi(desk: Desk, key: &Key) -> Vec<Shown> {
    let (past, now) = (desk.past.get(), desk.snapshot.get());
    let looks_back = past.is_some();
    let Some(snapshot) = past.or(now) else { return Vec::new() };
    let (cluster, me) = (&snapshot.cluster.slug, Some(snapshot.me.id));
    let of = |acts: &Acts| shown(&snapshot.messages, acts, cluster, key, me);
    if looks_back { of(&Acts::default()) } else { desk.acts.with(of) }
}

/// What names this person counts as read once it is in sight and the server has heard of it. Tracks.
fn mark_read(desk: Desk, key: &Key) {
    let waits = desk.snapshot.with(|snapshot| {
        let snapshot = snapshot.as_ref()?;
        snapshot.mentions().any(|message| message.kpi == *key).then_some(snapshot.seq)
    });
    let (Some(seq), true) = (waits, desk.is_online() && desk.past.with(Option::is_none)) else { return };
    let (slug, key) = (desk.slug(), key.clone());
    spawn_local(async move {
        if read_thread(slug.clone(), key.clone(), seq).await.is_err() {
            return;
        }
        let held = desk.snapshot.get_untracked().filter(|held| held.cluster.slug.as_str() == slug);
        if let Some(held) = held {
            let mut read = (*held).clone();
            read.me.read.insert(key, seq);
            desk.snapshot.set(Some(Arc::new(read)));
        }
    });
}
