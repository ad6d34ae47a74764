//! A dashboard while it is arranged.

use chrono::NaiveDate;
use leptos::prelude::*;
use vigie_domain::dashboard::{Card, Size};
use vigie_domain::period::read_date;
use vigie_domain::{Book, Dashboard, FinancialYear, Granularity, Lang, Period, Problem, Show, Span, Text};

use super::words::card_name;

/// A card with a number of its own, by which its row is known while it moves.
#[derive(Clone, Debug, PartialEq)]
pub struct Placed {
    pub id: u32,
    pub card: Card,
}

#[derive(Clone, Copy)]
pub struct Draft {
    pub id: StoredValue<String>,
    pub cards: RwSignal<Vec<Placed>>,
    /// Earlier arrangements, the latest last.
    pub past: RwSignal<Vec<Vec<Placed>>>,
    next: StoredValue<u32>,
    /// Keeps languages that the cluster no longer has.
    name: StoredValue<Text>,
    /// In each language of the cluster, one's own first.
    pub names: StoredValue<Vec<(String, RwSignal<String>)>>,
    pub from: RwSignal<String>,
    pub to: RwSignal<String>,
    /// Empty: each KPI's own.
    pub by: RwSignal<String>,
    pub set: RwSignal<String>,
    pub previous: RwSignal<String>,
    pub lang: Lang,
    pub fy: FinancialYear,
}

impl Draft {
    pub fn of(dashboard: &Dashboard, book: &Book, lang: Lang) -> Draft {
        let fy = book.fy();
        let period = |period: Option<Period>| {
            RwSignal::new(period.map(|period| period.show(lang, fy)).unwrap_or_default())
        };
        let name = |tag: &String| {
            (tag.clone(), RwSignal::new(dashboard.name.get(tag).unwrap_or_default().to_owned()))
        };
        // One's own language first.
        let mut languages = book.cluster.languages.clone();
        languages.sort_by_key(|tag| tag != lang.tag());
        let cards: Vec<Placed> =
            (0..).zip(&dashboard.cards).map(|(id, card)| Placed { id, card: card.clone() }).collect();
        Draft {
            id: StoredValue::new(dashboard.id.clone()),
            next: StoredValue::new(u32::try_from(cards.len()).unwrap_or(u32::MAX / 2)),
            cards: RwSignal::new(cards),
            past: RwSignal::new(Vec::new()),
            name: StoredValue::new(dashboard.name.clone()),
            names: StoredValue::new(languages.iter().map(name).collect()),
            from: period(dashboard.span.map(|span| span.from)),
            to: period(dashboard.span.map(|span| span.to)),
            by: RwSignal::new(dashboard.by.map(Granularity::as_str).unwrap_or_default().to_owned()),
            set: RwSignal::new(dashboard.set.clone().unwrap_or_default()),
            previous: RwSignal::new(
                dashboard.previous.map(|day| crate::format::date(lang, day)).unwrap_or_default(),
            ),
            lang,
            fy,
        }
    }

    /// The dashboard with what is wrong with it; what cannot be read is left out. Tracks.
    pub fn read(&self) -> (Dashboard, Vec<Problem>) {
        let mut problems = Vec::new();
        let mut keep = |place: &str, problem: Problem| problems.push(problem.at(place));
        let mut period = |place: &str, typed: RwSignal<String>| {
            let typed = typed.get();
            if typed.trim().is_empty() {
                return None;
            }
            Period::read(&typed, self.lang, self.fy).map_err(|problem| keep(place, problem)).ok()
        };
        let span = match (period("from", self.from), period("to", self.to)) {
            (Some(from), Some(to)) => Some(Span { from, to }),
            _ => None,
        };
        let previous = self.previous.get();
        let previous: Option<NaiveDate> = match previous.trim() {
            "" => None,
            typed => read_date(typed, self.lang).map_err(|problem| keep("previous", problem)).ok(),
        };
        let name = self.names.with_value(|names| {
            names.iter().fold(self.name.get_value(), |name, (tag, typed)| name.with(tag, typed.get().trim()))
        });
        let dashboard = Dashboard {
            id: self.id.get_value(),
            name,
            span,
            by: Granularity::parse(&self.by.get()),
            set: Some(self.set.get()).filter(|set| !set.is_empty()),
            previous,
            cards: self.cards.with(|cards| cards.iter().map(|placed| placed.card.clone()).collect()),
        };
        (dashboard, problems)
    }

    /// First and last period and the day of the previous board, as they stand in their fields. Tracks.
    pub fn typed(&self) -> [String; 3] {
        [self.from, self.to, self.previous].map(|field| field.get())
    }

    pub fn type_again(&self, typed: [String; 3]) {
        for (field, typed) in [self.from, self.to, self.previous].into_iter().zip(typed) {
            field.set(typed);
        }
    }

    /// Changes the arrangement, so that it can be taken back.
    fn change(&self, change: impl FnOnce(&mut Vec<Placed>)) {
        let before = self.cards.get_untracked();
        self.cards.update(change);
        self.past.update(|past| past.push(before));
    }

    pub fn add(&self, show: Show) -> u32 {
        let id = self.next.with_value(|next| *next);
        self.next.set_value(id + 1);
        self.change(|cards| cards.push(Placed { id, card: show.into() }));
        id
    }

    pub fn remove(&self, id: u32) {
        self.change(|cards| cards.retain(|placed| placed.id != id));
    }

    pub fn put(&self, from: usize, to: usize) {
        self.change(|cards| {
            let card = cards.remove(from);
            cards.insert(to.min(cards.len()), card);
        });
    }

    pub fn size(&self, id: u32, size: Size) {
        self.change(|cards| {
            for placed in cards.iter_mut().filter(|placed| placed.id == id) {
                placed.card.size = None;
                // What suits the card is not written.
                placed.card.size = (placed.card.width() != size).then_some(size);
            }
        });
    }

    /// What a card shows: typing is no step of its own to take back.
    pub fn edit(&self, id: u32, edit: impl FnOnce(&mut Show)) {
        self.cards.update(|cards| {
            if let Some(placed) = cards.iter_mut().find(|placed| placed.id == id) {
                edit(&mut placed.card.show);
            }
        });
    }

    pub fn undo(&self) {
        if let Some(before) = self.past.try_update(Vec::pop).flatten() {
            self.cards.set(before);
        }
    }

    /// Tracks.
    pub fn card(&self, id: u32) -> Option<Card> {
        self.cards.with(|cards| cards.iter().find(|placed| placed.id == id).map(|placed| placed.card.clone()))
    }

    /// How the card at a place is called.
    pub fn name_at(&self, at: usize, book: &Book) -> String {
        self.cards.with_untracked(|cards| {
            cards.get(at).map(|placed| card_name(self.lang, book, &placed.card.show)).unwrap_or_default()
        })
    }
}
