//! Name, status, definition, and what can be done with the KPI.

use leptos::prelude::*;
use vigie_domain::{Nature, Objective};

use super::shown::Shown;
use crate::kpis::list::archive;
use crate::kpis::words;
use crate::locale::t;
use crate::ui::{Banner, BannerKind, Glyph, Icon, OnlineLink, StatusChip};

#[component]
pub fn Head(shown: Shown) -> impl IntoView {
    let Shown { desk, lang, .. } = shown;
    crate::ui::title(move || shown.name());
    let archived = shown.kpi.with_value(|kpi| kpi.archived);
    let definition = shown.kpi.with_value(|kpi| shown.text(&kpi.definition));
    let status = move || {
        shown
            .card
            .with(|card| card.as_ref().and_then(|card| card.status))
            .map(|status| view! { <StatusChip status/> })
    };
    view! {
        <header class="page-head">
            <div>
                <nav class="crumbs" aria-label=t::kpis::path(lang)>
                    <ol>
                        <li><a href=move || desk.href("/kpis")>{t::kpis::title(lang)}</a></li>
                        <Above shown/>
                    </ol>
                </nav>
                <h1>{shown.name()} {status}</h1>
                {(!definition.is_empty()).then(|| view! { <p class="lede">{definition}</p> })}
            </div>
            <Actions shown/>
        </header>
        {archived.then(|| view! {
            <Banner kind=BannerKind::Note glyph=Glyph::Archive><p>{t::kpis::is_archived(lang)}</p></Banner>
        })}
        {move || {
            let needed = shown.card.with(|card| card.as_ref().is_some_and(|card| card.baseline_needed));
            needed.then(|| view! {
                <Banner kind=BannerKind::Warn glyph=Glyph::Info><p>{t::kpis::baseline_wanted(lang)}</p></Banner>
            })
        }}
    }
}

/// Where the KPI belongs: the objective that counts it, else its pack.
#[component]
fn Above(shown: Shown) -> impl IntoView {
    let Shown { desk, lang, .. } = shown;
    move || {
        let kpi = shown.kpi.get_value();
        let objective = desk.book().and_then(|book| {
            let active = book.objectives.iter().filter(|objective| !objective.archived);
            let found = active
                .flat_map(Objective::flat)
                .find(|objective| objective.kpis.iter().any(|share| share.key == kpi.key));
            found.map(|objective| shown.text(&objective.title))
        });
        match (objective, &kpi.category) {
            (Some(title), _) => {
                Some(view! { <li><a href=move || desk.href("/objectives")>{title}</a></li> }.into_any())
            }
            (None, Some(pack)) => Some(view! { <li>{words::pack(lang, pack)}</li> }.into_any()),
            (None, None) => None,
        }
    }
}

#[component]
fn Actions(shown: Shown) -> impl IntoView {
    let Shown { desk, lang, .. } = shown;
    let (key, archived, formula) =
        shown.kpi.with_value(|kpi| (kpi.key.clone(), kpi.archived, kpi.nature == Nature::Formula));
    let (edit, record) = (format!("/kpis/{key}/edit"), format!("/record/{key}"));
    let (key, edit) = (StoredValue::new(key), StoredValue::new(edit));
    let online = Signal::derive(move || desk.is_online());
    let offline = move || (!online.get()).then(|| t::common::needs_connection(lang));
    let aside = move |_| archive(desk, key.get_value(), shown.name(), !archived);
    let may_record = move || shown.kpi.with_value(|kpi| desk.may_record(kpi)) && !formula && !archived;
    view! {
        <div class="row actions">
            <Show when=move || desk.is_manager()>
                <button type="button" class="btn quiet" disabled=move || !desk.is_online() title=offline on:click=aside>
                    <Icon glyph=if archived { Glyph::Restore } else { Glyph::Archive } small=true/>
                    {if archived { t::common::restore(lang) } else { t::common::archive(lang) }}
                </button>
                <OnlineLink online class="btn" href=Signal::derive(move || edit.with_value(|edit| desk.href(edit))) glyph=Glyph::Pencil words=t::common::edit(lang)/>
            </Show>
            <Show when=may_record>
                <a class="btn primary" href={ let record = record.clone(); move || desk.href(&record) }>
                    <Icon glyph=Glyph::Plus small=true/>
                    {t::kpis::record(lang)}
                </a>
            </Show>
        </div>
    }
}
