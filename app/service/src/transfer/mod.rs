//! Into a cluster and out of it: cluster files, CSV and XLSX, tidy or wide. Whatever comes in becomes a cluster file first, so that
//! one set of rules (the domain's `merge`) decides what is added, what contradicts and what is refused. All or nothing,
//! one change.

mod beside;
mod delimited;
mod draft;
mod export;
mod marks;
mod place;
mod remember;
mod shape;
mod sniff;
mod table;
mod tidy;
mod understood;
mod undo;
mod wide;
mod workbook;
mod write;
mod xlsx;

use std::collections::BTreeSet;
use std::sync::Arc;

use serde::Serialize;
use vigie_domain::access::Action;
use vigie_domain::file::{ClusterFile, Merge, merge};
use vigie_domain::period_state::PeriodState;
use vigie_domain::{Book, Granularity, Key, Mapping, Nature, Period, Problem, ProblemCode, Reading};
use vigie_store::documents::Kind;
use vigie_store::{Tx, clusters};

use crate::Service;
use crate::access::{Seen, in_office};
use crate::book;
use crate::caller::Caller;
use crate::error::{Error, Result};
use crate::logo::Normal;

pub(crate) use export::harmless;
pub use export::{Format, Pieces};
pub use understood::{Found, HeadRow, Proposed, Understood};
pub use undo::{Kept, PastImport, Undone, Why};
pub(crate) use workbook::write_number;
pub use workbook::{Column, Word, Words};

use draft::Draft;
use remember::Memory;
use sniff::{Content, Sheet};

/// The kind of change of an import.
pub(crate) const IMPORT: &str = "import";

#[derive(Clone, Debug, Default)]
pub struct ImportOptions {
    /// Says what would happen and writes nothing.
    pub dry_run: bool,
    /// What contradicts the cluster becomes a new version or revision instead of a refusal.
    pub update: bool,
    /// Which sheet of a workbook; by default the first in which periods are found.
    pub sheet: Option<String>,
    /// How a table is understood, where a person has said it; remembered once the file is taken.
    pub mapping: Option<Mapping>,
    /// Told how far it is.
    pub progress: Option<Progress>,
}

/// How far an import is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// The bytes become a table or a cluster file.
    Reading,
    /// Each cell is looked at beside what the cluster has.
    Checking,
    /// Readings.
    Writing { done: usize, of: usize },
}

/// Whom an import tells how far it is; called often, from the thread that works.
#[derive(Clone)]
pub struct Progress(Arc<dyn Fn(Step) + Send + Sync>);

impl Progress {
    pub fn new(told: impl Fn(Step) + Send + Sync + 'static) -> Progress {
        Progress(Arc::new(told))
    }
}

impl std::fmt::Debug for Progress {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Progress")
    }
}

impl ImportOptions {
    fn tell(&self, step: Step) {
        if let Some(Progress(told)) = &self.progress {
            told(step);
        }
    }
}

/// What an import did, would do, or why it did nothing: with problems nothing was written.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct ImportOutcome {
    pub added_kpis: Vec<Key>,
    pub added_readings: usize,
    /// Definitions and readings that were there and are different now.
    pub changed: usize,
    /// Readings of the file that the cluster has already.
    pub unchanged: usize,
    pub notes: Vec<Note>,
    /// Cells of a CSV are named as in a spreadsheet (`C14`), with `row` and `column` as arguments.
    pub problems: Vec<Problem>,
    /// The change that took it; none where nothing was written.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub seq: Option<u64>,
    /// What is seen of a table; none for a cluster file.
    #[serde(skip)]
    pub table: Option<Understood>,
}

/// What a person should know of how the file was understood.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "note", rename_all = "snake_case")]
pub enum Note {
    /// The cluster did not know this KPI: it was made as the file suggests.
    KpiAdded { key: Key, name: String, nature: Nature, frequency: Granularity, unit: String, decimals: u8 },
    /// Targets of the table become points of the set `internal`.
    Targets { count: usize },
    /// A column or row without any figure.
    Ignored { place: String, text: String },
    /// Numbers were read with this decimal mark.
    DecimalMark { mark: char },
    /// Of several sheets this one was read.
    Sheet { name: String, of: usize },
    /// Cells with more than the 15 digits that a spreadsheet shows were rounded to them.
    Rounded { place: String, count: usize },
    /// Understood as an earlier file of the same shape.
    Remembered,
    /// The file is of a cluster with another address; this one keeps its own.
    SlugKept { slug: Key },
    /// There was no cluster of this address: the import made it.
    ClusterAdded { slug: Key },
}

