//! Where the KPI belongs: objectives, theme, frameworks; and who may see it.

use leptos::prelude::*;

use super::super::fields::{Line, Pick};
use super::super::shared::{Form, use_form};
use super::objectives::all;
use crate::kpis::words;
use crate::locale::{t, use_lang};
use crate::ui::Choice;

/// The shipped packs, as `words::pack` names them.
const PACKS: [&str; 12] = [
    "internationalisation",
    "membership-satisfaction",
    "partnerships-interclustering",
    "innovation-rd",
    "technology-transfer",
    "sme-growth-groupings",
    "skills-hr",
    "funding-sustainability",
    "governance-team-trust",
    "branding-visibility",
    "smart-specialisation",
    "green-digital-transition",
];

#[component]
pub fn Belongs() -> impl IntoView {
    let lang = use_lang();
    let form = use_form();
    let draft = form.draft.more;
    view! {
        <Objectives form/>
        <div class="fields">
            <Pick id="kpi-category" label=t::kpis::theme(lang) value=draft.category choices=themes(form) place="category"/>
            <Line id="kpi-frameworks" label=t::kpis::frameworks(lang) hint=t::kpis::frameworks_hint(lang) value=draft.frameworks place="frameworks" optional=true/>
        </div>
        <label class="check">
            <input type="checkbox" prop:checked=draft.confidential on:change=move |event| draft.confidential.set(event_target_checked(&event))/>
            <span>{t::kpis::confidential(lang)}<small>{t::kpis::confidential_hint(lang)}</small></span>
        </label>
    }
}

/// Every active objective with its parent above it.
#[component]
fn Objectives(form: Form) -> impl IntoView {
    let lang = form.lang;
    let chosen = form.draft.more.objectives;
    let found = form.book.with_value(|book| all(book, lang));
    if found.is_empty() {
        return view! { <p class="hint">{t::kpis::no_objectives(lang)}</p> }.into_any();
    }
    let boxes =
        found.into_iter().map(|(id, title, child)| objective(chosen, id, title, child)).collect_view();
    view! {
        <fieldset>
            <legend>{t::kpis::shows_objectives(lang)}</legend>
            <div class="belongs">{boxes}</div>
        </fieldset>
    }
    .into_any()
}

fn objective(chosen: RwSignal<Vec<String>>, id: String, title: String, child: bool) -> impl IntoView {
    let own = id.clone();
    let toggle = move |event| {
        let on = event_target_checked(&event);
        chosen.update(|chosen| {
            chosen.retain(|other| *other != id);
            if on {
                chosen.push(id.clone());
            }
        });
    };
    view! {
        <label class="check" class:child=child>
            <input type="checkbox" prop:checked=move || chosen.with(|chosen| chosen.contains(&own)) on:change=toggle/>
            <span>{title}</span>
        </label>
    }
}

/// None, the shipped themes, and whichever others the cluster has.
fn themes(form: Form) -> Vec<Choice> {
    let lang = form.lang;
    let mut ids: Vec<String> = PACKS.iter().map(|id| (*id).to_owned()).collect();
    form.book.with_value(|book| ids.extend(book.kpis.iter().filter_map(|kpi| kpi.category.clone())));
    ids.push(form.draft.more.category.get_untracked());
    let mut choices = vec![(String::new(), t::kpis::own(lang).to_owned())];
    for id in ids {
        if !choices.iter().any(|(known, _)| *known == id) {
            choices.push((id.clone(), words::pack(lang, &id)));
        }
    }
    choices
}
