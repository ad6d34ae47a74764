//! A period as people write it, in any of the three languages: T3 2026, 3. Quartal 2026, juil. 2026, 2026-Q3, 07/2026.
//! Months in figures after a day are read in the reader's order; in English the order is not certain and is refused.

use super::{FinancialYear, Granularity, Period, YEARS};
use crate::key::fold;
use crate::lang::Lang;
use crate::problem::{Problem, ProblemCode};

const MONTHS: [&[&str]; 12] = [
    &["january", "janvier", "januar"],
    &["february", "fevrier", "februar"],
    &["march", "mars", "marz", "maerz", "mrz"],
    &["april", "avril"],
    &["may", "mai"],
    &["june", "juin", "juni"],
    &["july", "juillet", "juli"],
    &["august", "aout"],
    &["september", "septembre"],
    &["october", "octobre", "oktober"],
    &["november", "novembre"],
    &["december", "decembre", "dezember"],
];

#[derive(Debug, PartialEq)]
pub(super) enum Token {
    Figure(i32, usize),
    Word(String),
}

impl Period {
    pub fn read(text: &str, lang: Lang, fy: FinancialYear) -> Result<Period, Problem> {
        let typed = text.trim();
        Period::parse(typed).or_else(|problem| {
            let tokens = tokens(typed).ok_or_else(|| problem.clone())?;
            understand(&tokens, typed, lang, fy).ok_or(problem.with("text", typed))
        })
    }
}

/// Runs of letters and of digits; what stands between is only separation.
pub(super) fn tokens(text: &str) -> Option<Vec<Token>> {
    let mut tokens: Vec<Token> = Vec::new();
    let mut open = false;
    for c in text.chars().flat_map(char::to_lowercase) {
        if let Some(digit) = c.to_digit(10) {
            match tokens.last_mut() {
                Some(Token::Figure(value, len)) if open && *len < 4 => {
                    *value = *value * 10 + digit as i32;
                    *len += 1;
                }
                Some(Token::Figure(..)) if open => return None,
                _ => tokens.push(Token::Figure(digit as i32, 1)),
            }
            open = true;
        } else if c.is_alphabetic() || fold(c).is_some() {
            let letter = fold(c).map_or_else(|| c.to_string(), str::to_owned);
            match tokens.last_mut() {
                Some(Token::Word(word)) if open => word.push_str(&letter),
                _ => tokens.push(Token::Word(letter)),
            }
            open = true;
        } else {
            open = false;
        }
    }
    tokens.retain(|token| !matches!(token, Token::Word(word) if is_ordinal_ending(word)));
    (tokens.len() <= 4).then_some(tokens)
}

fn is_ordinal_ending(word: &str) -> bool {
    matches!(word, "e" | "er" | "re" | "ere" | "eme" | "nd" | "st" | "rd" | "th" | "de")
}

fn understand(tokens: &[Token], typed: &str, lang: Lang, fy: FinancialYear) -> Option<Period> {
    use Token::{Figure, Word};
    match tokens {
        [Figure(year, 4)] => make(Granularity::Year, *year, 1),
        [Figure(year, 4), Figure(next, 2)]
            if !fy.is_civil() && typed.contains('/') && follows(*year, *next) =>
        {
            make(Granularity::Year, *year, 1)
        }
        [Figure(year, 4), Figure(month, 1 | 2)] | [Figure(month, 1 | 2), Figure(year, 4)] => {
            make(Granularity::Month, *year, *month)
        }
        // A date names its month.
        [Figure(year, 4), Figure(month, 1 | 2), Figure(day, 1 | 2)] => dated(*year, *month, *day),
        [Figure(day, 1 | 2), Figure(month, 1 | 2), Figure(year, 4)] if lang != Lang::En => {
            dated(*year, *month, *day)
        }
        [Word(word), Figure(year, 4)] | [Figure(year, 4), Word(word)] => {
            make(Granularity::Month, *year, month(word)?)
        }
        [Figure(day, 1 | 2), Word(word), Figure(year, 4)] if month(word).is_some() => {
            dated(*year, month(word)?, *day)
        }
        [Word(word), Figure(index, 1), rest @ ..] | [Figure(index, 1), Word(word), rest @ ..] => {
            make(part(word)?, year(rest, fy)?, *index)
        }
        [Figure(year, 4), Word(word), Figure(index, 1)] => make(part(word)?, *year, *index),
        _ => None,
    }
}

fn year(tokens: &[Token], fy: FinancialYear) -> Option<i32> {
    match tokens {
        [Token::Figure(year, 4)] => Some(*year),
        [Token::Figure(year, 4), Token::Figure(next, 2)] if !fy.is_civil() && follows(*year, *next) => {
            Some(*year)
        }
        _ => None,
    }
}

