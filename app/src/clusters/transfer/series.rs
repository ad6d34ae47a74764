//! Which KPI each column or row of the table is: one of the cluster, a new one, or none.

use std::collections::BTreeSet;

use leptos::prelude::*;
use vigie_domain::{Choice, Key, Made, Nature};

use super::api::{Found, Proposed};
use super::mapping::Seen;
use crate::clusters::words::{self, many};
use crate::locale::{t, use_lang};
use crate::workspace::use_desk;

/// So many can be chosen for; a longer table is met by key and name.
const SHOWN: usize = 100;
/// Values of the select that are no KPI: a key has no such letters.
const NEW: &str = "+";
const LEAVE: &str = "-";
/// The unit of what is counted.
const COUNT: &str = "count";
const MOST_DECIMALS: u8 = 6;

#[component]
pub(super) fn SeriesTable(seen: Seen) -> impl IntoView {
    let lang = use_lang();
    let desk = use_desk();
    // In the order of the table, each once.
    let labels = Memo::new(move |_| {
        let mut once = BTreeSet::new();
        let all =
            seen.table.with(|table| table.series.iter().map(|found| found.label.clone()).collect::<Vec<_>>());
        all.into_iter().filter(|label| once.insert(label.clone())).collect::<Vec<_>>()
    });
    let kpis: Memo<Vec<(Key, String)>> = Memo::new(move |_| {
        let book = desk.book();
        let named = |book: &vigie_domain::Book| {
            let languages = &book.cluster.languages;
            let own = book.kpis.iter().filter(|kpi| !kpi.archived);
            own.map(|kpi| (kpi.key.clone(), kpi.name.in_lang(lang, languages).to_owned())).collect()
        };
        book.as_deref().map(named).unwrap_or_default()
    });
    let more = move || labels.with(Vec::len).saturating_sub(SHOWN);
    view! {
        <Show when=move || labels.with(|labels| !labels.is_empty())>
            <div class="table-wrap tall" role="region" aria-label=t::imports::series(lang) tabindex="0">
                <table class="table dense stacking import-series">
                    <thead>
                        <tr>
                            <th scope="col">{t::imports::series_label(lang)}</th>
                            <th scope="col">{t::imports::series_values(lang)}</th>
                            <th scope="col">{t::imports::series_kpi(lang)}</th>
                        </tr>
                    </thead>
                    <tbody>
                        <For each=move || labels.get().into_iter().take(SHOWN) key=String::clone let:label>
                            <Line seen kpis label/>
                        </For>
                    </tbody>
                </table>
            </div>
            <Show when=move || { more() > 0 }><p class="body hint">{move || t::imports::more(lang, many(more()))}</p></Show>
        </Show>
    }
}

#[component]
fn Line(seen: Seen, kpis: Memo<Vec<(Key, String)>>, label: String) -> impl IntoView {
    let lang = use_lang();
    let name = label.clone();
    let found = {
        let label = label.clone();
        Memo::new(move |_| {
            seen.table.with(|table| table.series.iter().find(|found| found.label == label).cloned())
        })
    };
    let chosen = Memo::new(move |_| {
        found.with(|found| match found {
            Some(Found { is_left: true, .. }) => LEAVE.to_owned(),
            Some(Found { kpi: Some(key), .. }) => key.to_string(),
            _ => NEW.to_owned(),
        })
    });
    let values = move || {
        found.with(|found| {
            found.as_ref().map(|found| {
                let samples = found.samples.join(" · ");
                let more = found.cells.saturating_sub(u32::try_from(found.samples.len()).unwrap_or(0));
                if more > 0 { t::imports::samples_more(lang, i64::from(more), samples) } else { samples }
            })
        })
    };
    let target = move || {
        let text = found.with(|found| found.as_ref().and_then(|found| found.target.clone()));
        text.map(|text| view! { <small>{t::imports::series_target(lang, text)}</small> })
    };
    let new = Memo::new(move |_| found.with(|found| found.as_ref().and_then(|found| found.new.clone())));
    let of = label.clone();
    let choose = {
        let label = label.clone();
        move |event| {
            let choice = match event_target_value(&event).as_str() {
                NEW => Choice::New,
                LEAVE => Choice::Leave,
                key => match Key::parse(key) {
                    Ok(key) => Choice::Kpi(key),
                    Err(_) => return,
                },
            };
            let label = label.clone();
            seen.change(|mapping| {
                mapping.choices.insert(label, choice);
            });
        }
    };
    let option = move |value: String, words: String| {
        let own = value.clone();
        view! { <option value=value selected=move || chosen.with(|chosen| *chosen == own)>{words}</option> }
    };
    let options = move || {
        let own = kpis.get().into_iter().map(|(key, name)| option(key.to_string(), name)).collect_view();
        view! {
            {option(NEW.to_owned(), t::imports::choice_new(lang).to_owned())}
            {option(LEAVE.to_owned(), t::imports::choice_leave(lang).to_owned())}
            <optgroup label=t::imports::choice_kpis(lang)>{own}</optgroup>
        }
    };
    view! {
        <tr>
            <th scope="row">{name}</th>
            <td data-label=t::imports::series_values(lang) class="muted">{values}{target}</td>
            <td data-label=t::imports::series_kpi(lang)>
                <span class="select"><select aria-label=t::imports::choice_for(lang, &label) on:change=choose>{options}</select></span>
                <Show when=move || new.with(Option::is_some)><NewKpi seen new label=of.clone()/></Show>
            </td>
        </tr>
    }
}

