//! People in a text: kept as references, typed and read as names.

use uuid::Uuid;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part<'a> {
    Text(&'a str),
    Person(Uuid),
}

/// The text in its parts.
pub fn parts(text: &str) -> Vec<Part<'_>> {
    let mut parts = Vec::new();
    let mut plain = 0;
    for (at, _) in text.match_indices("@[") {
        let inside = &text[at + 2..];
        let person = inside.find(']').and_then(|end| Some((Uuid::parse_str(inside.get(..end)?).ok()?, end)));
        if let Some((person, end)) = person {
            if plain < at {
                parts.push(Part::Text(&text[plain..at]));
            }
            parts.push(Part::Person(person));
            plain = at + 2 + end + 1;
        }
    }
    if plain < text.len() {
        parts.push(Part::Text(&text[plain..]));
    }
    parts
}

/// How a person is named in a text.
pub fn named(person: Uuid) -> String {
    format!("@[{person}]")
}

/// Who is named.
pub fn mentioned(text: &str) -> impl Iterator<Item = Uuid> {
    parts(text).into_iter().filter_map(|part| match part {
        Part::Person(person) => Some(person),
        Part::Text(_) => None,
    })
}

/// The text as it stands in a field: people by their names.
pub fn readable(text: &str, name: impl Fn(Uuid) -> Option<String>) -> String {
    parts(text)
        .into_iter()
        .map(|part| match part {
            Part::Text(text) => text.to_owned(),
            Part::Person(person) => name(person).map_or_else(|| named(person), |name| format!("@{name}")),
        })
        .collect()
}

/// The way back: `@Name` of somebody in `people` becomes a reference. Of people with the same name the first one is meant.
pub fn written(text: &str, people: &[(Uuid, String)]) -> String {
    let mut longest: Vec<&(Uuid, String)> = people.iter().filter(|(_, name)| !name.is_empty()).collect();
    // Anna Weber before Anna.
    longest.sort_by_key(|(_, name)| std::cmp::Reverse(name.len()));
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('@') {
        let (before, after) = (&rest[..at], &rest[at + 1..]);
        out.push_str(before);
        let found = longest.iter().find(|(_, name)| {
            let follows = after.strip_prefix(name.as_str());
            follows.is_some_and(|follows| !follows.starts_with(char::is_alphanumeric))
        });
        rest = match found {
            Some((id, name)) => {
                out.push_str(&named(*id));
                &after[name.len()..]
            }
            None => {
                out.push('@');
                after
            }
        };
    }
    out.push_str(rest);
    out
}

/// The part of a name that is being typed: what stands between an `@` at the beginning of a word and the caret.
pub fn asked(before_caret: &str) -> Option<&str> {
    let at = before_caret.rfind('@')?;
    let begins = before_caret[..at].chars().next_back().is_none_or(|c| !c.is_alphanumeric());
    let typed = &before_caret[at + 1..];
    let is_name = typed.chars().count() <= 40 && !typed.contains(['\n', '[', ']']);
    (begins && is_name).then_some(typed)
}

#[cfg(test)]
#[path = "text_tests.rs"]
mod tests;
