//! The tidy form: `kpi,period,value,numerator,denominator,n,state,reason,comment`, a row per reading. What an export writes.

use std::borrow::Cow;
use std::collections::BTreeMap;

use vigie_domain::problem::{Problem, ProblemCode};
use vigie_domain::reading::{FieldTexts, Fields, Figure};
use vigie_domain::{FinancialYear, Lang, Number};

use super::Note;
use super::draft::{Draft, Entry, Said, Series};
use super::marks::{language, period};
use super::table::{Row, Table};

pub(crate) const HEADER: [&str; 9] =
    ["kpi", "period", "value", "numerator", "denominator", "n", "state", "reason", "comment"];

/// In which column each field stands, by its name.
pub(crate) type Columns = BTreeMap<&'static str, usize>;

/// None where a row does not name KPI and period, and something recorded.
pub(crate) fn columns(header: Row<'_>) -> Option<Columns> {
    let find = |name: &'static str| {
        let found = header.filled().find(|(_, cell)| cell.eq_ignore_ascii_case(name));
        found.map(|(column, _)| (name, column))
    };
    let columns: Columns = HEADER.into_iter().filter_map(find).collect();
    is_enough(&columns).then_some(columns)
}

pub(crate) fn is_enough(columns: &Columns) -> bool {
    let has = |name: &str| columns.contains_key(name);
    has("kpi") && has("period") && (has("value") || has("numerator") || has("state"))
}

/// The fields of a row.
struct Fielded<'a> {
    row: Row<'a>,
    columns: &'a Columns,
}

impl<'a> Fielded<'a> {
    fn cell(&self, name: &str) -> &'a str {
        self.columns.get(name).map_or("", |column| self.row.cell(*column))
    }

    /// With its white space: what was written comes back as it was.
    fn text(&self, name: &str) -> Option<String> {
        let text = self.columns.get(name).map_or("", |column| self.row.raw(*column));
        Some(text.to_owned()).filter(|text| !text.trim().is_empty())
    }

    fn column(&self, name: &str) -> usize {
        self.columns.get(name).copied().unwrap_or(0)
    }
}

pub(crate) fn marks(table: &Table, header: usize, columns: &Columns) -> Lang {
    // With commas between cells it is the form that exports have: a dot, and no marks between digits.
    if table.strict && is_named(table.row(header), columns) {
        return Lang::En;
    }
    let rows = || table.rows().skip(header + 1);
    let figures = FIGURES.into_iter().filter_map(|name| columns.get(name));
    language(figures.flat_map(|at| rows().filter_map(|row| row.typed_at(*at))), table.usual)
}

const FIGURES: [&str; 4] = ["value", "numerator", "denominator", "n"];

/// Whether the columns have the names of the contract; else somebody said what they are.
fn is_named(header: Row<'_>, columns: &Columns) -> bool {
    columns.iter().all(|(name, at)| header.cell(*at).eq_ignore_ascii_case(name))
}

pub(crate) fn series(
    table: &Table,
    (header, columns): (usize, &Columns),
    lang: Lang,
    fy: FinancialYear,
    draft: &mut Draft,
) -> Vec<Series> {
    let head = table.row(header);
    let is_named = is_named(head, columns);
    for (column, cell) in head.filled().filter(|(column, _)| !columns.values().any(|known| known == column)) {
        if is_named {
            let unknown = Problem::new(ProblemCode::FieldUnknown).with("text", cell);
            draft.problems.push(head.at(column).refuse(unknown, cell));
        } else {
            draft.notes.push(Note::Ignored { place: head.at(column).name(), text: cell.to_owned() });
        }
    }
    let reader = Reader { columns, lang, fy, is_strict: table.strict && is_named, is_named, head };
    let mut all: Vec<Series> = Vec::new();
    let mut index: BTreeMap<&str, usize> = BTreeMap::new();
    for row in table.rows().skip(header + 1) {
        let row = Fielded { row, columns };
        let entry = match reader.entry(&row) {
            Ok(Some(entry)) => entry,
            Ok(None) => continue,
            Err((name, problem)) => {
                draft.problems.push(row.row.at(row.column(name)).refuse(problem, name));
                continue;
            }
        };
        let kpi = row.cell("kpi");
        let at = *index.entry(kpi).or_insert_with(|| {
            let at = row.row.at(row.column("kpi"));
            all.push(Series::new(vec![kpi.to_owned()], at, Vec::new()));
            all.len() - 1
        });
        all[at].entries.push(entry);
    }
    all
}

struct Reader<'a> {
    columns: &'a Columns,
    lang: Lang,
    fy: FinancialYear,
    is_strict: bool,
    is_named: bool,
    head: Row<'a>,
}

impl Reader<'_> {
    /// None for a row without a figure, a state and a text. A problem comes with the name of its column.
    fn entry(&self, row: &Fielded<'_>) -> Result<Option<Entry>, (&'static str, Problem)> {
        if row.cell("kpi").is_empty() {
            return Err(("kpi", Problem::new(ProblemCode::FieldMissing)));
        }
        let malformed = || Problem::new(ProblemCode::PeriodMalformed).with("text", row.cell("period"));
        let period = period(row.cell("period"), self.lang, self.fy).ok_or_else(|| ("period", malformed()))?;
        let column = row.column("value");
        if !self.is_named {
            let entry = Entry::of_cell(&row.row, column, period, self.head.cell(column), self.lang);
            return Ok(Some(entry).filter(|_| !row.cell("value").is_empty()));
        }
        let said = self.said(row)?;
        Ok(said.map(|said| Entry { period, at: row.row.at(column), header: "value".to_owned(), said }))
    }

    fn said(&self, row: &Fielded<'_>) -> Result<Option<Said>, (&'static str, Problem)> {
        let figure =
            |name: &str| self.columns.get(name).map_or(Cow::Borrowed(""), |at| self.figure(&row.row, *at));
        let figures = FIGURES.map(figure);
        let [value, numerator, denominator, n] = figures.each_ref().map(|text| text.as_ref());
        let texts = FieldTexts {
            value,
            numerator,
            denominator,
            n,
            state: row.cell("state"),
            reason: row.cell("reason"),
        };
        let of_column = |problem: Problem| {
            let name = HEADER.into_iter().find(|name| *name == problem.place).unwrap_or("value");
            (name, problem)
        };
        let number =
            |text: &str| if self.is_strict { Number::parse(text) } else { Number::read(text, self.lang) };
        let fields = Fields::read(&texts, &number).map_err(of_column)?;
        let comment = row.text("comment");
        if fields.is_empty() && comment.is_none() {
            return Ok(None);
        }
        let mut figure = fields.figure().map_err(of_column)?;
        if let Figure::NotAvailable { reason } = &mut figure {
            *reason = row.text("reason");
        }
        Ok(Some(Said::Row { figure, comment }))
    }

    /// A cell that holds a number as it would be typed.
    fn figure<'r>(&self, row: &Row<'r>, column: usize) -> Cow<'r, str> {
        let cell = row.cell(column);
        let is_number = row.lang(column, self.lang) != self.lang;
        if is_number { Cow::Owned(cell.replace('.', ",")) } else { Cow::Borrowed(cell) }
    }
}
