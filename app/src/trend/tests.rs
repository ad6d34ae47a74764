//! What a chart of levels shows of the time to come.

use vigie_domain::rollup::Engine;
use vigie_domain::{Book, Granularity, Lang, file};

use super::{Asked, Trend, of};

/// Members month by month, with a target at the end of the year.
fn book() -> Book {
    let months = ["01", "02", "03", "04", "05", "06", "07", "08", "09", "10"];
    let readings = months.iter().zip(100..).map(|(month, members)| {
        format!(r#"{{"kpi": "members", "period": "2026-{month}", "value": "{members}"}}"#)
    });
    let text = format!(
        r#"{{"vigie": 1, "cluster": {{"slug": "alpes", "name": "Alpes"}},
            "kpis": [{{"key": "members", "name": {{"en": "Members"}}, "nature": "stock", "frequency": "month", "unit_label": {{"en": "firms"}},
                       "baseline": {{"period": "2025-12", "value": "99"}},
                       "targets": [{{"set": "internal", "points": [{{"period": "2026-12", "value": "120"}}]}}]}}],
            "readings": [{}]}}"#,
        readings.collect::<Vec<_>>().join(",")
    );
    file::read(&text).unwrap_or_else(|problems| panic!("{problems:?}"))
}

fn seen(today: &str, by: Granularity) -> Trend {
    let book = book();
    let today = today.parse().expect("a date");
    of(&Engine::new(&book, today), &book.kpis[0], today, Lang::En, Asked { by: Some(by), ..Asked::default() })
}

fn projected(trend: &Trend) -> Vec<(usize, f64)> {
    let all = trend.chart.projection.iter().enumerate();
    all.filter_map(|(at, value)| Some((at, (*value)?))).collect()
}

#[test]
fn a_projection_is_drawn_while_its_period_runs() {
    // By months December is empty; by quarters the fourth has the value of October already.
    let months = seen("2026-11-20", Granularity::Month);
    let quarters = seen("2026-11-20", Granularity::Quarter);
    let ahead = |trend: &Trend| {
        projected(trend).last().copied().map(|(at, value)| (at + 1 == trend.chart.points.len(), value))
    };
    assert_eq!((ahead(&months), ahead(&quarters)), (Some((true, 111.0)), Some((true, 111.0))));
    assert!(quarters.chart.points.last().is_some_and(|point| point.value == Some(109.0)));
    assert!(quarters.outlook.contains("111"), "{}", quarters.outlook);
}

#[test]
fn what_is_expected_has_its_unit() {
    let trend = seen("2026-11-20", Granularity::Month);
    assert!(
        trend.summary.contains("109\u{a0}firms (Oct 2026), 116\u{a0}firms expected by then"),
        "{}",
        trend.summary
    );
}
