//! Vigie on paper: a dashboard as a PDF, and the picture that goes with a link.
//!
//! typst lays out and writes both. What is printed comes in as data (`data.json` of the template), so that a name or a comment
//! is a text and never a command. The same data make the same bytes: no clock, no file, no network is within reach.

mod world;

use serde::Serialize;
use typst::diag::{SourceDiagnostic, SourceResult};
use typst::foundations::Smart;
use typst::utils::Scalar;
use typst_layout::PagedDocument;
use typst_pdf::PdfOptions;
use typst_render::RenderOptions;
use vigie_app::paper::{Paper, Picture, Preview, Style, Words};
use world::World;

/// Pixels.
pub const PREVIEW_WIDTH: u32 = 1200;
pub const PREVIEW_HEIGHT: u32 = 630;

const REPORT: &str = include_str!("report.typ");
const PREVIEW: &str = include_str!("preview.typ");

/// What a template does not expect: a fault of this program, never of who asks.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct PaperError(String);

#[derive(Serialize)]
struct Printed<'p, T> {
    paper: &'p T,
    style: Style,
    words: Option<Words>,
}

/// The document on A4.
pub fn pdf(paper: &Paper) -> Result<Vec<u8>, PaperError> {
    let words = Some(Words::of(paper));
    let document =
        document(REPORT, paper.logo.as_ref(), &Printed { paper, style: Style::of(paper.hue), words })?;
    let options = PdfOptions { creator: Smart::Custom(Some("Vigie".to_owned())), ..PdfOptions::default() };
    let written = typst_pdf::pdf(&document, &options);
    forget();
    found(written)
}

/// A PNG for messengers and mail.
pub fn preview(preview: &Preview) -> Result<Vec<u8>, PaperError> {
    let printed = Printed { paper: preview, style: Style::of(preview.hue), words: None };
    let document = document(PREVIEW, preview.logo.as_ref(), &printed)?;
    let page = document.pages().first().ok_or_else(|| PaperError("no page".to_owned()))?;
    // A point of the template is a pixel.
    let options = RenderOptions { pixel_per_pt: Scalar::new(1.0), render_bleed: false };
    let png = typst_render::render(page, &options).encode_png();
    forget();
    png.map_err(|error| PaperError(error.to_string()))
}

fn document(
    template: &'static str,
    logo: Option<&Picture>,
    data: &impl Serialize,
) -> Result<PagedDocument, PaperError> {
    let logo = logo.and_then(Picture::bytes);
    let data = serde_json::to_vec(data).map_err(|error| PaperError(error.to_string()))?;
    found(typst::compile(&World::new(template, data, logo)).output)
}

/// What typst keeps for the next time: documents have too little in common, and a server must not grow.
fn forget() {
    typst::comemo::evict(0);
}

fn found<T>(result: SourceResult<T>) -> Result<T, PaperError> {
    let said = |errors: &[SourceDiagnostic]| {
        errors.iter().map(|error| error.message.to_string()).collect::<Vec<_>>().join("; ")
    };
    result.map_err(|errors| PaperError(said(&errors)))
}

#[cfg(test)]
mod tests;
