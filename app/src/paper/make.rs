//! From a dashboard to its document.

use chrono::NaiveDate;
use vigie_domain::dashboard::Trend as Wish;
use vigie_domain::{Kpi, Lang, Period, Show};
use vigie_service::{AsOf, Picture, SharedBook};

use super::block::Block;
use super::{Change, Counted, Detail, Fact, Mark, Paper, definition, detail};
use crate::chart::Sheet;
use crate::compare::Side;
use crate::dashboards::board::{Audience, Board, Shown, Source};
use crate::format;
use crate::locale::t;
use crate::ui::counted;

/// What is asked besides the dashboard.
#[derive(Clone, Debug)]
pub struct Wanted {
    /// The day it is made.
    pub made: NaiveDate,
    /// The state of the cluster, where it is an earlier one.
    pub as_of: Option<AsOf>,
    /// The cluster's own.
    pub logo: Option<Picture>,
}

/// For the team: each KPI of the dashboard with its chart and its figures.
pub fn of_team(source: &Source<'_>, wanted: Wanted) -> Paper {
    made(source, wanted, "")
}

/// For who holds a link: what its page shows. A KPI has its chart and its figures where it has them there.
pub fn of_share(shared: &SharedBook) -> Paper {
    let beside: Vec<Side<'_>> = shared.beside.iter().map(|book| Side { book, today: shared.today }).collect();
    let source = Source {
        book: &shared.book,
        dashboard: &shared.dashboard,
        keys: Some(&shared.keys),
        today: shared.today,
        lang: shared.share.lang,
        set: shared.share.set.as_deref(),
        audience: Audience::Link,
        beside: &beside,
        only: None,
    };
    let wanted = Wanted { made: shared.today, as_of: None, logo: shared.logo.clone() };
    made(&source, wanted, &shared.share.name)
}

fn made(source: &Source<'_>, wanted: Wanted, name: &str) -> Paper {
    let Source { book, lang, today, .. } = *source;
    let kpis = definition::shown(source, source.dashboard);
    let mut dashboard = source.dashboard.clone();
    dashboard.cards.retain(|card| !is_trend(&card.show));
    if !kpis.is_empty() {
        // Without any key a table shows all.
        let keys = kpis.iter().map(|kpi| kpi.key.clone()).collect();
        dashboard.cards.push(Show::Table { keys }.into());
    }
    dashboard.cards.extend(kpis.iter().filter_map(|kpi| wish(source, kpi)).map(|it| Show::Trend(it).into()));
    let board = Board::of(&Source { dashboard: &dashboard, ..*source });
    let sheet = Sheet::new(book.cluster.hue);
    let theme = sheet.theme();
    let theme = theme.as_ref();
    let name = if name == board.title { "" } else { name };
    let mut paper = Paper {
        lang,
        hue: book.cluster.hue,
        cluster: board.cluster,
        region: board.region,
        title: board.title,
        name: name.to_owned(),
        facts: facts(source, &wanted, &kpis),
        made: wanted.made,
        logo: wanted.logo,
        date: format::date(lang, today),
        verdict: board.verdict,
        tally: board
            .tally
            .into_iter()
            .map(|(status, count)| Counted {
                mark: Mark { status, word: counted(lang, status, count) },
                count,
            })
            .collect(),
        informational: match board.informational {
            0 => String::new(),
            n => t::dashboards::n_informational(lang, n.into()),
        },
        previous: board.previous,
        definitions: kpis.iter().map(|kpi| definition::of(source, &kpis, kpi)).collect(),
        ..Paper::default()
    };
    for card in board.cards {
        match &card.shown {
            Shown::Table(rows) => {
                paper.figures = rows.iter().map(|row| detail::figure(lang, theme, row)).collect();
            }
            Shown::Trend(card) => paper.details.push(detail::of(lang, theme, card)),
            Shown::Milestones(card) if !has(&paper.details, &card.0.name) => {
                paper.details.push(detail::plain(lang, theme, &card.0, Some(&card.1)));
            }
            other => paper.blocks.extend(Block::of(lang, other)),
        }
    }
    paper
}

fn is_trend(show: &Show) -> bool {
    matches!(show, Show::Trend(_) | Show::Table { .. })
}

fn has(details: &[Detail], name: &str) -> bool {
    details.iter().any(|detail| detail.figure.name == name)
}

/// As its card wants to be drawn; the team gets every KPI drawn.
fn wish(source: &Source<'_>, kpi: &Kpi) -> Option<Wish> {
    let own = source.dashboard.cards.iter().find_map(|card| match &card.show {
        Show::Trend(wish) if wish.key == kpi.key => Some(wish.clone()),
        _ => None,
    });
    let is_team = matches!(source.audience, Audience::Team { .. });
    own.or_else(|| is_team.then(|| Wish::of(kpi.key.clone())))
}

fn facts(source: &Source<'_>, wanted: &Wanted, kpis: &[&Kpi]) -> Vec<Fact> {
    let lang = source.lang;
    let known = wanted.as_of.map(|as_of| match as_of {
        AsOf::Date(day) => t::paper::known_at_end(lang, format::date(lang, day)),
        AsOf::Seq(seq) => t::paper::known_after(lang, seq),
    });
    let set = source.set.or(source.dashboard.set.as_deref());
    let all = [
        (t::paper::period(lang), period(source, kpis)),
        (t::paper::figures_of(lang), Some(format::date(lang, source.today))),
        (t::paper::known(lang), known),
        (t::paper::set(lang), Some(set.unwrap_or(t::shares::own_set(lang)).to_owned())),
        (t::paper::made(lang), Some(format::date(lang, wanted.made))),
        (t::common::language(lang), Some(language(lang).to_owned())),
    ];
    all.into_iter().filter_map(|(name, text)| Some(Fact::new(name, text?))).collect()
}

/// Its own name.
const fn language(lang: Lang) -> &'static str {
    match lang {
        Lang::En => "English",
        Lang::Fr => "Français",
        Lang::De => "Deutsch",
    }
}

/// The span of the dashboard, else from the first to the last reading.
fn period(source: &Source<'_>, kpis: &[&Kpi]) -> Option<String> {
    let (lang, fy) = (source.lang, source.book.fy());
    let show = |from: Period, to: Period| match from == to {
        true => from.show(lang, fy),
        false => t::paper::from_to(lang, from.show(lang, fy), to.show(lang, fy)),
    };
    if let Some(span) = source.dashboard.span {
        return Some(show(span.from, span.to));
    }
    let readings = || kpis.iter().flat_map(|kpi| source.book.readings.of(&kpi.key)).map(|it| it.period);
    let first = readings().min_by_key(|period| period.first_day(fy))?;
    let last = readings().max_by_key(|period| period.last_day(fy))?;
    Some(show(first, last))
}

impl From<&crate::dashboards::figures::Change> for Change {
    fn from(change: &crate::dashboards::figures::Change) -> Change {
        Change { rises: change.rises, text: change.text.clone() }
    }
}
