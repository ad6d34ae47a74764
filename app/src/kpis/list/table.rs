//! The table of KPIs; on a phone a list.

use leptos::prelude::*;

use super::entry::{Entry, Group};
use crate::chart::Sparkline;
use crate::locale::{t, use_lang};
use crate::ui::{StatusChip, status_word};
use crate::workspace::use_desk;

#[component]
pub fn KpiTable(groups: Vec<Group>) -> impl IntoView {
    let lang = use_lang();
    let bodies = groups.into_iter().map(|group| view! { <Body group/> }).collect_view();
    view! {
        <div class="card">
            <div class="table-wrap" role="region" aria-label=t::kpis::title(lang) tabindex="0">
                <table class="table kpi-table">
                    <thead>
                        <tr>
                            <th scope="col">{t::kpis::kpi(lang)}</th>
                            <th scope="col" class="num">{t::kpis::latest(lang)}</th>
                            <th scope="col" class="num">{t::kpis::target(lang)}</th>
                            <th scope="col">{t::kpis::status(lang)}</th>
                            <th scope="col">{t::kpis::course(lang)}</th>
                            <th scope="col">{t::kpis::responsible(lang)}</th>
                        </tr>
                    </thead>
                    {bodies}
                </table>
            </div>
        </div>
    }
}

#[component]
fn Body(group: Group) -> impl IntoView {
    let rows = group.entries.into_iter().map(|entry| view! { <Line entry/> }).collect_view();
    view! {
        <tbody>
            {(!group.title.is_empty()).then(|| view! { <tr class="group"><th colspan="6" scope="rowgroup">{group.title}</th></tr> })}
            {rows}
        </tbody>
    }
}

#[component]
fn Line(entry: Entry) -> impl IntoView {
    let lang = use_lang();
    let desk = use_desk();
    let below = format!("/kpis/{}", entry.key);
    let (spark, path) = (entry.spark, entry.path);
    let drawn = spark.iter().flatten().count() > 1;
    view! {
        <tr>
            <th scope="row">
                <span class="named"><a href=move || desk.href(&below)>{entry.name}</a><small>{entry.frequency}</small></span>
            </th>
            <td class="num">
                <span class="named">
                    {entry.figure.unwrap_or_else(|| "–".to_owned())}
                    <small>{entry.period}</small>
                    {entry.latest.map(|latest| view! { <small>{latest}</small> })}
                </span>
            </td>
            <td class="num aim" data-label=t::kpis::target(lang)>
                {match entry.target {
                    Some((target, by)) => view! { <span class="named">{target}<small>{by}</small></span> }.into_any(),
                    None => view! { <span class="faint">"–"</span> }.into_any(),
                }}
            </td>
            <td>
                {match entry.status {
                    Some(status) => view! { <StatusChip status plain=true/> }.into_any(),
                    None => view! { <span class="faint">{t::kpis::for_information(lang)}</span> }.into_any(),
                }}
                {entry.judged.map(|status| view! { <small class="line">{t::common::assessment_is(lang, status_word(lang, status))}</small> })}
                {entry.baseline_needed.then(|| view! { <small class="line">{t::kpis::baseline_missing(lang)}</small> })}
            </td>
            <td class="course">
                {drawn.then(|| view! { <Sparkline values=Signal::stored(spark) path=Signal::stored(path)/> })}
            </td>
            <td class="who">
                {match entry.responsible {
                    Some(name) => view! { <span>{name}</span> }.into_any(),
                    None => view! { <span class="faint">"–"</span> }.into_any(),
                }}
            </td>
        </tr>
    }
}
