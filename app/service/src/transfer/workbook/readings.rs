//! The tidy sheet: the columns of the CSV, a row per reading.

use rust_xlsxwriter::{Worksheet, XlsxError};
use vigie_domain::reading::Fields;
use vigie_domain::{Book, Reading};

use super::{Looks, Word, Words};
use crate::transfer::tidy::HEADER;

/// Digits that a cell keeps of what is typed into it; longer numbers are written as text.
const KEPT: usize = 15;

/// Of the columns, in letters.
const WIDTHS: [u32; 9] = [32, 10, 14, 14, 14, 8, 16, 40, 40];

pub(super) fn add(sheet: &mut Worksheet, book: &Book, words: &Words, looks: &Looks) -> Result<(), XlsxError> {
    sheet.set_name(words.say(Word::Readings))?.set_freeze_panes(1, 0)?;
    super::printed(sheet)?;
    for (column, name) in (0..).zip(HEADER) {
        sheet.write_string_with_format(0, column, name, &looks.head)?;
    }
    for (column, width) in (0..).zip(WIDTHS) {
        sheet.set_column_width(column, width)?;
    }
    // KPIs in their order, as in the cluster file's definitions.
    let all = book.kpis.iter().flat_map(|kpi| book.readings.of(&kpi.key));
    for (row, reading) in (1..).zip(all) {
        one(sheet, row, reading)?;
    }
    Ok(())
}

fn one(sheet: &mut Worksheet, row: u32, reading: &Reading) -> Result<(), XlsxError> {
    let fields = Fields::of(&reading.figure);
    sheet.write_string(row, 0, reading.kpi.as_str())?;
    sheet.write_string(row, 1, reading.period.to_string())?;
    for (column, number) in (2..).zip([fields.value, fields.numerator, fields.denominator, fields.n]) {
        if let Some(number) = number {
            write_number(sheet, row, column, &number.to_string())?;
        }
    }
    for (column, text) in (6..).zip([fields.state, fields.reason, reading.comment.clone()]) {
        if let Some(text) = text {
            sheet.write_string(row, column, text)?;
        }
    }
    Ok(())
}

/// `text` in plain decimal notation; one that a cell would not give back exactly is written as text.
pub(crate) fn write_number(
    sheet: &mut Worksheet,
    row: u32,
    column: u16,
    text: &str,
) -> Result<(), XlsxError> {
    match text.parse::<f64>() {
        Ok(value) if is_kept(text, value) => sheet.write_number(row, column, value)?,
        _ => sheet.write_string(row, column, text)?,
    };
    Ok(())
}

/// Whether a cell gives back this decimal: it has the digits for it, and the shortest text of its binary number is the same.
fn is_kept(text: &str, value: f64) -> bool {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    digits.trim_matches('0').len() <= KEPT && value.to_string() == text
}
