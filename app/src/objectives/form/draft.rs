//! An objective while it is typed, and the way back to a document.

use chrono::NaiveDate;
use leptos::prelude::*;
use vigie_domain::objective::{Rule, Share};
use vigie_domain::period::read_date;
use vigie_domain::{Key, Lang, Number, Objective, Problem};

use super::typed::{Rows, Typed};
use crate::format;

/// One objective, of either level.
#[derive(Clone, Copy)]
pub struct Draft {
    /// What the form does not show.
    base: StoredValue<Objective>,
    pub title: Typed,
    pub why: Typed,
    pub responsible: RwSignal<String>,
    pub start: RwSignal<String>,
    pub due: RwSignal<String>,
    pub rule: RwSignal<String>,
    pub weight: RwSignal<String>,
    pub set: RwSignal<String>,
    pub kpis: Rows<ShareDraft>,
    pub children: Rows<Draft>,
}

#[derive(Clone, Copy)]
pub struct ShareDraft {
    pub key: RwSignal<String>,
    pub weight: RwSignal<String>,
}

impl ShareDraft {
    pub fn new(key: &str, weight: &Number, lang: Lang) -> Self {
        Self { key: RwSignal::new(key.to_owned()), weight: RwSignal::new(weight.edit(lang)) }
    }
}

impl Draft {
    pub fn of(objective: &Objective, tags: &[String], lang: Lang) -> Self {
        let date = |date: Option<NaiveDate>| {
            RwSignal::new(date.map(|date| format::date(lang, date)).unwrap_or_default())
        };
        Self {
            base: StoredValue::new(objective.clone()),
            title: Typed::new(tags, &objective.title),
            why: Typed::new(tags, &objective.why),
            responsible: RwSignal::new(objective.responsible.clone().unwrap_or_default()),
            start: date(objective.start),
            due: date(objective.due),
            rule: RwSignal::new(if objective.rule == Rule::All { "all" } else { "weighted" }.to_owned()),
            weight: RwSignal::new(objective.weight.edit(lang)),
            set: RwSignal::new(objective.set.clone().unwrap_or_default()),
            kpis: Rows::new(
                objective.kpis.iter().map(|share| ShareDraft::new(share.key.as_str(), &share.weight, lang)),
            ),
            children: Rows::new(objective.children.iter().map(|child| Self::of(child, tags, lang))),
        }
    }

    /// Takes rows away in which nothing was chosen, so that places count what is left.
    pub fn tidy(&self) {
        self.kpis.retain(|share| share.key.with_untracked(|key| !key.is_empty()));
        self.children.items().iter().for_each(Self::tidy);
    }

    /// `place`: of this objective within the whole, empty for the parent.
    pub fn read(&self, lang: Lang, place: &str, problems: &mut Vec<Problem>) -> Objective {
        let at = |below: &str| if place.is_empty() { below.to_owned() } else { format!("{place}.{below}") };
        let said = |line: RwSignal<String>| {
            Some(line.get_untracked().trim().to_owned()).filter(|text| !text.is_empty())
        };
        let mut objective = self.base.get_value();
        objective.title = self.title.read();
        objective.why = self.why.read();
        objective.responsible = said(self.responsible);
        objective.start = date(self.start, lang, &at("start"), problems);
        objective.due = date(self.due, lang, &at("due"), problems);
        objective.rule = if self.rule.get_untracked() == "all" { Rule::All } else { Rule::Weighted };
        objective.weight = number(self.weight, lang, &at("weight"), problems);
        objective.set = said(self.set);
        let shares = self.kpis.items();
        objective.kpis = shares
            .iter()
            .enumerate()
            .filter_map(|(i, share)| {
                let weight = number(share.weight, lang, &at(&format!("kpis[{i}].weight")), problems);
                Key::parse(&share.key.get_untracked()).ok().map(|key| Share::new(key, weight))
            })
            .collect();
        let children = self.children.items();
        objective.children = children
            .iter()
            .enumerate()
            .map(|(i, child)| child.read(lang, &at(&format!("children[{i}]")), problems))
            .collect();
        objective
    }
}

/// An empty weight is 1.
fn number(line: RwSignal<String>, lang: Lang, place: &str, problems: &mut Vec<Problem>) -> Number {
    let text = line.get_untracked();
    if text.trim().is_empty() {
        return Number::ONE;
    }
    Number::read(&text, lang).unwrap_or_else(|problem| {
        problems.push(problem.at(place));
        Number::ONE
    })
}

fn date(line: RwSignal<String>, lang: Lang, place: &str, problems: &mut Vec<Problem>) -> Option<NaiveDate> {
    let text = line.get_untracked();
    if text.trim().is_empty() {
        return None;
    }
    read_date(&text, lang).map_err(|problem| problems.push(problem.at(place))).ok()
}
