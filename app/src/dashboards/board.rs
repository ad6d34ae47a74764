//! Everything that a dashboard shows, as texts in one language.
//!
//! It is made from the domain's figures by one function, and it is the allow-list of what a share reveals: no e-mail
//! address, no person, no id, no KPI besides those that may be shown.

use chrono::NaiveDate;
use vigie_domain::assessment::{self, Assessment};
use vigie_domain::rollup::Engine;
use vigie_domain::series::Series;
use vigie_domain::{Book, Card, Dashboard, Key, Kpi, Lang, Status};

use super::figures::{self, KpiCard};
use super::trees::{self, ObjectiveCard};
use crate::format;
use crate::locale::t;
use crate::trend::{self, Ladder, Trend};
use crate::ui::Assessed;

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Board {
    pub title: String,
    pub cluster: String,
    pub region: String,
    /// `27 July 2026`
    pub date: String,
    /// How many of those with a target are met or on track.
    pub verdict: String,
    pub tally: Vec<(Status, u32)>,
    /// KPIs that are there for information.
    pub informational: u32,
    pub cards: Vec<BoardCard>,
}

#[derive(Clone, Debug, PartialEq)]
pub enum BoardCard {
    Objectives(Vec<ObjectiveCard>),
    /// All KPIs, or single ones that stand together.
    Kpis(Vec<KpiCard>),
    Trend(Box<TrendCard>),
    /// Paragraphs.
    Text(Vec<String>),
}

#[derive(Clone, Debug, PartialEq)]
pub struct TrendCard {
    /// Unlike any other on the board.
    pub id: String,
    pub kpi: KpiCard,
    pub trend: Trend,
    /// Steps or levels with what is reached.
    pub ladder: Option<Ladder>,
    /// Where the definition changed, what the figure can be compared with besides its path: a sentence each.
    pub beside: Vec<String>,
}

/// Whom the board is for.
#[derive(Clone, Copy)]
pub enum Audience<'a> {
    /// The team: links below this address, and initials of who is responsible by their e-mail address.
    Team { base: &'a str, names: &'a dyn Fn(&str) -> Option<String> },
    /// Whoever holds a link.
    Link,
}

/// What a board is made from.
pub struct Source<'a> {
    pub book: &'a Book,
    pub dashboard: &'a Dashboard,
    /// The KPIs that may be shown; none: all active ones.
    pub keys: Option<&'a [Key]>,
    pub today: NaiveDate,
    pub lang: Lang,
    /// A target set that comes before the dashboard's.
    pub set: Option<&'a str>,
    pub audience: Audience<'a>,
}

impl Board {
    pub fn of(source: &Source<'_>) -> Board {
        let Source { book, dashboard, lang, .. } = *source;
        let engine = Engine::new(book, source.today);
        let maker = Maker { source, engine: &engine, set: source.set.or(dashboard.set.as_deref()) };
        let (tally, informational) = maker.tally();
        Board {
            title: dashboard.name.in_lang(lang, &book.cluster.languages).to_owned(),
            cluster: book.cluster.name.clone(),
            region: book.cluster.region.clone().unwrap_or_default(),
            date: format::date(lang, source.today),
            verdict: verdict(lang, &tally),
            cards: maker.cards(),
            tally,
            informational,
        }
    }
}

/// The parts of a board with what they share.
pub(super) struct Maker<'m, 'a> {
    pub source: &'m Source<'a>,
    pub engine: &'m Engine<'a>,
    pub set: Option<&'m str>,
}

