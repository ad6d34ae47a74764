//! The cluster as it was known on an earlier day: what was published then can be read again, with the targets and definitions
//! of then.

use std::sync::Arc;

use chrono::NaiveDate;
use leptos::prelude::*;
use leptos::task::spawn_local;
use vigie_domain::Lang;

use crate::error::AppError;
use crate::locale::{t, use_lang};
use crate::readings::api::fetch_as_of;
use crate::ui::{Dialog, Field, Glyph, Icon, Input};
use crate::workspace::{Desk, LookBackDialog, use_desk};

/// The button; what it opens is loaded when it is first asked for.
#[component]
pub fn LookBack() -> impl IntoView {
    let lang = use_lang();
    let desk = use_desk();
    let (open, asked) = (RwSignal::new(false), RwSignal::new(false));
    let ask = move |_| {
        asked.set(true);
        open.set(true);
    };
    view! {
        <button
            type="button"
            class="btn"
            disabled=move || !desk.is_online()
            title=move || (!desk.is_online()).then(|| t::common::needs_connection(lang))
            on:click=ask
        >
            <Icon glyph=Glyph::History small=true/>
            {t::dashboards::look_back(lang)}
        </button>
        <Show when=move || asked.get()><LookBackDialog open/></Show>
    }
}

pub fn dialog(open: RwSignal<bool>) -> impl IntoView {
    let lang = use_lang();
    view! {
        <Dialog id="look-back" open title=t::dashboards::look_back_title(lang)>
            <Form open/>
        </Dialog>
    }
}

#[component]
fn Form(open: RwSignal<bool>) -> impl IntoView {
    let lang = use_lang();
    let desk = use_desk();
    let today = desk.snapshot.with_untracked(|held| held.as_ref().map(|held| held.today));
    let yesterday = today.and_then(|today| today.pred_opt()).map(|day| day.to_string());
    let day = RwSignal::new(yesterday.unwrap_or_default());
    let problem = RwSignal::new(String::new());
    let busy = RwSignal::new(false);
    let show = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let Ok(chosen) = day.with_untracked(|day| day.parse::<NaiveDate>()) else {
            return problem.set(t::dashboards::look_back_malformed(lang).to_owned());
        };
        busy.set(true);
        spawn_local(async move {
            match look(desk, lang, chosen).await {
                Ok(()) => open.set(false),
                Err(words) => problem.set(words),
            }
            busy.set(false);
        });
    };
    view! {
        <form novalidate on:submit=show>
            <div class="body">
                <Field id="look-back-day" label=t::dashboards::look_back_day(lang) hint=t::dashboards::look_back_hint(lang) error=problem>
                    <Input id="look-back-day" kind="date" value=day error=problem/>
                </Field>
            </div>
            <footer class="foot">
                <button type="button" class="btn" on:click=move |_| open.set(false)>{t::common::cancel(lang)}</button>
                <button class="btn primary" aria-busy=move || busy.get().to_string() disabled=busy>{t::dashboards::look_back_show(lang)}</button>
            </footer>
        </form>
    }
}

async fn look(desk: Desk, lang: Lang, day: NaiveDate) -> Result<(), String> {
    match fetch_as_of(desk.slug(), day).await {
        Ok(past) => {
            desk.past.set(Some(Arc::new(past)));
            Ok(())
        }
        Err(AppError::Invalid(_)) => Err(t::dashboards::look_back_none(lang).to_owned()),
        Err(error) => Err(error.text(lang)),
    }
}
