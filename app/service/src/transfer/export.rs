//! Out of a cluster. Export and import are one format: the same facts always give the same text.

use tokio::sync::mpsc;
use vigie_domain::access::Action;
use vigie_domain::reading::Fields;
use vigie_domain::{Key, Number, Reading, Readings, file};

use super::aside;
use super::tidy::HEADER;
use super::workbook::{self, Words};
use crate::Service;
use crate::book;
use crate::caller::Caller;
use crate::error::{Error, Result};
use crate::logo;
use crate::report::AsOf;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Format {
    /// The cluster file: everything.
    #[default]
    Json,
    /// Tidy CSV: the readings.
    Csv,
}

/// KPIs whose readings are read and written at once.
const PIECE: usize = 8;

/// A file as it is made, piece by piece; after an error it is not whole.
pub type Pieces = mpsc::UnboundedReceiver<Result<String>>;

impl Service {
    pub async fn export(&self, caller: &Caller, slug: &str, format: Format) -> Result<String> {
        if format == Format::Csv {
            let mut pieces = self.export_csv(caller, slug).await?;
            let mut text = String::new();
            while let Some(piece) = pieces.recv().await {
                text.push_str(&piece?);
            }
            return Ok(text);
        }
        let seen = self.seen(caller, slug, Action::Read).await?;
        let mut state = self.store.snapshot().await?;
        let mut book = book::load(&mut state, seen.id(), None).await?;
        logo::write_out(&mut state, seen.id(), &mut book.cluster).await?;
        drop(state);
        aside(move || file::write(&book)).await
    }

    /// The readings as CSV. Whoever asked gets the first while the others are read; the state is held as long as that takes,
    /// not as long as a slow line does.
    pub async fn export_csv(&self, caller: &Caller, slug: &str) -> Result<Pieces> {
        let seen = self.seen(caller, slug, Action::Read).await?;
        let mut state = self.store.snapshot().await?;
        let definitions = book::load_definitions(&mut state, seen.id()).await?;
        // KPIs in their order, as in the cluster file's definitions.
        let keys: Vec<Key> = definitions.kpis.into_iter().map(|kpi| kpi.key).collect();
        let (sender, pieces) = mpsc::unbounded_channel();
        let _ = sender.send(written(|writer| writer.write_record(HEADER)));
        tokio::spawn(async move {
            for keys in keys.chunks(PIECE) {
                let piece = match book::readings_of(&mut state, seen.id(), keys).await {
                    Ok(readings) => piece(&readings, keys),
                    Err(error) => Err(error),
                };
                let is_last = piece.is_err();
                // Nobody waits for the rest where it could not be read, or whoever asked has gone.
                if sender.send(piece).is_err() || is_last {
                    return;
                }
            }
        });
        Ok(pieces)
    }

    /// What `export` would have given at an earlier state.
    pub async fn export_as_of(
        &self,
        caller: &Caller,
        slug: &str,
        format: Format,
        as_of: AsOf,
    ) -> Result<String> {
        let mut book = self.book(caller, slug, Some(as_of)).await?;
        if format == Format::Json {
            let seen = self.seen(caller, slug, Action::Read).await?;
            logo::write_out(&self.store, seen.id(), &mut book.cluster).await?;
        }
        aside(move || match format {
            Format::Json => Ok(file::write(&book)),
            Format::Csv => {
                let keys: Vec<Key> = book.kpis.iter().map(|kpi| kpi.key.clone()).collect();
                let head = written(|writer| writer.write_record(HEADER))?;
                Ok(head + &piece(&book.readings, &keys)?)
            }
        })
        .await?
    }

    /// The same as an Excel workbook, with the status of that day.
    pub async fn workbook_as_of(
        &self,
        caller: &Caller,
        slug: &str,
        words: Words,
        as_of: AsOf,
    ) -> Result<Vec<u8>> {
        let book = self.book(caller, slug, Some(as_of)).await?;
        let today = match as_of {
            AsOf::Date(day) => day,
            AsOf::Seq(_) => self.edge.today(&book.cluster.time_zone),
        };
        aside(move || workbook::write(&book, today, &words)).await?
    }

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

fn piece(readings: &Readings, keys: &[Key]) -> Result<String> {
    written(|writer| {
        keys.iter()
            .flat_map(|key| readings.of(key))
            .try_for_each(|reading| writer.write_record(record(reading)))
    })
}

fn written(write: impl FnOnce(&mut csv::Writer<Vec<u8>>) -> csv::Result<()>) -> Result<String> {
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    write(&mut writer).map_err(Error::internal)?;
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
        harmless(fields.reason.as_deref().unwrap_or_default()),
        harmless(reading.comment.as_deref().unwrap_or_default()),
    ]
}

/// What a spreadsheet could take for a formula gets a `'` before it, which the import takes off.
pub(crate) fn harmless(text: &str) -> String {
    let risky = text.starts_with(['=', '+', '-', '@', '\'', '\t', '\r']);
    if risky { format!("'{text}") } else { text.to_owned() }
}
