//! Random clusters from a seed: every nature, granularity, path and state, all of them valid. The same seed gives the
//! same cluster everywhere, so that two databases, or native and wasm, can be asked about the same one.

use chrono::{Days, NaiveDate};

use crate::assessment::{Assessment, Judged};
use crate::book::Book;
use crate::cluster::Cluster;
use crate::dashboard::{Card, Comparison, Dashboard, Show, Size, Trend};
use crate::kpi::{Band, Baseline, Direction, Kpi, Nature, PartNature, Plausible, Ratio, Tolerance, Version};
use crate::number::Number;
use crate::objective::{Objective, Rule, Share};
use crate::period::{FinancialYear, Granularity, Period};
use crate::period_state::PeriodState;
use crate::reading::{Figure, Reading};
use crate::report::Query;
use crate::target::{PathKind, Point, Span, TargetSet};
use crate::testing::key;
use crate::text::Text;

/// Where the figures of a random cluster begin, and how long they are.
const FIRST_YEAR: i32 = 2022;
const MONTHS: i32 = 40;

/// SplitMix64: small, and the same on every machine.
#[derive(Clone, Debug)]
pub struct Random(u64);

impl Random {
    pub fn new(seed: u64) -> Random {
        Random(seed)
    }

    pub fn bits(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// From 0 to `end`, `end` left out.
    pub fn below(&mut self, end: i32) -> i32 {
        (self.bits() % u64::from(end.unsigned_abs().max(1))) as i32
    }

    pub fn chance(&mut self, percent: i32) -> bool {
        self.below(100) < percent
    }

    pub fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        from[self.below(from.len() as i32) as usize]
    }

    /// Mostly small and whole, often 0 or negative, sometimes as long as an input may be.
    pub fn number(&mut self) -> Number {
        match self.below(20) {
            0..=1 => Number::ZERO,
            2..=4 => Number::int(i64::from(self.below(60)) - 30),
            5..=7 => Number::quotient(self.below(20_000).into(), 100).unwrap_or_default(),
            8 => Number::quotient((self.bits() >> 4) as i64 % 1_000_000_000_000_000_000, 10_000_000_000)
                .unwrap_or_default(),
            9 => Number::from((self.bits() >> 4) as i64 % 1_000_000_000_000_000_000),
            _ => Number::int(self.below(200).into()),
        }
    }

    /// A day around the figures.
    pub fn day(&mut self) -> NaiveDate {
        let start = NaiveDate::from_ymd_opt(FIRST_YEAR, 6, 1).unwrap_or_default();
        start.checked_add_days(Days::new(self.below(1400) as u64)).unwrap_or(start)
    }
}

/// A cluster of up to eight KPIs.
pub fn cluster(seed: u64) -> Book {
    let mut random = Random::new(seed);
    let kpis = random.below(9);
    cluster_of(&mut random, kpis)
}

pub fn cluster_of(random: &mut Random, kpis: i32) -> Book {
    let mut cluster = Cluster::new(key("random"), "Random");
    cluster.financial_year_starts =
        FinancialYear::starting(random.below(12) as u8 + 1).unwrap_or(FinancialYear::CIVIL);
    cluster.languages = vec!["fr".to_owned(), "en".to_owned()];
    cluster.hue = random.chance(30).then(|| random.below(360) as u16);
    let mut book = Book::new(cluster);
    for i in 0..kpis {
        let kpi = definition(random, &book, i);
        record(random, &mut book, &kpi);
        book.kpis.push(kpi);
    }
    for i in 0..random.below(3) {
        let mut objective = objective(random, &book, &format!("o{i}"));
        objective.children =
            (0..random.below(3)).map(|j| self::objective(random, &book, &format!("o{i}-{j}"))).collect();
        book.objectives.push(objective);
    }
    if random.chance(30) {
        book.dashboards.push(dashboard(random, &book));
    }
    for _ in 0..random.below(3) {
        let period = some_period(random, Granularity::Month, book.fy());
        book.period_states.set(period, random.pick(&PeriodState::ALL));
    }
    book
}

