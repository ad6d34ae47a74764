//! From a KPI's series to what is shown.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use vigie_domain::period::Months;
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

/// What is to be seen of a KPI; by default its own frequency and target set over all that is recorded.
#[derive(Clone, Copy, Debug, Default)]
pub struct Asked<'v> {
    /// None for the KPI's own frequency.
    pub by: Option<Granularity>,
    /// None for everything recorded, with what the path still has ahead.
    pub span: Option<Span>,
    /// Of these periods only those that end here; whatever they are, none is shown besides.
    pub only: Option<Months>,
    pub set: Option<&'v str>,
    /// Target sets of which the first one that the KPI has judges and the others are drawn; empty: `set` alone.
    pub sets: &'v [String],
    pub last_year: bool,
    /// Of a percentage its parts.
    pub parts: bool,
    /// Without what people said of single figures.
    pub silent: bool,
    /// For pages that carry the table in their first bytes: the points then say nothing of their own, since it would be
    /// sent twice.
    pub lean: bool,
}

pub fn of(engine: &Engine<'_>, kpi: &Kpi, today: NaiveDate, lang: Lang, asked: Asked<'_>) -> Trend {
    let Some(kpi) = engine.kpi(&kpi.key) else { return Trend::default() };
    let mut sets = asked.sets.iter().map(String::as_str).filter(|set| kpi.target_set(Some(set)).is_some());
    let series = Series::new(engine, kpi, sets.next().or(asked.set));
    let others: Vec<_> = sets.map(|set| (set.to_owned(), Series::new(engine, kpi, Some(set)))).collect();
    let granularity = asked.by.map_or(kpi.frequency, |by| by.max(kpi.frequency));
    let words = Words { lang, languages: &engine.book.cluster.languages, kpi, fy: engine.fy };
    let mut spots: Vec<Spot> = periods(&series, granularity, asked.span)
        .into_iter()
        .map(|period| Spot::of(&series, period))
        .collect();
    // Before some are left out: what a chart shows does not depend on how much of it is looked at.
    let stacked = asked.parts && kpi.is_percent() && spots.iter().all(Spot::is_part);
    if let Some(only) = asked.only {
        spots.retain(|spot| only.has_end_of(spot.period, engine.fy));
    }
    Build { series: &series, others: &others, words, spots, today, granularity, asked, stacked }.trend()
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

    /// Its parts can be stacked: one is at most the other.
    fn is_part(&self) -> bool {
        let parts = self.rolled.numerator.as_ref().zip(self.rolled.denominator.as_ref());
        match parts {
            Some((part, whole)) => !part.is_negative() && part <= whole,
            None => self.rolled.value.is_none(),
        }
    }

    /// Neither a figure, nor a word why there is none, nor a path.
    fn is_silent(&self) -> bool {
        self.rolled.state == State::Missing && self.judgement.path.is_none()
    }
}

pub(super) struct Build<'s, 'e, 'a> {
    pub series: &'s Series<'e, 'a>,
    /// Of the other target sets, by their names.
    pub others: &'s [(String, Series<'e, 'a>)],
    pub asked: Asked<'s>,
    /// Parts of a share, one on the other.
    pub stacked: bool,
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
        if self.asked.silent {
            return all;
        }
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
