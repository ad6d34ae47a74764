//! Which KPI stands in which line and which period in which column. A column is a period of the finest frequency that
//! is shown; a cell of a coarser KPI spans its columns. Pure, so that it is tested without a browser.

use chrono::NaiveDate;
use vigie_domain::{Book, FinancialYear, Granularity, Key, Period};

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Line {
    Group(String),
    Kpi(Key, Granularity),
}

/// Some column of some line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Place {
    pub line: usize,
    pub unit: usize,
}

/// One cell: a period, its first column and how many it covers of those that are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Slot {
    pub period: Period,
    pub from: usize,
    pub span: usize,
}

/// A rectangle of lines and columns, ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Block {
    pub lines: (usize, usize),
    pub units: (usize, usize),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    Up,
    Down,
    Left,
    Right,
    /// So many lines, downwards or (negative) upwards.
    Page(isize),
    LineStart,
    LineEnd,
    First,
    Last,
    /// To the right, and on to the next line.
    Next,
    Previous,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Layout {
    pub fy: FinancialYear,
    pub unit: Granularity,
    /// The first column's ordinal.
    first: i32,
    pub units: usize,
    pub lines: Vec<Line>,
}

impl Layout {
    /// From the beginning of a financial year (named by the year in which it begins) until today.
    pub fn of(groups: &[(String, Vec<Key>)], book: &Book, today: NaiveDate, from: i32) -> Layout {
        let fy = book.fy();
        let mut lines = Vec::new();
        for (title, keys) in groups {
            if !title.is_empty() {
                lines.push(Line::Group(title.clone()));
            }
            let kpis = keys.iter().filter_map(|key| book.kpi(key));
            lines.extend(kpis.map(|kpi| Line::Kpi(kpi.key.clone(), kpi.frequency)));
        }
        let frequencies = lines.iter().filter_map(|line| match line {
            Line::Kpi(_, frequency) => Some(*frequency),
            Line::Group(_) => None,
        });
        let unit = frequencies.min().unwrap_or(Granularity::Year);
        let first = Period::year(from).children(unit, fy).first().map_or(from, |period| period.ordinal);
        let last = Period::of_date(today, unit, fy).ordinal.max(first);
        Layout { fy, unit, first, units: usize::try_from(last - first + 1).unwrap_or(1), lines }
    }

    /// Of a cluster that is not there yet.
    pub fn empty(today: NaiveDate) -> Layout {
        let (unit, fy) = (Granularity::Year, FinancialYear::CIVIL);
        Layout { fy, unit, first: Period::of_date(today, unit, fy).ordinal, units: 1, lines: Vec::new() }
    }

    /// The period of a column.
    pub fn head(&self, unit: usize) -> Period {
        Period::new(self.unit, self.first + i32::try_from(unit).unwrap_or(0))
    }

    pub fn kpi(&self, line: usize) -> Option<(&Key, Granularity)> {
        match self.lines.get(line)? {
            Line::Kpi(key, frequency) => Some((key, *frequency)),
            Line::Group(_) => None,
        }
    }

    /// The cell over a column of a line; none in the title of a group and outside.
    pub fn slot(&self, place: Place) -> Option<Slot> {
        let (_, frequency) = self.kpi(place.line)?;
        if place.unit >= self.units {
            return None;
        }
        let head = self.head(place.unit);
        let period = if frequency == self.unit { head } else { head.parent(frequency, self.fy)? };
        let (start, size) = (self.head(0).months(self.fy).first, self.unit.months());
        let months = period.months(self.fy);
        let column = |month: i32| usize::try_from((month - start) / size).unwrap_or(0).min(self.units - 1);
        let from = column(months.first.max(start));
        Some(Slot { period, from, span: column(months.last) - from + 1 })
    }

    /// The cells of a line that touch these columns, ends included.
    pub fn slots(&self, line: usize, units: (usize, usize)) -> Vec<Slot> {
        let mut slots = Vec::new();
        let mut unit = units.0;
        while unit <= units.1 {
            let Some(slot) = self.slot(Place { line, unit }) else { break };
            unit = slot.from + slot.span;
            slots.push(slot);
        }
        slots
    }

    /// The first cell: of the latest period that is over or still runs.
    pub fn start(&self) -> Place {
        let line = (0..self.lines.len()).find(|line| self.kpi(*line).is_some()).unwrap_or(0);
        Place { line, unit: self.units - 1 }
    }

