//! The definition of a KPI: new, or changed.

mod about;
mod baseline;
mod check;
mod draft;
mod drawn;
mod fields;
mod figure;
mod formula;
mod grid;
mod live;
mod more;
mod nature;
mod parts;
mod read;
mod read_plan;
mod recording;
mod rows;
mod save;
mod sets;
mod shared;
mod texts;
mod versions;

use std::sync::Arc;

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use vigie_domain::{Book, Key, Kpi};

use self::draft::{Draft, Writer, blank};
use self::figure::FigureFields;
use self::live::Live;
use self::more::{More, counting};
use self::save::{Foot, Save, Wrong, save};
use self::sets::Plan;
use self::shared::Form;
use crate::locale::{t, use_lang};
use crate::ui::{Empty, Glyph};
use crate::workspace::use_desk;

#[component]
pub fn KpiFormPage() -> impl IntoView {
    let desk = use_desk();
    let params = use_params_map();
    let key = Memo::new(move |_| params.with(|params| params.get("key")));
    let loaded = Memo::new(move |_| desk.book().is_some());
    // Built once the book is there, and not again when it changes: what was typed stays.
    move || {
        if !loaded.get() {
            return view! { <div class="card pad stack"><span class="skeleton title"></span><span class="skeleton block"></span></div> }.into_any();
        }
        let Some(book) = desk.book.get_untracked() else { return ().into_any() };
        if !untrack(|| desk.is_manager()) {
            return view! { <ReadersOnly/> }.into_any();
        }
        match key.get() {
            None => view! { <FormOf book old=None/> }.into_any(),
            Some(text) => match Key::parse(&text).ok().and_then(|key| book.kpi(&key).cloned()) {
                Some(kpi) => view! { <FormOf book old=Some(kpi)/> }.into_any(),
                None => view! { <Missing/> }.into_any(),
            },
        }
    }
}

#[component]
fn ReadersOnly() -> impl IntoView {
    let lang = use_lang();
    crate::ui::title(move || t::kpis::title(lang).to_owned());
    view! { <h1>{t::kpis::title(lang)}</h1> <Empty glyph=Glyph::Lock title=t::kpis::managers_only(lang) text=t::kpis::managers_only_text(lang)><BackToList/></Empty> }
}

#[component]
fn Missing() -> impl IntoView {
    let lang = use_lang();
    crate::ui::title(move || t::kpis::title(lang).to_owned());
    view! { <h1>{t::kpis::title(lang)}</h1> <Empty glyph=Glyph::Search title=t::kpis::missing(lang) text=t::kpis::missing_text(lang)><BackToList/></Empty> }
}

#[component]
fn BackToList() -> impl IntoView {
    let lang = use_lang();
    let desk = use_desk();
    view! { <a class="btn primary" href=move || desk.href("/kpis")>{t::kpis::to_list(lang)}</a> }
}

#[component]
fn FormOf(book: Arc<Book>, old: Option<Kpi>) -> impl IntoView {
    let lang = use_lang();
    let desk = use_desk();
    let fy = book.fy();
    let languages = book.cluster.languages.clone();
    let Some(begin) = old.clone().or_else(blank) else { return ().into_any() };
    let key = old.as_ref().map(|kpi| kpi.key.to_string()).unwrap_or_default();
    let draft = Draft::of(&begin, &key, &languages, Writer { lang, fy });
    let form = Form {
        draft,
        live: Live::new(draft, begin, old.is_none(), book.clone(), lang),
        problems: RwSignal::new(Vec::new()),
        fixed: old.as_ref().is_some_and(|kpi| book.readings.has(&kpi.key)),
        book: StoredValue::new(book),
        old: StoredValue::new(old.clone()),
        lang,
        fy,
    };
    if let Some(kpi) = &old {
        draft.more.objectives.set(form.book.with_value(|book| counting(book, &kpi.key)));
    }
    provide_context(form);
    let saved = Save::new();
    let title = match &old {
        Some(kpi) => t::kpis::edit_title(lang, kpi.name.in_lang(lang, &languages)),
        None => t::kpis::new(lang).to_owned(),
    };
    let named = title.clone();
    crate::ui::title(move || named.clone());
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        save(form, saved);
    };
    view! {
        <header class="page-head">
            <div>
                <nav class="crumbs" aria-label=t::kpis::path(lang)>
                    <ol><li><a href=move || desk.href("/kpis")>{t::kpis::title(lang)}</a></li></ol>
                </nav>
                <h1>{title}</h1>
            </div>
        </header>
        <form class="form definition-form" novalidate=true on:submit=submit on:input=move |_| form.live.touch() on:change=move |_| form.live.touch() on:click=move |_| form.live.touch()>
            <Wrong save=saved/>
            <FigureFields/>
            <Plan/>
            <More/>
            <Foot save=saved back=key/>
        </form>
    }
    .into_any()
}
