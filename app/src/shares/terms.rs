//! The fields that a new link and a change of one have in common.

use std::collections::BTreeSet;

use leptos::prelude::*;
use vigie_domain::period::read_date;
use vigie_domain::problem::{Problem, ProblemCode};
use vigie_domain::{Key, Lang};

use super::api::{Entry, Password, Terms};
use crate::error::AppError;
use crate::format;
use crate::locale::{problem_text, t, use_lang};
use crate::ui::{Banner, BannerKind, Field, Glyph, Input, TextArea};

const PLACES: [&str; 4] = ["name", "expires_on", "password", "embedded_in"];

/// What is typed, as it is typed.
#[derive(Clone, Copy)]
pub struct Draft {
    pub name: RwSignal<String>,
    expires: RwSignal<String>,
    password: RwSignal<String>,
    had_password: bool,
    remove_password: RwSignal<bool>,
    left_out: RwSignal<BTreeSet<Key>>,
    with_data: RwSignal<bool>,
    sites: RwSignal<String>,
    wrong_date: RwSignal<String>,
    pub wrong: RwSignal<Option<AppError>>,
}

impl Draft {
    /// Of a link that is there, or of a new one.
    pub fn of(lang: Lang, entry: Option<&Entry>) -> Draft {
        let text = |text: Option<String>| RwSignal::new(text.unwrap_or_default());
        Draft {
            name: text(entry.map(|entry| entry.name.clone())),
            expires: text(entry.and_then(|entry| entry.expires_on).map(|day| format::date(lang, day))),
            password: text(None),
            had_password: entry.is_some_and(|entry| entry.has_password),
            remove_password: RwSignal::new(false),
            left_out: RwSignal::new(entry.iter().flat_map(|entry| entry.left_out.iter().cloned()).collect()),
            with_data: RwSignal::new(entry.is_some_and(|entry| entry.with_data)),
            sites: text(entry.map(|entry| entry.embedded_in.join("\n"))),
            wrong_date: text(None),
            wrong: RwSignal::new(None),
        }
    }

    /// None where something can't be understood: it is said at its field.
    pub fn terms(self, lang: Lang) -> Option<Terms> {
        let typed = self.expires.get_untracked();
        let day = if typed.trim().is_empty() { Ok(None) } else { read_date(&typed, lang).map(Some) };
        let expires_on = match day {
            Ok(day) => day,
            Err(problem) => {
                self.wrong_date.set(problem_text(lang, &problem));
                return None;
            }
        };
        self.wrong_date.set(String::new());
        let password = self.password.get_untracked();
        let sites = self.sites.get_untracked();
        Some(Terms {
            name: self.name.get_untracked(),
            expires_on,
            password: match (self.remove_password.get_untracked(), password.is_empty()) {
                (true, _) => Password::Remove,
                (false, true) => Password::Keep,
                (false, false) => Password::Set(password),
            },
            left_out: self.left_out.get_untracked().into_iter().collect(),
            with_data: self.with_data.get_untracked(),
            embedded_in: sites.split_whitespace().map(str::to_owned).collect(),
        })
    }

    pub fn at(self, lang: Lang, place: &'static str) -> Signal<String> {
        Signal::derive(move || {
            self.wrong.with(|wrong| match wrong {
                Some(AppError::Invalid(problems)) => problems
                    .iter()
                    .find(|problem| problem.place == place)
                    .map(|problem| words(lang, problem))
                    .unwrap_or_default(),
                _ => String::new(),
            })
        })
    }
}

/// What is wrong at a field of this form, where it has words of its own.
fn words(lang: Lang, problem: &Problem) -> String {
    match (problem.place.as_str(), problem.code) {
        ("password", ProblemCode::FieldUnwanted) => t::shares::password_common(lang).to_owned(),
        ("password", ProblemCode::FieldOutOfRange) => t::public::password_length(lang).to_owned(),
        ("embedded_in", ProblemCode::FieldUnwanted) => t::shares::sites_or_password(lang).to_owned(),
        ("embedded_in", ProblemCode::FieldMalformed) => {
            t::shares::site_malformed(lang, problem.args.get("text").map_or("", String::as_str))
        }
        _ => problem_text(lang, problem),
    }
}

