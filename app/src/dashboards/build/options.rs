//! What one card shows: of which KPIs, with what in the chart, which words.

use leptos::prelude::*;
use vigie_domain::dashboard::{Comparison, MOST_COMPARED, MOST_SETS};
use vigie_domain::{Key, Kpi, Nature, Show, Text};

use super::words::kpi_name;
use super::{Building, use_building};
use crate::locale::{t, use_lang};
use crate::ui::{Choice, Field};

#[component]
pub fn Options(id: u32) -> impl IntoView {
    let Building { draft, .. } = use_building();
    // Built by its kind alone: what is chosen inside changes the card and not the fields.
    let card = untrack(|| draft.card(id));
    card.map(|card| match card.show {
        Show::Kpi { key } => view! { <OneKpi id key/> }.into_any(),
        Show::Milestones { key } => view! { <OneKpi id key rungs=true/> }.into_any(),
        Show::Trend(trend) => view! { <OneKpi id key=trend.key/> <TrendOptions id/> }.into_any(),
        Show::Matrix { .. } | Show::Progress { .. } | Show::Table { .. } => {
            view! { <Several id/> }.into_any()
        }
        Show::Comparison(comparison) => {
            view! { <Others id named=comparison.clusters/> <Several id/> }.into_any()
        }
        Show::Text { text } => view! { <Words id text/> }.into_any(),
        Show::Objectives {} | Show::Kpis {} | Show::Highlights {} => ().into_any(),
    })
}

fn set_key(show: &mut Show, chosen: Key) {
    match show {
        Show::Kpi { key } | Show::Milestones { key } => *key = chosen,
        // Another KPI may have other target sets.
        Show::Trend(trend) => {
            trend.key = chosen;
            trend.sets.clear();
        }
        _ => {}
    }
}

/// `rungs`: only KPIs with steps or labels.
#[component]
fn OneKpi(id: u32, key: Key, #[prop(optional)] rungs: bool) -> impl IntoView {
    let lang = use_lang();
    let Building { draft, book, .. } = use_building();
    let field = format!("card-{id}-kpi");
    let fits = move |kpi: &&Kpi| {
        !kpi.archived && (!rungs || matches!(kpi.nature, Nature::Milestones | Nature::Scale))
    };
    let choices: Vec<Choice> = book.with_value(|book| {
        let fitting = book.kpis.iter().filter(fits);
        fitting.map(|kpi| (kpi.key.to_string(), kpi_name(lang, book, &kpi.key))).collect()
    });
    let value = RwSignal::new(key.to_string());
    Effect::new(move |before: Option<()>| {
        let chosen = Key::parse(&value.get()).ok();
        if let (Some(()), Some(chosen)) = (before, chosen) {
            draft.edit(id, |show| set_key(show, chosen));
        }
    });
    view! { <Field id=field.clone() label=t::build::column_kpi(lang)><crate::ui::Select id=field value choices/></Field> }
}

#[component]
fn TrendOptions(id: u32) -> impl IntoView {
    let lang = use_lang();
    let Building { draft, book, .. } = use_building();
    let trend = Memo::new(move |_| match draft.card(id).map(|card| card.show) {
        Some(Show::Trend(trend)) => Some(trend),
        _ => None,
    });
    let key = Memo::new(move |_| trend.get().map(|trend| trend.key));
    let kpi = move || book.with_value(|book| key.get().and_then(|key| book.kpi(&key).cloned()));
    let edit = move |change: fn(&mut vigie_domain::dashboard::Trend, bool), on: bool| {
        draft.edit(id, |show| {
            if let Show::Trend(trend) = show {
                change(trend, on);
            }
        });
    };
    let parts = move || kpi().is_some_and(|kpi| kpi.nature == Nature::Ratio && kpi.is_percent());
    let sets = move || {
        let sets: Vec<String> =
            kpi().map(|kpi| kpi.targets.into_iter().map(|set| set.set).collect()).unwrap_or_default();
        (sets.len() > 1).then(|| view! { <Sets id sets/> })
    };
    let last_year = Signal::derive(move || trend.get().is_some_and(|trend| trend.last_year));
    let is_parts = Signal::derive(move || trend.get().is_some_and(|trend| trend.parts));
    let notes = Signal::derive(move || trend.get().is_some_and(|trend| trend.notes));
    view! {
        <fieldset class="checks">
            <legend>{t::build::in_the_chart(lang)}</legend>
            <Check words=t::build::with_last_year(lang) on=last_year changed=move |on| edit(|trend, on| trend.last_year = on, on)/>
            <Check words=t::build::with_notes(lang) on=notes changed=move |on| edit(|trend, on| trend.notes = on, on)/>
            <Show when=parts>
                <Check words=t::build::with_parts(lang) on=is_parts changed=move |on| edit(|trend, on| trend.parts = on, on)/>
            </Show>
        </fieldset>
        {sets}
    }
}

