//! Addresses of the workspace and the page of each. Pages that need two slices are put together here.

use leptos::prelude::*;
use leptos_router::components::{FlatRoutes, Route};
use leptos_router::hooks::use_params_map;
use leptos_router::path;

use super::desk::use_desk;
use super::later;
use crate::clusters::start::StartPage;
use crate::dashboards::desk_board::{OVERVIEW, board};
use crate::dashboards::home::HomePage;
use crate::dashboards::view::BoardView;
use crate::kpis::page::KpiPage;
use crate::locale::{t, use_lang};
use crate::readings::evidence::KpiEvidence;
use crate::readings::form::RecordForm;
use crate::readings::todo::{TodoCard, TodoPage};
use crate::threads::Thread;
use crate::threads::mentions::Mentions;
use crate::ui::{Empty, Glyph};

#[component]
pub fn Pages() -> impl IntoView {
    view! {
        <FlatRoutes fallback=Missing>
            <Route path=path!("/app") view=later::ClusterList/>
            <Route path=path!("/app/start") view=later::StartPage/>
            <Route path=path!("/app/start/:slug") view=later::StartPage/>
            <Route path=path!("/app/styleguide") view=later::StyleGuide/>
            <Route path=path!("/app/unsent") view=later::UnsentPage/>
            <Route path=path!("/app/portfolio") view=later::PortfolioPage/>
            <Route path=path!("/app/portfolio/:key") view=later::PortfolioKpi/>
            <Route path=path!("/app/:slug") view=Home/>
            <Route path=path!("/app/:slug/record") view=later::TodoPage/>
            <Route path=path!("/app/:slug/record/:key") view=later::RecordPage/>
            <Route path=path!("/app/:slug/grid") view=later::GridPage/>
            <Route path=path!("/app/:slug/periods") view=later::PeriodsPage/>
            <Route path=path!("/app/:slug/kpis") view=later::KpiList/>
            <Route path=path!("/app/:slug/kpis/new") view=later::KpiFormPage/>
            <Route path=path!("/app/:slug/kpis/:key") view=later::OneKpi/>
            <Route path=path!("/app/:slug/kpis/:key/edit") view=later::KpiFormPage/>
            <Route path=path!("/app/:slug/objectives") view=later::ObjectiveList/>
            <Route path=path!("/app/:slug/objectives/new") view=later::ObjectiveFormPage/>
            <Route path=path!("/app/:slug/objectives/:id") view=later::ObjectiveFormPage/>
            <Route path=path!("/app/:slug/dashboards") view=later::DashboardList/>
            <Route path=path!("/app/:slug/dashboards/:id") view=later::DashboardPage/>
            <Route path=path!("/app/:slug/dashboards/:id/board") view=later::BoardModePage/>
            <Route path=path!("/app/:slug/dashboards/:id/edit") view=later::BuildPage/>
            <Route path=path!("/app/:slug/shares") view=later::ShareList/>
            <Route path=path!("/app/:slug/import") view=later::ImportPage/>
            <Route path=path!("/app/:slug/settings") view=later::SettingsPage/>
        </FlatRoutes>
    }
}

/// The cluster's home with what is to do beside the objectives.
#[component]
fn Home() -> impl IntoView {
    view! { <HomePage todo=|| view! { <later::Mentions/><TodoCard/> }.into_any()/> }
}

/// What is to do: what is to be read, then what is to be recorded.
#[component]
pub(super) fn Todo() -> impl IntoView {
    view! { <TodoPage before=|| view! { <Mentions/> }.into_any()/> }
}

/// The first run, which ends with the dashboard it has made.
#[component]
pub(super) fn Start() -> impl IntoView {
    view! { <StartPage dashboard=|| view! { <Overview/> }/> }
}

/// The overview without a head, on another page.
#[component]
fn Overview() -> impl IntoView {
    let board = board(use_desk(), Signal::stored(OVERVIEW.to_owned()));
    move || board.get().map(|board| view! { <BoardView board=(*board).clone()/> })
}

/// A KPI's page with the form that records, its evidence and its thread.
#[component]
pub(super) fn OneKpi() -> impl IntoView {
    let params = use_params_map();
    let key = Signal::derive(move || params.with(|params| params.get("key").unwrap_or_default()));
    let record = move || view! { <RecordForm key/> }.into_any();
    let evidence = move || view! { <KpiEvidence key/> }.into_any();
    let thread = move || view! { <Thread key/> }.into_any();
    view! { <KpiPage key record evidence thread/> }
}

/// An address that leads nowhere, or not for this person.
#[component]
pub fn Missing() -> impl IntoView {
    let lang = use_lang();
    crate::ui::title(move || t::workspace::missing_title(lang).to_owned());
    let desk = use_desk();
    view! {
        <Empty glyph=Glyph::Search title=t::workspace::missing_title(lang) text=t::workspace::missing_text(lang) page=true>
            <a class="btn primary" href=move || desk.href("")>{t::workspace::to_overview(lang)}</a>
        </Empty>
    }
}
