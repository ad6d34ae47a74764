//! A KPI as a card: the latest figure, how it moved, what it is heading for.

use vigie_domain::report::Row;
use vigie_domain::series::{CardFigures, Series};
use vigie_domain::window::WindowKind;
use vigie_domain::{Direction, Kpi, Nature, Number, Period, Status};

use super::board::{Audience, Maker, assessed};
use crate::format;
use crate::locale::t;
use crate::ui::Assessed;

#[derive(Clone, Debug, Default, PartialEq)]
pub struct KpiCard {
    pub name: String,
    /// The period of the figure.
    pub when: String,
    /// Which reading is overdue; empty: none.
    pub late: String,
    /// Empty: there is none yet.
    pub figure: String,
    /// The unit with what belongs to the figure: parts of a ratio, what a running total is to reach.
    pub unit: String,
    /// The figure as it stands inside a line.
    pub brief: String,
    pub status: Option<Status>,
    pub change: Option<Change>,
    /// Against the same period a year before.
    pub change_year: Option<Change>,
    /// The figure on the day of the previous board, as it is known now; empty where there is no such day.
    pub then: String,
    /// How far it has come; none where nothing says so.
    pub progress: Option<Progress>,
    /// What is to be reached and when.
    pub goal: String,
    /// What the path asks for at the period of the figure.
    pub expected: String,
    /// What must be known to read the figure: provisional, a baseline that is needed.
    pub notes: Vec<String>,
    /// What people say of it beside the status.
    pub assessed: Option<Assessed>,
    pub spark: Vec<Option<f64>>,
    pub path: Vec<Option<f64>>,
    /// Who is responsible; only for the team.
    pub responsible: Option<String>,
    /// Its page; none where it has none.
    pub href: Option<String>,
}

/// Shares of 1 for a bar, and what it says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Progress {
    pub done: Number,
    pub expected: Option<Number>,
    pub figure: String,
    pub words: String,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    pub rises: Option<bool>,
    /// `+7 since Q1 2026`
    pub text: String,
}

pub(super) fn of(maker: &Maker<'_, '_>, kpi: &Kpi) -> KpiCard {
    let Some(kpi) = maker.engine.kpi(&kpi.key) else { return KpiCard::default() };
    let series = Series::new(maker.engine, kpi, maker.set);
    of_series(maker, &series, series.card())
}

/// Where the figures are needed elsewhere too.
pub(super) fn of_series(maker: &Maker<'_, '_>, series: &Series<'_, '_>, mut card: CardFigures) -> KpiCard {
    let kpi = series.kpi;
    if let Some(only) = maker.source.only {
        let looked_at = |(period, _): &(Period, Option<Number>)| only.has_end_of(*period, series.fy());
        card.spark.retain(looked_at);
        card.path.retain(looked_at);
    }
    let words = Words { maker, kpi };
    let (spark, path) = crate::trend::spark(&card, |period| series.breaks_in(period));
    let total = words.total(&card);
    let value = total.or_else(|| card.latest.as_ref().and_then(|row| row.value.as_ref()));
    let (figure, unit) = value.map(|value| words.apart(value)).unwrap_or_default();
    KpiCard {
        name: maker.text(&kpi.name).to_owned(),
        when: card.latest.as_ref().map(|row| words.period(row.period)).unwrap_or_default(),
        // Whoever holds a link cannot hurry anybody; the status says that it is stale.
        late: card
            .overdue
            .filter(|_| matches!(maker.source.audience, Audience::Team { .. }))
            .map(|period| t::dashboards::overdue(maker.source.lang, words.period(period)))
            .unwrap_or_default(),
        brief: value.map(|value| words.with_sign(value)).unwrap_or_default(),
        figure,
        unit: words.beside(unit, &card),
        status: card.status,
        change: words.change(&card),
        change_year: words.change_year(&card),
        then: words.then(&card),
        progress: words.progress(&card),
        goal: words.goal(&card),
        expected: card
            .expected
            .as_ref()
            .map(|expected| t::dashboards::expected(maker.source.lang, words.with_sign(expected)))
            .unwrap_or_default(),
        notes: words.notes(&card),
        assessed: assessed(maker, &kpi.assessments),
        spark,
        path,
        responsible: match maker.source.audience {
            Audience::Team { names, .. } => kpi.responsible.as_deref().and_then(names),
            Audience::Link => None,
        },
        href: match maker.source.audience {
            Audience::Team { base, .. } => Some(format!("{base}/kpis/{}", kpi.key)),
            Audience::Link => None,
        },
    }
}

