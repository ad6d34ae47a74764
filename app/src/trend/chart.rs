//! What the chart draws, and what its marks are called.

use std::collections::BTreeMap;

use vigie_domain::forecast::forecast;
use vigie_domain::series::Series;
use vigie_domain::window::WindowKind;
use vigie_domain::{Direction, Number, Period};

use super::build::{Build, Spot};
use crate::chart::{ChartData, Frame, Kind, Point, Role, Ticks};
use crate::format;
use crate::locale::t;

impl Build<'_, '_, '_> {
    fn points(&self, numbers: &BTreeMap<Period, u32>) -> Vec<Point> {
        let point = |spot: &Spot| {
            let text = if self.asked.lean { String::new() } else { self.said(spot) };
            Point {
                label: self.words.axis(spot.period),
                long: if self.asked.lean { String::new() } else { self.long(spot, &text) },
                value: self.drawn(spot).map(Number::to_f64),
                text,
                provisional: is_provisional(spot),
                month: spot.period.months(self.words.fy).last,
                note: numbers.get(&spot.period).copied(),
            }
        };
        self.spots.iter().map(point).collect()
    }

    /// The figure, or the word for its absence.
    fn said(&self, spot: &Spot) -> String {
        match (&spot.rolled.value, self.parts_of(spot)) {
            (Some(value), Some((part, whole))) => {
                let (part, whole) = (part.show(self.words.lang, 0), whole.show(self.words.lang, 0));
                t::trend::with_parts(self.words.lang, self.words.with_unit(value), part, whole)
            }
            (Some(value), None) => self.words.with_unit(value),
            (None, _) => self.words.state(spot.rolled.state).to_owned(),
        }
    }

    /// The period with what is said of it.
    fn long(&self, spot: &Spot, said: &str) -> String {
        let lang = self.words.lang;
        let period = self.words.period(spot.period);
        let long = match self.expected(spot) {
            Some(expected) => t::trend::long_path(lang, period, said, self.words.figure(expected)),
            None => t::trend::long(lang, period, said),
        };
        if is_provisional(spot) { t::trend::long_provisional(lang, long) } else { long }
    }

    /// What the chart draws as the path: of a flow the share of each period.
    fn expected<'p>(&self, spot: &'p Spot) -> Option<&'p Number> {
        if self.is_flow() { spot.judgement.period_target.as_ref() } else { spot.judgement.path.as_ref() }
    }

    fn parts_of<'p>(&self, spot: &'p Spot) -> Option<(&'p Number, &'p Number)> {
        let parts = spot.rolled.numerator.as_ref().zip(spot.rolled.denominator.as_ref());
        parts.filter(|_| self.stacked)
    }

    fn drawn<'p>(&self, spot: &'p Spot) -> Option<&'p Number> {
        match self.stacked {
            true => self.parts_of(spot).map(|(part, _)| part),
            false => spot.rolled.value.as_ref(),
        }
    }

    pub(super) fn chart(&self, numbers: &BTreeMap<Period, u32>) -> ChartData {
        let first =
            self.spots.first().map_or(0, |spot| usize::try_from(spot.period.index() - 1).unwrap_or(0));
        let bare = ChartData {
            frame: Frame {
                per_year: usize::try_from(self.granularity.per_year()).unwrap_or(1),
                first_in_year: first,
            },
            points: self.points(numbers),
            breaks: self.breaks(),
            ticks: self.words.ticks(),
            ..ChartData::default()
        };
        if self.stacked {
            let whole = |spot: &Spot| self.parts_of(spot).map(|(_, whole)| whole.to_f64());
            return ChartData {
                kind: Kind::Stacked,
                whole: self.spots.iter().map(whole).collect(),
                ticks: Ticks { decimals: 0, ..bare.ticks },
                ..bare
            };
        }
        ChartData {
            kind: if self.is_flow() { Kind::Bars } else { Kind::Line },
            path: self.spots.iter().map(|spot| self.expected(spot).map(Number::to_f64)).collect(),
            tolerance: self.tolerance(),
            other_paths: self.other_paths(),
            last_year: self.last_year(),
            target: self.target(),
            projection: self.projection(),
            references: if self.is_flow() { Vec::new() } else { self.references() },
            unit_suffix: if self.words.kpi.is_percent() {
                format::percent_sign(self.words.lang).to_owned()
            } else {
                String::new()
            },
            ..bare
        }
    }

    fn other_paths(&self) -> Vec<(String, Vec<Option<f64>>)> {
        let path = |series: &Series<'_, '_>| {
            self.spots.iter().map(|spot| series.path_of(spot.period).as_ref().map(Number::to_f64)).collect()
        };
        self.others.iter().map(|(name, series)| (name.clone(), path(series))).collect()
    }

    /// A year earlier; what was counted otherwise then is no comparison.
    fn last_year(&self) -> Vec<Option<f64>> {
        if !self.asked.last_year {
            return Vec::new();
        }
        let earlier = |spot: &Spot| {
            let before = spot.period.same_last_year();
            let comparable = !self.series.breaks_between(before, spot.period);
            let rolled = comparable.then(|| self.series.rolled(WindowKind::Own, before))?;
            rolled.value.as_ref().map(Number::to_f64)
        };
        self.spots.iter().map(earlier).collect()
    }

    fn tolerance(&self) -> Option<Vec<Option<(f64, f64)>>> {
        if self.is_flow() || self.words.kpi.direction == Direction::None {
            return None;
        }
        let edges = |spot: &Spot| {
            let (low, high) = self.series.tolerated(spot.period, &spot.judgement)?;
            Some((low.to_f64(), high.to_f64()))
        };
        Some(self.spots.iter().map(edges).collect())
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

    /// Only of levels: a projected total has no bar of its own.
    fn projection(&self) -> Vec<Option<f64>> {
        let found = forecast(self.series).filter(|_| !self.is_flow());
        let Some((index, value)) =
            found.and_then(|found| Some((self.place(found.period)?, found.value.to_f64())))
        else {
            return Vec::new();
        };
        // A period that still runs has a first value, which is not what is projected for its end.
        let spot = &self.spots[index];
        let ahead = spot.rolled.value.is_none() || !spot.period.is_closed(self.today, self.words.fy);
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

    pub(super) fn legend(&self) -> Vec<(Role, String)> {
        let lang = self.words.lang;
        let flow = self.is_flow();
        let band = self.words.kpi.direction == Direction::Band;
        let path = if flow { t::trend::path_of_flow(lang) } else { t::trend::path(lang) };
        let tolerance = if band { t::trend::band(lang) } else { t::trend::tolerance(lang) };
        let roles = [
            (Role::Series, t::trend::series(lang)),
            (Role::Bar, if self.stacked { t::trend::numerator(lang) } else { t::trend::series(lang) }),
            (Role::Rest, t::trend::rest(lang)),
            (Role::LastYear, t::trend::last_year(lang)),
            (Role::Path, path),
            (Role::Tolerance, tolerance),
            (Role::Projection, t::trend::projection(lang)),
            (Role::Break, t::trend::break_mark(lang)),
            (Role::Target, t::trend::target(lang)),
            (Role::Reference, t::trend::reference(lang)),
        ];
        let roles = roles.into_iter().map(|(role, text)| match (role, self.series.set) {
            // Of several plans each has its name.
            (Role::Path, Some(set)) if !self.others.is_empty() => (role, set.set.clone()),
            _ => (role, text.to_owned()),
        });
        let others = self.others.iter().map(|(name, _)| name.clone());
        roles.chain([Role::SecondPath, Role::ThirdPath].into_iter().zip(others)).collect()
    }
}

fn is_provisional(spot: &Spot) -> bool {
    spot.rolled.provisional && spot.rolled.value.is_some()
}
