//! A CSV as a table, whatever its delimiter and line ends.

use vigie_domain::{Lang, Problem};

use super::place::Cell;
use super::table::{CELLS_OF_TEXT, Kind, MOST_COLUMNS, Table};
use crate::problems;

pub(crate) fn read(text: &str) -> Result<Table, Problem> {
    // Lines that end as on an old Mac are not counted as lines by the reader.
    let old_mac = !text.contains('\n') && text.contains('\r');
    let text = if old_mac { &text.replace('\r', "\n") } else { text };
    let delimiter = delimiter_of(text);
    // Where commas stand between cells numbers have dots; others are written where a comma is the decimal mark.
    let usual = if delimiter == b',' { Lang::En } else { Lang::Fr };
    let mut table = Table::new(usual, delimiter == b',', CELLS_OF_TEXT);
    let mut lines = Lines { text, counted: 0, number: 1 };
    let mut reader = reader(text, delimiter);
    let mut record = csv::StringRecord::new();
    while next(&mut reader, &mut record)? {
        let begins = record.position().map_or(0, |position| usize::try_from(position.byte()).unwrap_or(0));
        let number = lines.number(begins);
        for (column, cell) in record.iter().enumerate() {
            // The `'` that an export puts before what a spreadsheet could take for a formula.
            table.push(Cell { row: number, column }, Kind::Text, cell.strip_prefix('\'').unwrap_or(cell))?;
        }
    }
    let table = table.finished();
    if table.len() == 0 { Err(problems::file("empty")) } else { Ok(table) }
}

fn reader(text: &str, delimiter: u8) -> csv::Reader<&[u8]> {
    csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter)
        .from_reader(text.as_bytes())
}

fn next(reader: &mut csv::Reader<&[u8]>, record: &mut csv::StringRecord) -> Result<bool, Problem> {
    let more = reader.read_record(record).map_err(|error| problems::file("csv").with("text", error))?;
    if record.len() > MOST_COLUMNS {
        return Err(problems::file("too-wide").with("to", MOST_COLUMNS));
    }
    Ok(more)
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
        let lengths = first_lengths(text, *delimiter);
        let usual = |length: &usize| lengths.iter().filter(|other| *other == length).count();
        let best =
            lengths.iter().filter(|length| **length > 1).max_by_key(|length| (usual(length), **length));
        best.map_or((0, 0), |length| (usual(length), *length))
    };
    // Of equals the last wins: the comma.
    [b'\t', b';', b','].into_iter().max_by_key(regularity).unwrap_or(b',')
}

/// How many cells the first rows with something in them have.
fn first_lengths(text: &str, delimiter: u8) -> Vec<usize> {
    let mut reader = reader(text, delimiter);
    let mut record = csv::StringRecord::new();
    let mut lengths = Vec::new();
    while lengths.len() < 30 && next(&mut reader, &mut record) == Ok(true) {
        if record.iter().any(|cell| !cell.trim().is_empty()) {
            lengths.push(record.len());
        }
    }
    lengths
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
        let table = read("a,b\r\n\r\n\"x\r\ny\",'=1\r\n,\r\nz,''q\r\n").expect("a table");
        let numbers: Vec<_> = table.rows().map(|row| row.number).collect();
        assert_eq!(numbers, [1, 3, 6]);
        assert_eq!(table.row(1).cell(1), "=1");
        assert_eq!(table.row(2).cell(1), "'q");
        assert_eq!(read("a\rb\rc").expect("a table").len(), 3);
    }
}
