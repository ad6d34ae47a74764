//! The same in several clusters, as figures in words: a table of KPIs, one KPI over its periods, objectives. Used by the
//! portfolio's pages and by the comparison card of dashboards; every figure comes from `domain::portfolio`.

mod course;
mod goals;
mod table;
mod view;
mod why;

use chrono::NaiveDate;
use vigie_domain::portfolio::Portfolio;
use vigie_domain::{Book, Lang};

pub use course::{Course, CourseRow, course};
pub use goals::{Goal, goals};
pub use table::{Asked, Cell, Group, Line, Table, Total, table};
pub use view::{CourseFigure, GoalsView, TableView};

/// One cluster of a comparison.
#[derive(Clone, Copy)]
pub struct Side<'a> {
    pub book: &'a Book,
    pub today: NaiveDate,
}

impl Side<'_> {
    pub fn name(&self) -> &str {
        &self.book.cluster.name
    }
}

pub fn portfolio<'a>(sides: &[Side<'a>]) -> Portfolio<'a> {
    Portfolio::new(sides.iter().map(|side| (side.book, side.today)))
}

/// The names of some of the clusters.
fn names(sides: &[Side<'_>], of: &[usize]) -> String {
    of.iter().map(|at| sides[*at].name()).collect::<Vec<_>>().join(", ")
}

/// How a cluster writes its figures.
fn languages<'a>(sides: &[Side<'a>], of: usize) -> &'a [String] {
    &sides[of].book.cluster.languages
}

/// The sentence about financial years that begin in different months; empty where they agree.
pub fn about_years(lang: Lang, portfolio: &Portfolio<'_>) -> String {
    if portfolio.years_agree() {
        String::new()
    } else {
        crate::locale::t::portfolio::years_differ(lang).to_owned()
    }
}

#[cfg(test)]
mod tests;
