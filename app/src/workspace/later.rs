//! Pages that are loaded on first use, so that whoever opens the workspace to look or to record waits for neither the
//! first run nor the forms. `frontend/pack` cuts the program at the functions below; the service worker keeps all
//! parts on the device, so offline every page is there.

// What the macro writes to call into another part is `unsafe`; nothing else here is.
#![allow(unsafe_code)]

use std::pin::Pin;

use leptos::prelude::*;
use leptos::reactive::computed::ScopedFuture;
use leptos::task::spawn_local;
use wasm_split_helpers::{SplitLoaderError, wasm_split};

use super::desk::Desk;
use crate::locale::{t, use_lang};
use crate::ui::{Empty, Glyph};

type Page = Result<AnyView, SplitLoaderError>;
type Work = Pin<Box<dyn Future<Output = ()>>>;

#[wasm_split(start, fallible)]
fn start_page() -> Page {
    Ok(super::routes::Start().into_any())
}

#[wasm_split(pages, fallible)]
fn one_kpi() -> Page {
    Ok(super::routes::OneKpi().into_any())
}

#[wasm_split(pages, fallible)]
fn record_page() -> Page {
    Ok(crate::readings::page::RecordPage().into_any())
}

#[wasm_split(grid, fallible)]
fn grid_page() -> Page {
    Ok(crate::readings::grid::GridPage().into_any())
}

#[wasm_split(grid, fallible)]
fn periods_page() -> Page {
    Ok(crate::readings::periods::PeriodsPage().into_any())
}

#[wasm_split(pages, fallible)]
fn todo_page() -> Page {
    Ok(super::routes::Todo().into_any())
}

#[wasm_split(pages, fallible)]
fn mentions() -> Page {
    Ok(crate::threads::mentions::Mentions().into_any())
}

#[wasm_split(pages, fallible)]
fn look_back(open: RwSignal<bool>) -> Page {
    Ok(crate::dashboards::look_back::dialog(open).into_any())
}

#[wasm_split(pages, fallible)]
fn markdown(text: String) -> Page {
    Ok(crate::dashboards::markdown::prose(&text).into_any())
}

#[wasm_split(pages, fallible)]
fn whole_home(todo: AnyView) -> Page {
    Ok(view! { <crate::dashboards::home::WholeBoard todo/> }.into_any())
}

#[wasm_split(pages, fallible)]
fn dashboard_page() -> Page {
    Ok(crate::dashboards::page::DashboardPage().into_any())
}

#[wasm_split(pages, fallible)]
fn board_mode_page() -> Page {
    Ok(crate::dashboards::board_mode::BoardModePage().into_any())
}

#[wasm_split(pages, fallible)]
fn kpi_list() -> Page {
    Ok(crate::kpis::list::KpiList().into_any())
}

#[wasm_split(pages, fallible)]
fn objective_list() -> Page {
    Ok(crate::objectives::list::ObjectiveList().into_any())
}

#[wasm_split(pages, fallible)]
fn unsent_page() -> Page {
    Ok(crate::readings::unsent::UnsentPage().into_any())
}

#[wasm_split(pages, fallible)]
fn portfolio_page() -> Page {
    Ok(crate::portfolio::page::PortfolioPage().into_any())
}

#[wasm_split(pages, fallible)]
fn portfolio_kpi() -> Page {
    Ok(crate::portfolio::one::PortfolioKpi().into_any())
}

/// Evidence and messages are made on pages of this part: what sends them waits there too.
#[wasm_split(pages, fallible)]
fn acts(desk: Desk) -> Result<Work, SplitLoaderError> {
    Ok(Box::pin(crate::offline::acts::send(desk)))
}

#[wasm_split(build, fallible)]
fn dashboard_list() -> Page {
    Ok(crate::dashboards::list::DashboardList().into_any())
}

#[wasm_split(build, fallible)]
fn build_page() -> Page {
    Ok(crate::dashboards::build::BuildPage().into_any())
}

#[wasm_split(define, fallible)]
fn kpi_form_page() -> Page {
    Ok(crate::kpis::form::KpiFormPage().into_any())
}

#[wasm_split(define, fallible)]
fn objective_form_page() -> Page {
    Ok(crate::objectives::form::ObjectiveFormPage().into_any())
}

#[wasm_split(manage, fallible)]
fn settings_page() -> Page {
    Ok(crate::clusters::settings::SettingsPage().into_any())
}

#[wasm_split(manage, fallible)]
fn cluster_list() -> Page {
    Ok(crate::clusters::list::ClusterList().into_any())
}

#[wasm_split(manage, fallible)]
fn import_page() -> Page {
    Ok(crate::clusters::transfer::page::ImportPage().into_any())
}

