//! A number as a person types it in their language. What could mean two things there is refused with both readings,
//! never guessed: `1.234` is 1234 in German, but in French the dot is neither mark.

use super::Number;
use crate::lang::Lang;
use crate::problem::{Problem, ProblemCode};

/// Spaces that separate thousands in any of the languages, typed or pasted.
fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\u{a0}' | '\u{202f}' | '\u{2009}' | '\u{2007}')
}

impl Number {
    pub fn read(text: &str, lang: Lang) -> Result<Number, Problem> {
        let typed = text.trim();
        if typed.is_empty() {
            return Err(Problem::new(ProblemCode::NumberEmpty));
        }
        let (negative, body) = match typed.strip_prefix(['-', '\u{2212}', '\u{2013}']) {
            Some(rest) => (true, rest.trim_start()),
            None => (false, typed),
        };
        let refuse = |code: ProblemCode| explain(code, typed, body, lang);
        if !body.chars().all(|c| c.is_ascii_digit() || is_space(c) || c == '.' || c == ',') {
            return Err(refuse(ProblemCode::NumberMalformed));
        }
        let marks = lang.marks();
        let (before, after) = match body.split_once(marks.decimal) {
            Some((_, "")) => return Err(refuse(ProblemCode::NumberMalformed)),
            Some((before, after)) => (before, Some(after)),
            None => (body, None),
        };
        if after.is_some_and(|after| !after.bytes().all(|b| b.is_ascii_digit())) {
            return Err(refuse(ProblemCode::NumberGrouping));
        }
        let before = ungroup(before, marks.group).map_err(refuse)?;
        Number::from_digits(negative, &before, after.unwrap_or("")).map_err(refuse)
    }
}

/// Digits without their group marks; the groups must be whole: one to three digits, then threes.
fn ungroup(text: &str, group: char) -> Result<String, ProblemCode> {
    let mark = text.chars().find(|c| !c.is_ascii_digit());
    let Some(mark) = mark else { return Ok(text.to_owned()) };
    if mark != group && !is_space(mark) {
        return Err(ProblemCode::NumberForeignMark);
    }
    let same = |c: char| if is_space(mark) { is_space(c) } else { c == mark };
    let groups: Vec<&str> = text.split(same).collect();
    let whole = groups.iter().enumerate().all(|(i, part)| {
        part.bytes().all(|b| b.is_ascii_digit())
            && if i == 0 { (1..=3).contains(&part.len()) } else { part.len() == 3 }
    });
    if whole { Ok(groups.concat()) } else { Err(ProblemCode::NumberGrouping) }
}

/// Says how the text was understood: with its last mark as the decimal mark, and with all marks as separators.
fn explain(code: ProblemCode, typed: &str, body: &str, lang: Lang) -> Problem {
    let problem = Problem::new(code).with("text", typed).with("decimal_mark", lang.marks().decimal);
    let Some(at) = body.rfind(['.', ',']) else { return problem };
    let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
    let (before, after) = (digits(&body[..at]), digits(&body[at..]));
    let Ok(as_decimal) = Number::from_digits(false, &before, &after) else { return problem };
    let problem = problem.with("as_decimal", as_decimal.show(lang, after.len() as u8));
    match Number::from_digits(false, &format!("{before}{after}"), "") {
        Ok(whole) => problem.with("as_whole", whole.show(lang, 0)),
        Err(_) => problem,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn each_language_reads_its_own_marks() {
        let table = [
            ("1 234,5", Lang::Fr, "1234.5"),
            ("1\u{202f}234,5", Lang::Fr, "1234.5"),
            ("1.234,5", Lang::De, "1234.5"),
            ("1.234", Lang::De, "1234"),
            ("1,234.5", Lang::En, "1234.5"),
            ("1,234", Lang::En, "1234"),
            (" -12 ", Lang::En, "-12"),
            ("\u{2212}0,25", Lang::De, "-0.25"),
            ("1234567", Lang::Fr, "1234567"),
        ];
        for (text, lang, canonical) in table {
            assert_eq!(Number::read(text, lang).map(|n| n.to_string()).as_deref(), Ok(canonical), "{text}");
        }
    }

    #[test]
    fn what_is_ambiguous_is_refused_and_explained() {
        let table = [
            ("1.234", Lang::Fr, ProblemCode::NumberForeignMark),
            ("1.5", Lang::Fr, ProblemCode::NumberForeignMark),
            ("1.5", Lang::De, ProblemCode::NumberGrouping),
            ("1,5", Lang::En, ProblemCode::NumberGrouping),
            ("1234,567", Lang::En, ProblemCode::NumberGrouping),
            ("1.234,5", Lang::Fr, ProblemCode::NumberForeignMark),
            ("1.234.5", Lang::En, ProblemCode::NumberGrouping),
            ("1 23", Lang::Fr, ProblemCode::NumberGrouping),
            ("12a", Lang::En, ProblemCode::NumberMalformed),
            ("5,", Lang::Fr, ProblemCode::NumberMalformed),
            ("", Lang::Fr, ProblemCode::NumberEmpty),
            ("-", Lang::Fr, ProblemCode::NumberEmpty),
        ];
        for (text, lang, code) in table {
            assert_eq!(
                Number::read(text, lang).map_err(|problem| problem.code),
                Err(code),
                "{text} {lang:?}"
            );
        }
        let problem = Number::read("1.234", Lang::Fr).expect_err("ambiguous");
        assert_eq!(problem.args["as_decimal"], "1,234");
        assert_eq!(problem.args["as_whole"], "1\u{202f}234");
    }

    proptest! {
        #[test]
        fn what_is_shown_reads_back(n in -999_999_999_999_999_999i64..=999_999_999_999_999_999, places in 0u8..=10) {
            let value = Number::quotient(n, 10i64.pow(places.into())).unwrap_or_default();
            for lang in Lang::ALL {
                prop_assert_eq!(Number::read(&value.show(lang, places), lang), Ok(value.clone()));
                prop_assert_eq!(Number::read(&value.edit(lang), lang), Ok(value.clone()));
            }
        }

        #[test]
        fn never_panics(text in "[-0-9., \u{202f}a]{0,40}") {
            for lang in Lang::ALL {
                let _ = Number::read(&text, lang);
            }
        }
    }
}
