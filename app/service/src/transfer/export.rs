//! Out of a cluster. Export and import are one format: the same facts always give the same text.

use vigie_domain::access::Action;
use vigie_domain::reading::Fields;
use vigie_domain::{Book, Number, Reading, file};

use super::aside;
use super::tidy::HEADER;
use super::workbook::{self, Words};
use crate::Service;
use crate::book;
use crate::caller::Caller;
use crate::error::{Error, Result};

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Format {
    /// The cluster file: everything.
    #[default]
    Json,
    /// Tidy CSV: the readings.
    Csv,
}

impl Service {
    pub async fn export(&self, caller: &Caller, slug: &str, format: Format) -> Result<String> {
        let seen = self.seen(caller, slug, Action::Read).await?;
        let mut state = self.store.snapshot().await?;
        let book = book::load(&mut state, seen.id(), None).await?;
        drop(state);
        aside(move || match format {
            Format::Json => Ok(file::write(&book)),
            Format::Csv => csv(&book),
        })
        .await?
    }
}

impl Service {
    /// The cluster as an Excel workbook.
    pub async fn export_workbook(&self, caller: &Caller, slug: &str, words: Words) -> Result<Vec<u8>> {
        let seen = self.seen(caller, slug, Action::Read).await?;
        let mut state = self.store.snapshot().await?;
        let book = book::load(&mut state, seen.id(), None).await?;
        drop(state);
        let today = self.edge.today(&book.cluster.time_zone);
        aside(move || workbook::write(&book, today, &words)).await?
    }
}

fn csv(book: &Book) -> Result<String> {
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    writer.write_record(HEADER).map_err(Error::internal)?;
    // KPIs in their order, as in the cluster file's definitions.
    for kpi in &book.kpis {
        for reading in book.readings.of(&kpi.key) {
            writer.write_record(record(reading)).map_err(Error::internal)?;
        }
    }
    let bytes = writer.into_inner().map_err(|error| Error::internal(error.to_string()))?;
    String::from_utf8(bytes).map_err(Error::internal)
}

fn record(reading: &Reading) -> [String; 9] {
    let fields = Fields::of(&reading.figure);
    let number = |number: Option<Number>| number.map(|number| number.to_string()).unwrap_or_default();
    [
        reading.kpi.to_string(),
        reading.period.to_string(),
        number(fields.value),
        number(fields.numerator),
        number(fields.denominator),
        number(fields.n),
        fields.state.unwrap_or_default(),
        escaped(fields.reason.unwrap_or_default()),
        escaped(reading.comment.clone().unwrap_or_default()),
    ]
}

/// What a spreadsheet could take for a formula gets a `'` before it, which the import takes off.
fn escaped(text: String) -> String {
    let risky = text.starts_with(['=', '+', '-', '@', '\'', '\t', '\r']);
    if risky { format!("'{text}") } else { text }
}
