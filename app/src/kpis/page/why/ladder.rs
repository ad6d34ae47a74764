//! Milestones with the period in which each step was done; the levels of a scale with the one reached.

use leptos::prelude::*;
use vigie_domain::rollup::Engine;
use vigie_domain::series::Series;
use vigie_domain::why::Explanation;
use vigie_domain::{Nature, Period};

use super::super::shown::Shown;
use crate::locale::t;
use crate::ui::{Glyph, Icon};

pub fn of(shown: Shown, why: &Explanation) -> Option<AnyView> {
    match why.nature {
        Nature::Milestones => Some(steps(shown).into_any()),
        Nature::Scale => Some(levels(shown, why).into_any()),
        _ => None,
    }
}

fn steps(shown: Shown) -> impl IntoView {
    let today = shown.desk.today();
    let reached = shown.with_book(|book, kpi| {
        let engine = Engine::new(book, today);
        engine.kpi(&kpi.key).map(|kpi| Series::new(&engine, kpi, None).steps_reached())
    });
    let reached: Vec<Option<Period>> = reached.flatten().unwrap_or_default();
    let names = shown.kpi.with_value(|kpi| kpi.steps.iter().map(|step| shown.text(step)).collect::<Vec<_>>());
    let items = names.into_iter().zip(reached).map(|(name, at)| step(shown, name, at)).collect_view();
    view! { <dd><ol class="ladder" aria-label=t::kpis::steps(shown.lang)>{items}</ol></dd> }
}

fn step(shown: Shown, name: String, at: Option<Period>) -> impl IntoView {
    let lang = shown.lang;
    let when = match at {
        Some(at) => t::kpis::step_since(lang, shown.period(at)),
        None => t::kpis::step_open(lang).to_owned(),
    };
    let glyph = if at.is_some() { Glyph::Check } else { Glyph::Minus };
    view! { <li class:done=at.is_some()><Icon glyph small=true/><span class="grow">{name}</span><small>{when}</small></li> }
}

fn levels(shown: Shown, why: &Explanation) -> impl IntoView {
    let reached = why.row.value.as_ref().and_then(|value| usize::try_from(value.to_i64()?).ok());
    let names =
        shown.kpi.with_value(|kpi| kpi.labels.iter().map(|label| shown.text(label)).collect::<Vec<_>>());
    let items = names
        .into_iter()
        .zip(1..)
        .map(|(name, level)| {
            let here = reached == Some(level);
            view! { <li class:done=here aria-current=here.then_some("true")><span class="num">{level.to_string()}</span><span class="grow">{name}</span></li> }
        })
        .collect_view();
    view! { <dd><ol class="ladder" aria-label=t::kpis::labels(shown.lang)>{items}</ol></dd> }
}
