//! Where the value comes from: the readings and the rule of the KPI's nature.

use leptos::prelude::*;
use vigie_domain::formula::Gap;
use vigie_domain::rollup::Engine;
use vigie_domain::series::Series;
use vigie_domain::why::Explanation;
use vigie_domain::{Figure, Key, Nature, Number, State, Text};

use super::super::shown::Shown;
use super::line;
use crate::format;
use crate::locale::t;
use crate::trend::{Ladder, LadderView};

pub fn of(shown: Shown, why: &Explanation, ladder: Option<Ladder>) -> AnyView {
    let figure = match (&why.row.value, why.row.state) {
        (Some(value), _) => shown.figure(value),
        (None, State::NotApplicable) => t::kpis::not_applicable(shown.lang).to_owned(),
        (None, State::NotAvailable) => t::kpis::not_available(shown.lang).to_owned(),
        (None, _) => "–".to_owned(),
    };
    let mut sentences = vec![rule(shown, why)];
    sentences.extend(reservations(shown, why));
    view! { {line(figure, sentences)} {used(shown, why)} {operands(shown, why)} {ladder.map(|ladder| view! { <dd><LadderView ladder/></dd> })} }
        .into_any()
}

fn rule(shown: Shown, why: &Explanation) -> String {
    let lang = shown.lang;
    let known: Vec<_> = why.readings.iter().filter(|reading| reading.figure.is_known()).collect();
    let period = shown.period(why.row.period);
    let n = i64::try_from(known.len()).unwrap_or(i64::MAX);
    let last = known.last().map(|reading| shown.period(reading.period)).unwrap_or_default();
    let rolled = shown.kpi.with_value(|kpi| kpi.frequency) != why.row.period.granularity;
    if why.row.value.is_none() && why.nature != Nature::Formula {
        return t::kpis::why_nothing(lang, period);
    }
    match why.nature {
        Nature::Stock if rolled => t::kpis::why_last_known(lang, last),
        Nature::Flow if rolled => t::kpis::why_sum(lang, n),
        Nature::Stock | Nature::Flow => t::kpis::why_recorded(lang, period),
        Nature::Ratio => match (&why.row.numerator, &why.row.denominator) {
            (Some(numerator), Some(denominator)) => {
                let part = |value: &Number| value.show(lang, if value.is_whole() { 0 } else { 2 });
                let parts = shown.kpi.with_value(|kpi| kpi.ratio_parts());
                let named = |value: &Number, name: &Text| match shown.text(name) {
                    name if name.is_empty() => part(value),
                    name => format!("{} ({name})", part(value)),
                };
                let numerator = named(numerator, &parts.numerator_name);
                let denominator = named(denominator, &parts.denominator_name);
                if parts.scale != Number::ONE {
                    t::kpis::why_percent(lang, numerator, denominator)
                } else {
                    t::kpis::why_ratio(lang, numerator, denominator)
                }
            }
            _ => t::kpis::why_nothing(lang, period),
        },
        Nature::Mean => match (&known[..], rolled) {
            ([reading], false) => match &reading.figure {
                Figure::Mean { n, .. } => t::kpis::why_mean(lang, n.to_i64().unwrap_or_default()),
                _ => t::kpis::why_recorded(lang, period),
            },
            _ => {
                let answers = why.answers().and_then(|answers| answers.to_i64()).unwrap_or_default();
                format!("{} {}", t::kpis::why_means(lang, n), t::kpis::why_answers(lang, answers))
            }
        },
        Nature::Distinct => t::kpis::why_distinct(lang, period),
        Nature::Milestones => {
            let steps = shown.kpi.with_value(|kpi| kpi.steps.len());
            let done = why.row.value.as_ref().map(|value| value.show(lang, 0)).unwrap_or_default();
            t::kpis::why_steps(lang, done, steps, last)
        }
        Nature::Scale => {
            let labels = shown.kpi.with_value(|kpi| kpi.labels.len());
            let level = why.row.value.as_ref().map(|value| value.show(lang, 0)).unwrap_or_default();
            t::kpis::why_level(lang, level, labels, last)
        }
        Nature::Formula => match &why.formula {
            Some(facts) if why.row.value.is_none() && facts.gaps.is_empty() => {
                t::kpis::why_nothing(lang, period)
            }
            Some(facts) if why.row.value.is_none() => {
                facts.gaps.iter().map(|gap| gap_words(shown, gap)).collect::<Vec<_>>().join(" ")
            }
            _ => t::kpis::why_formula(lang).to_owned(),
        },
    }
}

