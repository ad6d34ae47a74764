//! What others record shows at once: the server says which cluster has changed, and the tabs that show it ask for more.
//! One connection for all tabs of a browser; the tab that holds it tells the others.

use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{EventSource, MessageEvent};

use super::browser::{Turn, only_one};
use super::sync::{now, pull};
use super::tabs::tell_news;
use crate::workspace::Desk;

/// Listens from this tab, or waits until the tab that does is closed; once, when it is known who works here.
pub fn listen(desk: Desk) {
    spawn_local(async move {
        let Some(turn) = only_one("vigie-live", Turn::Waits).await else { return };
        let Ok(source) = EventSource::new("/api/app/live") else { return };
        let said = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
            let news = event.data().as_string().unwrap_or_default();
            tell_news(&news);
            heard(desk, &news);
        });
        source.set_onmessage(Some(said.as_ref().unchecked_ref()));
        // A connection that breaks is made anew by the browser; what changed meanwhile was not said.
        let opened = Closure::<dyn Fn()>::new(move || {
            tell_news("");
            heard(desk, "");
        });
        source.set_onopen(Some(opened.as_ref().unchecked_ref()));
        // As long as the page.
        said.forget();
        opened.forget();
        std::mem::forget(turn);
    });
}

/// `12 alpes`: a cluster and the number it has reached. Nothing: the server is there (again), so what waits can be sent, and
/// there may be something new.
pub fn heard(desk: Desk, news: &str) {
    if news.is_empty() && desk.snapshot.with_untracked(Option::is_some) {
        return now(desk);
    }
    let Some((seq, slug)) = news.split_once(' ') else { return };
    let Ok(seq) = seq.parse::<u64>() else { return };
    let open = desk.slug.with_untracked(|open| open.as_deref() == Some(slug));
    let newer = desk.snapshot.with_untracked(|held| held.as_ref().is_some_and(|held| held.seq < seq));
    if open && newer {
        spawn_local(pull(desk));
    }
}
