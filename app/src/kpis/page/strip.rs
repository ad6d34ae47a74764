//! The figure and what it is held against, in one strip.

use chrono::{Datelike as _, NaiveDate};
use leptos::prelude::*;
use vigie_domain::due::{self, Due, DueState};
use vigie_domain::rollup::Engine;
use vigie_domain::series::{CardFigures, Series};
use vigie_domain::{Book, Kpi, Number, Status, why};

use super::shown::Shown;
use crate::format;
use crate::locale::t;
use crate::ui::{Bar, Glyph, Icon};

#[component]
pub fn Strip(shown: Shown) -> impl IntoView {
    let next = Memo::new(move |_| {
        let today = shown.desk.today();
        let key = shown.kpi.with_value(|kpi| kpi.key.clone());
        shown.with_book(|book, _| due::todo(book, today).into_iter().find(|due| due.kpi == key)).flatten()
    });
    let since = Memo::new(move |_| {
        let today = shown.desk.today();
        let latest = shown.card.with(|card| card.as_ref()?.latest.as_ref().map(|row| row.period))?;
        let counted = |book: &Book, kpi: &Kpi| {
            let engine = Engine::new(book, today);
            engine.kpi(&kpi.key).and_then(|kpi| Series::new(&engine, kpi, None).counted_since(latest))
        };
        shown.with_book(counted).flatten()
    });
    let answers = Memo::new(move |_| {
        let today = shown.desk.today();
        let latest = shown.card.with(|card| card.as_ref()?.latest.as_ref().map(|row| row.period))?;
        shown.with_book(|book, kpi| why::explain(book, kpi, latest, today, None).answers()).flatten()
    });
    move || {
        let card = shown.card.get()?;
        let total = since.get().and_then(|since| total(shown, &card, since));
        let first = total.is_none();
        Some(view! {
            <dl class="card kpi-strip">
                {total}
                {latest(shown, &card, first, answers.get())}
                {expected(shown, &card)}
                {target(shown, &card)}
                {progress(shown, &card)}
                {projection(shown, &card)}
                {next.get().map(|due| next_due(shown, &due))}
            </dl>
        })
    }
}

fn stat(name: &'static str, value: String, small: String) -> impl IntoView {
    view! {
        <div class="stat">
            <dt>{name}</dt>
            <dd>{value} <small>{small}</small></dd>
        </div>
    }
}

/// `first`: nothing stands before it. `answers`: on which a mean rests.
fn latest(shown: Shown, card: &CardFigures, first: bool, answers: Option<Number>) -> AnyView {
    let lang = shown.lang;
    let Some((row, value)) = card.latest.as_ref().and_then(|row| Some((row, row.value.as_ref()?))) else {
        return view! {
            <div class="stat">
                <dt>{t::kpis::latest(lang)}</dt>
                <dd class="figure huge none"><b>"–"</b> <span class="unit">{t::kpis::nothing_recorded(lang)}</span></dd>
            </div>
        }
        .into_any();
    };
    let provisional = row.provisional.then(|| match row.known.zip(row.expected) {
        Some((known, expected)) => t::kpis::provisional_of(lang, known, expected),
        None => t::kpis::provisional(lang).to_owned(),
    });
    let delta = card.delta.as_ref().zip(card.previous.as_ref()).map(|(delta, previous)| {
        let glyph = if delta.is_zero() {
            Glyph::ArrowRight
        } else if delta.is_negative() {
            Glyph::ArrowDown
        } else {
            Glyph::ArrowUp
        };
        let against = t::kpis::against(lang, shown.period(previous.period));
        view! { <dd class="delta"><Icon glyph/><b>{shown.delta(delta)}</b>" "{against}</dd> }
    });
    let answers = answers.map(|n| t::kpis::n_is(lang, n.show(lang, 0)));
    let parts = row.numerator.as_ref().zip(row.denominator.as_ref()).map(|(above, below)| {
        let show = |value: &Number| value.show(lang, if value.is_whole() { 0 } else { 2 });
        format!("{} ÷ {}", show(above), show(below))
    });
    let figure = if first {
        let (figure, unit) = shown.apart(value);
        view! { <dd class="figure huge"><b>{figure}</b> <span class="unit">{unit}</span></dd> }.into_any()
    } else {
        view! { <dd>{shown.short(value)}</dd> }.into_any()
    };
    view! {
        <div class="stat">
            <dt>{shown.period(row.period)}</dt>
            {figure}
            {parts.map(|words| view! { <dd class="delta">{words}</dd> })}
            {answers.map(|words| view! { <dd class="delta">{words}</dd> })}
            {delta}
            {provisional.map(|words| view! { <dd class="delta"><span class="provisional">{words}</span></dd> })}
        </div>
    }
    .into_any()
}

