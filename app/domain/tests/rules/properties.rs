//! What holds of every cluster: of random ones (`testing::cluster`), each made again from the seed that a failure names.

use proptest::prelude::*;
use vigie_domain::report::report;
use vigie_domain::rollup::Engine;
use vigie_domain::testing::{Random, cluster, day, key, kpi, period, query};
use vigie_domain::{
    Book, Direction, Figure, Granularity, Kpi, Nature, Number, Period, Query, Reading, Report, State, Status,
};

fn reported(book: &Book, seed: u64) -> Report {
    report(book, &query(&mut Random::new(!seed)))
}

/// The cluster with the same readings recorded in another order.
fn shuffled(book: &Book, random: &mut Random) -> Book {
    let mut readings: Vec<Reading> = book.readings.iter().cloned().collect();
    for i in (1..readings.len()).rev() {
        readings.swap(i, random.below(i as i32 + 1) as usize);
    }
    Book { readings: readings.into_iter().collect(), ..book.clone() }
}

/// Every figure of a KPI passed through a function: readings, baseline, targets, band.
fn mapped(book: &Book, map: &dyn Fn(&Number) -> Number) -> Book {
    let mut book = book.clone();
    for kpi in &mut book.kpis {
        kpi.plausible = Default::default();
        kpi.baseline.iter_mut().for_each(|baseline| baseline.value = map(&baseline.value));
        kpi.targets
            .iter_mut()
            .flat_map(|set| &mut set.points)
            .for_each(|point| point.value = map(&point.value));
        if let Some(band) = &mut kpi.band {
            (band.low, band.high) = (map(&band.low), map(&band.high));
            if band.low > band.high {
                std::mem::swap(&mut band.low, &mut band.high);
            }
        }
    }
    let readings = book.readings.iter().cloned().map(|mut reading| {
        match &mut reading.figure {
            Figure::Value(value) | Figure::Mean { value, .. } => *value = map(value),
            Figure::Parts { numerator, .. } => *numerator = map(numerator),
            _ => {}
        }
        reading
    });
    book.readings = readings.collect();
    book
}

/// Only KPIs whose figures can be scaled: a number of steps or of a label cannot, a formula adds constants.
fn scalable(seed: u64) -> Book {
    let mut book = cluster(seed);
    let fixed = |kpi: &Kpi| matches!(kpi.nature, Nature::Milestones | Nature::Scale | Nature::Formula);
    let gone: Vec<_> = book.kpis.iter().filter(|kpi| fixed(kpi)).map(|kpi| kpi.key.clone()).collect();
    book.kpis.retain(|kpi| !gone.contains(&kpi.key));
    book.readings = book.readings.iter().filter(|reading| !gone.contains(&reading.kpi)).cloned().collect();
    book.objectives.clear();
    book.dashboards.clear();
    book
}

/// Progress and status of every row and of every KPI.
fn judged(report: &Report) -> Vec<String> {
    let rows = report.kpis.iter().flat_map(|kpi| {
        let row = kpi.periods.iter().map(|row| format!("{} {:?} {:?}", row.period, row.progress, row.status));
        row.chain([format!("{} {:?} {:?}", kpi.key, kpi.progress, kpi.status)])
    });
    rows.collect()
}

