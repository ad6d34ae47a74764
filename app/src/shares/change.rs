//! Other terms for a link that is there, or another address for it.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::address::Address;
use super::api::{Entry, Made, change_share, renew_share};
use super::form::kpis_of;
use super::terms::{Draft, Elsewhere, TermFields};
use crate::locale::{t, use_lang};
use crate::ui::{Dialog, Field, Input, asking, say};
use crate::workspace::use_desk;

/// Opens while there is an `entry`; `changed` runs once something was changed.
#[component]
pub fn Change(entry: RwSignal<Option<Entry>>, changed: Callback<()>) -> impl IntoView {
    let lang = use_lang();
    let open = asking(entry);
    let renewed = RwSignal::new(None::<Made>);
    Effect::new(move |_| {
        if !open.get() {
            renewed.set(None);
        }
    });
    view! {
        <Dialog id="share-change" open title=t::shares::change_title(lang)>
            {move || match (renewed.get(), entry.get()) {
                (Some(link), _) => view! { <Address link open/> }.into_any(),
                (None, Some(entry)) => view! { <Form entry open renewed changed/> }.into_any(),
                (None, None) => ().into_any(),
            }}
        </Dialog>
    }
}

#[component]
fn Form(
    entry: Entry,
    open: RwSignal<bool>,
    renewed: RwSignal<Option<Made>>,
    changed: Callback<()>,
) -> impl IntoView {
    let lang = use_lang();
    let desk = use_desk();
    let draft = Draft::of(lang, Some(&entry));
    let busy = RwSignal::new(false);
    let id = StoredValue::new(entry.id.clone());
    let save = move |event: SubmitEvent| {
        event.prevent_default();
        let Some(terms) = draft.terms(lang) else { return };
        busy.set(true);
        spawn_local(async move {
            match change_share(id.get_value(), terms).await {
                Ok(_) => {
                    say(t::shares::changed_said(lang), None);
                    open.set(false);
                    changed.run(());
                }
                Err(error) => draft.wrong.set(Some(error)),
            }
            busy.set(false);
        });
    };
    let renew = move |_| {
        busy.set(true);
        spawn_local(async move {
            match renew_share(id.get_value()).await {
                Ok(link) => {
                    renewed.set(Some(link));
                    changed.run(());
                }
                Err(error) => draft.wrong.set(Some(error)),
            }
            busy.set(false);
        });
    };
    let kpis = untrack(|| desk.book()).map(|book| kpis_of(lang, &book, &entry.dashboard)).unwrap_or_default();
    let fixed = entry.fixed_on.is_some();
    let name_wrong = draft.at(lang, "name");
    let waits = move || busy.get() || !desk.is_online();
    view! {
        <form on:submit=save novalidate>
            <div class="body form">
                <Elsewhere draft/>
                <Field id="share-name" label=t::shares::field_name(lang) error=name_wrong>
                    <Input id="share-name" value=draft.name error=name_wrong/>
                </Field>
                <TermFields draft kpis=Signal::stored(kpis) open=true fixed=Signal::stored(fixed)/>
                <div class="row renew">
                    <p class="hint grow">{t::shares::renew_hint(lang)}</p>
                    <button type="button" class="btn small" disabled=waits on:click=renew>{t::shares::renew(lang)}</button>
                </div>
            </div>
            <footer class="foot">
                <button type="button" class="btn" on:click=move |_| open.set(false)>{t::common::cancel(lang)}</button>
                <button class="btn primary" aria-busy=move || busy.get().to_string() disabled=waits>{t::common::save(lang)}</button>
            </footer>
        </form>
    }
}
