//! A table understood: series of cells, the KPIs they belong to (known or proposed), and the readings.

use std::collections::{BTreeMap, BTreeSet};

use vigie_domain::file::{ClusterFile, VERSION};
use vigie_domain::problem::{Problem, ProblemCode};
use vigie_domain::reading::Figure;
use vigie_domain::target::{PathKind, TargetSet};
use vigie_domain::{
    Book, Choice, FinancialYear, Key, Kpi, Lang, Made, Mapping, Nature, Period, Reading, Text,
};

use super::beside::{self, Goal};
use super::place::Cell;
use super::shape::Form;
use super::table::Table;
use super::understood::Proposed;
use super::{Found, Note, tidy, wide};
use crate::problems;

/// What a table says of one KPI.
pub(crate) struct Series {
    /// How it is called; the first name makes the key of a new KPI.
    pub(crate) names: Vec<String>,
    /// Where its name stands.
    pub(crate) at: Cell,
    pub(crate) entries: Vec<Entry>,
    /// What the table says of its unit.
    pub(crate) unit: Option<String>,
    pub(crate) goal: Option<Goal>,
}

impl Series {
    pub(crate) fn new(names: Vec<String>, at: Cell, entries: Vec<Entry>) -> Series {
        Series { names, at, entries, unit: None, goal: None }
    }
}

/// One cell or row that says something about one period.
pub(crate) struct Entry {
    pub(crate) period: Period,
    pub(crate) at: Cell,
    /// The header that a person looks for.
    pub(crate) header: String,
    pub(crate) said: Said,
}

pub(crate) enum Said {
    /// A cell as a person types it, read for the KPI's nature.
    Cell { text: String, comment: Option<String>, lang: Lang },
    /// A row of the tidy form, read already.
    Row { figure: Figure, comment: Option<String> },
}

/// Of targets that come from a table.
const DEFAULT_SET: &str = "internal";

#[derive(Default)]
pub(crate) struct Draft {
    /// With the cell of the name, and that of the target.
    kpis: Vec<(Kpi, Cell, Option<Cell>)>,
    targets: usize,
    readings: Vec<(Reading, Cell, String)>,
    seen: BTreeMap<Key, BTreeSet<Period>>,
    pub(crate) notes: Vec<Note>,
    pub(crate) problems: Vec<Problem>,
    /// How the table was understood, as far as it was.
    pub(crate) mapping: Option<Mapping>,
    /// What was found in it, in its order.
    pub(crate) found: Vec<Found>,
}

impl Draft {
    /// As a person said, or as it looks.
    pub(crate) fn of(table: &Table, current: &Book, wanted: Option<&Mapping>) -> Draft {
        let mut draft = Draft::default();
        let fy = current.fy();
        if let Some((count, first)) = table.rounded {
            draft.notes.push(Note::Rounded { place: first.name(), count });
        }
        let form = match wanted {
            Some(mapping) => Form::of(mapping, table, fy),
            None => Form::guess(table, fy),
        };
        let Some(form) = form else {
            draft.problems.push(problems::file("no-periods"));
            return draft;
        };
        let seen = match &form {
            Form::Rows { header, columns } => tidy::marks(table, *header, columns),
            Form::Down { begins, .. } => wide::marks(table, *begins, 0),
            Form::Across { header, begins, .. } => wide::marks(table, header + 1, *begins),
        };
        let lang = wanted.map_or(seen, |mapping| mapping.marks);
        if lang != Lang::En {
            draft.notes.push(Note::DecimalMark { mark: ',' });
        }
        let all = match &form {
            Form::Rows { header, columns } => tidy::series(table, (*header, columns), lang, fy, &mut draft),
            Form::Down { column, header, begins } => {
                wide::periods_down(table, (*column, *header, *begins), lang, fy, &mut draft)
            }
            Form::Across { header, begins, beside } => {
                wide::periods_across(table, (*header, *begins, *beside), lang, fy, &mut draft)
            }
        };
        let mut mapping = form.mapping(table, lang);
        if let Some(wanted) = wanted {
            (mapping.choices, mapping.made) = (wanted.choices.clone(), wanted.made.clone());
        }
        for series in all {
            draft.take(series, current, &mapping);
        }
        if draft.targets > 0 {
            draft.notes.push(Note::Targets { count: draft.targets });
        }
        draft.mapping = Some(mapping);
        draft
    }

