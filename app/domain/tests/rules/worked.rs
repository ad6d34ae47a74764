//! Reads `tests/worked/*.txt` and compares every figure written there with the report. How a case is written, and how
//! its figures were calculated, says `tests/worked/README.md`.

use std::fs;
use std::path::Path;

use vigie_domain::report::{KpiReport, report};
use vigie_domain::testing::{book, day, key, kpi};
use vigie_domain::{Book, Number, Objective, Query, Row};

/// One case while it is read.
struct Case {
    book: Book,
    today: String,
    set: Option<String>,
}

impl Case {
    fn new() -> Case {
        Case { book: book(Vec::new()), today: "2030-01-01".to_owned(), set: None }
    }

    fn query(&self) -> Query {
        Query { set: self.set.clone(), ..Query::on(day(&self.today)) }
    }

    fn kpi(&self, name: &str) -> KpiReport {
        let query = Query { kpi: Some(key(name)), ..self.query() };
        report(&self.book, &query).kpis.remove(0)
    }

    fn row(&self, name: &str, period: &str) -> Row {
        let period = vigie_domain::testing::period(period);
        let query = Query {
            kpi: Some(key(name)),
            by: Some(period.granularity),
            from: Some(period),
            to: Some(period),
            ..self.query()
        };
        report(&self.book, &query).kpis.remove(0).periods.remove(0)
    }

    /// Takes one line; for a line that says what is expected, what was said and what was found.
    fn line(&mut self, word: &str, rest: &str) -> Option<(Vec<String>, Vec<String>)> {
        let mut words = rest.split_whitespace();
        let mut next = || words.next().unwrap_or_default();
        match word {
            "case" => *self = Case::new(),
            "today" => self.today = rest.to_owned(),
            "set" => self.set = Some(rest.to_owned()),
            "cluster" => {
                let settings: serde_json::Value = serde_json::from_str(rest).expect("settings");
                let starts = settings["financial_year_starts"].clone();
                self.book.cluster.financial_year_starts = serde_json::from_value(starts).expect("a month");
            }
            "goal" => {
                let objective: Objective = serde_json::from_str(rest).expect("an objective");
                self.book.objectives.push(objective);
            }
            "kpi" => {
                let [key, frequency, fields] = rest.splitn(3, ' ').collect::<Vec<_>>()[..] else {
                    panic!("key, frequency, fields")
                };
                let kpi = kpi(key, frequency, &fields[1..fields.len() - 1]);
                assert_eq!(kpi.check(self.book.fy()), [], "{key}");
                self.book.kpis.push(kpi);
            }
            "read" => {
                let (key, first) = (next(), next());
                let figures: Vec<&str> = words.collect();
                self.book = self.book.clone().with(key, first, &figures.join(" "));
            }
            "row" => {
                let row = self.row(next(), next());
                return Some(compare(words, |name| of_row(&row, name)));
            }
            "whole" => {
                let whole = self.kpi(next());
                return Some(compare(words, |name| match name {
                    "status" => whole.status.map_or("-".to_owned(), |status| status.as_str().to_owned()),
                    "progress" => number(&whole.progress),
                    _ => unknown(name),
                }));
            }
            "forecast" => {
                let forecast = self.kpi(next()).forecast;
                return Some(compare(words, |name| match (name, &forecast) {
                    ("-", forecast) => forecast.as_ref().map_or("-", |_| "a projection").to_owned(),
                    (_, None) => "no projection".to_owned(),
                    ("value", Some(forecast)) => forecast.value.to_string(),
                    ("target", Some(forecast)) => forecast.target.to_string(),
                    ("readings", Some(forecast)) => forecast.readings.to_string(),
                    ("likely" | "unlikely", Some(forecast)) => {
                        if forecast.likely { "likely" } else { "unlikely" }.to_owned()
                    }
                    _ => unknown(name),
                }));
            }
            "reach" => {
                let id = next();
                let reports = report(&self.book, &self.query()).objectives;
                let found = reports.into_iter().find(|objective| objective.id == id).expect("an objective");
                return Some(compare(words, |name| match name {
                    "attainment" => number(&found.attainment),
                    "with_data" => format!("{}/{}", found.with_data, found.of),
                    "status" => found.status.as_str().to_owned(),
                    "met" | "unmet" => if found.met { "met" } else { "unmet" }.to_owned(),
                    _ => unknown(name),
                }));
            }
            _ => panic!("no such line: {word}"),
        }
        None
    }
}

fn unknown(name: &str) -> String {
    panic!("{name} cannot be compared here")
}

fn number(number: &Option<Number>) -> String {
    number.as_ref().map_or("-".to_owned(), Number::to_string)
}

fn of_row(row: &Row, name: &str) -> String {
    match name {
        "state" => row.state.as_str().to_owned(),
        "status" => row.status.map_or("-".to_owned(), |status| status.as_str().to_owned()),
        "known" => match (row.known, row.expected) {
            (Some(known), Some(expected)) => format!("{known}/{expected}"),
            _ => "-".to_owned(),
        },
        "provisional" | "final" => if row.provisional { "provisional" } else { "final" }.to_owned(),
        "break" | "whole" => if row.break_before { "break" } else { "whole" }.to_owned(),
        "value" => number(&row.value),
        "numerator" => number(&row.numerator),
        "denominator" => number(&row.denominator),
        "ytd" => number(&row.year_to_date),
        "r12" => number(&row.rolling_12),
        "target" => number(&row.target),
        "period" => number(&row.period_target),
        "progress" => number(&row.progress),
        _ => unknown(name),
    }
}

/// What the words say and what was found, in the same form.
fn compare<'a>(
    words: impl Iterator<Item = &'a str>,
    found: impl Fn(&str) -> String,
) -> (Vec<String>, Vec<String>) {
    words
        .map(|word| match word.split_once('=') {
            None => (word.to_owned(), found(word)),
            Some((name, said)) => {
                let said = match name {
                    "state" | "status" | "known" | "with_data" | "readings" => said.to_owned(),
                    _ => written(said),
                };
                (format!("{name}={said}"), format!("{name}={}", found(name)))
            }
        })
        .unzip()
}

/// A figure as the cases write it, `10/120` or `-0.5`, as the report writes it.
fn written(said: &str) -> String {
    if said == "-" {
        return said.to_owned();
    }
    let (over, under) = said.split_once('/').unwrap_or((said, "1"));
    let parse = |text| Number::parse(text).unwrap_or_else(|problem| panic!("{said}: {problem}"));
    parse(over).divided_by(&parse(under)).expect("a figure").to_string()
}

#[test]
fn every_worked_figure_is_found() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/worked");
    let mut compared = 0;
    let mut differences = Vec::new();
    for entry in fs::read_dir(folder).expect("the worked cases") {
        let path = entry.expect("a file").path();
        if path.extension().is_none_or(|extension| extension != "txt") {
            continue;
        }
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default().to_owned();
        let mut case = Case::new();
        for (number, line) in fs::read_to_string(&path).expect("readable").lines().enumerate() {
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            let (word, rest) = line.split_once(' ').expect("a word and what it says");
            if let Some((said, found)) = case.line(word, rest.trim()) {
                assert!(!said.is_empty(), "{name}:{} compares nothing", number + 1);
                compared += 1;
                if said != found {
                    differences.push(format!("{name}:{}: said {said:?}, found {found:?}", number + 1));
                }
            }
        }
    }
    assert!(differences.is_empty(), "{}", differences.join("\n"));
    assert!(compared > 300, "only {compared} lines were compared");
}
