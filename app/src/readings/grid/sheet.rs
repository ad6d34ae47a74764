//! What the grid keeps while one works in it: where one stands, what is being typed, what could not be read, what was
//! done. Copy it freely: it is a handful of signals.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use leptos::html::Div;
use leptos::prelude::*;
use vigie_domain::outbox::{Outbox, Standing};
use vigie_domain::record::Content;
use vigie_domain::rollup::Engine;
use vigie_domain::{Book, Key, Kpi, Lang, Nature, Period, Reading};

use super::groups::groups;
use super::layout::{Block, Layout, Line, Place, Slot};
use super::look::{Computed, Lock, Look, Rights, Sight, Wrong, lock, lock_words};
use super::past::{Change, Past, Way, content};
use crate::format;
use crate::locale::{problem_text, t};
use crate::ui::say;
use crate::workspace::Desk;

/// The cell that is being typed into.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Editing {
    pub line: usize,
    pub slot: Slot,
    /// Begun by typing over what stood there: arrows then leave the cell.
    pub replacing: bool,
}

/// A text of a paste that was not taken, with the place and the reason in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Left {
    pub place: String,
    pub text: String,
    pub why: String,
}

thread_local! {
    /// By cluster: who looks at another page finds what could not be read where it was typed.
    static KEPT: RefCell<BTreeMap<String, Wrongs>> = const { RefCell::new(BTreeMap::new()) };
}

pub type Cell = (Key, Period);

pub type Wrongs = BTreeMap<Cell, Wrong>;

/// Something by KPI and period.
pub type ByCell<T> = BTreeMap<Key, BTreeMap<Period, T>>;

#[derive(Clone, Copy)]
pub struct Sheet {
    pub lang: Lang,
    pub desk: Desk,
    pub layout: Memo<Arc<Layout>>,
    pub at: RwSignal<Place>,
    /// The other corner of what is selected.
    pub anchor: RwSignal<Option<Place>>,
    pub editing: RwSignal<Option<Editing>>,
    pub text: RwSignal<String>,
    pub wrongs: RwSignal<Wrongs>,
    pub past: RwSignal<Past>,
    pub left: RwSignal<Vec<Left>>,
    computed: Memo<Arc<ByCell<Computed>>>,
    proofs: Memo<Arc<ByCell<usize>>>,
    unsent: Memo<Arc<ByCell<Standing>>>,
    /// Entered here, below the path, and not explained yet.
    pub unexplained: RwSignal<BTreeSet<Cell>>,
    pub wrap: NodeRef<Div>,
}

impl Sheet {
    /// `from`: the financial year with which the columns begin.
    pub fn new(desk: Desk, lang: Lang, from: Memo<i32>) -> Sheet {
        let layout = Memo::new(move |_| {
            let today = desk.today();
            let layout = desk.book().map(|book| Layout::of(&groups(&book, lang), &book, today, from.get()));
            Arc::new(layout.unwrap_or_else(|| Layout::empty(today)))
        });
        let computed = Memo::new(move |_| {
            let today = desk.today();
            let texts = desk.book().map(|book| computed(&book, &layout.get(), today, lang));
            Arc::new(texts.unwrap_or_default())
        });
        let at = RwSignal::new(layout.with_untracked(|layout| layout.start()));
        Sheet {
            lang,
            desk,
            layout,
            at,
            anchor: RwSignal::new(None),
            editing: RwSignal::new(None),
            text: RwSignal::new(String::new()),
            wrongs: RwSignal::new(
                KEPT.with_borrow(|kept| kept.get(&desk.slug()).cloned().unwrap_or_default()),
            ),
            past: RwSignal::new(Past::default()),
            left: RwSignal::new(Vec::new()),
            computed,
            proofs: Memo::new(move |_| Arc::new(super::marks::proofs(desk))),
            unsent: Memo::new(move |_| Arc::new(desk.outbox.with(Outbox::standings))),
            unexplained: RwSignal::new(BTreeSet::new()),
            wrap: NodeRef::new(),
        }
    }

    pub fn book(&self) -> Option<Arc<Book>> {
        self.desk.book.get_untracked()
    }

    /// Tracks.
    pub fn look(&self, key: &Key, period: Period) -> Look {
        self.sight(key).map(|sight| sight.look(period)).unwrap_or_default()
    }

