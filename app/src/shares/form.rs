//! The dialog that makes a link, then shows its address this once.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;
use vigie_domain::period::read_date;
use vigie_domain::{Book, Lang};

use super::address::Address;
use super::api::{Made, NewShare, add_share};
use super::list::language_name;
use crate::error::AppError;
use crate::locale::{problem_text, t, use_lang};
use crate::ui::{Banner, BannerKind, Choice, Dialog, Field, Glyph, Input, Select};
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
    let book = untrack(|| desk.book());
    let main =
        book.as_ref().and_then(|book| book.cluster.languages.iter().find_map(|tag| Lang::from_tag(tag)));
    let dashboard = RwSignal::new(dashboard);
    let name = RwSignal::new(String::new());
    let page_lang = RwSignal::new(main.unwrap_or(lang).tag().to_owned());
    let expires = RwSignal::new(String::new());
    let set = RwSignal::new(String::new());
    let wrong = RwSignal::new(None::<AppError>);
    let wrong_date = RwSignal::new(String::new());
    let busy = RwSignal::new(false);
    let at = move |place: &'static str| {
        Signal::derive(move || {
            wrong.with(|wrong| match wrong {
                Some(AppError::Invalid(problems)) => problems
                    .iter()
                    .find(|problem| problem.place == place)
                    .map(|problem| problem_text(lang, problem))
                    .unwrap_or_default(),
                _ => String::new(),
            })
        })
    };
    let (name_wrong, expires_wrong) = (at("name"), at("expires_on"));
    let date_wrong = Signal::derive(move || {
        if wrong_date.with(String::is_empty) { expires_wrong.get() } else { wrong_date.get() }
    });
    let save = move |event: SubmitEvent| {
        event.prevent_default();
        let typed = expires.get_untracked();
        let day = if typed.trim().is_empty() { Ok(None) } else { read_date(&typed, lang).map(Some) };
        let expires_on = match day {
            Ok(day) => day,
            Err(problem) => {
                wrong_date.set(problem_text(lang, &problem));
                return;
            }
        };
        wrong_date.set(String::new());
        let new = NewShare {
            dashboard: dashboard.get_untracked(),
            name: name.get_untracked(),
            lang: Lang::from_tag(&page_lang.get_untracked()).unwrap_or(lang),
            expires_on,
            set: Some(set.get_untracked()).filter(|set| !set.is_empty()),
        };
        let slug = desk.slug();
        busy.set(true);
        spawn_local(async move {
            match add_share(slug, new).await {
                Ok(made) => done.run(made),
                Err(error) => wrong.set(Some(error)),
            }
            busy.set(false);
        });
    };
    let says = move || {
        wrong.with(|wrong| {
            let elsewhere = match wrong.as_ref()? {
                AppError::Invalid(problems) => {
                    problems.iter().all(|problem| !["name", "expires_on"].contains(&problem.place.as_str()))
                }
                _ => true,
            };
            let text = wrong.as_ref()?.text(lang);
            elsewhere
                .then(|| view! { <Banner kind=BannerKind::Error glyph=Glyph::Alert><p>{text}</p></Banner> })
        })
    };
    let sets = book.as_deref().map(|book| set_choices(lang, book)).unwrap_or_default();
    let dashboards = book.as_deref().map(|book| dashboard_choices(lang, book)).unwrap_or_default();
    let languages = Lang::ALL.map(|each| (each.tag().to_owned(), language_name(each).to_owned())).to_vec();
    let has_sets = sets.len() > 1;
    view! {
        <form on:submit=save novalidate>
            <div class="body form">
                {says}
                <Field id="share-dashboard" label=t::shares::field_dashboard(lang)>
                    <Select id="share-dashboard" value=dashboard choices=dashboards.clone()/>
                </Field>
                <Field id="share-name" label=t::shares::field_name(lang) hint=t::shares::field_name_hint(lang) optional=t::common::optional(lang) error=name_wrong>
                    <Input id="share-name" value=name error=name_wrong/>
                </Field>
                <div class="fields">
                    <Field id="share-lang" label=t::shares::field_language(lang)>
                        <Select id="share-lang" value=page_lang choices=languages.clone()/>
                    </Field>
                    <Field id="share-expires" label=t::shares::field_expires(lang) hint=t::shares::field_expires_hint(lang) optional=t::common::optional(lang) error=date_wrong>
                        <Input id="share-expires" value=expires error=date_wrong/>
                    </Field>
                </div>
                {has_sets.then(|| view! {
                    <Field id="share-set" label=t::shares::field_set(lang) hint=t::shares::field_set_hint(lang)>
                        <Select id="share-set" value=set choices=sets.clone()/>
                    </Field>
                })}
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

/// Every target set that a KPI has, in the order in which they are met.
fn set_choices(lang: Lang, book: &Book) -> Vec<Choice> {
    let mut choices = vec![(String::new(), t::shares::own_set(lang).to_owned())];
    for set in book.kpis.iter().filter(|kpi| !kpi.archived).flat_map(|kpi| &kpi.targets) {
        if !choices.iter().any(|(known, _)| *known == set.set) {
            choices.push((set.set.clone(), set.set.clone()));
        }
    }
    choices
}
