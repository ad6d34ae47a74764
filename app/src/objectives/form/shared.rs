//! What the parts of the form share: what is wrong, and what can be chosen.

use leptos::prelude::*;
use vigie_domain::{Book, Lang, Objective, Problem};

use crate::locale::{problem_text, t};
use crate::ui::Choice;
use crate::workspace::{Desk, use_desk};

#[derive(Clone, Copy)]
pub struct Form {
    pub desk: Desk,
    pub lang: Lang,
    pub old: StoredValue<Option<Objective>>,
    pub problems: RwSignal<Vec<Problem>>,
    pub failed: RwSignal<String>,
    pub busy: RwSignal<bool>,
    pub languages: StoredValue<Vec<String>>,
    pub kpis: StoredValue<Vec<Choice>>,
    pub sets: StoredValue<Vec<Choice>>,
    pub people: StoredValue<Vec<Choice>>,
}

pub fn use_form() -> Form {
    expect_context::<Form>()
}

impl Form {
    pub fn new(book: &Book, old: Option<Objective>, lang: Lang) -> Self {
        let desk = use_desk();
        Self {
            desk,
            lang,
            problems: RwSignal::new(Vec::new()),
            failed: RwSignal::new(String::new()),
            busy: RwSignal::new(false),
            languages: StoredValue::new(book.cluster.languages.clone()),
            kpis: StoredValue::new(kpis(book, lang)),
            sets: StoredValue::new(sets(book, old.as_ref(), lang)),
            people: StoredValue::new(people(desk, lang)),
            old: StoredValue::new(old),
        }
    }

    /// What is said at a place; empty where nothing is wrong. Tracks.
    pub fn error(&self, place: &str) -> String {
        let said = |problem: &Problem| match problem.code {
            vigie_domain::ProblemCode::Duplicate => t::objectives::kpi_twice(self.lang).to_owned(),
            _ => problem_text(self.lang, problem),
        };
        self.problems.with(|problems| {
            problems.iter().find(|problem| problem.place == place).map(said).unwrap_or_default()
        })
    }
}

/// The active KPIs; an archived one that is still counted keeps its place in the choice.
fn kpis(book: &Book, lang: Lang) -> Vec<Choice> {
    let languages = &book.cluster.languages;
    let first = (String::new(), t::objectives::choose_kpi(lang).to_owned());
    let all = book.kpis.iter().map(|kpi| {
        let name = kpi.name.in_lang(lang, languages);
        let words = if kpi.archived { t::objectives::archived_kpi(lang, name) } else { name.to_owned() };
        (kpi.key.to_string(), words)
    });
    std::iter::once(first).chain(all).collect()
}

/// The names of target sets that KPIs have.
fn sets(book: &Book, old: Option<&Objective>, lang: Lang) -> Vec<Choice> {
    let mut names: Vec<String> =
        book.kpis.iter().flat_map(|kpi| &kpi.targets).map(|set| set.set.clone()).collect();
    names.extend(old.into_iter().flat_map(Objective::flat).filter_map(|objective| objective.set.clone()));
    names.sort();
    names.dedup();
    let own = (String::new(), t::objectives::own_sets(lang).to_owned());
    std::iter::once(own).chain(names.into_iter().map(|name| (name.clone(), name))).collect()
}

fn people(desk: Desk, lang: Lang) -> Vec<Choice> {
    let nobody = (String::new(), t::objectives::nobody(lang).to_owned());
    let team = desk.snapshot.with_untracked(|snapshot| {
        snapshot.as_ref().map(|snapshot| snapshot.people.clone()).unwrap_or_default()
    });
    std::iter::once(nobody).chain(team.into_iter().map(|person| (person.email, person.name))).collect()
}
