//! The wide forms: periods down and KPIs across, or KPIs down and periods across. What is only a title or a note is left out
//! and said.

use vigie_domain::problem::{Problem, ProblemCode};
use vigie_domain::{FinancialYear, Lang, Period};

use super::Note;
use super::beside::Beside;
use super::draft::{Draft, Entry, Said, Series};
use super::marks;
use super::shape::{across, down, names, without_mark};
use super::table::{Row, Table};

/// How the figures of a table from this row and column on are written.
pub(crate) fn marks(table: &Table, row: usize, column: usize) -> Lang {
    marks::language(table.rows().skip(row).flat_map(|row| row.typed(column)), table.usual)
}

pub(crate) fn periods_down(
    table: &Table,
    (column, header, begins): (usize, Option<usize>, usize),
    lang: Lang,
    fy: FinancialYear,
    draft: &mut Draft,
) -> Vec<Series> {
    let periods = down(table, column, lang, fy).periods;
    let rows: Vec<(Row<'_>, Option<Period>)> = table.rows().zip(periods).skip(begins).collect();
    rows.iter().filter(|(_, period)| period.is_none()).for_each(|(row, _)| strange_row(row, column, draft));
    let header = header.map(|index| (table.row(index), names_of_columns(table, index)));
    let mut all = Vec::new();
    for at in (0..table.width()).filter(|at| *at != column) {
        let filled = rows.iter().filter(|(row, _)| !row.cell(at).is_empty());
        let filled: Vec<_> = filled.filter_map(|(row, period)| Some((row, (*period)?))).collect();
        let Some((first, _)) = filled.first() else { continue };
        let named = header.as_ref().and_then(|(row, names)| Some((row, names.get(at)?)));
        let Some((header, name)) = named.filter(|(_, name)| !name.is_empty()) else {
            draft.problems.push(first.at(at).refuse(Problem::new(ProblemCode::FieldMissing), ""));
            continue;
        };
        let entry = |(row, period): &(&Row<'_>, Period)| Entry::of_cell(row, at, *period, name, lang);
        let entries = filled.iter().map(entry).collect();
        all.push(Series::new(vec![name.clone()], header.at(at), entries));
    }
    all
}

/// What the columns are called: below an area that spans several, with its name before.
fn names_of_columns(table: &Table, header: usize) -> Vec<String> {
    let mut all: Vec<String> = names(table, header).into_iter().map(str::to_owned).collect();
    let Some(above) = header.checked_sub(1).map(|above| table.row(above)) else { return all };
    let spread = names(table, header - 1);
    for area in table.merged.iter().filter(|area| area.rows == (above.number, above.number)) {
        let columns = area.columns.0..=area.columns.1.min(all.len().saturating_sub(1));
        for column in columns.filter(|_| area.columns.0 < area.columns.1) {
            if !spread[column].is_empty() && !all[column].is_empty() {
                all[column] = format!("{} {}", spread[column], all[column]);
            }
        }
    }
    all
}

pub(crate) fn periods_across(
    table: &Table,
    (header, begins, beside): (usize, usize, Beside),
    lang: Lang,
    fy: FinancialYear,
    draft: &mut Draft,
) -> Vec<Series> {
    let titles = names(table, header);
    let periods = across(table, header, lang, fy).periods;
    let head = table.row(header);
    let rows = || table.rows().skip(header + 1);
    let strange = |at: usize| periods[at].is_none() && !beside.holds(at);
    for (column, title) in titles.iter().enumerate().skip(begins).filter(|(at, _)| strange(*at)) {
        let Some(first) = rows().find(|row| !row.cell(column).is_empty()) else { continue };
        if title.is_empty() {
            draft.problems.push(first.at(column).refuse(Problem::new(ProblemCode::FieldMissing), ""));
        } else if title.contains(|c: char| c.is_ascii_digit()) {
            let problem = Problem::new(ProblemCode::PeriodMalformed).with("text", title);
            draft.problems.push(head.at(column).refuse(problem, title));
        } else {
            // A column of words is one of targets, units or remarks.
            draft.notes.push(Note::Ignored { place: head.at(column).name(), text: (*title).to_owned() });
        }
    }
    let mut all = Vec::new();
    for row in rows() {
        let labels = row.filled().take_while(|(at, _)| *at < begins).filter(|(at, _)| !beside.holds(*at));
        let labels = labels.map(|(_, name)| name.to_owned());
        let labels: Vec<String> = labels.collect();
        let entry =
            |(at, _): (usize, &str)| Some(Entry::of_cell(&row, at, (*periods.get(at)?)?, titles[at], lang));
        let entries: Vec<Entry> =
            row.filled().filter(|(at, _)| *at >= begins && !beside.holds(*at)).filter_map(entry).collect();
        if entries.is_empty() {
            let text = row.filled().next().map_or("", |(_, text)| text).to_owned();
            draft.notes.push(Note::Ignored { place: row.at(0).name(), text });
        } else if labels.is_empty() {
            let problem = Problem::new(ProblemCode::FieldMissing);
            draft.problems.push(row.at(0).refuse(problem, titles.first().copied().unwrap_or("")));
        } else {
            let (unit, goal) = (beside.unit(&row), beside.goal(&row, &titles, lang));
            all.push(Series { unit, goal, ..Series::new(labels, row.at(0), entries) });
        }
    }
    all
}

impl Entry {
    pub(crate) fn of_cell(row: &Row<'_>, column: usize, period: Period, header: &str, lang: Lang) -> Entry {
        let cell = row.cell(column);
        // `77 325 (p)`: the mark behind a figure is kept as its comment.
        let marked = without_mark(cell).filter(|(figure, _)| figure.contains(|c: char| c.is_ascii_digit()));
        let (text, comment) = marked.map_or((cell, None), |(figure, mark)| (figure, Some(mark.to_owned())));
        let said = Said::Cell { text: text.to_owned(), comment, lang: row.lang(column, lang) };
        Entry { period, at: row.at(column), header: header.to_owned(), said }
    }
}

/// A row of figures without a period is refused; one of words is a note below the table.
fn strange_row(row: &Row<'_>, column: usize, draft: &mut Draft) {
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
