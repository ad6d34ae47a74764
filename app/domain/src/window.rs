//! The spans over which a figure is read at a period: the period itself, the year to date, the rolling twelve months.

use crate::period::{FinancialYear, Months, Period};

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum WindowKind {
    /// The period itself.
    Own,
    /// From the start of the financial year to the end of the period.
    YearToDate,
    /// The twelve months that end with the period.
    Rolling,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Window {
    pub kind: WindowKind,
    pub period: Period,
    /// Nothing before this month counts: a formula whose own definition broke inside the window.
    pub floor: Option<i32>,
}

impl Window {
    pub fn new(kind: WindowKind, period: Period) -> Window {
        Window { kind, period, floor: None }
    }

    /// May be empty (first after last) once a floor applies.
    pub fn months(self, fy: FinancialYear) -> Months {
        let own = self.period.months(fy);
        let first = match self.kind {
            WindowKind::Own => own.first,
            WindowKind::YearToDate => self.period.financial_year(fy).months(fy).first,
            WindowKind::Rolling => own.last - 11,
        };
        Months { first: self.floor.map_or(first, |floor| floor.max(first)), last: own.last }
    }

    /// The same kind of window with its end moved by so many periods of the row.
    pub fn shifted(self, by: i32) -> Window {
        Window { period: self.period.shift(by), ..self }
    }

    pub fn last_year(self) -> Window {
        Window { period: self.period.same_last_year(), ..self }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::period;

    #[test]
    fn windows_end_with_the_period() {
        let fy = FinancialYear::starting(7).expect("a month");
        let span = |kind, text| {
            let months = Window::new(kind, period(text)).months(fy);
            let month = |month: i32| format!("{}-{:02}", month / 12, month % 12 + 1);
            (month(months.first), month(months.last))
        };
        let of = |first: &str, last: &str| (first.to_owned(), last.to_owned());
        assert_eq!(span(WindowKind::Own, "2026-Q1"), of("2026-07", "2026-09"));
        assert_eq!(span(WindowKind::YearToDate, "2026-06"), of("2025-07", "2026-06"));
        assert_eq!(span(WindowKind::YearToDate, "2026-Q2"), of("2026-07", "2026-12"));
        assert_eq!(span(WindowKind::Rolling, "2026-Q1"), of("2025-10", "2026-09"));
    }
}
