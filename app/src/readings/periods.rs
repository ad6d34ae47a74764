//! Periods on their way from open to frozen: what is missing, and who moves them on.

use leptos::prelude::*;
use leptos::task::spawn_local_scoped;
use vigie_domain::period_state::{PeriodMark, PeriodState, missing};
use vigie_domain::{Granularity, Period};

use super::api;
use super::ways::Ways;
use crate::locale::{t, use_lang};
use crate::ui::{Glyph, Icon, say, say_error};
use crate::workspace::{Desk, use_desk};

/// Periods that are listed, the running one first.
const SHOWN: i32 = 8;

#[component]
pub fn PeriodsPage() -> impl IntoView {
    let lang = use_lang();
    crate::ui::title(move || t::grid::periods(lang).to_owned());
    let desk = use_desk();
    let by = RwSignal::new(Granularity::Quarter);
    let choice = move |own: Granularity, words: &'static str| {
        view! { <button type="button" aria-pressed=move || (by.get() == own).to_string() on:click=move |_| by.set(own)>{words}</button> }
    };
    let rows = move || {
        let book = desk.book()?;
        let running = Period::of_date(desk.today(), by.get(), book.fy());
        let periods = (0..SHOWN).map(|back| running.shift(-back));
        Some(periods.map(|period| view! { <Line period/> }).collect_view())
    };
    view! {
        <header class="page-head">
            <div>
                <h1>{t::grid::periods(lang)}</h1>
                <p class="lede">{t::grid::periods_lede(lang)}</p>
            </div>
            <Ways/>
        </header>
        <div class="seg" role="group" aria-label=t::grid::by(lang)>
            {choice(Granularity::Month, t::grid::months(lang))}
            {choice(Granularity::Quarter, t::grid::quarters(lang))}
            {choice(Granularity::Year, t::grid::years(lang))}
        </div>
        <section class="card"><ul class="list periods">{rows}</ul></section>
    }
}

#[component]
fn Line(period: Period) -> impl IntoView {
    let lang = use_lang();
    let desk = use_desk();
    let name = move || desk.book().map(|book| period.show(lang, book.fy()));
    let state = Memo::new(move |_| {
        desk.book()
            .map(|book| (book.period_states.own(period), book.period_states.of(period, book.fy())))
            .unwrap_or_default()
    });
    let lacking = Memo::new(move |_| desk.book().map_or(0, |book| missing(&book, period).len()));
    let said = move || match lacking.get() {
        0 => t::grid::complete(lang).to_owned(),
        n => t::grid::n_missing(lang, i64::try_from(n).unwrap_or(i64::MAX)),
    };
    let steps = move || {
        let (own, around) = state.get();
        let role = desk.role()?;
        let ways = PeriodState::ALL.into_iter().filter(|next| own == around && own.may_become(*next, role));
        Some(ways.map(|next| view! { <Step period own next/> }).collect_view())
    };
    view! {
        <li>
            <div class="grow"><b>{name}</b><small class="line">{said}</small></div>
            <span class="tag">
                {move || (state.get().1 == PeriodState::Frozen).then(|| view! { <Icon glyph=Glyph::Lock small=true/> })}
                {move || word(lang, state.get().1)}
            </span>
            <div class="row tight">{steps}</div>
        </li>
    }
}

/// One step on or back. Freezing asks first: it cannot be undone.
#[component]
fn Step(period: Period, own: PeriodState, next: PeriodState) -> impl IntoView {
    let lang = use_lang();
    let desk = use_desk();
    let words = step_words(lang, own, next);
    let onwards = next > own;
    let go = move |_| {
        let frozen = next == PeriodState::Frozen;
        let sure = !frozen || window().confirm_with_message(t::grid::freeze_sure(lang)).unwrap_or(false);
        if sure {
            step(desk, PeriodMark { period, state: next }, own);
        }
    };
    view! {
        <button
            type="button"
            class=if onwards { "btn small" } else { "btn small quiet" }
            disabled=move || !desk.is_online()
            title=move || (!desk.is_online()).then(|| t::common::needs_connection(lang))
            on:click=go
        >
            {words}
            <span class="visually-hidden">" "{move || desk.book().map(|book| period.show(lang, book.fy()))}</span>
        </button>
    }
}

fn step(desk: Desk, mark: PeriodMark, seen: PeriodState) {
    let lang = use_lang();
    spawn_local_scoped(async move {
        match api::set_period_state(desk.slug(), mark, seen).await {
            Ok(_) => {
                desk.refresh();
                let period = desk
                    .book
                    .get_untracked()
                    .map(|book| mark.period.show(lang, book.fy()))
                    .unwrap_or_default();
                say(t::grid::moved(lang, period, word(lang, mark.state)), None);
            }
            Err(error) => {
                desk.refresh();
                say_error(&error);
            }
        }
    });
}

pub fn word(lang: vigie_domain::Lang, state: PeriodState) -> &'static str {
    match state {
        PeriodState::Open => t::grid::state_open(lang),
        PeriodState::Submitted => t::grid::state_submitted(lang),
        PeriodState::Validated => t::grid::state_validated(lang),
        PeriodState::Frozen => t::grid::state_frozen(lang),
    }
}

fn step_words(lang: vigie_domain::Lang, own: PeriodState, next: PeriodState) -> &'static str {
    match (own, next) {
        (PeriodState::Submitted, PeriodState::Open) => t::grid::step_take_back(lang),
        (_, PeriodState::Open) => t::grid::step_reopen(lang),
        (PeriodState::Validated, PeriodState::Submitted) => t::grid::step_send_back(lang),
        (_, PeriodState::Submitted) => t::grid::step_submit(lang),
        (_, PeriodState::Validated) => t::grid::step_validate(lang),
        (_, PeriodState::Frozen) => t::grid::step_freeze(lang),
    }
}