    /// What the cells of a KPI look like, and all that it depends on. Tracks.
    pub fn sight(&self, key: &Key) -> Option<Sight> {
        let book = self.desk.book()?;
        let kpi = book.kpi(key)?;
        let own = |cell: &&Cell| cell.0 == *key;
        let wrongs = self.wrongs.with(|wrongs| {
            let own = wrongs.iter().filter(|(cell, _)| own(cell));
            own.map(|((_, period), wrong)| (*period, wrong.clone())).collect()
        });
        let unexplained =
            self.unexplained.with(|all| all.iter().filter(own).map(|(_, period)| *period).collect());
        Some(Sight {
            unsent: of_kpi(self.unsent, key),
            wrongs,
            computed: of_kpi(self.computed, key),
            proofs: of_kpi(self.proofs, key),
            unexplained,
            ..Sight::new(&book, kpi, self.rights(kpi), self.lang)
        })
    }

    pub fn rights(&self, kpi: &Kpi) -> Rights {
        Rights { may_record: self.desk.may_record(kpi), manages: self.desk.is_manager() }
    }

    fn lock(&self, book: &Book, kpi: &Kpi, period: Period) -> Option<Lock> {
        let state = book.period_states.of(period, book.fy());
        untrack(|| lock(kpi, state, self.rights(kpi)))
    }

    /// The cell where one stands. Tracks.
    pub fn here(&self) -> Option<(usize, Slot)> {
        let at = self.at.get();
        self.layout.with(|layout| layout.slot(at)).map(|slot| (at.line, slot))
    }

    /// What is selected; the one cell where nothing more is. Tracks.
    pub fn block(&self) -> Block {
        let at = self.at.get();
        let anchor = self.anchor.get().unwrap_or(at);
        self.layout.with(|layout| layout.block(at, anchor))
    }

    pub fn key(&self, line: usize) -> Option<Key> {
        self.layout.with_untracked(|layout| layout.kpi(line).map(|(key, _)| key.clone()))
    }

    pub fn name(&self, key: &Key) -> String {
        let book = self.book();
        let name = book.as_ref().and_then(|book| {
            Some(book.kpi(key)?.name.in_lang(self.lang, &book.cluster.languages).to_owned())
        });
        name.unwrap_or_else(|| key.to_string())
    }

    pub fn period(&self, period: Period) -> String {
        period.show(self.lang, self.layout.with_untracked(|layout| layout.fy))
    }

    /// What an edit of this cell begins with.
    pub fn edit_text(&self, line: usize, slot: Slot) -> String {
        let (Some(key), Some(book)) = (self.key(line), self.book()) else { return String::new() };
        let typed = self
            .wrongs
            .with_untracked(|wrongs| wrongs.get(&(key.clone(), slot.period)).map(|wrong| wrong.text.clone()));
        let kept = || book.readings.get(&key, slot.period).map(|reading| reading.figure.edit(self.lang));
        typed.or_else(kept).unwrap_or_default()
    }

    /// Takes texts into their cells and gives those that were not taken. One step back takes all of it back.
    pub fn take(&self, cells: Vec<(usize, Slot, String)>) -> (usize, Vec<Left>) {
        let Some(book) = self.book() else { return (0, Vec::new()) };
        let (mut step, mut left, mut taken) = (Vec::new(), Vec::new(), 0);
        let mut wrongs = self.wrongs.get_untracked();
        for (line, slot, text) in cells {
            let Some(kpi) = self.key(line).and_then(|key| book.kpi(&key).cloned()) else { continue };
            let place = (kpi.key.clone(), slot.period);
            if let Some(lock) = self.lock(&book, &kpi, slot.period) {
                left.extend(self.not_taken(&book, &kpi, slot, text, lock_words(self.lang, lock)));
                continue;
            }
            match Reading::read_cell(&text, &kpi, self.lang) {
                Ok(figure) => {
                    taken += 1;
                    wrongs.remove(&place);
                    let before = content(&book, &kpi.key, slot.period);
                    if before.figure == figure {
                        continue;
                    }
                    let comment = before.comment.clone().filter(|_| figure.is_some());
                    let after = Content { figure, comment };
                    step.push(Change { kpi: kpi.key, period: slot.period, before, after });
                }
                Err(problem) => {
                    left.push(self.left_at(&kpi.key, slot, text.clone(), problem_text(self.lang, &problem)));
                    wrongs.insert(place, Wrong { text, problem });
                }
            }
        }
        if self.wrongs.with_untracked(|old| *old != wrongs) {
            KEPT.with_borrow_mut(|kept| kept.insert(self.desk.slug(), wrongs.clone()));
            self.wrongs.set(wrongs);
        }
        self.did(step);
        (taken, left)
    }

