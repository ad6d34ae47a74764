//! Builders for tests, and random clusters: a test states only what matters to it. They panic on what does not read,
//! and are compiled for tests alone (feature `testing`).

mod large;
mod random;

use chrono::NaiveDate;

use crate::book::Book;
use crate::cluster::Cluster;
use crate::key::Key;
use crate::kpi::Kpi;
use crate::number::Number;
use crate::period::Period;
use crate::reading::Reading;

pub use large::{large, sum_of};
pub use random::{Random, cluster, cluster_of, query};

pub fn number(text: &str) -> Number {
    Number::parse(text).unwrap_or_else(|problem| panic!("{problem}"))
}

pub fn period(text: &str) -> Period {
    Period::parse(text).unwrap_or_else(|problem| panic!("{problem}"))
}

pub fn day(text: &str) -> NaiveDate {
    text.parse().unwrap_or_else(|error| panic!("{error}"))
}

pub fn key(text: &str) -> Key {
    Key::parse(text).unwrap_or_else(|problem| panic!("{problem}"))
}

/// `fields` are those of the cluster file, as JSON without braces.
pub fn kpi(key: &str, frequency: &str, fields: &str) -> Kpi {
    let json =
        format!(r#"{{"key": "{key}", "name": {{"en": "{key}"}}, "frequency": "{frequency}", {fields}}}"#);
    serde_json::from_str(&json).unwrap_or_else(|error| panic!("{error} in {json}"))
}

/// `figure` as typed into a cell in English; empty records nothing.
pub fn reading(kpi: &Kpi, period: &str, figure: &str) -> Option<Reading> {
    let figure = Reading::read_cell(figure, kpi, crate::lang::Lang::En)
        .unwrap_or_else(|problem| panic!("{problem}"))?;
    Some(Reading { kpi: kpi.key.clone(), period: self::period(period), figure, comment: None })
}

pub fn book(kpis: Vec<Kpi>) -> Book {
    let mut book = Book::new(Cluster::new(key("alpes"), "Alpes"));
    book.kpis = kpis;
    book
}

impl Book {
    /// Figures of consecutive periods, separated by spaces; `_` leaves one out.
    pub fn with(mut self, kpi: &str, from: &str, figures: &str) -> Book {
        let kpi = self.kpi(&key(kpi)).expect("a KPI of the book").clone();
        let mut at = period(from);
        for figure in figures.split_whitespace() {
            if let Some(reading) = reading(&kpi, &at.to_string(), figure.trim_start_matches('_')) {
                self.readings.insert(reading);
            }
            at = at.next();
        }
        self
    }
}
