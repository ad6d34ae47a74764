//! What holds for the whole dashboard: its name, periods, target set, the previous board.

use leptos::prelude::*;
use vigie_domain::Granularity;

use super::{Building, language_name, use_building};
use crate::locale::{t, use_lang};
use crate::ui::{Choice, Field, Input, Select};

#[component]
pub fn Settings() -> impl IntoView {
    let lang = use_lang();
    let building = use_building();
    let Building { draft, book, .. } = building;
    let at = move |place: &'static str| Signal::derive(move || building.error(place));
    let names = draft.names.get_value();
    let several = names.len() > 1;
    let mut names = names.into_iter().enumerate().map(|(i, (tag, value))| {
        let id = if i == 0 { "dashboard-name".to_owned() } else { format!("dashboard-name-{tag}") };
        let label = if several {
            t::build::name_in(lang, language_name(lang, &tag))
        } else {
            t::common::name(lang).to_owned()
        };
        let error = if i == 0 { at("name") } else { Signal::stored(String::new()) };
        let optional = if i == 0 { "" } else { t::common::optional(lang) };
        view! { <Field id=id.clone() label optional error><Input id value error/></Field> }
    });
    let (main, others) = (names.next(), names.collect_view());
    let granularities: Vec<Choice> = std::iter::once((String::new(), t::build::own_period(lang).to_owned()))
        .chain(Granularity::ALL.map(|by| (by.as_str().to_owned(), granularity(lang, by).to_owned())))
        .collect();
    let mut sets: Vec<Choice> = vec![(String::new(), t::shares::own_set(lang).to_owned())];
    book.with_value(|book| {
        for set in book.kpis.iter().filter(|kpi| !kpi.archived).flat_map(|kpi| &kpi.targets) {
            if !sets.iter().any(|(known, _)| *known == set.set) {
                sets.push((set.set.clone(), set.set.clone()));
            }
        }
    });
    let has_sets = sets.len() > 2 || !draft.set.get_untracked().is_empty();
    let wrong =
        move || building.problems.with(|problems| problems.iter().any(|problem| problem.place != "name"));
    let (from, to, previous) = (at("from"), at("to"), at("previous"));
    view! {
        <section class="card pad form" aria-labelledby="settings-title">
            <h2 id="settings-title">{t::build::settings(lang)}</h2>
            {main}
            <details class="fold-line" open=wrong>
                <summary>{t::build::more(lang)}</summary>
                <div class="form">
            {others}
            <div class="fields">
                <Field id="dashboard-from" label=t::build::from(lang) hint=t::build::from_hint(lang) optional=t::common::optional(lang) error=from>
                    <Input id="dashboard-from" value=draft.from error=from/>
                </Field>
                <Field id="dashboard-to" label=t::build::to(lang) optional=t::common::optional(lang) error=to>
                    <Input id="dashboard-to" value=draft.to error=to/>
                </Field>
            </div>
            <Field id="dashboard-by" label=t::build::by(lang)>
                <Select id="dashboard-by" value=draft.by choices=granularities/>
            </Field>
            {has_sets.then(|| view! {
                <Field id="dashboard-set" label=t::build::set(lang) hint=t::build::set_hint(lang)>
                    <Select id="dashboard-set" value=draft.set choices=sets/>
                </Field>
            })}
            <Field id="dashboard-previous" label=t::build::previous(lang) hint=t::build::previous_hint(lang) optional=t::common::optional(lang) error=previous>
                <Input id="dashboard-previous" value=draft.previous error=previous/>
            </Field>
                </div>
            </details>
        </section>
    }
}

fn granularity(lang: vigie_domain::Lang, by: Granularity) -> &'static str {
    match by {
        Granularity::Month => t::build::month(lang),
        Granularity::Quarter => t::build::quarter(lang),
        Granularity::Half => t::build::half_year(lang),
        Granularity::Year => t::build::year(lang),
    }
}
