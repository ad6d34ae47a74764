//! From when to when a board shows something, and so what its reader can narrow it to.

use vigie_domain::dashboard::Narrow;
use vigie_domain::period::Months;
use vigie_domain::series::SPARK;
use vigie_domain::{Granularity, Kpi, Period, Show};

use super::board::{Audience, Maker};
use super::matrix;

/// The months that something shows, and in which periods.
type Part = (Months, Granularity);

/// None for the team, who can look at everything, and where nothing is shown over time.
pub(super) fn narrows(maker: &Maker<'_, '_>) -> Vec<Narrow> {
    if matches!(maker.source.audience, Audience::Team { .. }) {
        return Vec::new();
    }
    let cards = || maker.source.dashboard.cards.iter().map(|card| &card.show);
    let mut parts: Vec<Part> = cards().flat_map(|show| over_time(maker, show)).collect();
    if parts.is_empty() {
        // The small lines of figures have other periods than the charts beside them: only where they are alone they decide.
        parts = cards().flat_map(|show| at_a_glance(maker, show)).collect();
    }
    let first = parts.iter().map(|part| part.0.first).min();
    let last = parts.iter().map(|part| part.0.last).max();
    let finest = parts.iter().map(|part| part.1).min();
    let Some(((first, last), finest)) = first.zip(last).zip(finest) else { return Vec::new() };
    Narrow::choices(Months { first, last }, finest, maker.source.today, maker.engine.fy)
}

fn over_time(maker: &Maker<'_, '_>, show: &Show) -> Option<Part> {
    match show {
        Show::Trend(trend) => drawn(maker, maker.kpis(std::slice::from_ref(&trend.key)).first()?),
        Show::Matrix { keys } if !maker.kpis(keys).is_empty() => matrix::extent(maker),
        _ => None,
    }
}

fn at_a_glance(maker: &Maker<'_, '_>, show: &Show) -> Vec<Part> {
    let kpis = match show {
        Show::Kpis {} => maker.kpis(&[]),
        Show::Kpi { key } => maker.kpis(std::slice::from_ref(key)),
        _ => Vec::new(),
    };
    kpis.into_iter().filter_map(|kpi| small_line(maker, kpi)).collect()
}

/// What is recorded, within the span of the dashboard; not what lies ahead.
fn drawn(maker: &Maker<'_, '_>, kpi: &Kpi) -> Option<Part> {
    let (dashboard, fy) = (maker.source.dashboard, maker.engine.fy);
    let granularity = dashboard.by.map_or(kpi.frequency, |by| by.max(kpi.frequency));
    let recorded = recorded(maker, kpi, granularity)?;
    let within = dashboard.span.map_or(recorded, |span| span.months(fy));
    let months = Months { first: recorded.first.max(within.first), last: recorded.last.min(within.last) };
    (months.first <= months.last).then_some((months, granularity))
}

fn small_line(maker: &Maker<'_, '_>, kpi: &Kpi) -> Option<Part> {
    let recorded = recorded(maker, kpi, kpi.frequency)?;
    let first = recorded.first.max(recorded.last + 1 - SPARK * kpi.frequency.months());
    Some((Months { first, ..recorded }, kpi.frequency))
}

/// From the first reading to the last one or to the last closed period.
fn recorded(maker: &Maker<'_, '_>, kpi: &Kpi, granularity: Granularity) -> Option<Months> {
    let (engine, fy) = (maker.engine, maker.engine.fy);
    let closed = Period::last_closed(engine.today, granularity, fy).months(fy).last;
    let (first, last) = (engine.first_month(&kpi.key)?, engine.last_month(&kpi.key)?);
    Some(Months { first, last: last.max(closed) })
}
