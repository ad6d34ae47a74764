//! Checking and saving. What is wrong is said at its field; what was typed stays.

use leptos::prelude::*;
use leptos::task::spawn_local_scoped;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use vigie_domain::{Kpi, Objective};

use super::check::{check, root};
use super::more::{Counted, changed};
use super::shared::{Form, use_form};
use crate::error::AppError;
use crate::kpis::list::archive;
use crate::kpis::{api, words};
use crate::locale::{t, use_lang};
use crate::objectives::api::save_objective;
use crate::ui::{Banner, BannerKind, Glyph, Icon, say, say_error, to_first_problem, way_back};
use crate::workspace::{Desk, use_desk};

/// The state of saving.
#[derive(Clone, Copy)]
pub struct Save {
    busy: RwSignal<bool>,
    failed: RwSignal<String>,
    /// What is wrong is counted on top once saving was tried; until then it stands at its field alone.
    tried: RwSignal<bool>,
    /// A new baseline has been asked for once; saving again does without.
    asked: RwSignal<bool>,
    desk: Desk,
}

impl Save {
    pub fn new() -> Self {
        let (busy, failed) = (RwSignal::new(false), RwSignal::new(String::new()));
        Self { busy, failed, tried: RwSignal::new(false), asked: RwSignal::new(false), desk: use_desk() }
    }
}

pub fn save(form: Form, save: Save) {
    form.draft.tidy();
    let kpi = match check(form, save.desk, save.asked) {
        Ok(kpi) => kpi,
        Err(problems) => {
            form.problems.set(problems);
            save.tried.set(true);
            to_first_problem(".definition-form");
            return;
        }
    };
    form.problems.set(Vec::new());
    save.failed.set(String::new());
    save.busy.set(true);
    let (lang, desk) = (form.lang, save.desk);
    let navigate = use_navigate();
    let old = form.old.get_value();
    let chosen = form.draft.more.objectives.get_untracked();
    let counted = form.book.with_value(|book| changed(book, &kpi.key, &chosen));
    let name = form.book.with_value(|book| kpi.name.in_lang(lang, &book.cluster.languages).to_owned());
    spawn_local_scoped(async move {
        let (slug, key) = (desk.slug(), kpi.key.clone());
        let answer = match &old {
            Some(_) => api::save_kpi(slug, kpi).await,
            None => api::add_kpi(slug, kpi).await,
        };
        let answer = match answer {
            Ok(_) => count(desk, counted.iter().map(|(_, new)| new)).await,
            Err(error) => Err(error),
        };
        let _ = save.busy.try_set(false);
        match answer {
            Ok(()) => {
                desk.refresh();
                let undo = way_back({
                    let (key, name) = (key.clone(), name.clone());
                    move || match &old {
                        Some(old) => put_back(desk, old.clone(), counted.clone()),
                        None => archive(desk, key.clone(), name.clone(), true),
                    }
                });
                say(t::kpis::saved_said(lang, name), undo);
                navigate(&desk.href(&format!("/kpis/{key}")), NavigateOptions::default());
            }
            Err(AppError::Invalid(problems)) => {
                let _ = form.problems.try_set(problems);
                let _ = save.tried.try_set(true);
                to_first_problem(".definition-form");
            }
            Err(error) => {
                let _ = save.failed.try_set(error.text(lang));
            }
        }
    });
}

/// Writes objectives that count the KPI anew.
async fn count(desk: Desk, objectives: impl Iterator<Item = &Objective>) -> Result<(), AppError> {
    for objective in objectives {
        save_objective(desk.slug(), objective.clone()).await?;
    }
    Ok(())
}

/// The definition and the objectives as they were before.
fn put_back(desk: Desk, old: Kpi, counted: Vec<Counted>) {
    spawn_local_scoped(async move {
        let answer = match api::save_kpi(desk.slug(), old).await {
            Ok(_) => count(desk, counted.iter().map(|(old, _)| old)).await,
            Err(error) => Err(error),
        };
        match answer {
            Ok(()) => desk.refresh(),
            Err(error) => say_error(&error),
        }
    });
}

/// The fields at which the form can say something; the rest is said on top.
const FIELDS: [&str; 21] = [
    "key",
    "name",
    "definition",
    "unit",
    "decimals",
    "ratio",
    "steps",
    "labels",
    "formula",
    "direction",
    "band",
    "frequency",
    "lag",
    "plausible",
    "tolerance",
    "baseline",
    "targets",
    "versions",
    "responsible",
    "references",
    "thresholds",
];

/// What went wrong as a whole.
#[component]
pub fn Wrong(save: Save) -> impl IntoView {
    let lang = use_lang();
    let form = use_form();
    move || {
        let n = if save.tried.get() { form.problems.with(Vec::len) } else { 0 };
        let elsewhere: Vec<String> = form.problems.with(|problems| {
            let elsewhere = problems.iter().filter(|problem| !FIELDS.contains(&root(&problem.place)));
            elsewhere.map(|problem| words::problem(lang, form.fy, problem)).collect()
        });
        let failed = save.failed.get();
        let text = match (failed.is_empty(), n) {
            (false, _) => failed,
            (true, 0) => return None,
            (true, n) => t::kpis::n_problems(lang, i64::try_from(n).unwrap_or(i64::MAX)),
        };
        let others = elsewhere.into_iter().map(|text| view! { <p>{text}</p> }).collect_view();
        Some(
            view! { <Banner kind=BannerKind::Error glyph=Glyph::Alert><div><p>{text}</p>{others}</div></Banner> },
        )
    }
}

/// Save and cancel, in reach however long the form is.
#[component]
pub fn Foot(save: Save, #[prop(into)] back: String) -> impl IntoView {
    let lang = use_lang();
    let desk = use_desk();
    let below = if back.is_empty() { "/kpis".to_owned() } else { format!("/kpis/{back}") };
    view! {
        <div class="form-foot">
            <button class="btn primary" disabled=move || !desk.is_online() aria-busy=move || save.busy.get().then_some("true")>
                <Icon glyph=Glyph::Check small=true/>
                {t::common::save(lang)}
            </button>
            <a class="btn" href=move || desk.href(&below)>{t::common::cancel(lang)}</a>
            <Show when=move || !desk.is_online()><p class="hint">{t::common::needs_connection(lang)}</p></Show>
        </div>
    }
}
