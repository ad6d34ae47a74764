//! What is printed: text for people or JSON for programs, on standard output.

use std::io::Write as _;

use serde::Serialize;

use crate::failure::Failure;

/// How to print.
#[derive(Clone, Copy, Debug)]
pub struct Output {
    pub json: bool,
}

impl Output {
    /// One result: a line for people, an object for programs.
    pub fn one(self, line: &str, value: &impl Serialize) -> Result<(), Failure> {
        if self.json { print_json(value) } else { print(&format!("{line}\n")) }
    }

    /// A list: a table for people, an array of objects for programs.
    pub fn list<T: Serialize, const N: usize>(
        self,
        titles: [&str; N],
        rows: &[T],
        cells: impl Fn(&T) -> [String; N],
    ) -> Result<(), Failure> {
        if self.json {
            return print_json(&rows);
        }
        let rows: Vec<[String; N]> = rows.iter().map(cells).collect();
        print(&table(titles.map(str::to_owned), rows))
    }
}

/// Writes text as it is.
pub fn print(text: &str) -> Result<(), Failure> {
    print_bytes(text.as_bytes())
}

/// Writes a file to standard output.
pub fn print_bytes(bytes: &[u8]) -> Result<(), Failure> {
    let mut out = std::io::stdout().lock();
    out.write_all(bytes)?;
    out.flush()?;
    Ok(())
}

/// Writes a value as JSON.
pub fn print_json(value: &impl Serialize) -> Result<(), Failure> {
    let text = serde_json::to_string_pretty(value).map_err(|error| Failure::failed(error.to_string()))?;
    print(&format!("{text}\n"))
}

fn table<const N: usize>(titles: [String; N], rows: Vec<[String; N]>) -> String {
    let mut widths = [0; N];
    for row in std::iter::once(&titles).chain(&rows) {
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = (*width).max(cell.chars().count());
        }
    }
    let mut out = String::new();
    for row in std::iter::once(&titles).chain(&rows) {
        let mut line = String::new();
        for (width, cell) in widths.iter().zip(row) {
            line.push_str(cell);
            line.extend(std::iter::repeat_n(' ', width - cell.chars().count() + 2));
        }
        out.push_str(line.trim_end());
        out.push('\n');
    }
    out
}

#[cfg(test)]
mod tests {
    #[test]
    fn columns_line_up() {
        let text = super::table(["A".into(), "BB".into()], vec![["été".into(), "1".into()]]);
        assert_eq!(text, "A    BB\nété  1\n");
    }
}
