//! Evidence: what is attached to a reading or a step, and how something is added.

mod add;
mod link;
mod list;
mod page;

pub use add::Add;
pub use list::List;
pub use page::KpiEvidence;

use leptos::prelude::*;
use vigie_domain::act::Acts;
use vigie_domain::evidence::{Shown, Spot, shown};
use vigie_domain::{Kpi, Lang, Period};

use crate::locale::{t, use_lang};
use crate::workspace::{Desk, use_desk};

/// What is attached to a KPI, with what waits on this device; on an earlier day what was there. Tracks.
fn of_kpi(desk: Desk, kpi: &Kpi) -> Vec<Shown> {
    let (past, now) = (desk.past.get(), desk.snapshot.get());
    let looks_back = past.is_some();
    let Some(snapshot) = past.or(now) else { return Vec::new() };
    let (cluster, me) = (&snapshot.cluster.slug, Some(snapshot.me.id));
    let of = |acts: &Acts| shown(&snapshot.evidence, acts, cluster, &kpi.key, me);
    if looks_back { of(&Acts::default()) } else { desk.acts.with(of) }
}

/// What it proves, in words.
fn place(desk: Desk, lang: Lang, kpi: &Kpi, on: Spot) -> String {
    let book = desk.book.get_untracked();
    match on {
        Spot::Period(period) => period.show(lang, book.map(|book| book.fy()).unwrap_or_default()),
        Spot::Step(step) => {
            let languages = book.map(|book| book.cluster.languages.clone()).unwrap_or_default();
            let name = kpi.steps.get(step as usize - 1).map(|name| name.in_lang(lang, &languages).to_owned());
            t::evidence::step(lang, i64::from(step), name.unwrap_or_default())
        }
    }
}

/// In the form that records: what proves this period, and the ways to add to it.
#[component]
pub fn OfPeriod(kpi: StoredValue<Kpi>, period: Memo<Period>) -> impl IntoView {
    let lang = use_lang();
    let desk = use_desk();
    let on = Memo::new(move |_| Spot::Period(period.get()));
    let all = Memo::new(move |_| {
        let mut all = of_kpi(desk, &kpi.read_value());
        all.retain(|one| one.on == on.get());
        all
    });
    view! {
        <fieldset class="proofs">
            <legend>{t::evidence::title(lang)}" "<small>{t::common::optional(lang)}</small></legend>
            <List kpi all places=false/>
            <Add kpi on/>
        </fieldset>
    }
}
