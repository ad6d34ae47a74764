//! What has happened, as a card.

use leptos::prelude::*;
use vigie_domain::dashboard::Size;

use super::card::{named, size_class};
use super::happened::{Fact, Happened};
use crate::locale::{t, use_lang};
use crate::ui::{AssessedView, Glyph, Icon, StatusChip};

#[component]
pub fn Highlights(found: Happened, size: Size) -> impl IntoView {
    let lang = use_lang();
    let Happened { since, met, worse, better, moves, said } = found;
    let nothing =
        met.is_empty() && worse.is_empty() && better.is_empty() && moves.is_empty() && said.is_empty();
    let nothing = nothing.then(|| view! { <p class="muted">{t::dashboards::nothing_happened(lang)}</p> });
    let groups = [
        (t::dashboards::newly_met(lang), met),
        (t::dashboards::got_worse(lang), worse),
        (t::dashboards::got_better(lang), better),
        (t::dashboards::largest_moves(lang), moves),
    ];
    let groups = groups.into_iter().map(|(title, facts)| group(title, facts)).collect_view();
    let said = (!said.is_empty()).then(|| {
        let lines = said.into_iter().map(|(fact, assessed)| {
            view! { <li><b>{named(fact.name, fact.href)}</b><AssessedView assessed/></li> }
        });
        view! { <div><h3>{t::dashboards::what_is_said(lang)}</h3><ul>{lines.collect_view()}</ul></div> }
    });
    view! {
        <section class=format!("card happened {}", size_class(size))>
            <header class="head"><h2>{t::dashboards::highlights(lang)}</h2><span class="hint">{since}</span></header>
            <div class="body">{nothing}{groups}{said}</div>
        </section>
    }
}

fn group(title: &'static str, facts: Vec<Fact>) -> Option<AnyView> {
    if facts.is_empty() {
        return None;
    }
    let lines = facts.into_iter().map(|fact| {
        let arrow = fact.rises.map(|rises| {
            let glyph = if rises { Glyph::ArrowUp } else { Glyph::ArrowDown };
            view! { <Icon glyph small=true/> }
        });
        let chip = fact.status.map(|status| view! { <StatusChip status plain=true/> });
        view! { <li>{arrow}<b>{named(fact.name, fact.href)}</b>{chip}<span>{fact.words}</span></li> }
    });
    let lines = lines.collect_view();
    Some(view! { <div><h3>{title}</h3><ul>{lines}</ul></div> }.into_any())
}
