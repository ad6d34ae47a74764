//! The figure and what it is held against, in one strip.

use leptos::prelude::*;
use vigie_domain::due::{self, Due, DueState};
use vigie_domain::series::CardFigures;
use vigie_domain::{Nature, Status};

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
    move || {
        let card = shown.card.get()?;
        Some(view! {
            <dl class="card kpi-strip">
                {latest(shown, &card)}
                {so_far(shown, &card)}
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

fn latest(shown: Shown, card: &CardFigures) -> AnyView {
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
    view! {
        <div class="stat">
            <dt>{shown.period(row.period)}</dt>
            <dd class="figure huge"><b>{shown.bare(value)}</b> <span class="unit">{shown.unit()}</span></dd>
            {delta}
            {provisional.map(|words| view! { <dd class="delta"><span class="provisional">{words}</span></dd> })}
        </div>
    }
    .into_any()
}

/// Of a flow: what its target is counted on.
fn so_far(shown: Shown, card: &CardFigures) -> Option<AnyView> {
    let flow = shown.kpi.with_value(|kpi| kpi.nature == Nature::Flow);
    let running = card.latest.as_ref()?.running.as_ref().filter(|_| flow && card.target.is_some())?;
    let window =
        card.target_period.map(|by| t::kpis::in_window(shown.lang, shown.period(by))).unwrap_or_default();
    Some(stat(t::kpis::so_far(shown.lang), shown.figure(running), window).into_any())
}

fn expected(shown: Shown, card: &CardFigures) -> Option<AnyView> {
    let expected = card.expected.as_ref()?;
    let at = card.latest.as_ref().map(|row| shown.period(row.period)).unwrap_or_default();
    Some(stat(t::kpis::expected(shown.lang), shown.figure(expected), at).into_any())
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
            stat(t::kpis::target(lang), shown.figure(target), shown.period(by)).into_any()
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
    Some(stat(t::kpis::projection(shown.lang), shown.figure(&forecast.value), likely.to_owned()).into_any())
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
