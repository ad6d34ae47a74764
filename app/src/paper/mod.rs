//! A dashboard on paper: all that is printed, as texts and figures in one language.
//!
//! Every figure comes from a [`Board`](crate::dashboards::Board), so that paper shows what the page shows, and for a link
//! nothing else. How it is laid out says the crate `vigie-paper`; whatever stands in here reaches it as data, never as markup.

mod block;
mod definition;
mod detail;
mod make;
mod preview;
mod prose;
mod style;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use vigie_domain::{Lang, Status};

pub use block::{Beside, BesideCell, BesideLine, Block, Group, Line, MatrixLine, ObjectiveLine, Opinion};
pub use definition::Definition;
pub use detail::{Comment, Detail, Key, Rung, Table, TableRow};
pub use make::{Wanted, of_share, of_team};
pub use preview::Preview;
pub use prose::Node;
pub use style::{Style, Words};
pub use vigie_service::Picture;

/// One document. Kept with a fixed share as it is, so that its figures stay.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Paper {
    pub lang: Lang,
    /// Of the cluster's colour, in degrees.
    pub hue: Option<u16>,
    pub cluster: String,
    pub region: String,
    /// The cluster's own; none of documents from before there were any.
    #[serde(default)]
    pub logo: Option<Picture>,
    /// Of the dashboard.
    pub title: String,
    /// What the link is called, where it has a name of its own.
    pub name: String,
    /// What must be known to read it: period, day, target set.
    pub facts: Vec<Fact>,
    /// The day it was made, which is all it says about when.
    pub made: NaiveDate,
    /// The day of its figures, as it is read.
    pub date: String,
    pub verdict: String,
    pub tally: Vec<Counted>,
    /// How many are there for information; empty: none.
    pub informational: String,
    /// Beside which day's figures those of today stand; empty: none.
    pub previous: String,
    /// Texts, objectives and what happened, in the order of the dashboard.
    pub blocks: Vec<Block>,
    /// Each KPI in a line.
    pub figures: Vec<Figure>,
    /// Each KPI with its chart.
    pub details: Vec<Detail>,
    pub definitions: Vec<Definition>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fact {
    pub name: String,
    pub text: String,
}

impl Fact {
    fn new(name: &str, text: impl Into<String>) -> Fact {
        Fact { name: name.to_owned(), text: text.into() }
    }
}

/// A status with its word.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mark {
    pub status: Status,
    pub word: String,
}

impl Mark {
    fn new(lang: Lang, status: Status) -> Mark {
        Mark { status, word: crate::ui::status_word(lang, status).to_owned() }
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counted {
    pub mark: Mark,
    pub count: u32,
}

/// Shares of 1, clamped for a bar.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Bar {
    pub done: f64,
    pub expected: Option<f64>,
    /// As it is read.
    pub figure: String,
}

/// One KPI in the table at the beginning.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Figure {
    pub name: String,
    pub when: String,
    /// Empty: there is none yet.
    pub figure: String,
    /// With what belongs to the figure.
    pub unit: String,
    /// The figure as it stands alone.
    pub brief: String,
    pub then: String,
    pub goal: String,
    pub expected: String,
    pub change: Option<Change>,
    pub mark: Option<Mark>,
    pub bar: Option<Bar>,
    /// The series at a glance.
    pub spark: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    pub rises: Option<bool>,
    pub text: String,
}
