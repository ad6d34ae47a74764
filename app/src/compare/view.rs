//! The tables and the chart of a comparison.

use leptos::prelude::*;

use super::course::{Course, CourseRow};
use super::goals::{Attained, Goal};
use super::table::{Cell, Line, Table, Total};
use crate::chart::Chart;
use crate::locale::{t, use_lang};
use crate::ui::{Bar, Icon, StatusChip, StatusKey, status_class, status_glyph, status_word};

/// KPIs down, clusters across.
#[component]
pub fn TableView(table: Table, #[prop(into)] label: String) -> impl IntoView {
    let lang = use_lang();
    let columns = table.columns.clone();
    let (seen, sums) = (table.statuses(), table.sums);
    let heads = table
        .columns
        .iter()
        .map(|name| view! { <th scope="col" class="num">{name.clone()}</th> })
        .collect_view();
    let width = columns.len() + 2;
    let bodies = table.groups.into_iter().map(|group| {
        let lines = group.lines.into_iter().map(|row| line(row, &columns)).collect_view();
        let title = (!group.title.is_empty()).then(|| {
            view! { <tr class="group"><th colspan=width scope="rowgroup">{group.title}</th></tr> }
        });
        view! { <tbody>{title}{lines}</tbody> }
    });
    let bodies = bodies.collect_view();
    view! {
        <div class="table-wrap" role="region" aria-label=label tabindex="0">
            <table class="table stacking compare">
                <thead>
                    <tr>
                        <th scope="col">{t::portfolio::kpi(lang)}</th>
                        {heads}
                        <th scope="col" class="num total">{t::portfolio::total(lang)}</th>
                    </tr>
                </thead>
                {bodies}
            </table>
        </div>
        <StatusKey seen sums/>
    }
}

fn line(line: Line, columns: &[String]) -> impl IntoView + use<> {
    let name = match line.href {
        Some(href) => view! { <a href=href>{line.name}</a> }.into_any(),
        None => line.name.into_any(),
    };
    let period = (!line.period.is_empty()).then(|| view! { <small>{line.period}</small> });
    let cells = line.cells.into_iter().zip(columns).map(|(one, name)| cell(one, name.clone())).collect_view();
    view! {
        <tr>
            <th scope="row"><span class="named">{name}{period}</span></th>
            {cells}
            {total(line.total)}
        </tr>
    }
}

fn cell(cell: Option<Cell>, column: String) -> AnyView {
    let lang = use_lang();
    let Some(cell) = cell else {
        return view! { <td class="num" data-label=column><span class="faint">{t::portfolio::absent(lang)}</span></td> }
            .into_any();
    };
    let class = if cell.known { "" } else { "faint" };
    view! {
        <td class="num" data-label=column>
            <span class="named">
                <span class=class>{cell.status.map(mark)}{cell.figure}</span>
                {small(cell.delta)}
                {small(cell.fresh)}
            </span>
        </td>
    }
    .into_any()
}

fn total(total: Total) -> impl IntoView {
    let lang = use_lang();
    let none = total.figure.is_empty();
    let figure = match (none, total.words.is_empty()) {
        (false, _) => total.figure,
        (true, false) => t::portfolio::no_total(lang).to_owned(),
        (true, true) => "–".to_owned(),
    };
    let class = if none { "faint" } else { "" };
    view! {
        <td class="num total" data-label=t::portfolio::total(lang)>
            <span class="named">
                <span class=class>{total.status.map(mark)}{figure}</span>
                {small(total.delta)}
                {small(total.words)}
            </span>
        </td>
    }
}

fn small(text: String) -> Option<impl IntoView> {
    (!text.is_empty()).then(|| view! { <small>{text}</small> })
}

/// The status as shape, colour and, for those who hear it, word.
fn mark(status: vigie_domain::Status) -> impl IntoView {
    let word = status_word(use_lang(), status);
    view! {
        <span class=format!("mark {}", status_class(status)) title=word>
            <Icon glyph=status_glyph(status) small=true/>
            <span class="visually-hidden">{word}" "</span>
        </span>
    }
}

