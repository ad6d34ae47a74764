//! The highlights: what the domain found, in sentences.

use vigie_domain::highlights::{Highlights, Move, Subject, Turn, highlights};
use vigie_domain::rollup::Engine;
use vigie_domain::{Number, Status};

use super::board::{Audience, Maker};
use crate::format;
use crate::locale::t;
use crate::ui::{Assessed, status_word};

#[derive(Clone, Debug, PartialEq)]
pub struct Happened {
    /// `since 15 March 2026`
    pub since: String,
    pub met: Vec<Fact>,
    pub worse: Vec<Fact>,
    pub better: Vec<Fact>,
    pub moves: Vec<Fact>,
    pub said: Vec<(Fact, Assessed)>,
}

/// One line.
#[derive(Clone, Debug, PartialEq)]
pub struct Fact {
    pub name: String,
    pub href: Option<String>,
    pub words: String,
    pub status: Option<Status>,
    /// A move upwards; none for what is no move.
    pub rises: Option<bool>,
}

pub(super) fn of(maker: &Maker<'_, '_>) -> Happened {
    let source = maker.source;
    let since = source.dashboard.since(source.today, maker.engine.fy);
    let own = Engine::new(source.book, since);
    let then = maker.then.filter(|then| then.today == since).unwrap_or(&own);
    let objectives = source.dashboard.shows_objectives();
    let found = highlights(maker.engine, then, maker.set, &maker.named(), objectives);
    let teller = Teller { maker };
    let Highlights { met, worse, better, moves, assessed, .. } = found;
    let turns = |turns: Vec<Turn>| turns.iter().filter_map(|turn| teller.turn(turn)).collect();
    let fy = maker.engine.fy;
    Happened {
        since: t::dashboards::since_day(source.lang, format::date(source.lang, since)),
        met: turns(met),
        worse: turns(worse),
        better: turns(better),
        moves: moves.iter().filter_map(|each| teller.moved(each)).collect(),
        said: assessed
            .iter()
            .filter_map(|(subject, assessment)| {
                let fact = teller.fact(subject, String::new())?;
                Some((fact, Assessed::of(assessment, assessment.period.show(source.lang, fy))))
            })
            .collect(),
    }
}

struct Teller<'t, 'm, 'a> {
    maker: &'t Maker<'m, 'a>,
}

impl Teller<'_, '_, '_> {
    /// None for what may not be shown.
    fn fact(&self, subject: &Subject, words: String) -> Option<Fact> {
        let maker = self.maker;
        let (name, path) = match subject {
            Subject::Kpi(key) => {
                let kpi = maker.engine.kpi(key).filter(|kpi| maker.shown(kpi))?;
                (maker.text(&kpi.name), format!("kpis/{key}"))
            }
            Subject::Objective(id) => {
                let mut all = maker.source.book.objectives.iter().flat_map(|objective| objective.flat());
                (maker.text(&all.find(|objective| objective.id == *id)?.title), format!("objectives/{id}"))
            }
        };
        let href = match maker.source.audience {
            Audience::Team { base, .. } => Some(format!("{base}/{path}")),
            Audience::Link => None,
        };
        Some(Fact { name: name.to_owned(), href, words, status: None, rises: None })
    }

    fn turn(&self, turn: &Turn) -> Option<Fact> {
        let (lang, fy) = (self.maker.source.lang, self.maker.engine.fy);
        let before = status_word(lang, turn.from);
        let words = match turn.period {
            Some(period) => t::dashboards::turned_in(lang, period.show(lang, fy), before),
            None => t::dashboards::turned(lang, before),
        };
        Some(Fact { status: Some(turn.to), ..self.fact(&turn.subject, words)? })
    }

    fn moved(&self, found: &Move) -> Option<Fact> {
        let source = self.maker.source;
        let (lang, fy, languages) = (source.lang, self.maker.engine.fy, &source.book.cluster.languages);
        let kpi = self.maker.engine.kpi(&found.key)?;
        let show = |value: &Number| format::with_unit(lang, languages, kpi, value);
        let (from, to) = (show(&found.from.1), show(&found.to.1));
        let (before, after) = (found.from.0.show(lang, fy), found.to.0.show(lang, fy));
        let change = match kpi.is_percent() {
            // A percentage of a percentage is read wrongly.
            true => format::delta(lang, languages, kpi, &found.change),
            false => format::signed_percent(lang, &found.share),
        };
        let words = match found.over_twelve_months {
            true => t::dashboards::moved_over_year(lang, change, from, before, to, after),
            false => t::dashboards::moved(lang, change, from, before, to, after),
        };
        let rises = Some(!found.share.is_negative());
        Some(Fact { rises, ..self.fact(&Subject::Kpi(found.key.clone()), words)? })
    }
}
