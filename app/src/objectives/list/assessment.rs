//! What people say of an objective beside the computed status: given, changed, taken back.

use leptos::prelude::*;
use leptos::task::spawn_local_scoped;
use vigie_domain::assessment::Assessment;
use vigie_domain::{Granularity, Objective, Period};

use crate::locale::{t, use_lang};
use crate::objectives::api;
use crate::ui::{AssessButton, AssessDialog, Assessing, say, say_error, way_back};
use crate::workspace::{Desk, use_desk};

/// Objectives are judged by quarter: they have no frequency of their own.
const BY: Granularity = Granularity::Quarter;

/// Id and title of the objective that is being judged.
#[derive(Clone, Copy)]
pub struct Judging(RwSignal<Option<(String, String)>>);

impl Judging {
    /// For the buttons below.
    pub fn provide() -> Self {
        let judging = Self(RwSignal::new(None));
        provide_context(judging);
        judging
    }
}

/// Once, above the tree: what is built anew with the figures would lose what is being typed.
#[component]
pub fn Assessments(judging: Judging) -> impl IntoView {
    let desk = use_desk();
    move || {
        let (id, of) = judging.0.get()?;
        let id = StoredValue::new(id);
        let begin = Callback::new(move |()| assessing(desk, &id.get_value()));
        let save = Callback::new(move |assessments| assess(desk, &id.get_value(), assessments));
        Some(view! { <AssessDialog of open=RwSignal::new(true) begin save/> })
    }
}

/// `given` and `class`: as of the button.
#[component]
pub fn AssessObjective(id: String, title: String, given: bool, class: &'static str) -> impl IntoView {
    let desk = use_desk();
    let Judging(judging) = expect_context();
    let online = Signal::derive(move || desk.is_online());
    let of = title.clone();
    let press = Callback::new(move |()| judging.set(Some((id.clone(), title.clone()))));
    view! { <AssessButton of given class online press/> }
}

/// The objective as the copy has it, with the parent that it is saved with.
fn found(desk: Desk, id: &str) -> Option<(Objective, Objective)> {
    let book = untrack(|| desk.book())?;
    let parent = book.objectives.iter().find(|parent| parent.flat().any(|own| own.id == id))?;
    Some((parent.flat().find(|own| own.id == id)?.clone(), parent.clone()))
}

/// The last quarter that is over is proposed.
fn assessing(desk: Desk, id: &str) -> Assessing {
    let (lang, today) = (use_lang(), untrack(|| desk.today()));
    let fy = untrack(|| desk.book()).map(|book| book.fy()).unwrap_or_default();
    let said = found(desk, id).map(|(own, _)| own.assessments).unwrap_or_default();
    let (closed, running) = (Period::last_closed(today, BY, fy), Period::of_date(today, BY, fy));
    Assessing::of(said, closed, running, |period| period.show(lang, fy))
}

fn assess(desk: Desk, id: &str, assessments: Vec<Assessment>) {
    let Some((_, old)) = found(desk, id) else { return };
    let mut new = old.clone();
    if new.id == id {
        new.assessments = assessments;
    } else if let Some(child) = new.children.iter_mut().find(|child| child.id == id) {
        child.assessments = assessments;
    }
    put(desk, new, Some(old));
}

/// `before`: offered as the way back.
fn put(desk: Desk, objective: Objective, before: Option<Objective>) {
    let lang = use_lang();
    spawn_local_scoped(async move {
        match api::save_objective(desk.slug(), objective).await {
            Ok(_) => {
                desk.refresh();
                let back = before.and_then(|before| way_back(move || put(desk, before.clone(), None)));
                say(t::common::assessed_said(lang), back);
            }
            Err(error) => say_error(&error),
        }
    });
}
