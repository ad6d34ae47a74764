//! Objectives: a document each, with its children.

use std::collections::BTreeSet;

use vigie_domain::access::Action;
use vigie_domain::problem::{Problem, ProblemCode};
use vigie_domain::{Book, Key, Objective};
use vigie_store::documents::Kind;

use crate::Service;
use crate::caller::Caller;
use crate::error::{Error, Result, refuse};

impl Service {
    /// Adds an objective or writes a new version of it. Without an id it gets one from its title.
    pub async fn save_objective(
        &self,
        caller: &Caller,
        slug: &str,
        mut objective: Objective,
    ) -> Result<Objective> {
        let seen = self.seen(caller, slug, Action::Define).await?;
        let mut pen = self.pen(caller, &seen).await?;
        let book = pen.definitions().await?;
        name_new(&mut objective, &book);
        refuse(check(&objective, &book))?;
        pen.put(Kind::Objective, &objective.id, &objective).await?;
        pen.finish("objective.saved", &objective.id, None).await?;
        Ok(objective)
    }

    /// Puts an objective with its children aside, or takes it back.
    pub async fn archive_objective(
        &self,
        caller: &Caller,
        slug: &str,
        id: &str,
        archived: bool,
    ) -> Result<u64> {
        let seen = self.seen(caller, slug, Action::Define).await?;
        let mut pen = self.pen(caller, &seen).await?;
        let book = pen.definitions().await?;
        let found = book.objectives.into_iter().find(|objective| objective.id == id);
        let mut objective = found.ok_or(Error::NotFound)?;
        objective.archived = archived;
        pen.put(Kind::Objective, id, &objective).await?;
        let kind = if archived { "objective.archived" } else { "objective.restored" };
        pen.finish(kind, id, None).await
    }

    /// The objectives in this order; those that are not named come after, in the order they had.
    pub async fn reorder_objectives(&self, caller: &Caller, slug: &str, order: &[String]) -> Result<u64> {
        let seen = self.seen(caller, slug, Action::Define).await?;
        let mut pen = self.pen(caller, &seen).await?;
        let mut objectives = pen.definitions().await?.objectives;
        objectives
            .sort_by_key(|objective| order.iter().position(|id| *id == objective.id).unwrap_or(order.len()));
        for (position, objective) in (0..).zip(&objectives) {
            pen.put_at(Kind::Objective, &objective.id, position, objective).await?;
        }
        pen.finish("objective.ordered", "", None).await
    }
}

/// What is wrong with an objective among the others.
pub(crate) fn check(objective: &Objective, book: &Book) -> Vec<Problem> {
    let mut problems = objective.check(&|key| book.kpi(key).is_some());
    let others = book.objectives.iter().filter(|other| other.id != objective.id);
    let mut ids: BTreeSet<&str> = others.flat_map(Objective::flat).map(|other| other.id.as_str()).collect();
    for (i, own) in objective.flat().enumerate() {
        if !ids.insert(&own.id) {
            let place = if i == 0 { "id".to_owned() } else { format!("children[{}].id", i - 1) };
            problems.push(Problem::new(ProblemCode::Duplicate).with("text", &own.id).at(place));
        }
    }
    problems
}

fn name_new(objective: &mut Objective, book: &Book) {
    let mut taken: BTreeSet<String> =
        book.objectives.iter().flat_map(Objective::flat).map(|other| other.id.clone()).collect();
    taken.extend(objective.flat().map(|own| own.id.clone()));
    let languages = &book.cluster.languages;
    let mut name = |objective: &mut Objective| {
        if objective.id.is_empty() {
            objective.id = free_id(objective.title.in_lang(Default::default(), languages), &taken);
            taken.insert(objective.id.clone());
        }
    };
    name(objective);
    objective.children.iter_mut().for_each(name);
}

/// An id made from a name, with a number where it is taken.
pub(crate) fn free_id(name: &str, taken: &BTreeSet<String>) -> String {
    let stem = Key::from_header(name).map_or_else(|_| "item".to_owned(), |key| key.to_string());
    let stem = stem.get(..56).unwrap_or(&stem).trim_end_matches('-').to_owned();
    let mut ids = std::iter::once(stem.clone()).chain((2..).map(|number| format!("{stem}-{number}")));
    ids.find(|id| !taken.contains(id)).unwrap_or(stem)
}
