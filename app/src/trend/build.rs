//! From a KPI's series to what is shown.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use vigie_domain::rollup::{Engine, Rolled};
use vigie_domain::series::{Judgement, Series};
use vigie_domain::window::WindowKind;
use vigie_domain::{Granularity, Kpi, Lang, Nature, Number, Period, Span, State};

use super::span::periods;
use super::words::Words;
use super::{Trend, TrendRow};
use crate::locale::t;

/// So many comments have their number in the chart, the latest ones; the table has all.
const NOTES: usize = 9;

/// `by`: none for the KPI's own frequency. `span`: none for everything recorded, with what the path still has ahead.
pub fn of(
    engine: &Engine<'_>,
    kpi: &Kpi,
    today: NaiveDate,
    lang: Lang,
    set: Option<&str>,
    by: Option<Granularity>,
    span: Option<Span>,
) -> Trend {
    let Some(kpi) = engine.kpi(&kpi.key) else { return Trend::default() };
    let series = Series::new(engine, kpi, set);
    let granularity = by.map_or(kpi.frequency, |by| by.max(kpi.frequency));
    let words = Words { lang, languages: &engine.book.cluster.languages, kpi, fy: engine.fy };
    let spots =
        periods(&series, granularity, span).into_iter().map(|period| Spot::of(&series, period)).collect();
    Build { series: &series, words, spots, today, granularity }.trend()
}

/// One period and what is known of it.
pub(super) struct Spot {
    pub period: Period,
    pub rolled: Rolled,
    pub judgement: Judgement,
    pub breaks: bool,
}

impl Spot {
    fn of(series: &Series<'_, '_>, period: Period) -> Spot {
        let rolled = series.rolled(WindowKind::Own, period);
        let judgement = series.judge(period, rolled.value.as_ref());
        Spot { period, rolled, judgement, breaks: series.breaks_in(period) }
    }

    /// Neither a figure, nor a word why there is none, nor a path.
    fn is_silent(&self) -> bool {
        self.rolled.state == State::Missing && self.judgement.path.is_none()
    }
}

pub(super) struct Build<'s, 'e, 'a> {
    pub series: &'s Series<'e, 'a>,
    pub words: Words<'s>,
    pub spots: Vec<Spot>,
    pub today: NaiveDate,
    pub granularity: Granularity,
}

impl Build<'_, '_, '_> {
    fn trend(self) -> Trend {
        let comments = self.comments();
        let first = comments.len().saturating_sub(NOTES);
        let numbers: BTreeMap<Period, u32> =
            comments.iter().skip(first).zip(1..).map(|((period, _), number)| (*period, number)).collect();
        let notes = comments
            .iter()
            .skip(first)
            .map(|(period, comment)| {
                t::trend::note_line(self.words.lang, self.words.period(*period), comment)
            })
            .collect();
        Trend {
            chart: self.chart(&numbers),
            summary: self.summary(),
            outlook: self.outlook(),
            rows: self.rows(&comments.into_iter().collect()),
            skipped: self.skipped(),
            unit: self.words.unit(),
            is_flow: self.is_flow(),
            legend: self.legend(),
            notes,
        }
    }

    pub(super) fn is_flow(&self) -> bool {
        self.words.kpi.nature == Nature::Flow
    }

    /// The spot in which a period ends.
    pub(super) fn place(&self, period: Period) -> Option<usize> {
        let at = Period::of_date(period.last_day(self.words.fy), self.granularity, self.words.fy);
        self.spots.iter().position(|spot| spot.period == at)
    }

    /// What people said of the readings of each period, in order.
    fn comments(&self) -> Vec<(Period, String)> {
        let mut all: Vec<(Period, String)> = Vec::new();
        for reading in self.series.engine.book.readings.of(&self.words.kpi.key) {
            let Some(comment) = reading.comment.as_deref().filter(|comment| !comment.trim().is_empty())
            else {
                continue;
            };
            let Some(at) = reading.period.parent(self.granularity, self.words.fy) else { continue };
            if !self.spots.iter().any(|spot| spot.period == at) {
                continue;
            }
            match all.iter_mut().find(|(period, _)| *period == at) {
                Some((_, said)) => *said = format!("{said} · {comment}"),
                None => all.push((at, comment.to_owned())),
            }
        }
        all.sort_by_key(|(period, _)| *period);
        all
    }

    /// From the first period that has anything to say to the last one.
    fn rows(&self, comments: &BTreeMap<Period, String>) -> Vec<TrendRow> {
        let row = |spot: &Spot| {
            let known = spot.rolled.value.is_some();
            let past = known || spot.period.is_closed(self.today, self.words.fy);
            let value = match (&spot.rolled.value, spot.rolled.state) {
                (Some(value), _) => self.words.figure(value),
                (None, state @ (State::NotApplicable | State::NotAvailable)) => {
                    self.words.state(state).to_owned()
                }
                (None, _) => String::new(),
            };
            let figure = |number: &Option<Number>| {
                number.as_ref().map(|number| self.words.figure(number)).unwrap_or_default()
            };
            TrendRow {
                period: self.words.period(spot.period),
                value,
                running: if self.is_flow() && past { figure(&spot.judgement.running) } else { String::new() },
                path: figure(&spot.judgement.path),
                status: spot.judgement.status.filter(|_| past),
                provisional: known && spot.rolled.provisional,
                breaks: spot.breaks,
                note: comments.get(&spot.period).cloned().unwrap_or_default(),
            }
        };
        let after = self.spots.iter().rposition(|spot| !spot.is_silent()).map_or(0, |last| last + 1);
        self.spots[..after].iter().skip(self.skipped()).map(row).collect()
    }

    fn skipped(&self) -> usize {
        self.spots.iter().take_while(|spot| spot.is_silent()).count()
    }
}