struct Words<'w, 'm, 'a> {
    maker: &'w Maker<'m, 'a>,
    kpi: &'w Kpi,
}

impl Words<'_, '_, '_> {
    fn languages(&self) -> &[String] {
        &self.maker.source.book.cluster.languages
    }

    fn period(&self, period: Period) -> String {
        period.show(self.maker.source.lang, self.maker.engine.fy)
    }

    fn figure(&self, value: &Number) -> String {
        format::figure(self.maker.source.lang, self.languages(), self.kpi, value)
    }

    /// With a unit of one sign (`%`, `€`); a unit of words stands beside the figure above already.
    fn with_sign(&self, value: &Number) -> String {
        let lang = self.maker.source.lang;
        if format::unit(lang, self.languages(), self.kpi).chars().count() == 1 {
            format::with_unit(lang, self.languages(), self.kpi, value)
        } else {
            self.figure(value)
        }
    }

    /// The large figure and the unit that stands beside it.
    fn apart(&self, value: &Number) -> (String, String) {
        format::apart(self.maker.source.lang, self.languages(), self.kpi, value)
    }

    /// The unit, then the parts of the figure.
    fn beside(&self, unit: String, card: &CardFigures) -> String {
        let lang = self.maker.source.lang;
        let Some(row) = card.latest.as_ref().filter(|row| row.value.is_some()) else {
            return t::dashboards::no_figure(lang).to_owned();
        };
        [unit, self.of_goal(card).or_else(|| self.parts(row)).unwrap_or_default()]
            .into_iter()
            .filter(|part| !part.is_empty())
            .collect::<Vec<_>>()
            .join(" · ")
    }

    fn parts(&self, row: &Row) -> Option<String> {
        let lang = self.maker.source.lang;
        match self.kpi.nature {
            Nature::Ratio => {
                let whole =
                    |part: &Number| part.show(lang, if part.is_whole() { 0 } else { self.kpi.decimals });
                let (above, below) = (whole(row.numerator.as_ref()?), whole(row.denominator.as_ref()?));
                // A share of a whole reads "47 of 114", any other ratio as the division it is.
                Some(match self.kpi.is_percent() {
                    true => t::dashboards::parts(lang, above, below),
                    false => t::dashboards::quotient(lang, above, below),
                })
            }
            _ => None,
        }
    }

    /// Of a flow with a target: what has come together since its counting window began. That is what its status judges.
    fn total<'c>(&self, card: &'c CardFigures) -> Option<&'c Number> {
        let row = card.latest.as_ref()?;
        row.goal.as_ref()?;
        row.running.as_ref()
    }

    /// `of 40 in 2023–2026`
    fn of_goal(&self, card: &CardFigures) -> Option<String> {
        let lang = self.maker.source.lang;
        self.total(card)?;
        let goal = self.with_sign(card.latest.as_ref()?.goal.as_ref()?);
        let (from, to) = card.window?;
        Some(match from == to {
            true => t::dashboards::of_goal(lang, goal, self.period(from)),
            false => t::dashboards::of_goal_over(lang, goal, self.period(from), self.period(to)),
        })
    }

    fn change(&self, card: &CardFigures) -> Option<Change> {
        let lang = self.maker.source.lang;
        let delta = card.delta.as_ref()?;
        let text = format::delta(lang, self.languages(), self.kpi, delta);
        let rises = (!delta.is_zero()).then(|| !delta.is_negative());
        let previous = self.period(card.previous.as_ref()?.period);
        let latest = card.latest.as_ref()?;
        let text = match (self.total(card), &latest.value) {
            (Some(_), Some(value)) => t::dashboards::own_and_since(
                lang,
                self.period(latest.period),
                self.figure(value),
                text,
                previous,
            ),
            _ => t::dashboards::since(lang, text, previous),
        };
        Some(Change { rises, text })
    }

    /// Left out where the period before is the same one, as for yearly KPIs.
    fn change_year(&self, card: &CardFigures) -> Option<Change> {
        let lang = self.maker.source.lang;
        let delta = card.delta_last_year.as_ref()?;
        let before = card.latest.as_ref()?.period.same_last_year();
        if card.previous.as_ref().is_some_and(|previous| previous.period == before) {
            return None;
        }
        let rises = (!delta.is_zero()).then(|| !delta.is_negative());
        let text = format::delta(lang, self.languages(), self.kpi, delta);
        Some(Change { rises, text: t::dashboards::since(lang, text, self.period(before)) })
    }

    /// What the card would have shown then: of a flow with a target its running total.
    fn then(&self, card: &CardFigures) -> String {
        let lang = self.maker.source.lang;
        let Some(engine) = self.maker.then else { return String::new() };
        let Some(kpi) = engine.kpi(&self.kpi.key) else { return String::new() };
        let series = Series::new(engine, kpi, self.maker.set);
        let overall = series.overall();
        let Some(period) = overall.period else { return t::dashboards::then_none(lang).to_owned() };
        let total = overall.judgement.running.clone().filter(|_| self.total(card).is_some());
        let value = total.or_else(|| series.rolled(WindowKind::Own, period).value);
        let figure = value.map(|value| self.with_sign(&value)).unwrap_or_default();
        t::dashboards::then_figure(lang, figure, self.period(period))
    }

    fn progress(&self, card: &CardFigures) -> Option<Progress> {
        let lang = self.maker.source.lang;
        let done = card.progress.clone()?;
        let figure = format::percent(lang, &done);
        let expected = card.path_progress.as_ref().map(Number::clamped);
        let words = match &expected {
            Some(expected) => t::dashboards::bar(lang, &figure, format::percent(lang, expected)),
            None => t::dashboards::bar_alone(lang, &figure),
        };
        Some(Progress { done, expected, figure, words })
    }

    fn goal(&self, card: &CardFigures) -> String {
        let lang = self.maker.source.lang;
        match (self.kpi.direction, &self.kpi.band, &card.target, card.target_period) {
            (Direction::Band, Some(band), ..) => {
                t::dashboards::band(lang, self.figure(&band.low), self.with_sign(&band.high))
            }
            (Direction::None, ..) => t::dashboards::informational(lang).to_owned(),
            (_, _, Some(target), Some(when)) => {
                t::dashboards::goal(lang, self.with_sign(target), self.period(when))
            }
            (_, _, Some(target), None) => t::dashboards::goal_alone(lang, self.with_sign(target)),
            (_, _, None, _) => match &card.coming {
                Some((target, when)) => {
                    t::dashboards::goal_coming(lang, self.with_sign(target), self.period(*when))
                }
                None => String::new(),
            },
        }
    }

    fn notes(&self, card: &CardFigures) -> Vec<String> {
        let lang = self.maker.source.lang;
        let partly = card.latest.as_ref().filter(|row| row.provisional);
        let partly = partly.and_then(|row| Some(t::dashboards::provisional(lang, row.known?, row.expected?)));
        let baseline = card.baseline_needed.then(|| t::dashboards::baseline_needed(lang).to_owned());
        let waits = card.line_unbegun.then(|| t::dashboards::not_judged_yet(lang).to_owned());
        [partly, baseline, waits].into_iter().flatten().collect()
    }
}
