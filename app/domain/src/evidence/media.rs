//! What kind of file it is, told by its content. The list is closed: documents and pictures, nothing that runs.

use serde::{Deserialize, Serialize};

use super::{LONGEST_NAME, zip};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Media {
    Pdf,
    Png,
    Jpeg,
    Webp,
    Docx,
    Xlsx,
    Pptx,
    Odt,
    Ods,
    Odp,
    Txt,
    Csv,
}

impl Media {
    pub const ALL: [Media; 12] = [
        Media::Pdf,
        Media::Png,
        Media::Jpeg,
        Media::Webp,
        Media::Docx,
        Media::Xlsx,
        Media::Pptx,
        Media::Odt,
        Media::Ods,
        Media::Odp,
        Media::Txt,
        Media::Csv,
    ];

    /// Its word in the database, which is also the ending of its files.
    pub fn as_str(self) -> &'static str {
        match self {
            Media::Pdf => "pdf",
            Media::Png => "png",
            Media::Jpeg => "jpeg",
            Media::Webp => "webp",
            Media::Docx => "docx",
            Media::Xlsx => "xlsx",
            Media::Pptx => "pptx",
            Media::Odt => "odt",
            Media::Ods => "ods",
            Media::Odp => "odp",
            Media::Txt => "txt",
            Media::Csv => "csv",
        }
    }

    pub fn parse(text: &str) -> Option<Media> {
        Media::ALL.into_iter().find(|media| media.as_str() == text)
    }

    /// For the header of a download.
    pub fn mime(self) -> &'static str {
        match self {
            Media::Pdf => "application/pdf",
            Media::Png => "image/png",
            Media::Jpeg => "image/jpeg",
            Media::Webp => "image/webp",
            Media::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            Media::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Media::Pptx => "application/vnd.openxmlformats-officedocument.presentationml.presentation",
            Media::Odt => "application/vnd.oasis.opendocument.text",
            Media::Ods => "application/vnd.oasis.opendocument.spreadsheet",
            Media::Odp => "application/vnd.oasis.opendocument.presentation",
            Media::Txt => "text/plain; charset=utf-8",
            Media::Csv => "text/csv; charset=utf-8",
        }
    }

    pub fn is_image(self) -> bool {
        matches!(self, Media::Png | Media::Jpeg | Media::Webp)
    }

    /// By the content alone; only between two kinds of plain text the name decides. None for everything that is not on
    /// the list, documents with macros among it.
    pub fn of(name: &str, bytes: &[u8]) -> Option<Media> {
        if bytes.starts_with(b"%PDF-") {
            Some(Media::Pdf)
        } else if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
            Some(Media::Png)
        } else if bytes.starts_with(&[0xff, 0xd8, 0xff]) {
            Some(Media::Jpeg)
        } else if bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP") {
            Some(Media::Webp)
        } else if bytes.starts_with(b"PK\x03\x04") {
            office(bytes)
        } else if is_text(bytes) {
            let csv = ending(name).eq_ignore_ascii_case("csv");
            Some(if csv { Media::Csv } else { Media::Txt })
        } else {
            None
        }
    }

    fn endings(self) -> &'static [&'static str] {
        match self {
            Media::Jpeg => &["jpg", "jpeg"],
            Media::Txt => &["txt", "md", "log"],
            _ => &[],
        }
    }
}

/// What office programs write: an archive that says at a fixed place, or by its parts, what it is.
fn office(bytes: &[u8]) -> Option<Media> {
    for media in [Media::Odt, Media::Ods, Media::Odp] {
        // The first part of an OpenDocument is stored as it is, without any extra field.
        let said = bytes.get(30..38) == Some(b"mimetype");
        let rest = bytes.get(38..38 + media.mime().len());
        let ends = bytes.get(38 + media.mime().len()).is_some_and(|byte| *byte == b'P');
        if said && ends && rest == Some(media.mime().as_bytes()) {
            return Some(media);
        }
    }
    let names = zip::names(bytes)?;
    let has = |name: &str| names.contains(&name.as_bytes());
    let runs = names.iter().any(|found| found.to_ascii_lowercase().ends_with(b"vbaproject.bin"));
    if runs || !has("[Content_Types].xml") {
        return None;
    }
    [
        (Media::Docx, "word/document.xml"),
        (Media::Xlsx, "xl/workbook.xml"),
        (Media::Pptx, "ppt/presentation.xml"),
    ]
    .into_iter()
    .find(|(_, part)| has(part))
    .map(|(media, _)| media)
}

/// UTF-8 without control bytes. (Text in an old coding is saved anew by whoever wants to attach it.)
fn is_text(bytes: &[u8]) -> bool {
    let odd = |c: char| c.is_control() && !matches!(c, '\n' | '\r' | '\t');
    std::str::from_utf8(bytes).is_ok_and(|text| !text.contains(odd))
}

fn ending(name: &str) -> &str {
    name.rsplit_once('.').map_or("", |(_, ending)| ending)
}

/// Characters that turn the direction of text: with them `exe.pdf` can look like `fdp.exe`.
pub(super) fn turns(c: char) -> bool {
    matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// One line without what a reader does not see.
pub(super) fn plain(text: &str) -> String {
    let visible: String = text.chars().filter(|c| !c.is_control() && !turns(*c)).collect();
    visible.trim().to_owned()
}

/// A name without a path, with an ending that fits what the file is.
pub fn file_name(name: &str, media: Media) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let strange = |c: char| matches!(c, '<' | '>' | ':' | '"' | '|' | '?' | '*');
    let mut kept: String = plain(last).chars().map(|c| if strange(c) { '_' } else { c }).collect();
    kept = kept.trim_start_matches('.').to_owned();
    let fits = |ending: &str| {
        let ending = ending.to_ascii_lowercase();
        ending == media.as_str() || media.endings().contains(&ending.as_str())
    };
    if !fits(ending(&kept)) {
        let stem = if kept.is_empty() { "file" } else { &kept };
        kept = format!("{stem}.{}", media.as_str());
    }
    let long = kept.chars().count().saturating_sub(LONGEST_NAME);
    // From the front: the ending says what it is.
    kept.chars().skip(long).collect()
}
