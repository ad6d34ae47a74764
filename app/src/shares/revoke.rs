//! Ending a link. It is asked first: who has it loses it at once, and a token that has ended never opens again.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::api::{Entry, revoke_share};
use crate::locale::{t, use_lang};
use crate::ui::{Dialog, asking, say, say_error};

/// Asks while there is an `entry`; `changed` runs once it has ended.
#[component]
pub fn Revoke(entry: RwSignal<Option<Entry>>, changed: Callback<()>) -> impl IntoView {
    let lang = use_lang();
    let open = asking(entry);
    let busy = RwSignal::new(false);
    let end = move |_| {
        let Some(id) = entry.with_untracked(|entry| entry.as_ref().map(|entry| entry.id.clone())) else {
            return;
        };
        busy.set(true);
        spawn_local(async move {
            match revoke_share(id).await {
                Ok(()) => say(t::shares::revoked_said(lang), None),
                Err(error) => say_error(&error),
            }
            busy.set(false);
            open.set(false);
            changed.run(());
        });
    };
    let name = move || entry.with(|entry| entry.as_ref().map(|entry| entry.name.clone()).unwrap_or_default());
    view! {
        <Dialog id="revoke" open title=t::shares::revoke_title(lang)>
            <div class="body"><p>{move || t::shares::revoke_text(lang, name())}</p></div>
            <footer class="foot">
                <button type="button" class="btn" on:click=move |_| open.set(false)>{t::common::cancel(lang)}</button>
                <button type="button" class="btn danger primary" aria-busy=move || busy.get().to_string() disabled=busy on:click=end>
                    {t::shares::revoke_now(lang)}
                </button>
            </footer>
        </Dialog>
    }
}