    /// A locked cell has lost nothing where the text says what already stands there.
    fn not_taken(&self, book: &Book, kpi: &Kpi, slot: Slot, text: String, why: &str) -> Option<Left> {
        let same = Reading::read_cell(&text, kpi, self.lang)
            .is_ok_and(|figure| figure == content(book, &kpi.key, slot.period).figure);
        (!same && !text.is_empty()).then(|| self.left_at(&kpi.key, slot, text, why.to_owned()))
    }

    fn left_at(&self, key: &Key, slot: Slot, text: String, why: String) -> Left {
        Left { place: t::grid::place(self.lang, self.name(key), self.period(slot.period)), text, why }
    }

    /// Another comment on what is recorded here.
    pub fn comment(&self, line: usize, slot: Slot, text: &str) {
        if let Some(key) = self.key(line) {
            self.comment_on(key, slot.period, text);
        }
    }

    pub fn comment_on(&self, key: Key, period: Period, text: &str) {
        let Some(book) = self.book() else { return };
        let before = content(&book, &key, period);
        let comment = Some(text.trim().to_owned()).filter(|text| !text.is_empty());
        if before.figure.is_some() && before.comment != comment {
            let after = Content { comment, ..before.clone() };
            self.did(vec![Change { kpi: key, period, before, after }]);
        }
    }

    fn did(&self, step: Vec<Change>) {
        if step.is_empty() {
            return;
        }
        let records = step.iter().map(Change::done).collect();
        let cells: Vec<Cell> = step.iter().map(|change| (change.kpi.clone(), change.period)).collect();
        self.past.update(|past| past.did(step));
        self.desk.record_all(records);
        self.ask_why(cells);
    }

    pub fn undo(&self) {
        self.travel(Past::undo, t::grid::n_undone);
    }

    pub fn redo(&self) {
        self.travel(Past::redo, t::grid::n_redone);
    }

    fn travel(&self, way: fn(&mut Past, &Book) -> Way, words: fn(Lang, i64) -> String) {
        let Some(book) = self.book() else { return };
        let Some((records, left)) = self.past.try_update(|past| way(past, &book)) else { return };
        let n = records.len();
        if n > 0 {
            // What was taken back needs no explanation.
            self.unexplained.update(|all| {
                all.retain(|(key, period)| !records.iter().any(|(of, at, _)| of == key && at == period));
            });
            self.desk.record_all(records);
            say(words(self.lang, many(n)), None);
        }
        if left > 0 {
            say(t::grid::n_changed_since(self.lang, many(left)), None);
        }
    }
}

pub fn many(n: usize) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}

fn of_kpi<T: Clone + Send + Sync + 'static>(all: Memo<Arc<ByCell<T>>>, key: &Key) -> BTreeMap<Period, T> {
    all.with(|all| all.get(key).cloned().unwrap_or_default())
}

fn computed(book: &Book, layout: &Layout, today: chrono::NaiveDate, lang: Lang) -> ByCell<Computed> {
    let engine = Engine::new(book, today);
    let mut texts = ByCell::new();
    for (line, key) in layout.lines.iter().enumerate().filter_map(|(at, line)| match line {
        Line::Kpi(key, _) => Some((at, key)),
        Line::Group(_) => None,
    }) {
        let Some(kpi) = book.kpi(key).filter(|kpi| kpi.nature == Nature::Formula) else { continue };
        let own: &mut BTreeMap<_, _> = texts.entry(key.clone()).or_default();
        for slot in layout.slots(line, (0, layout.units - 1)) {
            let rolled = engine.at(key, slot.period);
            if let Some(value) = rolled.value {
                let text = format::figure(lang, &book.cluster.languages, kpi, &value);
                let provisional = rolled.provisional;
                own.insert(slot.period, Computed { text, provisional });
            }
        }
    }
    texts
}