impl Service {
    /// Takes a file into a cluster. A cluster file also makes its cluster, where the address is its own and no cluster has it.
    pub async fn import(
        &self,
        caller: &Caller,
        slug: &str,
        file_name: &str,
        bytes: &[u8],
        options: ImportOptions,
    ) -> Result<ImportOutcome> {
        let seen = match self.seen(caller, slug, Action::Define).await {
            Ok(seen) => Some(seen),
            Err(Error::NotFound) => None,
            Err(error) => return Err(error),
        };
        let bytes = bytes.to_vec();
        let sheet = options.sheet.clone().or_else(|| options.mapping.as_ref()?.sheet.clone());
        options.tell(Step::Reading);
        let mut content = match aside(move || sniff::read(&bytes, sheet.as_deref())).await? {
            Ok(content) => content,
            Err(_) if seen.is_none() => return Err(Error::NotFound),
            Err(problem) => return Ok(refused(vec![problem])),
        };
        if seen.is_none() {
            may_make(caller, slug, &content)?;
        }
        let logo = match &mut content {
            Content::Cluster(file) => match self.take_logo(file).await {
                Err(Error::Invalid(problems)) => return Ok(refused(problems)),
                logo => logo?,
            },
            Content::Sheet(_) => None,
        };
        match seen {
            Some(seen) if options.dry_run => self.preview(&seen, content, options).await,
            Some(seen) => {
                let mut tx = self.store.begin().await?;
                clusters::lock(&mut tx, seen.id()).await?;
                self.take(caller, tx, &seen, file_name, Incoming { content, logo }, options).await
            }
            None => self.import_new(caller, file_name, Incoming { content, logo }, options).await,
        }
    }

    async fn preview(&self, seen: &Seen, content: Content, options: ImportOptions) -> Result<ImportOutcome> {
        let mut state = self.store.snapshot().await?;
        let current = book::load(&mut state, seen.id(), None).await?;
        let memory = remember::load(&mut state, seen.id()).await?;
        options.tell(Step::Checking);
        aside(move || plan(&current, content, &options, &memory).outcome).await
    }

    /// Plans on what is there now, and writes it if there is nothing to refuse.
    async fn take(
        &self,
        caller: &Caller,
        mut tx: Tx,
        seen: &Seen,
        file_name: &str,
        Incoming { content, logo }: Incoming,
        options: ImportOptions,
    ) -> Result<ImportOutcome> {
        let current = book::load_in(&mut tx, seen.id()).await?;
        let mut memory = remember::load(&mut tx, seen.id()).await?;
        options.tell(Step::Checking);
        let said = options.mapping.clone();
        let progress = options.progress.clone();
        let (planned, current, of_before) = aside(move || {
            let planned = plan(&current, content, &options, &memory);
            (planned, current, memory)
        })
        .await?;
        memory = of_before;
        let Plan { merge, mut outcome, fingerprint } = planned;
        if merge.is_empty() || !outcome.problems.is_empty() {
            // A cluster that was made for this file goes on without a second change.
            if outcome.problems.is_empty() {
                tx.commit().await?;
            }
            return Ok(outcome);
        }
        let mut pen = self.pen_on(caller, tx, seen.id()).await?;
        if let Some(logo) = logo.filter(|_| merge.cluster.is_some()) {
            logo.keep(&mut pen.tx, seen.id()).await?;
        }
        let tell = |step| progress.iter().for_each(|Progress(told)| told(step));
        pen.put_merge(&merge, &current, tell).await?;
        if let (Some(said), Some(fingerprint)) = (said, fingerprint) {
            memory.keep(fingerprint, said);
            pen.put(Kind::Cluster, remember::MAPPINGS, &memory).await?;
        }
        outcome.seq = Some(pen.finish(IMPORT, &base_name(file_name), None).await?);
        Ok(outcome)
    }

    async fn import_new(
        &self,
        caller: &Caller,
        file_name: &str,
        incoming: Incoming,
        options: ImportOptions,
    ) -> Result<ImportOutcome> {
        let Content::Cluster(own) = &incoming.content else { return Err(Error::NotFound) };
        let settings = own.cluster.clone();
        let problems = crate::clusters::check(&settings);
        if !problems.is_empty() {
            return Ok(refused(problems.into_iter().map(|problem| problem.within("cluster")).collect()));
        }
        let added = Note::ClusterAdded { slug: settings.slug.clone() };
        let mut outcome = if options.dry_run {
            let memory = Memory::default();
            aside(move || plan(&Book::new(settings), incoming.content, &options, &memory).outcome).await?
        } else {
            let mut tx = self.store.begin().await?;
            let office = self.office_or_new(&mut tx, caller, &settings.name).await?;
            let (mut tx, row, _) =
                self.insert_cluster(caller, tx, &office, settings, true, "cluster.created").await?;
            if let Some(logo) = &incoming.logo {
                logo.keep(&mut tx, &row.id).await?;
            }
            self.take(caller, tx, &Seen::new(row)?, file_name, incoming, options).await?
        };
        if outcome.problems.is_empty() {
            outcome.notes.insert(0, added);
        }
        Ok(outcome)
    }
}

/// A file that was read, and the logo that it brings.
struct Incoming {
    content: Content,
    logo: Option<Normal>,
}

/// A cluster file under its own address makes its cluster, for whoever may make one.
fn may_make(caller: &Caller, slug: &str, content: &Content) -> Result<()> {
    let Content::Cluster(own) = content else { return Err(Error::NotFound) };
    if own.cluster.slug.as_str() != slug {
        return Err(Error::NotFound);
    }
    match caller.office() {
        Some(_) => in_office(caller, Action::AddCluster).map(drop).map_err(|_| Error::NotFound),
        None => Ok(()),
    }
}

