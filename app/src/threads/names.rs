//! The people of the cluster, to be named in a message.

use uuid::Uuid;
use vigie_domain::Lang;

use crate::locale::t;
use crate::workspace::Desk;
use leptos::prelude::*;

/// Ids and names; two people of one name are told apart by their addresses.
pub fn people(desk: Desk) -> Vec<(Uuid, String)> {
    desk.snapshot.with_untracked(|snapshot| {
        let people = snapshot.as_ref().map(|snapshot| snapshot.people.as_slice()).unwrap_or_default();
        let named = |name: &str| people.iter().filter(|person| person.name == name).count();
        people
            .iter()
            .map(|person| match named(&person.name) {
                1 => (person.id, person.name.clone()),
                _ => (person.id, format!("{} ({})", person.name, person.email)),
            })
            .collect()
    })
}

/// Who it is; somebody who has left, where nobody of that id is in the cluster any more.
pub fn name_of(desk: Desk, lang: Lang, id: Option<Uuid>) -> String {
    let name = people(desk).into_iter().find(|(person, _)| Some(*person) == id).map(|(_, name)| name);
    name.unwrap_or_else(|| t::evidence::somebody(lang).to_owned())
}
