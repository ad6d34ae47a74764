//! The links of a cluster: what each shows, until when, who came.

use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::hooks::use_query_map;
use vigie_domain::Lang;

use super::api::{self, Entry};
use super::change::Change;
use super::form::ShareForm;
use super::revoke::Revoke;
use crate::error::AppError;
use crate::format;
use crate::locale::{t, use_lang};
use crate::ui::{Banner, BannerKind, Empty, Glyph, Icon};
use crate::workspace::{Desk, use_desk};

/// `?new=overview` opens the dialog with that dashboard.
#[component]
pub fn ShareList() -> impl IntoView {
    let lang = use_lang();
    let desk = use_desk();
    let entries = RwSignal::new(None::<Result<Vec<Entry>, AppError>>);
    let load = move || {
        let Some(slug) = desk.slug.get_untracked() else { return };
        spawn_local(async move { entries.set(Some(api::shares(slug).await)) });
    };
    Effect::new(move |_| {
        desk.slug.track();
        load();
    });
    crate::ui::title(move || t::shares::title(lang).to_owned());
    let wanted = use_query_map().with_untracked(|query| query.get("new"));
    let making = RwSignal::new(wanted.is_some());
    let ending = RwSignal::new(None::<Entry>);
    let changing = RwSignal::new(None::<Entry>);
    let changed = Callback::new(move |()| load());
    let list = move || {
        entries.with(|entries| match entries {
            None => view! { <p class="muted" role="status">{t::common::loading(lang)}</p> }.into_any(),
            Some(Err(error)) => {
                let text = error.text(lang);
                view! { <Banner kind=BannerKind::Error glyph=Glyph::Alert><p>{text}</p></Banner> }.into_any()
            }
            Some(Ok(entries)) if entries.is_empty() => {
                view! { <Empty glyph=Glyph::Share title=t::shares::empty_title(lang) text=t::shares::empty_text(lang)/> }.into_any()
            }
            Some(Ok(entries)) => view! { <Table entries=entries.clone() changing ending/> }.into_any(),
        })
    };
    view! {
        <header class="page-head">
            <div>
                <h1>{t::shares::title(lang)}</h1>
                <p class="lede">{t::shares::lede(lang)}</p>
            </div>
            <div class="row actions">
                <button type="button" class="btn primary" disabled=move || !desk.is_online() on:click=move |_| making.set(true)>
                    <Icon glyph=Glyph::Link small=true/>
                    {t::shares::new(lang)}
                </button>
            </div>
        </header>
        <Show when=move || !desk.is_online()>
            <Banner kind=BannerKind::Note glyph=Glyph::Offline><p>{t::shares::offline(lang)}</p></Banner>
        </Show>
        {list}
        <ShareForm open=making dashboard=wanted.unwrap_or_default() changed/>
        <Change entry=changing changed/>
        <Revoke entry=ending changed/>
    }
}

#[component]
fn Table(
    entries: Vec<Entry>,
    changing: RwSignal<Option<Entry>>,
    ending: RwSignal<Option<Entry>>,
) -> impl IntoView {
    let lang = use_lang();
    // What opens comes first, the newest of each before the others.
    let mut entries = entries;
    entries.sort_by_key(|entry| (entry.revoked || entry.expired, std::cmp::Reverse(entry.created_at)));
    let lines = entries.into_iter().map(|entry| view! { <Line entry changing ending/> }).collect_view();
    view! {
        <div class="card">
            <div class="table-wrap" role="region" aria-label=t::shares::title(lang) tabindex="0">
                <table class="table stacking links">
                    <thead>
                        <tr>
                            <th scope="col">{t::shares::column_name(lang)}</th>
                            <th scope="col">{t::shares::column_dashboard(lang)}</th>
                            <th scope="col">{t::shares::column_language(lang)}</th>
                            <th scope="col">{t::shares::column_until(lang)}</th>
                            <th scope="col" class="num">{t::shares::column_visits(lang)}</th>
                            <th scope="col">{t::shares::column_last(lang)}</th>
                            <th scope="col" class="act"><span class="visually-hidden">{t::shares::revoke(lang)}</span></th>
                        </tr>
                    </thead>
                    <tbody>{lines}</tbody>
                </table>
            </div>
        </div>
    }
}

