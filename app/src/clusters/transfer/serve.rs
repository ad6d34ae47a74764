//! What the server answers to the calls of `api`.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use base64::Engine as _;
use vigie_domain::ProblemCode;
use vigie_service as service;

use super::api::{
    Found, HeadRow, Imported, Kept, Note, Past, Progress, Proposed, Table, Undone, Upload, Why,
};
use crate::error::AppError;

/// So many problems and kept entries are sent; the rest is counted.
const SENT: usize = 200;

pub(super) async fn import(slug: &str, file: Upload, dry_run: bool) -> Result<Imported, AppError> {
    let (service, caller) = crate::request::caller().await?;
    let bytes =
        base64::engine::general_purpose::STANDARD.decode(&file.base64).map_err(|_| AppError::Malformed)?;
    let Upload { name, update, sheet, mapping, watch, .. } = file;
    let watched = watch.and_then(|watch| Watched::begin(&caller, watch));
    let progress = watched.as_ref().map(Watched::progress);
    let options = service::ImportOptions { dry_run, update, sheet, mapping, progress };
    let outcome = service.import(&caller, slug, &name, &bytes, options).await?;
    // A file that can't be read at all is refused; one that can be has a preview of its cells.
    if outcome.problems.iter().any(|problem| problem.place == "file") && outcome.table.is_none() {
        return Err(AppError::Invalid(outcome.problems));
    }
    Ok(outcome.into())
}

/// Of imports that run on this server, by person and the name that their browser gave them.
static UNDER_WAY: Mutex<BTreeMap<(String, String), Progress>> = Mutex::new(BTreeMap::new());

fn under_way() -> MutexGuard<'static, BTreeMap<(String, String), Progress>> {
    UNDER_WAY.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Known as long as it runs.
struct Watched((String, String));

impl Watched {
    /// A UUID has 36 letters.
    fn begin(caller: &service::Caller, watch: String) -> Option<Watched> {
        let person = caller.person()?.user.to_string();
        (watch.len() <= 36).then_some(Watched((person, watch)))
    }

    fn progress(&self) -> service::Progress {
        let key = self.0.clone();
        service::Progress::new(move |step| {
            let step = match step {
                service::Step::Reading => Progress::Reading,
                service::Step::Checking => Progress::Checking,
                service::Step::Writing { done, of } => Progress::Writing { done: count(done), of: count(of) },
            };
            under_way().insert(key.clone(), step);
        })
    }
}

impl Drop for Watched {
    fn drop(&mut self) {
        under_way().remove(&self.0);
    }
}

pub(super) async fn progress(watch: String) -> Result<Option<Progress>, AppError> {
    let (_, caller) = crate::request::caller().await?;
    let person = caller.person().ok_or(AppError::Forbidden)?.user.to_string();
    Ok(under_way().get(&(person, watch)).copied())
}

pub(super) async fn past(slug: &str) -> Result<Vec<Past>, AppError> {
    let (service, caller) = crate::request::caller().await?;
    let past = service.past_imports(&caller, slug).await?;
    let shown = |past: service::PastImport| {
        let at = chrono::DateTime::from_timestamp_millis(past.at).unwrap_or_default();
        Past { seq: past.seq, at, name: past.name, file: past.file, stands: past.stands }
    };
    Ok(past.into_iter().map(shown).collect())
}

pub(super) async fn undo(slug: &str, seq: u64) -> Result<Undone, AppError> {
    let (service, caller) = crate::request::caller().await?;
    let undone = service.undo_import(&caller, slug, seq).await?;
    let kept = |kept: service::Kept| Kept {
        subject: kept.subject,
        period: kept.period,
        why: match kept.why {
            service::Why::Later => Why::Later,
            service::Why::Frozen => Why::Frozen,
            service::Why::Needed => Why::Needed,
        },
    };
    Ok(Undone {
        readings: count(undone.readings),
        definitions: count(undone.definitions),
        stays: count(undone.kept.len()),
        kept: undone.kept.into_iter().take(SENT).map(kept).collect(),
    })
}

fn count(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

impl From<service::ImportOutcome> for Imported {
    fn from(outcome: service::ImportOutcome) -> Self {
        let contradicts = outcome.problems.iter().any(|problem| problem.code == ProblemCode::Contradiction);
        Self {
            added_kpis: count(outcome.added_kpis.len()),
            added_readings: count(outcome.added_readings),
            changed: count(outcome.changed),
            unchanged: count(outcome.unchanged),
            notes: outcome.notes.into_iter().filter_map(note).collect(),
            refused: count(outcome.problems.len()),
            contradicts,
            problems: outcome.problems.into_iter().take(SENT).collect(),
            seq: outcome.seq,
            table: outcome.table.map(table),
        }
    }
}

fn table(seen: service::Understood) -> Table {
    let row = |row: service::HeadRow| HeadRow { number: count(row.number), cells: row.cells };
    let found = |found: service::Found| Found {
        label: found.label,
        kpi: found.kpi,
        is_left: found.is_left,
        cells: count(found.cells),
        samples: found.samples,
        new: found.new.map(|new| Proposed {
            nature: new.nature,
            frequency: new.frequency,
            unit: new.unit,
            decimals: new.decimals,
        }),
        target: found.target,
    };
    Table {
        sheets: seen.sheets,
        mapping: seen.mapping,
        head: seen.head.into_iter().map(row).collect(),
        series: seen.series.into_iter().map(found).collect(),
    }
}

fn note(note: service::Note) -> Option<Note> {
    use vigie_service::Note as Said;
    Some(match note {
        Said::KpiAdded { name, nature, frequency, .. } => Note::KpiAdded { name, nature, frequency },
        Said::Targets { count: n } => Note::Targets { count: count(n) },
        Said::Ignored { place, text } => Note::Ignored { place, text },
        Said::DecimalMark { mark } => Note::DecimalMark { mark },
        Said::Sheet { name, of } => Note::Sheet { name, of: count(of) },
        Said::Rounded { place, count: n } => Note::Rounded { place, count: count(n) },
        Said::Remembered => Note::Remembered,
        Said::SlugKept { .. } => Note::OtherCluster,
        Said::ClusterAdded { .. } => return None,
    })
}
