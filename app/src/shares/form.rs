//! The dialog that makes a link, then shows its address this once.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;
use vigie_domain::{Book, Dashboard, Key, Lang};

use super::address::Address;
use super::api::{Made, NewShare, add_share};
use super::list::language_name;
use super::terms::{Draft, Elsewhere, TermFields, Tick};
use crate::locale::{t, use_lang};
use crate::ui::{Choice, Dialog, Field, Input, Select};
use crate::workspace::use_desk;

const OVERVIEW: &str = "overview";

/// `dashboard`: the one chosen first; empty: the overview. `changed` runs once a link was made.
#[component]
pub fn ShareForm(open: RwSignal<bool>, dashboard: String, changed: Callback<()>) -> impl IntoView {
    let lang = use_lang();
    let made = RwSignal::new(None::<Made>);
    let first = if dashboard.is_empty() { OVERVIEW.to_owned() } else { dashboard };
    // Each opening begins anew.
    Effect::new(move |_| {
        if !open.get() {
            made.set(None);
        }
    });
    let done = Callback::new(move |link: Made| {
        made.set(Some(link));
        changed.run(());
    });
    let title = t::shares::form_title(lang);
    let desk = use_desk();
    // An address can open the dialog before the facts are here.
    let ready = Memo::new(move |_| desk.book().is_some());
    view! {
        <Dialog id="share" open title>
            {
                let first = first.clone();
                move || match made.get() {
                    Some(link) => view! { <Address link open/> }.into_any(),
                    None if ready.get() => view! { <Fields dashboard=first.clone() open done/> }.into_any(),
                    None => view! { <p class="body muted" role="status">{t::common::loading(lang)}</p> }.into_any(),
                }
            }
        </Dialog>
    }
}

#[component]
fn Fields(dashboard: String, open: RwSignal<bool>, done: Callback<Made>) -> impl IntoView {
    let lang = use_lang();
    let desk = use_desk();
    // As it is now: what is typed stays while the facts move on.
    let book = StoredValue::new(untrack(|| desk.book()));
    let main = book.with_value(|book| {
        book.as_ref().and_then(|book| book.cluster.languages.iter().find_map(|tag| Lang::from_tag(tag)))
    });
    let draft = Draft::of(lang, None);
    let dashboard = RwSignal::new(dashboard);
    let page_lang = RwSignal::new(main.unwrap_or(lang).tag().to_owned());
    let set = RwSignal::new(String::new());
    let fixed = RwSignal::new(false);
    let busy = RwSignal::new(false);
    let save = move |event: SubmitEvent| {
        event.prevent_default();
        let Some(terms) = draft.terms(lang) else { return };
        let new = NewShare {
            dashboard: dashboard.get_untracked(),
            lang: Lang::from_tag(&page_lang.get_untracked()).unwrap_or(lang),
            set: Some(set.get_untracked()).filter(|set| !set.is_empty()),
            fixed: fixed.get_untracked(),
            terms,
        };
        let slug = desk.slug();
        busy.set(true);
        spawn_local(async move {
            match add_share(slug, new).await {
                Ok(made) => done.run(made),
                Err(error) => draft.wrong.set(Some(error)),
            }
            busy.set(false);
        });
    };
    let of_book = |make: fn(Lang, &Book) -> Vec<Choice>| {
        book.with_value(|book| book.as_deref().map(|book| make(lang, book)).unwrap_or_default())
    };
    let dashboards = of_book(dashboard_choices);
    let sets = move || {
        let choices = |book: &Book| set_choices(lang, book, &dashboard.get());
        book.with_value(|book| book.as_deref().map(choices).unwrap_or_default())
    };
    let languages = Lang::ALL.map(|each| (each.tag().to_owned(), language_name(each).to_owned())).to_vec();
    let kpis = Signal::derive(move || {
        book.with_value(|book| book.as_deref().map(|book| kpis_of(lang, book, &dashboard.get())))
            .unwrap_or_default()
    });
    let name_wrong = draft.at(lang, "name");
    view! {
        <form on:submit=save novalidate>
            <div class="body form">
                <Elsewhere draft/>
                <Field id="share-dashboard" label=t::shares::field_dashboard(lang)>
                    <Select id="share-dashboard" value=dashboard choices=dashboards.clone()/>
                </Field>
                <Field id="share-name" label=t::shares::field_name(lang) hint=t::shares::field_name_hint(lang) optional=t::common::optional(lang) error=name_wrong>
                    <Input id="share-name" value=draft.name error=name_wrong/>
                </Field>
                <Field id="share-lang" label=t::shares::field_language(lang)>
                    <Select id="share-lang" value=page_lang choices=languages.clone()/>
                </Field>
                {move || Some(sets()).filter(|sets| sets.len() > 1).map(|choices| view! {
                    <Field id="share-set" label=t::shares::field_set(lang) hint=t::shares::field_set_hint(lang)>
                        <Select id="share-set" value=set choices/>
                    </Field>
                })}
                <Tick value=fixed label=t::shares::field_fixed(lang) hint=t::shares::field_fixed_hint(lang)/>
                // What is left out is chosen before the page is written.
                <TermFields draft kpis open=false fixed=Signal::stored(false)/>
            </div>
            <footer class="foot">
                <button type="button" class="btn" on:click=move |_| open.set(false)>{t::common::cancel(lang)}</button>
                <button class="btn primary" aria-busy=move || busy.get().to_string() disabled=move || busy.get() || !desk.is_online()>
                    {t::shares::make(lang)}
                </button>
            </footer>
        </form>
    }
}

/// The KPIs that a dashboard shows, with their names.
pub(super) fn kpis_of(lang: Lang, book: &Book, dashboard: &str) -> Vec<(Key, String)> {
    let saved = book.dashboards.iter().find(|saved| saved.id == dashboard);
    let shown = saved.map(|saved: &Dashboard| saved.shown(book));
    let kpis = book.kpis.iter().filter(|kpi| !kpi.archived && !kpi.confidential);
    kpis.filter(|kpi| shown.as_ref().is_none_or(|shown| shown.contains(&kpi.key)))
        .map(|kpi| (kpi.key.clone(), kpi.name.in_lang(lang, &book.cluster.languages).to_owned()))
        .collect()
}

/// The overview first, which every cluster has.
fn dashboard_choices(lang: Lang, book: &Book) -> Vec<Choice> {
    let named = book.dashboards.iter().map(|dashboard| {
        (dashboard.id.clone(), dashboard.name.in_lang(lang, &book.cluster.languages).to_owned())
    });
    let mut choices: Vec<Choice> = named.collect();
    if !choices.iter().any(|(id, _)| id == OVERVIEW) {
        choices.insert(0, (OVERVIEW.to_owned(), t::workspace::overview(lang).to_owned()));
    }
    choices
}

/// What the dashboard itself is compared with, then every target set that a KPI has, in the order in which they are met.
fn set_choices(lang: Lang, book: &Book, dashboard: &str) -> Vec<Choice> {
    let shown = book.dashboards.iter().find(|saved| saved.id == dashboard);
    let own = match shown.and_then(|dashboard| dashboard.set.as_ref()) {
        Some(set) => t::shares::dashboard_set(lang, set),
        None => t::shares::own_set(lang).to_owned(),
    };
    let mut choices = vec![(String::new(), own)];
    for set in book.kpis.iter().filter(|kpi| !kpi.archived).flat_map(|kpi| &kpi.targets) {
        if !choices.iter().any(|(known, _)| *known == set.set) {
            choices.push((set.set.clone(), set.set.clone()));
        }
    }
    choices
}
