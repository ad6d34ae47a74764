//! Milestones with the period in which each step was done; the levels of a scale with the one reached.

use leptos::prelude::*;
use vigie_domain::series::Series;
use vigie_domain::{Lang, Nature, Number};

use crate::locale::{t, use_lang};
use crate::ui::{Glyph, Icon};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ladder {
    /// Steps are done one after another; of levels one is reached.
    pub(crate) steps: bool,
    pub(crate) rungs: Vec<Rung>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Rung {
    pub(crate) name: String,
    pub(crate) reached: bool,
    /// Of a step since when; empty for a level.
    pub(crate) when: String,
}

impl Ladder {
    /// `value`: the figure it stands at. None for every other nature.
    pub fn of(series: &Series<'_, '_>, value: Option<&Number>, lang: Lang) -> Option<Self> {
        match series.kpi.nature {
            Nature::Milestones => Some(steps(series, lang)),
            Nature::Scale => Some(levels(series, value, lang)),
            _ => None,
        }
    }
}

fn steps(series: &Series<'_, '_>, lang: Lang) -> Ladder {
    let (languages, fy) = (&series.engine.book.cluster.languages, series.fy());
    let rungs = series.kpi.steps.iter().zip(series.steps_reached()).map(|(step, at)| Rung {
        name: step.in_lang(lang, languages).to_owned(),
        reached: at.is_some(),
        when: match at {
            Some(at) => t::trend::step_since(lang, at.show(lang, fy)),
            None => t::trend::step_open(lang).to_owned(),
        },
    });
    Ladder { steps: true, rungs: rungs.collect() }
}

fn levels(series: &Series<'_, '_>, value: Option<&Number>, lang: Lang) -> Ladder {
    let languages = &series.engine.book.cluster.languages;
    let reached = value.and_then(|value| usize::try_from(value.to_i64()?).ok());
    let rungs = series.kpi.labels.iter().zip(1..).map(|(label, level)| Rung {
        name: label.in_lang(lang, languages).to_owned(),
        reached: reached == Some(level),
        when: String::new(),
    });
    Ladder { steps: false, rungs: rungs.collect() }
}

#[component]
pub fn LadderView(ladder: Ladder) -> impl IntoView {
    let lang = use_lang();
    let steps = ladder.steps;
    let name = if steps { t::trend::steps(lang) } else { t::trend::levels(lang) };
    let items = ladder
        .rungs
        .into_iter()
        .zip(1_u32..)
        .map(|(rung, number)| {
            let here = (!steps && rung.reached).then_some("true");
            let mark = if steps {
                let glyph = if rung.reached { Glyph::Check } else { Glyph::Minus };
                view! { <Icon glyph small=true/> }.into_any()
            } else {
                view! { <span class="num">{number.to_string()}</span> }.into_any()
            };
            let when = Some(rung.when).filter(|when| !when.is_empty()).map(|when| view! { <small>{when}</small> });
            view! { <li class:done=rung.reached aria-current=here>{mark}<span class="grow">{rung.name}</span>{when}</li> }
        })
        .collect_view();
    view! { <ol class="ladder" aria-label=name>{items}</ol> }
}