#[component]
fn Line(entry: Entry, changing: RwSignal<Option<Entry>>, ending: RwSignal<Option<Entry>>) -> impl IntoView {
    let lang = use_lang();
    let desk = use_desk();
    let (state, class) = match (entry.revoked, entry.expired) {
        (true, _) => (t::shares::revoked(lang), "tag"),
        (_, true) => (t::shares::expired(lang), "tag"),
        _ => (t::shares::active(lang), "tag validated"),
    };
    let id = entry.dashboard.clone();
    // Of another cluster, which shows this one beside it: here it can only be ended.
    let elsewhere = (entry.cluster != desk.slug()).then(|| named(desk, &entry.cluster));
    let own = elsewhere.is_none();
    let dashboard = move || {
        if let Some(cluster) = &elsewhere {
            return t::portfolio::share_of(lang, cluster);
        }
        let book = desk.book();
        let found = book.as_ref().and_then(|book| {
            book.dashboards.iter().find(|dashboard| dashboard.id == id).map(|found| (book, found))
        });
        match found {
            Some((book, dashboard)) => dashboard.name.in_lang(lang, &book.cluster.languages).to_owned(),
            None => t::workspace::overview(lang).to_owned(),
        }
    };
    let until =
        entry.expires_on.map_or_else(|| t::shares::for_good(lang).to_owned(), |day| format::date(lang, day));
    let last =
        entry.last_visit_at.map_or_else(|| t::shares::never(lang).to_owned(), |at| format::moment(lang, at));
    let shows: Vec<String> = entry.clusters.iter().map(|slug| named(desk, slug)).collect();
    let shows = (!shows.is_empty()).then(|| t::portfolio::share_shows(lang, shows.join(", ")));
    let about: Vec<String> =
        shows.into_iter().chain([about(lang, &entry)]).filter(|part| !part.is_empty()).collect();
    let about = about.join(" · ");
    let about = (!about.is_empty()).then(|| view! { <small>{about}</small> });
    let opens = !(entry.revoked || entry.expired);
    let language = language_name(entry.lang);
    let (name, visits) = (
        entry.name.clone(),
        vigie_domain::Number::from(i64::try_from(entry.visits).unwrap_or(i64::MAX)).show(lang, 0),
    );
    let (label, change_label) = (t::shares::revoke_named(lang, &name), t::shares::change_named(lang, &name));
    let other = entry.clone();
    view! {
        <tr>
            <th scope="row"><span class="row">{name}<span class=class>{state}</span></span>{about}</th>
            <td data-label=t::shares::column_dashboard(lang)>{dashboard}</td>
            <td data-label=t::shares::column_language(lang)>{language}</td>
            <td data-label=t::shares::column_until(lang)>{until}</td>
            <td class="num" data-label=t::shares::column_visits(lang)>{visits}</td>
            <td data-label=t::shares::column_last(lang)>{last}</td>
            <td class="act">
                {(opens && own).then(|| view! {
                    <button type="button" class="btn small" aria-label=change_label disabled=move || !desk.is_online()
                        on:click=move |_| changing.set(Some(other.clone()))>
                        {t::shares::change(lang)}
                    </button>
                })}
                {opens.then(|| view! {
                    <button type="button" class="btn small danger" aria-label=label disabled=move || !desk.is_online()
                        on:click=move |_| ending.set(Some(entry.clone()))>
                        {t::shares::revoke(lang)}
                    </button>
                })}
            </td>
        </tr>
    }
}

/// The name of a cluster that this person sees; else its slug.
fn named(desk: Desk, slug: &str) -> String {
    desk.home.with(|home| {
        let entry = home.iter().flat_map(|home| &home.clusters).find(|entry| entry.slug == slug);
        entry.map_or_else(|| slug.to_owned(), |entry| entry.name.clone())
    })
}

/// What is special about a link, in one line.
fn about(lang: Lang, entry: &Entry) -> String {
    let mut parts = Vec::new();
    parts.extend(entry.fixed_on.map(|day| t::shares::about_fixed(lang, format::date(lang, day))));
    parts.extend(entry.set.as_ref().map(|set| t::shares::colours_of(lang, set)));
    parts.extend(entry.has_password.then(|| t::shares::about_password(lang).to_owned()));
    parts.extend(entry.with_data.then(|| t::shares::about_data(lang).to_owned()));
    let (left, sites) = (entry.left_out.len(), entry.embedded_in.len());
    let count = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
    parts.extend((left > 0).then(|| t::shares::about_left_out(lang, count(left))));
    parts.extend((sites > 0).then(|| t::shares::about_sites(lang, count(sites))));
    parts.join(" · ")
}

/// As its own speakers call it.
pub(super) fn language_name(lang: Lang) -> &'static str {
    t::workspace::language_name(lang)
}
