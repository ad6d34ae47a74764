//! Saving, and what happens where somebody else was faster.

use leptos::prelude::*;
use leptos::task::spawn_local_scoped;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use vigie_domain::Dashboard;

use super::{Building, kept, use_building};
use crate::dashboards::api;
use crate::dashboards::desk_board::find;
use crate::dashboards::list::{address, put_back};
use crate::error::AppError;
use crate::locale::{problem_text, t, use_lang};
use crate::offline;
use crate::ui::{Banner, BannerKind, Glyph, Icon, say, to_first_problem, way_back};

/// Saves what the draft says over what its editor began with.
pub fn save(building: Building, navigate: impl Fn(&str, NavigateOptions) + 'static) {
    let Building { draft, desk, .. } = building;
    let lang = draft.lang;
    let (dashboard, mut problems) = untrack(|| draft.read());
    let known = |key: &vigie_domain::Key| building.book.with_value(|book| book.kpi(key).is_some());
    problems.extend(dashboard.check(draft.fy, &known));
    // One end without the other is a slip.
    let ends = [("from", draft.from), ("to", draft.to)].map(|(place, end)| (place, end.get_untracked()));
    if dashboard.span.is_none() && problems.is_empty() && ends.iter().any(|(_, end)| !end.trim().is_empty()) {
        let missing = ends.iter().find(|(_, end)| end.trim().is_empty()).map_or("to", |(place, _)| *place);
        let problem = vigie_domain::Problem::new(vigie_domain::ProblemCode::FieldMissing);
        problems.push(problem.at(missing));
    }
    if !problems.is_empty() {
        building.problems.set(problems);
        to_first_problem(".build");
        return;
    }
    building.problems.set(Vec::new());
    building.failed.set(None);
    building.busy.set(true);
    let (before, place) = (building.before.get_value(), building.place());
    spawn_local_scoped(async move {
        let answer = api::save_dashboard(desk.slug(), dashboard, Some(before.clone())).await;
        let _ = building.busy.try_set(false);
        match answer {
            Ok(saved) => {
                kept::forget(&place);
                desk.refresh();
                let name = saved.name.in_lang(lang, &languages(building)).to_owned();
                let path = address(desk, &saved.id);
                let undo = way_back(move || put_back(desk, before.clone(), Some(saved.clone())));
                say(t::build::saved_said(lang, name), undo);
                navigate(&path, NavigateOptions::default());
            }
            Err(AppError::Invalid(problems)) => {
                let _ = building.problems.try_set(problems);
                to_first_problem(".build");
            }
            Err(error) => {
                let _ = building.failed.try_set(Some(error));
            }
        }
    });
}

fn languages(building: Building) -> Vec<String> {
    building.book.try_with_value(|book| book.cluster.languages.clone()).unwrap_or_default()
}

/// What went wrong as a whole; in a conflict both ways on.
#[component]
pub fn Wrong() -> impl IntoView {
    let lang = use_lang();
    let building = use_building();
    let others = move || {
        building.problems.with(|problems| {
            let fields = ["name", "from", "to", "previous", "span"];
            let other = problems.iter().filter(|problem| !fields.contains(&problem.place.as_str()));
            other.map(|problem| view! { <p>{problem_text(lang, problem)}</p> }).collect::<Vec<_>>()
        })
    };
    let failed = move || match building.failed.get() {
        Some(AppError::Conflict) => Some(view! { <Conflict/> }.into_any()),
        Some(error) => {
            let text = error.text(lang);
            Some(
                view! { <Banner kind=BannerKind::Error glyph=Glyph::Alert><p>{text}</p></Banner> }.into_any(),
            )
        }
        None => {
            let others = others();
            (!others.is_empty()).then(|| {
                view! { <Banner kind=BannerKind::Error glyph=Glyph::Alert><div>{others}</div></Banner> }
                    .into_any()
            })
        }
    };
    view! { <div aria-live="assertive">{failed}</div> }
}

#[component]
fn Conflict() -> impl IntoView {
    let lang = use_lang();
    let building = use_building();
    let desk = building.desk;
    // What the other has made of it is fetched first: only over what was seen is anything saved.
    let theirs = move |keep: bool| {
        spawn_local_scoped(async move {
            offline::pull(desk).await;
            let id = building.draft.id.get_value();
            let found = desk.book.get_untracked().and_then(|book| find(&book, &id));
            match (found, keep) {
                (Some(theirs), true) => {
                    building.before.set_value(theirs);
                    building.failed.set(None);
                    say(t::build::conflict_kept_said(lang), None);
                }
                (Some(theirs), false) => building.begin_anew(theirs),
                (None, _) => building.failed.set(Some(AppError::NotFound)),
            }
        });
    };
    view! {
        <Banner kind=BannerKind::Warn glyph=Glyph::Alert>
            <div class="grow"><p><b>{t::build::conflict(lang)}</b></p><p>{t::build::conflict_text(lang)}</p></div>
            <button type="button" class="btn small" on:click=move |_| theirs(false)>{t::build::conflict_theirs(lang)}</button>
            <button type="button" class="btn small" on:click=move |_| theirs(true)>{t::build::conflict_mine(lang)}</button>
        </Banner>
    }
}

/// Save and cancel, in reach however long the page is.
#[component]
pub fn Foot() -> impl IntoView {
    let lang = use_lang();
    let building = use_building();
    let Building { draft, desk, .. } = building;
    let navigate = use_navigate();
    let give_up = kept::discard(building);
    let back = move || building.before.with_value(|before: &Dashboard| address(desk, &before.id));
    view! {
        <div class="form-foot">
            <button
                type="button"
                class="btn primary"
                disabled=move || !desk.is_online()
                aria-busy=move || building.busy.get().then_some("true")
                on:click=move |_| save(building, navigate.clone())
            >
                <Icon glyph=Glyph::Check small=true/>
                {t::common::save(lang)}
            </button>
            <a class="btn" href=back on:click=move |_| give_up()>{t::build::leave(lang)}</a>
            <button type="button" class="btn quiet" disabled=move || draft.past.with(Vec::is_empty) on:click=move |_| draft.undo()>
                <Icon glyph=Glyph::Undo small=true/>
                {t::build::undo(lang)}
            </button>
            <Show when=move || !desk.is_online()><p class="hint">{t::build::online_only(lang)}</p></Show>
        </div>
    }
}
