//! What the cluster wants: objectives of two levels with the KPIs that show them.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::assessment::Assessment;
use crate::defaults::is_default;
use crate::key::Key;
use crate::number::Number;
use crate::problem::{Problem, ProblemCode};
use crate::text::Text;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Rule {
    #[default]
    Weighted,
    All,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Share {
    pub key: Key,
    #[serde(default = "one", skip_serializing_if = "is_one")]
    pub weight: Number,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Objective {
    pub id: String,
    pub title: Text,
    #[serde(default, skip_serializing_if = "Text::is_empty")]
    pub why: Text,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub responsible: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub start: Option<NaiveDate>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<NaiveDate>,
    #[serde(default, skip_serializing_if = "is_default")]
    pub rule: Rule,
    /// Within the parent.
    #[serde(default = "one", skip_serializing_if = "is_one")]
    pub weight: Number,
    /// The target set it looks at; without one each KPI's own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub set: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub kpis: Vec<Share>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub children: Vec<Objective>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub assessments: Vec<Assessment>,
    #[serde(default, skip_serializing_if = "is_default")]
    pub archived: bool,
}

fn one() -> Number {
    Number::ONE
}

fn is_one(number: &Number) -> bool {
    *number == Number::ONE
}

impl Share {
    pub fn new(key: Key, weight: Number) -> Share {
        Share { key, weight }
    }
}

impl Objective {
    pub fn new(id: &str, title: Text) -> Objective {
        Objective {
            id: id.to_owned(),
            title,
            why: Text::default(),
            responsible: None,
            start: None,
            due: None,
            rule: Rule::Weighted,
            weight: Number::ONE,
            set: None,
            kpis: Vec::new(),
            children: Vec::new(),
            assessments: Vec::new(),
            archived: false,
        }
    }

    /// Itself and its children.
    pub fn flat(&self) -> impl Iterator<Item = &Objective> {
        std::iter::once(self).chain(&self.children)
    }

    /// What is wrong within; whether KPIs exist is the caller's to say.
    pub fn check(&self, known: &dyn Fn(&Key) -> bool) -> Vec<Problem> {
        self.check_level(known, true)
    }

    fn check_level(&self, known: &dyn Fn(&Key) -> bool, parent: bool) -> Vec<Problem> {
        let mut problems = Vec::new();
        let id_fits = (1..=64).contains(&self.id.len()) && !self.id.contains(char::is_whitespace);
        if !id_fits {
            problems.push(Problem::new(ProblemCode::FieldMalformed).at("id"));
        }
        if self.title.is_empty() {
            problems.push(Problem::new(ProblemCode::FieldMissing).at("title"));
        }
        if self.weight.is_negative() {
            problems.push(Problem::new(ProblemCode::FieldOutOfRange).at("weight"));
        }
        if matches!((self.start, self.due), (Some(start), Some(due)) if start > due) {
            problems.push(Problem::new(ProblemCode::SpanReversed).at("due"));
        }
        problems.extend(crate::assessment::check(&self.assessments));
        for (i, share) in self.kpis.iter().enumerate() {
            let place = format!("kpis[{i}]");
            if !known(&share.key) {
                problems.push(
                    Problem::new(ProblemCode::KpiUnknown).with("kpi", &share.key).at("key").within(&place),
                );
            }
            if self.kpis[..i].iter().any(|other| other.key == share.key) {
                problems.push(
                    Problem::new(ProblemCode::Duplicate).with("kpi", &share.key).at("key").within(&place),
                );
            }
            if share.weight.is_negative() {
                problems.push(Problem::new(ProblemCode::FieldOutOfRange).at("weight").within(&place));
            }
        }
        if !parent && !self.children.is_empty() {
            problems.push(Problem::new(ProblemCode::FieldUnwanted).at("children"));
            return problems;
        }
        for (i, child) in self.children.iter().enumerate() {
            let place = format!("children[{i}]");
            problems
                .extend(child.check_level(known, false).into_iter().map(|problem| problem.within(&place)));
        }
        problems
    }
}
