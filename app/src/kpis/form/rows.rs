//! Rows that can be added and taken away, each with a number of its own so that what is typed stays in its row.

use leptos::prelude::*;

pub struct Rows<T: 'static> {
    rows: RwSignal<Vec<(u32, T)>>,
    next: StoredValue<u32>,
}

impl<T: 'static> Clone for Rows<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: 'static> Copy for Rows<T> {}

impl<T: Copy + Send + Sync + 'static> Rows<T> {
    pub fn new(items: impl IntoIterator<Item = T>) -> Self {
        let rows: Vec<(u32, T)> = (0..).zip(items).collect();
        let next = u32::try_from(rows.len()).unwrap_or(u32::MAX);
        Self { rows: RwSignal::new(rows), next: StoredValue::new(next) }
    }

    pub fn push(&self, item: T) {
        let id = self.next.get_value();
        self.next.set_value(id + 1);
        self.rows.update(|rows| rows.push((id, item)));
    }

    pub fn remove(&self, id: u32) {
        self.rows.update(|rows| rows.retain(|(own, _)| *own != id));
    }

    pub fn retain(&self, keep: impl Fn(&T) -> bool) {
        if self.rows.with_untracked(|rows| rows.iter().any(|(_, item)| !keep(item))) {
            self.rows.update(|rows| rows.retain(|(_, item)| keep(item)));
        }
    }

    /// Tracks.
    pub fn list(&self) -> Vec<(u32, T)> {
        self.rows.get()
    }

    /// Tracks.
    pub fn is_empty(&self) -> bool {
        self.rows.with(Vec::is_empty)
    }

    pub fn items(&self) -> Vec<T> {
        self.rows.with_untracked(|rows| rows.iter().map(|(_, item)| *item).collect())
    }

    pub fn ids(&self) -> Vec<u32> {
        self.rows.with_untracked(|rows| rows.iter().map(|(id, _)| *id).collect())
    }

    /// The place of a row among the others. Tracks.
    pub fn index(&self, id: u32) -> usize {
        self.rows.with(|rows| rows.iter().position(|(own, _)| *own == id).unwrap_or(0))
    }
}
