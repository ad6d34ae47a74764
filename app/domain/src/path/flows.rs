//! The path of a flow: totals of periods spread evenly over their children, and running totals of plan and readings
//! since the start of the counting window. Prefix sums make a row cost the same however long the window is.

use crate::kpi::Kpi;
use crate::number::Number;
use crate::period::{FinancialYear, Granularity, Months, Period};
use crate::target::TargetSet;

/// What is known at one child, for the prefix sums.
#[derive(Clone, Debug, Default)]
struct Sums {
    known: u32,
    value: Number,
    planned: u32,
    expected: Number,
    /// Expected of the children with a known reading.
    compared: Number,
}

#[derive(Clone, Debug)]
pub struct Flows {
    frequency: Granularity,
    fy: FinancialYear,
    span: Option<Months>,
    named_span: Option<(Period, Period)>,
    breaks: Vec<i32>,
    /// Ordinal of the first child in `sums`; `sums[i]` adds up the children before `first + i`.
    first: i32,
    sums: Vec<Sums>,
}

/// A row within its counting window.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Running {
    /// Children with a known reading; without any there is no running total.
    pub known: u32,
    pub total: Number,
    /// None where no child of the window has a point.
    pub plan: Option<Plan>,
    /// The last month of the counting window, and whether the row ends with it.
    pub window: Months,
    pub ends_window: bool,
    /// Ordinals of the children in the window, from the break on.
    pub children: (i32, i32),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    /// The running total of the expected children.
    pub path: Number,
    /// The same over the children that have a known reading: what the running total is compared with.
    pub compared: Number,
    /// The window's total.
    pub target: Number,
    /// The expected total of the row's own period.
    pub period: Number,
}

impl Flows {
    /// `value_at` gives the known values by ordinal within `recorded`.
    pub fn new(
        kpi: &Kpi,
        set: Option<&TargetSet>,
        fy: FinancialYear,
        recorded: std::ops::Range<i32>,
        value_at: &dyn Fn(i32) -> Option<Number>,
    ) -> Flows {
        let points = set.map_or(&[][..], |set| &set.points);
        let spans: Vec<_> = points
            .iter()
            .map(|point| (point.period.months(fy).inside(kpi.frequency, fy), &point.value))
            .collect();
        let recorded = (!recorded.is_empty()).then_some((recorded.start, recorded.end - 1));
        let all =
            || spans.iter().map(|(span, _)| *span).chain(recorded).filter(|(first, last)| first <= last);
        let first = all().map(|(first, _)| first).min().unwrap_or(0);
        let last = all().map(|(_, last)| last).max().unwrap_or(-1);
        let mut children = vec![Sums::default(); (last - first + 1).max(0) as usize];
        for ((from, to), total) in spans {
            let Some(each) = total.divided_by(&Number::from(i64::from(to - from + 1))) else { continue };
            for child in from..=to {
                let child = &mut children[(child - first) as usize];
                child.planned += 1;
                child.expected += &each;
            }
        }
        let mut sums = Vec::with_capacity(children.len() + 1);
        let mut so_far = Sums::default();
        for (i, child) in children.into_iter().enumerate() {
            sums.push(so_far.clone());
            if let Some(value) = value_at(first + i as i32) {
                so_far.known += 1;
                so_far.value += &value;
                so_far.compared += &child.expected;
            }
            so_far.planned += child.planned;
            so_far.expected += &child.expected;
        }
        sums.push(so_far);
        let breaks = kpi.breaks().into_iter().map(|at| at.ordinal).collect();
        let span = set.and_then(|set| set.span);
        Flows {
            frequency: kpi.frequency,
            fy,
            span: span.map(|span| span.months(fy)),
            named_span: span.map(|span| (span.from, span.to)),
            breaks,
            first,
            sums,
        }
    }

    /// The counting window of a row: the set's span, else the financial year in which the row ends. None for a row
    /// that ends outside the span.
    pub fn window(&self, row: Period) -> Option<Months> {
        let last = row.months(self.fy).last;
        match self.span {
            Some(span) => (span.first <= last && last <= span.last).then_some(span),
            None => Some(row.financial_year(self.fy).months(self.fy)),
        }
    }