/// Which plans are drawn, in the order of the definition; none chosen: that of the dashboard.
#[component]
fn Sets(id: u32, sets: Vec<String>) -> impl IntoView {
    let lang = use_lang();
    let Building { draft, .. } = use_building();
    let chosen = Memo::new(move |_| match draft.card(id).map(|card| card.show) {
        Some(Show::Trend(trend)) => trend.sets,
        _ => Vec::new(),
    });
    let order = StoredValue::new(sets.clone());
    let lines = sets.into_iter().map(|set| {
        let own = set.clone();
        let on = Signal::derive(move || chosen.with(|chosen| chosen.contains(&own)));
        let full = Signal::derive(move || chosen.with(Vec::len) >= MOST_SETS && !on.get());
        let words = set.clone();
        let changed = move |on: bool| {
            draft.edit(id, |show| {
                if let Show::Trend(trend) = show {
                    trend.sets.retain(|other| *other != set);
                    if on {
                        trend.sets.push(set.clone());
                    }
                    order.with_value(|order| {
                        trend.sets.sort_by_key(|set| order.iter().position(|own| own == set));
                    });
                }
            });
        };
        view! { <Check words on changed disabled=full/> }
    });
    view! {
        <fieldset class="checks">
            <legend>{t::build::sets(lang)}</legend>
            {lines.collect_view()}
            <p class="hint">{t::build::sets_hint(lang)}</p>
        </fieldset>
    }
}

/// All KPIs, or these.
#[component]
fn Several(id: u32) -> impl IntoView {
    let lang = use_lang();
    let Building { draft, book, .. } = use_building();
    let keys = Memo::new(move |_| draft.card(id).map(|card| card.show.keys().to_vec()).unwrap_or_default());
    let all: Vec<(Key, String)> = book.with_value(|book| {
        let active = book.kpis.iter().filter(|kpi| !kpi.archived);
        active.map(|kpi| (kpi.key.clone(), kpi_name(lang, book, &kpi.key))).collect()
    });
    let order = StoredValue::new(all.iter().map(|(key, _)| key.clone()).collect::<Vec<_>>());
    let edit = move |change: &dyn Fn(&mut Vec<Key>)| {
        draft.edit(id, |show| {
            if let Some(keys) = show.several_mut() {
                change(keys);
            }
        });
    };
    let everything = Signal::derive(move || keys.with(Vec::is_empty));
    let compares = untrack(|| draft.card(id)).is_some_and(|card| matches!(card.show, Show::Comparison(_)));
    let lines = all.into_iter().map(|(key, name)| {
        let own = key.clone();
        let on = Signal::derive(move || keys.with(|keys| keys.contains(&own)));
        let changed = move |on: bool| {
            edit(&|keys: &mut Vec<Key>| {
                keys.retain(|other| *other != key);
                if on {
                    keys.push(key.clone());
                }
                order.with_value(|order| keys.sort_by_key(|key| order.iter().position(|own| own == key)));
            });
        };
        view! { <Check words=name on changed/> }
    });
    let clear = move |_: bool| edit(&|keys: &mut Vec<Key>| keys.clear());
    view! {
        <fieldset class="checks">
            <legend>{t::build::which_kpis(lang)}</legend>
            <Check words=if compares { t::portfolio::all_shared(lang) } else { t::dashboards::all_kpis(lang) } on=everything changed=clear disabled=everything/>
            <div class="check-list">{lines.collect_view()}</div>
        </fieldset>
    }
}