/// A large file is work for a second or more: not on a thread that answers requests.
async fn aside<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T> {
    tokio::task::spawn_blocking(work).await.map_err(Error::internal)
}

struct Plan {
    merge: Merge,
    outcome: ImportOutcome,
    /// By which the shape of a table is known again.
    fingerprint: Option<String>,
}

fn plan(current: &Book, content: Content, options: &ImportOptions, memory: &Memory) -> Plan {
    match content {
        Content::Cluster(file) => {
            let mut notes = Vec::new();
            if file.cluster.slug != current.cluster.slug {
                notes.push(Note::SlugKept { slug: current.cluster.slug.clone() });
            }
            let zone = crate::clusters::check(&file.cluster);
            let problems: Vec<_> = zone.into_iter().map(|problem| problem.within("cluster")).collect();
            planned(current, &file, options.update, notes, problems, |problem| problem)
        }
        Content::Sheet(sheet) => plan_table(current, sheet, options, memory),
    }
}

fn plan_table(current: &Book, sheet: Sheet, options: &ImportOptions, memory: &Memory) -> Plan {
    let Sheet { table, name, names } = sheet;
    let fingerprint = shape::fingerprint(&table, current.fy());
    let remembered = memory.find(&fingerprint).filter(|_| options.mapping.is_none());
    let wanted = options.mapping.as_ref().or(remembered);
    let mut draft = Draft::of(&table, current, wanted);
    let head = understood::head(&table);
    drop(table);
    let mapping = draft.mapping.take().map(|mapping| Mapping { sheet: name.clone(), ..mapping });
    let is_remembered = remembered.is_some();
    let seen = Understood {
        is_remembered,
        mapping: mapping.or_else(|| options.mapping.clone()),
        head,
        series: std::mem::take(&mut draft.found),
        sheets: names,
    };
    let mut notes = std::mem::take(&mut draft.notes);
    if is_remembered {
        notes.insert(0, Note::Remembered);
    }
    if let Some(name) = name.filter(|_| seen.sheets.len() > 1) {
        notes.insert(0, Note::Sheet { name, of: seen.sheets.len() });
    }
    let problems = std::mem::take(&mut draft.problems);
    let (file, places) = draft.into_file(current);
    let mut plan = planned(current, &file, options.update, notes, problems, |problem| places.of(problem));
    plan.outcome.table = Some(seen);
    plan.fingerprint = Some(fingerprint);
    plan
}

fn planned(
    current: &Book,
    file: &ClusterFile,
    update: bool,
    notes: Vec<Note>,
    mut problems: Vec<Problem>,
    place: impl Fn(Problem) -> Problem + Copy,
) -> Plan {
    let mut outcome = ImportOutcome { notes, ..ImportOutcome::default() };
    let mut plan = Merge::default();
    match merge(current, file, update) {
        Ok(merge) => {
            problems.extend(frozen(current, file, &merge).into_iter().map(place));
            plan = merge;
        }
        Err(more) => problems.extend(more.into_iter().map(place)),
    }
    // The same fault found twice is said once.
    problems.dedup();
    outcome.problems = problems;
    let is_new = |key: &&Key| current.kpi(key).is_none();
    outcome.added_kpis = plan.kpis.iter().map(|kpi| &kpi.key).filter(is_new).cloned().collect();
    let revised =
        plan.readings.iter().filter(|reading| current.readings.get(&reading.kpi, reading.period).is_some());
    let revised = revised.count();
    outcome.added_readings = plan.readings.len() - revised;
    outcome.changed =
        revised + plan.kpis.len() - outcome.added_kpis.len() + usize::from(plan.cluster.is_some());
    if outcome.problems.is_empty() {
        outcome.unchanged = file.readings.len() - plan.readings.len();
    }
    Plan { merge: plan, outcome, fingerprint: None }
}

/// A frozen period takes nothing from a file: a correction has its own reason.
fn frozen(current: &Book, file: &ClusterFile, merge: &Merge) -> Vec<Problem> {
    if current.period_states.is_empty() {
        return Vec::new();
    }
    let is_frozen = |period: Period| current.period_states.of(period, current.fy()) == PeriodState::Frozen;
    let changed: BTreeSet<_> = merge
        .readings
        .iter()
        .map(|reading| (&reading.kpi, reading.period))
        .filter(|(_, at)| is_frozen(*at))
        .collect();
    let refused = |(i, reading): (usize, &Reading)| {
        let problem = Problem::new(ProblemCode::PeriodFrozen).with("period", reading.period);
        changed.contains(&(&reading.kpi, reading.period)).then(|| problem.at(format!("readings[{i}].period")))
    };
    file.readings.iter().enumerate().filter_map(refused).collect()
}

fn refused(problems: Vec<Problem>) -> ImportOutcome {
    ImportOutcome { problems, ..ImportOutcome::default() }
}

/// The name of a file without folders, as a short text for the log.
fn base_name(file_name: &str) -> String {
    let base = file_name.rsplit(['/', '\\']).next().unwrap_or("");
    base.chars().filter(|c| !c.is_control()).take(120).collect()
}
