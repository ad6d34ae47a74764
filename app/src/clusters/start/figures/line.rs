//! A line of the table: a KPI with its cells, as they are typed.

use leptos::prelude::*;
use vigie_domain::{Book, Key, Kpi, Nature, Number, Period};

use crate::clusters::entry::{COLUMNS, Column, PAST, Plan, Reader};

/// One cell: what stands there, what is wrong with it, what was last taken from it.
#[derive(Clone, Copy)]
pub struct Cell {
    pub text: RwSignal<String>,
    pub error: RwSignal<String>,
    pub taken: StoredValue<String>,
}

impl Cell {
    fn new(text: String) -> Self {
        Self { taken: StoredValue::new(text.clone()), text: RwSignal::new(text), error: RwSignal::default() }
    }

    pub fn is_empty(self) -> bool {
        self.text.with_untracked(|text| text.trim().is_empty())
    }

    pub fn is_changed(self) -> bool {
        self.text.with_untracked(|text| self.taken.with_value(|taken| text.trim() != taken.trim()))
    }
}

#[derive(Clone, Copy)]
pub struct Row {
    /// Counted over the groups.
    pub index: usize,
    /// As it was when the table was built.
    pub kpi: StoredValue<Kpi>,
    pub past: [Period; PAST],
    pub baseline_period: Period,
    /// What is recorded for it, where it is none of the past ones that are shown.
    recorded: StoredValue<Option<Number>>,
    pub cells: [Cell; COLUMNS],
    /// Its plan was changed and has not reached the server.
    pub unsaved: RwSignal<bool>,
}

impl Row {
    pub fn of(index: usize, kpi: &Kpi, book: &Book, reader: Reader) -> Row {
        let of_kpi =
            || book.readings.of(&kpi.key).filter(|reading| reading.period.granularity == kpi.frequency);
        let known: Vec<Period> =
            of_kpi().filter(|it| it.figure.value(kpi).is_some()).map(|it| it.period).collect();
        let past = reader.past(kpi, of_kpi().next_back().map(|reading| reading.period));
        let baseline_period = reader.baseline_period(kpi, &known);
        let recorded =
            book.readings.get(&kpi.key, baseline_period).and_then(|reading| reading.figure.value(kpi));
        let plan = Plan::of(kpi, reader);
        let figure = |period| {
            book.readings
                .get(&kpi.key, period)
                .map(|reading| reading.figure.edit(reader.lang))
                .unwrap_or_default()
        };
        let [a, b, c] = past.map(figure);
        Row {
            index,
            kpi: StoredValue::new(kpi.clone()),
            past,
            baseline_period,
            recorded: StoredValue::new(recorded.map(|value| value.rounded(kpi.decimals))),
            cells: [a, b, c, plan.baseline, plan.target, plan.by, plan.responsible].map(Cell::new),
            unsaved: RwSignal::new(false),
        }
    }

    pub fn cell(&self, column: Column) -> Cell {
        self.cells[column.index()]
    }

    pub fn key(&self) -> Key {
        self.kpi.with_value(|kpi| kpi.key.clone())
    }

    /// Is this the past figure of the baseline's period?
    pub fn is_of_baseline(&self, column: Column) -> bool {
        matches!(column, Column::Past(i) if self.past[i] == self.baseline_period)
    }

    /// What the past figure of the baseline's period says, as a baseline is written. Tracks.
    pub fn recorded_baseline(&self, reader: Reader) -> Option<Number> {
        let Some(i) = self.past.iter().position(|period| *period == self.baseline_period) else {
            return self.recorded.get_value();
        };
        let text = self.cell(Column::Past(i)).text.get();
        self.kpi.with_value(|kpi| reader.value(&text, kpi))
    }

    /// The recorded figure where the baseline says another. Tracks.
    pub fn other_than_baseline(&self, reader: Reader) -> Option<Number> {
        let recorded = self.recorded_baseline(reader)?;
        let text = self.cell(Column::Baseline).text.get();
        self.kpi.with_value(|kpi| reader.differs(&text, &recorded, kpi)).then_some(recorded)
    }

    /// The period whose total the target is, of what adds up inside a period. Tracks.
    pub fn target_period(&self, reader: Reader) -> Option<Period> {
        let by = self.cell(Column::By).text.get();
        self.kpi.with_value(|kpi| reader.total_until(&by, kpi))
    }

    pub fn plan(&self) -> Plan {
        let text = |column| self.cell(column).text.get_untracked();
        Plan {
            baseline: text(Column::Baseline),
            baseline_at: Some(self.baseline_period),
            target: text(Column::Target),
            by: text(Column::By),
            responsible: text(Column::Responsible),
        }
    }

    /// Has it a cell there to type into?
    pub fn takes(&self, column: Column) -> bool {
        let nature = self.kpi.with_value(|kpi| kpi.nature);
        match column {
            Column::Past(_) => nature != Nature::Formula,
            Column::Baseline => nature != Nature::Flow,
            _ => true,
        }
    }
}
