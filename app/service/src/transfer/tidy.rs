//! The tidy form: `kpi,period,value,numerator,denominator,n,state,reason,comment`, a row per reading. What an export writes.

use std::collections::BTreeMap;

use vigie_domain::problem::{Problem, ProblemCode};
use vigie_domain::reading::{FieldTexts, Fields, Figure};
use vigie_domain::{Book, Lang, Number, Period};

use super::draft::{Draft, Entry, Said, Series};
use super::marks::{language, period};
use super::table::{Row, Table};

pub(crate) const HEADER: [&str; 9] =
    ["kpi", "period", "value", "numerator", "denominator", "n", "state", "reason", "comment"];

/// In which column each field stands.
pub(crate) struct Columns(BTreeMap<&'static str, usize>);

impl Columns {
    /// None where the first row does not name both KPI and period, and something recorded.
    pub(crate) fn of(table: &Table) -> Option<Columns> {
        let header = table.rows.first()?;
        let find = |name: &'static str| {
            let found = header.filled().find(|(_, cell)| cell.eq_ignore_ascii_case(name));
            found.map(|(column, _)| (name, column))
        };
        let columns: BTreeMap<_, _> = HEADER.into_iter().filter_map(find).collect();
        let has = |name: &str| columns.contains_key(name);
        let tidy = has("kpi") && has("period") && (has("value") || has("numerator") || has("state"));
        tidy.then_some(Columns(columns))
    }

    fn cell<'a>(&self, row: &'a Row, name: &str) -> &'a str {
        self.0.get(name).map_or("", |column| row.cell(*column))
    }

    /// With its white space: what was written comes back as it was.
    fn text(&self, row: &Row, name: &str) -> Option<String> {
        let text = self.0.get(name).map_or("", |column| row.raw(*column));
        Some(text.to_owned()).filter(|text| !text.trim().is_empty())
    }

    fn column(&self, name: &str) -> usize {
        self.0.get(name).copied().unwrap_or(0)
    }
}

pub(crate) fn series(
    table: &Table,
    columns: &Columns,
    current: &Book,
    draft: &mut Draft,
) -> (Lang, Vec<Series>) {
    let (header, rows) =
        table.rows.split_first().map_or((None, &[][..]), |(header, rows)| (Some(header), rows));
    for (column, cell) in header.iter().flat_map(|row| row.filled()) {
        if !columns.0.values().any(|known| *known == column) {
            let unknown = Problem::new(ProblemCode::FieldUnknown).with("text", cell);
            draft.problems.extend(header.map(|row| row.at(column).refuse(unknown, cell)));
        }
    }
    let figures = ["value", "numerator", "denominator", "n"];
    let cells = rows.iter().flat_map(|row| figures.map(|name| columns.cell(row, name)));
    // With commas between cells it is the form that exports have: a dot, and no marks between digits.
    let lang = if table.delimiter == b',' { Lang::En } else { language(cells, table.delimiter) };
    let number = |text: &str| if lang == Lang::En { Number::parse(text) } else { Number::read(text, lang) };
    let mut all: Vec<Series> = Vec::new();
    let mut index: BTreeMap<String, usize> = BTreeMap::new();
    for row in rows {
        let kpi = columns.cell(row, "kpi");
        let entry = match entry(row, columns, current, lang, &number) {
            Ok(Some(entry)) => entry,
            Ok(None) => continue,
            Err((name, problem)) => {
                draft.problems.push(row.at(columns.column(name)).refuse(problem, name));
                continue;
            }
        };
        let at = *index.entry(kpi.to_owned()).or_insert_with(|| {
            all.push(Series {
                names: vec![kpi.to_owned()],
                at: row.at(columns.column("kpi")),
                entries: Vec::new(),
            });
            all.len() - 1
        });
        all[at].entries.push(entry);
    }
    (lang, all)
}

/// None for a row without a figure, a state and a text. A problem comes with the name of its column.
fn entry(
    row: &Row,
    columns: &Columns,
    current: &Book,
    lang: Lang,
    number: &dyn Fn(&str) -> Result<Number, Problem>,
) -> Result<Option<Entry>, (&'static str, Problem)> {
    let cell = |name: &str| columns.cell(row, name);
    if cell("kpi").is_empty() {
        return Err(("kpi", Problem::new(ProblemCode::FieldMissing)));
    }
    let said = period(cell("period"), lang, current.fy());
    let period: Period = said
        .ok_or_else(|| ("period", Problem::new(ProblemCode::PeriodMalformed).with("text", cell("period"))))?;
    let texts = FieldTexts {
        value: cell("value"),
        numerator: cell("numerator"),
        denominator: cell("denominator"),
        n: cell("n"),
        state: cell("state"),
        reason: cell("reason"),
    };
    let of_column = |problem: Problem| {
        let name = HEADER.into_iter().find(|name| *name == problem.place).unwrap_or("value");
        (name, problem)
    };
    let fields = Fields::read(&texts, number).map_err(of_column)?;
    let comment = columns.text(row, "comment");
    if fields.is_empty() && comment.is_none() {
        return Ok(None);
    }
    let mut figure = fields.figure().map_err(of_column)?;
    if let Figure::NotAvailable { reason } = &mut figure {
        *reason = columns.text(row, "reason");
    }
    let at = row.at(columns.column("value"));
    Ok(Some(Entry { period, at, header: "value".to_owned(), said: Said::Row { figure, comment } }))
}
