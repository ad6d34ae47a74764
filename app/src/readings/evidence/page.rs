//! All evidence of a KPI, on its page.

use leptos::prelude::*;
use vigie_domain::evidence::Spot;
use vigie_domain::{Key, Kpi, Nature, Period};

use super::{Add, List, of_kpi, place};
use crate::locale::{t, use_lang};
use crate::readings::choice;
use crate::ui::{Field, Select};
use crate::workspace::use_desk;

#[component]
pub fn KpiEvidence(key: Signal<String>) -> impl IntoView {
    let desk = use_desk();
    let kpi = Memo::new(move |_| {
        let key = Key::parse(&key.get()).ok()?;
        desk.book().and_then(|book| book.kpi(&key).cloned())
    });
    move || {
        // Who looks back only reads; who comes back to today may add again.
        desk.past.track();
        kpi.get().map(|kpi| view! { <Of kpi/> })
    }
}

#[component]
fn Of(kpi: Kpi) -> impl IntoView {
    let lang = use_lang();
    let desk = use_desk();
    let adds = untrack(|| desk.may_record(&kpi)) && kpi.nature != Nature::Formula && !kpi.archived;
    let kpi = StoredValue::new(kpi);
    // The newest first.
    let all = Memo::new(move |_| {
        let mut all = of_kpi(desk, &kpi.read_value());
        all.reverse();
        all
    });
    let none = move || {
        all.with(Vec::is_empty)
            .then(|| view! { <p class="hint">{t::evidence::none(lang)}" "{t::evidence::none_text(lang)}</p> })
    };
    view! {
        <div class="body proofs pad">
            {none}
            <List kpi all places=true/>
            {adds.then(|| view! { <AddTo kpi/> })}
        </div>
    }
}

/// Which period or step it proves, and the ways to add it.
#[component]
fn AddTo(kpi: StoredValue<Kpi>) -> impl IntoView {
    let lang = use_lang();
    let desk = use_desk();
    let Some(book) = desk.book.get_untracked() else { return ().into_any() };
    let today = untrack(|| desk.today());
    let known = kpi.read_value();
    let first = Spot::Period(choice::first(&book, &known, today));
    let steps = (1..=known.steps.len()).map(|step| Spot::Step(u32::try_from(step).unwrap_or(u32::MAX)));
    let steps = steps.map(|spot| (code(spot), place(desk, lang, &known, spot)));
    let periods = choice::periods(&book, &known, today, lang).into_iter();
    let periods = periods.map(|(period, words)| (code(Spot::Period(period)), words));
    let choices: Vec<_> = steps.chain(periods).collect();
    let chosen = RwSignal::new(
        choices
            .first()
            .filter(|_| !known.steps.is_empty())
            .map_or_else(|| code(first), |step| step.0.clone()),
    );
    let on = Memo::new(move |_| chosen.with(|chosen| read(chosen)).unwrap_or(first));
    drop(known);
    view! {
        <Field id="proof-on" label=t::evidence::belongs_to(lang)><Select id="proof-on" value=chosen choices/></Field>
        <Add kpi on/>
    }
    .into_any()
}

fn code(spot: Spot) -> String {
    match spot {
        Spot::Period(period) => period.to_string(),
        Spot::Step(step) => format!("step {step}"),
    }
}

fn read(text: &str) -> Option<Spot> {
    match text.strip_prefix("step ") {
        Some(step) => step.parse().ok().map(Spot::Step),
        None => Period::parse(text).ok().map(Spot::Period),
    }
}
