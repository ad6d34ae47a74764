//! What the rules cost. `cargo bench -p vigie-domain --bench report`; the aim is a report of 80 KPIs over 120 months by
//! quarter in under 5 ms, in wasm (`cargo test -p vigie-domain --test rules -- --ignored --nocapture how_long`) in 25.
//!
//! Medians on two cores of a Xeon server, November 2026: 3.1 ms; 5.3 and 10.4 ms for twice and four times the months; a
//! million readings by year 0.21 s; a formula of twenty operands over 120 months 1.7 ms. In wasm under node 8.2, 13.9 and
//! 26.2 ms, with the JSON 24, 47 and 98 ms.

use divan::{Bencher, black_box};
use vigie_domain::report::report;
use vigie_domain::testing::{day, key, large, sum_of};
use vigie_domain::{Granularity, Query};

fn main() {
    divan::main();
}

fn by(granularity: Granularity) -> Query {
    Query { by: Some(granularity), ..Query::on(day("2026-01-15")) }
}

/// Months of readings of each of 80 KPIs: twice the readings shown should take twice the time.
#[divan::bench(args = [120, 240, 480])]
fn eighty_kpis_by_quarter(bencher: Bencher<'_, '_>, months: i32) {
    let (book, query) = (large(80, months), by(Granularity::Quarter));
    bencher.bench(|| report(black_box(&book), &query));
}

#[divan::bench]
fn eighty_kpis_by_quarter_as_json(bencher: Bencher<'_, '_>) {
    let (book, query) = (large(80, 120), by(Granularity::Quarter));
    bencher.bench(|| serde_json::to_string(&report(black_box(&book), &query)));
}

/// A thousand KPIs of a thousand months, by year.
#[divan::bench(sample_count = 10)]
fn a_million_readings_by_year(bencher: Bencher<'_, '_>) {
    let (book, query) = (large(1000, 1000), by(Granularity::Year));
    bencher.bench(|| report(black_box(&book), &query));
}

#[divan::bench]
fn a_formula_of_twenty_operands_over_120_months(bencher: Bencher<'_, '_>) {
    let book = sum_of(20, 120);
    let query = Query { kpi: Some(key("f")), ..by(Granularity::Month) };
    bencher.bench(|| report(black_box(&book), &query));
}
