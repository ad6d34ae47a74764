use super::*;
use crate::number::Number;
use crate::testing::{day, key, number, period};

/// The file that the product's description shows, literally.
const EXAMPLE: &str = include_str!("example.json");

fn example() -> Book {
    read(EXAMPLE).unwrap_or_else(|problems| panic!("{problems:?}"))
}

fn problems(text: &str) -> Vec<(String, ProblemCode)> {
    match read(text) {
        Ok(_) => Vec::new(),
        Err(problems) => problems.into_iter().map(|problem| (problem.place, problem.code)).collect(),
    }
}

#[test]
fn the_example_reads() {
    let book = example();
    assert_eq!(book.cluster.languages, ["fr", "en"]);
    assert_eq!(book.kpis.len(), 4);
    let members = &book.kpis[0];
    assert_eq!((members.lag, members.tolerance.amber.clone()), (15, number("0.1")));
    assert_eq!(members.plausible.min, Some(Number::ZERO));
    let projects = &book.kpis[1];
    assert_eq!((projects.unit.as_str(), projects.breaks()), ("count", vec![period("2025-Q1")]));
    assert_eq!(book.kpis[2].ratio_parts().scale, Number::int(100));
    assert_eq!(book.objectives[0].due, Some(day("2026-12-31")));
    assert_eq!(book.readings.len(), 3);
    let february = book.readings.get(&key("members-total"), period("2026-02")).expect("a reading");
    assert_eq!(february.figure, crate::Figure::NotAvailable { reason: Some("survey late".to_owned()) });
}

#[test]
fn what_is_written_reads_as_the_same_and_writes_as_the_same() {
    let book = example();
    let written = write(&book);
    assert_eq!(read(&written).as_ref(), Ok(&book));
    assert_eq!(write(&read(&written).expect("a book")), written);
    assert!(!written.contains("\"lag\"") && !written.contains("null"), "defaults are not written: {written}");
}

#[test]
fn a_file_with_everything_is_kept_whole() {
    let text = r#"{"vigie": 1, "cluster": {"slug": "c", "name": "C", "region": "R", "financial_year_starts": 7, "hue": 210, "logo": "data:image/png;base64,AAAA"},
     "kpis": [
      {"key": "steps", "name": {"en": "S"}, "definition": {"en": "d"}, "nature": "milestones", "frequency": "half",
       "steps": [{"en": "a"}, {"en": "b", "fr": "b"}], "direction": "none", "category": "p", "responsible": "a@b.c",
       "deputy": "d@b.c", "source": {"en": "s"}, "method": {"en": "m"}, "unit": "EUR", "unit_label": {"en": "k€"},
       "references": [{"value": "65", "caption": {"en": "Denmark"}, "source": "x"}], "archived": true,
       "thresholds": {"operator": ">=", "green": "51", "amber": "15", "text": {"en": "t"}, "source": "s"},
       "frameworks": ["ECEI"], "assessments": [{"period": "2025-H2", "status": "at_risk", "comment": "the lawyer is ill"}], "confidential": true, "decimals": 2, "lag": 0},
      {"key": "trust", "name": {"en": "T"}, "nature": "scale", "labels": [{"en": "low"}, {"en": "high"}],
       "frequency": "year", "direction": "band", "band": {"low": "1", "high": "2"}},
      {"key": "mean", "name": {"en": "M"}, "nature": "mean", "frequency": "quarter"}],
     "objectives": [{"id": "o", "title": {"en": "O"}, "why": {"en": "w"}, "rule": "all", "set": "s", "start": "2026-01-01",
       "assessments": [{"period": "2025", "status": "met"}], "children": [{"id": "p", "title": {"en": "P"}, "weight": "0.5", "archived": true}]}],
     "dashboards": [{"id": "d", "name": {"en": "D"}, "span": {"from": "2025", "to": "2026-Q1"}, "by": "quarter",
       "cards": [{"kind": "objectives"}, {"kind": "kpis"}, {"kind": "kpi", "key": "mean"}, {"kind": "trend", "key": "trust"},
                 {"kind": "text", "text": {"en": "hello"}}]}],
     "period_states": [{"period": "2025", "state": "frozen"}],
     "readings": [{"kpi": "mean", "period": "2025-Q4", "value": "4.1", "n": "88"}, {"kpi": "steps", "period": "2025-H2", "value": "1"},
       {"kpi": "trust", "period": "2025", "state": "not_applicable"}]}"#;
    let book = read(text).unwrap_or_else(|problems| panic!("{problems:?}"));
    let written = write(&book);
    assert_eq!(read(&written), Ok(book));
    let same = |text: &str| serde_json::from_str::<serde_json::Value>(text).expect("json");
    assert_eq!(same(&written), same(text));
}

