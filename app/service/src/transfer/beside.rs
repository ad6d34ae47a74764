//! What a table says of a KPI beside its figures: unit, target and when it is due, each in a column of its own. Found by what
//! the columns are called, or said by a person.

use std::collections::BTreeMap;

use vigie_domain::problem::{Problem, ProblemCode};
use vigie_domain::reading::Figure;
use vigie_domain::target::Point;
use vigie_domain::{FinancialYear, Key, Kpi, Lang, Nature, Period, Reading, Text};

use super::marks::period;
use super::place::Cell;
use super::table::Row;
use crate::problems;

/// Beginnings of what such columns are called, in lower case. A due date is looked for first: `target date`.
const DUE: [&str; 10] = [
    "échéance",
    "echeance",
    "date cible",
    "due",
    "deadline",
    "target date",
    "zieldatum",
    "termin",
    "frist",
    "fällig",
];
const TARGET: [&str; 6] = ["cible", "objectif", "valeur cible", "target", "ziel", "soll"];
const UNIT: [&str; 4] = ["unit", "unité", "unite", "einheit"];

/// Columns by what stands in them.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Beside {
    unit: Option<usize>,
    target: Option<usize>,
    due: Option<usize>,
}

impl Beside {
    /// Of the columns that are no periods, the first of each kind.
    pub(crate) fn guess(titles: &[&str], periods: &[Option<Period>]) -> Beside {
        let mut found = Beside::default();
        for (at, title) in
            titles.iter().enumerate().filter(|(at, _)| periods.get(*at).is_none_or(Option::is_none))
        {
            let title = title.trim().to_lowercase();
            let begins = |words: &[&str]| words.iter().any(|word| title.starts_with(word));
            let place = match () {
                () if begins(&DUE) => &mut found.due,
                () if begins(&TARGET) => &mut found.target,
                () if begins(&UNIT) => &mut found.unit,
                () => continue,
            };
            place.get_or_insert(at);
        }
        found
    }

    pub(crate) fn of(columns: &BTreeMap<String, u32>) -> Beside {
        let column = |name: &str| columns.get(name).map(|at| *at as usize);
        Beside { unit: column("unit"), target: column("target"), due: column("due") }
    }

    pub(crate) fn columns(self) -> BTreeMap<String, u32> {
        let named = [("unit", self.unit), ("target", self.target), ("due", self.due)];
        let column = |(name, at): (&str, Option<usize>)| Some((name.to_owned(), u32::try_from(at?).ok()?));
        named.into_iter().filter_map(column).collect()
    }

    pub(crate) fn holds(self, column: usize) -> bool {
        [self.unit, self.target, self.due].contains(&Some(column))
    }

    pub(crate) fn unit(self, row: &Row<'_>) -> Option<String> {
        self.unit.map(|at| row.cell(at).to_owned()).filter(|text| !text.is_empty())
    }

    /// `titles`: what the columns are called.
    pub(crate) fn goal(self, row: &Row<'_>, titles: &[&str], lang: Lang) -> Option<Goal> {
        let target = self.target.filter(|at| !row.cell(*at).is_empty())?;
        let header = titles.get(target).copied().unwrap_or("").to_owned();
        let named = |at: usize| {
            (row.at(at), titles.get(at).copied().unwrap_or("").to_owned(), row.cell(at).to_owned())
        };
        let due = self.due.map(named).filter(|(_, _, text)| !text.is_empty());
        Some(Goal {
            at: row.at(target),
            text: row.cell(target).to_owned(),
            lang: row.lang(target, lang),
            header,
            due,
        })
    }
}

/// A target as it stands in the table.
pub(crate) struct Goal {
    pub(crate) at: Cell,
    pub(crate) header: String,
    pub(crate) text: String,
    lang: Lang,
    /// Where, below which header, as which text it says when it is due.
    pub(crate) due: Option<(Cell, String, String)>,
}

impl Goal {
    /// As a person reads it: `30 000 · 31/12/2026`.
    pub(crate) fn shown(&self) -> String {
        match &self.due {
            Some((.., due)) => format!("{} · {due}", self.text),
            None => self.text.clone(),
        }
    }