/// Objectives down, clusters across.
#[component]
pub fn GoalsView(goals: Vec<Goal>, columns: Vec<String>, #[prop(into)] label: String) -> impl IntoView {
    let lang = use_lang();
    let heads = columns.iter().map(|name| view! { <th scope="col">{name.clone()}</th> }).collect_view();
    let rows = goals.into_iter().map(|goal| {
        let cells = goal
            .cells
            .into_iter()
            .zip(&columns)
            .map(|(one, name)| attained(one, name.clone()))
            .collect_view();
        let class = if goal.is_child { "child" } else { "" };
        view! { <tr class=class><th scope="row">{goal.title}</th>{cells}</tr> }
    });
    let rows = rows.collect_view();
    view! {
        <div class="table-wrap" role="region" aria-label=label tabindex="0">
            <table class="table stacking compare">
                <thead><tr><th scope="col">{t::portfolio::objective(lang)}</th>{heads}</tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
}

fn attained(cell: Option<Attained>, column: String) -> AnyView {
    let lang = use_lang();
    let Some(cell) = cell else {
        return view! { <td data-label=column><span class="faint">{t::portfolio::no_such_objective(lang)}</span></td> }
            .into_any();
    };
    view! {
        <td data-label=column>
            <div class="attaining">
                <span class="row tight"><b class="num">{cell.figure}</b><StatusChip status=cell.status plain=true/></span>
                <Bar done=cell.done expected=cell.expected status=Some(cell.status) label=cell.bar/>
                <small>{cell.facts}</small>
            </div>
        </td>
    }
    .into_any()
}

/// The chart of one KPI with its table.
#[component]
pub fn CourseFigure(#[prop(into)] id: String, course: Course) -> impl IntoView {
    let lang = use_lang();
    let Course { name, chart, legend, summary, columns, rows, has_total, .. } = course;
    let label = t::trend::table_name(lang, &name);
    let table = move || table_of(&label, &columns, &rows, has_total);
    view! {
        <Chart id data=Signal::stored(chart) title=name summary=Signal::stored(summary) legend table_label=t::trend::table(lang)>
            {table()}
        </Chart>
    }
}

fn table_of(label: &str, columns: &[String], rows: &[CourseRow], has_total: bool) -> impl IntoView + use<> {
    let lang = use_lang();
    let heads =
        columns.iter().map(|name| view! { <th scope="col" class="num">{name.clone()}</th> }).collect_view();
    let has_status = rows.iter().any(|row| row.status.is_some());
    let rows = rows.iter().map(|row| {
        let cells = row.cells.iter().map(|text| view! { <td class="num">{text.clone()}</td> }).collect_view();
        let without = (!row.without.is_empty())
            .then(|| view! { " "<small>{t::portfolio::without(lang, row.without.clone())}</small> });
        let total = has_total.then(|| view! { <td class="num">{row.total.clone()}{without}</td> });
        let status = has_status
            .then(|| view! { <td>{row.status.map(|status| view! { <StatusChip status plain=true/> })}</td> });
        let class = if row.breaks { "break" } else { "" };
        view! { <tr class=class><th scope="row">{row.period.clone()}</th>{cells}{total}{status}</tr> }
    });
    let rows = rows.collect_view();
    view! {
        <div class="table-wrap tall" role="region" aria-label=label.to_owned() tabindex="0">
            <table class="table dense">
                <thead>
                    <tr>
                        <th scope="col">{t::trend::period(lang)}</th>
                        {heads}
                        {has_total.then(|| view! { <th scope="col" class="num">{t::portfolio::total(lang)}</th> })}
                        {has_status.then(|| view! { <th scope="col">{t::portfolio::total_status(lang)}</th> })}
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
}
