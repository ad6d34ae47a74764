//! A projection: the Theil–Sen line through the latest readings, up to the target's period. Robust against one odd
//! month, and exact, so that it is the same everywhere.

use serde::{Deserialize, Serialize};

use crate::kpi::Direction;
use crate::number::{Number, computed, median};
use crate::path::position;
use crate::period::Period;
use crate::series::Series;
use crate::status::at_least_as_good;
use crate::target::PathKind;
use crate::window::WindowKind;

const FEWEST: usize = 4;
const MOST: usize = 24;

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Forecast {
    /// The target's period.
    pub period: Period,
    #[serde(deserialize_with = "present")]
    pub value: Number,
    #[serde(deserialize_with = "present")]
    pub target: Number,
    /// Whether the target is likely reached.
    pub likely: bool,
    /// How many readings the line is drawn through.
    pub readings: u32,
}

fn present<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Number, D::Error> {
    computed(deserializer)?.ok_or_else(|| serde::de::Error::custom("a number is missing"))
}

/// Value at `x`: intercept + slope × x.
struct Line {
    slope: Number,
    intercept: Number,
}

impl Line {
    /// Through points with distinct x.
    fn theil_sen(points: &[(i32, Number)]) -> Option<Line> {
        let mut slopes = Vec::with_capacity(points.len() * points.len() / 2);
        for (i, (x, y)) in points.iter().enumerate() {
            for (earlier_x, earlier_y) in &points[..i] {
                slopes.extend((y - earlier_y).divided_by(&Number::from(i64::from(x - earlier_x))));
            }
        }
        let slope = median(slopes)?;
        let rest = |(x, y): &(i32, Number)| y - &(&slope * &Number::from(i64::from(*x)));
        let intercept = median(points.iter().map(rest).collect())?;
        Some(Line { slope, intercept })
    }

    fn at(&self, x: i32) -> Number {
        &self.intercept + &(&self.slope * &Number::from(i64::from(x)))
    }

    /// Over all whole x from one to another: of a line the count times the value in the middle.
    fn sum(&self, from: i32, to: i32) -> Number {
        let both = &self.at(from) + &self.at(to);
        let half_count = Number::quotient(i64::from(to - from) + 1, 2).unwrap_or_default();
        &both * &half_count
    }
}

/// None without a target that lies ahead, or with fewer than four known readings since the last break.
pub fn forecast(series: &Series<'_, '_>) -> Option<Forecast> {
    let (kpi, fy) = (series.kpi, series.fy());
    if kpi.direction == Direction::None {
        return None;
    }
    let latest = series.engine.latest_known(kpi)?;
    let judgement = series.judge(latest, series.rolled(WindowKind::Own, latest).value.as_ref());
    let target = judgement.goal?;
    let period = series.target_period(latest)?;
    let end = match series.counting_children(latest) {
        Some((_, last)) => last,
        None => position(period, end_of(series), kpi.frequency, fy),
    };
    if end <= latest.ordinal {
        return None;
    }
    let known = known_readings(series, latest)?;
    // Counted from the latest reading, so that the numbers stay small.
    let points: Vec<_> = known.into_iter().map(|(at, value)| (at - latest.ordinal, value)).collect();
    let line = Line::theil_sen(&points)?;
    let ahead = end - latest.ordinal;
    let value = if series.is_flow() { &judgement.running? + &line.sum(1, ahead) } else { line.at(ahead) };
    let likely = match (&kpi.band, kpi.direction) {
        (Some(band), Direction::Band) => band.contains(&value),
        _ => at_least_as_good(&value, &target, kpi.direction),
    };
    Some(Forecast { period, value, target, likely, readings: points.len() as u32 })
}

fn end_of(series: &Series<'_, '_>) -> PathKind {
    series.set.map(|set| set.path).unwrap_or_default()
}

