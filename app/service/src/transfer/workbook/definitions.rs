//! The sheet that says what is measured.

use rust_xlsxwriter::{Worksheet, XlsxError};
use vigie_domain::{Book, Kpi};

use super::{Column, Looks, Word, Words};

const COLUMNS: [(Column, u32); 16] = [
    (Column::Key, 28),
    (Column::Name, 36),
    (Column::Definition, 60),
    (Column::Unit, 12),
    (Column::Nature, 18),
    (Column::Formula, 24),
    (Column::Frequency, 14),
    (Column::Direction, 18),
    (Column::Decimals, 10),
    (Column::Lag, 12),
    (Column::Source, 36),
    (Column::Method, 36),
    (Column::Responsible, 28),
    (Column::Deputy, 28),
    (Column::Baseline, 20),
    (Column::Targets, 44),
];

pub(super) fn add(sheet: &mut Worksheet, book: &Book, words: &Words, looks: &Looks) -> Result<(), XlsxError> {
    sheet.set_name(words.say(Word::Definitions))?.set_freeze_panes(1, 2)?;
    super::printed(sheet)?;
    for (at, (column, width)) in (0..).zip(COLUMNS) {
        sheet.set_column_width(at, width)?;
        sheet.write_string_with_format(0, at, words.say(Word::Column(column)), &looks.head)?;
    }
    for (row, kpi) in (1..).zip(&book.kpis) {
        for (at, (column, _)) in (0..).zip(COLUMNS) {
            let text = said(book, kpi, column, words);
            if !text.is_empty() {
                sheet.write_string_with_format(row, at, text, &looks.text)?;
            }
        }
    }
    Ok(())
}

fn said(book: &Book, kpi: &Kpi, column: Column, words: &Words) -> String {
    let (lang, languages, fy) = (words.lang, &book.cluster.languages, book.fy());
    let text = |text: &vigie_domain::Text| text.in_lang(lang, languages).to_owned();
    match column {
        Column::Key => kpi.key.to_string(),
        Column::Name => text(&kpi.name),
        Column::Definition => text(&kpi.definition),
        Column::Unit if kpi.unit_label.is_empty() => kpi.unit.clone(),
        Column::Unit => text(&kpi.unit_label),
        Column::Nature => words.say(Word::Nature(kpi.nature)),
        Column::Formula => kpi.formula.clone().unwrap_or_default(),
        Column::Frequency => words.say(Word::Frequency(kpi.frequency)),
        Column::Direction => words.say(Word::Direction(kpi.direction)),
        Column::Decimals => kpi.decimals.to_string(),
        Column::Lag => kpi.lag.to_string(),
        Column::Source => text(&kpi.source),
        Column::Method => text(&kpi.method),
        Column::Responsible => kpi.responsible.clone().unwrap_or_default(),
        Column::Deputy => kpi.deputy.clone().unwrap_or_default(),
        Column::Baseline => kpi.baseline.as_ref().map_or_else(String::new, |baseline| {
            format!("{}: {}", baseline.period.show(lang, fy), baseline.value.show_exact(lang))
        }),
        Column::Targets => {
            let sets = kpi.targets.iter().map(|set| {
                let point = |point: &vigie_domain::target::Point| {
                    format!("{}: {}", point.period.show(lang, fy), point.value.show_exact(lang))
                };
                let points: Vec<String> = set.points.iter().map(point).collect();
                format!("{} ({})", set.set, points.join("; "))
            });
            sets.collect::<Vec<_>>().join("\n")
        }
    }
}
