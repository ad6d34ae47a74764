//! A block as spreadsheets put it on the clipboard: rows by line, cells by tab, a cell with either inside in quotes.

/// More than one cell, or none: a single cell is ordinary text and is left to the browser.
pub fn block(text: &str) -> Option<Vec<Vec<String>>> {
    let text = text.strip_suffix('\n').unwrap_or(text);
    let text = text.strip_suffix('\r').unwrap_or(text);
    if !text.contains(['\t', '\n']) {
        return None;
    }
    let mut rows = vec![vec![String::new()]];
    let mut quoted = false;
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        let cell_is_empty = last(&mut rows).is_empty();
        match letter {
            '"' if quoted && letters.peek() == Some(&'"') => {
                letters.next();
                last(&mut rows).push('"');
            }
            '"' if quoted => quoted = false,
            '"' if cell_is_empty => quoted = true,
            '\t' if !quoted => rows.last_mut().into_iter().for_each(|row| row.push(String::new())),
            '\n' if !quoted => rows.push(vec![String::new()]),
            '\r' if !quoted => {}
            other => last(&mut rows).push(other),
        }
    }
    Some(rows.into_iter().map(|row| row.into_iter().map(|cell| cell.trim().to_owned()).collect()).collect())
}

/// The cell that is being read; there is always one.
fn last(rows: &mut Vec<Vec<String>>) -> &mut String {
    if rows.is_empty() {
        rows.push(Vec::new());
    }
    let at = rows.len() - 1;
    if rows[at].is_empty() {
        rows[at].push(String::new());
    }
    let cell = rows[at].len() - 1;
    &mut rows[at][cell]
}

#[cfg(test)]
mod tests {
    use super::block;

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
    fn a_single_cell_is_text() {
        assert_eq!(block("1 234,5"), None);
        assert_eq!(block("1 234,5\r\n"), None);
    }
}
