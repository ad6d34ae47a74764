//! The head of a dashboard's page: where one is, the other dashboards, what can be done.

use leptos::prelude::*;

use super::desk_board::{OVERVIEW, all};
use super::look_back::LookBack;
use super::shared::{SharedTag, shared};
use crate::format;
use crate::locale::{t, use_lang};
use crate::ui::{Glyph, Icon, OnlineLink};
use crate::workspace::use_desk;

/// `id`: of the dashboard that is shown.
#[component]
pub fn Head(#[prop(into)] title: Signal<String>, #[prop(into)] id: Signal<String>) -> impl IntoView {
    let lang = use_lang();
    let desk = use_desk();
    crate::ui::title(move || title.get());
    let eyebrow = move || {
        desk.book()
            .map(|book| t::dashboards::eyebrow(lang, &book.cluster.name, format::date(lang, desk.today())))
    };
    let places = move || {
        let all = desk.book().map(|book| all(&book, lang)).unwrap_or_default();
        let links = all.iter().map(|(each, name)| {
            let href =
                if each == OVERVIEW { desk.href("") } else { desk.href(&format!("/dashboards/{each}")) };
            view! { <a href=href aria-current=(id.get() == *each).then_some("page")>{name.clone()}</a> }
        });
        (all.len() > 1).then(|| view! { <nav class="seg" aria-label=t::dashboards::dashboards(lang)>{links.collect_view()}</nav> })
    };
    let online = Signal::derive(move || desk.is_online());
    let href = Signal::derive(move || desk.href(&format!("/dashboards/{}/edit", id.get())));
    let paper = Signal::derive(move || {
        let past = desk.past.with(|past| past.as_ref().map(|past| format!("&as_of={}", past.today)));
        let (slug, id) = (desk.slug(), id.get());
        format!("/api/app/paper/{slug}/{id}?lang={}{}", lang.tag(), past.unwrap_or_default())
    });
    let records = move || desk.book().is_some_and(|book| book.kpis.iter().any(|kpi| desk.may_record(kpi)));
    view! {
        <header class="page-head">
            <div>
                <p class="eyebrow">{eyebrow}</p>
                <h1>{title}</h1>
                <SharedTag desk shared=shared(desk) id/>
            </div>
            <div class="row actions">
                <Show when=move || desk.is_manager()>
                    <OnlineLink online class="btn roomy" href glyph=Glyph::Pencil words=t::build::arrange(lang)/>
                </Show>
                <a class="btn narrow-only" href=move || desk.href("/dashboards")><Icon glyph=Glyph::Dashboards small=true/>{t::build::to_list(lang)}</a>
                <a class="btn wide-only" title=t::board::open(lang) href=move || desk.href(&format!("/dashboards/{}/board", id.get())) on:click=super::board_mode::opened>
                    <Icon glyph=Glyph::Maximize small=true/>
                    {t::board::present(lang)}
                </a>
                <LookBack/>
                <OnlineLink online class="btn" href=paper glyph=Glyph::Download words="PDF" hint=t::paper::pdf_hint(lang) download=true/>
                <Show when=records>
                    <a class="btn roomy" href=move || desk.href("/record")><Icon glyph=Glyph::Record small=true/>{t::dashboards::record(lang)}</a>
                </Show>
                <Show when=move || desk.is_manager()>
                    <a class="btn primary" href=move || desk.href(&format!("/shares?new={}", id.get()))>
                        <Icon glyph=Glyph::Share small=true/>
                        {t::dashboards::share(lang)}
                    </a>
                </Show>
            </div>
            <div class="others">{places}</div>
        </header>
    }
}