    /// Where a step leads; where it would lead outside, none.
    pub fn step(&self, place: Place, step: Step) -> Option<Place> {
        let slot = self.slot(place)?;
        let end = slot.from + slot.span;
        let last = self.units - 1;
        match step {
            Step::Up => self.kpi_from(place, -1),
            Step::Down => self.kpi_from(place, 1),
            Step::Page(by) => {
                let way = by.signum();
                let steps = (0..by.unsigned_abs()).try_fold(place, |at, _| self.kpi_from(at, way).ok_or(at));
                Some(steps.unwrap_or_else(|at| at)).filter(|at| *at != place)
            }
            Step::Left => slot.from.checked_sub(1).map(|unit| Place { unit, ..place }),
            Step::Right => (end <= last).then_some(Place { unit: end, ..place }),
            Step::LineStart => Some(Place { unit: 0, ..place }),
            Step::LineEnd => Some(Place { unit: last, ..place }),
            Step::First => self.kpi_from(Place { line: usize::MAX, unit: 0 }, 1),
            Step::Last => self.kpi_from(Place { line: self.lines.len(), unit: last }, -1),
            Step::Next => self
                .step(place, Step::Right)
                .or_else(|| self.kpi_from(place, 1).map(|place| Place { unit: 0, ..place })),
            Step::Previous => self
                .step(place, Step::Left)
                .or_else(|| self.kpi_from(place, -1).map(|place| Place { unit: last, ..place })),
        }
    }

    /// The next line with a KPI in that direction.
    fn kpi_from(&self, place: Place, way: isize) -> Option<Place> {
        let mut line = place.line;
        loop {
            line = if way < 0 { line.checked_sub(1)? } else { line.wrapping_add(1) };
            if line >= self.lines.len() {
                return None;
            }
            if self.kpi(line).is_some() {
                return Some(Place { line, ..place });
            }
        }
    }

    /// The rectangle between two places, each with the whole of its cell.
    pub fn block(&self, one: Place, other: Place) -> Block {
        let whole = |place: Place| {
            self.slot(place).map_or((place.unit, place.unit), |slot| (slot.from, slot.from + slot.span - 1))
        };
        let (a, b) = (whole(one), whole(other));
        Block {
            lines: (one.line.min(other.line), one.line.max(other.line)),
            units: (a.0.min(b.0), a.1.max(b.1)),
        }
    }

    /// The lines with KPIs of a block.
    pub fn kpis_in(&self, block: Block) -> impl Iterator<Item = usize> {
        (block.lines.0..=block.lines.1.min(self.lines.len().saturating_sub(1)))
            .filter(|line| self.kpi(*line).is_some())
    }

    /// All cells of a block, line by line.
    pub fn cells_in(&self, block: Block) -> Vec<(usize, Slot)> {
        let cells = |line| self.slots(line, block.units).into_iter().map(move |slot| (line, slot));
        self.kpis_in(block).flat_map(cells).collect()
    }
}

impl Block {
    pub fn covers(&self, line: usize, slot: Slot) -> bool {
        (self.lines.0..=self.lines.1).contains(&line)
            && slot.from <= self.units.1
            && slot.from + slot.span > self.units.0
    }
}

#[cfg(test)]
pub mod tests {
    use super::*;
    use vigie_domain::Kpi;
    use vigie_domain::cluster::Cluster;

    /// Lines: A (title), m (month), q (quarter), B (title), y (year). Columns: January 2025 to August 2026.
    pub fn layout() -> Layout {
        let mut book = Book::new(Cluster::new(Key::parse("c").expect("a key"), "C"));
        for (key, frequency) in [("m", "month"), ("q", "quarter"), ("y", "year")] {
            let json = format!(
                r#"{{"key": "{key}", "name": {{"en": "{key}"}}, "nature": "stock", "frequency": "{frequency}"}}"#
            );
            book.kpis.push(serde_json::from_str::<Kpi>(&json).expect("a KPI"));
        }
        let keys = |keys: &[&str]| keys.iter().map(|key| Key::parse(key).expect("a key")).collect();
        let groups = [("A".to_owned(), keys(&["m", "q"])), ("B".to_owned(), keys(&["y"]))];
        Layout::of(&groups, &book, "2026-08-15".parse().expect("a date"), 2025)
    }

    fn at(line: usize, unit: usize) -> Place {
        Place { line, unit }
    }

