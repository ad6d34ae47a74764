//! The settings of the open cluster, its files out and in.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;
use vigie_domain::file::has_financial_periods;
use vigie_domain::{Book, Cluster};

use super::countries::{self, LANGUAGES};
use super::draft::Draft;
use super::fields::ClusterFields;
use super::hue::Hues;
use super::logo::LogoSettings;
use super::words;
use crate::clusters::api::save_cluster;
use crate::error::AppError;
use crate::locale::{problem_text, t, use_lang};
use crate::offline;
use crate::ui::{Banner, BannerKind, Glyph, Icon, say};
use crate::workspace::use_desk;

#[component]
pub fn SettingsPage() -> impl IntoView {
    let lang = use_lang();
    crate::ui::title(move || t::clusters::settings(lang).to_owned());
    let desk = use_desk();
    let loaded = Memo::new(move |_| desk.book().is_some());
    let is_admin = move || desk.home.with(|home| home.as_ref().is_some_and(|home| home.admin));
    // Built once the book is there, and not again when it changes: what was typed stays.
    let body = move || {
        if !loaded.get() {
            return view! { <div class="card pad stack" aria-busy="true"><span class="skeleton title"></span><span class="skeleton block"></span></div> }.into_any();
        }
        let Some(book) = desk.book.get_untracked() else { return ().into_any() };
        if untrack(|| desk.is_manager()) {
            view! { <Form book=book.as_ref().clone()/> <LogoSettings/> <Files/> }.into_any()
        } else {
            view! { <ReadOnly cluster=book.cluster.clone()/> <Export/> }.into_any()
        }
    };
    view! {
        <header class="page-head">
            <div><h1>{t::clusters::settings(lang)}</h1></div>
            <Show when=is_admin>
                <div class="row actions">
                    <a class="btn" href="/app?all=1">{t::clusters::all(lang)}</a>
                    <a class="btn" href="/app/start"><Icon glyph=Glyph::Plus small=true/>{t::clusters::new(lang)}</a>
                </div>
            </Show>
        </header>
        {body}
    }
}

#[component]
fn Form(book: Book) -> impl IntoView {
    let lang = use_lang();
    let desk = use_desk();
    let year_fixed = has_financial_periods(&book);
    let draft = Draft::of(&book.cluster);
    let hue = RwSignal::new(book.cluster.hue);
    let wrong = RwSignal::new(None::<AppError>);
    let busy = RwSignal::new(false);
    let save = move |event: SubmitEvent| {
        event.prevent_default();
        // Over what stands there now.
        let Some(current) = desk.book.get_untracked().map(|book| book.cluster.clone()) else { return };
        let cluster = Cluster { hue: hue.get_untracked(), ..draft.read(current) };
        let slug = cluster.slug.to_string();
        busy.set(true);
        wrong.set(None);
        spawn_local(async move {
            match save_cluster(slug, cluster).await {
                Ok(_) => {
                    offline::pull(desk).await;
                    desk.reload_home().await;
                    say(t::clusters::saved(lang), None);
                }
                Err(error) => wrong.set(Some(error)),
            }
            busy.set(false);
        });
    };
    let elsewhere = move || {
        let text = wrong.with(|wrong| match wrong.as_ref()? {
            AppError::Invalid(problems) => {
                let other =
                    problems.iter().find(|problem| ["slug", "hue"].contains(&problem.place.as_str()))?;
                Some(problem_text(lang, other))
            }
            other => Some(other.text(lang)),
        })?;
        Some(view! { <Banner kind=BannerKind::Error glyph=Glyph::Alert><p>{text}</p></Banner> })
    };
    view! {
        <form class="card pad form" novalidate=true on:submit=save aria-labelledby="settings-cluster">
            <h2 id="settings-cluster">{t::clusters::about(lang)}</h2>
            {elsewhere}
            <ClusterFields draft wrong year_fixed/>
            <Hues hue/>
            <div class="actions">
                <button class="btn primary" aria-busy=move || busy.get().then_some("true") disabled=move || busy.get() || !desk.is_online()>
                    <span>{t::common::save(lang)}</span>
                </button>
                <Show when=move || !desk.is_online()><p class="hint">{t::errors::offline(lang)}</p></Show>
            </div>
        </form>
    }
}

#[component]
fn ReadOnly(cluster: Cluster) -> impl IntoView {
    let lang = use_lang();
    let country = countries::by_code(&cluster.country)
        .map_or_else(|| cluster.country.clone(), |country| country.name.to_owned());
    let name = |tag: &String| {
        LANGUAGES
            .iter()
            .find(|(known, _)| known == tag)
            .map_or_else(|| tag.clone(), |(_, name)| (*name).to_owned())
    };
    let languages: Vec<String> = cluster.languages.iter().map(name).collect();
    let rows = [
        (t::start::name(lang), cluster.name),
        (t::start::country(lang), country),
        (t::start::region(lang), cluster.region.unwrap_or_default()),
        (
            t::start::financial_year(lang),
            words::financial_year(lang, u32::from(cluster.financial_year_starts.first_month())),
        ),
        (t::start::currency(lang), cluster.currency),
        (t::start::time_zone(lang), cluster.time_zone),
        (t::clusters::languages(lang), languages.join(", ")),
    ];
    let rows = rows
        .into_iter()
        .filter(|(_, value)| !value.is_empty())
        .map(|(word, value)| view! { <dt>{word}</dt><dd>{value}</dd> })
        .collect_view();
    view! {
        <section class="card pad stack">
            <h2>{t::clusters::about(lang)}</h2>
            <dl class="dl">{rows}</dl>
            <p class="hint">{t::clusters::managers_only(lang)}</p>
        </section>
    }
}

#[component]
fn Files() -> impl IntoView {
    let lang = use_lang();
    let desk = use_desk();
    view! {
        <Export/>
        <section class="card pad stack">
            <h2>{t::clusters::import_title(lang)}</h2>
            <p class="muted">{t::clusters::import_text(lang)}</p>
            <div class="row"><a class="btn" href=move || desk.href("/import")><Icon glyph=Glyph::Upload small=true/>{t::imports::title(lang)}</a></div>
        </section>
    }
}

/// Plain links: the browser saves what the server answers.
#[component]
fn Export() -> impl IntoView {
    let lang = use_lang();
    let desk = use_desk();
    let address = move |format: &'static str| {
        move || format!("/api/v1/clusters/{}/export?format={format}", desk.slug.get().unwrap_or_default())
    };
    view! {
        <section class="card pad stack">
            <h2>{t::clusters::export_title(lang)}</h2>
            <p class="muted">{t::clusters::export_text(lang)}</p>
            <div class="row">
                <a class="btn" rel="external" download="" href=address("xlsx")><Icon glyph=Glyph::Sheet small=true/>{t::clusters::export_workbook(lang)}</a>
                <a class="btn" rel="external" download="" href=address("csv")><Icon glyph=Glyph::Sheet small=true/>{t::clusters::export_csv(lang)}</a>
                <a class="btn" rel="external" download="" href=address("json")><Icon glyph=Glyph::File small=true/>{t::clusters::export_file(lang)}</a>
            </div>
        </section>
    }
}
