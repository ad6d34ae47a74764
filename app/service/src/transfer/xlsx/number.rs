//! The number of a cell as a decimal text. A cell holds a binary number; the shortest decimal that names it is what was
//! typed. What a formula made can carry noise (`14075.000000000002`) beyond the 15 digits that a spreadsheet shows: that is
//! taken off, and said.

/// Digits that a spreadsheet shows and keeps of what is typed.
const SHOWN: usize = 15;

/// Appends the number; whether it was rounded. As percent, 0.63 is `63%`.
pub(super) fn write(value: f64, is_percent: bool, text: &mut String) -> bool {
    let shortest = plain(value);
    let rounded = value.fract() != 0.0 && digits(&shortest) > SHOWN;
    let decimal = if rounded { plain(shown(value)) } else { shortest };
    if is_percent {
        text.push_str(&hundredfold(&decimal));
        text.push('%');
    } else {
        text.push_str(&decimal);
    }
    rounded
}

/// Shortest, without an exponent; there is no negative nothing.
fn plain(value: f64) -> String {
    if value == 0.0 { "0".to_owned() } else { value.to_string() }
}

fn shown(value: f64) -> f64 {
    format!("{value:.*e}", SHOWN - 1).parse().unwrap_or(value)
}

fn digits(decimal: &str) -> usize {
    let digits: String = decimal.chars().filter(char::is_ascii_digit).collect();
    digits.trim_start_matches('0').len()
}

/// The mark two places to the right, on the text: nothing is multiplied.
fn hundredfold(decimal: &str) -> String {
    let (sign, body) = decimal.strip_prefix('-').map_or(("", decimal), |body| ("-", body));
    let (whole, after) = body.split_once('.').unwrap_or((body, ""));
    let after = format!("{after:0<2}");
    let (moved, rest) = after.split_at(2);
    let whole = format!("{whole}{moved}");
    let whole = whole.trim_start_matches('0');
    let whole = if whole.is_empty() { "0" } else { whole };
    if rest.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole}.{rest}") }
}

#[cfg(test)]
mod tests {
    use super::write;

    #[test]
    fn cells_are_read_as_they_were_typed() {
        let table = [
            (0.1, false, "0.1", false),
            (0.1 + 0.2, false, "0.3", true),
            (14_075.000_000_000_002, false, "14075", true),
            (-0.0, false, "0", false),
            (1e15, false, "1000000000000000", false),
            (9_007_199_254_740_991.0, false, "9007199254740991", false),
            (1e-7, false, "0.0000001", false),
            (-1_234.5, false, "-1234.5", false),
            (0.63, true, "63%", false),
            (0.7, true, "70%", false),
            (0.0775, true, "7.75%", false),
            (-0.005, true, "-0.5%", false),
            (1.0, true, "100%", false),
            (0.0, true, "0%", false),
        ];
        for (value, is_percent, expected, rounded) in table {
            let mut text = String::new();
            assert_eq!((write(value, is_percent, &mut text), text.as_str()), (rounded, expected), "{value}");
        }
    }
}
