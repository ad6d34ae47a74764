//! What is measured: the cluster.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use vigie_domain::file::has_financial_periods;

use super::stage::{Stage, Step};
use crate::clusters::api::{NewCluster, create_cluster, save_cluster};
use crate::clusters::draft::Draft;
use crate::clusters::fields::ClusterFields;
use crate::error::AppError;
use crate::locale::{t, use_lang};
use crate::offline;
use crate::ui::{Banner, BannerKind, Glyph, Icon};
use crate::workspace::use_desk;

/// Places that a field of the form shows.
const FIELDS: [&str; 7] =
    ["name", "country", "region", "currency", "financial_year_starts", "languages", "time_zone"];

#[component]
pub fn NewClusterStep() -> impl IntoView {
    let lang = use_lang();
    let desk = use_desk();
    let draft = Draft::new(lang);
    let wrong = RwSignal::new(None::<AppError>);
    let busy = RwSignal::new(false);
    let navigate = use_navigate();
    let save = move |event: SubmitEvent| {
        event.prevent_default();
        let navigate = navigate.clone();
        let text = |signal: RwSignal<String>| signal.with_untracked(|text| text.trim().to_owned());
        let new = NewCluster {
            name: text(draft.name),
            country: text(draft.country),
            region: Some(text(draft.region)).filter(|region| !region.is_empty()),
            currency: Some(text(draft.currency)),
            financial_year_starts: draft.first_month(),
            languages: draft.languages(),
            time_zone: Some(text(draft.time_zone)),
        };
        busy.set(true);
        wrong.set(None);
        spawn_local(async move {
            match create_cluster(new).await {
                Ok(cluster) => {
                    desk.reload_home().await;
                    // Back does not lead to the form again: it would make the cluster a second time.
                    navigate(
                        &format!("/app/start/{}", cluster.slug),
                        NavigateOptions { replace: true, ..NavigateOptions::default() },
                    );
                }
                Err(error) => {
                    wrong.set(Some(error));
                    busy.set(false);
                }
            }
        });
    };
    view! { <ClusterPage draft wrong busy year_fixed=false save=Callback::new(save)/> }
}

/// The cluster that was made before, to correct it.
#[component]
pub fn ClusterStep(slug: String) -> impl IntoView {
    let desk = use_desk();
    let Some(book) = desk.book.get_untracked() else { return ().into_any() };
    let draft = Draft::of(&book.cluster);
    let year_fixed = has_financial_periods(&book);
    let wrong = RwSignal::new(None::<AppError>);
    let busy = RwSignal::new(false);
    let navigate = use_navigate();
    let next = format!("/app/start/{slug}");
    let save = move |event: SubmitEvent| {
        event.prevent_default();
        // Over what stands there now.
        let Some(current) = desk.book.get_untracked().map(|book| book.cluster.clone()) else { return };
        let (navigate, slug, next) = (navigate.clone(), slug.clone(), next.clone());
        busy.set(true);
        wrong.set(None);
        spawn_local(async move {
            match save_cluster(slug, draft.read(current)).await {
                Ok(_) => {
                    offline::pull(desk).await;
                    desk.reload_home().await;
                    navigate(&next, NavigateOptions::default());
                }
                Err(error) => {
                    wrong.set(Some(error));
                    busy.set(false);
                }
            }
        });
    };
    view! { <ClusterPage draft wrong busy year_fixed save=Callback::new(save)/> }.into_any()
}

/// `year_fixed`: see [`ClusterFields`].
#[component]
fn ClusterPage(
    draft: Draft,
    wrong: RwSignal<Option<AppError>>,
    busy: RwSignal<bool>,
    year_fixed: bool,
    save: Callback<SubmitEvent>,
) -> impl IntoView {
    let lang = use_lang();
    let desk = use_desk();
    view! {
        <Stage step=Step::Cluster title=t::start::cluster_title(lang) lede=t::start::cluster_lede(lang)>
            <form class="form" novalidate=true on:submit=move |event| save.run(event)>
                <Elsewhere wrong/>
                <section class="card pad form"><ClusterFields draft wrong year_fixed follows=true/></section>
                <div class="row between">
                    <a class="btn quiet" href="/app/start">{t::common::back(lang)}</a>
                    <button class="btn primary" aria-busy=move || busy.get().then_some("true") disabled=move || busy.get() || !desk.is_online()>
                        <span>{t::common::next(lang)}</span>
                        <Icon glyph=Glyph::ArrowRight small=true/>
                    </button>
                </div>
            </form>
        </Stage>
    }
}

/// What no field shows.
#[component]
pub fn Elsewhere(wrong: RwSignal<Option<AppError>>) -> impl IntoView {
    let lang = use_lang();
    move || {
        let text = wrong.with(|wrong| match wrong.as_ref()? {
            AppError::Invalid(problems) => {
                let other = problems.iter().find(|problem| !FIELDS.contains(&problem.place.as_str()))?;
                Some(crate::locale::problem_text(lang, other))
            }
            other => Some(other.text(lang)),
        })?;
        Some(view! { <Banner kind=BannerKind::Error glyph=Glyph::Alert><p>{text}</p></Banner> })
    }
}
