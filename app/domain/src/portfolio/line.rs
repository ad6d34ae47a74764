//! One KPI across clusters, period by period.

use super::same::{self, Apart};
use super::total::Total;
use super::{Portfolio, plan, total};
use crate::key::Key;
use crate::kpi::Kpi;
use crate::number::Number;
use crate::period::{Granularity, Period};
use crate::report::Row;
use crate::rollup::Rolled;
use crate::series::Series;
use crate::status::Status;
use crate::window::WindowKind;

pub struct Line<'p, 'a> {
    pub(super) portfolio: &'p Portfolio<'a>,
    /// As the first cluster defines it.
    pub kpi: &'a Kpi,
    /// One for each cluster; none where the KPI is not there or archived.
    pub(super) series: Vec<Option<Series<'p, 'a>>>,
    /// The clusters that have it.
    pub(super) has: Vec<usize>,
    /// Why there is no total.
    pub apart: Option<Apart>,
}

/// All clusters at one period.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LineRow {
    pub period: Period,
    /// One for each cluster; none where the KPI is not there.
    pub cells: Vec<Option<Cell>>,
    /// None where the definitions or the nature have no total.
    pub total: Option<Total>,
}

/// One cluster at one period.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cell {
    pub rolled: Rolled,
    /// With path, progress and status, where the period is one of the cluster's own.
    pub row: Option<Row>,
    /// Value − value of the period before; none across a break.
    pub delta: Option<Number>,
    pub breaks: bool,
}

impl Cell {
    pub fn status(&self) -> Option<Status> {
        self.row.as_ref().and_then(|row| row.status)
    }

    /// Something was recorded that a total can take; of a ratio with denominator 0 its parts.
    pub(super) fn counts(&self) -> bool {
        self.rolled.known.map_or(self.rolled.value.is_some(), |known| known > 0)
    }
}

/// How fresh a cluster's figure is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Freshness {
    /// The latest closed period of its own frequency that is known.
    pub latest: Option<Period>,
    pub overdue: bool,
}

impl<'p, 'a> Line<'p, 'a> {
    pub(super) fn new(portfolio: &'p Portfolio<'a>, key: &Key) -> Option<Line<'p, 'a>> {
        let series: Vec<_> = portfolio
            .engines
            .iter()
            .map(|engine| {
                let kpi = engine.kpi(key).filter(|kpi| !kpi.archived)?;
                Some(Series::new(engine, kpi, portfolio.set))
            })
            .collect();
        let has: Vec<usize> = (0..series.len()).filter(|at| series[*at].is_some()).collect();
        let kpi = series.iter().flatten().next()?.kpi;
        let apart = same::check(&portfolio.engines, &has, key).err();
        Some(Line { portfolio, kpi, series, has, apart })
    }

    /// A cluster's own definition.
    pub fn kpi_of(&self, cluster: usize) -> Option<&'a Kpi> {
        self.series.get(cluster)?.as_ref().map(|series| series.kpi)
    }

    /// The clusters that have it, by their places.
    pub fn clusters(&self) -> &[usize] {
        &self.has
    }

    /// The granularity of its rows: no finer than any cluster records.
    pub fn granularity(&self, by: Option<Granularity>) -> Granularity {
        let frequencies = self.series.iter().flatten().map(|series| series.kpi.frequency);
        frequencies.chain(by).max().unwrap_or(self.kpi.frequency)
    }

    /// The latest period of its rows that ends no later than another period does.
    pub fn period_up_to(&self, end: Period) -> Period {
        let granularity = self.granularity(Some(end.granularity));
        Period::of_month(end.months(self.portfolio.fy).last + 1, granularity, self.portfolio.fy).prev()
    }

    /// From the first reading of any cluster to the last period that is closed for all, at most so many.
    pub fn periods(&self, by: Option<Granularity>, most: i32) -> Vec<Period> {
        let (granularity, fy) = (self.granularity(by), self.portfolio.fy);
        let firsts = self.has.iter().filter_map(|at| self.portfolio.engines[*at].first_month(&self.kpi.key));
        let Some(first) = firsts.min() else { return Vec::new() };
        let lasts = self.has.iter().filter_map(|at| self.portfolio.engines[*at].last_month(&self.kpi.key));
        let closed = Period::last_closed(self.portfolio.today, granularity, fy);
        // Series that ended long ago are shown as they ended, not as an empty line up to today.
        let ended = lasts.max().map(|last| Period::of_month(last, granularity, fy));
        let last = match ended {
            Some(ended) if ended.ordinal <= closed.ordinal - most => ended,
            _ => closed,
        };
        let first = Period::of_month(first, granularity, fy).ordinal.max(last.ordinal - most + 1);
        (first..=last.ordinal).map(|ordinal| Period::new(granularity, ordinal)).collect()
    }

    pub fn freshness(&self, cluster: usize) -> Option<Freshness> {
        let series = self.series.get(cluster)?.as_ref()?;
        let latest = series.engine.latest_known(series.kpi);
        Some(Freshness { latest, overdue: series.overdue().is_some() })
    }

    /// `period` is one of the portfolio's calendar, no finer than `granularity` says.
    pub fn at(&self, period: Period) -> LineRow {
        let cells = self.cells(period);
        let total = self.apart.is_none().then(|| {
            let mut total = total::of(self, period, &cells);
            total.plan = plan::of(self, period, &cells, &total);
            total
        });
        LineRow { period, cells, total }
    }

    pub(super) fn cells(&self, period: Period) -> Vec<Option<Cell>> {
        self.series.iter().map(|series| Some(self.cell(series.as_ref()?, period))).collect()
    }

    fn cell(&self, series: &Series<'p, 'a>, period: Period) -> Cell {
        let rolled = self.rolled(series, period);
        let before = self.rolled(series, period.prev());
        let (months, earlier) = (self.months(period), self.months(period.prev()));
        let comparable = !series.breaks_after(earlier.last, months.last);
        let delta = rolled.value.as_ref().zip(before.value.as_ref()).filter(|_| comparable);
        Cell {
            delta: delta.map(|(now, before)| now - before),
            row: self.portfolio.own_period(series.engine, period).map(|own| series.row(own)),
            breaks: series.breaks_after(months.first - 1, months.last),
            rolled,
        }
    }

    fn rolled(&self, series: &Series<'p, 'a>, period: Period) -> Rolled {
        match self.portfolio.own_period(series.engine, period) {
            Some(own) => series.rolled(WindowKind::Own, own),
            None => series.engine.over(&series.kpi.key, self.months(period)),
        }
    }

    pub(super) fn months(&self, period: Period) -> crate::period::Months {
        period.months(self.portfolio.fy)
    }
}
