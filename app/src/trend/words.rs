//! How a trend's periods and figures are written.

use vigie_domain::{FinancialYear, Granularity, Kpi, Lang, Number, Period, State};

use crate::chart::Ticks;
use crate::format;
use crate::locale::t;

/// The words for one KPI in one language.
pub struct Words<'a> {
    pub lang: Lang,
    pub languages: &'a [String],
    pub kpi: &'a Kpi,
    pub fy: FinancialYear,
}

impl Words<'_> {
    pub fn name(&self) -> &str {
        self.kpi.name.in_lang(self.lang, self.languages)
    }

    pub fn period(&self, period: Period) -> String {
        period.show(self.lang, self.fy)
    }

    /// Short, for the axis: `Q1 22`, `juil. 26`, `2026/27`.
    pub fn axis(&self, period: Period) -> String {
        let year = period.show_year(self.fy);
        let year = year.get(2..).unwrap_or_default();
        let index = period.index();
        match (period.granularity, self.lang) {
            (Granularity::Year, _) => period.show_year(self.fy),
            (Granularity::Half, Lang::De) => format!("H{index} {year}"),
            (Granularity::Quarter, Lang::De) => format!("Q{index} {year}"),
            _ => format!("{} {year}", period.show_short(self.lang)),
        }
    }

    /// Without its unit, as in a table.
    pub fn figure(&self, value: &Number) -> String {
        format::figure(self.lang, self.languages, self.kpi, value)
    }

    pub fn with_unit(&self, value: &Number) -> String {
        format::with_unit(self.lang, self.languages, self.kpi, value)
    }

    pub fn unit(&self) -> String {
        format::unit(self.lang, self.languages, self.kpi)
    }

    pub fn state(&self, state: State) -> &'static str {
        match state {
            State::NotApplicable => t::trend::not_applicable(self.lang),
            State::NotAvailable => t::trend::not_available(self.lang),
            State::Known | State::Missing => t::trend::missing(self.lang),
        }
    }

    pub fn ticks(&self) -> Ticks {
        let marks = self.lang.marks();
        let mut large = t::trend::large(self.lang).split('|');
        let mut next = || large.next().unwrap_or_default();
        Ticks {
            decimal: marks.decimal,
            group: marks.group,
            decimals: self.kpi.decimals,
            large: [next(), next(), next()],
        }
    }
}