/// What may be asked of a random cluster.
pub fn query(random: &mut Random) -> Query {
    let by = [Granularity::Month, Granularity::Quarter, Granularity::Half, Granularity::Year];
    Query {
        kpi: None,
        by: random.chance(60).then(|| random.pick(&by)),
        today: random.day(),
        set: random.chance(40).then(|| random.pick(&["State", "Region"]).to_owned()),
        from: random.chance(30).then(|| Period::year(FIRST_YEAR - 1 + random.below(4))),
        to: random.chance(30).then(|| Period::year(FIRST_YEAR + random.below(5))),
    }
}

fn text(random: &mut Random) -> Text {
    let text = Text::new("fr", random.pick(&["Adhérents", "« Part » \"x\"", "a\\b", "été\u{202f}!"]));
    if random.chance(50) { text.with("en", random.pick(&["Members", "<b>&", "tab\tline\n"])) } else { text }
}

/// A period in the figures' time, of the granularity or a coarser one.
fn some_period(random: &mut Random, finest: Granularity, fy: FinancialYear) -> Period {
    let granularity = random.pick(&Granularity::ALL).max(finest);
    let month = FIRST_YEAR * 12 + random.below(MONTHS + 24) - 6;
    Period::of_month(month, granularity, fy)
}

fn definition(random: &mut Random, book: &Book, i: i32) -> Kpi {
    let fy = book.fy();
    let nature = random.pick(&Nature::ALL);
    let frequency = random
        .pick(&[Granularity::Month, Granularity::Month, Granularity::Quarter])
        .max(if random.chance(20) { random.pick(&Granularity::ALL) } else { Granularity::Month });
    let mut kpi = Kpi::new(key(&format!("k{i}")), text(random), nature, frequency);
    kpi.unit = random.pick(&["count", "percent", "EUR"]).to_owned();
    kpi.decimals = random.below(4) as u8;
    kpi.lag = random.pick(&[0, 15, 15, 31]);
    kpi.direction = random.pick(&[
        Direction::Up,
        Direction::Up,
        Direction::Down,
        Direction::Down,
        Direction::Band,
        Direction::None,
    ]);
    kpi.archived = random.chance(8);
    kpi.confidential = random.chance(8);
    if random.chance(30) {
        kpi.tolerance = Tolerance { green: Number::ZERO, amber: Number::quotient(1, 10).unwrap_or_default() };
    }
    if random.chance(20) {
        kpi.plausible = Plausible { min: Some(Number::ZERO), max: None };
    }
    match nature {
        Nature::Ratio => {
            let part = [PartNature::Stock, PartNature::Flow];
            kpi.ratio = Some(Ratio {
                scale: Number::int(random.pick(&[1, 100])),
                numerator: random.pick(&part),
                denominator: random.pick(&part),
                ..Ratio::default()
            });
        }
        Nature::Milestones => kpi.steps = (0..=random.below(10)).map(|_| text(random)).collect(),
        Nature::Scale => kpi.labels = (0..=random.below(5)).map(|_| text(random)).collect(),
        Nature::Formula => formula(random, book, &mut kpi),
        _ => {}
    }
    if kpi.direction == Direction::Band {
        let low = random.number();
        kpi.band = Some(Band { high: &low + &Number::int(random.below(50).into()), low });
    }
    plan(random, fy, &mut kpi);
    for _ in 0..random.below(3) {
        let from = Period::of_month(FIRST_YEAR * 12 + random.below(MONTHS), kpi.frequency, fy);
        if random.chance(50) && kpi.versions.iter().all(|version| version.from != from) {
            kpi.versions.push(Version { from, reason: "x".to_owned(), breaks: random.chance(60) });
        }
    }
    if random.chance(20) {
        let period = some_period(random, Granularity::Month, fy);
        let comment = random.pick(&["", "late"]).to_owned();
        kpi.assessments.push(Assessment { period, status: random.pick(&Judged::ALL), comment });
    }
    kpi
}

