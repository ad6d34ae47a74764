//! Charts for tests.

use super::data::{ChartData, Frame, Kind, Point, Ticks};

/// A series of quarters from Q1 2022.
pub fn quarters(values: &[Option<f64>]) -> ChartData {
    let points = values.iter().enumerate().map(|(index, value)| {
        let (quarter, year) = (index % 4 + 1, 2022 + index / 4);
        let text = value.map_or("no value".to_owned(), |value| format!("{value}%"));
        Point {
            label: format!("Q{quarter} {}", year % 100),
            long: format!("Q{quarter} {year}: {text}"),
            value: *value,
            text,
            ..Point::default()
        }
    });
    let ticks = Ticks { decimals: 1, ..Ticks::default() };
    ChartData {
        points: points.collect(),
        frame: Frame { per_year: 4, first_in_year: 0 },
        ticks,
        ..ChartData::default()
    }
}

/// The chart of the design: a break, a path with tolerance, a comment, a target and a projection.
pub fn normal() -> ChartData {
    let known = [
        31.0, 31.9, 32.3, 33.0, 33.3, 34.0, 34.2, 34.5, 35.4, 36.7, 36.6, 36.9, 37.6, 38.3, 39.7, 39.8, 40.4,
        41.2,
    ];
    let values: Vec<Option<f64>> = known.into_iter().map(Some).chain([None, None]).collect();
    let mut data = quarters(&values);
    let path = |index: usize| (index >= 6).then(|| 34.2 + (index - 6) as f64 * 0.9);
    data.path = (0..20).map(path).collect();
    data.tolerance = Some((0..20).map(|index| path(index).map(|value| (value - 1.8, value))).collect());
    data.breaks = vec![(6, "definition changed".to_owned())];
    data.target = Some((19, 46.0, "Target 46%".to_owned()));
    data.projection = [vec![None; 18], vec![Some(41.8), Some(42.4)]].concat();
    data.points[13].note = Some(1);
    data.points[17].provisional = true;
    data
}

/// Missing quarters, a value between gaps, a comparison line.
pub fn gaps() -> ChartData {
    let values = [Some(4.0), Some(5.0), None, Some(5.5), None, None, Some(7.0), Some(6.5), Some(8.0), None];
    let mut data = quarters(&values);
    data.breaks = vec![(7, "members <without> a strategy & \"others\"".to_owned())];
    data.references = vec![(6.5, "Denmark: close to 6.5%".to_owned())];
    data
}

/// Amounts per quarter with what was expected and last year's.
pub fn flow() -> ChartData {
    let mut data = quarters(&[3.0, 0.0, 5.0, 2.0, 4.0, 6.0, 1.0, 7.0].map(Some));
    data.kind = Kind::Bars;
    data.ticks.decimals = 0;
    data.path = [vec![Some(2.5); 4], vec![Some(4.0); 5]].concat();
    data.last_year = [vec![None; 4], [3.0, 0.0, 5.0, 2.0].map(Some).to_vec()].concat();
    data.points[7].provisional = true;
    data
}

/// A share by its parts: the part that counts, stacked to the whole.
pub fn stacked() -> ChartData {
    let mut data = quarters(&[31.0, 34.0, 0.0, 38.0, 41.0, 47.0].map(Some));
    data.kind = Kind::Stacked;
    data.ticks.decimals = 0;
    data.whole = [Some(96.0), Some(101.0), Some(99.0), None, Some(112.0), Some(114.0)].to_vec();
    data.points[5].provisional = true;
    data
}

/// Two more plans beside the path, and last year's figures.
pub fn several_paths() -> ChartData {
    let mut data = quarters(&[30.0, 33.0, 35.0, 36.0, 39.0, 43.0].map(Some));
    data.path = vec![Some(30.0), Some(33.0), Some(36.0), Some(39.0), Some(42.0), Some(45.0)];
    data.other_paths = vec![
        ("State contract".to_owned(), vec![None, Some(31.0), Some(34.0), Some(37.0), Some(40.0), Some(43.0)]),
        ("Region".to_owned(), vec![Some(30.0); 6]),
    ];
    data.last_year = vec![Some(25.0), Some(27.0), None, Some(29.0), Some(30.0), Some(33.0)];
    data
}

/// Ten years of months: the long series that shared pages are full of.
pub fn months(seed: u64) -> ChartData {
    let mut random = Random(seed);
    let mut level = 100.0 + random.below(900) as f64;
    let points = (0..120).map(|index| {
        level += random.below(21) as f64 - 9.5;
        let (month, year) = (index % 12 + 1, 2016 + index / 12);
        Point {
            label: format!("{month}/{}", year % 100),
            long: format!("{year}-{month:02}: {level:.0}"),
            value: Some(level.round()),
            text: format!("{level:.0}"),
            ..Point::default()
        }
    });
    ChartData {
        points: points.collect(),
        frame: Frame { per_year: 12, first_in_year: 0 },
        ..ChartData::default()
    }
}

/// A small seeded generator (splitmix64): the same numbers on every run.
pub struct Random(pub u64);

impl Random {
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    pub fn below(&mut self, limit: u64) -> u64 {
        self.next() % limit
    }
}
