//! Everything that a dashboard shows, as texts in one language.
//!
//! It is made from the domain's figures by one function, and it is the allow-list of what a share reveals: no e-mail
//! address, no person, no id, no KPI besides those that may be shown.

use chrono::NaiveDate;
use vigie_domain::assessment::{self, Assessment};
use vigie_domain::dashboard::{Narrow, Size, Trend as Wanted};
use vigie_domain::period::Months;
use vigie_domain::rollup::Engine;
use vigie_domain::series::Series;
use vigie_domain::{Book, Card, Dashboard, Key, Kpi, Lang, Show, Status};

use super::comparison::{self, Comparison};
use super::extent;
use super::figures::{self, KpiCard};
use super::happened::{self, Happened};
use super::matrix::{self, Matrix};
use super::trees::{self, ObjectiveCard};
use crate::compare::Side;
use crate::format;
use crate::locale::t;
use crate::trend::{self, Asked, Ladder, Trend};
use crate::ui::Assessed;

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Board {
    pub title: String,
    pub cluster: String,
    pub region: String,
    /// `27 July 2026`
    pub date: String,
    /// Beside which day's figures those of today stand; empty: none.
    pub previous: String,
    /// How many of those with a target are met or on track; empty: nothing is said of that.
    pub verdict: String,
    pub tally: Vec<(Status, u32)>,
    /// KPIs that are there for information.
    pub informational: u32,
    pub cards: Vec<BoardCard>,
    /// What the reader of a link may narrow it to; the same whether it is narrowed or not.
    pub narrows: Vec<Narrow>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct BoardCard {
    pub size: Size,
    pub shown: Shown,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Shown {
    Objectives(Vec<ObjectiveCard>),
    /// All KPIs.
    Kpis(Vec<KpiCard>),
    Kpi(Box<KpiCard>),
    Trend(Box<TrendCard>),
    Matrix(Box<Matrix>),
    Progress(Vec<KpiCard>),
    Milestones(Box<(KpiCard, Ladder)>),
    Table(Vec<KpiCard>),
    /// Markdown.
    Text(String),
    Highlights(Box<Happened>),
    Comparison(Box<Comparison>),
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
    /// Other clusters that may be seen, for comparisons.
    pub beside: &'a [Side<'a>],
    /// Of the periods that charts and tables show only those that end here. The latest figures, their status and what is said of
    /// objectives stay what they are: they are about the day of the board.
    pub only: Option<Months>,
}

/// Makes a card of a board; `number` is its place, from 1. None where there is nothing that may be shown.
type Make = for<'m, 'a> fn(&Maker<'m, 'a>, &Card, u32) -> Option<BoardCard>;

/// Whether a board with this card can be made by [`Board::plain`].
pub const fn is_plain(show: &Show) -> bool {
    matches!(show, Show::Objectives {} | Show::Kpis {} | Show::Kpi { .. })
}

impl Board {
    pub fn of(source: &Source<'_>) -> Board {
        Board::made(source, |maker, card, number| maker.card(card, number))
    }

    /// With objectives and figures only: what every cluster's overview has before anybody changes it. The home page needs
    /// no more to begin with, and so the browser waits for no more.
    pub fn plain(source: &Source<'_>) -> Board {
        Board::made(source, |maker, card, _| maker.plain(card))
    }

    /// How many are met or on track, of how many that are compared.
    #[cfg(feature = "ssr")]
    pub fn standing(&self) -> (u32, u32) {
        standing(&self.tally)
    }

    fn made(source: &Source<'_>, make: Make) -> Board {
        let Source { book, dashboard, lang, .. } = *source;
        let engine = Engine::new(book, source.today);
        let previous = dashboard.previous.filter(|day| *day < source.today);
        let then = previous.map(|day| Engine::new(book, day));
        let set = source.set.or(dashboard.set.as_deref());
        let maker = Maker { source, engine: &engine, then: then.as_ref(), set };
        // A board of comparisons says of several clusters how they stand; a count of one of them would not be about it.
        let beside = |card: &Card| matches!(card.show, Show::Comparison(_) | Show::Text { .. });
        let compares = !dashboard.compared().is_empty() && dashboard.cards.iter().all(beside);
        let (tally, informational) = if compares { (Vec::new(), 0) } else { maker.tally() };
        Board {
            title: dashboard.name.in_lang(lang, &book.cluster.languages).to_owned(),
            cluster: book.cluster.name.clone(),
            region: book.cluster.region.clone().unwrap_or_default(),
            date: format::date(lang, source.today),
            previous: previous.map(|day| format::date(lang, day)).unwrap_or_default(),
            verdict: if compares { String::new() } else { verdict(lang, &tally) },
            cards: dashboard.cards.iter().zip(1..).filter_map(|(card, at)| make(&maker, card, at)).collect(),
            tally,
            informational,
            // The pages of links are written by the server only: in the browser there is nothing of this.
            narrows: if cfg!(feature = "ssr") { extent::narrows(&maker) } else { Vec::new() },
        }
    }
}

/// The parts of a board with what they share.
pub(super) struct Maker<'m, 'a> {
    pub source: &'m Source<'a>,
    pub engine: &'m Engine<'a>,
    /// The same book on the day of the previous board.
    pub then: Option<&'m Engine<'a>>,
    pub set: Option<&'m str>,
}

impl<'a> Maker<'_, 'a> {
    pub fn shown(&self, kpi: &Kpi) -> bool {
        !kpi.archived && self.source.keys.is_none_or(|keys| keys.contains(&kpi.key))
    }

    fn kpi(&self, key: &Key) -> Option<&'a Kpi> {
        self.engine.kpi(key).filter(|kpi| self.shown(kpi))
    }

    /// These KPIs in this order, without any all.
    pub fn kpis(&self, keys: &[Key]) -> Vec<&'a Kpi> {
        if keys.is_empty() {
            return self.source.book.kpis.iter().filter(|kpi| self.shown(kpi)).collect();
        }
        keys.iter().filter_map(|key| self.kpi(key)).collect()
    }

    fn figures(&self, keys: &[Key]) -> Option<Vec<KpiCard>> {
        let cards: Vec<_> = self.kpis(keys).into_iter().map(|kpi| figures::of(self, kpi)).collect();
        (!cards.is_empty()).then_some(cards)
    }

    pub fn text<'t>(&self, text: &'t vigie_domain::Text) -> &'t str
    where
        'a: 't,
    {
        text.in_lang(self.source.lang, &self.source.book.cluster.languages)
    }

    fn plain(&self, card: &Card) -> Option<BoardCard> {
        let shown = match &card.show {
            Show::Objectives {} => {
                let trees = trees::of(self);
                // An invitation to make some is for the team.
                let invites = matches!(self.source.audience, Audience::Team { .. });
                (invites || !trees.is_empty()).then_some(Shown::Objectives(trees))?
            }
            Show::Kpis {} => Shown::Kpis(self.figures(&[])?),
            Show::Kpi { key } => Shown::Kpi(Box::new(figures::of(self, self.kpi(key)?))),
            _ => return None,
        };
        Some(BoardCard { size: card.width(), shown })
    }

    fn card(&self, card: &Card, number: u32) -> Option<BoardCard> {
        let shown = match &card.show {
            Show::Objectives {} | Show::Kpis {} | Show::Kpi { .. } => return self.plain(card),
            Show::Trend(wanted) => Shown::Trend(Box::new(self.trend(self.kpi(&wanted.key)?, wanted, number))),
            Show::Matrix { keys } => Shown::Matrix(Box::new(matrix::of(self, keys)?)),
            Show::Progress { keys } => {
                let cards = self.figures(keys)?.into_iter().filter(|card| card.progress.is_some());
                Shown::Progress(cards.collect())
            }
            Show::Milestones { key } => Shown::Milestones(Box::new(self.milestones(self.kpi(key)?)?)),
            Show::Table { keys } => Shown::Table(self.figures(keys)?),
            Show::Text { text } => Shown::Text(self.text(text).to_owned()),
            Show::Highlights {} => Shown::Highlights(Box::new(happened::of(self))),
            Show::Comparison(wanted) => Shown::Comparison(Box::new(comparison::of(self, wanted)?)),
        };
        Some(BoardCard { size: card.width(), shown })
    }

    fn milestones(&self, kpi: &'a Kpi) -> Option<(KpiCard, Ladder)> {
        let series = Series::new(self.engine, kpi, self.set);
        let figures = series.card();
        let latest = figures.latest.as_ref().and_then(|row| row.value.clone());
        let ladder = Ladder::of(&series, latest.as_ref(), self.source.lang)?;
        Some((figures::of_series(self, &series, figures), ladder))
    }

    fn trend(&self, kpi: &'a Kpi, wanted: &Wanted, number: u32) -> TrendCard {
        let Source { dashboard, today, lang, audience, .. } = *self.source;
        let asked = Asked {
            by: dashboard.by,
            span: dashboard.span,
            only: self.source.only,
            set: self.set,
            // The target set of a share comes before the card's.
            sets: if self.source.set.is_some() { &[] } else { &wanted.sets },
            last_year: wanted.last_year,
            parts: wanted.parts,
            silent: !wanted.notes,
            lean: matches!(audience, Audience::Link),
        };
        let mut trend = trend::of(self.engine, kpi, today, lang, asked);
        // The card says the target beside the figure.
        if let Some((_, _, words)) = &mut trend.chart.target {
            words.clear();
        }
        let has = |set: &&String| kpi.target_set(Some(set)).is_some();
        let set = asked.sets.iter().find(has).map(String::as_str).or(self.set);
        let series = Series::new(self.engine, kpi, set);
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

    /// Each KPI of the dashboard once; where it names none, all that may be shown.
    pub fn named(&self) -> Vec<&'a Kpi> {
        let dashboard = self.source.dashboard;
        let all = !dashboard.names_kpis() || dashboard.shows_all();
        let named = |kpi: &&'a Kpi| all || dashboard.named().any(|key| *key == kpi.key);
        self.kpis(&[]).into_iter().filter(named).collect()
    }

    /// How many have which status, and how many have none: they are there for information.
    fn tally(&self) -> (Vec<(Status, u32)>, u32) {
        let mut counts = Status::ALL.map(|status| (status, 0));
        let mut informational = 0;
        for kpi in self.named() {
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
/// How many are met or on track, of how many that are compared.
fn standing(tally: &[(Status, u32)]) -> (u32, u32) {
    let count = |wanted: &[Status]| {
        tally.iter().filter(|(status, _)| wanted.contains(status)).map(|(_, n)| n).sum::<u32>()
    };
    let good = count(&[Status::Met, Status::OnTrack]);
    (good, good + count(&[Status::AtRisk, Status::OffTrack, Status::Stale]))
}

fn verdict(lang: Lang, tally: &[(Status, u32)]) -> String {
    match standing(tally) {
        (_, 0) => t::dashboards::verdict_none(lang).to_owned(),
        (good, compared) => t::dashboards::verdict(lang, i64::from(good), compared),
    }
}
