//! Cells of a table by the name that a spreadsheet gives them.

use vigie_domain::Problem;

/// Row from 1 as in an editor, column from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Cell {
    pub(crate) row: usize,
    pub(crate) column: usize,
}

impl Cell {
    /// `A1`, `AB12`.
    pub(crate) fn name(self) -> String {
        let mut letters = Vec::new();
        let mut rest = self.column + 1;
        while rest > 0 {
            letters.push(char::from(b'A' + u8::try_from((rest - 1) % 26).unwrap_or(0)));
            rest = (rest - 1) / 26;
        }
        let letters: String = letters.into_iter().rev().collect();
        format!("{letters}{}", self.row)
    }

    /// The problem at this cell, with its row and the header of its column.
    pub(crate) fn refuse(self, problem: Problem, header: &str) -> Problem {
        problem.at(self.name()).with("row", self.row).with("column", header)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_named_as_in_a_spreadsheet() {
        let name = |row, column| Cell { row, column }.name();
        assert_eq!(
            [name(1, 0), name(14, 25), name(2, 26), name(3, 701), name(4, 702)],
            ["A1", "Z14", "AA2", "ZZ3", "AAA4"]
        );
    }
}
