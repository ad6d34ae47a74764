//! What a person types into one cell: `1 234,5`, `37/130` for a ratio, `4,1 (88)` for a mean and its n, or a state:
//! `n/a`, `s.o.`, `entf.`, `n.d.`, `k. A.`, a reason after it: `n.d. : enquête en retard`.

use super::{Figure, Reading};
use crate::kpi::{Kpi, Nature};
use crate::lang::Lang;
use crate::number::Number;
use crate::problem::{Problem, ProblemCode};

impl Reading {
    /// None for an empty cell: nothing was recorded.
    pub fn read_cell(text: &str, kpi: &Kpi, lang: Lang) -> Result<Option<Figure>, Problem> {
        let typed = text.trim();
        if typed.is_empty() {
            return Ok(None);
        }
        let figure = match state(typed) {
            Some(state) => state,
            None => known(typed, kpi, lang)?,
        };
        figure.check(kpi)?;
        Ok(Some(figure))
    }
}

fn known(typed: &str, kpi: &Kpi, lang: Lang) -> Result<Figure, Problem> {
    let form =
        || Problem::new(ProblemCode::ReadingForm).with("text", typed).with("nature", kpi.nature.as_str());
    match kpi.nature {
        Nature::Formula => Err(Problem::new(ProblemCode::ReadingOfFormula)),
        Nature::Ratio => {
            let (numerator, denominator) = typed.split_once(['/', '÷']).ok_or_else(form)?;
            Ok(Figure::Parts {
                numerator: Number::read(numerator, lang)?,
                denominator: Number::read(denominator, lang)?,
            })
        }
        Nature::Mean => {
            let (value, n) =
                typed.strip_suffix(')').and_then(|rest| rest.split_once('(')).ok_or_else(form)?;
            let n = n.trim();
            let n = n.strip_prefix("n=").or_else(|| n.strip_prefix("n =")).unwrap_or(n);
            Ok(Figure::Mean { value: Number::read(value, lang)?, n: Number::read(n, lang)? })
        }
        _ => {
            let number = if kpi.is_percent() { typed.strip_suffix('%').unwrap_or(typed) } else { typed };
            Number::read(number, lang).map(Figure::Value)
        }
    }
}

const NOT_APPLICABLE: [&str; 9] =
    ["n/a", "na", "n.a.", "s.o.", "so", "entf.", "not applicable", "sans objet", "entfällt"];
const NOT_AVAILABLE: [&str; 8] =
    ["n.d.", "nd", "k.a.", "k. a.", "ka", "not available", "non disponible", "keine angabe"];

/// The words of all three languages hold in each: none of them can be taken for a figure.
fn state(typed: &str) -> Option<Figure> {
    let lower = typed.to_lowercase();
    if NOT_APPLICABLE.contains(&lower.as_str()) || lower == "entf" {
        return Some(Figure::NotApplicable);
    }
    let (word, reason) = match lower.split_once(':') {
        // The reason keeps its own letters: lower-casing may change lengths, so it is cut from what was typed.
        Some((word, _)) => {
            (word.trim_end().to_owned(), typed.split_once(':').map(|(_, reason)| reason.trim()))
        }
        None => (lower, None),
    };
    let reason = reason.filter(|reason| !reason.is_empty()).map(str::to_owned);
    NOT_AVAILABLE.contains(&word.as_str()).then_some(Figure::NotAvailable { reason })
}

impl Figure {
    /// What a cell of the grid shows: as typed, with its thousands apart. `read_cell` reads it too.
    pub fn show(&self, lang: Lang) -> String {
        match self {
            Figure::Value(value) => value.show_exact(lang),
            Figure::Parts { numerator, denominator } => {
                format!("{}/{}", numerator.show_exact(lang), denominator.show_exact(lang))
            }
            Figure::Mean { value, n } => format!("{} ({})", value.show_exact(lang), n.show_exact(lang)),
            Figure::NotApplicable | Figure::NotAvailable { .. } => self.edit(lang),
        }
    }

