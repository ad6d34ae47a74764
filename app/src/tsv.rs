//! A block as spreadsheets put it on the clipboard: rows by line, cells by tab.
//!
//! Excel puts a cell with a tab or a line break in quotes and doubles its own; LibreOffice writes a space for the break and
//! quotes nothing. So quotes at the beginning of a cell mean what they do in Excel only where they end with the cell and
//! hold what had to be in quotes; elsewhere they are the cell's own, and never swallow what stands behind it.

/// More than one cell, or none: a single cell is ordinary text and is left to the browser.
pub fn block(text: &str) -> Option<Vec<Vec<String>>> {
    let text = text.strip_suffix('\n').unwrap_or(text);
    let text = text.strip_suffix('\r').unwrap_or(text);
    if !text.contains(['\t', '\n']) {
        return None;
    }
    let (mut rows, mut row, mut rest) = (Vec::new(), Vec::new(), text);
    loop {
        let (cell, behind) = quoted(rest).unwrap_or_else(|| plain(rest));
        row.push(cell.trim().to_owned());
        let mut letters = behind.chars();
        match letters.next() {
            Some('\t') => {}
            Some(_) => rows.push(std::mem::take(&mut row)),
            None => break,
        }
        rest = letters.as_str();
    }
    rows.push(row);
    Some(rows)
}

/// A text as a cell of such a block.
pub fn cell(text: String) -> String {
    if text.contains(['\t', '\n', '"']) { format!("\"{}\"", text.replace('"', "\"\"")) } else { text }
}

/// The same rows for a reader that knows only quotes as Excel writes them; without tabs it is no block of a spreadsheet and
/// stays as it is.
pub fn plainly_quoted(text: &str) -> String {
    match block(text).filter(|_| text.contains('\t')) {
        None => text.to_owned(),
        Some(rows) => {
            let rows = rows.into_iter().map(|row| row.into_iter().map(cell).collect::<Vec<_>>().join("\t"));
            rows.collect::<Vec<_>>().join("\n")
        }
    }
}

/// The cell up to the next tab or line, and what begins there.
fn plain(text: &str) -> (String, &str) {
    let (cell, behind) = text.split_at(text.find(['\t', '\n']).unwrap_or(text.len()));
    (cell.to_owned(), behind)
}

/// None where the quotes are the cell's own.
fn quoted(text: &str) -> Option<(String, &str)> {
    let mut cell = String::new();
    let mut rest = text.strip_prefix('"')?;
    loop {
        let (part, behind) = rest.split_once('"')?;
        cell.push_str(part);
        rest = behind;
        let Some(more) = rest.strip_prefix('"') else { break };
        cell.push('"');
        rest = more;
    }
    let behind = rest.strip_prefix('\r').filter(|behind| behind.starts_with('\n')).unwrap_or(rest);
    let ends = behind.is_empty() || behind.starts_with(['\t', '\n']);
    let needed = cell.contains(['\t', '\n', '"']);
    (ends && needed).then(|| (cell.replace('\r', ""), behind))
}

#[cfg(test)]
mod tests {
    use vigie_domain::{Lang, Reading};

    use super::{block, plainly_quoted};

    fn cells(text: &str) -> Vec<Vec<String>> {
        block(text).expect("a block")
    }

    #[test]
    fn rows_and_cells_are_told_apart() {
        assert_eq!(cells("1\t2\r\n\t4\r\n"), [["1", "2"], ["", "4"]]);
        assert_eq!(cells("12 \n 13"), [["12"], ["13"]]);
        assert_eq!(cells("\"a\nb\"\t\"he said \"\"no\"\"\"\tc\"d"), [["a\nb", "he said \"no\"", "c\"d"]]);
    }

    #[test]
    fn quotes_of_the_cell_itself_swallow_nothing() {
        assert_eq!(cells("\"so\" they say\t5\n\"open\t6"), [["\"so\" they say", "5"], ["\"open", "6"]]);
        assert_eq!(cells("\"word\"\t\"\""), [["\"word\"", "\"\""]]);
        assert_eq!(
            plainly_quoted("\"so\" they say\t5\r\n\"open\t6"),
            "\"\"\"so\"\" they say\"\t5\n\"\"\"open\"\t6"
        );
        assert_eq!(plainly_quoted("a;b\n\"c\";1"), "a;b\n\"c\";1");
    }

    #[test]
    fn what_spreadsheets_copy_is_read_alike() {
        let libreoffice = cells(include_str!("../../tests/data/clipboard/libreoffice-fr.txt"));
        let excel = cells(include_str!("../../tests/data/clipboard/excel-fr.txt"));
        // Of the break inside a cell LibreOffice leaves a space.
        let alike = |text: &str| text.replace(['\n', '\u{202f}', '\u{a0}'], " ").replace(" %", "%");
        for (one, other) in libreoffice.iter().flatten().zip(excel.iter().flatten()) {
            assert_eq!(alike(one), alike(other));
        }
        assert_eq!(libreoffice.iter().map(Vec::len).collect::<Vec<_>>(), [5; 5]);
        assert_eq!(excel[1][4], "dit « oui »,\npuis \"non\"");
        assert_eq!(libreoffice[3][4], "\"entre guillemets\" au début");

        let shown = |row: &[String], unit: &str| {
            let kpi = serde_json::json!({
                "key": "k", "name": { "en": "K" }, "nature": "stock", "unit": unit, "frequency": "month", "direction": "up",
            });
            let kpi: vigie_domain::Kpi = serde_json::from_value(kpi).expect("a KPI");
            let read = |text: &String| Reading::read_cell(text, &kpi, Lang::Fr).expect("a figure");
            let figures = row[1..4].iter().map(read);
            figures
                .map(|figure| figure.map_or_else(String::new, |figure| figure.show(Lang::En)))
                .collect::<Vec<_>>()
        };
        for rows in [libreoffice, excel] {
            assert_eq!(shown(&rows[1], ""), ["1,234.5", "1,300", ""]);
            assert_eq!(shown(&rows[2], ""), ["−1,234,567.25", "−3", "0"]);
            assert_eq!(shown(&rows[3], "percent"), ["63", "64.5", ""]);
            assert_eq!(shown(&rows[4], ""), ["n.d.", "8.2", "n/a"]);
        }
    }

    #[test]
    fn a_single_cell_is_text() {
        assert_eq!(block("1 234,5"), None);
        assert_eq!(block("1 234,5\r\n"), None);
    }
}
