//! A period in the reader's words: Jul 2026, T3 2026, 1. Hj. 2026; a financial year that is no civil year as 2026/27.

use super::{FinancialYear, Granularity, Period};
use crate::lang::Lang;

pub(super) const EN: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
pub(super) const FR: [&str; 12] =
    ["janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc."];
pub(super) const DE: [&str; 12] =
    ["Jan.", "Feb.", "März", "Apr.", "Mai", "Juni", "Juli", "Aug.", "Sept.", "Okt.", "Nov.", "Dez."];

impl Period {
    pub fn show(self, lang: Lang, fy: FinancialYear) -> String {
        let year = self.show_year(fy);
        let short = self.show_short(lang);
        if short.is_empty() { year } else { format!("{short} {year}") }
    }

    /// Without its year, as a chart's axis wants it; empty for a year.
    pub fn show_short(self, lang: Lang) -> String {
        let index = self.index();
        match (self.granularity, lang) {
            (Granularity::Year, _) => String::new(),
            (Granularity::Half, Lang::En) => format!("H{index}"),
            (Granularity::Half, Lang::Fr) => format!("S{index}"),
            (Granularity::Half, Lang::De) => format!("{index}. Hj."),
            (Granularity::Quarter, Lang::En) => format!("Q{index}"),
            (Granularity::Quarter, Lang::Fr) => format!("T{index}"),
            (Granularity::Quarter, Lang::De) => format!("{index}. Quartal"),
            (Granularity::Month, Lang::En) => EN[index as usize - 1].to_owned(),
            (Granularity::Month, Lang::Fr) => FR[index as usize - 1].to_owned(),
            (Granularity::Month, Lang::De) => DE[index as usize - 1].to_owned(),
        }
    }

    pub fn show_year(self, fy: FinancialYear) -> String {
        let year = self.year_number();
        if fy.is_civil() || self.granularity == Granularity::Month {
            year.to_string()
        } else {
            format!("{year}/{:02}", (year + 1).rem_euclid(100))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn in_the_readers_words() {
        let show = |text: &str, lang, fy| {
            Period::parse(text)
                .map(|period| period.show(lang, FinancialYear::starting(fy).unwrap_or_default()))
        };
        let table = [
            ("2026-Q3", Lang::Fr, 1, "T3 2026"),
            ("2026-Q3", Lang::De, 1, "3. Quartal 2026"),
            ("2026-H1", Lang::Fr, 1, "S1 2026"),
            ("2026-H1", Lang::De, 1, "1. Hj. 2026"),
            ("2026-07", Lang::Fr, 7, "juil. 2026"),
            ("2026", Lang::En, 1, "2026"),
            ("2026", Lang::En, 7, "2026/27"),
            ("2026-Q1", Lang::En, 7, "Q1 2026/27"),
        ];
        for (text, lang, fy, shown) in table {
            assert_eq!(show(text, lang, fy).as_deref(), Ok(shown));
        }
    }
}
