//! One objective with its children and the KPIs of both.

use leptos::prelude::*;
use vigie_domain::objective::Rule;
use vigie_domain::{Lang, Number};

use super::archived::archive;
use super::assessment::AssessObjective;
use super::node::{Linked, Node};
use crate::format;
use crate::locale::{t, use_lang};
use crate::ui::{AssessedView, Bar, Glyph, Icon, OnlineLink, StatusChip};
use crate::workspace::use_desk;

#[component]
pub fn ObjectiveCard(node: Node) -> impl IntoView {
    let lang = use_lang();
    let desk = use_desk();
    let (id, title, rule) = (node.id.clone(), node.title.clone(), node.rule);
    let given = node.assessed.is_some();
    let why = Some(node.why.clone()).filter(|why| !why.is_empty());
    let children = node.children.clone();
    let label = title.clone();
    view! {
        <section class="card objective-card" aria-label=label>
            <ul class="objectives">
                <Line node=node.clone() child=false/>
                {node.kpis.into_iter().map(|kpi| view! { <KpiLine kpi child=false/> }).collect_view()}
                {children
                    .into_iter()
                    .map(|child| {
                        let kpis = child.kpis.clone();
                        view! {
                            <Line node=child child=true/>
                            {kpis.into_iter().map(|kpi| view! { <KpiLine kpi child=true/> }).collect_view()}
                        }
                    })
                    .collect_view()}
            </ul>
            <footer class="foot">
                <div class="grow">
                    {why.map(|why| view! { <p>{why}</p> })}
                    <p class="rule">{rule_words(lang, rule)}</p>
                </div>
                <Show when=move || desk.is_manager()>
                    <Actions id=id.clone() title=title.clone() given/>
                </Show>
            </footer>
        </section>
    }
}

fn rule_words(lang: Lang, rule: Rule) -> &'static str {
    match rule {
        Rule::Weighted => t::objectives::rule_weighted(lang),
        Rule::All => t::objectives::rule_all(lang),
    }
}

#[component]
fn Actions(id: String, title: String, given: bool) -> impl IntoView {
    let lang = use_lang();
    let desk = use_desk();
    let online = Signal::derive(move || desk.is_online());
    let below = StoredValue::new(format!("/objectives/{id}"));
    let assess = view! { <AssessObjective id=id.clone() title=title.clone() given class="btn small quiet"/> };
    let named = StoredValue::new((id, title.clone()));
    let aside = move |_| {
        let (id, title) = named.get_value();
        archive(desk, id, title, true);
    };
    let of = title.clone();
    view! {
        <div class="row">
            {assess}
            <button
                type="button"
                class="btn small quiet"
                disabled=move || !desk.is_online()
                title=move || (!desk.is_online()).then(|| t::common::needs_connection(lang))
                on:click=aside
            >
                <Icon glyph=Glyph::Archive small=true/>
                {t::common::archive(lang)}
                <span class="visually-hidden">{of}</span>
            </button>
            <OnlineLink online class="btn small" href=Signal::derive(move || below.with_value(|below| desk.href(below))) glyph=Glyph::Pencil words=t::common::edit(lang) of=title/>
        </div>
    }
}

/// Title, what it rests on, bar with the tick of today, status.
#[component]
fn Line(node: Node, child: bool) -> impl IntoView {
    let lang = use_lang();
    let report = node.report;
    let attained = report.attainment.as_ref().map(|share| format::percent(lang, share));
    let label = match (&attained, &report.expected) {
        (Some(done), Some(expected)) => t::objectives::bar_label(lang, done, format::percent(lang, expected)),
        (Some(done), None) => t::objectives::bar_label_plain(lang, done),
        (None, _) => t::objectives::no_figure(lang).to_owned(),
    };
    let mut notes = vec![t::portfolio::with_data(lang, i64::from(report.of), report.with_data.to_string())];
    if child && node.rule == Rule::All {
        notes.push(t::objectives::rule_all_short(lang).to_owned());
    }
    notes.extend(node.notes);
    let desk = use_desk();
    let given = node.assessed.is_some();
    let assessed = node.assessed.map(|assessed| view! { <AssessedView assessed named=true/> });
    let named = StoredValue::new((node.id, node.title.clone()));
    let title = if child {
        view! { <h3>{node.title}</h3> }.into_any()
    } else {
        view! { <h2>{node.title}</h2> }.into_any()
    };
    let why = Some(node.why).filter(|why| child && !why.is_empty()).map(|why| view! { <p>{why}</p> });
    view! {
        <li class="objective" class:child=child>
            <div>
                {title}
                {why}
                <p>{notes.join(" · ")}</p>
                {assessed}
                <Show when=move || child && desk.is_manager()>
                    {let (id, title) = named.get_value(); view! { <p><AssessObjective id title given class="link"/></p> }}
                </Show>
            </div>
            <Bar done=report.attainment.clone() expected=report.expected.clone() status=Some(report.status) label/>
            <span class="attained">{attained.unwrap_or_else(|| "–".to_owned())}</span>
            <StatusChip status=report.status/>
        </li>
    }
}

#[component]
fn KpiLine(kpi: Linked, child: bool) -> impl IntoView {
    let lang = use_lang();
    let desk = use_desk();
    let below = format!("/kpis/{}", kpi.key);
    let show = |share: &Number| format::percent(lang, share);
    let done = kpi.progress.as_ref().map(show);
    let label = match (&done, &kpi.expected) {
        (Some(done), Some(expected)) => t::objectives::bar_label(lang, done, show(expected)),
        (Some(done), None) => t::objectives::bar_label_plain(lang, done),
        (None, _) => t::objectives::no_figure(lang).to_owned(),
    };
    let weight = (kpi.weight != "1").then(|| t::objectives::weight_of(lang, &kpi.weight));
    view! {
        <li class="objective kpi" class:child=child>
            <div><a href=move || desk.href(&below)>{kpi.name}</a>{weight.map(|weight| view! { <span class="faint">" "{weight}</span> })}</div>
            <Bar done=kpi.progress.clone() expected=kpi.expected.clone() status=kpi.status label/>
            <span class="attained">{done.unwrap_or_else(|| "–".to_owned())}</span>
            {match kpi.status {
                Some(status) => view! { <StatusChip status plain=true/> }.into_any(),
                None => view! { <span class="faint small">{t::objectives::for_information(lang)}</span> }.into_any(),
            }}
        </li>
    }
}
