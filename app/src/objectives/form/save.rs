//! Checking and saving. What is wrong is said at its field; what was typed stays.

use leptos::prelude::*;
use leptos::task::spawn_local_scoped;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use vigie_domain::{Objective, Problem, ProblemCode};

use super::draft::Draft;
use super::shared::{Form, use_form};
use crate::error::AppError;
use crate::locale::{problem_text, t, use_lang};
use crate::objectives::api;
use crate::objectives::list::archive;
use crate::ui::{Banner, BannerKind, Glyph, Icon, say, say_error, to_first_problem, way_back};
use crate::workspace::Desk;

pub fn save(form: Form, draft: Draft) {
    draft.tidy();
    let mut problems = Vec::new();
    let objective = draft.read(form.lang, "", &mut problems);
    problems.extend(check(form, &objective));
    if !problems.is_empty() {
        form.problems.set(problems);
        to_first_problem(".definition-form");
        return;
    }
    form.problems.set(Vec::new());
    form.failed.set(String::new());
    form.busy.set(true);
    let navigate = use_navigate();
    let (lang, desk) = (form.lang, form.desk);
    let old = form.old.get_value();
    spawn_local_scoped(async move {
        let answer = api::save_objective(desk.slug(), objective).await;
        let _ = form.busy.try_set(false);
        match answer {
            Ok(saved) => {
                desk.refresh();
                let title = form
                    .languages
                    .try_with_value(|languages| saved.title.in_lang(lang, languages).to_owned())
                    .unwrap_or_default();
                let undo = way_back({
                    let title = title.clone();
                    move || match &old {
                        Some(old) => put_back(desk, old.clone()),
                        None => archive(desk, saved.id.clone(), title.clone(), true),
                    }
                });
                say(t::objectives::saved_said(lang, title), undo);
                navigate(&desk.href("/objectives"), NavigateOptions::default());
            }
            Err(AppError::Invalid(problems)) => {
                let _ = form.problems.try_set(problems);
                to_first_problem(".definition-form");
            }
            Err(error) => {
                let _ = form.failed.try_set(error.text(lang));
            }
        }
    });
}

/// The objective as it was before.
fn put_back(desk: Desk, old: Objective) {
    spawn_local_scoped(async move {
        match api::save_objective(desk.slug(), old).await {
            Ok(_) => desk.refresh(),
            Err(error) => say_error(&error),
        }
    });
}

/// What the domain says, but for ids: new ones get theirs from the server.
fn check(form: Form, objective: &Objective) -> Vec<Problem> {
    let known = |key: &vigie_domain::Key| {
        form.kpis.with_value(|kpis| kpis.iter().any(|(own, _)| own == key.as_str()))
    };
    let mut problems = objective.check(&known);
    problems
        .retain(|problem| !(problem.code == ProblemCode::FieldMalformed && problem.place.ends_with("id")));
    problems
}

/// What went wrong as a whole.
#[component]
pub fn Wrong() -> impl IntoView {
    let lang = use_lang();
    let form = use_form();
    move || {
        let failed = form.failed.get();
        let problems = form.problems.get();
        if failed.is_empty() && problems.is_empty() {
            return None;
        }
        let n = i64::try_from(problems.len()).unwrap_or(i64::MAX);
        let text = if failed.is_empty() { t::objectives::n_problems(lang, n) } else { failed };
        let elsewhere =
            problems.iter().filter(|problem| problem.place.is_empty() || problem.place.ends_with("id"));
        let others = elsewhere.map(|problem| view! { <p>{problem_text(lang, problem)}</p> }).collect_view();
        Some(
            view! { <Banner kind=BannerKind::Error glyph=Glyph::Alert><div><p>{text}</p>{others}</div></Banner> },
        )
    }
}

/// Save and cancel, in reach however long the form is.
#[component]
pub fn Foot() -> impl IntoView {
    let lang = use_lang();
    let form = use_form();
    let desk = form.desk;
    view! {
        <div class="form-foot">
            <button class="btn primary" disabled=move || !desk.is_online() aria-busy=move || form.busy.get().then_some("true")>
                <Icon glyph=Glyph::Check small=true/>
                {t::common::save(lang)}
            </button>
            <a class="btn" href=move || desk.href("/objectives")>{t::common::cancel(lang)}</a>
            <Show when=move || !desk.is_online()><p class="hint">{t::common::needs_connection(lang)}</p></Show>
        </div>
    }
}
