//! Mounting into the shell.

use std::rc::Rc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::components::Router;
use vigie_domain::Lang;

use super::desk::{Connection, Desk};
use super::frame::Frame;
use super::routes::Pages;
use crate::chart::OnCanvas;
use crate::clusters::api;
use crate::error::AppError;
use crate::locale::provide_lang;
use crate::offline::{self, LocalCopy};
use crate::ui::{Toasts, provide_toasts};

/// The root of the workspace; `frontend` calls it inside a root that is not hydrating.
#[component]
pub fn Workspace() -> impl IntoView {
    provide_lang(lang_here());
    provide_context(OnCanvas);
    provide_toasts();
    let desk = Desk::new();
    provide_context(desk);
    offline::start(desk);
    spawn_local(open(desk));
    // Another cluster in the address: its copy first, then what the server says.
    Effect::new(move |_| {
        let slug = desk.slug.get();
        let person = desk.home.with(|home| home.as_ref().map(|home| home.user.clone()));
        if let (Some(slug), Some(_)) = (slug, person) {
            spawn_local(open_cluster(desk, slug));
        }
    });
    let hue =
        Memo::new(move |_| desk.snapshot.with(|snapshot| snapshot.as_ref().and_then(|it| it.cluster.hue)));
    Effect::new(move |_| wear(hue.get()));
    Effect::new(move |before: Option<Connection>| {
        let now = desk.connection.get();
        if (before, now) == (Some(Connection::Offline), Connection::Online) {
            tell_boot("vigie:reconnected");
        }
        now
    });
    let handle = window_event_listener_untyped("beforeunload", move |event| {
        if desk.only_here() {
            event.prevent_default();
        }
    });
    on_cleanup(move || handle.remove());
    view! {
        <Router>
            <Frame>
                <Pages/>
            </Frame>
        </Router>
        <Toasts/>
    }
}

/// Mounts into the emptied body.
pub fn mount_workspace() {
    leptos::mount::mount_to_body(Workspace);
}

/// An event for `frontend/boot.js`, which looks after the service worker.
pub(super) fn tell_boot(what: &str) {
    if let Ok(event) = web_sys::CustomEvent::new(what) {
        let _ = window().dispatch_event(&event);
    }
}

/// The language chosen on this device, else the browser's.
fn lang_here() -> Lang {
    let document = document().document_element().and_then(|root| root.get_attribute("lang"));
    let chosen = window()
        .local_storage()
        .ok()
        .flatten()
        .and_then(|storage| storage.get_item("vigie-lang").ok().flatten());
    let browser = window().navigator().language();
    let lang = [chosen, browser, document]
        .into_iter()
        .flatten()
        .find_map(|tag| Lang::from_tag(&tag[..tag.len().min(2)]));
    let lang = lang.unwrap_or(Lang::En);
    if let Some(root) = leptos::prelude::document().document_element() {
        let _ = root.set_attribute("lang", lang.tag());
    }
    lang
}

/// The colour of the open cluster, to the nearest step that the style knows below it; without one Vigie's own.
fn wear(hue: Option<u16>) {
    let Some(root) = document().document_element() else { return };
    let _ = match hue {
        Some(hue) => root.set_attribute("data-hue", &(hue / 15 * 15 % 360).to_string()),
        None => root.remove_attribute("data-hue"),
    };
}

/// Who is here: the server says it, or the device remembers it.
async fn open(desk: Desk) {
    let remembered = offline::remembered_home();
    if let Some(home) = &remembered {
        take_seat(desk, home.clone()).await;
    }
    match api::fetch_home().await {
        Ok(home) => {
            offline::remember_home(&home);
            desk.connection.set(Connection::Online);
            let another = remembered.is_none_or(|remembered| remembered.user != home.user);
            if another {
                desk.snapshot.set(None);
                take_seat(desk, home).await;
            } else {
                desk.home.set(Some(home));
            }
            offline::listen_live(desk);
            offline::flush(desk).await;
        }
        Err(AppError::SignedOut) if remembered.is_some() => desk.connection.set(Connection::SignedOut),
        Err(AppError::SignedOut) => sign_in(),
        Err(_) => {
            desk.connection.set(Connection::Offline);
            // Whoever was signed in may be still: the browser tries until the server is back.
            if remembered.is_some() {
                offline::listen_live(desk);
            }
        }
    }
}

async fn take_seat(desk: Desk, home: api::Home) {
    desk.leave_seat();
    if let Ok(local) = LocalCopy::open(&home.user).await {
        if let Ok(outbox) = local.outbox().await {
            desk.take_stored(outbox);
        }
        desk.set_local(Some(Rc::new(local)));
    }
    desk.home.set(Some(home));
}

async fn open_cluster(desk: Desk, slug: String) {
    let already = desk
        .snapshot
        .with_untracked(|snapshot| snapshot.as_ref().is_some_and(|at| at.cluster.slug.as_str() == slug));
    if !already {
        desk.missing.set(false);
        desk.snapshot.set(None);
        if let Some(local) = desk.local()
            && let Ok(Some(copy)) = local.snapshot(&slug).await
            && desk.slug.get_untracked().as_ref() == Some(&slug)
        {
            desk.snapshot.set(Some(copy));
        }
    }
    offline::pull(desk).await;
}

/// To the form, and back here afterwards.
pub(super) fn sign_in() {
    let location = window().location();
    let here = location.pathname().unwrap_or_default();
    let _ = location.assign(&format!("/login?next={}", js_sys::encode_uri_component(&here)));
}