#[wasm_split(manage, fallible)]
fn share_list() -> Page {
    Ok(crate::shares::list::ShareList().into_any())
}

#[wasm_split(define, fallible)]
fn style_guide() -> Page {
    Ok(super::styleguide::StyleGuide().into_any())
}

/// Sends what was done beside recording; later, where the part did not arrive.
pub async fn send_acts(desk: Desk) {
    if let Ok(work) = acts(desk).await {
        work.await;
    }
}

#[component]
pub fn StartPage() -> impl IntoView {
    arrive(start_page)
}

#[component]
pub fn OneKpi() -> impl IntoView {
    arrive(one_kpi)
}

#[component]
pub fn RecordPage() -> impl IntoView {
    arrive(record_page)
}

#[component]
pub fn TodoPage() -> impl IntoView {
    arrive(todo_page)
}

/// Only where there are some.
#[component]
pub fn Mentions() -> impl IntoView {
    let desk = super::desk::use_desk();
    let some = Memo::new(move |_| {
        desk.snapshot.with(|held| held.as_ref().is_some_and(|held| held.mentions().next().is_some()))
    });
    view! { <Show when=move || some.get()>{arrive(mentions)}</Show> }
}

#[component]
pub fn LookBackDialog(open: RwSignal<bool>) -> impl IntoView {
    arrive(move || look_back(open))
}

#[component]
pub fn Prose(text: String) -> impl IntoView {
    arrive(move || markdown(text))
}

#[component]
pub fn WholeHome(todo: AnyView) -> impl IntoView {
    arrive(move || whole_home(todo))
}

#[component]
pub fn DashboardPage() -> impl IntoView {
    arrive(dashboard_page)
}

#[component]
pub fn BoardModePage() -> impl IntoView {
    arrive(board_mode_page)
}

#[component]
pub fn KpiList() -> impl IntoView {
    arrive(kpi_list)
}

#[component]
pub fn ObjectiveList() -> impl IntoView {
    arrive(objective_list)
}

#[component]
pub fn UnsentPage() -> impl IntoView {
    arrive(unsent_page)
}

#[component]
pub fn PortfolioPage() -> impl IntoView {
    arrive(portfolio_page)
}

#[component]
pub fn PortfolioKpi() -> impl IntoView {
    arrive(portfolio_kpi)
}

#[component]
pub fn DashboardList() -> impl IntoView {
    arrive(dashboard_list)
}

#[component]
pub fn BuildPage() -> impl IntoView {
    arrive(build_page)
}

#[component]
pub fn KpiFormPage() -> impl IntoView {
    arrive(kpi_form_page)
}

#[component]
pub fn ObjectiveFormPage() -> impl IntoView {
    arrive(objective_form_page)
}

#[component]
pub fn GridPage() -> impl IntoView {
    arrive(grid_page)
}

#[component]
pub fn PeriodsPage() -> impl IntoView {
    arrive(periods_page)
}

#[component]
pub fn SettingsPage() -> impl IntoView {
    arrive(settings_page)
}

#[component]
pub fn ClusterList() -> impl IntoView {
    arrive(cluster_list)
}

#[component]
pub fn ImportPage() -> impl IntoView {
    arrive(import_page)
}

#[component]
pub fn ShareList() -> impl IntoView {
    arrive(share_list)
}

#[component]
pub fn StyleGuide() -> impl IntoView {
    arrive(style_guide)
}

/// The page once its part is there; without it (the connection broke during an update) words and another try.
fn arrive<F>(load: impl FnOnce() -> F + 'static) -> AnyView
where
    F: Future<Output = Page> + 'static,
{
    let page = RwSignal::new_local(None::<AnyView>);
    // What the page takes from around it (parameters, desk, language) it finds as if it had been here at once.
    let arriving = ScopedFuture::new_untracked(async move {
        match load().await {
            Ok(page) => page,
            Err(_) => view! { <Absent/> }.into_any(),
        }
    });
    spawn_local(async move {
        // Somebody may have gone on meanwhile.
        page.try_set(Some(arriving.await));
        request_animation_frame(super::frame::focus_heading_if_lost);
    });
    (move || {
        page.track();
        page.try_update_untracked(Option::take).flatten()
    })
    .into_any()
}

#[component]
fn Absent() -> impl IntoView {
    let lang = use_lang();
    view! {
        <Empty glyph=Glyph::Offline title=t::workspace::part_absent_title(lang) text=t::workspace::part_absent_text(lang) page=true>
            <button type="button" class="btn primary" on:click=|_| { let _ = window().location().reload(); }>
                {t::workspace::part_absent_retry(lang)}
            </button>
        </Empty>
    }
}