/// What holds of nothing holds of everything: the random clusters have every nature with every state and status.
#[test]
fn random_clusters_leave_nothing_out() {
    let seen: Vec<(Nature, State, Option<Status>)> = (0..300)
        .flat_map(|seed| {
            let book = cluster(seed);
            let report = reported(&book, seed);
            let rows = report.kpis.iter().flat_map(|kpi| {
                let nature = book.kpi(&kpi.key).expect("a KPI").nature;
                kpi.periods.iter().map(move |row| (nature, row.state, row.status))
            });
            rows.collect::<Vec<_>>()
        })
        .collect();
    for nature in Nature::ALL {
        for status in
            [Status::Met, Status::OnTrack, Status::AtRisk, Status::OffTrack, Status::NoTarget, Status::NoData]
        {
            assert!(seen.iter().any(|(n, _, s)| (*n, *s) == (nature, Some(status))), "{nature:?} {status:?}");
        }
        for state in [State::Known, State::Missing, State::NotApplicable, State::NotAvailable] {
            let of_a_reading = matches!(state, State::NotApplicable | State::NotAvailable);
            let wanted = !(nature == Nature::Formula && of_a_reading);
            assert_eq!(
                seen.iter().any(|(n, s, _)| (*n, *s) == (nature, state)),
                wanted,
                "{nature:?} {state:?}"
            );
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    #[test]
    fn a_report_does_not_depend_on_the_order_of_readings(seed: u64) {
        let book = cluster(seed);
        let other = shuffled(&book, &mut Random::new(seed.rotate_left(7)));
        prop_assert_eq!(reported(&other, seed), reported(&book, seed));
    }

    /// What one KPI is asked for alone is what it says among the others; a row does not depend on its neighbours.
    #[test]
    fn a_row_is_the_same_however_it_is_asked_for(seed: u64) {
        let book = cluster(seed);
        let asked = query(&mut Random::new(!seed));
        for whole in report(&book, &asked).kpis {
            let alone = report(&book, &Query { kpi: Some(whole.key.clone()), ..asked.clone() });
            prop_assert_eq!(&alone.kpis[0], &whole);
            if let Some(row) = whole.periods.get(seed as usize % whole.periods.len().max(1)) {
                let one = Query { from: Some(row.period), to: Some(row.period), kpi: Some(whole.key.clone()), ..asked.clone() };
                prop_assert_eq!(&report(&book, &one).kpis[0].periods[0], row);
            }
        }
    }

    #[test]
    fn a_report_reads_as_what_it_was_written_from(seed: u64) {
        let text = serde_json::to_string(&reported(&cluster(seed), seed)).expect("json");
        let read: Report = serde_json::from_str(&text).expect("a report");
        prop_assert_eq!(serde_json::to_string(&read).expect("json"), text);
    }

    #[test]
    fn progress_and_status_do_not_depend_on_the_unit(seed: u64, n in 1i64..1000, d in 1i64..1000) {
        let book = scalable(seed);
        let factor = Number::quotient(n, d).expect("no 0");
        let scaled = mapped(&book, &|number| number * &factor);
        prop_assert_eq!(judged(&reported(&scaled, seed)), judged(&reported(&book, seed)));
    }

    /// Debts paid back are assets gained: a rising KPI negated is a falling one. Only that a flow is met differs: a
    /// rising one at once, a falling one when its window is over.
    #[test]
    fn a_rising_kpi_negated_is_a_falling_one(seed: u64) {
        let mut book = scalable(seed);
        book.kpis.iter_mut().filter(|kpi| kpi.nature == Nature::Flow).for_each(|kpi| kpi.direction = Direction::None);
        let mut mirrored = mapped(&book, &|number| -number);
        for kpi in &mut mirrored.kpis {
            kpi.direction = match kpi.direction {
                Direction::Up => Direction::Down,
                Direction::Down => Direction::Up,
                other => other,
            };
        }
        prop_assert_eq!(judged(&reported(&mirrored, seed)), judged(&reported(&book, seed)));
    }

    /// Months into quarters and those into years is months into years: sums, last, ratios, means.
    #[test]
    fn rolling_up_in_two_steps_is_rolling_up_in_one(seed: u64) {
        let mut book = cluster(seed);
        book.kpis.iter_mut().for_each(|kpi| kpi.versions.clear());
        let mut quarterly = book.clone();
        quarterly.readings = Default::default();
        let engine = Engine::new(&book, day("2030-01-01"));
        for kpi in quarterly.kpis.iter_mut().filter(|kpi| rolls(kpi)) {
            kpi.frequency = Granularity::Quarter;
            for ordinal in period("2020-Q1").ordinal..period("2028-Q1").ordinal {
                let quarter = Period::new(kpi.frequency, ordinal);
                if let Some(figure) = rolled(&book, &engine, kpi, quarter) {
                    quarterly.readings.insert(Reading { kpi: kpi.key.clone(), period: quarter, figure, comment: None });
                }
            }
        }
        let again = Engine::new(&quarterly, day("2030-01-01"));
        for kpi in book.kpis.iter().filter(|kpi| rolls(kpi)) {
            for year in 2021..2028 {
                let (one, two) = (engine.at(&kpi.key, Period::year(year)), again.at(&kpi.key, Period::year(year)));
                prop_assert_eq!(one.value, two.value, "{} {:?} {}", kpi.key, kpi.nature, year);
                prop_assert_eq!((one.numerator, one.denominator), (two.numerator, two.denominator));
            }
        }
    }

    /// Known and expected children add up, and a formula that only names a KPI says what it says.
    #[test]
    fn children_add_up_and_a_name_alone_changes_nothing(seed: u64) {
        let mut book = cluster(seed);
        book.kpis.iter_mut().for_each(|kpi| kpi.versions.clear());
        let plain: Vec<Kpi> = book.kpis.clone();
        for of in &plain {
            let mut alias = kpi(&format!("{}-alias", of.key), "year", &format!(r#""nature": "formula", "formula": "{}""#, of.key));
            alias.frequency = of.frequency;
            book.kpis.push(alias);
        }
        let engine = Engine::new(&book, day("2030-01-01"));
        for of in &plain {
            for year in (2021..2027).map(Period::year) {
                let whole = engine.at(&of.key, year);
                let alias = engine.at(&key(&format!("{}-alias", of.key)), year);
                prop_assert_eq!(&alias.value, &whole.value);
                if matches!(of.nature, Nature::Formula | Nature::Distinct) { continue; }
                let halves = [year.ordinal * 2, year.ordinal * 2 + 1]
                    .map(|half| engine.at(&of.key, Period::new(Granularity::Half.max(of.frequency), half)));
                if of.frequency < Granularity::Year {
                    let sum = |of: fn(&vigie_domain::rollup::Rolled) -> Option<u32>| halves.iter().filter_map(of).sum::<u32>();
                    prop_assert_eq!(whole.known, Some(sum(|rolled| rolled.known)));
                    prop_assert_eq!(whole.expected, Some(sum(|rolled| rolled.expected)));
                }
            }
        }
    }
}

fn rolls(kpi: &Kpi) -> bool {
    kpi.frequency == Granularity::Month && !matches!(kpi.nature, Nature::Formula | Nature::Distinct)
}

/// The figure of a quarter as somebody would have recorded it who had the months.
fn rolled(book: &Book, engine: &Engine<'_>, kpi: &Kpi, quarter: Period) -> Option<Figure> {
    let found = engine.at(&kpi.key, quarter);
    if found.known == Some(0) {
        return None;
    }
    match kpi.nature {
        Nature::Ratio => Some(Figure::Parts { numerator: found.numerator?, denominator: found.denominator? }),
        Nature::Mean => {
            let months = quarter.children(Granularity::Month, book.fy());
            let weights =
                months.into_iter().filter_map(|month| match &book.readings.get(&kpi.key, month)?.figure {
                    Figure::Mean { n, .. } => Some(n.clone()),
                    _ => None,
                });
            let n = weights.fold(Number::ZERO, |sum, n| &sum + &n);
            Some(Figure::Mean { value: found.value.unwrap_or_default(), n })
        }
        _ => found.value.map(Figure::Value),
    }
}
