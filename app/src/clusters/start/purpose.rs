//! Whom do you report to? The answer selects a kit of KPIs and objectives.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use vigie_domain::Lang;

use super::kit::KitContents;
use super::stage::{Refusal, Stage, Step};
use crate::clusters::api::add_kit;
use crate::clusters::packs::{Kit, Library, library};
use crate::clusters::words::many;
use crate::error::AppError;
use crate::locale::{t, use_lang};
use crate::offline;
use crate::ui::{Banner, BannerKind, Glyph, Icon};
use crate::workspace::use_desk;

/// Kits in the order of how often they fit.
const ORDER: [&str; 4] = ["pole-contract", "ecei-label", "interreg-partner", "new-cluster"];
/// The choice that is no kit.
const SINGLE: &str = "single";

fn glyph(kit: &str) -> Glyph {
    match kit {
        "pole-contract" => Glyph::File,
        "ecei-label" => Glyph::StatusMet,
        "interreg-partner" => Glyph::Globe,
        "new-cluster" => Glyph::Plus,
        _ => Glyph::Library,
    }
}

#[component]
pub fn PurposeStep(slug: String) -> impl IntoView {
    let lang = use_lang();
    let desk = use_desk();
    let library = library();
    let chosen = RwSignal::new(String::new());
    let busy = RwSignal::new(false);
    let wrong = RwSignal::new(None::<AppError>);
    let navigate = use_navigate();
    let at = move |slug: &str, step: &str| format!("/app/start/{slug}?step={step}");
    let own = slug.clone();
    let go = move |_| {
        let (navigate, slug, kit) = (navigate.clone(), own.clone(), chosen.get_untracked());
        if kit == SINGLE {
            navigate(&at(&slug, "library"), NavigateOptions::default());
            return;
        }
        busy.set(true);
        wrong.set(None);
        spawn_local(async move {
            match add_kit(slug.clone(), kit).await {
                Ok(_) => {
                    offline::pull(desk).await;
                    navigate(&at(&slug, "figures"), NavigateOptions::default());
                }
                Err(error) => {
                    wrong.set(Some(error));
                    busy.set(false);
                }
            }
        });
    };
    let (back, file) = (at(&slug, "cluster"), at(&slug, "file"));
    let has_kpis =
        Memo::new(move |_| desk.book().is_some_and(|book| book.kpis.iter().any(|kpi| !kpi.archived)));
    let figures = at(&slug, "figures");
    let choices = move || {
        match library.get() {
        None => view! { <div class="card pad stack" aria-busy="true"><span class="skeleton title"></span><span class="skeleton block"></span></div> }.into_any(),
        Some(Err(error)) => view! { <Banner kind=BannerKind::Error glyph=Glyph::Alert><p>{error.text(lang)}</p></Banner> }.into_any(),
        Some(Ok(library)) => view! { <Choices library chosen/> }.into_any(),
    }
    };
    view! {
        <Stage step=Step::Purpose title=t::start::purpose_title(lang) lede=t::start::purpose_lede(lang)>
            <Refusal wrong/>
            {choices}
            <p class="muted">{t::start::have_file(lang)} " " <a href=file>{t::start::use_file(lang)}</a></p>
            <div class="actions stay">
                <a class="btn quiet" href=back>{t::common::back(lang)}</a>
                <Show when=move || has_kpis.get()>
                    <a class="btn push" href=figures.clone()>{t::start::keep_kpis(lang)}</a>
                </Show>
                <button
                    type="button"
                    class="btn primary"
                    on:click=go
                    aria-busy=move || busy.get().then_some("true")
                    disabled=move || chosen.with(String::is_empty) || busy.get() || !desk.is_online()
                >
                    <span>{t::common::next(lang)}</span>
                    <Icon glyph=Glyph::ArrowRight small=true/>
                </button>
            </div>
        </Stage>
    }
}

#[component]
fn Choices(library: Arc<Library>, chosen: RwSignal<String>) -> impl IntoView {
    let lang = use_lang();
    let mut kits = library.kits.clone();
    kits.sort_by_key(|kit| ORDER.iter().position(|id| *id == kit.id).unwrap_or(ORDER.len()));
    let cards = kits.iter().map(|kit| choice(lang, kit.id.clone(), Some(kit), chosen)).collect_view();
    let contents = move || {
        let kit = chosen.with(|chosen| kits.iter().find(|kit| kit.id == *chosen).cloned())?;
        Some(view! { <KitContents kit library=library.clone()/> })
    };
    view! {
        <fieldset>
            <legend class="visually-hidden">{t::start::purpose_title(lang)}</legend>
            <div class="choices">{cards}{choice(lang, SINGLE.to_owned(), None, chosen)}</div>
        </fieldset>
        <div aria-live="polite">{contents}</div>
    }
}

fn choice(lang: Lang, id: String, kit: Option<&Kit>, chosen: RwSignal<String>) -> impl IntoView + use<> {
    let (title, text) = match kit {
        Some(kit) => {
            let counts = t::start::kit_brings(
                lang,
                t::start::n_kpis(lang, many(kit.kpis.len())),
                t::start::n_objectives(lang, many(kit.objectives.len())),
            );
            (
                kit.name.in_lang(lang, &[]).to_owned(),
                vec![kit.reports_to.in_lang(lang, &[]).to_owned(), counts],
            )
        }
        None => (t::start::single_title(lang).to_owned(), vec![t::start::single_text(lang).to_owned()]),
    };
    let (own, key) = (id.clone(), id.clone());
    let lines = text.into_iter().map(|line| view! { <small>{line}</small> }).collect_view();
    view! {
        <label class="choice">
            <Icon glyph=glyph(&id)/>
            <b>{title}</b>
            {lines}
            <input
                type="radio"
                name="purpose"
                value=id
                prop:checked=move || chosen.with(|chosen| *chosen == own)
                on:change=move |_| chosen.set(key.clone())
            />
        </label>
    }
}
