//! The words of an exported workbook.

use vigie_domain::{Direction, Granularity, Lang, Nature};
use vigie_service::{Column, Word, Words};

use crate::locale::t;

/// A workbook in this language.
pub fn words(lang: Lang) -> Words {
    Words { lang, word: |lang, word| said(lang, word).to_owned() }
}

fn said(lang: Lang, word: Word) -> &'static str {
    match word {
        Word::Readings => t::workbook::readings(lang),
        Word::Definitions => t::workbook::definitions(lang),
        Word::Period => t::workbook::period(lang),
        Word::Target => t::workbook::target(lang),
        Word::Figures(Granularity::Month) => t::workbook::monthly(lang),
        Word::Figures(Granularity::Quarter) => t::workbook::quarterly(lang),
        Word::Figures(Granularity::Half) => t::workbook::half_yearly(lang),
        Word::Figures(Granularity::Year) => t::workbook::yearly(lang),
        Word::Frequency(Granularity::Month) => t::kpis::monthly(lang),
        Word::Frequency(Granularity::Quarter) => t::kpis::quarterly(lang),
        Word::Frequency(Granularity::Half) => t::kpis::half_yearly(lang),
        Word::Frequency(Granularity::Year) => t::kpis::yearly(lang),
        Word::Column(column) => title(lang, column),
        Word::Nature(nature) => of_nature(lang, nature),
        Word::Direction(Direction::Up) => t::kpis::direction_up(lang),
        Word::Direction(Direction::Down) => t::kpis::direction_down(lang),
        Word::Direction(Direction::Band) => t::kpis::direction_band(lang),
        Word::Direction(Direction::None) => t::kpis::direction_none(lang),
    }
}

fn title(lang: Lang, column: Column) -> &'static str {
    match column {
        Column::Key => t::kpis::key(lang),
        Column::Name => t::workbook::name(lang),
        Column::Definition => t::workbook::definition(lang),
        Column::Unit => t::kpis::unit(lang),
        Column::Nature => t::kpis::nature(lang),
        Column::Formula => t::kpis::formula(lang),
        Column::Frequency => t::kpis::frequency(lang),
        Column::Direction => t::kpis::direction(lang),
        Column::Decimals => t::workbook::decimals(lang),
        Column::Lag => t::workbook::lag(lang),
        Column::Source => t::kpis::source(lang),
        Column::Method => t::kpis::method(lang),
        Column::Responsible => t::workbook::responsible(lang),
        Column::Deputy => t::kpis::deputy(lang),
        Column::Baseline => t::workbook::baseline(lang),
        Column::Targets => t::workbook::targets(lang),
    }
}

fn of_nature(lang: Lang, nature: Nature) -> &'static str {
    match nature {
        Nature::Stock => t::kpis::nature_stock(lang),
        Nature::Flow => t::kpis::nature_flow(lang),
        Nature::Ratio => t::kpis::nature_ratio(lang),
        Nature::Mean => t::kpis::nature_mean(lang),
        Nature::Distinct => t::kpis::nature_distinct(lang),
        Nature::Milestones => t::kpis::nature_milestones(lang),
        Nature::Scale => t::kpis::nature_scale(lang),
        Nature::Formula => t::kpis::nature_formula(lang),
    }
}
