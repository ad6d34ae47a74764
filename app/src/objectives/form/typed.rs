//! What is typed: a text in the cluster's languages, and rows that can be added and taken away.

use leptos::prelude::*;
use vigie_domain::Text;

#[derive(Clone, Copy)]
pub struct Typed {
    /// Keeps languages that the cluster no longer has.
    base: StoredValue<Text>,
    pub lines: StoredValue<Vec<(String, RwSignal<String>)>>,
}

impl Typed {
    pub fn new(tags: &[String], text: &Text) -> Self {
        let line = |tag: &String| (tag.clone(), RwSignal::new(text.get(tag).unwrap_or_default().to_owned()));
        Self {
            base: StoredValue::new(text.clone()),
            lines: StoredValue::new(tags.iter().map(line).collect()),
        }
    }

    pub fn read(&self) -> Text {
        self.lines.with_value(|lines| {
            lines
                .iter()
                .fold(self.base.get_value(), |text, (tag, line)| text.with(tag, line.get_untracked().trim()))
        })
    }
}

/// Each row has a number of its own, so that what is typed stays in its row.
pub struct Rows<T: 'static>(RwSignal<Vec<(u32, T)>>);

impl<T: 'static> Clone for Rows<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: 'static> Copy for Rows<T> {}

impl<T: Copy + Send + Sync + 'static> Rows<T> {
    pub fn new(items: impl IntoIterator<Item = T>) -> Self {
        Self(RwSignal::new((0..).zip(items).collect()))
    }

    pub fn push(&self, item: T) {
        self.0.update(|rows| {
            let next = rows.iter().map(|(id, _)| id + 1).max().unwrap_or(0);
            rows.push((next, item));
        });
    }

    pub fn remove(&self, id: u32) {
        self.0.update(|rows| rows.retain(|(own, _)| *own != id));
    }

    /// Takes away what does not count.
    pub fn retain(&self, keep: impl Fn(&T) -> bool) {
        if self.items().iter().any(|item| !keep(item)) {
            self.0.update(|rows| rows.retain(|(_, item)| keep(item)));
        }
    }

    /// Tracks.
    pub fn list(&self) -> Vec<(u32, T)> {
        self.0.get()
    }

    pub fn items(&self) -> Vec<T> {
        self.0.with_untracked(|rows| rows.iter().map(|(_, item)| *item).collect())
    }

    /// The place of a row among the others. Tracks.
    pub fn index(&self, id: u32) -> usize {
        self.0.with(|rows| rows.iter().position(|(own, _)| *own == id).unwrap_or(0))
    }
}
