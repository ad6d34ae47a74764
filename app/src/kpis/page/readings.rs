//! The readings, newest first; each opens its history.

use std::collections::BTreeSet;

use leptos::prelude::*;
use vigie_domain::report::{Query, Row, periods};
use vigie_domain::rollup::Engine;
use vigie_domain::series::Series;
use vigie_domain::{Figure, Nature, Period, State};

use super::history::History;
use super::shown::Shown;
use crate::locale::t;
use crate::ui::StatusChip;

/// Rows shown at once; the rest on demand.
const FIRST: usize = 24;

#[derive(Clone, Debug, PartialEq)]
struct Line {
    row: Row,
    /// The reading's own comment, reason and number of answers.
    comment: String,
    n: Option<vigie_domain::Number>,
    recorded: bool,
    /// The definition changed between this row and the newer one above it.
    broken: bool,
}

#[component]
pub fn ReadingsTable(shown: Shown) -> impl IntoView {
    let lang = shown.lang;
    let lines = Memo::new(move |_| lines(shown));
    let all = RwSignal::new(false);
    let opened = RwSignal::new(None::<Period>);
    let visible = move || {
        lines
            .with(|lines| if all.get() { lines.clone() } else { lines.iter().take(FIRST).cloned().collect() })
    };
    let more = move || (!all.get()).then(|| lines.with(Vec::len)).filter(|n| *n > FIRST);
    let parts = Parts::of(shown);
    let head = parts.clone();
    // A column that says nothing would only take room from the others.
    let comments = Memo::new(move |_| lines.with(|lines| lines.iter().any(|line| !line.comment.is_empty())));
    view! {
        <Show
            when=move || lines.with(|lines| !lines.is_empty())
            fallback=move || view! { <p class="body hint pad">{t::kpis::no_readings(lang)}</p> }
        >
            <div class="table-wrap" role="region" aria-label=t::kpis::readings_of(lang, shown.name()) tabindex="0">
                <table class="table">
                    <thead>
                        <tr>
                            <th scope="col">{t::kpis::period(lang)}</th>
                            <th scope="col" class="num">{t::kpis::value(lang)}</th>
                            {head.names.iter().map(|name| view! { <th scope="col" class="num"><span class="part-name">{name.clone()}</span></th> }).collect_view()}
                            <th scope="col" class="num">{head.path}</th>
                            <th scope="col">{t::kpis::status(lang)}</th>
                            {move || comments.get().then(|| view! { <th scope="col">{t::kpis::comment(lang)}</th> })}
                        </tr>
                    </thead>
                    <tbody>
                        {
                            let parts = parts.clone();
                            move || visible().into_iter().map(|line| row(shown, &parts, line, comments.get(), opened)).collect_view()
                        }
                    </tbody>
                </table>
            </div>
            {move || more().map(|n| view! {
                <p class="foot">
                    <button type="button" class="btn small quiet" on:click=move |_| all.set(true)>
                        {t::kpis::show_all(lang, i64::try_from(n).unwrap_or(i64::MAX))}
                    </button>
                </p>
            })}
        </Show>
        <History shown opened/>
    }
}

/// The columns between value and path.
#[derive(Clone)]
struct Parts {
    names: Vec<String>,
    nature: Nature,
    path: &'static str,
}

impl Parts {
    fn of(shown: Shown) -> Self {
        let lang = shown.lang;
        let nature = shown.kpi.with_value(|kpi| kpi.nature);
        let named = |text: String, other: &str| if text.is_empty() { other.to_owned() } else { text };
        let names = match nature {
            Nature::Ratio => {
                let parts = shown.kpi.with_value(|kpi| kpi.ratio_parts());
                vec![
                    named(shown.text(&parts.numerator_name), t::kpis::numerator(lang)),
                    named(shown.text(&parts.denominator_name), t::kpis::denominator(lang)),
                ]
            }
            Nature::Mean => vec![t::kpis::answers(lang).to_owned()],
            Nature::Flow => vec![t::kpis::so_far(lang).to_owned()],
            _ => Vec::new(),
        };
        let path =
            if nature == Nature::Flow { t::kpis::expected_so_far(lang) } else { t::kpis::expected(lang) };
        Self { names, nature, path }
    }
}

