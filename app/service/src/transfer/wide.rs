//! The wide forms: periods down and KPIs across, or KPIs down and periods across. Which of them, where the header is and what is
//! only a title or a note is seen from where the periods stand.

use std::ops::RangeInclusive;

use vigie_domain::problem::{Problem, ProblemCode};
use vigie_domain::{Book, FinancialYear, Granularity, Lang, Period};

use super::Note;
use super::draft::{Draft, Entry, Said, Series};
use super::marks::{language, period};
use super::table::{Row, Table};
use crate::problems;

/// Years that a bare number of four digits can mean in a header; others are figures.
const YEARS: RangeInclusive<i32> = 1900..=2100;
/// Rows and columns in which the periods are looked for.
const HEAD: usize = 12;

pub(crate) fn series(table: &Table, current: &Book, draft: &mut Draft) -> (Lang, Vec<Series>) {
    let fy = current.fy();
    let down =
        (0..table.width().min(HEAD)).map(|column| down(table, column, fy)).max_by_key(|found| found.count);
    let across =
        (0..table.rows.len().min(HEAD)).map(|row| across(table, row, fy)).max_by_key(|found| found.count);
    match (down, across) {
        (Some(down), Some(across)) if down.count > 0 && down.count >= across.count => {
            periods_down(table, &down, fy, draft)
        }
        (_, Some(across)) if across.count > 0 => periods_across(table, &across, fy, draft),
        _ => {
            draft.problems.push(problems::file("no-periods"));
            (Lang::En, Vec::new())
        }
    }
}

/// A line (a column or a row) of periods: its index, where it begins, how many there are.
struct Line {
    index: usize,
    begins: usize,
    count: usize,
}

fn down(table: &Table, column: usize, fy: FinancialYear) -> Line {
    line(column, table.rows.iter().map(|row| row.cell(column)), fy)
}

fn across(table: &Table, row: usize, fy: FinancialYear) -> Line {
    let cells = table.rows.get(row).map(|row| (0..row.len()).map(|column| row.cell(column)));
    line(row, cells.into_iter().flatten(), fy)
}

/// From its first period on, four in five of what is filled must be periods; else it is no line of periods.
fn line<'a>(index: usize, cells: impl Iterator<Item = &'a str>, fy: FinancialYear) -> Line {
    let (mut begins, mut count, mut filled) = (None, 0, 0);
    for (at, cell) in cells.enumerate() {
        let is_period = head_period(cell, Lang::Fr, fy).is_some();
        if is_period && begins.is_none() {
            begins = Some(at);
        }
        count += usize::from(is_period);
        filled += usize::from(begins.is_some() && !cell.is_empty());
    }
    if count * 5 < filled * 4 {
        count = 0;
    }
    Line { index, begins: begins.unwrap_or(0), count }
}

fn head_period(cell: &str, lang: Lang, fy: FinancialYear) -> Option<Period> {
    let year =
        |period: &Period| period.granularity != Granularity::Year || YEARS.contains(&period.year_number());
    period(cell, lang, fy).filter(year)
}

fn periods_down(table: &Table, line: &Line, fy: FinancialYear, draft: &mut Draft) -> (Lang, Vec<Series>) {
    let (above, rows) = table.rows.split_at(line.begins);
    let columns: Vec<usize> = (0..table.width()).filter(|column| *column != line.index).collect();
    // Titles and notes have fewer cells than the header.
    let named = |row: &&Row| columns.iter().filter(|column| !row.cell(**column).is_empty()).count();
    let header = above.iter().rev().max_by_key(named);
    let cells = rows.iter().flat_map(|row| columns.iter().map(|column| row.cell(*column)));
    let lang = note_language(cells, table, draft);
    let mut periods = Vec::with_capacity(rows.len());
    for row in rows {
        let period = head_period(row.cell(line.index), lang, fy);
        if period.is_none() {
            strange_row(row, line.index, draft);
        }
        periods.push(period);
    }
    let mut all = Vec::new();
    for &column in &columns {
        let filled = rows.iter().zip(&periods).filter_map(|(row, period)| Some((row, (*period)?)));
        let filled: Vec<_> = filled.filter(|(row, _)| !row.cell(column).is_empty()).collect();
        let Some((first, _)) = filled.first() else { continue };
        let Some(header) = header.filter(|header| !header.cell(column).is_empty()) else {
            let missing = Problem::new(ProblemCode::FieldMissing);
            draft.problems.push(first.at(column).refuse(missing, ""));
            continue;
        };
        let name = header.cell(column).to_owned();
        let entry = |(row, period): &(&Row, Period)| Entry {
            period: *period,
            at: row.at(column),
            header: name.clone(),
            said: Said::Cell(row.cell(column).to_owned()),
        };
        let entries = filled.iter().map(entry).collect();
        all.push(Series { names: vec![name.clone()], at: header.at(column), entries });
    }
    (lang, all)
}

fn periods_across(table: &Table, line: &Line, fy: FinancialYear, draft: &mut Draft) -> (Lang, Vec<Series>) {
    let header = &table.rows[line.index];
    let rows = &table.rows[line.index + 1..];
    let cells = rows.iter().flat_map(|row| (line.begins..row.len()).map(|column| row.cell(column)));
    let lang = note_language(cells, table, draft);
    let mut periods = Vec::new();
    for column in line.begins..table.width() {
        let cell = header.cell(column);
        let period = head_period(cell, lang, fy);
        if period.is_none() && rows.iter().any(|row| !row.cell(column).is_empty()) {
            let problem = Problem::new(ProblemCode::PeriodMalformed).with("text", cell);
            draft.problems.push(header.at(column).refuse(problem, cell));
        }
        periods.extend(period.map(|period| (column, period)));
    }
    let mut all = Vec::new();
    for row in rows {
        let names: Vec<String> = (0..line.begins)
            .map(|column| row.cell(column))
            .filter(|name| !name.is_empty())
            .map(str::to_owned)
            .collect();
        let entry = |&(column, period): &(usize, Period)| {
            let text = Some(row.cell(column).to_owned()).filter(|text| !text.is_empty())?;
            let header = header.cell(column).to_owned();
            Some(Entry { period, at: row.at(column), header, said: Said::Cell(text) })
        };
        let entries: Vec<Entry> = periods.iter().filter_map(entry).collect();
        if entries.is_empty() {
            let text = names.first().cloned().unwrap_or_default();
            draft.notes.push(Note::Ignored { place: row.at(0).name(), text });
        } else if names.is_empty() {
            draft.problems.push(row.at(0).refuse(Problem::new(ProblemCode::FieldMissing), header.cell(0)));
        } else {
            all.push(Series { names, at: row.at(0), entries });
        }
    }
    (lang, all)
}

/// A row of figures without a period is refused; one of words is a note below the table.
fn strange_row(row: &Row, column: usize, draft: &mut Draft) {
    let has_figure =
        row.filled().any(|(at, cell)| at != column && cell.contains(|c: char| c.is_ascii_digit()));
    let text = row.cell(column);
    if has_figure {
        let problem = Problem::new(ProblemCode::PeriodMalformed).with("text", text);
        draft.problems.push(row.at(column).refuse(problem, ""));
    } else {
        let text = row.filled().next().map_or("", |(_, cell)| cell).to_owned();
        draft.notes.push(Note::Ignored { place: row.at(column).name(), text });
    }
}

fn note_language<'a>(cells: impl Iterator<Item = &'a str>, table: &Table, draft: &mut Draft) -> Lang {
    let lang = language(cells, table.delimiter);
    if lang != Lang::En {
        draft.notes.push(Note::DecimalMark { mark: ',' });
    }
    lang
}
