//! Which period a form records: the most pressing first, then any other.

use chrono::NaiveDate;
use vigie_domain::due::{DueState, todo};
use vigie_domain::{Book, Key, Kpi, Lang, Period};

use crate::format;
use crate::locale::t;

/// Periods before the running one that the list offers; older ones are reached from the table of readings.
const BACK: i32 = 36;

/// What is due of one KPI, the most pressing first.
pub fn due_of(book: &Book, key: &Key, today: NaiveDate) -> Option<Period> {
    let all = todo(book, today);
    all.iter().find(|due| due.kpi == *key && due.state != DueState::Upcoming).map(|due| due.period)
}

/// The period to begin with: what is due, else the latest closed one. Not the running one: what is recorded for it shows
/// nowhere before it is over.
pub fn first(book: &Book, kpi: &Kpi, today: NaiveDate) -> Period {
    due_of(book, &kpi.key, today).unwrap_or_else(|| Period::last_closed(today, kpi.frequency, book.fy()))
}

/// The periods of the list with their words, newest first: what is missing says so.
pub fn periods(book: &Book, kpi: &Kpi, today: NaiveDate, lang: Lang) -> Vec<(Period, String)> {
    let fy = book.fy();
    let running = Period::of_date(today, kpi.frequency, fy);
    let earliest =
        book.readings.of(&kpi.key).next().map_or(running.ordinal - BACK, |first| first.period.ordinal);
    let oldest = earliest.min(running.ordinal - BACK).max(running.ordinal - 4 * BACK);
    (oldest..=running.ordinal)
        .rev()
        .map(|ordinal| {
            let period = Period::new(kpi.frequency, ordinal);
            let words = period.show(lang, fy);
            let text = match book.readings.get(&kpi.key, period) {
                Some(reading) => match reading.figure.value(kpi) {
                    Some(value) => t::readings::period_with(
                        lang,
                        words,
                        format::with_unit(lang, &book.cluster.languages, kpi, &value),
                    ),
                    None => words,
                },
                None => t::readings::period_missing(lang, words),
            };
            (period, text)
        })
        .collect()
}
