//! The figures of one frequency: periods down, a column per KPI, and where it has a target the path beside it. A chart for
//! each, which lives in the workbook: change a cell and it follows.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use rust_xlsxwriter::{
    Chart, ChartEmptyCells, ChartFormat, ChartLegendPosition, ChartLine, ChartLineDashType, ChartSeries,
    ChartType, Format, Worksheet, XlsxError,
};
use vigie_domain::report::periods;
use vigie_domain::rollup::Engine;
use vigie_domain::series::Series;
use vigie_domain::{Book, Granularity, Kpi, Nature, Number, Period, Query};

use super::{Looks, Word, Words};

/// Letters in a line of a header, and the height of one in points.
const LETTERS: usize = 15;
const LINE: u32 = 15;
/// Rows of a sheet that a chart takes, and their size in pixels.
const CHART_ROWS: u32 = 16;
const CHART_WIDTH: u32 = 560;
const CHART_HEIGHT: u32 = 300;
/// Charts side by side.
const ABREAST: usize = 2;

pub(super) struct Figures<'a> {
    granularity: Granularity,
    periods: Vec<Period>,
    columns: Vec<Column<'a>>,
}

/// What is seen of one KPI, by period.
struct Column<'a> {
    kpi: &'a Kpi,
    values: BTreeMap<Period, Number>,
    targets: BTreeMap<Period, Number>,
}

impl<'a> Figures<'a> {
    /// None where no KPI of this frequency has a figure. Every figure is that of the report.
    pub(super) fn of(book: &'a Book, granularity: Granularity, today: NaiveDate) -> Option<Figures<'a>> {
        let engine = Engine::new(book, today);
        let mut columns = Vec::new();
        for kpi in book.kpis.iter().filter(|kpi| kpi.frequency == granularity && !kpi.archived) {
            let series = Series::new(&engine, kpi, None);
            let mut column = Column { kpi, values: BTreeMap::new(), targets: BTreeMap::new() };
            let own = periods(&engine, kpi, &Query::on(today)).filter(|at| at.granularity == granularity);
            for row in own.map(|period| series.row(period)) {
                let target = if kpi.nature == Nature::Flow { row.period_target } else { row.target };
                column.targets.extend(target.map(|target| (row.period, target)));
                column.values.extend(row.value.map(|value| (row.period, value)));
            }
            if !column.values.is_empty() {
                columns.push(column);
            }
        }
        let mut periods: Vec<Period> = columns
            .iter()
            .flat_map(|column| column.values.keys().chain(column.targets.keys()))
            .copied()
            .collect();
        periods.sort_unstable();
        periods.dedup();
        (!columns.is_empty()).then_some(Figures { granularity, periods, columns })
    }

    pub(super) fn add(
        self,
        sheet: &mut Worksheet,
        book: &Book,
        words: &Words,
        looks: &Looks,
    ) -> Result<(), XlsxError> {
        let name = words.say(Word::Figures(self.granularity));
        sheet.set_name(&name)?.set_freeze_panes(1, 1)?.set_column_width(0, 14)?;
        super::printed(sheet)?;
        sheet.write_string_with_format(0, 0, words.say(Word::Period), &looks.head)?;
        for (row, period) in (1..).zip(&self.periods) {
            sheet.write_string(row, 0, period.show(words.lang, book.fy()))?;
        }
        let mut at = 1;
        let mut lines = 1;
        let mut charts = Vec::new();
        for column in &self.columns {
            let title = column.kpi.name.in_lang(words.lang, &book.cluster.languages).to_owned();
            let mut placed =
                Placed { sheet: &name, last: self.periods.len() as u32, value: at, target: None };
            self.write(sheet, at, &title, &column.values, column.kpi, looks)?;
            at += 1;
            if !column.targets.is_empty() {
                let title = format!("{title} – {}", words.say(Word::Target));
                self.write(sheet, at, &title, &column.targets, column.kpi, looks)?;
                placed.target = Some(at);
                at += 1;
            }
            charts.push(placed.chart(column.kpi, &title));
            lines = lines
                .max((title.chars().count() + words.say(Word::Target).chars().count() + 3) / LETTERS + 1);
        }
        // Not every program makes room for a header of several lines.
        sheet.set_row_height(0, LINE * u32::try_from(lines).unwrap_or(1))?;
        for (index, chart) in charts.iter().enumerate() {
            // Below the figures, where they are on one page with them, however many KPIs stand side by side.
            let row = (index / ABREAST) as u32 * CHART_ROWS + self.periods.len() as u32 + 2;
            let offset = (index % ABREAST) as u32 * (CHART_WIDTH + 16);
            sheet.insert_chart_with_offset(row, 0, chart, offset, 0)?;
        }
        Ok(())
    }

    /// A column of numbers that a chart can draw, as near as a binary number comes.
    fn write(
        &self,
        sheet: &mut Worksheet,
        at: u16,
        title: &str,
        values: &BTreeMap<Period, Number>,
        kpi: &Kpi,
        looks: &Looks,
    ) -> Result<(), XlsxError> {
        sheet.set_column_width(at, 16)?;
        sheet.write_string_with_format(0, at, title, &looks.head)?;
        let decimals = ".".to_owned() + &"0".repeat(usize::from(kpi.decimals.min(10)));
        let look =
            Format::new().set_num_format(format!("#,##0{}", if kpi.decimals == 0 { "" } else { &decimals }));
        for (row, period) in (1..).zip(&self.periods) {
            if let Some(value) = values.get(period) {
                sheet.write_number_with_format(row, at, value.to_f64(), &look)?;
            }
        }
        Ok(())
    }
}

/// Where the figures of a KPI stand.
struct Placed<'a> {
    sheet: &'a str,
    last: u32,
    value: u16,
    target: Option<u16>,
}

impl Placed<'_> {
    /// Totals of periods are columns, everything else is a line.
    fn chart(&self, kpi: &Kpi, title: &str) -> Chart {
        let is_total = matches!(kpi.nature, Nature::Flow | Nature::Distinct);
        let mut chart = Chart::new(if is_total { ChartType::Column } else { ChartType::Line });
        self.series(&mut chart, self.value);
        if let Some(target) = self.target {
            let mut path = Chart::new(ChartType::Line);
            let mut dashed = ChartFormat::new();
            dashed.set_line(ChartLine::new().set_dash_type(ChartLineDashType::Dash));
            if is_total {
                self.series(&mut path, target).set_format(&mut dashed);
                chart.combine(&path);
            } else {
                self.series(&mut chart, target).set_format(&mut dashed);
            }
        }
        chart.title().set_name(title);
        chart.legend().set_position(ChartLegendPosition::Bottom);
        chart.show_empty_cells_as(ChartEmptyCells::Gaps);
        chart.set_width(CHART_WIDTH).set_height(CHART_HEIGHT).set_alt_text(title);
        chart
    }

    fn series<'c>(&self, chart: &'c mut Chart, column: u16) -> &'c mut ChartSeries {
        chart
            .add_series()
            .set_categories((self.sheet, 1, 0, self.last, 0))
            .set_values((self.sheet, 1, column, self.last, column))
            .set_name((self.sheet, 0, column))
    }
}
