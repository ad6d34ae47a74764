//! Blocks of cells as text: what is copied out, and which cell takes which text of a block that is pasted. Pure.

use super::layout::{Block, Layout, Place, Slot};
use crate::tsv;

/// A text of a pasted block that found no cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stray {
    /// Row and column inside the block, from 1.
    pub row: usize,
    pub column: usize,
    pub text: String,
}

/// As spreadsheets take it: rows by line, cells by tab. Lines of one frequency give a cell for each period; of several
/// a cell for each column, the text in the first one of its period.
pub fn copied(layout: &Layout, block: Block, text: impl Fn(usize, Slot) -> String) -> String {
    let alike = alike(layout, layout.kpis_in(block));
    let rows = layout.kpis_in(block).map(|line| {
        let slots = layout.slots(line, block.units);
        let cells: Vec<String> = if alike {
            slots.into_iter().map(|slot| tsv::cell(text(line, slot))).collect()
        } else {
            let mut cells = vec![String::new(); block.units.1 - block.units.0 + 1];
            for slot in slots {
                cells[slot.from.max(block.units.0) - block.units.0] = tsv::cell(text(line, slot));
            }
            cells
        };
        cells.join("\t")
    });
    rows.collect::<Vec<_>>().join("\n")
}

/// From this place on: the rows go to the KPIs below, titles are passed over; the columns go to the periods one after
/// the other, or, where the KPIs have several frequencies, to the columns that are shown.
pub fn spread(
    layout: &Layout,
    at: Place,
    rows: Vec<Vec<String>>,
) -> (Vec<(usize, Slot, String)>, Vec<Stray>) {
    let below = (at.line..layout.lines.len()).filter(|line| layout.kpi(*line).is_some());
    let lines: Vec<usize> = below.take(rows.len()).collect();
    let alike = alike(layout, lines.iter().copied());
    let (mut found, mut strays) = (Vec::new(), Vec::new());
    for (row, texts) in rows.into_iter().enumerate() {
        let line = lines.get(row).copied();
        let mut next = line.and_then(|line| layout.slot(Place { line, unit: at.unit }));
        for (column, text) in texts.into_iter().enumerate() {
            let slot = if alike {
                let slot = next;
                next = slot
                    .zip(line)
                    .and_then(|(slot, line)| layout.slot(Place { line, unit: slot.from + slot.span }));
                slot
            } else {
                let unit = at.unit + column;
                line.and_then(|line| layout.slot(Place { line, unit }))
                    .filter(|slot| slot.from == unit || (column == 0 && slot.from < unit))
            };
            match line.zip(slot) {
                Some((line, slot)) => found.push((line, slot, text)),
                None if text.is_empty() => {}
                None => strays.push(Stray { row: row + 1, column: column + 1, text }),
            }
        }
    }
    (found, strays)
}

fn alike(layout: &Layout, lines: impl Iterator<Item = usize>) -> bool {
    let mut frequencies = lines.filter_map(|line| layout.kpi(line)).map(|(_, frequency)| frequency);
    let first = frequencies.next();
    frequencies.all(|frequency| Some(frequency) == first)
}

#[cfg(test)]
mod tests {
    use super::super::layout::tests::layout;
    use super::*;

    fn at(line: usize, unit: usize) -> Place {
        Place { line, unit }
    }

    fn rows(text: &str) -> Vec<Vec<String>> {
        text.split('\n').map(|row| row.split('\t').map(str::to_owned).collect()).collect()
    }

    fn found(place: Place, text: &str) -> (String, Vec<Stray>) {
        let (found, strays) = spread(&layout(), place, rows(text));
        let found: Vec<String> =
            found.iter().map(|(line, slot, text)| format!("{line}:{}={text}", slot.period)).collect();
        (found.join(" "), strays)
    }

    #[test]
    fn one_frequency_is_copied_period_by_period() {
        let layout = layout();
        let period = |_: usize, slot: Slot| slot.period.to_string();
        let block = layout.block(at(2, 0), at(2, 8));
        assert_eq!(copied(&layout, block, period), "2025-Q1\t2025-Q2\t2025-Q3");
        let several = layout.block(at(1, 3), at(2, 5));
        assert_eq!(copied(&layout, several, period), "2025-04\t2025-05\t2025-06\n2025-Q2\t\t");
    }

    #[test]
    fn what_was_copied_is_pasted_where_it_stood() {
        let layout = layout();
        let block = layout.block(at(1, 0), at(4, 19));
        let text = copied(&layout, block, |line, slot| format!("a \"{line}\"\n{}", slot.period));
        let (found, strays) = spread(&layout, at(1, 0), tsv::block(&text).expect("a block"));
        let cells: Vec<_> = found.into_iter().filter(|(.., text)| !text.is_empty()).collect();
        assert_eq!(cells.len(), layout.cells_in(block).len());
        assert!(cells.iter().all(|(line, slot, text)| *text == format!("a \"{line}\"\n{}", slot.period)));
        assert_eq!(strays, []);
    }

    #[test]
    fn a_block_goes_to_the_periods_one_after_the_other() {
        assert_eq!(found(at(2, 16), "1\t2").0, "2:2026-Q2=1 2:2026-Q3=2");
        assert_eq!(found(at(1, 4), "1\t2").0, "1:2025-05=1 1:2025-06=2");
    }

    #[test]
    fn several_frequencies_are_read_by_column() {
        assert_eq!(found(at(1, 0), "1\t2\t3\n9").0, "1:2025-01=1 1:2025-02=2 1:2025-03=3 2:2025-Q1=9");
        let (text, strays) = found(at(1, 0), "1\t2\n8\t9");
        assert_eq!(text, "1:2025-01=1 1:2025-02=2 2:2025-Q1=8");
        assert_eq!(strays, [Stray { row: 2, column: 2, text: "9".to_owned() }], "inside the quarter");
    }

    #[test]
    fn what_lies_outside_is_named() {
        let (text, strays) = found(at(2, 19), "1\t2\n\t\n5");
        assert_eq!(text, "2:2026-Q3=1 4:2026=");
        assert_eq!(strays.len(), 2);
        assert_eq!((strays[0].row, strays[0].column, strays[0].text.as_str()), (1, 2, "2"));
        assert_eq!((strays[1].row, strays[1].text.as_str()), (3, "5"));
    }
}
