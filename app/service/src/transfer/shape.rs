//! Where in a table periods stand, and in which form. A guess from what the cells are, or what a person said.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest as _, Sha256};
use vigie_domain::{FinancialYear, Granularity, Lang, Mapping, Period, Shape};

use super::beside::Beside;
use super::marks::period;
use super::table::{Area, Table};
use super::tidy;

/// Years that a bare number of four digits can mean in a header; others are figures.
const YEARS: RangeInclusive<i32> = 1900..=2100;
/// Rows and columns in which the periods are looked for.
const HEAD: usize = 12;

/// The form of a table. Rows are indices of those with something in them.
pub(crate) enum Form {
    Rows {
        header: usize,
        columns: BTreeMap<&'static str, usize>,
    },
    /// The column of the periods, the row of the names, the first row of figures.
    Down {
        column: usize,
        header: Option<usize>,
        begins: usize,
    },
    /// The row of the periods, the first column of figures.
    Across {
        header: usize,
        begins: usize,
        beside: Beside,
    },
}

impl Form {
    /// None where no periods are found.
    pub(crate) fn guess(table: &Table, fy: FinancialYear) -> Option<Form> {
        if let Some(columns) = table.rows().next().and_then(tidy::columns) {
            return Some(Form::Rows { header: 0, columns });
        }
        let down = (0..table.width().min(HEAD)).map(|column| down(table, column, Lang::Fr, fy));
        let across = (0..table.len().min(HEAD)).map(|row| across(table, row, Lang::Fr, fy));
        // Of equals the first. Periods that begin in the first column leave no room for names.
        let down = down.rev().max_by_key(Line::weight).filter(|line| line.weight() > 0);
        let across = across.filter(|line| line.begins > 0).collect::<Vec<_>>().into_iter().rev();
        let across = across.max_by_key(Line::weight).filter(|line| line.weight() > 0);
        match (down, across) {
            (Some(down), Some(across)) if across.weight() > down.weight() => Some(across.across(table)),
            (Some(down), _) => Some(down.down(table)),
            (None, across) => across.map(|line| line.across(table)),
        }
    }

    /// As a person said; none where the table has no such row or column.
    pub(crate) fn of(mapping: &Mapping, table: &Table, fy: FinancialYear) -> Option<Form> {
        let header = table.index_of(mapping.header as usize);
        let column = |name: &str| mapping.columns.get(name).map(|column| *column as usize);
        if header >= table.len() {
            return None;
        }
        match mapping.shape {
            Shape::Rows => {
                let columns = tidy::HEADER.into_iter().filter_map(|name| Some((name, column(name)?)));
                let columns: BTreeMap<_, _> = columns.collect();
                tidy::is_enough(&columns).then_some(Form::Rows { header, columns })
            }
            Shape::Down => {
                let column = column("period")?;
                let line = down(table, column, mapping.marks, fy);
                let first = line.periods.iter().skip(header + 1).position(Option::is_some)?;
                Some(Form::Down { column, header: Some(header), begins: header + 1 + first })
            }
            Shape::Across => {
                let line = across(table, header, mapping.marks, fy);
                let begins = line.periods.iter().position(Option::is_some)?;
                Some(Form::Across { header, begins, beside: Beside::of(&mapping.columns) })
            }
        }
    }

    /// As a person reads it, without choices.
    pub(crate) fn mapping(&self, table: &Table, marks: Lang) -> Mapping {
        let number = |index: usize| u32::try_from(table.row(index).number).unwrap_or(u32::MAX);
        let short = |column: usize| u32::try_from(column).unwrap_or(u32::MAX);
        let (shape, header, columns) = match self {
            Form::Rows { header, columns } => {
                let columns = columns.iter().map(|(name, at)| ((*name).to_owned(), short(*at)));
                (Shape::Rows, number(*header), columns.collect())
            }
            Form::Down { column, header, begins } => {
                let columns = BTreeMap::from([("period".to_owned(), short(*column))]);
                (Shape::Down, number(header.unwrap_or(*begins)), columns)
            }
            Form::Across { header, beside, .. } => (Shape::Across, number(*header), beside.columns()),
        };
        Mapping {
            sheet: None,
            shape,
            header,
            columns,
            marks,
            choices: BTreeMap::new(),
            made: BTreeMap::new(),
        }
    }
}

