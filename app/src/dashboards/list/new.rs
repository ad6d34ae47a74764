//! A new dashboard: a template, then on to arranging it.

use leptos::prelude::*;
use leptos::task::spawn_local_scoped;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use vigie_domain::dashboard::MOST_COMPARED;
use vigie_domain::{Book, Key, Lang, Text};

use crate::dashboards::api;
use crate::dashboards::build::other_clusters;
use crate::dashboards::build::templates::Template;
use crate::locale::{t, use_lang};
use crate::ui::{Glyph, Icon, say_error};
use crate::workspace::use_desk;

#[component]
pub fn NewDashboard() -> impl IntoView {
    let lang = use_lang();
    let desk = use_desk();
    let busy = RwSignal::new(false);
    let navigate = use_navigate();
    // On to it once this device knows it.
    let made = RwSignal::new(None::<String>);
    Effect::new(move || {
        let Some(id) = made.get() else { return };
        if desk.book().is_some_and(|book| book.dashboards.iter().any(|dashboard| dashboard.id == id)) {
            navigate(&desk.href(&format!("/dashboards/{id}/edit")), NavigateOptions::default());
        }
    });
    let make = move |template: Template| {
        let Some(book) = desk.book.get_untracked() else { return };
        let others = untrack(|| other_clusters(desk));
        let others = others.iter().filter_map(|(slug, _)| Key::parse(slug).ok()).take(MOST_COMPARED);
        let mut dashboard = template.dashboard(&book, others.collect());
        if dashboard.name.is_empty() {
            let tag = book.cluster.languages.first().map_or(lang.tag(), String::as_str);
            dashboard.name = Text::new(tag, t::build::untitled(Lang::from_tag(tag).unwrap_or(lang)));
        }
        dashboard.name = apart(&book, lang, dashboard.name);
        busy.set(true);
        spawn_local_scoped(async move {
            match api::save_dashboard(desk.slug(), dashboard, None).await {
                Ok(saved) => {
                    made.try_set(Some(saved.id));
                    desk.refresh();
                }
                Err(error) => {
                    say_error(&error);
                    busy.try_set(false);
                }
            }
        });
    };
    let alone = Memo::new(move |_| other_clusters(desk).is_empty());
    let kinds = move || {
        let kinds =
            Template::ALL.into_iter().filter(|template| *template != Template::Portfolio || !alone.get());
        kinds.map(|template| {
        view! {
            <li>
                <button type="button" class="kind" disabled=move || busy.get() || !desk.is_online() on:click=move |_| make(template)>
                    <Icon glyph=glyph(template)/>
                    <span><b>{template.name(lang)}</b><small>{template.about(lang)}</small></span>
                </button>
            </li>
        }
        }).collect_view()
    };
    view! {
        <section class="card picker" aria-labelledby="new-title">
            <header class="head"><h2 id="new-title">{t::build::new(lang)}</h2></header>
            <ul>{kinds}</ul>
        </section>
    }
}

/// With the next free number where another one is called so already, in one of the languages.
fn apart(book: &Book, lang: Lang, name: Text) -> Text {
    let numbered = |n: u32| {
        name.iter().fold(Text::default(), |text, (tag, words)| {
            text.with(tag, &t::build::another(Lang::from_tag(tag).unwrap_or(lang), words, n))
        })
    };
    let taken = |wanted: &Text| {
        let mut names = book.dashboards.iter().flat_map(|dashboard| dashboard.name.iter());
        names.any(|(tag, words)| wanted.iter().any(|own| own == (tag, words)))
    };
    if !taken(&name) {
        return name;
    }
    (2..).map(numbered).find(|wanted| !taken(wanted)).unwrap_or(name)
}

fn glyph(template: Template) -> Glyph {
    match template {
        Template::Board => Glyph::Team,
        Template::Funder => Glyph::Share,
        Template::Portfolio => Glyph::Portfolio,
        Template::Members => Glyph::User,
        Template::Empty => Glyph::Plus,
    }
}