/// What a new KPI is: as the table suggests, or as a person says here.
#[component]
fn NewKpi(seen: Seen, new: Memo<Option<Proposed>>, label: String) -> impl IntoView {
    let lang = use_lang();
    let nature = Memo::new(move |_| new.with(|new| new.as_ref().map(|new| new.nature)));
    let options = move || {
        // Figures with parts or n are what they are.
        let all: &[Nature] = match nature.get() {
            Some(Nature::Ratio) => &[Nature::Ratio],
            Some(Nature::Mean) => &[Nature::Mean],
            _ => &[Nature::Stock, Nature::Flow, Nature::Distinct],
        };
        let option = |own: &Nature| {
            let own = *own;
            view! { <option value=own.as_str() selected=move || nature.get() == Some(own)>{words::nature(lang, own)}</option> }
        };
        all.iter().map(option).collect_view()
    };
    let unit = move || {
        let unit = new.with(|new| new.as_ref().map(|new| new.unit.clone()).unwrap_or_default());
        match unit.as_str() {
            COUNT => String::new(),
            "percent" => "%".to_owned(),
            _ => unit,
        }
    };
    let decimals = move || new.with(|new| new.as_ref().map_or(0, |new| new.decimals)).to_string();
    let frequency = move || new.with(|new| new.as_ref().map(|new| words::frequency(lang, new.frequency)));
    let made = StoredValue::new(label.clone());
    let change = move |change: &dyn Fn(&mut Made)| {
        seen.change(|mapping| change(mapping.made.entry(made.get_value()).or_default()));
    };
    let choose = move |event| {
        let value = event_target_value(&event);
        let nature = Nature::ALL.into_iter().find(|nature| nature.as_str() == value);
        change(&|made| made.nature = nature);
    };
    let name = move |event| {
        let text = event_target_value(&event).trim().to_owned();
        // Nothing is a number of something.
        let unit = if text.is_empty() { COUNT.to_owned() } else { text };
        change(&|made| made.unit = Some(unit.clone()));
    };
    let count = move |event| {
        let decimals = event_target_value(&event).parse().ok().filter(|decimals| *decimals <= MOST_DECIMALS);
        change(&|made| made.decimals = decimals);
    };
    view! {
        <div class="row tight import-made">
            <span class="select"><select aria-label=t::imports::made_nature(lang, &label) on:change=choose>{options}</select></span>
            <input class="input" aria-label=t::imports::made_unit(lang, &label) placeholder=t::imports::made_unit_hint(lang) maxlength="24" prop:value=unit on:change=name/>
            <input class="input" type="number" inputmode="numeric" min="0" max=MOST_DECIMALS.to_string() aria-label=t::imports::made_decimals(lang, &label) title=t::imports::decimals(lang) prop:value=decimals on:change=count/>
            <span class="muted">{frequency}</span>
        </div>
    }
}