/// What is wrong elsewhere than at a field.
#[component]
pub fn Elsewhere(draft: Draft) -> impl IntoView {
    let lang = use_lang();
    move || {
        draft.wrong.with(|wrong| {
            let elsewhere = match wrong.as_ref()? {
                AppError::Invalid(problems) => {
                    problems.iter().any(|problem| !PLACES.contains(&problem.place.as_str()))
                }
                _ => true,
            };
            let text = wrong.as_ref()?.text(lang);
            elsewhere
                .then(|| view! { <Banner kind=BannerKind::Error glyph=Glyph::Alert><p>{text}</p></Banner> })
        })
    }
}

/// Who may look, until when, and what they may take along. `kpis`: what the dashboard shows, with names. `open`: whether the rarer
/// ones are in sight at once. `fixed`: the page can't change any more.
#[component]
pub fn TermFields(
    draft: Draft,
    kpis: Signal<Vec<(Key, String)>>,
    open: bool,
    fixed: Signal<bool>,
) -> impl IntoView {
    let lang = use_lang();
    let expires_wrong = draft.at(lang, "expires_on");
    let date_wrong = Signal::derive(move || {
        if draft.wrong_date.with(String::is_empty) { expires_wrong.get() } else { draft.wrong_date.get() }
    });
    let (password_wrong, sites_wrong) = (draft.at(lang, "password"), draft.at(lang, "embedded_in"));
    // What is wrong is not to stand in a fold that is shut.
    let has_wrong = move || !password_wrong.with(String::is_empty) || !sites_wrong.with(String::is_empty);
    let password_hint = if draft.had_password {
        t::shares::field_password_kept(lang)
    } else {
        t::shares::field_password_hint(lang)
    };
    view! {
        <Field id="share-expires" label=t::shares::field_expires(lang) hint=t::shares::field_expires_hint(lang) optional=t::common::optional(lang) error=date_wrong>
            <Input id="share-expires" value=draft.expires error=date_wrong/>
        </Field>
        <details class="fold-line" open=move || open || has_wrong()>
            <summary>{t::shares::more(lang)}</summary>
            <div class="stack">
                <Field id="share-password" label=t::common::password(lang) hint=password_hint optional=t::common::optional(lang) error=password_wrong>
                    <Input id="share-password" value=draft.password kind="password" autocomplete="new-password" error=password_wrong disabled=draft.remove_password/>
                </Field>
                {draft.had_password.then(|| view! { <Tick value=draft.remove_password label=t::shares::no_password(lang)/> })}
                <Tick value=draft.with_data label=t::shares::field_data(lang) hint=t::shares::field_data_hint(lang)/>
                <Field id="share-sites" label=t::shares::field_sites(lang) hint=t::shares::field_sites_hint(lang) optional=t::common::optional(lang) error=sites_wrong>
                    <TextArea id="share-sites" value=draft.sites placeholder="https://" error=sites_wrong/>
                </Field>
                <Show when=move || !fixed.get()><LeftOut left_out=draft.left_out kpis/></Show>
            </div>
        </details>
    }
}

#[component]
pub fn Tick(
    value: RwSignal<bool>,
    label: &'static str,
    #[prop(optional)] hint: &'static str,
) -> impl IntoView {
    view! {
        <label class="check">
            <input type="checkbox" prop:checked=value on:change=move |event| value.set(event_target_checked(&event))/>
            <span class="grow">{label}{(!hint.is_empty()).then(|| view! { <small>{hint}</small> })}</span>
        </label>
    }
}

/// The KPIs of the dashboard, of which some can be kept back.
#[component]
fn LeftOut(left_out: RwSignal<BTreeSet<Key>>, kpis: Signal<Vec<(Key, String)>>) -> impl IntoView {
    let lang = use_lang();
    let line = move |(key, name): (Key, String)| {
        let shown = {
            let key = key.clone();
            move || !left_out.with(|left| left.contains(&key))
        };
        let turn = move |event| {
            left_out.update(|left| match event_target_checked(&event) {
                true => drop(left.remove(&key)),
                false => drop(left.insert(key.clone())),
            });
        };
        view! {
            <li><label class="check"><input type="checkbox" prop:checked=shown on:change=turn/><span class="grow">{name}</span></label></li>
        }
    };
    view! {
        <fieldset class="left-out">
            <legend>{t::shares::field_shown(lang)}</legend>
            <ul class="list checks">{move || kpis.get().into_iter().map(line).collect_view()}</ul>
        </fieldset>
    }
}
