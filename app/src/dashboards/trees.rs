//! Objectives as rows: how far they are reached, with what today asks for.

use vigie_domain::attainment::{ObjectiveReport, attainments};
use vigie_domain::objective::Rule;
use vigie_domain::{Number, Objective, Period, Status};

use super::board::{Audience, Maker, assessed};
use crate::format;
use crate::locale::t;
use crate::ui::Assessed;

#[derive(Clone, Debug, PartialEq)]
pub struct ObjectiveCard {
    pub title: String,
    pub child: bool,
    /// How many have figures, by which rule, until when.
    pub facts: String,
    /// `62 %`; empty without figures.
    pub attained: String,
    /// Shares of 1, for the bar.
    pub done: Option<Number>,
    pub expected: Option<Number>,
    /// What the bar says.
    pub bar: String,
    pub status: Status,
    /// What people say of it beside the status.
    pub assessed: Option<Assessed>,
    /// Its page; none where it has none.
    pub href: Option<String>,
}

/// Parents, each followed by its children, as the domain lists them.
pub(super) fn of(maker: &Maker<'_, '_>) -> Vec<ObjectiveCard> {
    let active = maker.source.book.objectives.iter().filter(|objective| !objective.archived);
    let flat = active.flat_map(|objective| {
        let children = objective.children.iter().filter(|child| !child.archived);
        std::iter::once((objective, false)).chain(children.map(|child| (child, true)))
    });
    let reports = attainments(maker.engine, maker.set);
    flat.zip(&reports).map(|((objective, child), report)| row(maker, objective, child, report)).collect()
}

fn row(maker: &Maker<'_, '_>, objective: &Objective, child: bool, report: &ObjectiveReport) -> ObjectiveCard {
    let lang = maker.source.lang;
    let percent = |share: &Option<Number>| share.as_ref().map(|share| format::percent(lang, share));
    let attained = percent(&report.attainment);
    let bar = match (&attained, percent(&report.expected)) {
        (Some(done), Some(expected)) => t::dashboards::bar(lang, done, expected),
        (Some(done), None) => t::dashboards::bar_alone(lang, done),
        (None, _) => t::dashboards::bar_none(lang).to_owned(),
    };
    ObjectiveCard {
        title: maker.text(&objective.title).to_owned(),
        child,
        facts: facts(maker, objective, report),
        attained: attained.unwrap_or_default(),
        done: report.attainment.clone(),
        expected: report.expected.clone(),
        bar,
        status: report.status,
        assessed: assessed(maker, &objective.assessments),
        href: match maker.source.audience {
            Audience::Team { base, .. } => Some(format!("{base}/objectives/{}", objective.id)),
            Audience::Link => None,
        },
    }
}

/// Each part is a statement of its own.
fn facts(maker: &Maker<'_, '_>, objective: &Objective, report: &ObjectiveReport) -> String {
    let lang = maker.source.lang;
    let rule = (objective.rule == Rule::All).then(|| t::dashboards::facts_all(lang).to_owned());
    let due = objective.due.map(|due| {
        let fy = maker.engine.fy;
        let month = Period::of_date(due, vigie_domain::Granularity::Month, fy);
        t::dashboards::due(lang, month.show(lang, fy))
    });
    let children = objective.children.iter().filter(|child| !child.archived).count();
    let kpis = report.of as usize > children;
    let (n, with) = (i64::from(report.of), report.with_data);
    let counted = match (kpis, children > 0) {
        (false, false) => t::dashboards::facts_none(lang).to_owned(),
        (true, false) => t::dashboards::facts(lang, n, with),
        (false, true) => t::dashboards::facts_children(lang, n, with),
        (true, true) => t::dashboards::facts_mixed(lang, with, n),
    };
    // The KPIs beside it are compared with other targets.
    let other = objective.set.as_deref().filter(|set| Some(*set) != maker.set);
    let set = other.map(|set| t::objectives::looks_at(lang, set));
    [Some(counted), rule, set, due].into_iter().flatten().collect::<Vec<_>>().join(" · ")
}
