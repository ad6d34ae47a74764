//! The fields for the settings of a cluster: in the first run and later.

use leptos::prelude::*;
use vigie_domain::Lang;

use super::countries::{self, COUNTRIES, LANGUAGES};
use super::draft::Draft;
use super::pick::Pick;
use super::words;
use crate::error::AppError;
use crate::locale::{problem_text, t, use_lang};
use crate::ui::{Choice, Field, Input};

/// What was refused, for the field of a place.
pub fn wrong_at(wrong: RwSignal<Option<AppError>>, place: &'static str) -> Signal<String> {
    let lang = use_lang();
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
}

/// `year_fixed`: readings rest on the financial year. `follows`: choosing a country also chooses what follows from it.
#[component]
pub fn ClusterFields(
    draft: Draft,
    wrong: RwSignal<Option<AppError>>,
    #[prop(optional)] year_fixed: bool,
    #[prop(optional)] follows: bool,
) -> impl IntoView {
    let lang = use_lang();
    let name_wrong = wrong_at(wrong, "name");
    let chosen = Callback::new(move |code: String| {
        if follows {
            draft.settle_in(&code, lang);
        }
    });
    let country_hint = if follows { t::start::country_hint(lang) } else { "" };
    let year_hint =
        if year_fixed { t::problems::financial_year_fixed(lang) } else { t::start::year_hint(lang) };
    view! {
        <div class="fields">
            <Field id="cluster-name" label=t::start::name(lang) error=name_wrong>
                <Input id="cluster-name" value=draft.name autocomplete="organization" error=name_wrong/>
            </Field>
            <Field id="cluster-country" label=t::start::country(lang) hint=country_hint error=wrong_at(wrong, "country")>
                <Pick id="cluster-country" value=draft.country choices=country_choices(lang, draft) chosen/>
            </Field>
            <Field id="cluster-region" label=t::start::region(lang) optional=t::common::optional(lang) error=wrong_at(wrong, "region")>
                <Input id="cluster-region" value=draft.region/>
            </Field>
        </div>
        <div class="fields">
            <Field id="cluster-year" label=t::start::financial_year(lang) hint=year_hint error=wrong_at(wrong, "financial_year_starts")>
                <Pick id="cluster-year" value=draft.month choices=year_choices(lang) disabled=year_fixed/>
            </Field>
            <Field id="cluster-currency" label=t::start::currency(lang) error=wrong_at(wrong, "currency")>
                <Pick id="cluster-currency" value=draft.currency choices=plain_choices(countries::currencies(), draft.currency)/>
            </Field>
            <Field id="cluster-zone" label=t::start::time_zone(lang) error=wrong_at(wrong, "time_zone")>
                <Pick id="cluster-zone" value=draft.time_zone choices=plain_choices(countries::time_zones(), draft.time_zone)/>
            </Field>
        </div>
        <div class="fields">
            <Field id="cluster-language" label=t::start::main_language(lang) hint=t::start::main_language_hint(lang) error=wrong_at(wrong, "languages")>
                <Pick id="cluster-language" value=draft.language choices=keep(draft.language, LANGUAGES.map(|(tag, name)| (tag.to_owned(), name.to_owned())).to_vec())/>
            </Field>
            <Further draft/>
        </div>
    }
}

/// Further languages: those that Vigie speaks, and what the cluster has already.
#[component]
fn Further(draft: Draft) -> impl IntoView {
    let lang = use_lang();
    let mut tags: Vec<String> = Lang::ALL.map(|lang| lang.tag().to_owned()).to_vec();
    tags.extend(draft.further.get_untracked().into_iter().filter(|tag| Lang::from_tag(tag).is_none()));
    let boxes = tags
        .into_iter()
        .map(|tag| {
            let name = LANGUAGES
                .iter()
                .find(|(known, _)| *known == tag)
                .map_or_else(|| tag.clone(), |(_, name)| (*name).to_owned());
            let (own, key) = (tag.clone(), tag.clone());
            let is_main = move || draft.language.with(|main| *main == own);
            let checked = move || draft.further.with(|further| further.contains(&tag));
            let toggle = move |event| {
                let on = event_target_checked(&event);
                draft.further.update(|further| {
                    further.retain(|other| *other != key);
                    if on {
                        further.push(key.clone());
                    }
                });
            };
            view! {
                <label class="check" hidden=is_main>
                    <input type="checkbox" prop:checked=checked on:change=toggle/>
                    <span>{name}</span>
                </label>
            }
        })
        .collect_view();
    view! { <fieldset><legend>{t::start::further_languages(lang)}</legend><div class="row loose">{boxes}</div></fieldset> }
}

/// The countries by their own names; nothing, and what stands there already, too.
fn country_choices(lang: Lang, draft: Draft) -> Vec<Choice> {
    let mut choices = vec![(String::new(), t::start::choose(lang).to_owned())];
    choices.extend(COUNTRIES.iter().map(|country| (country.code.to_owned(), country.name.to_owned())));
    keep(draft.country, choices)
}

fn plain_choices(values: Vec<String>, current: RwSignal<String>) -> Vec<Choice> {
    keep(current, values.into_iter().map(|value| (value.clone(), value)).collect())
}

fn keep(current: RwSignal<String>, mut choices: Vec<Choice>) -> Vec<Choice> {
    let current = current.get_untracked();
    if !choices.iter().any(|(key, _)| *key == current) {
        choices.push((current.clone(), current));
    }
    choices
}

fn year_choices(lang: Lang) -> Vec<Choice> {
    (1..=12).map(|month| (month.to_string(), words::financial_year(lang, month))).collect()
}
