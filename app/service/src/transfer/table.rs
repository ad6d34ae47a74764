//! A CSV as rows of cells, whatever its delimiter and line ends.

use vigie_domain::Problem;

use super::place::Cell;
use crate::problems;

/// More is no table that a person made by hand or a program for people.
const MOST_COLUMNS: usize = 2000;

pub(crate) struct Table {
    pub(crate) delimiter: u8,
    pub(crate) rows: Vec<Row>,
}

pub(crate) struct Row {
    /// From 1, as an editor counts lines.
    pub(crate) number: usize,
    cells: Vec<String>,
}

impl Row {
    /// Trimmed; empty where the row has no such cell.
    pub(crate) fn cell(&self, column: usize) -> &str {
        self.raw(column).trim()
    }

    /// As it stands, without the `'` that an export puts before what a spreadsheet could take for a formula.
    pub(crate) fn raw(&self, column: usize) -> &str {
        let cell = self.cells.get(column).map_or("", String::as_str);
        cell.strip_prefix('\'').unwrap_or(cell)
    }

    pub(crate) fn len(&self) -> usize {
        self.cells.len()
    }

    pub(crate) fn at(&self, column: usize) -> Cell {
        Cell { row: self.number, column }
    }

    /// Columns that are not empty, with their cells.
    pub(crate) fn filled(&self) -> impl Iterator<Item = (usize, &str)> {
        (0..self.len()).map(|column| (column, self.cell(column))).filter(|(_, cell)| !cell.is_empty())
    }
}

impl Table {
    pub(crate) fn read(text: &str) -> Result<Table, Problem> {
        // Lines that end as on an old Mac are not counted as lines by the reader.
        let old_mac = !text.contains('\n') && text.contains('\r');
        let text = if old_mac { &text.replace('\r', "\n") } else { text };
        let delimiter = delimiter_of(text);
        let rows = rows(text, delimiter, usize::MAX)?;
        if rows.is_empty() { Err(problems::file("empty")) } else { Ok(Table { delimiter, rows }) }
    }

    pub(crate) fn width(&self) -> usize {
        self.rows.iter().map(Row::len).max().unwrap_or(0)
    }
}

/// Rows with something in them.
fn rows(text: &str, delimiter: u8, most: usize) -> Result<Vec<Row>, Problem> {
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter)
        .from_reader(text.as_bytes());
    let mut lines = Lines { text, counted: 0, number: 1 };
    let mut rows = Vec::new();
    for record in reader.records().take(most) {
        let record = record.map_err(|error| problems::file("csv").with("text", error))?;
        if record.len() > MOST_COLUMNS {
            return Err(problems::file("too-wide").with("to", MOST_COLUMNS));
        }
        let begins = record.position().map_or(0, |position| usize::try_from(position.byte()).unwrap_or(0));
        let row = Row { number: lines.number(begins), cells: record.iter().map(str::to_owned).collect() };
        if row.filled().next().is_some() {
            rows.push(row);
        }
    }
    Ok(rows)
}

/// Counts lines as it goes. The reader's own count is that of the end of the record before: without the empty lines, and
/// one too few where lines end in two characters.
struct Lines<'a> {
    text: &'a str,
    counted: usize,
    number: usize,
}

impl Lines<'_> {
    fn number(&mut self, begins: usize) -> usize {
        let bytes = self.text.as_bytes();
        let empty = bytes[begins..].iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
        let begins = begins + empty;
        self.number += bytes[self.counted..begins].iter().filter(|byte| **byte == b'\n').count();
        self.counted = begins;
        self.number
    }
}

/// The one by which the first rows have the same number of cells, and the most.
fn delimiter_of(text: &str) -> u8 {
    let regularity = |delimiter: &u8| {
        let lengths: Vec<usize> =
            rows(text, *delimiter, 30).unwrap_or_default().iter().map(Row::len).collect();
        let usual = |length: &usize| lengths.iter().filter(|other| *other == length).count();
        let best =
            lengths.iter().filter(|length| **length > 1).max_by_key(|length| (usual(length), **length));
        best.map_or((0, 0), |length| (usual(length), *length))
    };
    // Of equals the last wins: the comma.
    [b'\t', b';', b','].into_iter().max_by_key(regularity).unwrap_or(b',')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_delimiter_is_seen() {
        for (text, delimiter) in [
            ("a;b;c\n1,5;2,5;3,5\n", b';'),
            ("a,b\n\"1;2\",3\n", b','),
            ("a\tb\n1,5\t2\n", b'\t'),
            ("month,a\n2006-01,1\n", b','),
            ("a\n1\n", b','),
        ] {
            assert_eq!(delimiter_of(text), delimiter, "{text}");
        }
    }

    #[test]
    fn rows_keep_their_numbers_and_texts_their_quotes() {
        let table = Table::read("a,b\r\n\r\n\"x\r\ny\",'=1\r\n,\r\nz,''q\r\n").expect("a table");
        let numbers: Vec<_> = table.rows.iter().map(|row| row.number).collect();
        assert_eq!(numbers, [1, 3, 6]);
        assert_eq!(table.rows[1].cell(1), "=1");
        assert_eq!(table.rows[2].cell(1), "'q");
        assert_eq!(Table::read("a\rb\rc").expect("a table").rows.len(), 3);
    }
}