    fn take(&mut self, series: Series, current: &Book, mapping: &Mapping) {
        let label = series.names.join(" · ");
        let choice = mapping.choices.get(&label);
        let known = match choice {
            Some(Choice::Kpi(key)) => current.kpi(key),
            Some(Choice::New | Choice::Leave) => None,
            None => known(&series, current),
        };
        let is_left = choice == Some(&Choice::Leave);
        self.found.push(Found::of(&series, &label, known, is_left));
        if is_left {
            return;
        }
        let proposed = match known {
            Some(_) => None,
            None => match propose(&series, current, mapping.made.get(&label)) {
                Ok(Some(kpi)) => Some(kpi),
                Ok(None) => {
                    let text = series.names.first().cloned().unwrap_or_default();
                    return self.notes.push(Note::Ignored { place: series.at.name(), text });
                }
                Err(problem) => return self.problems.push(series.at.refuse(problem, &label)),
            },
        };
        if let (Some(kpi), Some(found)) = (&proposed, self.found.last_mut()) {
            found.new = Some(Proposed::of(kpi));
        }
        let Some(kpi) = known.or(proposed.as_ref()) else { return };
        let aimed = series.goal.as_ref().and_then(|goal| self.aim(kpi, goal, current.fy()));
        if let (Some(goal), Some(found)) = (&series.goal, self.found.last_mut()) {
            found.target = Some(goal.shown());
        }
        let mut seen = self.seen.remove(&kpi.key).unwrap_or_default();
        for entry in series.entries {
            let (at, header) = (entry.at, entry.header.clone());
            match reading(kpi, entry) {
                Ok(None) => {}
                Ok(Some(reading)) if !seen.insert(reading.period) => {
                    let twice = Problem::new(ProblemCode::Duplicate);
                    let twice = twice.with("kpi", &reading.kpi).with("period", reading.period);
                    self.problems.push(at.refuse(twice, &header));
                }
                Ok(Some(reading)) => self.readings.push((reading, at, header)),
                Err(problem) => self.problems.push(at.refuse(problem, &header)),
            }
        }
        self.seen.insert(kpi.key.clone(), seen);
        let goal_at = series.goal.as_ref().map(|goal| goal.at);
        if proposed.is_none() {
            // Of a KPI that is there only its target comes from the table, and only where it is another.
            if let Some(aimed) = aimed.filter(|aimed| known != Some(aimed)) {
                self.kpis.push((aimed, series.at, goal_at));
            }
        } else if let Some(kpi) = aimed.or(proposed) {
            self.notes.push(Note::KpiAdded {
                key: kpi.key.clone(),
                name: series.names.first().cloned().unwrap_or_default(),
                nature: kpi.nature,
                frequency: kpi.frequency,
                unit: kpi.unit.clone(),
                decimals: kpi.decimals,
            });
            if self.kpis.iter().any(|(other, ..)| other.key == kpi.key) {
                let twice = Problem::new(ProblemCode::Duplicate).with("text", &kpi.key);
                self.problems.push(series.at.refuse(twice, &label));
            }
            self.kpis.push((kpi, series.at, goal_at));
        }
    }

    /// The KPI with the target of the table in its default set; none where there is none, or it is refused.
    fn aim(&mut self, kpi: &Kpi, goal: &Goal, fy: FinancialYear) -> Option<Kpi> {
        let point = match goal.point(kpi, fy) {
            Ok(point) => point?,
            Err(problem) => {
                self.problems.push(problem);
                return None;
            }
        };
        self.targets += 1;
        let mut kpi = kpi.clone();
        let set = match kpi.targets.iter_mut().position(|set| set.set == DEFAULT_SET) {
            Some(at) => &mut kpi.targets[at],
            None => {
                let set = TargetSet {
                    set: DEFAULT_SET.to_owned(),
                    path: PathKind::default(),
                    span: None,
                    points: Vec::new(),
                };
                kpi.targets.insert(0, set);
                &mut kpi.targets[0]
            }
        };
        set.points.retain(|own| own.period != point.period);
        set.points.push(point);
        set.points.sort_by_key(|point| point.period.last_day(fy));
        Some(kpi)
    }

    /// The file that says the same, and where each of its entries stands in the table.
    pub(crate) fn into_file(self, current: &Book) -> (ClusterFile, Places) {
        let (kpis, of_kpis) = self.kpis.into_iter().map(|(kpi, at, goal)| (kpi, (at, goal))).unzip();
        let (readings, of_readings) =
            self.readings.into_iter().map(|(reading, at, header)| (reading, (at, header))).unzip();
        let file = ClusterFile {
            vigie: VERSION,
            cluster: current.cluster.clone(),
            kpis,
            objectives: Vec::new(),
            dashboards: Vec::new(),
            period_states: Vec::new(),
            readings,
            evidence: Vec::new(),
        };
        (file, Places { kpis: of_kpis, readings: of_readings })
    }
}

pub(crate) struct Places {
    kpis: Vec<(Cell, Option<Cell>)>,
    readings: Vec<(Cell, String)>,
}

