//! In which language the numbers of a table are written. It is read from all its cells together, and only from those
//! that can mean one thing: `119,942` alone could be either.

use vigie_domain::FinancialYear;
use vigie_domain::{Lang, Period};

/// English (`1,234.5`), French (`1 234,5`) or German (`1.234,5`) marks; `usual` where no cell says.
pub(crate) fn language<'a>(cells: impl Iterator<Item = &'a str>, usual: Lang) -> Lang {
    let (mut dots, mut commas, mut grouped_by_dots) = (false, false, false);
    for cell in cells {
        match evidence(cell) {
            Some(Evidence::DecimalDot) => dots = true,
            Some(Evidence::DecimalComma { dots }) => {
                commas = true;
                grouped_by_dots |= dots;
            }
            None => {}
        }
    }
    match (dots, commas) {
        (true, false) => Lang::En,
        (false, true) if grouped_by_dots => Lang::De,
        (false, true) => Lang::Fr,
        // Both or none: what does not fit is refused cell by cell.
        _ if usual == Lang::En => Lang::En,
        (true, true) if grouped_by_dots => Lang::De,
        _ if dots => Lang::En,
        _ => usual,
    }
}

enum Evidence {
    DecimalDot,
    DecimalComma { dots: bool },
}

/// What one cell proves, if it is a number with a mark that can have one meaning only.
fn evidence(cell: &str) -> Option<Evidence> {
    let is_part =
        |c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | '-' | '\u{2212}' | '%') || c.is_whitespace();
    if !cell.chars().all(is_part) || !cell.contains(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let (dots, commas) = (cell.matches('.').count(), cell.matches(',').count());
    let after = |mark: char| {
        let digits = cell.rsplit(mark).next().unwrap_or("");
        digits.chars().filter(char::is_ascii_digit).count()
    };
    let before = |mark: char| {
        let digits = cell.split(mark).next().unwrap_or("");
        digits.chars().filter(char::is_ascii_digit).count()
    };
    match (dots, commas) {
        (1.., 1..) if cell.rfind('.') > cell.rfind(',') => Some(Evidence::DecimalDot),
        (1.., 1..) => Some(Evidence::DecimalComma { dots: true }),
        // Several of one kind separate groups: the decimal mark is the other.
        (0, 2..) => Some(Evidence::DecimalDot),
        (2.., 0) => Some(Evidence::DecimalComma { dots: true }),
        (1, 0) if after('.') != 3 || !(1..=3).contains(&before('.')) => Some(Evidence::DecimalDot),
        (0, 1) if after(',') != 3 || !(1..=3).contains(&before(',')) => {
            Some(Evidence::DecimalComma { dots: false })
        }
        _ => None,
    }
}

/// A period as any of the languages writes it, or `2025M12`. A date with its month between slashes is taken only
/// where it can mean one month.
pub(crate) fn period(text: &str, lang: Lang, fy: FinancialYear) -> Option<Period> {
    let text = text.trim();
    if let Some((year, month)) =
        text.split_once(['M', 'm']).filter(|(year, month)| is_digits(year, 4) && is_digits(month, 2))
    {
        return Period::parse(&format!("{year}-{month}")).ok();
    }
    let first = text.split(['/', '.']).next().unwrap_or("");
    let day_first = first.len() <= 2 && first.parse::<u8>().is_ok_and(|day| day > 12);
    let lang = if day_first { Lang::Fr } else { lang };
    Period::parse(text).or_else(|_| Period::read(text, lang, fy)).ok()
}

fn is_digits(text: &str, count: usize) -> bool {
    text.len() == count && text.bytes().all(|b| b.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_together_tell_the_language() {
        let table: [(&[&str], Lang, Lang); 9] = [
            (&["119,942", "119,532"], Lang::Fr, Lang::Fr),
            (&["119,942", "0,5"], Lang::Fr, Lang::Fr),
            (&["6,718", "776"], Lang::En, Lang::En),
            (&["6,718", "12.5"], Lang::Fr, Lang::En),
            (&["1.234,5"], Lang::Fr, Lang::De),
            (&["1.234.567"], Lang::Fr, Lang::De),
            (&["1 234,5", "text, here"], Lang::Fr, Lang::Fr),
            (&["1,5", "2,25"], Lang::En, Lang::Fr),
            (&["12"], Lang::En, Lang::En),
        ];
        for (cells, usual, lang) in table {
            assert_eq!(language(cells.iter().copied(), usual), lang, "{cells:?}");
        }
    }

    #[test]
    fn periods_of_files() {
        let table = [
            ("2006-01-01", Some("2006-01")),
            ("2025M12", Some("2025-12")),
            ("Jan 2006", Some("2006-01")),
            ("janv. 2006", Some("2006-01")),
            ("01/2006", Some("2006-01")),
            ("2006-Q1", Some("2006-Q1")),
            ("31/12/2021", Some("2021-12")),
            ("03/04/2021", None),
            ("2021", Some("2021")),
            ("total", None),
        ];
        for (text, expected) in table {
            let read = period(text, Lang::En, FinancialYear::CIVIL).map(|period| period.to_string());
            assert_eq!(read.as_deref(), expected, "{text}");
        }
    }
}
