//! Name, definition and key.

use leptos::prelude::*;
use vigie_domain::Key;

use super::fields::Line;
use super::shared::use_form;
use super::texts::Texts;
use crate::locale::{t, use_lang};

#[component]
pub fn About() -> impl IntoView {
    let lang = use_lang();
    let form = use_form();
    let draft = form.draft;
    let touched = RwSignal::new(!form.is_new());
    // A new KPI's key follows its name until somebody types another.
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
    view! {
        <section class="card pad form" aria-labelledby="about-title">
            <h2 id="about-title">{t::kpis::about_title(lang)}</h2>
            <Texts id="kpi-name" label=t::common::name(lang) hint=t::kpis::name_hint(lang) draft=draft.name place="name"/>
            <Texts id="kpi-definition" label=t::kpis::definition(lang) hint=t::kpis::definition_hint(lang) draft=draft.definition place="definition" long=true optional=true/>
            {if form.is_new() {
                view! { <Line id="kpi-key" label=t::kpis::key(lang) hint=t::kpis::key_hint(lang) value=draft.key place="key" on_leave=leave/> }.into_any()
            } else {
                view! { <p class="hint">{t::kpis::key(lang)}" "<code>{draft.key.get_untracked()}</code></p> }.into_any()
            }}
        </section>
    }
}