/// A column or a row as periods.
pub(crate) struct Line {
    index: usize,
    pub(crate) periods: Vec<Option<Period>>,
    begins: usize,
    filled: usize,
}

impl Line {
    fn new(index: usize, cells: &[&str], beside: &[&str], lang: Lang, fy: FinancialYear) -> Line {
        let periods = read(cells, beside, lang, fy);
        let begins = periods.iter().position(Option::is_some).unwrap_or(0);
        let filled = cells.iter().skip(begins).filter(|cell| !cell.is_empty()).count();
        Line { index, periods, begins, filled }
    }

    /// How many different periods it has: a year above twelve months is one. From its first period on, half of what is filled
    /// must be periods, and of bare years, which could be figures, four in five; else it is no line of periods.
    fn weight(&self) -> usize {
        let mut all: Vec<Period> = self.periods.iter().flatten().copied().collect();
        let are_years = all.iter().all(|period| period.granularity == Granularity::Year);
        let tenths = if are_years { 8 } else { 5 };
        if all.len() * 10 < self.filled * tenths {
            return 0;
        }
        all.sort();
        all.dedup();
        all.len()
    }

    fn across(self, table: &Table) -> Form {
        let beside = Beside::guess(&names(table, self.index), &self.periods);
        Form::Across { header: self.index, begins: self.begins, beside }
    }

    fn down(self, table: &Table) -> Form {
        // Titles and notes have fewer cells than the header.
        let named = |row: &usize| names(table, *row).iter().filter(|name| !name.is_empty()).count();
        let header = (0..self.begins).rev().max_by_key(named);
        Form::Down { column: self.index, header, begins: self.begins }
    }
}

/// The periods of a column, by row.
pub(crate) fn down(table: &Table, column: usize, lang: Lang, fy: FinancialYear) -> Line {
    let beside = column.checked_sub(1).map(|left| column_of(table, left)).unwrap_or_default();
    Line::new(column, &column_of(table, column), &beside, lang, fy)
}

/// The periods of a row, by column.
pub(crate) fn across(table: &Table, row: usize, lang: Lang, fy: FinancialYear) -> Line {
    let above = row.checked_sub(1).map(|above| names(table, above)).unwrap_or_default();
    Line::new(row, &names(table, row), &above, lang, fy)
}

/// The cells of a row that names: what is merged stands in each of its columns. A merged area that is alone in its row is a
/// title or the name of a group, and stands in its first.
pub(crate) fn names(table: &Table, index: usize) -> Vec<&str> {
    let row = table.row(index);
    let mut names: Vec<&str> = (0..table.width()).map(|column| row.cell(column)).collect();
    for area in table.merged.iter().filter(|area| holds(area.rows, row.number)) {
        let first = table.row(table.index_of(area.rows.0));
        if first.number != area.rows.0 || !first.filled().any(|(at, _)| !holds(area.columns, at)) {
            continue;
        }
        let text = first.cell(area.columns.0);
        let (from, to) = (area.columns.0, (area.columns.1 + 1).min(names.len()));
        names
            .get_mut(from..to)
            .into_iter()
            .flatten()
            .filter(|name| name.is_empty())
            .for_each(|name| *name = text);
    }
    names
}

fn column_of(table: &Table, column: usize) -> Vec<&str> {
    let mut cells: Vec<&str> = table.rows().map(|row| row.cell(column)).collect();
    let tall = |area: &&Area| holds(area.columns, column) && area.rows.0 < area.rows.1;
    for area in table.merged.iter().filter(tall) {
        let (from, to) = (table.index_of(area.rows.0), table.index_of(area.rows.1 + 1));
        let text = cells.get(from).copied().unwrap_or("");
        cells
            .get_mut(from..to)
            .into_iter()
            .flatten()
            .filter(|cell| cell.is_empty())
            .for_each(|cell| *cell = text);
    }
    cells
}

fn holds(span: (usize, usize), at: usize) -> bool {
    (span.0..=span.1).contains(&at)
}