/// Every period from the first reading to the last closed one, and what is recorded beside them.
fn lines(shown: Shown) -> Vec<Line> {
    let today = shown.desk.today();
    let found = shown.with_book(|book, kpi| {
        let engine = Engine::new(book, today);
        let series = Series::new(&engine, kpi, None);
        let regular = periods(&engine, kpi, &Query::on(today));
        let recorded = book.readings.of(&kpi.key).map(|reading| reading.period);
        let all: BTreeSet<Period> = regular.chain(recorded).collect();
        let mut lines: Vec<Line> = all
            .into_iter()
            .map(|period| {
                let reading = book.readings.get(&kpi.key, period);
                let reason = reading.and_then(|reading| match &reading.figure {
                    Figure::NotAvailable { reason } => reason.clone(),
                    _ => None,
                });
                let n = reading.and_then(|reading| match &reading.figure {
                    Figure::Mean { n, .. } => Some(n.clone()),
                    _ => None,
                });
                let comment = [reason, reading.and_then(|reading| reading.comment.clone())]
                    .into_iter()
                    .flatten()
                    .collect::<Vec<_>>()
                    .join(" · ");
                Line { row: series.row(period), comment, n, recorded: reading.is_some(), broken: false }
            })
            .collect();
        lines.sort_by_key(|line| {
            std::cmp::Reverse((line.row.period.last_day(book.fy()), line.row.period.granularity))
        });
        for at in 1..lines.len() {
            lines[at].broken = lines[at - 1].row.break_before;
        }
        lines
    });
    found.unwrap_or_default()
}

fn row(
    shown: Shown,
    parts: &Parts,
    line: Line,
    comments: bool,
    opened: RwSignal<Option<Period>>,
) -> impl IntoView + use<> {
    let lang = shown.lang;
    let row = line.row;
    let period = row.period;
    let words = shown.period(period);
    let value = match (row.state, &row.value) {
        (_, Some(value)) => shown.figure(value),
        (State::NotApplicable, _) => t::kpis::not_applicable(lang).to_owned(),
        (State::NotAvailable, _) => t::kpis::not_available(lang).to_owned(),
        _ => "–".to_owned(),
    };
    let bare = |value: &Option<vigie_domain::Number>| {
        value
            .as_ref()
            .map_or_else(|| "–".to_owned(), |value| value.show(lang, if value.is_whole() { 0 } else { 2 }))
    };
    let cells = match parts.nature {
        Nature::Ratio => vec![bare(&row.numerator), bare(&row.denominator)],
        Nature::Mean => vec![bare(&line.n)],
        Nature::Flow => {
            vec![row.running.as_ref().map_or_else(|| "–".to_owned(), |value| shown.figure(value))]
        }
        _ => Vec::new(),
    };
    let path = row.target.as_ref().map_or_else(|| "–".to_owned(), |value| shown.figure(value));
    let opens = if line.recorded || parts.nature != Nature::Formula {
        let label = t::kpis::history_of(lang, &words);
        view! { <button type="button" class="link" aria-haspopup="dialog" title=label on:click=move |_| opened.set(Some(period))>{words}</button> }.into_any()
    } else {
        words.into_any()
    };
    view! {
        <tr class:break=line.broken>
            <th scope="row" class="when">{opens}</th>
            <td class="num">{value}</td>
            {cells.into_iter().map(|cell| view! { <td class="num">{cell}</td> }).collect_view()}
            <td class="num">{path}</td>
            <td>{row.status.map(|status| view! { <StatusChip status plain=true/> })}</td>
            {comments.then(|| view! { <td class="text"><small>{line.comment}</small></td> })}
        </tr>
    }
}
