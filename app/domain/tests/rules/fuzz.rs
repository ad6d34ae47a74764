//! Odd inputs: the corpus in `tests/corpus`, and random changes of it. Nothing that is typed or uploaded makes the rules
//! panic, and what is understood is written as what it was understood as.
//!
//! `PROPTEST_CASES=100000 cargo test -p vigie-domain --test rules fuzz` looks further than every build does. An input
//! that fails is printed; as a line of the corpus it stays.

use std::fs;
use std::path::Path;

use proptest::prelude::*;
use proptest::sample::Index;
use proptest::test_runner::TestRunner;
use vigie_domain::file::{self, ClusterFile};
use vigie_domain::formula;
use vigie_domain::report::report;
use vigie_domain::testing::{book, cluster, day, kpi};
use vigie_domain::{FinancialYear, Key, Lang, Number, Period, Query, Reading};

/// Pieces that inputs are changed with: what the readers look for, and what they do not expect.
const PIECES: [&str; 44] = [
    "0",
    "9",
    "-",
    "\u{2212}",
    ".",
    ",",
    " ",
    "\u{202f}",
    "'",
    "/",
    "(",
    ")",
    "+",
    "*",
    "Q",
    "H",
    "2026",
    "-Q1",
    "/27",
    "e",
    "n/a",
    "n.d.:",
    "k. A.",
    "%",
    "\"",
    "{",
    "}",
    "[",
    "]",
    ":",
    "null",
    "true",
    "1e9",
    "prev(",
    "sum(",
    "a",
    "é",
    "\u{0}",
    "\u{1f}",
    "𝟙",
    "99999999999999999999",
    "0.00000000001",
    "same_period_last_year(",
    "\n",
];

/// The lines of a corpus: JSON strings.
fn corpus(name: &str) -> Vec<String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/corpus/{name}.txt"));
    let text = fs::read_to_string(path).expect("a corpus");
    text.lines().map(|line| serde_json::from_str(line).expect("a JSON string")).collect()
}

/// One change of a text: some characters from a place on are cut, doubled, replaced, or something is put before them.
#[derive(Clone, Debug)]
enum Change {
    Cut,
    Double,
    Replace(&'static str),
    Insert(&'static str),
}

fn changes() -> impl Strategy<Value = Vec<(Index, usize, Change)>> {
    let piece = || prop::sample::select(PIECES.to_vec());
    let change = prop_oneof![
        Just(Change::Cut),
        Just(Change::Double),
        piece().prop_map(Change::Replace),
        piece().prop_map(Change::Insert),
    ];
    prop::collection::vec((any::<Index>(), 0usize..6, change), 1..5)
}

fn changed(text: &str, changes: &[(Index, usize, Change)]) -> String {
    let mut chars: Vec<char> = text.chars().collect();
    for (at, length, change) in changes {
        let at = at.index(chars.len() + 1);
        let to = (at + length).min(chars.len());
        match change {
            Change::Cut => drop(chars.drain(at..to)),
            Change::Double => {
                let again: Vec<char> = chars[at..to].to_vec();
                chars.splice(at..at, again);
            }
            Change::Replace(piece) => chars.splice(at..to, piece.chars()).for_each(drop),
            Change::Insert(piece) => chars.splice(at..at, piece.chars()).for_each(drop),
        }
    }
    chars.into_iter().collect()
}

/// Replays the corpus, then tries changes of it and a few texts of any characters.
fn look(name: &str, holds: impl Fn(&str)) {
    let corpus = corpus(name);
    corpus.iter().for_each(|line| holds(line));
    let near = (prop::sample::select(corpus), changes()).prop_map(|(line, changes)| changed(&line, &changes));
    let input = prop_oneof![9 => near, 1 => "\\PC{0,40}".prop_map(|text| text)];
    hunt(&prop::collection::vec(input, 8), |inputs| inputs.iter().for_each(|input| holds(input)));
}

/// What fails is made as small as it can be, and printed.
fn hunt<T: std::fmt::Debug>(inputs: &impl Strategy<Value = T>, holds: impl Fn(&T)) {
    let config = ProptestConfig { failure_persistence: None, ..ProptestConfig::default() };
    let found = TestRunner::new(config).run(inputs, |input| {
        holds(&input);
        Ok(())
    });
    if let Err(failure) = found {
        panic!("a line for the corpus: {failure}");
    }
}

#[test]
fn fuzz_numbers() {
    look("number", |text| {
        if let Ok(number) = Number::parse(text) {
            assert_eq!(Number::parse(&number.to_string()), Ok(number));
        }
        for lang in Lang::ALL {
            if let Ok(number) = Number::read(text, lang) {
                assert_eq!(Number::read(&number.show(lang, 10), lang), Ok(number.clone()));
                assert_eq!(Number::read(&number.edit(lang), lang), Ok(number));
            }
        }
    });
}

#[test]
fn fuzz_cells() {
    let kpis = [r#""nature": "stock", "unit": "percent""#, r#""nature": "ratio""#, r#""nature": "mean""#]
        .map(|fields| kpi("k", "month", fields));
    look("cell", |text| {
        for (kpi, lang) in kpis.iter().flat_map(|kpi| Lang::ALL.map(|lang| (kpi, lang))) {
            if let Ok(Some(figure)) = Reading::read_cell(text, kpi, lang) {
                assert_eq!(Reading::read_cell(&figure.edit(lang), kpi, lang), Ok(Some(figure)));
            }
        }
        let _ = Key::from_header(text);
    });
}

#[test]
fn fuzz_periods() {
    look("period", |text| {
        if let Ok(period) = Period::parse(text) {
            assert_eq!(period.to_string(), text);
        }
        for (lang, starts) in Lang::ALL.into_iter().flat_map(|lang| [1, 7].map(|starts| (lang, starts))) {
            let fy = FinancialYear::starting(starts).expect("a month");
            if let Ok(period) = Period::read(text, lang, fy) {
                assert_eq!(Period::read(&period.show(lang, fy), lang, fy), Ok(period));
                assert!(period.first_day(fy) <= period.last_day(fy));
            }
        }
    });
}

#[test]
fn fuzz_formulas() {
    look("formula", |text| {
        let _ = formula::parse(text);
        let mut formula = kpi("f", "month", r#""nature": "formula", "formula": "1""#);
        formula.formula = Some(text.to_owned());
        let kpis = vec![
            kpi("a", "month", r#""nature": "flow""#),
            kpi("b", "month", r#""nature": "ratio", "unit": "EUR""#),
            formula,
        ];
        let _ = (formula::check(&kpis), formula::warnings(&kpis));
        let book = book(kpis).with("a", "2026-01", "1 0 -2.5 _ n/a").with("b", "2026-01", "1/2 0/0 _ 4/-3");
        let _ = report(&book, &Query::on(day("2026-07-01")));
    });
}

#[test]
fn fuzz_cluster_files() {
    let holds = |text: &str| {
        let Ok(book) = file::read(text) else { return };
        let written = file::write(&book);
        assert_eq!(file::read(&written), Ok(book.clone()), "{written}");
        assert!(file::merge(&book, &ClusterFile::of(&book), false).is_ok_and(|merge| merge.is_empty()));
        let _ = report(&book, &Query::on(day("2026-08-01")));
    };
    look("cluster", holds);
    // Whole random clusters, and what becomes of them by small changes.
    let files: Vec<String> = (0..20).map(|seed| file::write(&cluster(seed))).collect();
    let near = (prop::sample::select(files), changes()).prop_map(|(text, changes)| changed(&text, &changes));
    hunt(&near, |text| holds(text));
}
