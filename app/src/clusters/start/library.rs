//! Single KPIs out of the packs: searched, read, ticked.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_query_map};
use vigie_domain::{Key, Kpi, Lang};

use super::stage::{Refusal, Stage, Step};
use crate::clusters::api::add_from_pack;
use crate::clusters::packs::{Library, Pack, library};
use crate::clusters::words::{self, many};
use crate::error::AppError;
use crate::locale::{t, use_lang};
use crate::offline;
use crate::ui::{Banner, BannerKind, Empty, Glyph, Icon, say};
use crate::workspace::use_desk;

#[component]
pub fn LibraryStep(slug: String) -> impl IntoView {
    let lang = use_lang();
    let desk = use_desk();
    let library = library();
    let picked = RwSignal::new(Vec::<Key>::new());
    let busy = RwSignal::new(false);
    let wrong = RwSignal::new(None::<AppError>);
    let there: Vec<Key> = desk
        .book
        .get_untracked()
        .map(|book| book.kpis.iter().map(|kpi| kpi.key.clone()).collect())
        .unwrap_or_default();
    // In the first run the figures come next; a cluster that has its KPIs goes back to their list.
    let onwards = there.is_empty() || use_query_map().with_untracked(|query| query.get("then").is_some());
    let next = if onwards { format!("/app/start/{slug}?step=figures") } else { format!("/app/{slug}/kpis") };
    let back = match (there.is_empty(), onwards) {
        (true, _) => format!("/app/start/{slug}"),
        (false, _) => next.clone(),
    };
    let navigate = use_navigate();
    let add = move |_| {
        let (navigate, slug, next, keys) =
            (navigate.clone(), slug.clone(), next.clone(), picked.get_untracked());
        busy.set(true);
        wrong.set(None);
        spawn_local(async move {
            let n = many(keys.len());
            match add_from_pack(slug, keys).await {
                Ok(_) => {
                    offline::pull(desk).await;
                    navigate(&next, NavigateOptions::default());
                    say(t::start::n_added(lang, n), None);
                }
                Err(error) => {
                    wrong.set(Some(error));
                    busy.set(false);
                }
            }
        });
    };
    let there = StoredValue::new(there);
    let body = move || {
        match library.get() {
        None => view! { <div class="card pad stack" aria-busy="true"><span class="skeleton title"></span><span class="skeleton block"></span></div> }.into_any(),
        Some(Err(error)) => view! { <Banner kind=BannerKind::Error glyph=Glyph::Alert><p>{error.text(lang)}</p></Banner> }.into_any(),
        Some(Ok(library)) => view! { <Shelves library picked there/> }.into_any(),
    }
    };
    let n = move || many(picked.with(Vec::len));
    view! {
        <Stage step=Step::Purpose title=t::start::library_title(lang) lede=t::start::library_lede(lang) wide=true>
            <Refusal wrong/>
            {body}
            <div class="actions stay">
                <a class="btn quiet" href=back>{t::common::back(lang)}</a>
                <button
                    type="button"
                    class="btn primary"
                    on:click=add
                    aria-busy=move || busy.get().then_some("true")
                    disabled=move || n() == 0 || busy.get() || !desk.is_online()
                >
                    <span>{move || t::start::add_n(lang, n())}</span>
                </button>
            </div>
        </Stage>
    }
}

#[component]
fn Shelves(library: Arc<Library>, picked: RwSignal<Vec<Key>>, there: StoredValue<Vec<Key>>) -> impl IntoView {
    let lang = use_lang();
    let search = RwSignal::new(String::new());
    // A pack's id; empty: all of them.
    let shelf = RwSignal::new(String::new());
    let mut tabs = vec![(String::new(), t::start::all_packs(lang).to_owned())];
    tabs.extend(library.packs.iter().map(|pack| (pack.id.clone(), pack.name.in_lang(lang, &[]).to_owned())));
    let nav = tabs
        .into_iter()
        .map(|(id, name)| {
            let (own, key) = (id.clone(), id);
            view! {
                <button type="button" aria-current=move || shelf.with(|shelf| *shelf == own).then_some("true") on:click=move |_| shelf.set(key.clone())>
                    {name}
                </button>
            }
        })
        .collect_view();
    let found = move || {
        let (words, shelf) = (search.get().trim().to_lowercase(), shelf.get());
        let packs: Vec<_> = library
            .packs
            .iter()
            .filter(|pack| shelf.is_empty() || pack.id == shelf)
            .filter_map(|pack| {
                let kpis: Vec<&Kpi> = pack.kpis.iter().filter(|kpi| matches(kpi, &words, lang)).collect();
                (!kpis.is_empty()).then(|| shelf_of(lang, pack, &kpis, picked, there))
            })
            .collect();
        if packs.is_empty() {
            let text = t::start::none_found_text(lang, &words);
            return view! { <Empty glyph=Glyph::Search title=t::start::none_found(lang) text/> }.into_any();
        }
        packs.collect_view().into_any()
    };
    view! {
        <div class="toolbar">
            <label class="affix">
                <Icon glyph=Glyph::Search/>
                <span class="visually-hidden">{t::start::search(lang)}</span>
                <input type="search" placeholder=t::start::search(lang) prop:value=search on:input=move |event| search.set(event_target_value(&event))/>
            </label>
        </div>
        <div class="shelf">
            <nav class="nav" aria-label=t::start::packs(lang)>{nav}</nav>
            <div class="stack">{found}</div>
        </div>
    }
}

fn matches(kpi: &Kpi, words: &str, lang: Lang) -> bool {
    let text =
        format!("{} {}", kpi.name.in_lang(lang, &[]), kpi.definition.in_lang(lang, &[])).to_lowercase();
    words.split_whitespace().all(|word| text.contains(word))
}

fn shelf_of(
    lang: Lang,
    pack: &Pack,
    kpis: &[&Kpi],
    picked: RwSignal<Vec<Key>>,
    there: StoredValue<Vec<Key>>,
) -> AnyView {
    let picks = kpis.iter().map(|kpi| pick(lang, kpi, picked, there)).collect_view();
    view! {
        <section class="card">
            <header class="head">
                <div><h2>{pack.name.in_lang(lang, &[]).to_owned()}</h2><p class="hint">{pack.description.in_lang(lang, &[]).to_owned()}</p></div>
            </header>
            {picks}
        </section>
    }
    .into_any()
}

fn pick(lang: Lang, kpi: &Kpi, picked: RwSignal<Vec<Key>>, there: StoredValue<Vec<Key>>) -> impl IntoView {
    let is_there = there.with_value(|there| there.contains(&kpi.key));
    let (own, key) = (kpi.key.clone(), kpi.key.clone());
    let toggle = move |event| {
        let on = event_target_checked(&event);
        picked.update(|picked| {
            picked.retain(|other| *other != key);
            if on {
                picked.push(key.clone());
            }
        });
    };
    view! {
        <label class="pick check">
            <input
                type="checkbox"
                disabled=is_there
                prop:checked=move || picked.with(|picked| picked.contains(&own))
                on:change=toggle
            />
            <span>
                <b>{kpi.name.in_lang(lang, &[]).to_owned()}</b>
                <small>{if is_there { t::start::already_there(lang) } else { words::frequency(lang, kpi.frequency) }}</small>
                <p>{kpi.definition.in_lang(lang, &[]).to_owned()}</p>
            </span>
        </label>
    }
}
