//! In which groups the KPIs stand: each once, under the first objective that counts it; those of none come last.

use vigie_domain::{Book, Key, Lang, Objective};

use crate::locale::t;

/// Title and KPIs; without a title where there are no objectives.
pub fn groups(book: &Book, lang: Lang) -> Vec<(String, Vec<Key>)> {
    let languages = &book.cluster.languages;
    let mut rest: Vec<Key> =
        book.kpis.iter().filter(|kpi| !kpi.archived).map(|kpi| kpi.key.clone()).collect();
    let mut groups = Vec::new();
    let active = book.objectives.iter().filter(|objective| !objective.archived);
    for objective in active.flat_map(Objective::flat).filter(|objective| !objective.archived) {
        let counts = |key: &Key| objective.kpis.iter().any(|share| share.key == *key);
        let (own, others): (Vec<Key>, Vec<Key>) = rest.into_iter().partition(counts);
        rest = others;
        if !own.is_empty() {
            groups.push((objective.title.in_lang(lang, languages).to_owned(), own));
        }
    }
    if !rest.is_empty() {
        let title = if groups.is_empty() { "" } else { t::kpis::without_objective(lang) };
        groups.push((title.to_owned(), rest));
    }
    groups
}
