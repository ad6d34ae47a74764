//! KPIs down, clusters across, their total last: at one period.

use vigie_domain::portfolio::{self, Portfolio};
use vigie_domain::{Key, Kpi, Lang, Nature, Number, Period, State, Status};

use super::why::why;
use super::{Side, languages, names};
use crate::format;
use crate::locale::t;
use crate::trend::Words;

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// Names of the clusters.
    pub columns: Vec<String>,
    pub groups: Vec<Group>,
    /// Some of the KPIs are flows, whose status is that of their running total.
    pub sums: bool,
}

/// KPIs of one theme; the title of those without one is empty where there is nothing else.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Group {
    pub title: String,
    pub lines: Vec<Line>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    pub name: String,
    pub href: Option<String>,
    /// The period, where it is not the one asked for: a coarser KPI shows its latest.
    pub period: String,
    /// One for each column; none where the cluster does not measure it.
    pub cells: Vec<Option<Cell>>,
    pub total: Total,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cell {
    /// The figure with its unit, or the word for its absence.
    pub figure: String,
    pub known: bool,
    pub delta: String,
    pub status: Option<Status>,
    /// Provisional, overdue, until when it is known: what is to be said of how fresh it is.
    pub fresh: String,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Total {
    /// Empty where there is no total; without words too where only one cluster has the KPI.
    pub figure: String,
    pub delta: String,
    pub status: Option<Status>,
    /// Who is missing, or why there is none.
    pub words: String,
}

impl Table {
    /// Every status that stands in it.
    pub fn statuses(&self) -> Vec<Status> {
        let lines = self.groups.iter().flat_map(|group| &group.lines);
        let all = lines.flat_map(|line| {
            let cells = line.cells.iter().flatten().filter_map(|cell| cell.status);
            cells.chain(line.total.status)
        });
        all.collect()
    }
}

/// What is asked of the clusters.
pub struct Asked<'a> {
    pub lang: Lang,
    /// The period, in the portfolio's calendar; coarser KPIs show their latest up to its end.
    pub period: Period,
    /// Only these KPIs; none: all.
    pub keys: Option<&'a [Key]>,
    /// Only those that two clusters have.
    pub shared: bool,
    /// The page of a KPI.
    pub href: &'a dyn Fn(&Key) -> Option<String>,
    /// The name of a theme.
    pub theme: &'a dyn Fn(&str) -> String,
}

pub fn table(portfolio: &Portfolio<'_>, sides: &[Side<'_>], asked: &Asked<'_>) -> Table {
    let wanted = |kpi: &&&Kpi| asked.keys.is_none_or(|keys| keys.contains(&kpi.key));
    let kpis = portfolio.kpis();
    let mut groups: Vec<(Option<&str>, Group)> = Vec::new();
    let mut sums = false;
    for kpi in kpis.iter().filter(wanted) {
        let Some(line) = portfolio.line(&kpi.key) else { continue };
        if asked.shared && line.clusters().len() < 2 {
            continue;
        }
        sums |= kpi.nature == Nature::Flow;
        let line = line_of(&line, portfolio, sides, asked);
        let theme = kpi.category.as_deref().filter(|_| asked.keys.is_none());
        match groups.iter_mut().find(|(id, _)| *id == theme) {
            Some((_, group)) => group.lines.push(line),
            None => {
                let title = theme.map(asked.theme).unwrap_or_default();
                groups.push((theme, Group { title, lines: vec![line] }));
            }
        }
    }
    // Those of no theme come last, and are named where there are others.
    groups.sort_by_key(|(theme, _)| theme.is_none());
    let alone = groups.len() == 1;
    if let Some((None, group)) = groups.last_mut().filter(|_| !alone) {
        group.title = t::kpis::own(asked.lang).to_owned();
    }
    Table {
        columns: sides.iter().map(|side| side.name().to_owned()).collect(),
        groups: groups.into_iter().map(|(_, group)| group).collect(),
        sums,
    }
}

fn line_of(
    line: &portfolio::Line<'_, '_>,
    portfolio: &Portfolio<'_>,
    sides: &[Side<'_>],
    asked: &Asked<'_>,
) -> Line {
    let lang = asked.lang;
    let period = line.period_up_to(asked.period);
    let row = line.at(period);
    let first = line.clusters().first().copied().unwrap_or_default();
    let words = Words { lang, languages: languages(sides, first), kpi: line.kpi, fy: portfolio.fy };
    let cells = row.cells.iter().enumerate().map(|(at, cell)| {
        let (cell, kpi) = cell.as_ref().zip(line.kpi_of(at))?;
        let own = Words { lang, languages: languages(sides, at), kpi, fy: sides[at].book.fy() };
        Some(cell_of(&own, cell, line.freshness(at), period))
    });
    let total = match &row.total {
        // Its own figure once more would say nothing.
        _ if line.clusters().len() < 2 => Total::default(),
        Some(total) => Total {
            figure: figure(&words, total.value.as_ref(), total.state),
            delta: delta(&words, total.delta.as_ref()),
            status: total.plan.as_ref().map(|plan| plan.status),
            words: match total.missing.as_slice() {
                [] => provisional(lang, total.provisional && total.value.is_some()),
                missing => t::portfolio::without(lang, names(sides, missing)),
            },
        },
        None => Total { words: why(lang, sides, line), ..Total::default() },
    };
    Line {
        name: words.name().to_owned(),
        href: (asked.href)(&line.kpi.key),
        period: if period == asked.period { String::new() } else { words.period(period) },
        cells: cells.collect(),
        total,
    }
}

fn cell_of(
    words: &Words<'_>,
    cell: &portfolio::Cell,
    fresh: Option<portfolio::Freshness>,
    period: Period,
) -> Cell {
    let lang = words.lang;
    let value = cell.rolled.value.as_ref();
    let latest = fresh.as_ref().and_then(|fresh| fresh.latest);
    let overdue = fresh.is_some_and(|fresh| fresh.overdue);
    let fresh = match (value, latest) {
        // Of an earlier period there is nothing to wait for.
        (None, Some(latest)) if latest != period => t::portfolio::latest_known(lang, words.period(latest)),
        _ if overdue => t::portfolio::overdue(lang).to_owned(),
        _ => provisional(lang, cell.rolled.provisional && value.is_some()),
    };
    Cell {
        figure: figure(words, value, cell.rolled.state),
        known: value.is_some(),
        delta: delta(words, cell.delta.as_ref()),
        status: value.and_then(|_| cell.status()).filter(|status| *status != Status::NoTarget),
        fresh,
    }
}

fn provisional(lang: Lang, is: bool) -> String {
    if is { t::trend::provisional(lang).to_owned() } else { String::new() }
}

pub(super) fn figure(words: &Words<'_>, value: Option<&Number>, state: State) -> String {
    value.map_or_else(|| words.state(state).to_owned(), |value| words.with_unit(value))
}

fn delta(words: &Words<'_>, change: Option<&Number>) -> String {
    // Steps and labels are counted, not measured: their difference needs no sign.
    change.map_or_else(String::new, |change| format::delta(words.lang, words.languages, words.kpi, change))
}