/// With which clusters, and whether their objectives too. `named`: also those that this person does not see, who stay.
#[component]
fn Others(id: u32, named: Vec<Key>) -> impl IntoView {
    let lang = use_lang();
    let Building { desk, draft, .. } = use_building();
    let comparison = Memo::new(move |_| match draft.card(id).map(|card| card.show) {
        Some(Show::Comparison(comparison)) => comparison,
        _ => Comparison::default(),
    });
    let edit = move |change: &dyn Fn(&mut Comparison)| {
        draft.edit(id, |show| {
            if let Show::Comparison(comparison) = show {
                change(comparison);
            }
        });
    };
    let seen = untrack(|| super::other_clusters(desk));
    let hidden = named.iter().filter(|slug| !seen.iter().any(|(own, _)| own == slug.as_str())).count();
    let lines = seen.into_iter().filter_map(|(slug, name)| {
        let slug = Key::parse(&slug).ok()?;
        let own = slug.clone();
        let on = Signal::derive(move || comparison.with(|comparison| comparison.clusters.contains(&own)));
        let full = Signal::derive(move || {
            comparison.with(|comparison| comparison.clusters.len()) >= MOST_COMPARED && !on.get()
        });
        let changed = move |on: bool| {
            edit(&|comparison: &mut Comparison| {
                comparison.clusters.retain(|other| *other != slug);
                if on {
                    comparison.clusters.push(slug.clone());
                }
            });
        };
        Some(view! { <Check words=name on changed disabled=full/> })
    });
    let lines = lines.collect_view();
    let objectives = Signal::derive(move || comparison.with(|comparison| comparison.objectives));
    let changed = move |on: bool| edit(&|comparison: &mut Comparison| comparison.objectives = on);
    view! {
        <fieldset class="checks">
            <legend>{t::portfolio::with_which(lang)}</legend>
            <div class="check-list">{lines}</div>
            {(hidden > 0).then(|| view! { <p class="hint">{t::portfolio::hidden(lang, i64::try_from(hidden).unwrap_or(1))}</p> })}
            <p class="hint">{t::portfolio::share_hint(lang)}</p>
            <Check words=t::portfolio::with_objectives(lang) on=objectives changed/>
        </fieldset>
    }
}

#[component]
fn Check(
    #[prop(into)] words: String,
    on: Signal<bool>,
    changed: impl Fn(bool) + 'static,
    #[prop(optional)] disabled: Signal<bool>,
) -> impl IntoView {
    view! {
        <label class="check">
            <input type="checkbox" prop:checked=on disabled=disabled on:change=move |event| changed(event_target_checked(&event))/>
            <span>{words}</span>
        </label>
    }
}

/// In each language of the cluster.
#[component]
fn Words(id: u32, text: Text) -> impl IntoView {
    let lang = use_lang();
    let Building { draft, book, .. } = use_building();
    let tags = book.with_value(|book| book.cluster.languages.clone());
    let several = tags.len() > 1;
    let areas = tags.into_iter().map(|tag| {
        let field = format!("card-{id}-text-{tag}");
        let label = if several {
            t::build::text_in(lang, super::language_name(lang, &tag))
        } else {
            t::build::kind_text(lang).to_owned()
        };
        let written = text.get(&tag).unwrap_or_default().to_owned();
        let write = move |typed: String| {
            draft.edit(id, |show| {
                if let Show::Text { text } = show {
                    *text = std::mem::take(text).with(&tag, typed.trim_end());
                }
            });
        };
        let described = format!("card-{id}-text-hint");
        view! {
            <div class="field">
                <label for=field.clone()>{label}</label>
                <textarea class="input" id=field rows="6" aria-describedby=described prop:value=written on:input=move |event| write(event_target_value(&event))></textarea>
            </div>
        }
    });
    view! {
        {areas.collect_view()}
        <p class="hint" id=format!("card-{id}-text-hint")>{t::build::text_hint(lang)}</p>
    }
}