    /// None where it says that there is none (`n.d.`). A problem stands at its cell.
    pub(crate) fn point(&self, kpi: &Kpi, fy: FinancialYear) -> Result<Option<Point>, Problem> {
        let plain = Kpi::new(Key::parse("target")?, Text::default(), Nature::Stock, kpi.frequency);
        let text = self.text.trim().trim_end_matches('%');
        let value = match Reading::read_cell(text, &plain, self.lang)
            .map_err(|problem| self.at.refuse(problem, &self.header))?
        {
            Some(Figure::Value(value)) => value,
            _ => return Ok(None),
        };
        let due = match &self.due {
            Some((at, header, text)) => period(text, self.lang, fy).ok_or_else(|| {
                at.refuse(Problem::new(ProblemCode::PeriodMalformed).with("text", text), header)
            })?,
            // `Cible 2026`
            None => self
                .header
                .split_whitespace()
                .rev()
                .find_map(|word| period(word, self.lang, fy))
                .ok_or_else(|| self.at.refuse(problems::file("target-undated"), &self.header))?,
        };
        // Due within a period of a coarser KPI: at the end of that.
        let coarser = due.granularity < kpi.frequency;
        let period = if coarser { due.parent(kpi.frequency, fy).unwrap_or(due) } else { due };
        Ok(Some(Point { period, value }))
    }
}

/// The unit that a text names: an id where it is a known one. None where it says nothing.
pub(crate) fn unit(text: &str) -> Option<String> {
    let text = text.trim();
    let known = match text.to_lowercase().as_str() {
        "" => return None,
        "%" | "percent" | "per cent" | "percentage" | "pourcent" | "pourcentage" | "prozent" => "percent",
        "€" | "eur" | "euro" | "euros" => "EUR",
        "jours" | "jour" | "days" | "tage" => "days",
        "nombre" | "number" | "count" | "anzahl" => "count",
        _ => text,
    };
    // A sentence is no unit: the KPI keeps its default and a person gives it one.
    (known.chars().count() <= 24).then(|| known.to_owned())
}

/// `Chiffre d'affaires (k€)`: what stands in brackets at the end, where it looks like a unit.
pub(crate) fn unit_of_name(name: &str) -> Option<String> {
    let (_, inside) = name.trim().strip_suffix(')')?.rsplit_once('(')?;
    let is_short = (1..=12).contains(&inside.trim().chars().count());
    let in_words = ["en ", "in "].iter().find_map(|word| inside.trim().strip_prefix(word)).unwrap_or(inside);
    let is_sign = in_words.contains(['%', '€', '$', '£', '/'])
        || UNIT_WORDS.contains(&in_words.trim().to_lowercase().as_str());
    (is_short && is_sign).then(|| unit(in_words)).flatten()
}

const UNIT_WORDS: [&str; 16] = [
    "eur", "keur", "meur", "teur", "euros", "jours", "days", "tage", "km", "t", "kg", "mwh", "kwh", "gwh",
    "ha", "m²",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_known_by_their_names() {
        let titles = ["Indicateur", "Unité", "2026", "Cible 2027", "Échéance"];
        let periods = [None, None, Some(Period::year(2026)), None, None];
        let columns = Beside::guess(&titles, &periods).columns();
        let named = [("unit", 1), ("target", 3), ("due", 4)].map(|(name, at)| (name.to_owned(), at));
        assert_eq!(columns, BTreeMap::from(named));
        let german = Beside::guess(&["Kennzahl", "Zieldatum", "Zielwert", "Einheit"], &[None; 4]);
        assert_eq!((german.due, german.target, german.unit), (Some(1), Some(2), Some(3)));
    }

    #[test]
    fn units_are_known_by_their_words() {
        assert_eq!(unit_of_name("Chiffre d'affaires (k€)").as_deref(), Some("k€"));
        assert_eq!(unit_of_name("Umsatz (in TEUR)").as_deref(), Some("TEUR"));
        assert_eq!(unit_of_name("Part des PME (%)").as_deref(), Some("percent"));
        assert_eq!(unit_of_name("Adhérents (dont PME)"), None);
        assert_eq!(unit("Pourcentage").as_deref(), Some("percent"));
        assert_eq!(unit("entreprises").as_deref(), Some("entreprises"));
        assert_eq!(unit("pères et conjoints qui ont pris un congé dans l'année"), None);
    }
}
