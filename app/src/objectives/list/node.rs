//! What the tree says of one objective. Attainment, expectation and status are the domain's.

use chrono::NaiveDate;
use vigie_domain::attainment::{ObjectiveReport, attainments};
use vigie_domain::objective::Rule;
use vigie_domain::rollup::Engine;
use vigie_domain::series::Series;
use vigie_domain::sync::Snapshot;
use vigie_domain::{Book, Key, Lang, Number, Objective, Status, assessment};

use crate::format;
use crate::locale::t;
use crate::ui::Assessed;

/// Every text ready to be shown.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    pub id: String,
    pub title: String,
    pub why: String,
    pub report: ObjectiveReport,
    pub rule: Rule,
    /// When it is due, who answers for it, which target set it looks at.
    pub notes: Vec<String>,
    /// What people say of it beside the status.
    pub assessed: Option<Assessed>,
    pub kpis: Vec<Linked>,
    pub children: Vec<Node>,
}

/// A KPI that shows the objective.
#[derive(Clone, Debug, PartialEq)]
pub struct Linked {
    pub key: Key,
    pub name: String,
    pub weight: String,
    pub progress: Option<Number>,
    pub expected: Option<Number>,
    pub status: Option<Status>,
}

/// The active objectives in their order.
pub fn nodes(book: &Book, snapshot: &Snapshot, today: NaiveDate, lang: Lang) -> Vec<Node> {
    let engine = Engine::new(book, today);
    let reports = attainments(&engine, None);
    let build = Build { engine: &engine, reports: &reports, snapshot, lang };
    book.objectives
        .iter()
        .filter(|objective| !objective.archived)
        .filter_map(|objective| build.node(objective))
        .collect()
}

struct Build<'a> {
    engine: &'a Engine<'a>,
    reports: &'a [ObjectiveReport],
    snapshot: &'a Snapshot,
    lang: Lang,
}

impl Build<'_> {
    fn node(&self, objective: &Objective) -> Option<Node> {
        let report = self.reports.iter().find(|report| report.id == objective.id)?.clone();
        let languages = &self.engine.book.cluster.languages;
        let children = objective
            .children
            .iter()
            .filter(|child| !child.archived)
            .filter_map(|child| self.node(child))
            .collect();
        Some(Node {
            id: objective.id.clone(),
            title: objective.title.in_lang(self.lang, languages).to_owned(),
            why: objective.why.in_lang(self.lang, languages).to_owned(),
            report,
            rule: objective.rule,
            notes: self.notes(objective),
            assessed: self.assessed(objective),
            kpis: self.linked(objective),
            children,
        })
    }

    fn notes(&self, objective: &Objective) -> Vec<String> {
        let lang = self.lang;
        let due = objective.due.map(|due| t::objectives::due(lang, format::date(lang, due)));
        let person = objective.responsible.as_ref().map(|email| {
            let found = self.snapshot.people.iter().find(|person| person.email.eq_ignore_ascii_case(email));
            found.map_or_else(
                || email.split('@').next().unwrap_or(email).to_owned(),
                |person| person.name.clone(),
            )
        });
        let set = objective.set.as_ref().map(|set| t::objectives::looks_at(lang, set));
        [due, person, set].into_iter().flatten().collect()
    }

    fn assessed(&self, objective: &Objective) -> Option<Assessed> {
        let Engine { today, fy, .. } = *self.engine;
        let latest = assessment::latest(&objective.assessments, today, fy)?;
        Some(Assessed::of(latest, latest.period.show(self.lang, fy)))
    }

    fn linked(&self, objective: &Objective) -> Vec<Linked> {
        let languages = &self.engine.book.cluster.languages;
        let kpis = objective.kpis.iter().filter_map(|share| {
            let kpi = self.engine.kpi(&share.key).filter(|kpi| !kpi.archived)?;
            let overall = Series::new(self.engine, kpi, objective.set.as_deref()).overall();
            Some(Linked {
                key: kpi.key.clone(),
                name: kpi.name.in_lang(self.lang, languages).to_owned(),
                weight: share.weight.edit(self.lang),
                progress: overall.judgement.progress,
                expected: overall.judgement.path_progress,
                status: overall.status,
            })
        });
        kpis.collect()
    }
}