/// What limits the figure: children that are missing, a definition that changed.
fn reservations(shown: Shown, why: &Explanation) -> Vec<String> {
    let lang = shown.lang;
    let mut sentences = Vec::new();
    if why.row.provisional && why.row.value.is_some() {
        sentences.push(match why.row.known.zip(why.row.expected) {
            Some((known, expected)) => t::kpis::why_provisional(lang, known, expected),
            None => t::kpis::why_provisional_operand(lang).to_owned(),
        });
    }
    if let Some(from) = why.counted_from {
        sentences.push(t::kpis::why_counted_from(lang, shown.period(from)));
    }
    sentences
}

/// The readings behind a figure of a coarser period.
fn used(shown: Shown, why: &Explanation) -> Option<impl IntoView + use<>> {
    let lang = shown.lang;
    let kpi = shown.kpi.get_value();
    if why.readings.len() < 2 {
        return None;
    }
    let rows = why
        .readings
        .iter()
        .map(|reading| {
            let left_out = why.counted_from.is_some_and(|from| reading.period < from);
            let value = match (&reading.figure, reading.figure.value(&kpi)) {
                (Figure::Parts { numerator, denominator }, _) => format!("{} ÷ {}", numerator.edit(lang), denominator.edit(lang)),
                (Figure::Mean { n, .. }, Some(value)) => t::kpis::with_answers(lang, shown.figure(&value), n.edit(lang)),
                (_, Some(value)) => shown.figure(&value),
                (Figure::NotApplicable, None) => t::kpis::not_applicable(lang).to_owned(),
                (_, None) => t::kpis::not_available(lang).to_owned(),
            };
            view! { <li class="row between" class:faint=left_out><span>{shown.period(reading.period)}</span><span class="num">{value}</span></li> }
        })
        .collect_view();
    let n = i64::try_from(why.readings.len()).unwrap_or(i64::MAX);
    Some(
        view! { <dd><details class="fold-line"><summary>{t::kpis::why_used(lang, n)}</summary><ul class="used">{rows}</ul></details></dd> },
    )
}

/// Steps or levels with what is reached. Tracks.
pub fn ladder(shown: Shown, why: &Explanation) -> Option<Ladder> {
    let today = shown.desk.today();
    let found = shown.with_book(|book, kpi| {
        let engine = Engine::new(book, today);
        let series = Series::new(&engine, engine.kpi(&kpi.key)?, None);
        Ladder::of(&series, why.row.value.as_ref(), shown.lang)
    });
    found.flatten()
}

/// The formula and what each KPI in it stood for.
fn operands(shown: Shown, why: &Explanation) -> Option<impl IntoView + use<>> {
    let facts = why.formula.clone()?;
    let lang = shown.lang;
    let desk = shown.desk;
    let rows = facts
        .operands
        .iter()
        .map(|(key, rolled)| {
            let (name, value) = named(shown, key, rolled.value.as_ref());
            let below = format!("/kpis/{key}");
            view! { <li class="row between"><a href=move || desk.href(&below)>{name}</a><span class="num">{value}</span></li> }
        })
        .collect_view();
    Some(view! {
        <dd class="formula" aria-label=t::kpis::formula(lang)>{facts.text}</dd>
        <dd><ul class="used">{rows}</ul></dd>
    })
}

/// Another KPI's name, and a figure of it with its unit.
fn named(shown: Shown, key: &Key, value: Option<&Number>) -> (String, String) {
    let found = shown.desk.book().and_then(|book| {
        let kpi = book.kpi(key)?;
        let languages = &book.cluster.languages;
        let value = value.map(|value| format::with_unit(shown.lang, languages, kpi, value));
        Some((kpi.name.in_lang(shown.lang, languages).to_owned(), value.unwrap_or_else(|| "–".to_owned())))
    });
    found.unwrap_or_else(|| (key.to_string(), "–".to_owned()))
}

fn gap_words(shown: Shown, gap: &Gap) -> String {
    let lang = shown.lang;
    match gap {
        Gap::Operand { kpi, period, .. } => {
            t::kpis::why_gap(lang, named(shown, kpi, None).0, shown.period(*period))
        }
        Gap::DivisionByZero => t::kpis::why_division(lang).to_owned(),
        Gap::TooLarge => t::kpis::why_too_large(lang).to_owned(),
        Gap::TooDeep => t::kpis::why_too_deep(lang).to_owned(),
    }
}
