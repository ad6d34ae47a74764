//! Recording one KPI after the other: on a phone one a screen, on a desk the same in a column.

use leptos::prelude::*;
use leptos_router::hooks::{use_navigate, use_params_map, use_query_map};
use vigie_domain::{Key, Period};

use super::choice;
use super::form::RecordForm;
use super::run::{Run, Stop};
use super::steps::{Steps, Swiped, address};
use crate::locale::{t, use_lang};
use crate::ui::{Empty, Glyph, say};
use crate::workspace::use_desk;

#[component]
pub fn RecordPage() -> impl IntoView {
    let lang = use_lang();
    let desk = use_desk();
    let params = use_params_map();
    let query = use_query_map();
    let key = Signal::derive(move || params.with(|params| params.get("key").unwrap_or_default()));
    let period = Signal::derive(move || query.with(|query| query.get("period")));
    let kpi = move || {
        Key::parse(&key.get())
            .ok()
            .and_then(|key| desk.book().and_then(|book| book.kpi(&key).cloned().map(|kpi| (kpi, book))))
    };
    let name = move || kpi().map(|(kpi, book)| kpi.name.in_lang(lang, &book.cluster.languages).to_owned());
    crate::ui::title(move || name().unwrap_or_default());
    let definition =
        move || kpi().map(|(kpi, book)| kpi.definition.in_lang(lang, &book.cluster.languages).to_owned());
    // As it was when one came here: what is recorded on the way stays in it.
    let run = Memo::new(move |before: Option<&Run>| match before {
        Some(run) if run.len() > 0 => run.clone(),
        _ => {
            let today = desk.today();
            desk.book().map(|book| Run::of(&book, today, |kpi| desk.may_record(kpi))).unwrap_or_default()
        }
    });
    let here = Memo::new(move |before: Option<&Option<Stop>>| {
        let (kpi, book) = kpi()?;
        let asked = period.get().and_then(|text| Period::parse(&text).ok());
        let before = before.cloned().flatten().filter(|(key, _)| *key == kpi.key);
        // Without a period in the address the form begins with the one that is due then, and stays there.
        let chosen =
            || before.map(|(_, period)| period).unwrap_or_else(|| choice::first(&book, &kpi, desk.today()));
        Some((kpi.key.clone(), asked.unwrap_or_else(chosen)))
    });
    let navigate = use_navigate();
    let after = Callback::new(move |()| {
        let next = here
            .get_untracked()
            .zip(desk.book.get_untracked())
            .and_then(|(here, book)| run.with_untracked(|run| run.open_after(&here, &book).cloned()));
        let place = match &next {
            Some(stop) => address(desk, stop),
            None => untrack(|| desk.href("/record")),
        };
        if next.is_none() && run.with_untracked(|run| run.len() > 0) {
            say(t::run::done(lang), None);
        }
        navigate(&place, leptos_router::NavigateOptions::default());
    });
    let missing = Memo::new(move |_| desk.book().is_some() && kpi().is_none());
    view! {
        <Show when=move || !missing.get() fallback=Missing>
            <header class="page-head record-head">
                <div>
                    <nav class="crumbs" aria-label=t::readings::path(lang)>
                        <ol><li><a href=move || desk.href("/record")>{t::readings::todo(lang)}</a></li></ol>
                    </nav>
                    <h1>{name}</h1>
                    <p class="lede">{definition}</p>
                </div>
                <div class="row actions"><a class="btn" href=move || desk.href(&format!("/kpis/{}", key.get()))>{t::readings::to_kpi(lang)}</a></div>
            </header>
            <Steps run here/>
            <Swiped run here><RecordForm key period after/></Swiped>
        </Show>
    }
}

#[component]
fn Missing() -> impl IntoView {
    let lang = use_lang();
    let desk = use_desk();
    crate::ui::title(move || t::readings::missing(lang).to_owned());
    view! {
        <Empty glyph=Glyph::Search title=t::readings::missing(lang) text=t::readings::missing_text(lang) page=true>
            <a class="btn primary" href=move || desk.href("/record")>{t::readings::todo(lang)}</a>
        </Empty>
    }
}
