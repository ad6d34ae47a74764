//! Recording one KPI after the other: on a phone one a screen, on a desk the same in a column.

use leptos::prelude::*;
use leptos_router::hooks::{use_navigate, use_params_map, use_query_map};
use vigie_domain::due::{DueState, todo};
use vigie_domain::{Key, Period};

use super::form::RecordForm;
use crate::locale::{t, use_lang};
use crate::ui::{Empty, Glyph};
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
    let navigate = use_navigate();
    let after = Callback::new(move |()| navigate(&next(desk), leptos_router::NavigateOptions::default()));
    let missing = Memo::new(move |_| desk.book().is_some() && kpi().is_none());
    view! {
        <Show when=move || !missing.get() fallback=Missing>
            <header class="page-head">
                <div>
                    <nav class="crumbs" aria-label=t::readings::path(lang)>
                        <ol><li><a href=move || desk.href("/record")>{t::readings::todo(lang)}</a></li></ol>
                    </nav>
                    <h1>{name}</h1>
                    <p class="lede">{definition}</p>
                </div>
                <div class="row actions"><a class="btn" href=move || desk.href(&format!("/kpis/{}", key.get()))>{t::readings::to_kpi(lang)}</a></div>
            </header>
            <section class="card pad narrow"><RecordForm key period after/></section>
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

/// The next reading that is due, or the list when nothing is.
fn next(desk: crate::workspace::Desk) -> String {
    let due: Option<(Key, Period)> = desk.book.get_untracked().and_then(|book| {
        let all = todo(&book, untrack(|| desk.today()));
        let due = all.into_iter().find(|due| {
            due.state != DueState::Upcoming
                && book.kpi(&due.kpi).is_some_and(|kpi| untrack(|| desk.may_record(kpi)))
        })?;
        Some((due.kpi, due.period))
    });
    untrack(|| match due {
        Some((kpi, period)) => desk.href(&format!("/record/{kpi}?period={period}")),
        None => desk.href("/record"),
    })
}
