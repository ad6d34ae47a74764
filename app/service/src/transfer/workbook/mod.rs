//! A cluster as an Excel workbook. The first sheet has the readings in the tidy form, which an import reads back exactly: a number
//! that a binary cell carries exactly is a number, a longer one is text. Then, for people: the definitions, and a sheet per
//! frequency with the figures side by side and their charts. Texts are texts, whatever they begin with.

mod definitions;
mod readings;
mod wide;

use chrono::NaiveDate;
use rust_xlsxwriter::{Format, FormatAlign, Workbook, Worksheet, XlsxError};
use vigie_domain::{Book, Direction, Granularity, Lang, Nature};

pub(crate) use self::readings::write_number;
use crate::error::{Error, Result};

/// What a workbook has to be told in the reader's language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Word {
    /// Names of sheets: at most 31 letters.
    Readings,
    Definitions,
    Figures(Granularity),
    Period,
    /// The expected value beside a figure.
    Target,
    /// The title of a column of definitions.
    Column(Column),
    Nature(Nature),
    Frequency(Granularity),
    Direction(Direction),
}

/// What the sheet of definitions says of a KPI.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Column {
    Key,
    Name,
    Definition,
    Unit,
    Nature,
    Formula,
    Frequency,
    Direction,
    Decimals,
    Lag,
    Source,
    Method,
    Responsible,
    Deputy,
    Baseline,
    Targets,
}

/// The language of a workbook and its words.
#[derive(Clone, Copy)]
pub struct Words {
    pub lang: Lang,
    pub word: fn(Lang, Word) -> String,
}

impl Words {
    fn say(&self, word: Word) -> String {
        (self.word)(self.lang, word)
    }
}

/// The looks that the sheets share.
struct Looks {
    head: Format,
    text: Format,
}

/// On paper: across, as wide as a page, the header on each.
fn printed(sheet: &mut Worksheet) -> std::result::Result<(), XlsxError> {
    sheet.set_landscape().set_paper_size(A4).set_print_fit_to_pages(1, 0).set_repeat_rows(0, 0)?;
    Ok(())
}

const A4: u8 = 9;

pub(crate) fn write(book: &Book, today: NaiveDate, words: &Words) -> Result<Vec<u8>> {
    build(book, today, words).map_err(Error::internal)
}

fn build(book: &Book, today: NaiveDate, words: &Words) -> std::result::Result<Vec<u8>, XlsxError> {
    let looks = Looks {
        head: Format::new().set_bold().set_text_wrap().set_align(FormatAlign::Top),
        text: Format::new().set_text_wrap().set_align(FormatAlign::Top),
    };
    let mut workbook = Workbook::new();
    readings::add(workbook.add_worksheet(), book, words, &looks)?;
    definitions::add(workbook.add_worksheet(), book, words, &looks)?;
    for granularity in Granularity::ALL {
        if let Some(figures) = wide::Figures::of(book, granularity, today) {
            figures.add(workbook.add_worksheet(), book, words, &looks)?;
        }
    }
    workbook.save_to_buffer()
}
