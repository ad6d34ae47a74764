//! An ordered layout of cards over a span of periods.

mod card;
mod narrow;

use std::collections::BTreeSet;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::book::Book;
use crate::key::Key;
use crate::period::{FinancialYear, Granularity, Period};
use crate::problem::{Problem, ProblemCode};
use crate::target::Span;
use crate::text::Text;

pub use card::{Card, Comparison, MOST_COMPARED, MOST_SETS, Show, Size, Trend};
pub use narrow::Narrow;

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Dashboard {
    pub id: String,
    pub name: Text,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub span: Option<Span>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<Granularity>,
    /// The target set it looks at; without one each KPI's own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub set: Option<String>,
    /// The day of the previous board meeting: cards show that day's figures beside today's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub previous: Option<NaiveDate>,
    #[serde(default)]
    pub cards: Vec<Card>,
}

impl Dashboard {
    pub fn new(id: &str, name: Text, shows: impl IntoIterator<Item = Show>) -> Dashboard {
        let cards = shows.into_iter().map(Card::from).collect();
        Dashboard { id: id.to_owned(), name, span: None, by: None, set: None, previous: None, cards }
    }

    pub fn check(&self, fy: FinancialYear, known: &dyn Fn(&Key) -> bool) -> Vec<Problem> {
        let mut problems = Vec::new();
        if self.id.is_empty() || self.id.len() > 64 {
            problems.push(Problem::new(ProblemCode::FieldMalformed).at("id"));
        }
        if self.name.is_empty() {
            problems.push(Problem::new(ProblemCode::FieldMissing).at("name"));
        }
        if self.span.is_some_and(|span| span.months(fy).first > span.months(fy).last) {
            problems.push(Problem::new(ProblemCode::SpanReversed).at("span"));
        }
        for (i, card) in self.cards.iter().enumerate() {
            let place = format!("cards[{i}]");
            problems.extend(card.check(known).into_iter().map(|problem| problem.within(&place)));
        }
        problems
    }

    pub fn shows_objectives(&self) -> bool {
        self.cards.iter().any(|card| card.show.shows_objectives())
    }

    /// Where a comparison alone shows all there are, it is all that clusters share, and not every KPI.
    pub fn shows_what_is_shared(&self) -> bool {
        let mut all = self.cards.iter().filter(|card| card.show.shows_all()).peekable();
        all.peek().is_some() && all.all(|card| matches!(card.show, Show::Comparison(_)))
    }

    /// The slugs of the other clusters that its cards name, each once.
    pub fn compared(&self) -> BTreeSet<&Key> {
        let clusters = self.cards.iter().filter_map(|card| match &card.show {
            Show::Comparison(comparison) => Some(&comparison.clusters),
            _ => None,
        });
        clusters.flatten().collect()
    }

    /// A card names KPIs, or shows all there are.
    pub fn names_kpis(&self) -> bool {
        self.cards.iter().any(|card| card.show.shows_all() || !card.show.keys().is_empty())
    }

    /// All active KPIs are on it: a card shows all, or the highlights have nothing else to be of.
    pub fn shows_all(&self) -> bool {
        let highlights = || self.cards.iter().any(|card| card.show == Show::Highlights {});
        self.cards.iter().any(|card| card.show.shows_all())
            || (!self.names_kpis() && !self.shows_objectives() && highlights())
    }

    /// The KPIs that its cards name.
    pub fn named(&self) -> impl Iterator<Item = &Key> {
        self.cards.iter().flat_map(|card| card.show.keys())
    }

    /// The active KPIs of a book that its cards show; not those of its objectives.
    pub fn shown(&self, book: &Book) -> BTreeSet<Key> {
        let active = || book.kpis.iter().filter(|kpi| !kpi.archived).map(|kpi| kpi.key.clone());
        if self.shows_all() { active().collect() } else { self.named().cloned().collect() }
    }

    /// Leaves only what shows these KPIs, and of cards with several these of them.
    pub fn limit(&mut self, keys: &dyn Fn(&Key) -> bool) {
        self.cards.retain_mut(|card| card.show.limit(keys));
    }

    /// For a screen that shows one card after another: every KPI with its path, once; what else there is as it stands.
    pub fn one_by_one(&self, book: &Book) -> Dashboard {
        let drawn: BTreeSet<&Key> = self.cards.iter().filter_map(|card| card.show.drawn()).collect();
        let trend = |key: &Key| Card::from(Show::Trend(Trend::of(key.clone())));
        let active = || book.kpis.iter().filter(|kpi| !kpi.archived && !drawn.contains(&kpi.key));
        let cards = self.cards.iter().flat_map(|card| match &card.show {
            Show::Kpis {} => active().map(|kpi| trend(&kpi.key)).collect(),
            Show::Kpi { key } if drawn.contains(key) => Vec::new(),
            Show::Kpi { key } => vec![trend(key)],
            _ => vec![card.clone()],
        });
        Dashboard { cards: cards.collect(), ..self.clone() }
    }

    /// With which day today is compared: that of the previous board, else the day on which the last closed period began (a
    /// quarter unless the dashboard has another granularity), when the one before it was known.
    pub fn since(&self, today: NaiveDate, fy: FinancialYear) -> NaiveDate {
        let begun = || Period::last_closed(today, self.by.unwrap_or(Granularity::Quarter), fy).first_day(fy);
        self.previous.filter(|day| *day < today).unwrap_or_else(begun)
    }
}

#[cfg(test)]
mod tests;
