//! Name and key, and what exactly is meant.

use leptos::prelude::*;
use vigie_domain::Key;

use super::fields::Line;
use super::shared::use_form;
use super::texts::Texts;
use crate::locale::{t, use_lang};

#[component]
pub fn About() -> impl IntoView {
    let lang = use_lang();
    let draft = use_form().draft;
    view! {
        <Texts id="kpi-name" label=t::common::name(lang) hint=t::kpis::name_hint(lang) draft=draft.name place="name"/>
    }
}

/// What exactly is counted, how, and from which source.
#[component]
pub fn Sheet() -> impl IntoView {
    let lang = use_lang();
    let form = use_form();
    let draft = form.draft;
    view! {
        <Texts id="kpi-definition" label=t::kpis::definition(lang) hint=t::kpis::definition_hint(lang) draft=draft.definition place="definition" long=true optional=true/>
        <Texts id="kpi-method" label=t::kpis::method(lang) hint=t::kpis::method_hint(lang) draft=draft.method place="method" long=true optional=true/>
        <Texts id="kpi-source" label=t::kpis::source(lang) hint=t::kpis::source_hint(lang) draft=draft.source place="source" optional=true/>
        <KeyField/>
    }
}

/// A new KPI's key follows its name until somebody types another; afterwards it stays.
#[component]
fn KeyField() -> impl IntoView {
    let lang = use_lang();
    let form = use_form();
    let draft = form.draft;
    if !form.is_new() {
        return view! { <p class="hint">{t::kpis::key(lang)}" "<code>{draft.key.get_untracked()}</code></p> }
            .into_any();
    }
    let touched = RwSignal::new(false);
    Effect::new(move |_| {
        let name = draft.name.main();
        if !touched.get_untracked() {
            draft.key.set(Key::from_header(&name).map(|key| key.to_string()).unwrap_or_default());
            form.say_at("key", None);
        }
    });
    let leave = Callback::new(move |()| {
        let typed = draft.key.get_untracked();
        touched.set(!typed.trim().is_empty());
        form.say_at("key", Key::parse(typed.trim()).err().filter(|_| !typed.trim().is_empty()));
    });
    view! { <Line id="kpi-key" label=t::kpis::key(lang) hint=t::kpis::key_hint(lang) value=draft.key place="key" on_leave=leave/> }
        .into_any()
}