    #[test]
    fn a_cell_spans_its_months_as_far_as_they_are_shown() {
        let layout = layout();
        assert_eq!((layout.unit, layout.units, layout.lines.len()), (Granularity::Month, 20, 5));
        let slot = |line, unit| {
            layout.slot(at(line, unit)).map(|slot| (slot.period.to_string(), slot.from, slot.span))
        };
        assert_eq!(slot(0, 3), None);
        assert_eq!(slot(1, 3), Some(("2025-04".to_owned(), 3, 1)));
        assert_eq!(slot(2, 4), Some(("2025-Q2".to_owned(), 3, 3)));
        assert_eq!(slot(2, 19), Some(("2026-Q3".to_owned(), 18, 2)), "September is not shown yet");
        assert_eq!(slot(4, 13), Some(("2026".to_owned(), 12, 8)));
        assert_eq!(slot(1, 20), None);
        let periods = |line, units| {
            layout.slots(line, units).iter().map(|slot| slot.period.to_string()).collect::<Vec<_>>().join(" ")
        };
        assert_eq!(periods(1, (2, 4)), "2025-03 2025-04 2025-05");
        assert_eq!(periods(2, (2, 6)), "2025-Q1 2025-Q2 2025-Q3");
        assert_eq!(periods(4, (0, 19)), "2025 2026");
    }

    #[test]
    fn a_financial_year_begins_the_columns() {
        let mut book = Book::new(Cluster::new(Key::parse("c").expect("a key"), "C"));
        book.cluster.financial_year_starts = FinancialYear::starting(7).expect("July");
        let kpi = r#"{"key": "q", "name": {"en": "q"}, "nature": "stock", "frequency": "quarter"}"#;
        book.kpis.push(serde_json::from_str(kpi).expect("a KPI"));
        let groups = [(String::new(), vec![book.kpis[0].key.clone()])];
        let layout = Layout::of(&groups, &book, "2026-08-15".parse().expect("a date"), 2025);
        let heads: Vec<String> = (0..layout.units).map(|unit| layout.head(unit).to_string()).collect();
        assert_eq!(heads, ["2025-Q1", "2025-Q2", "2025-Q3", "2025-Q4", "2026-Q1"]);
    }

    #[test]
    fn what_is_not_there_yet_has_no_cells() {
        let layout = Layout::empty("2026-08-15".parse().expect("a date"));
        assert_eq!((layout.lines.len(), layout.slot(layout.start())), (0, None));
    }

    #[test]
    fn steps_pass_over_titles_and_stay_inside() {
        let layout = layout();
        let step = |from: Place, step| layout.step(from, step).map(|place| (place.line, place.unit));
        assert_eq!(step(at(2, 4), Step::Left), Some((2, 2)));
        assert_eq!(step(at(2, 4), Step::Right), Some((2, 6)));
        assert_eq!(step(at(2, 4), Step::Down), Some((4, 4)), "the column is kept");
        assert_eq!(step(at(1, 4), Step::Up), None);
        assert_eq!(step(at(4, 4), Step::Down), None);
        assert_eq!(step(at(4, 4), Step::Page(-9)), Some((1, 4)));
        assert_eq!(step(at(1, 4), Step::Page(1)), Some((2, 4)));
        assert_eq!(step(at(1, 4), Step::Page(-1)), None);
        assert_eq!(step(at(2, 19), Step::Next), Some((4, 0)));
        assert_eq!(step(at(4, 0), Step::Previous), Some((2, 19)));
        assert_eq!(step(at(4, 19), Step::Next), None);
        assert_eq!(step(at(2, 4), Step::LineStart), Some((2, 0)));
        assert_eq!(step(at(2, 4), Step::LineEnd), Some((2, 19)));
        assert_eq!(step(at(2, 4), Step::First), Some((1, 0)));
        assert_eq!(step(at(2, 4), Step::Last), Some((4, 19)));
        assert_eq!(layout.start(), at(1, 19));
    }

    #[test]
    fn a_block_takes_whole_cells() {
        let layout = layout();
        let block = layout.block(at(1, 5), at(2, 7));
        assert_eq!(block, Block { lines: (1, 2), units: (5, 8) });
        let cells: Vec<String> =
            layout.cells_in(block).iter().map(|(line, slot)| format!("{line}:{}", slot.period)).collect();
        assert_eq!(cells.join(" "), "1:2025-06 1:2025-07 1:2025-08 1:2025-09 2:2025-Q2 2:2025-Q3");
        let quarter = layout.slot(at(2, 3)).expect("a cell");
        assert!(block.covers(2, quarter) && !block.covers(4, quarter));
    }
}