    /// The periods with which the window begins and ends, as names for it: those of the set's span, else twice the
    /// financial year.
    pub fn named_window(&self, row: Period) -> (Period, Period) {
        let year = row.financial_year(self.fy);
        self.named_span.unwrap_or((year, year))
    }

    pub fn at(&self, row: Period) -> Option<Running> {
        let window = self.window(row)?;
        let (mut first, last) = window.inside(self.frequency, self.fy);
        let own = row.months(self.fy);
        let (row_first, row_last) = own.inside(self.frequency, self.fy);
        // At a break the window starts anew.
        if let Some(at) = self.breaks.iter().rev().find(|at| **at <= row_last) {
            first = first.max(*at);
        }
        let so_far = (self.before(first), self.before(row_last + 1));
        let whole = self.before(last + 1);
        let plan = (whole.planned > so_far.0.planned).then(|| Plan {
            path: &so_far.1.expected - &so_far.0.expected,
            compared: &so_far.1.compared - &so_far.0.compared,
            target: &whole.expected - &so_far.0.expected,
            period: &so_far.1.expected - &self.before(row_first.max(first)).expected,
        });
        Some(Running {
            known: so_far.1.known - so_far.0.known,
            total: &so_far.1.value - &so_far.0.value,
            plan,
            window,
            ends_window: own.last == window.last,
            children: (first, last),
        })
    }

    /// Sums of all children before an ordinal.
    fn before(&self, ordinal: i32) -> &Sums {
        let at = (ordinal - self.first).clamp(0, self.sums.len() as i32 - 1);
        &self.sums[at as usize]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{kpi, number, period};

    fn flows(fields: &str, from: &str, values: &[Option<i64>]) -> Flows {
        let kpi = kpi("k", "quarter", &format!(r#""nature": "flow", {fields}"#));
        let from = period(from).ordinal;
        let value_at = |at: i32| values.get((at - from) as usize).copied().flatten().map(Number::int);
        Flows::new(
            &kpi,
            kpi.targets.first(),
            FinancialYear::CIVIL,
            from..from + values.len() as i32,
            &value_at,
        )
    }

    const CONTRACT: &str = r#""targets": [{"set": "s", "span": {"from": "2023", "to": "2026"}, "points": [
        {"period": "2023", "value": "8"}, {"period": "2024", "value": "10"},
        {"period": "2025", "value": "10"}, {"period": "2026", "value": "12"}]}]"#;

    #[test]
    fn a_contract_counts_over_its_span() {
        let flows = flows(CONTRACT, "2023-Q1", &[Some(2), None, Some(3), Some(1), Some(4)]);
        let at = flows.at(period("2024-Q1")).expect("inside");
        let plan = at.plan.expect("a plan");
        assert_eq!((at.known, at.total), (4, number("10")));
        assert_eq!((plan.path, plan.compared), (number("10.5"), number("8.5")));
        assert_eq!((plan.target, plan.period), (number("40"), number("2.5")));
        assert_eq!(flows.at(period("2027-Q1")), None);
        assert!(flows.at(period("2026")).expect("inside").ends_window);
    }

    #[test]
    fn without_a_span_the_financial_year_counts() {
        let fields = r#""targets": [{"set": "s", "points": [{"period": "2026-Q3", "value": "6"}]}]"#;
        let flows = flows(fields, "2025-Q4", &[Some(9), Some(1), Some(2)]);
        let second = flows.at(period("2026-Q2")).expect("a year");
        assert_eq!(second.total, number("3"));
        let plan = second.plan.expect("a plan");
        assert_eq!((plan.path, plan.target), (number("0"), number("6")));
        assert_eq!(flows.at(period("2025-Q4")).expect("a year").plan, None);
    }

    #[test]
    fn at_a_break_the_window_starts_anew() {
        let fields =
            format!(r#"{CONTRACT}, "versions": [{{"from": "2025-Q1", "reason": "other", "breaks": true}}]"#);
        let flows = flows(&fields, "2024-Q3", &[Some(2), Some(2), Some(5)]);
        let before = flows.at(period("2024-Q4")).expect("inside");
        assert_eq!((before.total, before.plan.expect("a plan").target), (number("4"), number("40")));
        let after = flows.at(period("2025-Q1")).expect("inside");
        let plan = after.plan.expect("a plan");
        assert_eq!((after.total, plan.path, plan.target), (number("5"), number("2.5"), number("22")));
    }
}
