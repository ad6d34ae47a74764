//! A table as rows of cells, whatever file it comes from. Cells lie in one text, so that a table takes little more room than
//! its file: what is empty takes none, however far away the next cell is.

use vigie_domain::{Lang, Problem};

use super::place::Cell;
use crate::problems;

/// More is no table that a person made by hand or a program for people.
pub(crate) const MOST_COLUMNS: usize = 2000;
/// Cells with something in them. Of a workbook: 100,000 readings with all nine fields; it unpacks to more than its size.
pub(crate) const CELLS_OF_WORKBOOK: usize = 1_000_000;
pub(crate) const CELLS_OF_TEXT: usize = 20_000_000;

#[derive(Default)]
pub(crate) struct Table {
    /// The marks of numbers where no cell says it.
    pub(crate) usual: Lang,
    /// The form of an export writes numbers only as the contract has them.
    pub(crate) strict: bool,
    most_cells: usize,
    /// Areas that are one cell to the eye.
    pub(crate) merged: Vec<Area>,
    /// Cells that held more than the 15 digits that a spreadsheet shows: how many, and the first.
    pub(crate) rounded: Option<(usize, Cell)>,
    text: String,
    cells: Vec<Stored>,
    rows: Vec<Line>,
}

/// Rows from 1 and columns from 0, first and last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Area {
    pub(crate) rows: (usize, usize),
    pub(crate) columns: (usize, usize),
}

/// 16 bytes a cell.
#[derive(Clone, Copy)]
struct Stored {
    row: u32,
    column: u16,
    kind: Kind,
    begins: u32,
    length: u32,
}

/// What a cell is in its file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// As somebody typed it, in the language of the file.
    Text,
    /// A number, in plain decimal notation whatever the language.
    Number,
}

struct Line {
    number: u32,
    /// Where its cells end; they begin where those of the row before end.
    ends: usize,
}

/// One row of a table.
#[derive(Clone, Copy)]
pub(crate) struct Row<'a> {
    table: &'a Table,
    cells: &'a [Stored],
    /// From 1, as an editor counts lines and a spreadsheet rows.
    pub(crate) number: usize,
}

impl Table {
    pub(crate) fn new(usual: Lang, strict: bool, most_cells: usize) -> Table {
        Table { usual, strict, most_cells, ..Table::default() }
    }

    /// Adds a cell; what is only white space is left out. Rows are there once the table is [`Table::finished`].
    pub(crate) fn push(&mut self, at: Cell, kind: Kind, text: &str) -> Result<(), Problem> {
        if text.trim().is_empty() {
            return Ok(());
        }
        if at.column >= MOST_COLUMNS {
            return Err(problems::file("too-wide").with("to", MOST_COLUMNS));
        }
        if self.cells.len() >= self.most_cells {
            return Err(problems::file("too-many-cells").with("to", self.most_cells));
        }
        let short = |number: usize| u32::try_from(number).map_err(|_| problems::file("too-large"));
        let (row, begins, length) = (short(at.row)?, short(self.text.len())?, short(text.len())?);
        self.text.push_str(text);
        let column = u16::try_from(at.column).unwrap_or(u16::MAX);
        self.cells.push(Stored { row, column, kind, begins, length });
        Ok(())
    }

    /// With its cells in order. Of two at one place the first counts.
    pub(crate) fn finished(mut self) -> Table {
        let place = |cell: &Stored| (cell.row, cell.column);
        if !self.cells.is_sorted_by_key(place) {
            self.cells.sort_by_key(place);
        }
        self.cells.dedup_by_key(|cell| place(cell));
        self.rows.clear();
        for (index, cell) in self.cells.iter().enumerate() {
            match self.rows.last_mut() {
                Some(line) if line.number == cell.row => line.ends = index + 1,
                _ => self.rows.push(Line { number: cell.row, ends: index + 1 }),
            }
        }
        self
    }

    /// Rows with something in them.
    pub(crate) fn len(&self) -> usize {
        self.rows.len()
    }

