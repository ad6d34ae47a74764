//! The table while it is typed.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use leptos::prelude::*;
use vigie_domain::outbox::EntryState;
use vigie_domain::{Book, Key, Kpi, Lang};

use super::line::{Cell, Row};
use crate::clusters::entry::{Column, PAST, Reader};
use crate::clusters::words;
use crate::error::AppError;
use crate::locale::t;
use crate::workspace::Desk;

/// Copy it freely: it is a handful of signals.
#[derive(Clone, Copy)]
pub struct Sheet {
    rows: StoredValue<Vec<Row>>,
    /// Titles with how many of the rows follow.
    groups: StoredValue<Vec<(String, usize)>>,
    pub languages: StoredValue<Vec<String>>,
    /// E-mail address and name.
    pub people: StoredValue<Vec<(String, String)>>,
    pub reader: Reader,
    /// Calls under way.
    pub saving: RwSignal<u32>,
    pub failed: RwSignal<Option<AppError>>,
}

impl Sheet {
    pub fn of(book: &Book, today: NaiveDate, lang: Lang, desk: Desk) -> Self {
        let main = book.cluster.languages.iter().find_map(|tag| Lang::from_tag(tag)).unwrap_or(lang);
        let reader = Reader { lang, fy: book.fy(), today, set: t::kpis::first_set(main) };
        let (mut rows, mut groups) = (Vec::new(), Vec::new());
        for (title, kpis) in grouped(book, lang) {
            groups.push((title, kpis.len()));
            for kpi in kpis {
                rows.push(Row::of(rows.len(), kpi, book, reader));
            }
        }
        let people = desk.snapshot.with_untracked(|snapshot| {
            let people = snapshot.as_ref().map(|snapshot| snapshot.people.clone()).unwrap_or_default();
            people.into_iter().map(|person| (person.email, person.name)).collect()
        });
        Self {
            rows: StoredValue::new(rows),
            groups: StoredValue::new(groups),
            languages: StoredValue::new(book.cluster.languages.clone()),
            people: StoredValue::new(people),
            reader,
            saving: RwSignal::new(0),
            failed: RwSignal::new(None),
        }
    }

    pub fn rows(&self) -> Vec<Row> {
        self.rows.get_value()
    }

    pub fn row(&self, index: usize) -> Option<Row> {
        self.rows.with_value(|rows| rows.get(index).copied())
    }

    pub fn has_rows(&self) -> bool {
        self.rows.with_value(|rows| !rows.is_empty())
    }

    pub fn groups(&self) -> Vec<(String, Vec<Row>)> {
        let mut rows = self.rows().into_iter();
        self.groups
            .get_value()
            .into_iter()
            .map(|(title, n)| (title, rows.by_ref().take(n).collect()))
            .collect()
    }

    /// Rows with a figure and a target, and nothing wrong. Tracks.
    pub fn complete(&self) -> usize {
        let filled = |cell: Cell| cell.text.with(|text| !text.trim().is_empty());
        let is_complete = |row: &&Row| {
            let figure = !row.takes(Column::Past(0)) || (0..PAST).any(|i| filled(row.cell(Column::Past(i))));
            let sound = row.cells.iter().all(|cell| cell.error.with(String::is_empty));
            figure && filled(row.cell(Column::Target)) && sound
        };
        self.rows.with_value(|rows| rows.iter().filter(is_complete).count())
    }

    /// Cells with something wrong. Tracks.
    pub fn wrong(&self) -> usize {
        let wrong = |cell: &&Cell| cell.error.with(|error| !error.is_empty());
        self.rows.with_value(|rows| rows.iter().flat_map(|row| &row.cells).filter(wrong).count())
    }

    pub fn first_wrong(&self) -> Option<(usize, usize)> {
        self.rows.with_value(|rows| {
            rows.iter().find_map(|row| {
                let column =
                    row.cells.iter().position(|cell| cell.error.with_untracked(|error| !error.is_empty()))?;
                Some((row.index, column))
            })
        })
    }

    pub fn unsaved(&self) -> Vec<Row> {
        self.rows().into_iter().filter(|row| row.unsaved.get_untracked()).collect()
    }

    /// What the server refused stands at its cell, however late it comes.
    pub fn watch_outbox(self, desk: Desk) {
        Effect::new(move |_| {
            desk.outbox.with(|outbox| {
                for row in self.rows() {
                    let key = row.key();
                    for (i, period) in row.past.into_iter().enumerate() {
                        let error = match outbox.of(&key, period).map(|entry| &entry.state) {
                            Some(EntryState::Parked { problem }) => {
                                words::problem(self.reader.lang, self.reader.fy, problem)
                            }
                            Some(EntryState::Conflict { .. }) => {
                                t::errors::conflict(self.reader.lang).to_owned()
                            }
                            _ => continue,
                        };
                        row.cell(Column::Past(i)).error.set(error);
                    }
                }
            });
        });
    }
}

/// The active KPIs by the objective that they show, each once; those of none come last.
fn grouped(book: &Book, lang: Lang) -> Vec<(String, Vec<&Kpi>)> {
    let languages = &book.cluster.languages;
    let mut seen = BTreeSet::new();
    let mut groups = Vec::new();
    let active = |key: &Key| book.kpi(key).filter(|kpi| !kpi.archived);
    for objective in book.objectives.iter().filter(|objective| !objective.archived) {
        for part in
            std::iter::once(objective).chain(objective.children.iter().filter(|child| !child.archived))
        {
            let kpis: Vec<&Kpi> = part
                .kpis
                .iter()
                .filter_map(|share| active(&share.key))
                .filter(|kpi| seen.insert(&kpi.key))
                .collect();
            if !kpis.is_empty() {
                groups.push((part.title.in_lang(lang, languages).to_owned(), kpis));
            }
        }
    }
    let rest: Vec<&Kpi> = book.kpis.iter().filter(|kpi| !kpi.archived && !seen.contains(&kpi.key)).collect();
    if !rest.is_empty() {
        let title =
            if groups.is_empty() { t::start::all_kpis(lang) } else { t::kpis::without_objective(lang) };
        groups.push((title.to_owned(), rest));
    }
    groups
}
