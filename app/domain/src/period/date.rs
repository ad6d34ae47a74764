//! A day as people write it: 31 December 2026, 31.12.2026, 2026-12-31. Of two figures before a year the reader's language
//! says which is the day; in English that is not certain, and it is refused.

use chrono::NaiveDate;

use super::YEARS;
use super::read::{Token, month, tokens};
use crate::lang::Lang;
use crate::problem::{Problem, ProblemCode};

pub fn read_date(text: &str, lang: Lang) -> Result<NaiveDate, Problem> {
    let typed = text.trim();
    let understood = tokens(typed).and_then(|tokens| understand(&tokens, lang));
    understood.ok_or_else(|| Problem::new(ProblemCode::DateMalformed).with("text", typed))
}

fn understand(tokens: &[Token], lang: Lang) -> Option<NaiveDate> {
    use Token::{Figure, Word};
    let (year, month, day) = match tokens {
        [Figure(year, 4), Figure(month, 1 | 2), Figure(day, 1 | 2)] => (*year, *month, *day),
        [Figure(day, 1 | 2), Figure(month, 1 | 2), Figure(year, 4)] if lang != Lang::En => {
            (*year, *month, *day)
        }
        [Figure(day, 1 | 2), Word(word), Figure(year, 4)]
        | [Word(word), Figure(day, 1 | 2), Figure(year, 4)] => (*year, month(word)?, *day),
        _ => return None,
    };
    let date = NaiveDate::from_ymd_opt(year, month.try_into().ok()?, day.try_into().ok()?)?;
    YEARS.contains(&year).then_some(date)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn as_people_write_them() {
        let table = [
            (Lang::En, "31 December 2026", "2026-12-31"),
            (Lang::En, "Dec 1st, 2026", "2026-12-01"),
            (Lang::En, "2026-12-31", "2026-12-31"),
            (Lang::Fr, "1er août 2026", "2026-08-01"),
            (Lang::Fr, "31/12/2026", "2026-12-31"),
            (Lang::De, "3. März 2026", "2026-03-03"),
            (Lang::De, " 3.4.2026 ", "2026-04-03"),
        ];
        for (lang, text, expected) in table {
            assert_eq!(read_date(text, lang).map(|date| date.to_string()).as_deref(), Ok(expected), "{text}");
        }
    }

    #[test]
    fn what_is_not_certain_is_refused() {
        for text in
            ["", "03/04/2026", "31 December", "2026", "30 February 2026", "31 December 26", "12026-1-1"]
        {
            let problem = read_date(text, Lang::En).expect_err(text);
            assert_eq!(problem.code, ProblemCode::DateMalformed);
        }
    }
}