    pub(crate) fn rows(&self) -> impl DoubleEndedIterator<Item = Row<'_>> + ExactSizeIterator {
        (0..self.rows.len()).map(|index| self.row(index))
    }

    pub(crate) fn row(&self, index: usize) -> Row<'_> {
        let line = &self.rows[index];
        let begins = index.checked_sub(1).map_or(0, |before| self.rows[before].ends);
        Row { table: self, cells: &self.cells[begins..line.ends], number: line.number as usize }
    }

    /// The index of a row by its number, or of the next one with something in it.
    pub(crate) fn index_of(&self, number: usize) -> usize {
        self.rows.partition_point(|line| (line.number as usize) < number)
    }

    /// Columns up to the last with something in it.
    pub(crate) fn width(&self) -> usize {
        self.rows().map(|row| row.len()).max().unwrap_or(0)
    }
}

impl<'a> Row<'a> {
    /// Trimmed; empty where the row has no such cell.
    pub(crate) fn cell(&self, column: usize) -> &'a str {
        self.raw(column).trim()
    }

    /// As it stands, with white space around it.
    pub(crate) fn raw(&self, column: usize) -> &'a str {
        self.find(column).map_or("", |cell| self.text(cell))
    }

    /// The language in which a cell's number is written: that of the table, or none where it is a number already.
    pub(crate) fn lang(&self, column: usize, lang: Lang) -> Lang {
        match self.find(column).map(|cell| cell.kind) {
            Some(Kind::Number) => Lang::En,
            _ => lang,
        }
    }

    /// Columns up to the last with something in it.
    pub(crate) fn len(&self) -> usize {
        self.cells.last().map_or(0, |cell| usize::from(cell.column) + 1)
    }

    pub(crate) fn at(&self, column: usize) -> Cell {
        Cell { row: self.number, column }
    }

    /// Columns that are not empty, with their cells.
    pub(crate) fn filled(&self) -> impl Iterator<Item = (usize, &'a str)> + use<'a> {
        let row = *self;
        self.cells.iter().map(move |cell| (usize::from(cell.column), row.text(cell).trim()))
    }

    /// The filled cells that somebody typed, from this column on: they show how numbers are written.
    pub(crate) fn typed(&self, from: usize) -> impl Iterator<Item = &'a str> + use<'a> {
        let row = *self;
        let typed = move |cell: &&Stored| usize::from(cell.column) >= from && cell.kind == Kind::Text;
        self.cells.iter().filter(typed).map(move |cell| row.text(cell).trim())
    }

    /// A cell as somebody typed it.
    pub(crate) fn typed_at(&self, column: usize) -> Option<&'a str> {
        let cell = self.find(column).filter(|cell| cell.kind == Kind::Text)?;
        Some(self.text(cell).trim())
    }

    fn find(&self, column: usize) -> Option<&'a Stored> {
        let column = u16::try_from(column).ok()?;
        // Mostly the column is its place: rows are filled from the left.
        match self.cells.get(usize::from(column)) {
            Some(cell) if cell.column == column => Some(cell),
            _ => self.cells.binary_search_by_key(&column, |cell| cell.column).ok().map(|at| &self.cells[at]),
        }
    }

    fn text(&self, cell: &Stored) -> &'a str {
        let begins = cell.begins as usize;
        self.table.text.get(begins..begins + cell.length as usize).unwrap_or("")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_empty_takes_no_room_and_far_cells_are_refused() {
        let mut table = Table::new(Lang::En, false, 3);
        let at = |row, column| Cell { row, column };
        table.push(at(1_048_576, 1999), Kind::Number, "1.5").expect("the last");
        table.push(at(1, 1), Kind::Text, " a ").expect("near");
        table.push(at(1, 3), Kind::Text, "  ").expect("empty");
        let far = table.push(at(1, 16_383), Kind::Text, "x").expect_err("far");
        assert_eq!(far.args["detail"], "too-wide");
        let table = table.finished();
        assert_eq!((table.len(), table.width()), (2, 2000));
        let last = table.row(1);
        assert_eq!((last.number, last.cell(1999), last.cell(7)), (1_048_576, "1.5", ""));
        assert_eq!((last.lang(1999, Lang::Fr), table.row(0).lang(1, Lang::Fr)), (Lang::En, Lang::Fr));
        assert_eq!(table.row(0).filled().collect::<Vec<_>>(), [(1, "a")]);
    }
}
