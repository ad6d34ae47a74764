//! One table to type or paste into: the last figures of each KPI, where it starts, where it shall go, by when, who.
//! Saved as one goes: readings through the outbox, the rest when one leaves a row.

mod cell;
mod keys;
mod line;
mod row;
mod save;
mod sheet;

use gloo_timers::future::TimeoutFuture;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

use self::row::RowView;
use self::sheet::Sheet;
use super::stage::{Refusal, Stage, Step};
use crate::clusters::entry::COLUMNS;
use crate::clusters::words::many;
use crate::locale::{t, use_lang};
use crate::ui::{Empty, Glyph, Icon};
use crate::workspace::use_desk;

#[component]
pub fn FiguresStep(slug: String) -> impl IntoView {
    let lang = use_lang();
    let desk = use_desk();
    // Built once: what was typed stays when the copy moves on.
    let sheet = desk.book.get_untracked().map(|book| Sheet::of(&book, untrack(|| desk.today()), lang, desk));
    let Some(sheet) = sheet.filter(|sheet| sheet.has_rows()) else {
        return view! { <NothingToFill slug/> }.into_any();
    };
    sheet.watch_outbox(desk);
    let note = Signal::derive(move || {
        let busy = sheet.saving.get() > 0 || desk.outbox.with(|outbox| outbox.pending()) > 0;
        if busy { t::common::saving(lang).to_owned() } else { t::start::saved_as_you_go(lang).to_owned() }
    });
    let (file, add) =
        (format!("/app/start/{slug}?step=file"), format!("/app/start/{slug}?step=library&then=figures"));
    let (back, next) = (format!("/app/start/{slug}"), format!("/app/start/{slug}?step=finish"));
    let busy = RwSignal::new(false);
    let navigate = use_navigate();
    let go = move |_| {
        let (navigate, next) = (navigate.clone(), next.clone());
        busy.set(true);
        spawn_local(async move {
            // What one has just left is on its way.
            while sheet.saving.get_untracked() > 0 {
                TimeoutFuture::new(50).await;
            }
            sheet.save_rows(desk, sheet.unsaved()).await;
            busy.set(false);
            match sheet.first_wrong() {
                Some((row, column)) => {
                    keys::focus(row, column);
                }
                None if sheet.failed.with_untracked(Option::is_none) => {
                    navigate(&next, NavigateOptions::default())
                }
                None => {}
            }
        });
    };
    let beside = move || view! { <a class="btn" href=file.clone()><Icon glyph=Glyph::Upload small=true/>{t::start::use_file(lang)}</a> };
    view! {
        <Stage step=Step::Figures title=t::start::figures_title(lang) lede=t::start::figures_lede(lang) wide=true note beside>
            <Refusal wrong=sheet.failed/>
            <div class="card">
                <Table sheet/>
                <Total sheet add/>
            </div>
            <div class="actions stay">
                <a class="btn quiet" href=back>{t::common::back(lang)}</a>
                <button type="button" class="btn primary" on:click=go aria-busy=move || busy.get().then_some("true")>
                    <span>{t::start::show_dashboard(lang)}</span>
                    <Icon glyph=Glyph::ArrowRight small=true/>
                </button>
            </div>
        </Stage>
    }
    .into_any()
}

#[component]
fn Table(sheet: Sheet) -> impl IntoView {
    let lang = use_lang();
    let groups = sheet
        .groups()
        .into_iter()
        .map(|(title, rows)| {
            let rows = rows.into_iter().map(|row| view! { <RowView sheet row/> }).collect_view();
            view! {
                <tr class="group"><th colspan=(COLUMNS + 1).to_string() scope="colgroup">{title}</th></tr>
                {rows}
            }
        })
        .collect_view();
    view! {
        <div class="table-wrap" role="region" aria-label=t::start::figures_title(lang) tabindex="0">
            <table class="entry">
                <thead>
                    <tr>
                        <th scope="col">{t::start::column_kpi(lang)}</th>
                        <th scope="colgroup" colspan="3">{t::start::column_past(lang)}</th>
                        <th scope="col" class="num">{t::start::column_baseline(lang)}</th>
                        <th scope="col" class="num">{t::start::column_target(lang)}</th>
                        <th scope="col">{t::start::column_by(lang)}</th>
                        <th scope="col">{t::start::column_responsible(lang)}</th>
                    </tr>
                </thead>
                <tbody>{groups}</tbody>
            </table>
        </div>
    }
}

/// How far one is, below the table.
#[component]
fn Total(sheet: Sheet, add: String) -> impl IntoView {
    let lang = use_lang();
    let complete = move || sheet.complete();
    let all = sheet.rows().len();
    let all_done = move || complete() == all;
    let wrong = move || sheet.wrong();
    view! {
        <p class="entry-total">
            <span role="status">
                <span class="chip plain" class:met=all_done class:no_data=move || !all_done()>
                    {move || view! { <Icon glyph=if all_done() { Glyph::StatusMet } else { Glyph::StatusNoData }/> }}
                    {move || t::start::complete_of(lang, complete(), all)}
                </span>
                " "
                {move || (wrong() > 0).then(|| t::start::n_wrong(lang, many(wrong())))}
            </span>
            <span class="push"><a class="btn quiet small" href=add><Icon glyph=Glyph::Plus small=true/>{t::start::add_kpi(lang)}</a></span>
        </p>
    }
}

#[component]
fn NothingToFill(slug: String) -> impl IntoView {
    let lang = use_lang();
    let (purpose, library) = (format!("/app/start/{slug}"), format!("/app/start/{slug}?step=library"));
    let (title, text) = (t::start::no_kpis(lang), t::start::no_kpis_text(lang));
    view! {
        <Stage step=Step::Figures title=t::start::figures_title(lang)>
            <Empty glyph=Glyph::Kpis title text>
                <a class="btn primary" href=purpose>{t::start::choose_kit(lang)}</a>
                <a class="btn" href=library>{t::start::single_title(lang)}</a>
            </Empty>
        </Stage>
    }
}