fn follows(year: i32, next: i32) -> bool {
    (year + 1).rem_euclid(100) == next
}

fn part(word: &str) -> Option<Granularity> {
    match word {
        "q" | "t" | "quarter" | "quartal" | "trimestre" | "trim" => Some(Granularity::Quarter),
        "h" | "s" | "hj" | "half" | "halbjahr" | "semestre" | "sem" => Some(Granularity::Half),
        _ => None,
    }
}

/// Three letters at least, and the beginning of a month's name.
pub(super) fn month(word: &str) -> Option<i32> {
    if word.len() < 3 {
        return None;
    }
    let named = |names: &&[&str]| names.iter().any(|name| name.starts_with(word));
    let index = MONTHS.iter().position(named)?;
    // "jui" begins juin and juillet.
    (MONTHS.iter().filter(|names| named(names)).count() == 1).then_some(index as i32 + 1)
}

fn dated(year: i32, month: i32, day: i32) -> Option<Period> {
    chrono::NaiveDate::from_ymd_opt(year, month.try_into().ok()?, day.try_into().ok()?)?;
    make(Granularity::Month, year, month)
}

fn make(granularity: Granularity, year: i32, index: i32) -> Option<Period> {
    let per_year = granularity.per_year();
    let valid = YEARS.contains(&year) && (1..=per_year).contains(&index);
    valid.then(|| Period::new(granularity, year * per_year + index - 1))
}

impl Period {
    /// Refuses another granularity than the one wanted, naming both.
    pub fn of_granularity(self, wanted: Granularity) -> Result<Period, Problem> {
        if self.granularity == wanted {
            return Ok(self);
        }
        Err(Problem::new(ProblemCode::PeriodGranularity)
            .with("period", self)
            .with("granularity", self.granularity.as_str())
            .with("wanted", wanted.as_str()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn granularities_have_their_words() {
        for granularity in Granularity::ALL {
            assert_eq!(Granularity::parse(granularity.as_str()), Some(granularity));
        }
        assert_eq!(Granularity::parse("week"), None);
    }

    #[test]
    fn as_people_write_them() {
        let july = FinancialYear::starting(7).unwrap_or_default();
        let civil = FinancialYear::CIVIL;
        let table = [
            ("T3 2026", civil, "2026-Q3"),
            ("t3-2026", civil, "2026-Q3"),
            ("2026 Q3", civil, "2026-Q3"),
            ("3. Quartal 2026", civil, "2026-Q3"),
            ("2e trimestre 2026", civil, "2026-Q2"),
            ("1er semestre 2026", civil, "2026-H1"),
            ("1. Hj. 2026", civil, "2026-H1"),
            ("juil. 2026", civil, "2026-07"),
            ("Jan 2006", civil, "2006-01"),
            ("janv. 2006", civil, "2006-01"),
            ("décembre 2006", civil, "2006-12"),
            ("März 2006", civil, "2006-03"),
            ("2006-01-01", civil, "2006-01"),
            ("07/2026", civil, "2026-07"),
            ("7.2026", civil, "2026-07"),
            ("31.12.2026", civil, "2026-12"),
            ("1 janv. 2006", civil, "2006-01"),
            ("31. Dezember 2026", civil, "2026-12"),
            ("2026/27", july, "2026"),
            ("Q1 2026/27", july, "2026-Q1"),
            ("1. Quartal 2026/27", july, "2026-Q1"),
        ];
        for (text, fy, canonical) in table {
            let read = Period::read(text, Lang::De, fy).map(|period| period.to_string());
            assert_eq!(read.as_deref(), Ok(canonical), "{text}");
        }
        for bad in
            ["", "jui 2026", "Q5 2026", "32.12.2026", "marge 2026", "T3", "2026/27", "Q3 26", "20260701"]
        {
            assert!(Period::read(bad, Lang::De, civil).is_err(), "{bad}");
        }
        assert!(Period::read("03/04/2026", Lang::En, civil).is_err());
    }

    proptest! {
        #[test]
        fn what_is_shown_reads_back(g in 0usize..4, year in 1900i32..2100, index in 0i32..12, start in 1u8..=12) {
            let granularity = Granularity::ALL[g];
            let per_year = granularity.per_year();
            let period = Period::new(granularity, year * per_year + index % per_year);
            let fy = FinancialYear::starting(start).unwrap_or_default();
            for lang in Lang::ALL {
                prop_assert_eq!(Period::read(&period.show(lang, fy), lang, fy), Ok(period));
            }
        }

        #[test]
        fn never_panics(text in "[0-9a-zé ./-]{0,20}") {
            for lang in Lang::ALL {
                let _ = Period::read(&text, lang, FinancialYear::CIVIL);
            }
        }
    }
}
