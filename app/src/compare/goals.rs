//! Objectives across clusters: how far each has come.

use vigie_domain::portfolio::Portfolio;
use vigie_domain::{Lang, Number, Status};

use super::{Side, languages};
use crate::format;
use crate::locale::t;

#[derive(Clone, Debug, PartialEq)]
pub struct Goal {
    pub title: String,
    pub is_child: bool,
    /// One for each cluster; none where it has no such objective.
    pub cells: Vec<Option<Attained>>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Attained {
    /// `62 %`, or a dash.
    pub figure: String,
    /// Shares of 1, for the bar, and what it says.
    pub done: Option<Number>,
    pub expected: Option<Number>,
    pub bar: String,
    pub status: Status,
    /// `4 of 6 with figures`.
    pub facts: String,
}

pub fn goals(portfolio: &Portfolio<'_>, sides: &[Side<'_>], lang: Lang) -> Vec<Goal> {
    let lines = portfolio.objectives().into_iter().map(|line| {
        let first = line.clusters.iter().position(Option::is_some).unwrap_or_default();
        let cells = line.clusters.iter().map(|report| {
            let report = report.as_ref()?;
            let percent = |share: &Option<Number>| share.as_ref().map(|share| format::percent(lang, share));
            let attained = percent(&report.attainment);
            let bar = match (&attained, percent(&report.expected)) {
                (Some(done), Some(expected)) => t::dashboards::bar(lang, done, expected),
                (Some(done), None) => t::dashboards::bar_alone(lang, done),
                (None, _) => t::dashboards::bar_none(lang).to_owned(),
            };
            Some(Attained {
                figure: attained.unwrap_or_else(|| "—".to_owned()),
                done: report.attainment.clone(),
                expected: report.expected.clone(),
                bar,
                status: report.status,
                facts: t::portfolio::with_data(lang, i64::from(report.of), report.with_data.to_string()),
            })
        });
        let cells = cells.collect();
        let title = line.title.in_lang(lang, languages(sides, first)).to_owned();
        Goal { title, is_child: line.is_child, cells }
    });
    lines.collect()
}
