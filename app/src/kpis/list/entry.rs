//! What the list says of one KPI, and in which groups the KPIs stand.

use chrono::NaiveDate;
use vigie_domain::rollup::Engine;
use vigie_domain::series::Series;
use vigie_domain::sync::Snapshot;
use vigie_domain::{Book, Key, Kpi, Lang, Objective, Status, assessment};

use super::figures::Figures;
use crate::kpis::words;
use crate::locale::t;
use crate::trend::spark;

/// Every text ready to be shown.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    pub key: Key,
    pub name: String,
    pub frequency: &'static str,
    pub category: Option<String>,
    /// What the status judges: the latest figure; of a flow with a target its total so far.
    pub figure: Option<String>,
    /// The latest period; of a total since when it counts.
    pub period: String,
    /// Beside a total the figure of the latest period.
    pub latest: Option<String>,
    /// The target, and by when.
    pub target: Option<(String, String)>,
    pub status: Option<Status>,
    /// A person's own view, where there is one.
    pub judged: Option<Status>,
    /// A changed definition asks for a new baseline.
    pub baseline_needed: bool,
    pub spark: Vec<Option<f64>>,
    pub path: Vec<Option<f64>>,
    pub responsible: Option<String>,
    words: String,
}

impl Entry {
    pub fn matches(&self, search: &str) -> bool {
        let words = search.trim().to_lowercase();
        words.split_whitespace().all(|word| self.words.contains(word))
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Grouping {
    Objective,
    Pack,
    None,
}

/// Without a title where nothing is grouped.
#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    pub title: String,
    pub entries: Vec<Entry>,
}

/// The active KPIs in their order.
pub fn entries(book: &Book, snapshot: &Snapshot, today: NaiveDate, lang: Lang) -> Vec<Entry> {
    let engine = Engine::new(book, today);
    book.kpis.iter().filter(|kpi| !kpi.archived).map(|kpi| entry(&engine, kpi, snapshot, lang)).collect()
}

fn entry(engine: &Engine<'_>, kpi: &Kpi, snapshot: &Snapshot, lang: Lang) -> Entry {
    let languages = &engine.book.cluster.languages;
    let kpi_in_book = engine.kpi(&kpi.key);
    let series = kpi_in_book.map(|kpi| Series::new(engine, kpi, None));
    let card = series.as_ref().map(Series::card);
    let name = kpi.name.in_lang(lang, languages).to_owned();
    let responsible = kpi.responsible.as_ref().map(|email| words::person_short(snapshot, email));
    let searched = [
        &name,
        kpi.definition.in_lang(lang, languages),
        kpi.key.as_str(),
        responsible.as_deref().unwrap_or_default(),
    ];
    let figures = series.as_ref().zip(card.as_ref()).map(|(series, card)| Figures::of(series, card, lang));
    let figures = figures.unwrap_or_default();
    let judged = assessment::latest(&kpi.assessments, engine.today, engine.fy);
    let (spark, path) = series
        .zip(card.as_ref())
        .map(|(series, card)| spark(card, |period| series.breaks_in(period)))
        .unwrap_or_default();
    Entry {
        key: kpi.key.clone(),
        words: searched.join(" ").to_lowercase(),
        name,
        frequency: words::frequency(lang, kpi.frequency),
        category: kpi.category.clone(),
        figure: figures.figure,
        period: figures.period,
        latest: figures.latest,
        target: figures.target,
        status: card.as_ref().and_then(|card| card.status),
        judged: judged.map(|judged| judged.status.status()),
        baseline_needed: card.as_ref().is_some_and(|card| card.baseline_needed),
        spark,
        path,
        responsible,
    }
}

/// Each KPI once: under the first objective that counts it, or under its pack; those of neither come last.
pub fn grouped(book: &Book, mut entries: Vec<Entry>, by: Grouping, lang: Lang) -> Vec<Group> {
    let languages = &book.cluster.languages;
    let mut groups = Vec::new();
    let mut take = |title: String, wanted: &dyn Fn(&Entry) -> bool| {
        let (own, rest): (Vec<_>, Vec<_>) = entries.drain(..).partition(|entry| wanted(entry));
        entries = rest;
        if !own.is_empty() {
            groups.push(Group { title, entries: own });
        }
    };
    match by {
        Grouping::None => take(String::new(), &|_| true),
        Grouping::Objective => {
            let active = book.objectives.iter().filter(|objective| !objective.archived);
            for objective in active.flat_map(Objective::flat).filter(|objective| !objective.archived) {
                let counts = |entry: &Entry| objective.kpis.iter().any(|share| share.key == entry.key);
                take(objective.title.in_lang(lang, languages).to_owned(), &counts);
            }
            take(t::kpis::without_objective(lang).to_owned(), &|_| true);
        }
        Grouping::Pack => {
            let mut ids: Vec<&String> = book.kpis.iter().filter_map(|kpi| kpi.category.as_ref()).collect();
            let mut seen = std::collections::BTreeSet::new();
            ids.retain(|id| seen.insert(*id));
            for id in ids {
                take(words::pack(lang, id), &|entry| entry.category.as_ref() == Some(id));
            }
            take(t::kpis::own(lang).to_owned(), &|_| true);
        }
    }
    groups
}