/// The last known figures up to a period, since the last break: ordinal and value.
fn known_readings(series: &Series<'_, '_>, latest: Period) -> Option<Vec<(i32, Number)>> {
    let first =
        Period::of_month(series.engine.first_month(&series.kpi.key)?, series.kpi.frequency, series.fy());
    let since = series.latest_break().map_or(first, |at| at.max(first));
    let mut known = Vec::new();
    let mut at = latest;
    while at >= since && known.len() < MOST {
        if let Some(value) = series.rolled(WindowKind::Own, at).value {
            known.push((at.ordinal, value));
        }
        at = at.prev();
    }
    known.reverse();
    (known.len() >= FEWEST).then_some(known)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rollup::Engine;
    use crate::testing::{book, day, key, kpi, number};

    fn of(fields: &str, figures: &str, today: &str) -> Option<Forecast> {
        let book = book(vec![kpi("k", "month", fields)]).with("k", "2026-01", figures);
        let engine = Engine::new(&book, day(today));
        let kpi = book.kpi(&key("k")).expect("a KPI");
        forecast(&Series::new(&engine, kpi, None))
    }

    const LEVEL: &str =
        r#""nature": "stock", "targets": [{"set": "s", "points": [{"period": "2026-12", "value": "30"}]}]"#;

    #[test]
    fn a_level_is_projected_to_the_targets_period() {
        let found = of(LEVEL, "10 12 14 16", "2026-05-01").expect("a forecast");
        assert_eq!((found.value, found.likely, found.readings), (number("32"), true, 4));
        // One odd month does not turn the line.
        assert_eq!(of(LEVEL, "10 12 90 16 18", "2026-06-01").expect("a forecast").value, number("32"));
        assert_eq!(of(LEVEL, "10 12 14", "2026-05-01"), None);
        assert_eq!(of(LEVEL, "10 12 14 16", "2026-04-15"), None, "the fourth month is not closed");
    }

    #[test]
    fn a_flow_adds_what_remains() {
        let fields =
            r#""nature": "flow", "targets": [{"set": "s", "points": [{"period": "2026", "value": "100"}]}]"#;
        let found = of(fields, "5 6 7 8", "2026-05-01").expect("a forecast");
        // 26 so far, then 9 + 10 + … + 16.
        assert_eq!((found.value, found.likely), (number("126"), true));
        assert_eq!(found.period.to_string(), "2026");
    }

    /// A stepped target is to be reached where its period begins, a linear one where it ends.
    #[test]
    fn a_step_is_projected_to_the_first_child_of_its_period() {
        let at = |path: &str| {
            let fields = format!(
                r#""nature": "stock", "targets": [{{"set": "s", "path": "{path}", "points": [
                    {{"period": "2026-01", "value": "9"}}, {{"period": "2026-Q4", "value": "30"}}]}}]"#
            );
            of(&fields, "10 12 14 16", "2026-05-01").expect("a forecast").value
        };
        assert_eq!((at("stepped"), at("linear")), (number("28"), number("32")));
    }

    #[test]
    fn a_forecast_without_its_figures_is_none() {
        let json = serde_json::to_string(&of(LEVEL, "10 12 14 16", "2026-05-01")).expect("json");
        assert!(serde_json::from_str::<Forecast>(&json).is_ok());
        let without = json.replace(r#""value":"32""#, r#""value":null"#);
        assert!(without != json && serde_json::from_str::<Forecast>(&without).is_err());
    }

    #[test]
    fn only_readings_since_the_last_break_count() {
        let versions = r#", "versions": [{"from": "2026-03", "reason": "x", "breaks": true}]"#;
        assert_eq!(of(&format!("{LEVEL}{versions}"), "10 12 14 16 18", "2026-06-01"), None);
        assert!(of(&format!("{LEVEL}{versions}"), "10 12 14 16 18 20", "2026-07-01").is_some());
    }

    #[test]
    fn the_sum_of_a_line_is_the_sum_of_its_values() {
        let line = Line { slope: number("1.5"), intercept: number("-2") };
        let added = (3..=9).fold(Number::ZERO, |sum, x| &sum + &line.at(x));
        assert_eq!(line.sum(3, 9), added);
    }
}
