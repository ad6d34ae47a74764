//! `vigie import` and `vigie export`.

use std::io::{IsTerminal as _, Read as _};
use std::path::Path;

use serde_json::json;
use vigie_app::clusters::workbook::words;
use vigie_service::{Caller, Format, ImportOptions, ImportOutcome, Note, Progress, Service, Step, Why};

use super::output::{Output, print_bytes};
use super::{ExportArgs, ExportFormat, ImportArgs};
use crate::config::Config;
use crate::failure::Failure;
use crate::open::{lang, open, problems_of, program, refused_or_missing};

pub async fn import(
    config: &Config,
    office: Option<&str>,
    args: &ImportArgs,
    out: Output,
) -> Result<(), Failure> {
    let what = format!("cluster {}", args.cluster);
    let Some(file) = &args.file else {
        return undo(config, office, args, out).await;
    };
    let shown = file.display().to_string();
    let bytes = read(file).map_err(|error| Failure::failed(format!("cannot read {shown}: {error}")))?;
    let service = open(config).await?;
    let caller = program(&service, office).await?;
    let is_long = bytes.len() > LONG && std::io::stderr().is_terminal();
    let options = ImportOptions {
        dry_run: args.dry_run,
        update: args.update,
        sheet: args.sheet.clone(),
        mapping: None,
        progress: is_long.then(|| Progress::new(tell)),
    };
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    let outcome = service.import(&caller, &args.cluster, &name, &bytes, options).await;
    if is_long {
        eprint!("\r\x1b[K");
    }
    let outcome = outcome.map_err(refused_or_missing(&what))?;
    if !outcome.problems.is_empty() {
        return Err(problems_of(&outcome.problems, &shown));
    }
    out.one(&said(&outcome, args.dry_run), &outcome)
}

/// A file from which on it is said how far the import is, in bytes.
const LONG: usize = 512 * 1024;

/// One line on the terminal that is written over.
fn tell(step: Step) {
    match step {
        Step::Reading => eprint!("\r\x1b[Kreading the file"),
        Step::Checking => eprint!("\r\x1b[Kchecking each cell"),
        Step::Writing { done, of } => eprint!("\r\x1b[K{done} of {of} readings written"),
    }
}

async fn undo(config: &Config, office: Option<&str>, args: &ImportArgs, out: Output) -> Result<(), Failure> {
    let service = open(config).await?;
    let caller = program(&service, office).await?;
    let seq = args.undo.unwrap_or_default();
    let what = format!("import {seq} of cluster {}", args.cluster);
    let undone = service.undo_import(&caller, &args.cluster, seq).await.map_err(refused_or_missing(&what))?;
    let mut lines =
        vec![format!("{} readings and {} definitions taken back", undone.readings, undone.definitions)];
    lines.extend(undone.kept.iter().map(|kept| {
        let period = kept.period.map_or_else(String::new, |period| format!(" {period}"));
        let why = match kept.why {
            Why::Later => "was recorded or changed since",
            Why::Frozen => "is frozen",
            Why::Needed => "is needed by something else",
        };
        format!("{}{period} stays: it {why}", kept.subject)
    }));
    out.one(&lines.join("\n"), &undone)
}

async fn exported(service: &Service, caller: &Caller, args: &ExportArgs) -> vigie_service::Result<Vec<u8>> {
    let format = match args.format {
        ExportFormat::Json => Format::Json,
        ExportFormat::Csv => Format::Csv,
        ExportFormat::Xlsx => {
            let words = words(lang());
            return match args.as_of {
                None => service.export_workbook(caller, &args.cluster, words).await,
                Some(as_of) => service.workbook_as_of(caller, &args.cluster, words, as_of).await,
            };
        }
    };
    let text = match args.as_of {
        None => service.export(caller, &args.cluster, format).await,
        Some(as_of) => service.export_as_of(caller, &args.cluster, format, as_of).await,
    };
    text.map(String::into_bytes)
}

pub async fn export(
    config: &Config,
    office: Option<&str>,
    args: &ExportArgs,
    out: Output,
) -> Result<(), Failure> {
    let service = open(config).await?;
    let caller = program(&service, office).await?;
    let what = format!("cluster {}", args.cluster);
    let exported = exported(&service, &caller, args).await;
    let bytes = exported.map_err(refused_or_missing(&what))?;
    let has_links = args.format == ExportFormat::Json;
    let left = service.evidence_left_out(&caller, &args.cluster, has_links).await;
    let left = left.map_err(refused_or_missing(&what))?;
    if left > 0 {
        // Beside the export, so that it can be piped.
        let kind = if has_links { "files" } else { "files and links" };
        eprintln!(
            "vigie: {kind} of evidence that are not in this export: {left}; they stay in the database and its backups"
        );
    }
    let Some(file) = &args.out else { return print_bytes(&bytes) };
    let shown = file.display().to_string();
    std::fs::write(file, &bytes)
        .map_err(|error| Failure::failed(format!("cannot write {shown}: {error}")))?;
    out.one(
        &format!("{shown} written"),
        &json!({ "file": shown, "bytes": bytes.len(), "evidence_left_out": left }),
    )
}

fn read(file: &Path) -> std::io::Result<Vec<u8>> {
    if file != Path::new("-") {
        return std::fs::read(file);
    }
    let mut bytes = Vec::new();
    std::io::stdin().lock().read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// What was done, and how the file was understood.
fn said(outcome: &ImportOutcome, dry_run: bool) -> String {
    let mut lines: Vec<String> = outcome.notes.iter().map(noted).collect();
    lines.push(format!(
        "{} new KPIs, {} new readings, {} changed, {} unchanged",
        outcome.added_kpis.len(),
        outcome.added_readings,
        outcome.changed,
        outcome.unchanged
    ));
    if let Some(seq) = outcome.seq {
        lines.push(format!("change {seq}; --undo {seq} takes it back"));
    }
    if dry_run {
        lines.push("nothing was written".to_owned());
    }
    lines.join("\n")
}

fn noted(note: &Note) -> String {
    match note {
        Note::ClusterAdded { slug } => format!("cluster {slug} was not there: made as the file says"),
        Note::SlugKept { slug } => {
            format!("the file is of another cluster; {slug} keeps its name in addresses")
        }
        Note::KpiAdded { key, name, nature, frequency, unit, decimals } => {
            let (nature, frequency) = (nature.as_str(), frequency.as_str());
            format!("KPI {key} is new: {name}, {nature}, each {frequency}, unit {unit}, decimals {decimals}")
        }
        Note::Targets { count } => format!("{count} targets become points of the set internal"),
        Note::Ignored { place, text } => format!("{place} has no figures: {text}"),
        Note::Sheet { name, of } => format!("of {of} sheets, {name} was read (--sheet chooses another)"),
        Note::Rounded { place, count } => {
            format!("{count} cells held more than 15 digits and were rounded to them, the first is {place}")
        }
        Note::Remembered => "understood as the last file of this shape".to_owned(),
        Note::DecimalMark { mark } => format!("numbers were read with the decimal mark {mark}"),
    }
}
