//! Cards that are not a KPI each: texts, objectives, what has happened, status by period.

use serde::{Deserialize, Serialize};
use vigie_domain::{Lang, Number, Status};

use super::prose::{self, Node};
use super::{Bar, Mark};
use crate::dashboards::board::Shown;
use crate::dashboards::comparison::Comparison;
use crate::dashboards::happened::{Fact, Happened};
use crate::dashboards::matrix::Matrix;
use crate::dashboards::trees::ObjectiveCard;
use crate::locale::t;
use crate::ui::Assessed;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Block {
    Text {
        nodes: Vec<Node>,
    },
    Objectives {
        rows: Vec<ObjectiveLine>,
    },
    Highlights {
        title: String,
        since: String,
        nothing: String,
        groups: Vec<Group>,
        said: Vec<Opinion>,
    },
    Matrix {
        columns: Vec<String>,
        rows: Vec<MatrixLine>,
        /// What must be known of the signs; none in documents from before there was any.
        #[serde(default)]
        note: String,
    },
    Comparison(Beside),
}

/// Clusters side by side.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Beside {
    pub title: String,
    pub period: String,
    /// The clusters, then a word for all of them.
    pub columns: Vec<String>,
    /// KPIs.
    pub rows: Vec<BesideLine>,
    pub objectives: Vec<BesideLine>,
    pub words: Vec<String>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BesideLine {
    pub name: String,
    pub period: String,
    /// As many as there are columns; of objectives one less: they have no total.
    pub cells: Vec<Option<BesideCell>>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BesideCell {
    pub figure: String,
    pub mark: Option<Mark>,
    /// What must be known of it.
    pub words: String,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ObjectiveLine {
    pub title: String,
    pub child: bool,
    pub facts: String,
    pub bar: Option<Bar>,
    pub mark: Mark,
    pub assessed: Option<Opinion>,
}

/// What people say beside a status.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Opinion {
    /// Of what; empty where it stands beside it.
    pub name: String,
    pub mark: Mark,
    pub period: String,
    pub comment: String,
}

impl Opinion {
    pub fn of(lang: Lang, name: String, assessed: &Assessed) -> Opinion {
        let period = t::common::assessment_for(lang, &assessed.period);
        Opinion { name, mark: Mark::new(lang, assessed.status), period, comment: assessed.comment.clone() }
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Group {
    pub title: String,
    pub lines: Vec<Line>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    pub name: String,
    pub words: String,
    pub mark: Option<Mark>,
    pub rises: Option<bool>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MatrixLine {
    pub name: String,
    /// Figure, status and the period where it is not that of the column; none where nothing ends.
    pub cells: Vec<Option<(String, Option<Mark>, String)>>,
}

impl Block {
    /// None for what stands elsewhere in the document.
    pub(super) fn of(lang: Lang, shown: &Shown) -> Option<Block> {
        match shown {
            Shown::Text(text) => Some(Block::Text { nodes: prose::nodes(text) }),
            Shown::Objectives(rows) if !rows.is_empty() => {
                Some(Block::Objectives { rows: rows.iter().map(|row| objective(lang, row)).collect() })
            }
            Shown::Highlights(found) => Some(highlights(lang, found)),
            Shown::Matrix(found) => Some(matrix(lang, found)),
            Shown::Comparison(found) => beside(lang, found).map(Block::Comparison),
            _ => None,
        }
    }
}

/// A share of 1 for a bar.
pub(super) fn share(number: &Number) -> f64 {
    number.clamped().to_f64()
}

fn objective(lang: Lang, card: &ObjectiveCard) -> ObjectiveLine {
    let bar = card.done.as_ref().map(|done| Bar {
        done: share(done),
        expected: card.expected.as_ref().map(share),
        figure: card.attained.clone(),
    });
    ObjectiveLine {
        title: card.title.clone(),
        child: card.child,
        facts: card.facts.clone(),
        bar,
        mark: Mark::new(lang, card.status),
        assessed: card.assessed.as_ref().map(|it| Opinion::of(lang, String::new(), it)),
    }
}

fn highlights(lang: Lang, found: &Happened) -> Block {
    let groups = [
        (t::dashboards::newly_met(lang), &found.met),
        (t::dashboards::got_worse(lang), &found.worse),
        (t::dashboards::got_better(lang), &found.better),
        (t::dashboards::largest_moves(lang), &found.moves),
    ];
    let line = |fact: &Fact| Line {
        name: fact.name.clone(),
        words: fact.words.clone(),
        mark: fact.status.map(|status| Mark::new(lang, status)),
        rises: fact.rises,
    };
    let groups: Vec<_> = groups
        .into_iter()
        .filter(|(_, facts)| !facts.is_empty())
        .map(|(title, facts)| Group { title: title.to_owned(), lines: facts.iter().map(line).collect() })
        .collect();
    let said: Vec<_> = found.said.iter().map(|(fact, it)| Opinion::of(lang, fact.name.clone(), it)).collect();
    let nothing =
        if groups.is_empty() && said.is_empty() { t::dashboards::nothing_happened(lang) } else { "" };
    Block::Highlights {
        title: t::dashboards::highlights(lang).to_owned(),
        since: found.since.clone(),
        nothing: nothing.to_owned(),
        groups,
        said,
    }
}

fn matrix(lang: Lang, found: &Matrix) -> Block {
    let rows = found.rows.iter().map(|row| MatrixLine {
        name: row.name.clone(),
        cells: row
            .cells
            .iter()
            .map(|cell| {
                let cell = cell.as_ref()?;
                let mark = cell.status.map(|status| Mark::new(lang, status));
                Some((cell.figure.clone(), mark, cell.period.clone()))
            })
            .collect(),
    });
    let note = if found.sums { t::common::status_sums(lang) } else { "" };
    Block::Matrix { columns: found.columns.clone(), rows: rows.collect(), note: note.to_owned() }
}

/// None where no other cluster is there.
fn beside(lang: Lang, found: &Comparison) -> Option<Beside> {
    if found.table.columns.len() < 2 {
        return None;
    }
    let mark = |status: Option<Status>| status.map(|status| Mark::new(lang, status));
    let said = |parts: [&String; 2]| {
        parts.into_iter().filter(|part| !part.is_empty()).cloned().collect::<Vec<_>>().join(" · ")
    };
    let lines = found.table.groups.iter().flat_map(|group| &group.lines);
    let rows = lines.map(|line| {
        let cells = line.cells.iter().map(|cell| {
            let cell = cell.as_ref()?;
            let words = said([&cell.delta, &cell.fresh]);
            Some(BesideCell { figure: cell.figure.clone(), mark: mark(cell.status), words })
        });
        let total = &line.total;
        let words = said([&total.delta, &total.words]);
        let total = BesideCell { figure: total.figure.clone(), mark: mark(total.status), words };
        BesideLine {
            name: line.name.clone(),
            period: line.period.clone(),
            cells: cells.chain([Some(total)]).collect(),
        }
    });
    let objectives = found.goals.iter().map(|goal| {
        let cells = goal.cells.iter().map(|cell| {
            let cell = cell.as_ref()?;
            let mark = Some(Mark::new(lang, cell.status));
            Some(BesideCell { figure: cell.figure.clone(), mark, words: cell.facts.clone() })
        });
        BesideLine { name: goal.title.clone(), period: String::new(), cells: cells.collect() }
    });
    let total = t::portfolio::total(lang).to_owned();
    let sums = found.table.sums.then(|| t::common::status_sums(lang).to_owned());
    Some(Beside {
        title: t::portfolio::comparison(lang).to_owned(),
        period: found.period.clone(),
        columns: found.table.columns.iter().cloned().chain([total]).collect(),
        rows: rows.collect(),
        objectives: objectives.collect(),
        words: found.words.iter().cloned().chain(sums).collect(),
    })
}
