//! Several tabs of one browser: they share what the device keeps, and tell each other when it changed.

use leptos::prelude::*;
use leptos::task::spawn_local;
use vigie_domain::sync::Snapshot;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{BroadcastChannel, MessageEvent};

use super::sync::flush;
use crate::workspace::Desk;

thread_local! {
    /// One for the page: what it says itself it does not hear.
    static CHANNEL: Option<BroadcastChannel> = BroadcastChannel::new("vigie-device").ok();
}

/// Before what the server said, to tell it from what a tab says of the device.
const NEWS: &str = "news ";

/// Listens to the other tabs; once, from the root.
pub fn listen(desk: Desk) {
    let heard = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
        let said = event.data().as_string().unwrap_or_default();
        if let Some(news) = said.strip_prefix(NEWS) {
            return super::live::heard(desk, news);
        }
        spawn_local(async move {
            follow(desk).await;
            follow_copy(desk, &said).await;
            // The tab that sends may have ended a moment before.
            if desk.pending() > 0 {
                flush(desk).await;
            }
        });
    });
    CHANNEL.with(|channel| {
        if let Some(channel) = channel {
            channel.set_onmessage(Some(heard.as_ref().unchecked_ref()));
        }
    });
    // As long as the page.
    heard.forget();
}

/// What the device keeps has changed here: the queue, and perhaps a copy.
pub fn tell(copy: Option<&Snapshot>) {
    post(&copy.map(|copy| format!("{} {}", copy.seq, copy.cluster.slug)).unwrap_or_default());
}

/// The server says that a cluster has changed.
pub fn tell_news(news: &str) {
    post(&format!("{NEWS}{news}"));
}

fn post(said: &str) {
    CHANNEL.with(|channel| {
        if let Some(channel) = channel {
            let _ = channel.post_message(&said.into());
        }
    });
}

/// Takes over the queue that the device keeps: another tab may have changed it.
pub async fn follow(desk: Desk) {
    let Some(local) = desk.local() else { return };
    if let Ok(stored) = local.outbox().await {
        desk.take_stored(stored);
    }
}

/// The same between two batches, where hardly anything is new.
pub async fn follow_on(desk: Desk) {
    let Some(local) = desk.local() else { return };
    if let Ok((held, new)) = local.outbox_beyond(&desk.waiting_ids()).await {
        desk.take_news(&held, new);
    }
}

/// The same for the copy of the open cluster, where what was said is about it and newer.
async fn follow_copy(desk: Desk, said: &str) {
    let Some((seq, slug)) = said.split_once(' ') else { return };
    let (Some(local), Ok(seq)) = (desk.local(), seq.parse::<u64>()) else { return };
    let newer = move || {
        desk.slug.with_untracked(|open| open.as_deref() == Some(slug))
            && desk.snapshot.with_untracked(|held| held.as_ref().is_some_and(|held| held.seq < seq))
    };
    if newer()
        && let Ok(Some(copy)) = local.snapshot(slug).await
        && newer()
    {
        desk.snapshot.set(Some(copy));
    }
}
