//! From a KPI's series to what is shown.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use vigie_domain::forecast::forecast;
use vigie_domain::rollup::{Engine, Rolled};
use vigie_domain::series::{Judgement, Series};
use vigie_domain::window::WindowKind;
use vigie_domain::{Direction, Granularity, Kpi, Lang, Nature, Number, Period, Span, State, Status};

use super::span::periods;
use super::words::Words;
use super::{Trend, TrendRow};
use crate::chart::{ChartData, Frame, Kind, Point, Role};
use crate::locale::t;
use crate::ui::status_word;

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
struct Spot {
    period: Period,
    rolled: Rolled,
    judgement: Judgement,
    breaks: bool,
}

impl Spot {
    fn of(series: &Series<'_, '_>, period: Period) -> Spot {
        let rolled = series.rolled(WindowKind::Own, period);
        let judgement = series.judge(period, rolled.value.as_ref());
        Spot { period, rolled, judgement, breaks: series.breaks_in(period) }
    }
}

struct Build<'s, 'e, 'a> {
    series: &'s Series<'e, 'a>,
    words: Words<'s>,
    spots: Vec<Spot>,
    today: NaiveDate,
    granularity: Granularity,
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

    fn is_flow(&self) -> bool {
        self.words.kpi.nature == Nature::Flow
    }

    fn points(&self, numbers: &BTreeMap<Period, u32>) -> Vec<Point> {
        let lang = self.words.lang;
        let point = |spot: &Spot| {
            let text = match &spot.rolled.value {
                Some(value) => self.words.with_unit(value),
                None => self.words.state(spot.rolled.state).to_owned(),
            };
            let period = self.words.period(spot.period);
            let long = match self.expected(spot) {
                Some(expected) => t::trend::long_path(lang, period, &text, self.words.figure(expected)),
                None => t::trend::long(lang, period, &text),
            };
            let provisional = spot.rolled.provisional && spot.rolled.value.is_some();
            Point {
                label: self.words.axis(spot.period),
                long: if provisional { t::trend::long_provisional(lang, long) } else { long },
                value: spot.rolled.value.as_ref().map(Number::to_f64),
                text,
                provisional,
                note: numbers.get(&spot.period).copied(),
            }
        };
        self.spots.iter().map(point).collect()
    }

    /// What the chart draws as the path: of a flow the share of each period.
    fn expected<'p>(&self, spot: &'p Spot) -> Option<&'p Number> {
        if self.is_flow() { spot.judgement.period_target.as_ref() } else { spot.judgement.path.as_ref() }
    }

    fn chart(&self, numbers: &BTreeMap<Period, u32>) -> ChartData {
        let kpi = self.words.kpi;
        let first =
            self.spots.first().map_or(0, |spot| usize::try_from(spot.period.index() - 1).unwrap_or(0));
        ChartData {
            kind: if self.is_flow() { Kind::Bars } else { Kind::Line },
            frame: Frame {
                per_year: usize::try_from(self.granularity.per_year()).unwrap_or(1),
                first_in_year: first,
            },
            points: self.points(numbers),
            path: self.spots.iter().map(|spot| self.expected(spot).map(Number::to_f64)).collect(),
            tolerance: self.tolerance(),
            last_year: Vec::new(),
            breaks: self.breaks(),
            target: self.target(),
            projection: self.projection(),
            references: if self.is_flow() { Vec::new() } else { self.references() },
            ticks: self.words.ticks(),
            unit_suffix: if kpi.is_percent() { "\u{a0}%".to_owned() } else { String::new() },
        }
    }

    /// Of a level: from the path to where it is no longer at risk but off track; of a band the band itself.
    fn tolerance(&self) -> Option<Vec<Option<(f64, f64)>>> {
        let kpi = self.words.kpi;
        if self.is_flow() || kpi.direction == Direction::None {
            return None;
        }
        if kpi.direction == Direction::Band {
            let band = kpi.band.as_ref().map(|band| (band.low.to_f64(), band.high.to_f64()));
            return Some(vec![band; self.spots.len()]);
        }
        let edge = |spot: &Spot| {
            let path = spot.judgement.path.as_ref()?;
            // The base of the tolerances is there once something is compared: the path with itself where nothing else is.
            let base = match &spot.judgement.base {
                Some(base) => base.clone(),
                None => self.series.judge(spot.period, Some(path)).base?,
            };
            let room = (&kpi.tolerance.amber * &base).to_f64();
            let path = path.to_f64();
            Some(if kpi.direction == Direction::Down { (path, path + room) } else { (path - room, path) })
        };
        Some(self.spots.iter().map(edge).collect())
    }

    /// The first breaking version of each period with its reason.
    fn breaks(&self) -> Vec<(usize, String)> {
        let inside = |spot: &Spot| {
            let months = spot.period.months(self.words.fy);
            let mut versions = self.words.kpi.versions.iter().filter(|version| version.breaks);
            versions
                .find(|version| months.overlaps(version.from.months(self.words.fy)))
                .map(|version| version.reason.clone())
        };
        let spots = self.spots.iter().enumerate().filter(|(_, spot)| spot.breaks);
        spots.map(|(index, spot)| (index, inside(spot).unwrap_or_default())).collect()
    }

    fn target(&self) -> Option<(usize, f64, String)> {
        let closed = Period::last_closed(self.today, self.words.kpi.frequency, self.words.fy);
        let period = self.series.target_period(closed)?;
        let goal = self.series.judge(closed, None).goal?;
        let index = self.place(period)?;
        (!self.is_flow()).then(|| {
            (index, goal.to_f64(), t::trend::target_mark(self.words.lang, self.words.with_unit(&goal)))
        })
    }

    /// The spot in which a period ends.
    fn place(&self, period: Period) -> Option<usize> {
        let at = Period::of_date(period.last_day(self.words.fy), self.granularity, self.words.fy);
        self.spots.iter().position(|spot| spot.period == at)
    }

    /// Only of levels: a projected total has no bar of its own.
    fn projection(&self) -> Vec<Option<f64>> {
        let found = forecast(self.series).filter(|_| !self.is_flow());
        let Some((index, value)) =
            found.and_then(|found| Some((self.place(found.period)?, found.value.to_f64())))
        else {
            return Vec::new();
        };
        let ahead = self.spots[index].rolled.value.is_none();
        if ahead { (0..=index).map(|at| (at == index).then_some(value)).collect() } else { Vec::new() }
    }

    fn references(&self) -> Vec<(f64, String)> {
        let line = |reference: &vigie_domain::kpi::Reference| {
            let caption = reference.caption.in_lang(self.words.lang, self.words.languages);
            let value = self.words.with_unit(&reference.value);
            let text = if caption.is_empty() {
                value
            } else {
                t::trend::reference_line(self.words.lang, caption, value)
            };
            (reference.value.to_f64(), text)
        };
        self.words.kpi.references.iter().map(line).collect()
    }

    fn legend(&self) -> Vec<(Role, String)> {
        let lang = self.words.lang;
        let flow = self.is_flow();
        let band = self.words.kpi.direction == Direction::Band;
        let path = if flow { t::trend::path_of_flow(lang) } else { t::trend::path(lang) };
        let tolerance = if band { t::trend::band(lang) } else { t::trend::tolerance(lang) };
        let roles = [
            (Role::Series, t::trend::series(lang)),
            (Role::Bar, t::trend::series(lang)),
            (Role::Path, path),
            (Role::Tolerance, tolerance),
            (Role::Projection, t::trend::projection(lang)),
            (Role::Break, t::trend::break_mark(lang)),
            (Role::Target, t::trend::target(lang)),
            (Role::Reference, t::trend::reference(lang)),
        ];
        roles.map(|(role, text)| (role, text.to_owned())).into_iter().collect()
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

    /// From the first period that has anything to say.
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
        self.spots.iter().skip(self.skipped()).map(row).collect()
    }

    fn skipped(&self) -> usize {
        let silent = |spot: &&Spot| spot.rolled.state == State::Missing && spot.judgement.path.is_none();
        self.spots.iter().take_while(silent).count()
    }

    fn summary(&self) -> String {
        let lang = self.words.lang;
        let name = self.words.name();
        let latest = self.latest();
        let (Some(first), Some(last), Some((period, value, judgement, status))) =
            (self.spots.first(), self.spots.last(), latest)
        else {
            return t::trend::summary_none(lang, name);
        };
        let (from, to) = (self.words.period(first.period), self.words.period(last.period));
        let (value, when) = (self.words.with_unit(&value), self.words.period(period));
        let compared = judgement.compared.as_ref().map(|expected| self.words.figure(expected));
        match (compared, status, &judgement.running) {
            (Some(expected), Some(status), Some(running)) if self.is_flow() => {
                let running = self.words.figure(running);
                t::trend::summary_flow(
                    lang,
                    name,
                    from,
                    to,
                    value,
                    when,
                    running,
                    expected,
                    status_word(lang, status),
                )
            }
            (Some(expected), Some(status), _) => t::trend::summary_level(
                lang,
                name,
                from,
                to,
                value,
                when,
                expected,
                status_word(lang, status),
            ),
            _ => t::trend::summary_value(lang, name, from, to, value, when),
        }
    }

    /// The figure of the KPI as a whole, as its card says it, where it lies in the chart; else the chart's last one.
    fn latest(&self) -> Option<(Period, Number, Judgement, Option<Status>)> {
        let overall = self.series.overall();
        if let Some(period) = overall.period.filter(|period| self.place(*period).is_some()) {
            let value = self.series.rolled(WindowKind::Own, period).value?;
            return Some((period, value, overall.judgement, overall.status));
        }
        let closed =
            |spot: &&Spot| spot.rolled.value.is_some() && spot.period.is_closed(self.today, self.words.fy);
        let spot = self.spots.iter().rfind(closed)?;
        Some((spot.period, spot.rolled.value.clone()?, spot.judgement.clone(), spot.judgement.status))
    }

    fn outlook(&self) -> String {
        let Some(found) = forecast(self.series) else { return String::new() };
        let lang = self.words.lang;
        let (value, target) = (self.words.with_unit(&found.value), self.words.with_unit(&found.target));
        let when = self.words.period(found.period);
        if found.likely {
            t::trend::likely(lang, value, when, target)
        } else {
            t::trend::unlikely(lang, value, when, target)
        }
    }
}
