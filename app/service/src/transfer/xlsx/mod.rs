//! A sheet of an Excel workbook as a table. Numbers are taken as their shortest decimal text, dates as `2026-03-31`, cells
//! shown as percent as `63%`; what a formula last gave is its value.

mod number;
#[cfg(test)]
mod tests;
mod vet;

use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};

use calamine::{DataRef, Dimensions, Reader as _, SheetType, SheetVisible, Xlsx};
use vigie_domain::{Lang, Problem};

use super::place::Cell;
use super::table::{Area, CELLS_OF_WORKBOOK, Kind, Table};
use crate::problems;

pub(crate) struct Workbook<'a> {
    open: Xlsx<Cursor<&'a [u8]>>,
    /// Its sheets as a person sees them, in their order.
    pub(crate) sheets: Vec<String>,
}

impl<'a> Workbook<'a> {
    pub(crate) fn open(bytes: &'a [u8]) -> Result<Workbook<'a>, Problem> {
        vet::vet(bytes)?;
        let open = guarded(|| Xlsx::new(Cursor::new(bytes)))?;
        let is_seen = |sheet: &&calamine::Sheet| {
            sheet.typ == SheetType::WorkSheet && sheet.visible == SheetVisible::Visible
        };
        let sheets = open.sheets_metadata().iter().filter(is_seen).map(|sheet| sheet.name.clone()).collect();
        Ok(Workbook { open, sheets })
    }

    pub(crate) fn table(&mut self, sheet: &str) -> Result<Table, Problem> {
        let merged = guarded(|| self.open.merge_cells_by_sheet_name(sheet))?;
        let mut table = self.cells(sheet)?.finished();
        table.merged = merged.into_iter().map(area).collect();
        Ok(table)
    }

    fn cells(&mut self, sheet: &str) -> Result<Table, Problem> {
        // English marks where typed numbers do not say which: it is what programs write.
        let mut table = Table::new(Lang::En, false, CELLS_OF_WORKBOOK);
        let mut reader = guarded(|| self.open.worksheet_cells_reader(sheet))?;
        let percents: Vec<bool> = reader.styles().iter().map(is_percent).collect();
        let mut text = String::new();
        while let Some((cell, style)) = guarded(|| reader.next_cell_with_style_id())? {
            let (row, column) = cell.get_position();
            let at = Cell { row: row as usize + 1, column: column as usize };
            text.clear();
            let is_percent = percents.get(style).copied().unwrap_or(false);
            let (kind, rounded) = written(cell.get_value(), is_percent, &mut text);
            if rounded {
                table.rounded.get_or_insert((0, at)).0 += 1;
            }
            table.push(at, kind, &text)?;
        }
        Ok(table)
    }
}

/// The text of a cell into `text`; whether it was rounded.
fn written(value: &DataRef<'_>, is_percent: bool, text: &mut String) -> (Kind, bool) {
    match value {
        DataRef::Empty => {}
        DataRef::String(string) => text.push_str(string),
        DataRef::SharedString(string) => text.push_str(string),
        DataRef::Bool(true) => text.push_str("TRUE"),
        DataRef::Bool(false) => text.push_str("FALSE"),
        DataRef::Error(error) => text.push_str(&error.to_string()),
        DataRef::DateTimeIso(date) => text.push_str(date.split('T').next().unwrap_or(date)),
        DataRef::DurationIso(time) => text.push_str(time),
        DataRef::DateTime(date) if date.is_datetime() => {
            let (year, month, day, ..) = date.to_ymd_hms_milli();
            text.push_str(&format!("{year:04}-{month:02}-{day:02}"));
        }
        DataRef::DateTime(time) => return (Kind::Number, number::write(time.as_f64(), false, text)),
        DataRef::Float(value) => return (Kind::Number, number::write(*value, is_percent, text)),
        DataRef::Int(value) => {
            text.push_str(&value.to_string());
            return (Kind::Number, false);
        }
    }
    (Kind::Text, false)
}

/// A format such as `0.0%`; a sign within quotes is only text.
fn is_percent(style: &calamine::Style) -> bool {
    let Some(format) = &style.number_format else { return false };
    format.format_code.split('"').step_by(2).any(|code| code.contains('%'))
}

fn area(dimensions: Dimensions) -> Area {
    let ((top, left), (bottom, right)) = (dimensions.start, dimensions.end);
    Area { rows: (top as usize + 1, bottom as usize + 1), columns: (left as usize, right as usize) }
}

/// A file from anywhere is read by foreign code: neither its errors nor its panics are ours.
fn guarded<T, E>(read: impl FnOnce() -> Result<T, E>) -> Result<T, Problem> {
    match catch_unwind(AssertUnwindSafe(read)) {
        Ok(Ok(read)) => Ok(read),
        Ok(Err(_)) | Err(_) => Err(problems::file("xlsx-damaged")),
    }
}
