//! Workbooks that are made to cost: small files that unpack to much, or announce much.

use std::io::{Cursor, Write as _};

use vigie_domain::Problem;
use zip::write::SimpleFileOptions;

use super::Workbook;

const RELS: &str = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#;
const BOOK: &str = r#"<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="S" sheetId="1" r:id="r1"/></sheets></workbook>"#;
const BOOK_RELS: &str = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#;

/// A workbook of one sheet; `part` is another part and what it holds.
fn workbook(sheet: &[u8], part: Option<(&str, &[u8])>) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let mut put = |name: &str, bytes: &[u8]| {
        zip.start_file(name, SimpleFileOptions::default().compression_level(Some(1))).expect("a part");
        zip.write_all(bytes).expect("written");
    };
    put("_rels/.rels", RELS.as_bytes());
    put("xl/workbook.xml", BOOK.as_bytes());
    put("xl/_rels/workbook.xml.rels", BOOK_RELS.as_bytes());
    put("xl/worksheets/sheet1.xml", sheet);
    if let Some((name, bytes)) = part {
        put(name, bytes);
    }
    zip.finish().expect("a file").into_inner()
}

fn sheet(rows: &str) -> Vec<u8> {
    let name = r#"<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">"#;
    format!("{name}<sheetData>{rows}</sheetData></worksheet>").into_bytes()
}

fn read(bytes: &[u8]) -> Result<usize, Problem> {
    let mut workbook = Workbook::open(bytes)?;
    let name = workbook.sheets[0].clone();
    Ok(workbook.table(&name)?.len())
}

fn refusal(bytes: &[u8]) -> String {
    read(bytes).expect_err("refused").args["detail"].clone()
}

#[test]
fn a_small_workbook_is_read() {
    let rows = r#"<row r="2"><c r="B2"><v>1.5</v></c></row><row r="5"><c r="A5" t="s"><v>0</v></c></row>"#;
    let strings = br#"<sst uniqueCount="1"><si><t>x</t></si></sst>"#;
    assert_eq!(read(&workbook(&sheet(rows), Some(("xl/sharedStrings.xml", strings)))), Ok(2));
}

#[test]
fn what_unpacks_to_much_is_refused() {
    let blank = vec![b' '; 100 * 1024 * 1024];
    let bytes = workbook(&sheet(""), Some(("xl/media/image1.png", &blank)));
    assert!(bytes.len() < 1024 * 1024, "{} bytes", bytes.len());
    assert_eq!(refusal(&bytes), "xlsx-too-large");
    assert_eq!(refusal(&vec![b'x'; 21 * 1024 * 1024]), "xlsx-too-large");
}

#[test]
fn more_parts_than_a_workbook_has_are_refused() {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for part in 0..2100 {
        zip.start_file(format!("xl/{part}"), SimpleFileOptions::default()).expect("a part");
    }
    assert_eq!(refusal(&zip.finish().expect("a file").into_inner()), "xlsx-too-large");
}

#[test]
fn what_announces_or_holds_too_many_strings_is_refused() {
    for strings in [
        r#"<sst uniqueCount="99999999999999">"#.to_owned(),
        r#"<sst uniqueCount  =  "9999999">"#.to_owned(),
        format!(r#"<sst uniqueCount{}="9999999">"#, " ".repeat(100_000)),
        format!("<sst>{}</sst>", "<si/>".repeat(300_000)),
        format!("<x:sst>{}</x:sst>", "<x:si/>".repeat(300_000)),
    ] {
        let bytes = workbook(&sheet(""), Some(("xl/sharedStrings.xml", strings.as_bytes())));
        assert_eq!(refusal(&bytes), "xlsx-too-large", "{}", &strings[..30]);
    }
    let two_bytes: Vec<u8> =
        r#"<sst uniqueCount="9999999">"#.encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(refusal(&workbook(&sheet(""), Some(("xl/sharedStrings.xml", &two_bytes)))), "xlsx-damaged");
}

#[test]
fn too_many_styles_or_merged_areas_are_refused() {
    let styles = format!("<styleSheet><cellXfs>{}</cellXfs></styleSheet>", "<xf/>".repeat(70_000));
    assert_eq!(refusal(&workbook(&sheet(""), Some(("xl/styles.xml", styles.as_bytes())))), "xlsx-too-large");
    let merged = r#"<mergeCell ref="A1:XFD1048576"/>"#.repeat(60_000);
    assert_eq!(refusal(&workbook(&sheet(&merged), None)), "xlsx-too-large");
}

#[test]
fn far_cells_and_broken_sheets_are_refused() {
    assert_eq!(refusal(&workbook(&sheet(r#"<row r="1"><c r="XFD1"><v>1</v></c></row>"#), None)), "too-wide");
    for rows in [
        r#"<row r="1"><c r="A1" t="s"><v>7</v></c></row>"#,
        r#"<row r="0"><c r="A0"><v>1</v></c></row>"#,
        r#"<row r="99999999999"><c r="A99999999999"><v>1</v></c></row>"#,
        r#"<row r="1"><c r="A1"><v>1</v>"#,
    ] {
        assert_eq!(refusal(&workbook(&sheet(rows), None)), "xlsx-damaged", "{rows}");
    }
    let whole = workbook(&sheet(r#"<row r="1"><c r="A1"><v>1</v></c></row>"#), None);
    for end in (0..whole.len()).step_by(17) {
        assert_eq!(refusal(&whole[..end]), "xlsx-damaged", "cut at {end}");
    }
}

#[test]
fn another_packed_file_is_no_workbook() {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    zip.start_file("word/document.xml", SimpleFileOptions::default()).expect("a part");
    assert_eq!(refusal(&zip.finish().expect("a file").into_inner()), "no-workbook");
}
