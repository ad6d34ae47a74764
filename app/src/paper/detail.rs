//! A KPI with its chart and the same in figures.

use serde::{Deserialize, Serialize};
use vigie_domain::{Lang, Status};

use super::block::{Opinion, share};
use super::{Bar, Change, Figure, Mark};
use crate::chart::{Pen, Role, Size, Theme, plan, sparkline};
use crate::dashboards::board::TrendCard;
use crate::dashboards::figures::KpiCard;
use crate::locale::t;
use crate::trend::{Ladder, Trend};

/// Of a chart, in units of the plan: what 12 of them are is read as 8.5 pt.
const CHART: Size = Size { width: 680.0, height: 204.0, compact: false, ground: None };

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Detail {
    pub figure: Figure,
    /// Which reading is overdue; empty: none.
    pub late: String,
    pub change_year: Option<Change>,
    pub notes: Vec<String>,
    pub assessed: Option<Opinion>,
    /// An SVG that stands alone; empty: there is nothing to draw.
    pub chart: String,
    pub legend: Vec<Key>,
    /// What the chart says in words.
    pub summary: String,
    pub table: Table,
    pub comments: Vec<Comment>,
    pub ladder: Vec<Rung>,
    /// Where the definition changed and what it can be compared with.
    pub beside: Vec<String>,
}

