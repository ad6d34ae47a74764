//! The status of KPIs period by period.

use vigie_domain::period::Months;
use vigie_domain::series::Series;
use vigie_domain::window::WindowKind;
use vigie_domain::{FinancialYear, Granularity, Key, Lang, Nature, Period, Status};

use super::board::{Audience, Maker};
use crate::format;

/// Periods where the dashboard has no span, and at most: more are no longer read at a glance.
const USUAL: i32 = 6;
const MOST: i32 = 16;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Matrix {
    /// The periods, the latest last; none where nothing of it is looked at.
    pub columns: Vec<String>,
    pub rows: Vec<MatrixRow>,
    /// There are flows, whose status is that of their running total.
    pub sums: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MatrixRow {
    pub name: String,
    pub href: Option<String>,
    /// One for each column; none where a coarser period of the KPI does not end in it.
    pub cells: Vec<Option<MatrixCell>>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MatrixCell {
    pub status: Option<Status>,
    /// Empty: none is known.
    pub figure: String,
    /// The period, where it is not that of the column.
    pub period: String,
}

/// None without any KPI.
pub(super) fn of(maker: &Maker<'_, '_>, keys: &[Key]) -> Option<Matrix> {
    let source = maker.source;
    let (fy, lang) = (maker.engine.fy, source.lang);
    let mut columns = columns(maker);
    if let Some(only) = source.only {
        columns.retain(|column| only.has_end_of(*column, fy));
    }
    let kpis = maker.kpis(keys);
    let sums = kpis.iter().any(|kpi| kpi.nature == Nature::Flow);
    let rows = kpis.into_iter().map(|kpi| {
        let series = Series::new(maker.engine, kpi, maker.set);
        let languages = &source.book.cluster.languages;
        let cell = |column: &Period| {
            let period = Period::of_date(column.last_day(fy), column.granularity.max(kpi.frequency), fy);
            if period.last_day(fy) != column.last_day(fy) {
                return None;
            }
            let rolled = series.rolled(WindowKind::Own, period);
            let judgement = series.judge(period, rolled.value.as_ref());
            let figure = rolled.value.as_ref().map(|value| format::figure(lang, languages, kpi, value));
            Some(MatrixCell {
                status: judgement.status,
                figure: figure.unwrap_or_default(),
                period: if period == *column { String::new() } else { period.show(lang, fy) },
            })
        };
        MatrixRow {
            name: maker.text(&kpi.name).to_owned(),
            href: match source.audience {
                Audience::Team { base, .. } => Some(format!("{base}/kpis/{}", kpi.key)),
                Audience::Link => None,
            },
            cells: columns.iter().map(cell).collect(),
        }
    });
    let rows: Vec<_> = rows.collect();
    let columns = columns.iter().map(|column| head(*column, lang, fy)).collect();
    (!rows.is_empty()).then_some(Matrix { columns, rows, sums })
}

/// Where there is little room it breaks before the year, and nowhere else.
fn head(column: Period, lang: Lang, fy: FinancialYear) -> String {
    let (short, year) = (column.show_short(lang).replace(' ', "\u{a0}"), column.show_year(fy));
    if short.is_empty() { year } else { format!("{short} {year}") }
}

/// The months of the columns, and their granularity.
pub(super) fn extent(maker: &Maker<'_, '_>) -> Option<(Months, Granularity)> {
    let (fy, columns) = (maker.engine.fy, columns(maker));
    let (first, last) = (columns.first()?, columns.last()?);
    Some((Months { first: first.months(fy).first, last: last.months(fy).last }, first.granularity))
}

/// The closed periods of the dashboard's granularity (a quarter unless it has one) within its span, the last ones of them.
fn columns(maker: &Maker<'_, '_>) -> Vec<Period> {
    let (dashboard, fy) = (maker.source.dashboard, maker.engine.fy);
    let granularity = dashboard.by.unwrap_or(Granularity::Quarter);
    let closed = Period::last_closed(maker.source.today, granularity, fy).ordinal;
    let (first, last) = match dashboard.span {
        Some(span) => {
            let (first, last) = span.months(fy).touching(granularity, fy);
            let last = last.min(closed).max(first);
            (first.max(last - MOST + 1), last)
        }
        None => (closed - USUAL + 1, closed),
    };
    (first..=last).map(|ordinal| Period::new(granularity, ordinal)).collect()
}
