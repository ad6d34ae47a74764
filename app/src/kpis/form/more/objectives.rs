//! Which objectives count the KPI, and what changes in them.

use vigie_domain::objective::Share;
use vigie_domain::{Book, Key, Lang, Number, Objective};

/// An objective as it was and as it is to be, children within.
pub type Counted = (Objective, Objective);

/// Id and title of every active objective, children after their parent and marked.
pub fn all(book: &Book, lang: Lang) -> Vec<(String, String, bool)> {
    let languages = &book.cluster.languages;
    let active = book.objectives.iter().filter(|objective| !objective.archived);
    active
        .flat_map(|parent| parent.flat().map(move |own| (own, own.id != parent.id)))
        .filter(|(objective, _)| !objective.archived)
        .map(|(objective, child)| {
            (objective.id.clone(), objective.title.in_lang(lang, languages).to_owned(), child)
        })
        .collect()
}

/// The ids of those that count a KPI.
pub fn counting(book: &Book, key: &Key) -> Vec<String> {
    let all = book.objectives.iter().flat_map(Objective::flat);
    all.filter(|objective| counts(objective, key)).map(|objective| objective.id.clone()).collect()
}

fn counts(objective: &Objective, key: &Key) -> bool {
    objective.kpis.iter().any(|share| share.key == *key)
}

/// The objectives that have to be saved so that exactly the chosen ones count the KPI; weights stay as they are.
pub fn changed(book: &Book, key: &Key, chosen: &[String]) -> Vec<Counted> {
    let set = |objective: &mut Objective| {
        let wanted = chosen.contains(&objective.id);
        if wanted && !counts(objective, key) {
            objective.kpis.push(Share::new(key.clone(), Number::ONE));
        } else if !wanted {
            objective.kpis.retain(|share| share.key != *key);
        }
    };
    let changed = |objective: &Objective| {
        let mut new = objective.clone();
        set(&mut new);
        new.children.iter_mut().for_each(set);
        (new != *objective).then(|| (objective.clone(), new))
    };
    book.objectives.iter().filter_map(changed).collect()
}
