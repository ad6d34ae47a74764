//! One KPI over its periods: a line for each cluster and their total, and the same in figures.

use vigie_domain::portfolio::{Line, LineRow, Portfolio};
use vigie_domain::{Granularity, Lang, Number, Status};

use super::table::figure;
use super::why::why;
use super::{Side, languages, names};
use crate::chart::{ChartData, Frame, Kind, Point, Role};
use crate::format;
use crate::locale::t;
use crate::trend::Words;

/// Periods at most.
const MOST: i32 = 36;

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Course {
    pub name: String,
    pub chart: ChartData,
    pub legend: Vec<(Role, String)>,
    /// The latest period in one sentence.
    pub summary: String,
    /// Clusters across, in the order of the cells.
    pub columns: Vec<String>,
    /// The latest first.
    pub rows: Vec<CourseRow>,
    /// There is a column of totals.
    pub has_total: bool,
    /// Why there is no total; empty where there is one.
    pub why: String,
    /// Clusters that are in the table and, beyond four, not in the chart; and those that do not measure it.
    pub left_out: String,
    pub absent: String,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CourseRow {
    pub period: String,
    pub cells: Vec<String>,
    pub total: String,
    /// Who is missing in it.
    pub without: String,
    pub status: Option<Status>,
    pub breaks: bool,
}

/// `by`: none for the frequency that the clusters share.
pub fn course(
    portfolio: &Portfolio<'_>,
    line: &Line<'_, '_>,
    sides: &[Side<'_>],
    by: Option<Granularity>,
    lang: Lang,
) -> Course {
    let has = line.clusters();
    let first = has.first().copied().unwrap_or_default();
    let words = Words { lang, languages: languages(sides, first), kpi: line.kpi, fy: portfolio.fy };
    let rows: Vec<LineRow> = line.periods(by, MOST).into_iter().map(|period| line.at(period)).collect();
    let has_total = line.apart.is_none() && has.len() > 1;
    let build = Build { line, sides, words, rows, has_total };
    let absent: Vec<usize> = (0..sides.len()).filter(|at| !has.contains(at)).collect();
    let beyond = has.get(build.drawn().len()..).unwrap_or_default();
    Course {
        name: build.words.name().to_owned(),
        chart: build.chart(),
        legend: build.legend(),
        summary: build.summary(),
        columns: has.iter().map(|at| sides[*at].name().to_owned()).collect(),
        rows: build.rows.iter().rev().map(|row| build.row(row)).collect(),
        has_total,
        why: why(lang, sides, line),
        left_out: names(sides, beyond),
        absent: names(sides, &absent),
    }
}

struct Build<'l, 'p, 'a> {
    line: &'l Line<'p, 'a>,
    sides: &'l [Side<'l>],
    words: Words<'l>,
    rows: Vec<LineRow>,
    has_total: bool,
}

