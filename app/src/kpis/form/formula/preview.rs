//! What the formula gives on the cluster's figures: the last periods, what stood in it, what came out or is missing.

use chrono::NaiveDate;
use leptos::prelude::*;
use vigie_domain::formula::Gap;
use vigie_domain::rollup::Engine;
use vigie_domain::series::Series;
use vigie_domain::{Book, Key, Lang, Number, Period};

use super::super::live::Trial;
use super::super::shared::use_form;
use super::said::has_problem;
use crate::format;
use crate::locale::{t, use_lang};
use crate::workspace::use_desk;

const ROWS: i32 = 6;

#[derive(Clone, PartialEq)]
struct Tried {
    operands: Vec<String>,
    rows: Vec<Row>,
}

#[derive(Clone, PartialEq)]
struct Row {
    period: String,
    operands: Vec<String>,
    result: String,
    provisional: bool,
    /// Why there is no result.
    missing: Vec<String>,
}

#[component]
pub fn Preview() -> impl IntoView {
    let lang = use_lang();
    let form = use_form();
    let desk = use_desk();
    let tried = Memo::new(move |_| {
        // What is wrong is said above; a table of dashes would only say it again.
        if has_problem(form) {
            return None;
        }
        let (trial, today) = (form.live.trial.get()?, desk.today());
        tried(&trial, today, lang)
    });
    move || tried.get().map(|tried| table(lang, tried))
}

/// None while the formula cannot be read, or names no KPI.
fn tried(trial: &Trial, today: NaiveDate, lang: Lang) -> Option<Tried> {
    let engine = Engine::new(&trial.book, today);
    let kpi = engine.kpi(&trial.kpi.key)?;
    let keys: Vec<Key> = engine.formula(&kpi.key)?.operands().into_iter().cloned().collect();
    if keys.is_empty() {
        return None;
    }
    let series = Series::new(&engine, kpi, None);
    let closed = Period::last_closed(today, kpi.frequency, engine.fy);
    // Of figures that ended long ago the last ones that there are.
    let end =
        engine.latest_known(kpi).filter(|known| known.ordinal <= closed.ordinal - ROWS).unwrap_or(closed);
    let name = |key: &Key| named(&trial.book, key, lang);
    let rows = (0..ROWS).map(|back| {
        let period = end.shift(-back);
        let why = series.explain(period);
        let facts = why.formula.as_ref();
        let operands = facts.map(|facts| &facts.operands[..]).unwrap_or_default();
        let gaps = facts.map(|facts| &facts.gaps[..]).unwrap_or_default();
        Row {
            period: period.show(lang, engine.fy),
            operands: operands
                .iter()
                .map(|(key, rolled)| figure(&trial.book, key, rolled.value.as_ref(), lang))
                .collect(),
            result: figure(&trial.book, &kpi.key, why.row.value.as_ref(), lang),
            provisional: why.row.provisional && why.row.value.is_some(),
            missing: gaps.iter().map(|gap| gap_words(gap, &trial.book, lang)).collect(),
        }
    });
    Some(Tried { operands: keys.iter().map(name).collect(), rows: rows.collect() })
}

fn named(book: &Book, key: &Key, lang: Lang) -> String {
    book.kpi(key)
        .map_or_else(|| key.to_string(), |kpi| kpi.name.in_lang(lang, &book.cluster.languages).to_owned())
}

fn figure(book: &Book, key: &Key, value: Option<&Number>, lang: Lang) -> String {
    match book.kpi(key).zip(value) {
        Some((kpi, value)) => format::with_unit(lang, &book.cluster.languages, kpi, value),
        None => "–".to_owned(),
    }
}

fn gap_words(gap: &Gap, book: &Book, lang: Lang) -> String {
    match gap {
        Gap::Operand { kpi, period, .. } => {
            t::kpis::gap_operand(lang, named(book, kpi, lang), period.show(lang, book.fy()))
        }
        Gap::DivisionByZero => t::kpis::gap_division(lang).to_owned(),
        Gap::TooLarge => t::kpis::why_too_large(lang).to_owned(),
        Gap::TooDeep => t::kpis::why_too_deep(lang).to_owned(),
    }
}

fn table(lang: Lang, tried: Tried) -> impl IntoView {
    let heads = tried
        .operands
        .into_iter()
        .map(|name| view! { <th scope="col" class="num"><span class="part-name">{name}</span></th> })
        .collect_view();
    let rows = tried
        .rows
        .into_iter()
        .map(|row| {
            let cells =
                row.operands.into_iter().map(|text| view! { <td class="num">{text}</td> }).collect_view();
            let missing = row.missing.into_iter().map(|text| view! { <small>{text}</small> }).collect_view();
            view! {
                <tr>
                    <th scope="row" class="when">{row.period}</th>
                    {cells}
                    <td class="num result">
                        <b>{row.result}</b>
                        {row.provisional.then(|| view! { <small>{t::kpis::provisional(lang)}</small> })}
                        {missing}
                    </td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <div class="stack tight">
            <h3 id="formula-tried">{t::kpis::formula_tried(lang)}</h3>
            <div class="table-wrap tried" role="region" aria-labelledby="formula-tried" tabindex="0">
                <table class="table dense">
                    <thead>
                        <tr>
                            <th scope="col">{t::kpis::period(lang)}</th>
                            {heads}
                            <th scope="col" class="num">{t::kpis::formula_result(lang)}</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        </div>
    }
}
