//! A large cluster with nothing special about it, to measure how long a report takes.

use crate::book::Book;
use crate::kpi::{Baseline, Kpi, Nature};
use crate::number::Number;
use crate::period::{Granularity, Period};
use crate::reading::{Figure, Reading};
use crate::target::{PathKind, Point, TargetSet};
use crate::testing::{book, key};
use crate::text::Text;

const NATURES: [Nature; 4] = [Nature::Stock, Nature::Flow, Nature::Ratio, Nature::Mean];

/// KPIs of four natures in turn, each with a baseline, a target and a reading in each of so many months that end with
/// 2025.
pub fn large(kpis: i32, months: i32) -> Book {
    let last = Period::new(Granularity::Month, 2026 * 12 - 1);
    let first = last.shift(1 - months);
    let mut book = book((0..kpis).map(|i| definition(i, first)).collect());
    for i in 0..kpis {
        let kpi = book.kpis[i as usize].clone();
        for month in 0..months {
            let n = |by: i32| Number::int(i64::from(month + by));
            let figure = match kpi.nature {
                Nature::Ratio => Figure::Parts { numerator: n(7), denominator: n(91) },
                Nature::Mean => {
                    let value = Number::quotient(i64::from(40 + month % 10), 10).unwrap_or_default();
                    Figure::Mean { value, n: n(3) }
                }
                _ => Figure::Value(Number::int(i64::from(month * 3 + i))),
            };
            let period = first.shift(month);
            book.readings.insert(Reading { kpi: kpi.key.clone(), period, figure, comment: None });
        }
    }
    book
}

fn definition(i: i32, first: Period) -> Kpi {
    let name = format!("k{i}");
    let mut kpi = Kpi::new(key(&name), Text::new("en", &name), NATURES[i as usize % 4], Granularity::Month);
    kpi.baseline = Some(Baseline { period: first.prev(), value: Number::int(10) });
    let point = |year, value| Point { period: Period::year(year), value: Number::int(value) };
    let points = vec![point(2020, 200), point(2026, 400)];
    kpi.targets = vec![TargetSet { set: "internal".to_owned(), path: PathKind::Linear, span: None, points }];
    kpi
}

/// Operands with a figure in each of so many months, and the formula `sum` of them all over the first.
pub fn sum_of(operands: i32, months: i32) -> Book {
    let mut book = large(operands, months);
    let names: Vec<_> = book.kpis.iter().map(|kpi| kpi.key.to_string()).collect();
    let mut formula = Kpi::new(key("f"), Text::new("en", "f"), Nature::Formula, Granularity::Month);
    formula.formula = Some(format!("({}) / {}", names.join(" + "), names[0]));
    book.kpis.push(formula);
    book
}