/// Each cell as a period. A month or a quarter without its year takes the year beside it, or the latest in its own line.
fn read(cells: &[&str], beside: &[&str], lang: Lang, fy: FinancialYear) -> Vec<Option<Period>> {
    let is_fiscal = are_spans(cells);
    let mut year = "";
    let mut periods = Vec::with_capacity(cells.len());
    for (at, cell) in cells.iter().enumerate() {
        let cell = plain(cell);
        let next_to = plain(beside.get(at).copied().unwrap_or(""));
        year = [next_to, cell].into_iter().find(|text| is_year(text)).unwrap_or(year);
        periods.push(match cell {
            "" => None,
            _ if is_fiscal => fiscal(cell, fy),
            _ => head_period(cell, lang, fy).or_else(|| with_year(cell, year, lang, fy)),
        });
    }
    periods
}

/// Without what is noted behind it and what leads to the figures: `March (p) . . .`, `2018……`, `2021 *`.
fn plain(cell: &str) -> &str {
    let trimmed = |cell: &'_ str| {
        cell.trim_end_matches(|c: char| matches!(c, '…' | '*' | '.') || c.is_whitespace()).len()
    };
    let cell = &cell[..trimmed(cell)];
    let cell = without_mark(cell).map_or(cell, |(cell, _)| cell);
    &cell[..trimmed(cell)]
}

/// A text and the mark of one or two letters behind it: `77 325 (p)`.
pub(crate) fn without_mark(cell: &str) -> Option<(&str, &str)> {
    let (text, mark) = cell.strip_suffix(')')?.rsplit_once('(')?;
    let is_mark = (1..=2).contains(&mark.len()) && mark.bytes().all(|byte| byte.is_ascii_alphabetic());
    let text = text.trim_end();
    (is_mark && !text.is_empty()).then(|| (text, &cell[cell.len() - mark.len() - 2..]))
}

fn is_year(text: &str) -> bool {
    text.len() == 4 && text.parse().is_ok_and(|year: i32| YEARS.contains(&year))
}

fn head_period(cell: &str, lang: Lang, fy: FinancialYear) -> Option<Period> {
    let year =
        |period: &Period| period.granularity != Granularity::Year || YEARS.contains(&period.year_number());
    period(cell, lang, fy).filter(year)
}

fn with_year(cell: &str, year: &str, lang: Lang, fy: FinancialYear) -> Option<Period> {
    let may_be = !year.is_empty() && cell.len() <= 24 && cell.contains(char::is_alphabetic);
    let period = may_be.then(|| head_period(&format!("{cell} {year}"), lang, fy)).flatten()?;
    (period.granularity != Granularity::Year).then_some(period)
}

/// `2003-04`, `2004-05`, …: spans of two years and not months, where every one of them is.
fn are_spans(cells: &[&str]) -> bool {
    let mut spans = cells.iter().filter(|cell| cell.starts_with(|c: char| c.is_ascii_digit())).peekable();
    let several = spans.clone().take(2).count() == 2;
    several && spans.peek().is_some() && spans.all(|cell| span(cell).is_some())
}

fn span(cell: &str) -> Option<i32> {
    let (year, next) = plain(cell).split_once(['-', '\u{2013}', '/'])?;
    let (year, next): (i32, i32) = (is_year(year).then(|| year.parse().ok())??, next.parse().ok()?);
    ((year + 1) % 100 == next).then_some(year)
}

/// A financial year where the cluster's is no civil one; else it fits no period.
fn fiscal(cell: &str, fy: FinancialYear) -> Option<Period> {
    span(cell).filter(|_| !fy.is_civil()).map(Period::year)
}

/// By which a table of the same shape is known again: what its columns are called, without the periods. Always of what the table
/// looks like, so that it stays the same after a person has said what it is.
pub(crate) fn fingerprint(table: &Table, fy: FinancialYear) -> String {
    let form = Form::guess(table, fy);
    let (shape, header) = match &form {
        Some(Form::Rows { header, .. }) => ("rows", *header),
        Some(Form::Down { header, begins, .. }) => ("down", header.unwrap_or(*begins)),
        Some(Form::Across { header, .. }) => ("across", *header),
        None => ("none", 0),
    };
    let mut hash = Sha256::new_with_prefix(shape);
    if table.len() > 0 {
        let periods = across(table, header, Lang::Fr, fy).periods;
        for (name, _) in names(table, header).iter().zip(periods).filter(|(_, period)| period.is_none()) {
            hash.update(name);
            hash.update("\0");
        }
    }
    URL_SAFE_NO_PAD.encode(hash.finalize())
}
