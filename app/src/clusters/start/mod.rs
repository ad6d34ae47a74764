//! The first run: from an account to a shared dashboard with own figures. Each step is an address, so that one can go
//! back, come back later, and open one of them for a cluster that exists.

mod begin;
mod cluster;
mod figures;
mod file;
mod finish;
mod kit;
mod library;
mod purpose;
mod stage;

use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};

use self::begin::Begin;
use self::cluster::{ClusterStep, NewClusterStep};
use self::figures::FiguresStep;
use self::file::FileStep;
use self::finish::FinishStep;
use self::library::LibraryStep;
use self::purpose::PurposeStep;
use self::stage::{Stage, Step};
use crate::locale::{t, use_lang};
use crate::ui::{Empty, Glyph};
use crate::workspace::use_desk;

/// `dashboard`: the overview of the open cluster, which another slice shows.
#[component]
pub fn StartPage(#[prop(into)] dashboard: ViewFn) -> impl IntoView {
    let params = use_params_map();
    let query = use_query_map();
    let slug = Memo::new(move |_| params.with(|params| params.get("slug")));
    let step = Memo::new(move |_| query.with(|query| query.get("step").unwrap_or_default()));
    move || match slug.get() {
        None => view! { <Nobody step/> }.into_any(),
        Some(slug) => view! { <OfCluster slug step dashboard=dashboard.clone()/> }.into_any(),
    }
}

/// Before there is a cluster.
#[component]
fn Nobody(step: Memo<String>) -> impl IntoView {
    let lang = use_lang();
    let desk = use_desk();
    let admin = Memo::new(move |_| desk.home.with(|home| home.as_ref().map(|home| home.admin)));
    move || match (admin.get(), step.get().as_str()) {
        (None, _) => view! { <Waiting step=Step::Cluster/> }.into_any(),
        (Some(false), _) => {
            let (title, text) = (t::start::admins_only(lang), t::start::admins_only_text(lang));
            view! {
                <Stage step=Step::Cluster title=t::start::begin_title(lang)>
                    <Empty glyph=Glyph::Lock title text><a class="btn primary" href="/app">{t::workspace::clusters(lang)}</a></Empty>
                </Stage>
            }
            .into_any()
        }
        (Some(true), "cluster") => view! { <NewClusterStep/> }.into_any(),
        (Some(true), _) => view! { <Begin/> }.into_any(),
    }
}

/// With a cluster: its copy has to be that of the address before anything is shown of it.
#[component]
fn OfCluster(slug: String, step: Memo<String>, dashboard: ViewFn) -> impl IntoView {
    let lang = use_lang();
    let desk = use_desk();
    let slug = StoredValue::new(slug);
    let loaded = Memo::new(move |_| {
        desk.book().is_some_and(|book| slug.with_value(|slug| book.cluster.slug.as_str() == slug))
    });
    // Memos, so that what is typed in a step is not built anew for nothing.
    let missing = Memo::new(move |_| desk.missing.get());
    move || {
        if missing.get() {
            let (title, text) = (t::workspace::missing_title(lang), t::workspace::missing_text(lang));
            return view! {
                <Stage step=Step::Purpose title=t::start::purpose_title(lang)>
                    <Empty glyph=Glyph::Search title text><a class="btn primary" href="/app">{t::workspace::clusters(lang)}</a></Empty>
                </Stage>
            }
            .into_any();
        }
        if !loaded.get() {
            return view! { <Waiting step=Step::Purpose/> }.into_any();
        }
        if !untrack(|| desk.is_manager()) {
            let (title, text) = (t::start::managers_only(lang), t::start::managers_only_text(lang));
            return view! {
                <Stage step=Step::Purpose title=t::start::purpose_title(lang)>
                    <Empty glyph=Glyph::Lock title text>
                        <a class="btn primary" href=format!("/app/{}", slug.get_value())>{t::workspace::to_overview(lang)}</a>
                    </Empty>
                </Stage>
            }
            .into_any();
        }
        let slug = slug.get_value();
        match step.get().as_str() {
            "library" => view! { <LibraryStep slug/> }.into_any(),
            "figures" => view! { <FiguresStep slug/> }.into_any(),
            "file" => view! { <FileStep slug/> }.into_any(),
            "finish" => view! { <FinishStep slug dashboard=dashboard.clone()/> }.into_any(),
            "cluster" => view! { <ClusterStep slug/> }.into_any(),
            _ => view! { <PurposeStep slug/> }.into_any(),
        }
    }
}

#[component]
fn Waiting(step: Step) -> impl IntoView {
    let lang = use_lang();
    view! {
        <Stage step title=t::common::loading(lang)>
            <div class="card pad stack" aria-busy="true"><span class="skeleton title"></span><span class="skeleton block"></span></div>
        </Stage>
    }
}
