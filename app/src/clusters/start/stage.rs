//! The page of one step: where one is, one question, what was asked before stays behind.

use leptos::html;
use leptos::prelude::*;

use crate::locale::{t, use_lang};
use crate::ui::{Banner, BannerKind, Glyph};
use crate::workspace::{Connection, use_desk};

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    Account,
    Cluster,
    Purpose,
    Figures,
    Dashboard,
    Share,
}

impl Step {
    const ALL: [Step; 6] =
        [Step::Account, Step::Cluster, Step::Purpose, Step::Figures, Step::Dashboard, Step::Share];

    fn words(self, lang: vigie_domain::Lang) -> &'static str {
        match self {
            Step::Account => t::start::step_account(lang),
            Step::Cluster => t::start::step_cluster(lang),
            Step::Purpose => t::start::step_purpose(lang),
            Step::Figures => t::start::step_figures(lang),
            Step::Dashboard => t::start::step_dashboard(lang),
            Step::Share => t::start::step_share(lang),
        }
    }
}

/// `beside`: buttons to the right of the heading. `note`: what the head says on the right.
#[component]
pub fn Stage(
    #[prop(into)] step: Signal<Step>,
    #[prop(into)] title: String,
    #[prop(into, optional)] lede: String,
    #[prop(optional)] wide: bool,
    #[prop(into, optional)] note: Signal<String>,
    #[prop(into, optional)] beside: ViewFn,
    children: Children,
) -> impl IntoView {
    let lang = use_lang();
    let named = title.clone();
    crate::ui::title(move || named.clone());
    let heading = NodeRef::<html::H1>::new();
    // A new step is a new page: a screen reader begins at its heading.
    Effect::new(move |_| {
        if let Some(heading) = heading.get() {
            let _ = heading.focus();
        }
    });
    let steps = Step::ALL
        .into_iter()
        .map(|each| {
            view! {
                <li class:done=move || each < step.get() aria-current=move || (each == step.get()).then_some("step")>
                    <span>{each.words(lang)}</span>
                </li>
            }
        })
        .collect_view();
    view! {
        <div class="public">
            <div class="public-head">
                <a class="brand" href="/app"><Logo/>"Vigie"</a>
                <span class="push small muted" role="status">{note}</span>
            </div>
            <div class="wizard" class:wide=wide>
                <ol class="stepper" aria-label=t::start::steps(lang)>{steps}</ol>
                <Connectedness/>
                <div class="page-head">
                    <div>
                        <h1 tabindex="-1" node_ref=heading>{title}</h1>
                        {(!lede.is_empty()).then(|| view! { <p class="lede">{lede}</p> })}
                    </div>
                    <div class="row actions">{beside.run()}</div>
                </div>
                {children()}
            </div>
        </div>
    }
}

#[component]
fn Logo() -> impl IntoView {
    view! {
        <svg class="logo" viewBox="0 0 28 28" aria-hidden="true">
            <rect class="ground" width="28" height="28" rx="8"></rect>
            <path class="mark" d="M5.2 20h17.6M8.4 20a5.6 5.6 0 0 1 11.2 0M14 10.4V7.2M7.3 13.1 5.2 11M20.7 13.1l2.1-2.1"></path>
        </svg>
    }
}

/// The start makes definitions: it needs the server.
#[component]
fn Connectedness() -> impl IntoView {
    let lang = use_lang();
    let desk = use_desk();
    move || {
        match desk.connection.get() {
        Connection::Online => None,
        Connection::Offline => Some(
            view! { <Banner kind=BannerKind::Warn glyph=Glyph::Offline><p>{t::errors::offline(lang)}</p></Banner> }.into_any(),
        ),
        Connection::SignedOut => Some(
            view! {
                <Banner kind=BannerKind::Warn glyph=Glyph::Lock>
                    <p>{t::errors::signed_out(lang)}</p>
                    <a class="btn small" rel="external" href="/login?next=%2Fapp">{t::workspace::sign_in(lang)}</a>
                </Banner>
            }
            .into_any(),
        ),
    }
    }
}

/// What the server said, above the question it belongs to.
#[component]
pub fn Refusal(wrong: RwSignal<Option<crate::error::AppError>>) -> impl IntoView {
    let lang = use_lang();
    move || {
        let text = wrong.with(|wrong| wrong.as_ref().map(|wrong| wrong.text(lang)))?;
        Some(view! { <Banner kind=BannerKind::Error glyph=Glyph::Alert><p>{text}</p></Banner> })
    }
}