impl Build<'_, '_, '_> {
    /// The clusters that the chart shows: four beside the total, else the first as the series and four beside it.
    fn drawn(&self) -> &[usize] {
        let most = Role::BESIDE.len() + usize::from(!self.has_total);
        let has = self.line.clusters();
        &has[..has.len().min(most)]
    }

    fn beside(&self) -> &[usize] {
        let from = usize::from(!self.has_total).min(self.drawn().len());
        &self.drawn()[from..]
    }

    fn main_value<'r>(&self, row: &'r LineRow) -> Option<&'r Number> {
        match &row.total {
            Some(total) if self.has_total => total.value.as_ref(),
            _ => self.value(row, *self.line.clusters().first()?),
        }
    }

    fn value<'r>(&self, row: &'r LineRow, at: usize) -> Option<&'r Number> {
        row.cells.get(at)?.as_ref()?.rolled.value.as_ref()
    }

    fn text(&self, row: &LineRow, at: usize) -> String {
        let Some(cell) = row.cells.get(at).and_then(Option::as_ref) else { return String::new() };
        let Some(kpi) = self.line.kpi_of(at) else { return String::new() };
        let own = Words { kpi, languages: languages(self.sides, at), ..self.words };
        figure(&own, cell.rolled.value.as_ref(), cell.rolled.state)
    }

    fn total_text(&self, row: &LineRow) -> String {
        row.total
            .as_ref()
            .map_or_else(String::new, |total| figure(&self.words, total.value.as_ref(), total.state))
    }

    fn chart(&self) -> ChartData {
        let first = self.rows.first().map(|row| row.period);
        let frame = first.map_or_else(Frame::default, |first| Frame {
            per_year: usize::try_from(first.granularity.per_year()).unwrap_or(1),
            first_in_year: usize::try_from(first.index() - 1).unwrap_or(0),
        });
        let beside = self
            .beside()
            .iter()
            .map(|at| self.rows.iter().map(|row| self.value(row, *at).map(Number::to_f64)).collect());
        let breaks = self.rows.iter().enumerate().filter_map(|(at, row)| Some((at, self.parted(at, row)?)));
        ChartData {
            // Lines for amounts as well: bars side by side in each period hide how a cluster goes.
            kind: Kind::Line,
            frame,
            points: self.rows.iter().map(|row| self.point(row)).collect(),
            beside: beside.collect(),
            breaks: breaks.collect(),
            ticks: self.words.ticks(),
            unit_suffix: if self.words.kpi.is_percent() {
                format::percent_sign(self.words.lang).to_owned()
            } else {
                String::new()
            },
            ..ChartData::default()
        }
    }

    fn point(&self, row: &LineRow) -> Point {
        let period = self.words.period(row.period);
        let each = self.line.clusters().iter().map(|at| {
            t::portfolio::cluster_has(self.words.lang, self.sides[*at].name(), self.text(row, *at))
        });
        let total = self.has_total.then(|| t::portfolio::total_is(self.words.lang, self.total_text(row)));
        let parts: Vec<String> = total.into_iter().chain(each).collect();
        let value = self.main_value(row);
        Point {
            label: self.words.axis(row.period),
            long: t::trend::long(self.words.lang, period, parts.join("; ")),
            value: value.map(Number::to_f64),
            text: value.map_or_else(String::new, |value| self.words.with_unit(value)),
            provisional: value.is_some()
                && row.total.as_ref().is_some_and(|total| self.has_total && total.provisional),
            month: row.period.months(self.words.fy).last,
            note: None,
        }
    }

    fn breaks(&self, row: &LineRow) -> bool {
        match &row.total {
            Some(total) if self.has_total => total.breaks,
            _ => row.cells.iter().flatten().any(|cell| cell.breaks),
        }
    }

    /// Why no line leads to a row: a definition changed, or the total is of other clusters than before.
    fn parted(&self, at: usize, row: &LineRow) -> Option<String> {
        if self.breaks(row) {
            return Some(t::trend::break_mark(self.words.lang).to_owned());
        }
        let before = self.rows.get(at.checked_sub(1)?)?;
        let counted = |row: &LineRow| row.total.as_ref().map(|total| total.counted.clone());
        let others = self.has_total && counted(before) != counted(row);
        others.then(|| t::portfolio::other_clusters(self.words.lang).to_owned())
    }

    fn legend(&self) -> Vec<(Role, String)> {
        let name = |at: &usize| self.sides[*at].name().to_owned();
        let first = match self.drawn().first() {
            Some(first) if !self.has_total => name(first),
            _ => t::portfolio::total(self.words.lang).to_owned(),
        };
        let beside = Role::BESIDE.into_iter().zip(self.beside().iter().map(name));
        std::iter::once((Role::Series, first)).chain(beside).collect()
    }

    fn summary(&self) -> String {
        let lang = self.words.lang;
        let known = self
            .rows
            .iter()
            .rev()
            .find(|row| row.cells.iter().flatten().any(|cell| cell.rolled.value.is_some()));
        match known {
            Some(row) => t::portfolio::summary(lang, self.words.name(), self.point(row).long),
            None => t::trend::summary_none(lang, self.words.name()),
        }
    }

    fn row(&self, row: &LineRow) -> CourseRow {
        let total = row.total.as_ref().filter(|_| self.has_total);
        CourseRow {
            period: self.words.period(row.period),
            cells: self.line.clusters().iter().map(|at| self.text(row, *at)).collect(),
            total: total.map(|_| self.total_text(row)).unwrap_or_default(),
            without: total.map(|total| names(self.sides, &total.missing)).unwrap_or_default(),
            status: total.and_then(|total| total.plan.as_ref()).map(|plan| plan.status),
            breaks: self.breaks(row),
        }
    }
}
