//! Checking and saving. What is wrong is said at its field; what was typed stays.

use leptos::prelude::*;
use leptos::task::spawn_local_scoped;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use vigie_domain::rollup::Engine;
use vigie_domain::series::Series;
use vigie_domain::{Book, Kpi, Problem, ProblemCode};

use super::draft::blank;
use super::focus::to_first_problem;
use super::read::Reader;
use super::shared::{Form, use_form};
use crate::error::AppError;
use crate::kpis::list::archive;
use crate::kpis::{api, words};
use crate::locale::{t, use_lang};
use crate::ui::{Banner, BannerKind, Glyph, Icon, say, say_error, way_back};
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
    let kpi = match check(form, save) {
        Ok(kpi) => kpi,
        Err(problems) => {
            form.problems.set(problems);
            save.tried.set(true);
            to_first_problem();
            return;
        }
    };
    form.problems.set(Vec::new());
    save.failed.set(String::new());
    save.busy.set(true);
    let (lang, desk) = (form.lang, save.desk);
    let navigate = use_navigate();
    let old = form.old.get_value();
    let name = form.book.with_value(|book| kpi.name.in_lang(lang, &book.cluster.languages).to_owned());
    spawn_local_scoped(async move {
        let (slug, key) = (desk.slug(), kpi.key.clone());
        let answer = match &old {
            Some(_) => api::save_kpi(slug, kpi).await,
            None => api::add_kpi(slug, kpi).await,
        };
        let _ = save.busy.try_set(false);
        match answer {
            Ok(_) => {
                desk.refresh();
                let undo = way_back({
                    let (key, name) = (key.clone(), name.clone());
                    move || match &old {
                        Some(old) => put_back(desk, old.clone()),
                        None => archive(desk, key.clone(), name.clone(), true),
                    }
                });
                say(t::kpis::saved_said(lang, name), undo);
                navigate(&desk.href(&format!("/kpis/{key}")), NavigateOptions::default());
            }
            Err(AppError::Invalid(problems)) => {
                let _ = form.problems.try_set(problems);
                let _ = save.tried.try_set(true);
                to_first_problem();
            }
            Err(error) => {
                let _ = save.failed.try_set(error.text(lang));
            }
        }
    });
}

/// The definition as it was before.
fn put_back(desk: Desk, old: Kpi) {
    spawn_local_scoped(async move {
        match api::save_kpi(desk.slug(), old).await {
            Ok(_) => desk.refresh(),
            Err(error) => say_error(&error),
        }
    });
}

fn check(form: Form, save: Save) -> Result<Kpi, Vec<Problem>> {
    let Some(base) = form.old.get_value().or_else(blank) else { return Err(Vec::new()) };
    let mut reader = Reader { lang: form.lang, fy: form.fy, problems: Vec::new() };
    let kpi = reader.kpi(&form.draft, base);
    let mut problems = reader.problems;
    // Where something could not be read, what is checked of the same field would mislead.
    let unread: Vec<String> = problems.iter().map(|problem| root(&problem.place).to_owned()).collect();
    let checked = kpi.check(form.fy).into_iter().chain(form.formula_problems(kpi.clone()));
    problems.extend(checked.filter(|problem| !unread.iter().any(|root_of| root_of == root(&problem.place))));
    if form.is_new() && form.book.with_value(|book| book.kpi(&kpi.key).is_some()) {
        problems.push(Problem::new(ProblemCode::Duplicate).with("text", &kpi.key).at("key"));
    }
    if problems.is_empty() && !save.asked.get_untracked() && baseline_outdated(form, save.desk, &kpi) {
        save.asked.set(true);
        problems.push(Problem::new(ProblemCode::BaselineNeeded).at("baseline.period"));
    }
    if problems.is_empty() { Ok(kpi) } else { Err(problems) }
}

fn root(place: &str) -> &str {
    place.split(['.', '[']).next().unwrap_or_default()
}

/// A version that breaks the series has begun after the baseline, and did not before this change.
fn baseline_outdated(form: Form, desk: Desk, kpi: &Kpi) -> bool {
    let outdated = |kpi: &Kpi| {
        let mut book = Book::new(form.book.with_value(|book| book.cluster.clone()));
        book.kpis.push(kpi.clone());
        let engine = Engine::new(&book, untrack(|| desk.today()));
        engine.kpi(&kpi.key).is_some_and(|kpi| Series::new(&engine, kpi, None).baseline_outdated())
    };
    outdated(kpi) && !form.old.with_value(|old| old.as_ref().is_some_and(outdated))
}

/// The fields at which the form can say something; the rest is said on top.
const FIELDS: [&str; 19] = [
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
            <Show when=move || !desk.is_online()><p class="hint">{t::kpis::needs_connection(lang)}</p></Show>
        </div>
    }
}
