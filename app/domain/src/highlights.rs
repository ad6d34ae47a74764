//! What has happened between two days: which targets were newly met, what left its path or came back to it, the largest
//! moves, what people said. Both days are looked at with what is recorded now: a correction changes both alike, so that a
//! move is one of the facts and never one of the records.

use chrono::NaiveDate;

use crate::assessment::{Assessment, latest};
use crate::attainment::attainments;
use crate::key::Key;
use crate::kpi::{Direction, Kpi, Nature};
use crate::number::Number;
use crate::objective::Objective;
use crate::period::Period;
use crate::rollup::Engine;
use crate::series::{Overall, Series};
use crate::status::Status;
use crate::window::WindowKind;

/// Moves that are named.
const MOST_MOVES: usize = 3;

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Subject {
    Kpi(Key),
    /// By its id.
    Objective(String),
}

/// A status that is another one now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Turn {
    pub subject: Subject,
    pub from: Status,
    pub to: Status,
    /// The period of the figure that now counts; an objective has none.
    pub period: Option<Period>,
}

/// Of a flow both figures are totals of the twelve months that end with their period: the season decides nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Move {
    pub key: Key,
    pub from: (Period, Number),
    pub to: (Period, Number),
    pub over_twelve_months: bool,
    /// The later figure − the earlier one.
    pub change: Number,
    /// Change ÷ the size of the earlier figure, with its sign.
    pub share: Number,
    /// In the wanted direction; none where there is none.
    pub good: Option<bool>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Highlights {
    pub since: NaiveDate,
    pub met: Vec<Turn>,
    pub worse: Vec<Turn>,
    pub better: Vec<Turn>,
    /// The largest shares first.
    pub moves: Vec<Move>,
    /// The latest judgement of each, where it is of a period that ended after `since`.
    pub assessed: Vec<(Subject, Assessment)>,
}

/// `then` is the same book on the earlier day. `objectives`: those of the book too.
pub fn highlights<'a>(
    now: &Engine<'a>,
    then: &Engine<'a>,
    set: Option<&str>,
    kpis: &[&'a Kpi],
    objectives: bool,
) -> Highlights {
    let mut found = Highlights {
        since: then.today,
        met: Vec::new(),
        worse: Vec::new(),
        better: Vec::new(),
        moves: Vec::new(),
        assessed: Vec::new(),
    };
    if objectives {
        found.objectives(now, then, set);
    }
    for kpi in kpis {
        let (series, earlier) = (Series::new(now, kpi, set), Series::new(then, kpi, set));
        let (after, before) = (series.overall(), earlier.overall());
        let subject = Subject::Kpi(kpi.key.clone());
        if let Some(to) = after.judgement.status {
            let from = before.judgement.status.unwrap_or(Status::NoData);
            found.turn(Turn { subject: subject.clone(), from, to, period: after.period });
        }
        found.moves.extend(moved(&series, &before, &after));
        found.say(now, subject, &kpi.assessments);
    }
    // Stable: of equal shares the one that comes first on the dashboard.
    found.moves.sort_by_key(|each| std::cmp::Reverse(each.share.abs()));
    found.moves.truncate(MOST_MOVES);
    found
}

impl Highlights {
    pub fn is_empty(&self) -> bool {
        let turns = [&self.met, &self.worse, &self.better];
        turns.iter().all(|turns| turns.is_empty()) && self.moves.is_empty() && self.assessed.is_empty()
    }

    fn objectives(&mut self, now: &Engine<'_>, then: &Engine<'_>, set: Option<&str>) {
        let active = now.book.objectives.iter().filter(|objective| !objective.archived);
        let flat: Vec<_> = active.flat_map(Objective::flat).filter(|objective| !objective.archived).collect();
        let (after, before) = (attainments(now, set), attainments(then, set));
        for ((objective, after), before) in flat.into_iter().zip(after).zip(before) {
            let subject = Subject::Objective(objective.id.clone());
            let (from, to) = (before.status, after.status);
            self.turn(Turn { subject: subject.clone(), from, to, period: None });
            self.say(now, subject, &objective.assessments);
        }
    }

    fn turn(&mut self, turn: Turn) {
        use Status::{AtRisk, Met, OffTrack, OnTrack};
        match (turn.from, turn.to) {
            (Met, Met) => {}
            (_, Met) => self.met.push(turn),
            (Met | OnTrack, AtRisk | OffTrack) | (AtRisk, OffTrack) => self.worse.push(turn),
            (AtRisk | OffTrack, OnTrack) => self.better.push(turn),
            _ => {}
        }
    }

    fn say(&mut self, now: &Engine<'_>, subject: Subject, all: &[Assessment]) {
        let last = latest(all, now.today, now.fy);
        let new = last.filter(|assessment| assessment.period.last_day(now.fy) > self.since);
        self.assessed.extend(new.map(|assessment| (subject, assessment.clone())));
    }
}

/// None without a new figure, without an earlier one to be a share of, and across a break.
fn moved(series: &Series<'_, '_>, before: &Overall, after: &Overall) -> Option<Move> {
    let (from, to) = (before.period?, after.period?);
    if from == to || series.breaks_between(from, to) {
        return None;
    }
    let over_twelve_months = series.kpi.nature == Nature::Flow;
    let figure = |period| {
        if !over_twelve_months {
            return series.rolled(WindowKind::Own, period).value;
        }
        // A total of fewer months would be a move of the records.
        let rolled = series.rolled(WindowKind::Rolling, period);
        rolled.value.filter(|_| !rolled.provisional)
    };
    let (earlier, later) = (figure(from)?, figure(to)?);
    let change = &later - &earlier;
    let share = change.divided_by(&earlier.abs()).filter(|share| !share.is_zero())?;
    let good = match series.kpi.direction {
        Direction::Up => Some(!change.is_negative()),
        Direction::Down => Some(change.is_negative()),
        Direction::Band | Direction::None => None,
    };
    let key = series.kpi.key.clone();
    Some(Move { key, from: (from, earlier), to: (to, later), over_twelve_months, change, share, good })
}

#[cfg(test)]
#[path = "highlights_tests.rs"]
mod tests;
