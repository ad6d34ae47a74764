//! What is wrong with the definition as it was typed.

use leptos::prelude::*;
use vigie_domain::rollup::Engine;
use vigie_domain::series::Series;
use vigie_domain::{Book, Kpi, Problem, ProblemCode};

use super::draft::blank;
use super::read::Reader;
use super::shared::Form;
use crate::workspace::Desk;

/// `asked`: a new baseline has been asked for once; saving again does without.
pub fn check(form: Form, desk: Desk, asked: RwSignal<bool>) -> Result<Kpi, Vec<Problem>> {
    let Some(base) = form.old.get_value().or_else(blank) else { return Err(Vec::new()) };
    let mut reader = Reader { lang: form.lang, fy: form.fy, problems: Vec::new() };
    let kpi = reader.kpi(&form.draft, base);
    let mut problems = reader.problems;
    // Where something could not be read, what is checked of the same field would mislead.
    let unread: Vec<String> = problems.iter().map(|problem| root(&problem.place).to_owned()).collect();
    let checked = kpi.check(form.fy).into_iter().chain(form.formula_problems(kpi.clone()));
    problems.extend(checked.filter(|problem| !unread.iter().any(|root_of| root_of == root(&problem.place))));
    if form.is_new() && form.book.with_value(|book| book.kpi(&kpi.key).is_some()) {
        problems.push(Problem::new(ProblemCode::Duplicate).with("text", &kpi.key).at("key"));
    }
    if problems.is_empty() && !asked.get_untracked() && baseline_outdated(form, desk, &kpi) {
        asked.set(true);
        problems.push(Problem::new(ProblemCode::BaselineNeeded).at("baseline.period"));
    }
    if problems.is_empty() { Ok(kpi) } else { Err(problems) }
}

pub fn root(place: &str) -> &str {
    place.split(['.', '[']).next().unwrap_or_default()
}

/// A version that breaks the series has begun after the baseline, and did not before this change.
fn baseline_outdated(form: Form, desk: Desk, kpi: &Kpi) -> bool {
    let outdated = |kpi: &Kpi| {
        let mut book = Book::new(form.book.with_value(|book| book.cluster.clone()));
        book.kpis.push(kpi.clone());
        let engine = Engine::new(&book, untrack(|| desk.today()));
        engine.kpi(&kpi.key).is_some_and(|kpi| Series::new(&engine, kpi, None).baseline_outdated())
    };
    outdated(kpi) && !form.old.with_value(|old| old.as_ref().is_some_and(outdated))
}