impl Places {
    /// A problem of the file as one of the table.
    pub(crate) fn of(&self, problem: Problem) -> Problem {
        let index = problem.place.split_once('[').and_then(|(list, rest)| {
            let (index, field) = rest.split_once(']')?;
            Some((list.to_owned(), index.parse::<usize>().ok()?, field.trim_start_matches('.').to_owned()))
        });
        match index {
            Some((list, index, field)) if list == "kpis" && index < self.kpis.len() => {
                let (at, goal) = self.kpis[index];
                let at = goal.filter(|_| field.starts_with("targets")).unwrap_or(at);
                at.refuse(problem, &field)
            }
            Some((list, index, _)) if list == "readings" && index < self.readings.len() => {
                let (at, header) = &self.readings[index];
                at.refuse(problem, header)
            }
            _ => problem,
        }
    }
}

/// The KPI of the cluster with one of these names as its key or as its name in any language.
fn known<'a>(series: &Series, current: &'a Book) -> Option<&'a Kpi> {
    let by_key = |name: &String| Key::from_header(name).ok().and_then(|key| current.kpi(&key));
    let by_name = |name: &String| {
        let same = |kpi: &&Kpi| kpi.name.iter().any(|(_, own)| own.trim().eq_ignore_ascii_case(name.trim()));
        current.kpis.iter().find(same)
    };
    series.names.iter().find_map(by_key).or_else(|| series.names.iter().find_map(by_name))
}

/// A new KPI for what the table shows: a stock, unless its rows carry parts or n, or a person says otherwise. None where
/// there is no figure.
fn propose(series: &Series, current: &Book, made: Option<&Made>) -> Result<Option<Kpi>, Problem> {
    let name = series.names.first().map_or("", String::as_str).trim();
    let Some(frequency) = series.entries.iter().map(|entry| entry.period.granularity).min() else {
        return Ok(None);
    };
    let text = Text::new(current.cluster.languages.first().map_or("en", String::as_str), name);
    let kpi = |key: Key, nature: Nature| Kpi::new(key, text.clone(), nature, frequency);
    // Cells are read as those of a stock, to see their decimals and whether there is a figure at all.
    let sample = kpi(Key::parse("sample")?, Nature::Stock);
    let figures: Vec<Figure> = series.entries.iter().filter_map(|entry| sampled(&sample, entry)).collect();
    let nature = |figure: &Figure| match figure {
        Figure::Value(_) => Some(Nature::Stock),
        Figure::Parts { .. } => Some(Nature::Ratio),
        Figure::Mean { .. } => Some(Nature::Mean),
        Figure::NotApplicable | Figure::NotAvailable { .. } => None,
    };
    let Some(nature) = figures.iter().find_map(nature) else { return Ok(None) };
    let mut kpi = kpi(Key::from_header(name)?, nature);
    kpi.decimals = figures.iter().map(decimals).max().unwrap_or(0);
    let cells = || {
        series
            .entries
            .iter()
            .filter_map(Entry::text)
            .filter(|text| text.contains(|c: char| c.is_ascii_digit()))
    };
    if cells().next().is_some() && cells().all(|text| text.ends_with('%')) {
        kpi.unit = "percent".to_owned();
    } else if let Some(unit) =
        series.unit.as_deref().and_then(beside::unit).or_else(|| beside::unit_of_name(name))
    {
        kpi.unit = unit;
    }
    if let Some(made) = made {
        // What carries parts or n is what it is.
        kpi.nature = made.nature.filter(|_| kpi.nature == Nature::Stock).unwrap_or(kpi.nature);
        kpi.unit = made.unit.as_deref().and_then(beside::unit).unwrap_or(kpi.unit);
        kpi.decimals = made.decimals.unwrap_or(kpi.decimals);
    }
    Ok(Some(kpi))
}

impl Entry {
    fn text(&self) -> Option<&str> {
        match &self.said {
            Said::Cell { text, .. } => Some(text.trim()),
            Said::Row { .. } => None,
        }
    }
}

fn sampled(sample: &Kpi, entry: &Entry) -> Option<Figure> {
    match &entry.said {
        Said::Cell { text, lang, .. } => {
            Reading::read_cell(text.trim().trim_end_matches('%'), sample, *lang).ok().flatten()
        }
        Said::Row { figure, .. } => Some(figure.clone()),
    }
}

/// Digits after the mark, as the canonical text has them.
fn decimals(figure: &Figure) -> u8 {
    let (Figure::Value(value) | Figure::Mean { value, .. }) = figure else { return 0 };
    value.to_string().split_once('.').map_or(0, |(_, after)| u8::try_from(after.len()).unwrap_or(u8::MAX))
}

fn reading(kpi: &Kpi, entry: Entry) -> Result<Option<Reading>, Problem> {
    let (figure, comment) = match entry.said {
        Said::Cell { text, comment, lang } => match Reading::read_cell(&text, kpi, lang)? {
            Some(figure) => (figure, comment),
            None => return Ok(None),
        },
        Said::Row { figure, comment } => (figure, comment),
    };
    let reading = Reading { kpi: kpi.key.clone(), period: entry.period, figure, comment };
    reading.check(kpi)?;
    Ok(Some(reading))
}
