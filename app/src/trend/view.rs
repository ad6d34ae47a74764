//! The chart with its sentence, its comments and its table.

use leptos::prelude::*;
use vigie_domain::Status;

use super::Trend;
use super::table::{Columns, rows};
use crate::chart::Chart;
use crate::locale::{t, use_lang};

/// `id`: unlike any other on the page.
#[component]
pub fn TrendFigure(
    #[prop(into)] id: String,
    #[prop(into)] title: String,
    #[prop(into)] trend: Signal<Trend>,
    /// Laid out for a card.
    #[prop(optional)]
    card: bool,
) -> impl IntoView {
    let lang = use_lang();
    let chart = Signal::derive(move || trend.with(|trend| trend.chart.clone()));
    // The projection's sentence follows the summary's.
    let summary = Signal::derive(move || {
        trend.with(|trend| match trend.outlook.as_str() {
            "" => trend.summary.clone(),
            outlook => format!("{} {outlook}", trend.summary),
        })
    });
    let legend = trend.with_untracked(|trend| trend.legend.clone());
    let notes = move || {
        trend.with(|trend| {
            let lines = trend.notes.iter().zip(1_u32..);
            let lines = lines
                .map(|(note, number)| view! { <li><b>{number.to_string()}</b>{note.clone()}</li> })
                .collect_view();
            (!trend.notes.is_empty()).then(|| view! { <ol class="notes">{lines}</ol> })
        })
    };
    let name = t::trend::table_name(lang, &title);
    view! {
        <Chart id data=chart title summary legend card table_label=t::trend::table(lang)>
            <TrendTable trend name=name.clone()/>
        </Chart>
        {notes}
    }
}

#[component]
fn TrendTable(trend: Signal<Trend>, name: String) -> impl IntoView {
    move || {
        let lang = use_lang();
        let name = name.clone();
        trend.with(|trend| {
            let value = if trend.unit.is_empty() { t::trend::value(lang).to_owned() } else { t::trend::value_in(lang, &trend.unit) };
            let has_path = trend.rows.iter().any(|row| !row.path.is_empty());
            let has_running = has_path && trend.is_flow;
            // Without anything to compare with, a dash says as much as "no data".
            let judged = |status| !matches!(status, Status::NoTarget | Status::NoData);
            let has_status = trend.rows.iter().any(|row| row.status.is_some_and(judged));
            let has_notes = trend.rows.iter().any(|row| !row.note.is_empty());
            let expected = if has_running { t::trend::expected_so_far(lang) } else { t::trend::expected(lang) };
            let columns = Columns { running: has_running, path: has_path, status: has_status, note: has_notes };
            let rows = rows(lang, &trend.rows, columns);
            view! {
                <div class="table-wrap tall" role="region" aria-label=name tabindex="0">
                    <table class="table dense" data-points=trend.chart.points.len() data-skipped=trend.skipped>
                        <thead>
                            <tr>
                                <th scope="col">{t::trend::period(lang)}</th>
                                <th scope="col" class="num">{value}</th>
                                {has_running.then(|| view! { <th scope="col" class="num">{t::trend::so_far(lang)}</th> })}
                                {has_path.then(|| view! { <th scope="col" class="num">{expected}</th> })}
                                {has_status.then(|| view! { <th scope="col">{t::trend::status(lang)}</th> })}
                                {has_notes.then(|| view! { <th scope="col">{t::trend::note(lang)}</th> })}
                            </tr>
                        </thead>
                        <tbody inner_html=rows></tbody>
                    </table>
                </div>
            }
        })
    }
}
