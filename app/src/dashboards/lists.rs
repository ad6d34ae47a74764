//! Several KPIs in lines: as bars, as a table, period by period.

use leptos::prelude::*;
use vigie_domain::dashboard::Size;

use super::card::{change, named, size_class};
use super::figures::KpiCard;
use super::matrix::{Matrix, MatrixCell, MatrixRow};
use crate::locale::{t, use_lang};
use crate::ui::{Bar, Icon, StatusChip, StatusKey, status_class, status_glyph, status_word};

#[component]
pub fn Progress(rows: Vec<KpiCard>, size: Size) -> impl IntoView {
    let lang = use_lang();
    let empty =
        rows.is_empty().then(|| view! { <p class="body muted">{t::dashboards::progress_none(lang)}</p> });
    let rows = rows.into_iter().filter_map(progress).collect_view();
    view! {
        <section class=format!("card {}", size_class(size))>
            <header class="head">
                <div><h2>{t::dashboards::progress(lang)}</h2><p class="hint">{t::dashboards::progress_hint(lang)}</p></div>
                <span class="hint tick-key">{t::dashboards::expected_today(lang)}</span>
            </header>
            {empty}
            <ul class="objectives">{rows}</ul>
        </section>
    }
}

fn progress(card: KpiCard) -> Option<impl IntoView> {
    let progress = card.progress?;
    let facts = [card.brief, card.goal].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>();
    Some(view! {
        <li class="objective">
            <div><h3>{named(card.name, card.href)}</h3><p>{facts.join(" · ")}</p></div>
            <Bar done=Some(progress.done) expected=progress.expected status=card.status label=progress.words/>
            <span class="attained">{progress.figure}</span>
            {card.status.map(|status| view! { <StatusChip status/> })}
        </li>
    })
}

/// `previous`: the day of the previous board; empty where there is none.
#[component]
pub fn TableView(rows: Vec<KpiCard>, size: Size, previous: String) -> impl IntoView {
    let lang = use_lang();
    let columns = [
        t::dashboards::column_figure(lang),
        t::dashboards::column_target(lang),
        t::dashboards::column_change(lang),
        t::dashboards::column_status(lang),
    ];
    let has_then = !previous.is_empty();
    let then_name = t::dashboards::column_previous(lang, previous);
    let body = rows.into_iter().map(|card| {
        let then =
            has_then.then(|| view! { <td class="num" data-label=then_name.clone()>{card.then.clone()}</td> });
        let figure = if card.brief.is_empty() { "—".to_owned() } else { card.brief.clone() };
        let status = card.status.map(|status| view! { <StatusChip status plain=true/> });
        view! {
            <tr>
                <th scope="row">{named(card.name, card.href)}</th>
                <td class="num" data-label=columns[0]>{figure}" "<small>{card.when}</small></td>
                {then}
                <td data-label=columns[1]>{card.goal}</td>
                <td data-label=columns[2]>{card.change.map(change)}</td>
                <td data-label=columns[3]>{status}</td>
            </tr>
        }
    });
    let body = body.collect_view();
    let head_then = has_then.then(|| view! { <th scope="col" class="num">{then_name.clone()}</th> });
    view! {
        <section class=format!("card {}", size_class(size))>
            <header class="head"><h2>{t::dashboards::table(lang)}</h2></header>
            <div class="table-wrap" role="region" aria-label=t::dashboards::table(lang) tabindex="0">
                <table class="table stacking">
                    <thead>
                        <tr>
                            <th scope="col">{t::dashboards::column_kpi(lang)}</th>
                            <th scope="col" class="num">{columns[0]}</th>
                            {head_then}
                            <th scope="col">{columns[1]}</th>
                            <th scope="col">{columns[2]}</th>
                            <th scope="col">{columns[3]}</th>
                        </tr>
                    </thead>
                    <tbody>{body}</tbody>
                </table>
            </div>
        </section>
    }
}

#[component]
pub fn MatrixView(matrix: Matrix, size: Size) -> impl IntoView {
    let lang = use_lang();
    if matrix.columns.is_empty() {
        return view! {
            <section class=format!("card {}", size_class(size))>
                <header class="head"><h2>{t::dashboards::matrix(lang)}</h2></header>
                <p class="body muted">{t::dashboards::matrix_outside(lang)}</p>
            </section>
        }
        .into_any();
    }
    let head = matrix.columns.iter().map(|name| view! { <th scope="col">{name.clone()}</th> }).collect_view();
    let cells = matrix.rows.iter().flat_map(|row| row.cells.iter().flatten());
    let seen = cells.filter_map(|cell| cell.status).collect();
    let sums = matrix.sums;
    let rows = matrix.rows.into_iter().map(row).collect_view();
    view! {
        <section class=format!("card {}", size_class(size))>
            <header class="head"><h2>{t::dashboards::matrix(lang)}</h2></header>
            <div class="table-wrap" role="region" aria-label=t::dashboards::matrix(lang) tabindex="0">
                <table class="table dense matrix">
                    <thead><tr><th scope="col">{t::dashboards::column_kpi(lang)}</th>{head}</tr></thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
            <StatusKey seen sums/>
        </section>
    }
    .into_any()
}

fn row(row: MatrixRow) -> impl IntoView {
    let cells = row.cells.into_iter().map(cell).collect_view();
    view! { <tr><th scope="row">{named(row.name, row.href)}</th>{cells}</tr> }
}

fn cell(cell: Option<MatrixCell>) -> AnyView {
    let lang = use_lang();
    // A coarser period that ends elsewhere.
    let Some(cell) = cell else { return view! { <td class="between"></td> }.into_any() };
    let class = format!("cell {}", cell.status.map_or("", status_class));
    let mark = cell.status.map(|status| {
        view! { <Icon glyph=status_glyph(status)/><span class="visually-hidden">{status_word(lang, status)}</span> }
    });
    let figure = if cell.figure.is_empty() { "—".to_owned() } else { cell.figure };
    let period = (!cell.period.is_empty()).then(|| view! { <small>{cell.period}</small> });
    view! { <td class=class>{mark}<span class="num">{figure}</span>{period}</td> }.into_any()
}
