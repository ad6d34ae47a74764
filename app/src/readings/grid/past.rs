//! What was done here, to be taken back and done again. Pure.

use vigie_domain::record::Content;
use vigie_domain::{Book, Key, Period};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    pub kpi: Key,
    pub period: Period,
    pub before: Content,
    pub after: Content,
}

impl Change {
    /// As it is recorded.
    #[cfg(feature = "csr")]
    pub fn done(&self) -> (Key, Period, Content) {
        (self.kpi.clone(), self.period, self.after.clone())
    }
}

/// Steps of one or many cells, the newest last.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Past {
    done: Vec<Vec<Change>>,
    undone: Vec<Vec<Change>>,
}

/// What stands in a cell now; nothing where nothing is recorded.
pub fn content(book: &Book, kpi: &Key, period: Period) -> Content {
    let reading = book.readings.get(kpi, period);
    Content {
        figure: reading.map(|reading| reading.figure.clone()),
        comment: reading.and_then(|reading| reading.comment.clone()),
    }
}

/// What has to be recorded, and how many cells stay because somebody has changed them since.
pub type Way = (Vec<(Key, Period, Content)>, usize);

impl Past {
    pub fn did(&mut self, step: Vec<Change>) {
        if !step.is_empty() {
            self.done.push(step);
            self.undone.clear();
        }
    }

    pub fn can_undo(&self) -> bool {
        !self.done.is_empty()
    }

    pub fn can_redo(&self) -> bool {
        !self.undone.is_empty()
    }

    pub fn undo(&mut self, book: &Book) -> Way {
        let Some(step) = self.done.pop() else { return Way::default() };
        let way = back(book, &step);
        self.undone.push(step);
        way
    }

    pub fn redo(&mut self, book: &Book) -> Way {
        let Some(step) = self.undone.pop() else { return Way::default() };
        let way = way(book, &step, |change| (&change.before, &change.after));
        self.done.push(step);
        way
    }
}

/// What takes a step back.
pub fn back(book: &Book, step: &[Change]) -> Way {
    way(book, step, |change| (&change.after, &change.before))
}

/// From what a cell should hold to what it shall hold. A cell that holds something else is left alone.
fn way(book: &Book, step: &[Change], ends: impl Fn(&Change) -> (&Content, &Content)) -> Way {
    let mut records = Vec::new();
    let mut left = 0;
    for change in step {
        let (from, to) = ends(change);
        if content(book, &change.kpi, change.period) == *from {
            records.push((change.kpi.clone(), change.period, to.clone()));
        } else {
            left += 1;
        }
    }
    (records, left)
}

#[cfg(test)]
mod tests {
    use super::*;
    use vigie_domain::cluster::Cluster;
    use vigie_domain::{Figure, Number, Reading};

    fn says(value: &str) -> Content {
        let figure = (!value.is_empty()).then(|| Figure::Value(Number::parse(value).expect("a number")));
        Content { figure, comment: None }
    }

    fn put(book: &mut Book, records: Vec<(Key, Period, Content)>) {
        for (kpi, period, content) in records {
            match content.figure {
                Some(figure) => {
                    book.readings.insert(Reading { kpi, period, figure, comment: content.comment });
                }
                None => {
                    book.readings.remove(&kpi, period);
                }
            }
        }
    }

    #[test]
    fn a_step_is_taken_back_whole_but_nobody_elses_figure() {
        let key = Key::parse("k").expect("a key");
        let period = |month: &str| Period::parse(month).expect("a period");
        let mut book = Book::new(Cluster::new(Key::parse("c").expect("a key"), "C"));
        let mut past = Past::default();
        let type_in = |book: &mut Book, past: &mut Past, cells: &[(&str, &str)]| {
            let mut step = Vec::new();
            for (month, value) in cells {
                let before = content(book, &key, period(month));
                let after = says(value);
                put(book, vec![(key.clone(), period(month), after.clone())]);
                step.push(Change { kpi: key.clone(), period: period(month), before, after });
            }
            past.did(step);
        };
        type_in(&mut book, &mut past, &[("2026-01", "1")]);
        type_in(&mut book, &mut past, &[("2026-01", "2"), ("2026-02", "3")]);
        // Somebody else.
        put(&mut book, vec![(key.clone(), period("2026-02"), says("99"))]);
        let (records, left) = past.undo(&book);
        assert_eq!((records.as_slice(), left), (&[(key.clone(), period("2026-01"), says("1"))][..], 1));
        put(&mut book, records);
        let (records, _) = past.undo(&book);
        assert_eq!(records, [(key.clone(), period("2026-01"), says(""))]);
        put(&mut book, records);
        assert!(!past.can_undo() && past.can_redo());
        let (records, _) = past.redo(&book);
        put(&mut book, records);
        assert_eq!(content(&book, &key, period("2026-01")), says("1"));
        type_in(&mut book, &mut past, &[("2026-03", "5")]);
        assert!(!past.can_redo(), "what comes after something new is gone");
    }
}
