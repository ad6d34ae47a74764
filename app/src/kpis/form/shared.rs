//! What the parts of the form share: the draft, what is wrong with it, the reader's language and financial year.

use std::sync::Arc;

use leptos::prelude::*;
use vigie_domain::{Book, FinancialYear, Kpi, Lang, Number, Period, Problem, formula};

use super::draft::Draft;
use super::fields::Holds;
use super::live::Live;
use crate::kpis::words;

#[derive(Clone, Copy)]
pub struct Form {
    pub draft: Draft,
    pub live: Live,
    pub problems: RwSignal<Vec<Problem>>,
    pub book: StoredValue<Arc<Book>>,
    /// The KPI as it was; none for a new one.
    pub old: StoredValue<Option<Kpi>>,
    pub lang: Lang,
    pub fy: FinancialYear,
    /// There are readings: unit, nature and frequency stay.
    pub fixed: bool,
}

pub fn use_form() -> Form {
    expect_context::<Form>()
}

impl Form {
    pub fn is_new(&self) -> bool {
        self.old.with_value(Option::is_none)
    }

    pub fn languages(&self) -> Vec<String> {
        self.book.with_value(|book| book.cluster.languages.clone())
    }

    /// What is said at a place; empty where nothing is wrong. Tracks.
    pub fn error(&self, place: &str) -> String {
        if place.is_empty() {
            return String::new();
        }
        self.problems.with(|problems| {
            problems
                .iter()
                .find(|problem| problem.place == place)
                .map(|problem| words::problem(self.lang, self.fy, problem))
                .unwrap_or_default()
        })
    }

    /// Puts what is now wrong at a place in the stead of what was.
    pub fn say_at(&self, place: &str, found: Option<Problem>) {
        let silent = found.is_none()
            && self.problems.with_untracked(|problems| problems.iter().all(|problem| problem.place != place));
        if silent {
            return;
        }
        self.problems.update(|problems| {
            problems.retain(|problem| problem.place != place);
            problems.extend(found.map(|problem| problem.at(place)));
        });
    }

    /// When a field is left; an empty one is judged on saving.
    pub fn check_line(&self, holds: Holds, place: &str, text: &str) {
        let found = match holds {
            _ if text.trim().is_empty() => None,
            Holds::Text => None,
            Holds::Number => Number::read(text, self.lang).err(),
            Holds::Period => Period::read(text, self.lang, self.fy).err(),
        };
        self.say_at(place, found);
    }

    /// The problems of formulas that this KPI has, or causes.
    pub fn formula_problems(&self, kpi: Kpi) -> Vec<Problem> {
        let mut kpis = self.book.with_value(|book| book.kpis.clone());
        let at = kpis.iter().position(|other| other.key == kpi.key).unwrap_or(kpis.len());
        if at < kpis.len() {
            kpis[at] = kpi;
        } else {
            kpis.push(kpi);
        }
        formula::check(&kpis)
            .into_iter()
            .filter(|(index, _)| *index == at)
            .map(|(_, problem)| problem)
            .collect()
    }
}
