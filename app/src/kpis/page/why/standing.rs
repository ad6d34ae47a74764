//! What the figure is held against: path, tolerance, progress.

use leptos::prelude::*;
use vigie_domain::target::PathKind;
use vigie_domain::why::Explanation;
use vigie_domain::{Direction, Nature, Number, Status};

use super::super::shown::Shown;
use super::{line, set_name};
use crate::locale::t;
use crate::ui::StatusChip;

/// The running total that a flow is judged by.
pub fn so_far(shown: Shown, why: &Explanation) -> Option<impl IntoView + use<>> {
    let running = why.judgement.running.as_ref().filter(|_| why.set.is_some())?;
    let window = why.set.as_ref().and_then(|set| {
        let by = shown.period(set.target_period?);
        Some(match set.span {
            Some(_) => t::kpis::why_window_span(shown.lang, &set.set, by),
            None => t::kpis::why_window(shown.lang, by),
        })
    });
    let words = line(shown.figure(running), window.into_iter().collect());
    Some(view! { <div><dt>{t::kpis::so_far(shown.lang)}</dt>{words}</div> })
}

pub fn expected(shown: Shown, why: &Explanation) -> AnyView {
    let lang = shown.lang;
    let period = shown.period(why.row.period);
    if why.direction == Direction::Band {
        let band = shown.kpi.with_value(|kpi| kpi.band.clone());
        let words =
            band.map(|band| t::kpis::band_is(lang, shown.figure(&band.low), shown.figure(&band.high)));
        return line(words.unwrap_or_default(), Vec::new());
    }
    let Some(set) = &why.set else {
        return line("–".to_owned(), vec![t::kpis::why_no_set(lang).to_owned()]);
    };
    let Some(compared) = why.judgement.compared.as_ref().or(why.judgement.path.as_ref()) else {
        return line("–".to_owned(), vec![t::kpis::why_no_path(lang, &set.set, period)]);
    };
    let target = why.judgement.goal.as_ref().map(|goal| shown.short(goal)).unwrap_or_default();
    let by = set.target_period.map(|by| shown.period(by)).unwrap_or_default();
    let sentence = match (why.nature, set.path, why.baseline.as_ref().zip(why.baseline_period)) {
        (Nature::Flow, ..) => t::kpis::why_path_flow(lang, &set.set, period, target, by),
        (_, PathKind::Stepped, _) => t::kpis::why_path_stepped(lang, &set.set, target, by),
        (_, PathKind::Linear, Some((baseline, from))) => {
            t::kpis::why_path_linear(lang, &set.set, shown.short(baseline), shown.period(from), target, by)
        }
        (_, PathKind::Linear, None) => t::kpis::why_path_points(lang, &set.set, target, by),
    };
    line(shown.figure(compared), vec![sentence])
}

pub fn status(shown: Shown, why: &Explanation) -> Option<impl IntoView + use<>> {
    let lang = shown.lang;
    let status = why.judgement.status?;
    let mut sentences = Vec::new();
    match (&why.judgement.gap, status) {
        (_, Status::NoData | Status::NoTarget) => {}
        (_, Status::Met) if why.direction == Direction::Band => {
            sentences.push(t::kpis::why_in_band(lang).to_owned())
        }
        _ if why.direction == Direction::Band => sentences.push(t::kpis::why_out_of_band(lang).to_owned()),
        (_, Status::Met) => sentences.push(t::kpis::why_met(lang).to_owned()),
        (Some(gap), _) if gap.is_negative() || gap.is_zero() => {
            sentences.push(t::kpis::why_ahead(lang).to_owned())
        }
        (Some(gap), _) => sentences.push(t::kpis::why_short(lang, shown.size(gap))),
        _ => {}
    }
    let (green, amber) = (shown.percent(&why.tolerance.green), shown.percent(&why.tolerance.amber));
    match (&why.judgement.base, why.direction) {
        (_, Direction::Band) => sentences.push(t::kpis::tolerance_band(lang, amber)),
        (Some(base), _) => {
            let base = shown.size(base);
            sentences.push(match (why.nature, &why.baseline) {
                (Nature::Flow, _) => t::kpis::why_tolerance_total(lang, green, base, amber),
                (_, Some(_)) => t::kpis::why_tolerance_way(lang, green, base, amber),
                (_, None) => t::kpis::why_tolerance_path(lang, green, base, amber),
            });
        }
        _ => {}
    }
    let words = sentences.join(" ");
    Some(view! {
        <div>
            <dt>{t::kpis::status(lang)}</dt>
            <dd><StatusChip status plain=true/>" "<span class="muted">{words}</span></dd>
        </div>
    })
}

pub fn progress(shown: Shown, why: &Explanation) -> Option<impl IntoView + use<>> {
    let lang = shown.lang;
    if why.direction == Direction::None {
        return None;
    }
    let progress = why.judgement.progress.as_ref();
    let sentence = match progress {
        Some(_) => progress_rule(shown, why),
        None if why.baseline_outdated => t::kpis::why_outdated(
            lang,
            why.baseline_period.map(|period| shown.period(period)).unwrap_or_default(),
        ),
        None if why.set.is_none() => return None,
        None if why.baseline.is_none() && why.nature != Nature::Flow => {
            t::kpis::why_no_baseline(lang).to_owned()
        }
        None => return None,
    };
    let figure = progress.map_or_else(|| "–".to_owned(), |share| shown.percent(share));
    let words = line(figure, vec![sentence]);
    Some(view! { <div><dt>{t::kpis::progress(lang)}</dt>{words}</div> })
}

fn progress_rule(shown: Shown, why: &Explanation) -> String {
    let lang = shown.lang;
    let show = |value: &Option<Number>| value.as_ref().map(|value| shown.short(value)).unwrap_or_default();
    match (why.direction, why.nature, &why.baseline, &why.judgement.goal) {
        (Direction::Band, ..) => t::kpis::why_progress_band(lang).to_owned(),
        (_, Nature::Flow, ..) => t::kpis::why_progress_flow(
            lang,
            show(&why.judgement.running),
            show(&why.judgement.goal),
            set_name(why),
        ),
        (_, _, Some(baseline), Some(goal)) if baseline == goal => t::kpis::why_progress_keep(lang).to_owned(),
        (_, _, Some(baseline), Some(goal)) => {
            t::kpis::why_progress_way(lang, shown.short(baseline), shown.short(goal), show(&why.row.value))
        }
        _ => {
            let steps = shown.kpi.with_value(|kpi| kpi.steps.len());
            t::kpis::why_progress_steps(lang, show(&why.row.value), steps)
        }
    }
}
