//! From where to where a plan reaches, so that it can be drawn before anything is recorded.

use crate::kpi::{Kpi, Nature};
use crate::period::{FinancialYear, Months, Period};
use crate::target::{Span, TargetSet};

/// The periods of the KPI's frequency from the baseline or the first point to the last point; of a flow whole counting
/// windows. None where the set has no points.
pub fn extent(kpi: &Kpi, set: &TargetSet, fy: FinancialYear) -> Option<Span> {
    let flow = kpi.nature == Nature::Flow;
    let points = set
        .points
        .iter()
        .map(|point| if flow { point.period.financial_year(fy).months(fy) } else { point.period.months(fy) });
    let span = set.span.filter(|_| flow).map(|span| span.months(fy));
    let baseline = kpi.baseline.as_ref().filter(|_| !flow).map(|baseline| baseline.period.months(fy));
    let all: Vec<Months> = points.chain(span).collect();
    let last = all.iter().map(|months| months.last).max()?;
    // A coarser point or baseline counts at its last child: what lies before says nothing.
    let begins = |months: &Months| if flow { months.first } else { months.last };
    let first = all.iter().chain(&baseline).map(begins).min()?;
    let of = |month| Period::of_month(month, kpi.frequency, fy);
    Some(Span { from: of(first), to: of(last) })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::kpi;

    fn reaches(fields: &str) -> Option<(String, String)> {
        let kpi = kpi("k", "quarter", fields);
        let found = extent(&kpi, &kpi.targets[0], FinancialYear::CIVIL)?;
        Some((found.from.to_string(), found.to.to_string()))
    }

    #[test]
    fn a_level_reaches_from_its_baseline_to_its_last_point() {
        let with_baseline = r#""nature": "stock", "baseline": {"period": "2024", "value": "1"},
            "targets": [{"set": "s", "points": [{"period": "2026", "value": "9"}, {"period": "2025-Q2", "value": "5"}]}]"#;
        assert_eq!(reaches(with_baseline), Some(("2024-Q4".into(), "2026-Q4".into())));
        let without = r#""nature": "stock", "targets": [{"set": "s", "points": [{"period": "2026-Q2", "value": "9"}]}]"#;
        assert_eq!(reaches(without), Some(("2026-Q2".into(), "2026-Q2".into())));
        assert_eq!(reaches(r#""nature": "stock", "targets": [{"set": "s", "points": []}]"#), None);
    }

    #[test]
    fn a_flow_reaches_over_its_counting_windows() {
        let yearly =
            r#""nature": "flow", "targets": [{"set": "s", "points": [{"period": "2026-Q3", "value": "9"}]}]"#;
        assert_eq!(reaches(yearly), Some(("2026-Q1".into(), "2026-Q4".into())));
        let spanned = r#""nature": "flow", "targets": [{"set": "s", "span": {"from": "2023", "to": "2026"},
            "points": [{"period": "2024", "value": "9"}]}]"#;
        assert_eq!(reaches(spanned), Some(("2023-Q1".into(), "2026-Q4".into())));
    }
}