#[test]
fn what_is_unknown_or_wrong_is_refused_with_its_place() {
    let table = [
        (
            r#""formula": "projects-labelled"#,
            r#""formula": "projects-labeled"#,
            "kpis[3].formula",
            ProblemCode::KpiUnknown,
        ),
        (r#""decimals": 0"#, r#""decimal": 0"#, "kpis[0].decimal", ProblemCode::FieldUnknown),
        (r#""nature": "stock""#, r#""nature": "stok""#, "kpis[0].nature", ProblemCode::FieldUnknown),
        (
            r#""period": "2026-12", "value": "200""#,
            r#""period": "2026-12", "value": "2e2""#,
            "kpis[0].targets[0].points[0].value",
            ProblemCode::NumberMalformed,
        ),
        (
            r#""period": "2026-01", "value": "130""#,
            r#""period": "2026-13", "value": "130""#,
            "readings[0].period",
            ProblemCode::PeriodMalformed,
        ),
        (
            r#""period": "2026-01", "value": "130""#,
            r#""period": "2026-Q1", "value": "130""#,
            "readings[0].period",
            ProblemCode::PeriodGranularity,
        ),
        (r#", "denominator": "130"}"#, "}", "readings[1].denominator", ProblemCode::ReadingPartMissing),
        (r#""kpi": "exporting-share""#, r#""kpi": "other""#, "readings[1].kpi", ProblemCode::KpiUnknown),
        (r#""vigie": 1"#, r#""vigie": 2"#, "vigie", ProblemCode::VersionUnsupported),
        (
            r#""financial_year_starts": 1"#,
            r#""financial_year_starts": 13"#,
            "cluster.financial_year_starts",
            ProblemCode::FieldOutOfRange,
        ),
        (
            r#""key": "exporting-share", "name""#,
            r#""key": "members-total", "name""#,
            "kpis[2].key",
            ProblemCode::Duplicate,
        ),
        (
            r#"{"key": "exporting-share", "weight""#,
            r#"{"key": "gone", "weight""#,
            "objectives[0].kpis[1].key",
            ProblemCode::KpiUnknown,
        ),
    ];
    for (from, to, place, code) in table {
        assert!(EXAMPLE.contains(from), "{from}");
        let found = problems(&EXAMPLE.replacen(from, to, 1));
        assert!(found.contains(&(place.to_owned(), code)), "{to}: {found:?}");
    }
    assert_eq!(problems("{"), [(String::new(), ProblemCode::FieldMalformed)]);
    assert_eq!(problems(&format!("{EXAMPLE} x")), [(String::new(), ProblemCode::FieldMalformed)]);
    assert_eq!(problems(&"[".repeat(10_000)).len(), 1);
}

#[test]
fn an_empty_cluster_takes_the_file_whole() {
    let mut empty = Book::new(Cluster::new(key("other"), "Other"));
    empty.cluster.financial_year_starts = crate::FinancialYear::starting(7).expect("a month");
    let file = parse(EXAMPLE).expect("a file");
    let merged = merge(&empty, &file, false).expect("taken").applied(&empty);
    assert_eq!(merged.cluster.slug, key("other"));
    assert_eq!(merged.cluster.name, "Alpes Mécatronique");
    assert_eq!((merged.kpis.len(), merged.readings.len()), (4, 3));
    assert!(merge(&merged, &file, false).expect("nothing new").is_empty());
}

#[test]
fn a_cluster_with_data_takes_what_it_misses_and_refuses_contradictions() {
    let book = example();
    let changed = |from: &str, to: &str| parse(&EXAMPLE.replacen(from, to, 1)).expect("a file");
    let places = |file: &ClusterFile| {
        let problems = merge(&book, file, false).expect_err("a contradiction");
        problems.into_iter().map(|problem| (problem.place, problem.code)).collect::<Vec<_>>()
    };
    let reading = changed(r#""value": "130""#, r#""value": "131""#);
    assert_eq!(places(&reading), [("readings[0].value".to_owned(), ProblemCode::Contradiction)]);
    assert_eq!(merge(&book, &reading, true).expect("an update").readings.len(), 1);
    let definition = changed(r#""decimals": 1,"#, r#""decimals": 2,"#);
    assert_eq!(places(&definition), [("kpis[2].decimals".to_owned(), ProblemCode::Contradiction)]);
    assert_eq!(merge(&book, &definition, true).expect("an update").kpis.len(), 1);
    let added = changed(
        r#""readings": ["#,
        r#""readings": [{"kpi": "members-total", "period": "2026-03", "value": "0"},"#,
    );
    assert_eq!(merge(&book, &added, false).expect("new").readings.len(), 1);
}

#[test]
fn no_update_changes_what_recorded_figures_mean() {
    let book = example();
    let refused = |from: &str, to: &str| {
        let file = parse(&EXAMPLE.replacen(from, to, 1)).expect("a file");
        merge(&book, &file, true)
            .err()
            .unwrap_or_default()
            .into_iter()
            .map(|problem| problem.code)
            .collect::<Vec<_>>()
    };
    assert_eq!(refused(r#""unit": "count""#, r#""unit": "fte""#), [ProblemCode::UnitFixed]);
    assert_eq!(
        refused(r#""financial_year_starts": 1"#, r#""financial_year_starts": 4"#),
        [ProblemCode::FinancialYearFixed]
    );
}

#[test]
fn links_of_evidence_are_in_it() {
    let head = r#"{"vigie": 1, "cluster": {"slug": "a", "name": "A"}, "kpis": [
        {"key": "k", "name": {"en": "K"}, "nature": "stock", "frequency": "month"},
        {"key": "s", "name": {"en": "S"}, "nature": "milestones", "frequency": "month", "steps": [{"en": "one"}]}], "evidence": ["#;
    let links = [
        r#"{"kpi": "k", "period": "2026-02", "url": "https://example.org/b"}"#,
        r#"{"kpi": "k", "period": "2026-01", "url": "https://example.org/a", "title": "T"}"#,
        r#"{"kpi": "s", "step": 1, "url": "https://example.org/c"}"#,
        r#"{"kpi": "k", "period": "2026-02", "url": "https://example.org/b"}"#,
    ];
    let file = format!("{head}{}]}}", links.join(","));
    let book = read(&file).expect("a book");
    assert_eq!(book.links.len(), 4);
    let text = write(&book);
    let again = read(&text).expect("a book");
    assert_eq!((write(&again), again.links.len()), (text, 3));
    // What is there is not added again; what is missing is.
    let mut current = again.clone();
    current.links.remove(0);
    let merged = merge(&current, &parse(&file).expect("a file"), false).expect("no contradiction");
    assert_eq!(merged.links, again.links[..1]);

    for (link, code, place) in [
        (r#"{"kpi": "k", "url": "https://e.org"}"#, ProblemCode::FieldMissing, "evidence[0].period"),
        (
            r#"{"kpi": "k", "period": "2026-01", "step": 1, "url": "https://e.org"}"#,
            ProblemCode::FieldUnwanted,
            "evidence[0].step",
        ),
        (r#"{"kpi": "x", "step": 2, "url": "https://e.org"}"#, ProblemCode::KpiUnknown, "evidence[0].kpi"),
        (
            r#"{"kpi": "k", "period": "2026-01", "url": "javascript:1"}"#,
            ProblemCode::LinkMalformed,
            "evidence[0].url",
        ),
    ] {
        let problems = read(&format!("{head}{link}]}}")).expect_err(link);
        assert_eq!((problems[0].code, problems[0].place.as_str()), (code, place), "{link}");
    }
}

#[test]
fn a_file_without_a_logo_takes_none_away() {
    let mut current = example();
    let file = |logo: &str| {
        let text = format!(r#"{{"vigie": 1, "cluster": {{"slug": "alpes", "name": "A"{logo}}}}}"#);
        parse(&text).expect("a file")
    };
    let own = file(r#", "logo": "data:,own""#).cluster.logo;
    current.cluster = file("").cluster;
    current.cluster.logo = own.clone();
    assert_eq!(merge(&current, &file(""), false), Ok(Merge::default()));
    assert_eq!(merge(&current, &file(""), true), Ok(Merge::default()));
    let other = file(r#", "logo": "data:,other""#);
    let problems = merge(&current, &other, false).expect_err("a contradiction");
    assert_eq!((problems[0].code, problems[0].place.as_str()), (ProblemCode::Contradiction, "cluster.logo"));
    let update = merge(&current, &other, true).expect("an update").cluster.expect("settings");
    assert_eq!(update.logo, other.cluster.logo);
    let wrong = parse(r#"{"vigie": 1, "cluster": {"slug": "c", "name": "C", "logo": "logo.png"}}"#);
    let wrong = wrong.expect_err("no logo");
    assert_eq!((wrong.code, wrong.place.as_str()), (ProblemCode::FieldMalformed, "cluster.logo"));
}
