//! The data that go with a share, as a table: what its page shows, exactly, for a spreadsheet.

use rust_xlsxwriter::{Format, FormatAlign, Workbook, XlsxError};
use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};
use crate::transfer::{harmless, write_number};

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DataSheet {
    /// Of the workbook's sheet: at most 31 letters.
    pub title: String,
    pub heads: Vec<String>,
    /// As many cells in each as there are heads.
    pub rows: Vec<Vec<DataCell>>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum DataCell {
    /// In plain decimal notation.
    Number {
        number: String,
    },
    Text(String),
}

impl DataSheet {
    /// UTF-8 with comma and decimal dot. A text that a spreadsheet would take for a formula is made harmless.
    pub fn csv(&self) -> Result<String> {
        let mut csv = csv::Writer::from_writer(Vec::new());
        csv.write_record(self.heads.iter().map(|head| harmless(head))).map_err(Error::internal)?;
        for row in &self.rows {
            let cells = row.iter().map(|cell| match cell {
                DataCell::Number { number } => number.clone(),
                DataCell::Text(text) => harmless(text),
            });
            csv.write_record(cells).map_err(Error::internal)?;
        }
        String::from_utf8(csv.into_inner().map_err(|error| Error::internal(error.to_string()))?)
            .map_err(Error::internal)
    }

    /// A workbook of one sheet. A number that a cell does not give back exactly is written as text.
    pub fn workbook(&self) -> Result<Vec<u8>> {
        self.write().map_err(Error::internal)
    }

    fn write(&self) -> std::result::Result<Vec<u8>, XlsxError> {
        let mut workbook = Workbook::new();
        let head = Format::new().set_bold().set_align(FormatAlign::Top).set_text_wrap();
        let sheet = workbook.add_worksheet();
        sheet.set_name(&self.title)?.set_freeze_panes(1, 1)?;
        for (column, text) in (0..).zip(&self.heads) {
            sheet.write_string_with_format(0, column, text, &head)?;
        }
        for (row, cells) in (1..).zip(&self.rows) {
            for (column, cell) in (0..).zip(cells) {
                match cell {
                    DataCell::Number { number } => write_number(sheet, row, column, number)?,
                    DataCell::Text(text) if text.is_empty() => {}
                    DataCell::Text(text) => sheet.write_string(row, column, text).map(drop)?,
                }
            }
        }
        sheet.set_column_width(0, 40)?;
        workbook.save_to_buffer()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_harmless_and_numbers_stay_numbers() {
        let text = |text: &str| DataCell::Text(text.to_owned());
        let number = |number: &str| DataCell::Number { number: number.to_owned() };
        let sheet = DataSheet {
            title: "Data".to_owned(),
            heads: vec!["KPI".to_owned(), "Value".to_owned()],
            rows: vec![
                vec![text("=1+1"), number("-5")],
                vec![text("a, \"b\""), text("")],
                vec![text("c"), number("0.33333333333333333333")],
            ],
        };
        let csv = sheet.csv().expect("a table");
        assert_eq!(csv, "KPI,Value\n'=1+1,-5\n\"a, \"\"b\"\"\",\nc,0.33333333333333333333\n");
        assert!(sheet.workbook().expect("a workbook").starts_with(b"PK"));
        let json = serde_json::to_string(&sheet).expect("json");
        assert_eq!(serde_json::from_str::<DataSheet>(&json).expect("a sheet"), sheet);
    }
}