/// Baseline and target sets; what does not fit together is taken out again.
fn plan(random: &mut Random, fy: FinancialYear, kpi: &mut Kpi) {
    if random.chance(70) {
        let period = some_period(random, kpi.frequency, fy).shift(-random.below(4));
        kpi.baseline = Some(Baseline { period, value: random.number() });
    }
    for name in ["internal", "State", "Region"] {
        if !random.chance(60) {
            continue;
        }
        let mut points: Vec<Point> = Vec::new();
        for _ in 0..random.below(4) + 1 {
            // Baseline equal to target: to keep.
            let keep = kpi.baseline.as_ref().filter(|_| random.chance(15)).map(|from| from.value.clone());
            let value = keep.unwrap_or_else(|| random.number());
            points.push(Point { period: some_period(random, kpi.frequency, fy), value });
        }
        let path = random.pick(&[PathKind::Linear, PathKind::Linear, PathKind::Stepped]);
        let (one, other) =
            (some_period(random, Granularity::Month, fy), some_period(random, Granularity::Month, fy));
        let span = Span { from: one, to: other };
        let span = (random.chance(30) && span.months(fy).first <= span.months(fy).last).then_some(span);
        kpi.targets.push(TargetSet { set: name.to_owned(), path, span, points });
        while kpi.check(fy).iter().any(|problem| problem.place.contains("points")) {
            if let Some(set) = kpi.targets.last_mut() {
                set.points.pop();
            }
        }
    }
}

/// Of KPIs that are there already, so that there is no cycle.
fn formula(random: &mut Random, book: &Book, kpi: &mut Kpi) {
    let operands: Vec<_> = book.kpis.iter().filter(|operand| operand.frequency <= kpi.frequency).collect();
    kpi.formula = Some(expression(random, &operands, 3));
}

fn expression(random: &mut Random, operands: &[&Kpi], depth: i32) -> String {
    if depth == 0 || random.chance(25) {
        return match operands.is_empty() || random.chance(25) {
            true => random.pick(&["1", "100", "0", "2.5"]).to_owned(),
            false => random.pick(operands).key.to_string(),
        };
    }
    let mut inner = || expression(random, operands, depth - 1);
    let (left, right) = (inner(), inner());
    match random.below(10) {
        0 => format!("prev({left})"),
        1 => format!("same_period_last_year({left})"),
        2 => format!("sum({left}, {right})"),
        3 => format!("avg({left}, {right}, 1)"),
        4 => format!("min({left}, {right})"),
        5 => format!("max({left}, {right})"),
        6 => format!("-({left})"),
        7 => format!("({left} - {right})"),
        8 => format!("{left} / ({right})"),
        _ => format!("({left} + {right}) * {}", random.pick(&["1", "0.5", "100"])),
    }
}

fn record(random: &mut Random, book: &mut Book, kpi: &Kpi) {
    if kpi.nature == Nature::Formula || random.chance(5) {
        return;
    }
    let fy = book.fy();
    let gaps = random.pick(&[0, 15, 50]);
    let first = FIRST_YEAR * 12 + random.below(18);
    let granularities: Vec<_> = match kpi.nature {
        Nature::Distinct => Granularity::ALL.into_iter().filter(|at| *at >= kpi.frequency).collect(),
        _ => vec![kpi.frequency],
    };
    for granularity in granularities {
        let from = Period::of_month(first, granularity, fy);
        for by in 0..MONTHS / granularity.months() {
            if random.chance(gaps) {
                continue;
            }
            let figure = figure(random, kpi);
            let comment = random.chance(5).then(|| "\"quoted\", and\nmore".to_owned());
            book.readings.insert(Reading { kpi: kpi.key.clone(), period: from.shift(by), figure, comment });
        }
    }
}