/// What a mark of the chart means.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Key {
    /// An SVG of 22 × 12.
    pub sample: String,
    pub text: String,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Table {
    /// Besides the period the columns with figures.
    pub heads: Vec<String>,
    pub has_status: bool,
    pub period: String,
    pub status: String,
    pub rows: Vec<TableRow>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TableRow {
    pub period: String,
    /// As many as there are heads.
    pub cells: Vec<String>,
    pub mark: Option<Mark>,
    pub provisional: bool,
    pub breaks: bool,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Comment {
    /// In the chart; none for an older one.
    pub number: Option<usize>,
    pub text: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rung {
    pub name: String,
    pub reached: bool,
    pub when: String,
}

pub(super) fn figure(lang: Lang, theme: Option<&Theme>, card: &KpiCard) -> Figure {
    Figure {
        name: card.name.clone(),
        when: card.when.clone(),
        figure: card.figure.clone(),
        unit: card.unit.clone(),
        brief: card.brief.clone(),
        then: card.then.clone(),
        goal: card.goal.clone(),
        expected: if card.goal.is_empty() { String::new() } else { card.expected.clone() },
        change: card.change.as_ref().map(Change::from),
        mark: card.status.map(|status| Mark::new(lang, status)),
        bar: card.progress.as_ref().map(|progress| Bar {
            done: share(&progress.done),
            expected: progress.expected.as_ref().map(share),
            figure: progress.figure.clone(),
        }),
        spark: theme.map(|theme| spark(theme, card)).unwrap_or_default(),
    }
}

/// Empty with fewer than two figures: there is no course then.
fn spark(theme: &Theme, card: &KpiCard) -> String {
    if card.spark.iter().flatten().count() < 2 {
        return String::new();
    }
    let plan = sparkline(&card.spark, &card.path);
    let pen = Pen { plan: &plan, theme };
    // With room for strokes and the last point at the edges.
    framed(&pen.chart(), -4.0, -6.0, plan.width + 10.0, plan.height + 12.0)
}

fn framed(body: &str, x: f64, y: f64, width: f64, height: f64) -> String {
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" viewBox=\"{x} {y} {width} {height}\" \
         font-family=\"Vigie Sans\">{body}</svg>"
    )
}

pub(super) fn of(lang: Lang, theme: Option<&Theme>, card: &TrendCard) -> Detail {
    let TrendCard { kpi, trend, ladder, beside, .. } = card;
    let (chart, legend) = theme.map(|theme| drawn(theme, trend)).unwrap_or_default();
    let summary = match trend.outlook.as_str() {
        "" => trend.summary.clone(),
        outlook => format!("{} {outlook}", trend.summary),
    };
    Detail {
        chart,
        legend,
        summary,
        table: table(lang, trend),
        comments: comments(lang, trend),
        beside: beside.clone(),
        ..plain(lang, theme, kpi, ladder.as_ref())
    }
}

/// Steps or levels alone.
pub(super) fn plain(lang: Lang, theme: Option<&Theme>, kpi: &KpiCard, ladder: Option<&Ladder>) -> Detail {
    let rungs = ladder.map(|ladder| ladder.rungs.as_slice()).unwrap_or_default();
    Detail {
        figure: figure(lang, theme, kpi),
        late: kpi.late.clone(),
        change_year: kpi.change_year.as_ref().map(Change::from),
        notes: kpi.notes.clone(),
        assessed: kpi.assessed.as_ref().map(|it| Opinion::of(lang, String::new(), it)),
        chart: String::new(),
        legend: Vec::new(),
        summary: String::new(),
        table: Table::default(),
        comments: Vec::new(),
        ladder: rungs
            .iter()
            .map(|rung| Rung { name: rung.name.clone(), reached: rung.reached, when: rung.when.clone() })
            .collect(),
        beside: Vec::new(),
    }
}

fn drawn(theme: &Theme, trend: &Trend) -> (String, Vec<Key>) {
    if trend.chart.points.iter().all(|point| point.value.is_none()) {
        return Default::default();
    }
    let plan = plan(&trend.chart, CHART);
    let pen = Pen { plan: &plan, theme };
    let known = trend.legend.iter().filter(|(role, _)| plan.has(*role));
    let key = |(role, text): &(Role, String)| Key {
        sample: framed(&pen.sample(*role), 0.0, -1.0, 22.0, 13.0),
        text: text.clone(),
    };
    (framed(&pen.chart(), 0.0, 0.0, plan.width, plan.height), known.map(key).collect())
}

/// The columns that have something to say, as under the chart of a page.
fn table(lang: Lang, trend: &Trend) -> Table {
    let value = match trend.unit.as_str() {
        "" => t::trend::value(lang).to_owned(),
        unit => t::trend::value_in(lang, unit),
    };
    let has_path = trend.rows.iter().any(|row| !row.path.is_empty());
    let has_running = has_path && trend.is_flow;
    let judged = |status| !matches!(status, Status::NoTarget | Status::NoData);
    let mut heads = vec![value];
    if has_running {
        heads.push(t::trend::so_far(lang).to_owned());
    }
    if has_path {
        let head = if has_running { t::trend::expected_so_far(lang) } else { t::trend::expected(lang) };
        heads.push(head.to_owned());
    }
    let rows = trend.rows.iter().map(|row| {
        let value = if row.value.is_empty() { "—" } else { &row.value };
        let running = has_running.then_some(&row.running);
        let path = has_path.then_some(&row.path);
        TableRow {
            period: row.period.clone(),
            cells: std::iter::once(value.to_owned())
                .chain(running.into_iter().chain(path).cloned())
                .collect(),
            mark: row.status.filter(|status| judged(*status)).map(|status| Mark::new(lang, status)),
            provisional: row.provisional,
            breaks: row.breaks,
        }
    });
    Table {
        heads,
        has_status: trend.rows.iter().any(|row| row.status.is_some_and(judged)),
        period: t::trend::period(lang).to_owned(),
        status: t::trend::status(lang).to_owned(),
        rows: rows.collect(),
    }
}

/// All of them; the latest have their number in the chart.
fn comments(lang: Lang, trend: &Trend) -> Vec<Comment> {
    let said: Vec<_> = trend.rows.iter().filter(|row| !row.note.is_empty()).collect();
    let without = said.len().saturating_sub(trend.notes.len());
    let comment = |(at, row): (usize, &&crate::trend::TrendRow)| Comment {
        number: (at >= without).then(|| at - without + 1),
        text: t::trend::note_line(lang, &row.period, &row.note),
    };
    said.iter().enumerate().map(comment).collect()
}
