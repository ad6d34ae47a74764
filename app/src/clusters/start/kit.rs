//! What a kit brings: its objectives with the KPIs that show them.

use std::sync::Arc;

use leptos::prelude::*;
use vigie_domain::{Key, Lang};

use crate::clusters::packs::{Kit, Library};
use crate::clusters::words;
use crate::locale::{t, use_lang};

#[component]
pub fn KitContents(kit: Kit, library: Arc<Library>) -> impl IntoView {
    let lang = use_lang();
    let mut left: Vec<Key> = kit.kpis.clone();
    let groups = kit
        .objectives
        .iter()
        .map(|objective| {
            let keys: Vec<Key> = objective
                .kpis
                .iter()
                .chain(objective.children.iter().flat_map(|child| &child.kpis))
                .map(|share| share.key.clone())
                .collect();
            left.retain(|key| !keys.contains(key));
            view! { <li>{group(lang, objective.title.in_lang(lang, &[]).to_owned(), &keys, &library)}</li> }
        })
        .collect_view();
    let rest = (!left.is_empty()).then(
        || view! { <li>{group(lang, t::kpis::without_objective(lang).to_owned(), &left, &library)}</li> },
    );
    view! {
        <section class="card pad stack">
            <h2>{t::start::kit_contents(lang, kit.name.in_lang(lang, &[]))}</h2>
            <p class="muted">{kit.description.in_lang(lang, &[]).to_owned()}</p>
            <ul class="kit">{groups}{rest}</ul>
            <p class="hint">{t::start::kit_hint(lang)}</p>
        </section>
    }
}

fn group(lang: Lang, title: String, keys: &[Key], library: &Library) -> impl IntoView {
    let kpis = keys
        .iter()
        .filter_map(|key| library.kpi(key))
        .map(|kpi| {
            let (name, definition) = (kpi.name.in_lang(lang, &[]).to_owned(), kpi.definition.in_lang(lang, &[]).to_owned());
            view! { <li title=definition>{name} " " <small>{words::frequency(lang, kpi.frequency)}</small></li> }
        })
        .collect_view();
    view! { <h3>{title}</h3><ul>{kpis}</ul> }
}
