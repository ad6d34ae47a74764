//! From what was typed to readings in the outbox and plans on the server. What can't be read stays as it was typed, with
//! the reason at its cell.

use leptos::prelude::*;
use vigie_domain::Reading;
use vigie_domain::record::Content;

use super::line::Row;
use super::sheet::Sheet;
use crate::clusters::entry::{Column, column_of};
use crate::clusters::words;
use crate::error::AppError;
use crate::kpis::api::save_kpi;
use crate::offline;
use crate::workspace::Desk;

impl Sheet {
    /// Takes cells that were left or filled: readings are recorded, the rest waits for the row to be left.
    pub fn take(self, desk: Desk, cells: &[(Row, Column)]) {
        let mut readings = Vec::new();
        for (row, column) in cells {
            let cell = row.cell(*column);
            if !cell.is_changed() || !row.takes(*column) {
                continue;
            }
            match column {
                Column::Past(i) => readings
                    .extend(self.reading(desk, row, *i).map(|content| (row.key(), row.past[*i], content))),
                _ => {
                    cell.taken.set_value(cell.text.get_untracked());
                    row.unsaved.set(true);
                }
            }
        }
        // Whoever says where it shall go says from where.
        let says = |row: &Row, column: Column| column == Column::Target && !row.cell(column).is_empty();
        for (row, _) in cells.iter().filter(|(row, column)| row.is_of_baseline(*column) || says(row, *column))
        {
            self.fill_baseline(row);
        }
        if !readings.is_empty() {
            desk.record_all(readings);
        }
    }

    /// The figure of the period from which progress counts is the baseline, unless somebody says another.
    fn fill_baseline(self, row: &Row) {
        let baseline = row.cell(Column::Baseline);
        let known = row.recorded_baseline(self.reader);
        if let Some(value) = known.filter(|_| row.takes(Column::Baseline) && baseline.is_empty()) {
            baseline.text.set(value.edit(self.reader.lang));
            baseline.taken.set_value(baseline.text.get_untracked());
            row.unsaved.set(true);
        }
    }

    /// None where it can't be read, and where it already stands so.
    fn reading(self, desk: Desk, row: &Row, i: usize) -> Option<Content> {
        let cell = row.cell(Column::Past(i));
        let read =
            row.kpi.with_value(|kpi| Reading::read_cell(&cell.text.get_untracked(), kpi, self.reader.lang));
        let figure = match read {
            Ok(figure) => figure,
            Err(problem) => {
                cell.error.set(words::problem(self.reader.lang, self.reader.fy, &problem));
                return None;
            }
        };
        cell.error.set(String::new());
        cell.taken.set_value(cell.text.get_untracked());
        let book = desk.book.get_untracked()?;
        let known = book.readings.get(&row.key(), row.past[i]);
        if known.map(|reading| &reading.figure) == figure.as_ref() {
            return None;
        }
        Some(Content { figure, comment: known.and_then(|reading| reading.comment.clone()) })
    }

    /// Sends the plans of these rows, one after the other.
    pub async fn save_rows(self, desk: Desk, rows: Vec<Row>) {
        if rows.is_empty() {
            return;
        }
        self.saving.update(|saving| *saving += 1);
        self.failed.set(None);
        let mut saved = false;
        for row in rows {
            saved |= self.save_row(desk, row).await;
        }
        if saved {
            offline::pull(desk).await;
        }
        self.saving.update(|saving| *saving = saving.saturating_sub(1));
    }

    async fn save_row(self, desk: Desk, row: Row) -> bool {
        for column in [Column::Baseline, Column::Target, Column::By, Column::Responsible] {
            row.cell(column).error.set(String::new());
        }
        // Over what stands there now: somebody else may have changed another part.
        let Some(kpi) = desk.book.get_untracked().and_then(|book| book.kpi(&row.key()).cloned()) else {
            return false;
        };
        let read = match row.plan().read(&kpi, self.reader) {
            Ok(read) => read,
            Err(problems) => {
                for (column, problem) in problems {
                    self.refuse(row, column, &problem);
                }
                return false;
            }
        };
        row.unsaved.set(false);
        if read == kpi {
            return false;
        }
        match save_kpi(desk.slug(), read).await {
            Ok(_) => true,
            Err(AppError::Invalid(problems)) => {
                for problem in problems {
                    self.refuse(row, column_of(&problem), &problem);
                }
                row.unsaved.set(true);
                false
            }
            Err(error) => {
                self.failed.set(Some(error));
                row.unsaved.set(true);
                false
            }
        }
    }

    fn refuse(self, row: Row, column: Column, problem: &vigie_domain::Problem) {
        row.cell(column).error.set(words::problem(self.reader.lang, self.reader.fy, problem));
    }
}
