//! What is not as it should be, the worst first: what a manager looks for before anything else.

use leptos::prelude::*;
use vigie_domain::Status;

use super::board::{Board, Shown};
use super::figures::KpiCard;
use crate::locale::{t, use_lang};
use crate::ui::StatusChip;

/// Lines of the card; all others are among the KPIs below.
const FEW: usize = 6;
const ORDER: [Status; 3] = [Status::OffTrack, Status::Stale, Status::AtRisk];

/// The KPIs of the board that are off track, without a current figure, or at risk.
pub fn worst_first(board: &Board) -> Vec<KpiCard> {
    let kpis = || {
        board.cards.iter().flat_map(|card| match &card.shown {
            Shown::Kpis(row) => row.as_slice(),
            _ => &[],
        })
    };
    ORDER
        .iter()
        .flat_map(|status| kpis().filter(|kpi| kpi.status == Some(*status)).cloned())
        .take(FEW)
        .collect()
}

#[component]
pub fn Attention(kpis: Vec<KpiCard>) -> impl IntoView {
    let lang = use_lang();
    let none =
        kpis.is_empty().then(|| view! { <p class="body muted">{t::dashboards::attention_none(lang)}</p> });
    let lines = kpis.into_iter().map(line).collect_view();
    view! {
        <section class="card" aria-labelledby="attention-title">
            <header class="head"><h2 id="attention-title">{t::dashboards::attention(lang)}</h2></header>
            {none}
            <ul class="todo attention">{lines}</ul>
        </section>
    }
}

fn line(kpi: KpiCard) -> AnyView {
    let facts = match (kpi.late.is_empty(), kpi.expected.is_empty()) {
        (false, _) => kpi.late,
        (true, false) => format!("{} · {}", kpi.brief, kpi.expected),
        (true, true) => kpi.brief,
    };
    view! {
        <li>
            <div><a href=kpi.href>{kpi.name}</a><small>{facts}</small></div>
            {kpi.status.map(|status| view! { <StatusChip status/> })}
        </li>
    }
    .into_any()
}