/// A value between the baseline and a target: without such ones hardly any would lie within a tolerance.
fn planned(random: &mut Random, kpi: &Kpi) -> Option<Number> {
    let point = kpi.targets.first()?.points.last()?;
    let start = kpi.baseline.as_ref().filter(|_| kpi.nature != Nature::Flow).map(|baseline| &baseline.value);
    let start = start.unwrap_or(&Number::ZERO);
    let share = match kpi.nature {
        Nature::Flow => (1, i64::from(point.period.granularity.months() / kpi.frequency.months())),
        _ => (random.below(21).into(), 20),
    };
    let share = Number::quotient(share.0, share.1)?;
    let value = (start + &(&(&point.value - start) * &share)).rounded(10);
    // Far below the longest input, so that a numerator still is one.
    (value.abs() < Number::int(1_000_000_000_000_000)).then_some(value)
}

fn figure(random: &mut Random, kpi: &Kpi) -> Figure {
    match random.below(20) {
        0 => return Figure::NotApplicable,
        1 => return Figure::NotAvailable { reason: random.chance(50).then(|| "survey late".to_owned()) },
        _ => {}
    }
    let planned = if random.chance(50) { planned(random, kpi) } else { None };
    match (kpi.nature, planned) {
        (Nature::Ratio, Some(value)) => {
            let denominator = random.pick(&[1, 2, 8]);
            let scale = kpi.ratio_parts().scale;
            let numerator = (&value * &Number::int(denominator)).divided_by(&scale).unwrap_or_default();
            Figure::Parts { numerator: numerator.rounded(10), denominator: Number::int(denominator) }
        }
        (Nature::Ratio, None) => Figure::Parts { numerator: random.number(), denominator: random.number() },
        (Nature::Mean, planned) => Figure::Mean {
            value: planned.unwrap_or_else(|| random.number()),
            n: Number::int(random.below(9).into()),
        },
        (Nature::Milestones, _) => {
            Figure::Value(Number::int(random.below(kpi.steps.len() as i32 + 1).into()))
        }
        (Nature::Scale, _) => {
            Figure::Value(Number::int(i64::from(random.below(kpi.labels.len() as i32)) + 1))
        }
        (_, planned) => Figure::Value(planned.unwrap_or_else(|| random.number())),
    }
}

fn objective(random: &mut Random, book: &Book, id: &str) -> Objective {
    let mut objective = Objective::new(id, text(random));
    objective.rule = random.pick(&[Rule::Weighted, Rule::All]);
    objective.weight = Number::int(random.below(4).into());
    objective.set = random.chance(30).then(|| random.pick(&["State", "Region"]).to_owned());
    objective.archived = random.chance(8);
    for kpi in &book.kpis {
        if random.chance(40) {
            objective.kpis.push(Share::new(kpi.key.clone(), Number::int(random.below(4).into())));
        }
    }
    objective
}

fn dashboard(random: &mut Random, book: &Book) -> Dashboard {
    let mut cards: Vec<Card> =
        [Show::Objectives {}, Show::Kpis {}, Show::Highlights {}, Show::Text { text: text(random) }]
            .map(Card::from)
            .to_vec();
    if let Some(kpi) = book.kpis.first() {
        let sets = if random.chance(50) { vec!["State".to_owned()] } else { Vec::new() };
        let trend = Trend {
            sets,
            last_year: random.chance(50),
            parts: random.chance(50),
            notes: random.chance(50),
            ..Trend::of(kpi.key.clone())
        };
        cards.push(Card { show: Show::Trend(trend), size: Some(random.pick(&[Size::Third, Size::Full])) });
        cards.push(Show::Table { keys: vec![kpi.key.clone()] }.into());
        let comparison = Comparison {
            clusters: vec![key("another")],
            keys: vec![kpi.key.clone()],
            objectives: random.chance(50),
        };
        cards.push(Show::Comparison(comparison).into());
    }
    Dashboard { cards, ..Dashboard::new("d", text(random), []) }
}
