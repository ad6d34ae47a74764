//! What a comparison says, in words.

use vigie_domain::testing::{book, day, key, kpi, period};
use vigie_domain::{Book, Key, Lang};

use super::*;

fn cluster(name: &str, fields: &str, figures: &str) -> Book {
    let mut book = book(vec![kpi("members", "month", fields)]).with("members", "2026-01", figures);
    book.cluster.name = name.to_owned();
    book
}

fn said(books: &[Book], lang: Lang, period: vigie_domain::Period) -> Table {
    let sides: Vec<_> = books.iter().map(|book| Side { book, today: day("2026-08-01") }).collect();
    let href = |key: &Key| Some(format!("/app/portfolio/{key}"));
    let theme = |id: &str| id.to_owned();
    table(
        &portfolio(&sides),
        &sides,
        &Asked { lang, period, keys: None, shared: false, href: &href, theme: &theme },
    )
}

const STOCK: &str = r#""nature": "stock""#;

#[test]
fn a_line_names_who_is_missing_and_what_is_known_last() {
    let books = [cluster("Alpes", STOCK, "10 12"), cluster("Rhône", STOCK, "7")];
    let table = said(&books, Lang::En, period("2026-02"));
    let line = &table.groups[0].lines[0];
    assert_eq!(
        (table.columns, line.href.as_deref()),
        (vec!["Alpes".into(), "Rhône".into()], Some("/app/portfolio/members"))
    );
    let alpes = line.cells[0].as_ref().expect("there");
    assert_eq!((alpes.figure.as_str(), alpes.delta.as_str()), ("12", "+2"));
    let rhone = line.cells[1].as_ref().expect("there");
    assert_eq!((rhone.figure.as_str(), rhone.fresh.as_str()), ("no value", "latest: Jan 2026"));
    assert_eq!(
        (line.total.figure.as_str(), line.total.words.as_str(), line.total.delta.as_str()),
        ("12", "without Rhône", "")
    );
}

#[test]
fn what_only_one_has_needs_no_total() {
    let mut books = [cluster("Alpes", STOCK, "10"), cluster("Rhône", STOCK, "7")];
    books[1].kpis[0].key = key("others");
    let lines = said(&books, Lang::En, period("2026-01")).groups.remove(0).lines;
    assert_eq!((lines.len(), &lines[0].total, &lines[0].cells[1]), (2, &Total::default(), &None));
    let sides: Vec<_> = books.iter().map(|book| Side { book, today: day("2026-08-01") }).collect();
    let asked = Asked {
        lang: Lang::En,
        period: period("2026-01"),
        keys: None,
        shared: true,
        href: &|_| None,
        theme: &|id| id.to_owned(),
    };
    assert_eq!(table(&portfolio(&sides), &sides, &asked).groups, []);
}

#[test]
fn why_there_is_no_total_is_said_with_what_each_has() {
    let money = |unit: &str| format!(r#""nature": "flow", "unit": "{unit}""#);
    for (one, other, lang, expected) in [
        (money("EUR"), money("USD"), Lang::En, "Unit differs. Alpes: €; Rhône: $"),
        (
            money("EUR"),
            money("count"),
            Lang::De,
            "Einheit: Die Definitionen weichen ab. Alpes: €; Rhône: count",
        ),
        (
            r#""nature": "distinct""#.to_owned(),
            r#""nature": "distinct""#.to_owned(),
            Lang::En,
            "Different clusters may have counted the same ones.",
        ),
    ] {
        let books = [cluster("Alpes", &one, "1"), cluster("Rhône", &other, "1")];
        let table = said(&books, lang, period("2026-01"));
        assert_eq!(table.sums, one.contains("flow"), "whether signs are of running totals");
        let total = &table.groups[0].lines[0].total;
        assert_eq!((total.figure.as_str(), total.words.as_str()), ("", expected));
    }
}

#[test]
fn the_chart_has_a_line_for_each_and_the_total() {
    let books = [cluster("Alpes", STOCK, "10 12"), cluster("Rhône", STOCK, "7 8"), book(Vec::new())];
    let sides: Vec<_> = books.iter().map(|book| Side { book, today: day("2026-03-05") }).collect();
    let portfolio = portfolio(&sides);
    let line = portfolio.line(&key("members")).expect("a line");
    let course = course(&portfolio, &line, &sides, None, Lang::En);
    assert_eq!(
        course.chart.points.iter().map(|point| point.value).collect::<Vec<_>>(),
        [Some(17.0), Some(20.0)]
    );
    assert_eq!(course.chart.beside, [[Some(10.0), Some(12.0)], [Some(7.0), Some(8.0)]]);
    assert_eq!(course.summary, "members, Feb 2026: Total 20; Alpes: 12; Rhône: 8.");
    assert_eq!((course.rows[0].period.as_str(), course.rows[0].total.as_str()), ("Feb 2026", "20"));
    // No line from the total of one cluster to that of two.
    let late = [cluster("Alpes", STOCK, "10 12"), cluster("Rhône", STOCK, "_ 8")];
    let sides: Vec<_> = late.iter().map(|book| Side { book, today: day("2026-03-05") }).collect();
    let portfolio = super::portfolio(&sides);
    let line = portfolio.line(&key("members")).expect("a line");
    let parted = super::course(&portfolio, &line, &sides, None, Lang::En).chart.breaks;
    assert_eq!(parted, [(1, "other clusters counted".to_owned())]);
    assert_eq!((course.absent.as_str(), course.columns.len()), ("Alpes", 2));
}