/// Of a flow what its status judges: the running total with its target.
fn total(shown: Shown, card: &CardFigures, since: NaiveDate) -> Option<AnyView> {
    let lang = shown.lang;
    let (running, target) = (card.latest.as_ref()?.running.as_ref()?, card.target.as_ref()?);
    let since = t::kpis::since_label(lang, format::month(lang, since.month()), since.year());
    let of = t::kpis::of_target(lang, shown.short(target));
    Some(
        view! {
            <div class="stat">
                <dt>{since}</dt>
                <dd class="figure huge"><b>{shown.apart(running).0}</b> <span class="unit">{of}</span></dd>
            </div>
        }
        .into_any(),
    )
}

fn expected(shown: Shown, card: &CardFigures) -> Option<AnyView> {
    let expected = card.expected.as_ref()?;
    let at = card.latest.as_ref().map(|row| shown.period(row.period)).unwrap_or_default();
    Some(stat(t::kpis::expected(shown.lang), shown.short(expected), at).into_any())
}

fn target(shown: Shown, card: &CardFigures) -> AnyView {
    let lang = shown.lang;
    let band = shown.kpi.with_value(|kpi| kpi.band.clone());
    if let Some(band) = band {
        let words = t::kpis::band_is(lang, shown.short(&band.low), shown.short(&band.high));
        return stat(t::kpis::target(lang), words, String::new()).into_any();
    }
    match (&card.target, card.target_period) {
        (Some(target), Some(by)) => {
            stat(t::kpis::target(lang), shown.short(target), shown.period(by)).into_any()
        }
        _ => stat(t::kpis::target(lang), "–".to_owned(), t::kpis::no_target(lang).to_owned()).into_any(),
    }
}

fn progress(shown: Shown, card: &CardFigures) -> Option<AnyView> {
    let lang = shown.lang;
    let done = card.progress.clone()?;
    let words = shown.percent(&done);
    let label = match &card.path_progress {
        Some(expected) => t::kpis::bar_label(lang, &words, shown.percent(expected)),
        None => t::kpis::bar_label_plain(lang, &words),
    };
    let status = card.status.filter(|status| *status != Status::NoTarget);
    Some(
        view! {
            <div class="stat">
                <dt>{t::kpis::progress(lang)}</dt>
                <dd>{words}</dd>
                <dd><Bar done=Some(done) expected=card.path_progress.clone() status=status label/></dd>
            </div>
        }
        .into_any(),
    )
}

fn projection(shown: Shown, card: &CardFigures) -> Option<AnyView> {
    let forecast = card.forecast.as_ref()?;
    let likely = if forecast.likely { t::kpis::likely(shown.lang) } else { t::kpis::unlikely(shown.lang) };
    Some(stat(t::kpis::projection(shown.lang), shown.short(&forecast.value), likely.to_owned()).into_any())
}

fn next_due(shown: Shown, due: &Due) -> AnyView {
    let lang = shown.lang;
    let date = format::date(lang, due.due_on);
    let when = match due.state {
        DueState::Overdue => t::kpis::was_due(lang, date),
        DueState::Due | DueState::Upcoming => t::kpis::due_by(lang, date),
    };
    stat(t::kpis::next_due(lang), shown.period(due.period), when).into_any()
}
