//! Kinds of cards to add.

use leptos::prelude::*;
use vigie_domain::dashboard::{Comparison, MOST_COMPARED, Trend};
use vigie_domain::{Book, Key, Nature, Show, Text};

use super::words::{kind_glyph, kind_name};
use super::{Building, use_building};
use crate::locale::{t, use_lang};
use crate::ui::{Icon, focus_on};

#[component]
pub fn Picker() -> impl IntoView {
    let lang = use_lang();
    let Building { desk, draft, book, open, .. } = use_building();
    let others = untrack(|| super::other_clusters(desk));
    let kinds = book.with_value(|book| kinds(book, &others)).into_iter().map(|show| {
        let name = kind_name(lang, &show);
        let about = about(lang, &show);
        let glyph = kind_glyph(&show);
        let add = move |_| {
            let show = book.with_value(|book| begun(show.clone(), book, &draft));
            let id = draft.add(show);
            open.set(Some(id));
            focus_on(format!(".arranged [data-id=\"{id}\"] .name"));
        };
        view! {
            <li>
                <button type="button" class="kind" on:click=add>
                    <Icon glyph/>
                    <span><b>{name}</b><small>{about}</small></span>
                </button>
            </li>
        }
    });
    view! {
        <section class="card picker" aria-labelledby="picker-title">
            <header class="head"><h2 id="picker-title">{t::build::add_card(lang)}</h2></header>
            <ul>{kinds.collect_view()}</ul>
        </section>
    }
}

/// What the cluster can fill.
fn kinds(book: &Book, clusters: &[(String, String)]) -> Vec<Show> {
    let active = || book.kpis.iter().filter(|kpi| !kpi.archived);
    let first = active().next().map(|kpi| kpi.key.clone());
    let rungs = active().find(|kpi| matches!(kpi.nature, Nature::Milestones | Nature::Scale));
    let of_kpi =
        first.into_iter().flat_map(|key| [Show::Kpi { key: key.clone() }, Show::Trend(Trend::of(key))]);
    let several = [
        Show::Kpis {},
        Show::Table { keys: Vec::new() },
        Show::Progress { keys: Vec::new() },
        Show::Matrix { keys: Vec::new() },
    ];
    let rungs = rungs.map(|kpi| Show::Milestones { key: kpi.key.clone() });
    let others = [Show::Objectives {}, Show::Highlights {}, Show::Text { text: Text::default() }];
    let clusters = clusters.iter().filter_map(|(slug, _)| Key::parse(slug).ok()).take(MOST_COMPARED);
    let clusters: Vec<Key> = clusters.collect();
    let comparison = (!clusters.is_empty())
        .then(|| Show::Comparison(Comparison { clusters, objectives: true, ..Comparison::default() }));
    of_kpi.chain(several).chain(comparison).chain(rungs).chain(others).collect()
}

/// Of the next KPI that no card of the kind shows yet.
fn begun(show: Show, book: &Book, draft: &super::draft::Draft) -> Show {
    let shown = |wanted: &dyn Fn(&Show) -> bool| -> Vec<Key> {
        draft.cards.with_untracked(|cards| {
            let same = cards.iter().filter(|placed| wanted(&placed.card.show));
            same.flat_map(|placed| placed.card.show.keys().to_vec()).collect()
        })
    };
    let next = |shown: Vec<Key>| {
        let active = book.kpis.iter().filter(|kpi| !kpi.archived).map(|kpi| &kpi.key);
        active.clone().find(|key| !shown.contains(key)).or(active.clone().next()).cloned()
    };
    match show {
        Show::Kpi { key } => {
            Show::Kpi { key: next(shown(&|show| matches!(show, Show::Kpi { .. }))).unwrap_or(key) }
        }
        Show::Trend(trend) => {
            let found = next(shown(&|show| matches!(show, Show::Trend(_))));
            Show::Trend(Trend::of(found.unwrap_or(trend.key)))
        }
        other => other,
    }
}

fn about(lang: vigie_domain::Lang, show: &Show) -> &'static str {
    match show {
        Show::Objectives {} => t::build::about_objectives(lang),
        Show::Kpis {} => t::build::about_kpis(lang),
        Show::Kpi { .. } => t::build::about_figure(lang),
        Show::Trend(_) => t::build::about_trend(lang),
        Show::Matrix { .. } => t::build::about_matrix(lang),
        Show::Progress { .. } => t::build::about_progress(lang),
        Show::Milestones { .. } => t::build::about_milestones(lang),
        Show::Table { .. } => t::build::about_table(lang),
        Show::Text { .. } => t::build::about_text(lang),
        Show::Highlights {} => t::build::about_highlights(lang),
        Show::Comparison(_) => t::portfolio::about_comparison(lang),
    }
}