impl<'a> Maker<'_, 'a> {
    pub fn shown(&self, kpi: &Kpi) -> bool {
        !kpi.archived && self.source.keys.is_none_or(|keys| keys.contains(&kpi.key))
    }

    fn kpi(&self, key: &Key) -> Option<&'a Kpi> {
        self.engine.kpi(key).filter(|kpi| self.shown(kpi))
    }

    pub fn text<'t>(&self, text: &'t vigie_domain::Text) -> &'t str
    where
        'a: 't,
    {
        text.in_lang(self.source.lang, &self.source.book.cluster.languages)
    }

    fn cards(&self) -> Vec<BoardCard> {
        let mut cards = Vec::new();
        for (card, number) in self.source.dashboard.cards.iter().zip(1..) {
            match card {
                Card::Objectives => {
                    let trees = trees::of(self);
                    // An invitation to make some is for the team.
                    if !trees.is_empty() || matches!(self.source.audience, Audience::Team { .. }) {
                        cards.push(BoardCard::Objectives(trees));
                    }
                }
                Card::Kpis => {
                    let shown = self.source.book.kpis.iter().filter(|kpi| self.shown(kpi));
                    let all: Vec<_> = shown.map(|kpi| figures::of(self, kpi)).collect();
                    if !all.is_empty() {
                        cards.push(BoardCard::Kpis(all));
                    }
                }
                Card::Kpi { key } => {
                    let Some(card) = self.kpi(key).map(|kpi| figures::of(self, kpi)) else { continue };
                    match cards.last_mut() {
                        Some(BoardCard::Kpis(row)) => row.push(card),
                        _ => cards.push(BoardCard::Kpis(vec![card])),
                    }
                }
                Card::Trend { key } => {
                    let Some(kpi) = self.kpi(key) else { continue };
                    cards.push(BoardCard::Trend(Box::new(self.trend(kpi, number))));
                }
                Card::Text { text } => {
                    let text = self.text(text);
                    let paragraphs = text.split("\n\n").map(str::trim).filter(|part| !part.is_empty());
                    cards.push(BoardCard::Text(paragraphs.map(str::to_owned).collect()));
                }
            }
        }
        cards
    }

    fn trend(&self, kpi: &'a Kpi, number: u32) -> TrendCard {
        let Source { dashboard, today, lang, audience, .. } = *self.source;
        let mut trend = trend::of(self.engine, kpi, today, lang, self.set, dashboard.by, dashboard.span);
        // The card says the target beside the figure.
        if let Some((_, _, words)) = &mut trend.chart.target {
            words.clear();
        }
        let trend = if matches!(audience, Audience::Link) { trend.lean() } else { trend };
        let series = Series::new(self.engine, kpi, self.set);
        let figures = series.card();
        let latest = figures.latest.as_ref().and_then(|row| row.value.clone());
        let ladder = Ladder::of(&series, latest.as_ref(), lang);
        TrendCard {
            id: format!("trend-{number}"),
            kpi: figures::of_series(self, &series, figures),
            trend,
            ladder,
            beside: [
                trend::changed(lang, self.engine.fy, kpi),
                trend::beside(lang, &self.source.book.cluster.languages, kpi),
            ]
            .concat(),
        }
    }

    /// Each KPI of the dashboard once; where it shows none by itself, all that may be shown. How many have which status,
    /// and how many have none: they are there for information.
    fn tally(&self) -> (Vec<(Status, u32)>, u32) {
        let cards = &self.source.dashboard.cards;
        let all = cards.contains(&Card::Kpis) || cards.iter().all(|card| card.key().is_none());
        let mut counts = Status::ALL.map(|status| (status, 0));
        let mut informational = 0;
        for kpi in self.source.book.kpis.iter().filter(|kpi| self.shown(kpi)) {
            if !all && !cards.iter().any(|card| card.key() == Some(&kpi.key)) {
                continue;
            }
            let status = Series::new(self.engine, kpi, self.set).overall().status;
            match counts.iter_mut().find(|(known, _)| Some(*known) == status) {
                Some((_, count)) => *count += 1,
                None => informational += 1,
            }
        }
        (counts.into_iter().filter(|(_, count)| *count > 0).collect(), informational)
    }
}

/// The latest assessment; who gave it is not said.
pub(super) fn assessed(maker: &Maker<'_, '_>, all: &[Assessment]) -> Option<Assessed> {
    let fy = maker.engine.fy;
    let latest = assessment::latest(all, maker.source.today, fy)?;
    Some(Assessed::of(latest, latest.period.show(maker.source.lang, fy)))
}

/// Stale ones have a target too: they would be met or on track if they were up to date.
fn verdict(lang: Lang, tally: &[(Status, u32)]) -> String {
    let count = |wanted: &[Status]| {
        tally.iter().filter(|(status, _)| wanted.contains(status)).map(|(_, n)| n).sum::<u32>()
    };
    let good = count(&[Status::Met, Status::OnTrack]);
    let compared = good + count(&[Status::AtRisk, Status::OffTrack, Status::Stale]);
    if compared == 0 {
        t::dashboards::verdict_none(lang).to_owned()
    } else {
        t::dashboards::verdict(lang, i64::from(good), compared)
    }
}