    /// The text that `read_cell` reads as this figure: what an edited cell starts with, and what is copied out.
    pub fn edit(&self, lang: Lang) -> String {
        match self {
            Figure::Value(value) => value.edit(lang),
            Figure::Parts { numerator, denominator } => {
                format!("{}/{}", numerator.edit(lang), denominator.edit(lang))
            }
            Figure::Mean { value, n } => format!("{} ({})", value.edit(lang), n.edit(lang)),
            Figure::NotApplicable => match lang {
                Lang::En => "n/a",
                Lang::Fr => "s.o.",
                Lang::De => "entf.",
            }
            .to_owned(),
            Figure::NotAvailable { reason } => {
                let word = if lang == Lang::De { "k. A." } else { "n.d." };
                reason.as_ref().map_or_else(|| word.to_owned(), |reason| format!("{word}: {reason}"))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{kpi, number};

    fn read(text: &str, fields: &str, lang: Lang) -> Result<Option<Figure>, ProblemCode> {
        Reading::read_cell(text, &kpi("k", "month", fields), lang).map_err(|problem| problem.code)
    }

    #[test]
    fn each_nature_has_its_syntax() {
        let value = |text| Ok(Some(Figure::Value(number(text))));
        let parts = |n, d| Ok(Some(Figure::Parts { numerator: number(n), denominator: number(d) }));
        let mean = |v, n| Ok(Some(Figure::Mean { value: number(v), n: number(n) }));
        let (stock, ratio) = (r#""nature": "stock", "unit": "percent""#, r#""nature": "ratio""#);
        assert_eq!(read(" 1 234,5 ", stock, Lang::Fr), value("1234.5"));
        assert_eq!(read("37 %", stock, Lang::Fr), value("37"));
        assert_eq!(read("", stock, Lang::Fr), Ok(None));
        assert_eq!(read("37/130", ratio, Lang::En), parts("37", "130"));
        assert_eq!(read("1.000 / 2.000,5", ratio, Lang::De), parts("1000", "2000.5"));
        assert_eq!(read("37", ratio, Lang::En), Err(ProblemCode::ReadingForm));
        assert_eq!(read("4,1 (88)", r#""nature": "mean""#, Lang::Fr), mean("4.1", "88"));
        assert_eq!(read("4.1 (n = 88)", r#""nature": "mean""#, Lang::En), mean("4.1", "88"));
        assert_eq!(read("4.1", r#""nature": "mean""#, Lang::En), Err(ProblemCode::ReadingForm));
        assert_eq!(read("1,5", stock, Lang::En), Err(ProblemCode::NumberGrouping));
    }

    #[test]
    fn states_are_typed_in_words() {
        let stock = r#""nature": "stock""#;
        for word in ["n/a", "s.o.", "entf.", "N/A"] {
            assert_eq!(
                read(word, r#""nature": "ratio""#, Lang::En),
                Ok(Some(Figure::NotApplicable)),
                "{word}"
            );
        }
        for word in ["n.d.", "k. A.", "k.A.", "Non disponible", "keine Angabe"] {
            assert_eq!(
                read(word, stock, Lang::De),
                Ok(Some(Figure::NotAvailable { reason: None })),
                "{word}"
            );
        }
        let late = Figure::NotAvailable { reason: Some("Enquête en retard".to_owned()) };
        assert_eq!(read("n.d. : Enquête en retard", stock, Lang::Fr), Ok(Some(late)));
    }

    #[test]
    fn an_edited_cell_reads_as_its_figure() {
        let figures = [
            (Figure::Value(number("-1234567.25")), r#""nature": "stock""#),
            (Figure::Parts { numerator: number("1.5"), denominator: number("1000") }, r#""nature": "ratio""#),
            (Figure::Mean { value: number("4.1"), n: number("88") }, r#""nature": "mean""#),
            (Figure::NotApplicable, r#""nature": "mean""#),
            (Figure::NotAvailable { reason: Some("Umfrage: spät".to_owned()) }, r#""nature": "flow""#),
        ];
        for (figure, fields) in figures {
            for lang in Lang::ALL {
                assert_eq!(read(&figure.edit(lang), fields, lang), Ok(Some(figure.clone())));
                assert_eq!(read(&figure.show(lang), fields, lang), Ok(Some(figure.clone())));
            }
        }
    }
}
