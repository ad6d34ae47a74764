//! What kind of file it is, from its bytes and not from its name.

use vigie_domain::file::{self, ClusterFile};
use vigie_domain::{FinancialYear, Problem};

use super::delimited;
use super::shape::Form;
use super::table::Table;
use super::xlsx::Workbook;
use crate::problems;

/// 1,000,000 readings of a cluster file have some 100 MB.
const LARGEST: usize = 256 * 1024 * 1024;

pub(crate) enum Content {
    Cluster(Box<ClusterFile>),
    Sheet(Sheet),
}

/// A table, and of a workbook which.
pub(crate) struct Sheet {
    pub(crate) table: Table,
    pub(crate) name: Option<String>,
    /// All that can be read.
    pub(crate) names: Vec<String>,
}

/// Of a workbook the sheet with this name, else the first in which periods are found.
pub(crate) fn read(bytes: &[u8], sheet: Option<&str>) -> Result<Content, Problem> {
    if bytes.starts_with(b"PK\x03\x04") {
        return workbook(bytes, sheet).map(Content::Sheet);
    }
    // The folder of an old .xls; a workbook with a password has it too.
    if bytes.starts_with(&[0xd0, 0xcf, 0x11, 0xe0]) {
        return Err(problems::file("xls"));
    }
    if bytes.len() > LARGEST {
        return Err(problems::file("too-large"));
    }
    let text = decode(bytes);
    match text.trim_start().chars().next() {
        None => Err(problems::file("empty")),
        Some('{') => Ok(Content::Cluster(Box::new(file::parse(&text)?))),
        Some(_) if text.contains('\0') => Err(problems::file("binary")),
        Some(_) => {
            let table = delimited::read(&text)?;
            Ok(Content::Sheet(Sheet { table, name: None, names: Vec::new() }))
        }
    }
}

fn workbook(bytes: &[u8], sheet: Option<&str>) -> Result<Sheet, Problem> {
    let mut workbook = Workbook::open(bytes)?;
    let names = workbook.sheets.clone();
    if let Some(name) = sheet {
        let name = names.iter().find(|own| own.trim() == name.trim());
        let name = name.ok_or_else(|| problems::file("no-sheet").with("text", sheet.unwrap_or("")))?;
        let table = workbook.table(name)?;
        return Ok(Sheet { table, name: Some(name.clone()), names });
    }
    let mut first = None;
    for name in &names {
        let table = workbook.table(name)?;
        if table.len() == 0 {
            continue;
        }
        let is_understood = Form::guess(&table, FinancialYear::CIVIL).is_some();
        let sheet = Sheet { table, name: Some(name.clone()), names: names.clone() };
        if is_understood {
            return Ok(sheet);
        }
        first.get_or_insert(sheet);
    }
    first.ok_or_else(|| problems::file("empty"))
}

/// UTF-8 or what a byte order mark says; else Windows-1252, of which Latin-1 is a part: every byte is a character there.
fn decode(bytes: &[u8]) -> String {
    if let Some((encoding, mark)) = encoding_rs::Encoding::for_bom(bytes) {
        return encoding.decode_without_bom_handling(&bytes[mark..]).0.into_owned();
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => encoding_rs::WINDOWS_1252.decode_without_bom_handling(bytes).0.into_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_usual_encoding_is_read() {
        assert_eq!(decode("\u{feff}été".as_bytes()), "été");
        assert_eq!(decode(b"\xe9t\xe9 \x80"), "été €");
        assert_eq!(decode(b"\xff\xfea\0b\0"), "ab");
    }

    #[test]
    fn what_is_no_text_is_refused() {
        for (bytes, detail) in [
            (&b"PK\x03\x04.."[..], "xlsx-damaged"),
            (b"\xd0\xcf\x11\xe0", "xls"),
            (b"", "empty"),
            (b" \n", "empty"),
            (b"a\0b", "binary"),
        ] {
            let problem = read(bytes, None).err().expect("refused");
            assert_eq!(problem.args["detail"], detail);
        }
    }
}
